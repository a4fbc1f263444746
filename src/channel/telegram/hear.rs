//! From a Bot API update to our own words. Reads only what we use, so that new fields and new kinds of
//! messages cannot break it: of an old card the Bot API tells no more than chat, id and `date: 0`, and that is
//! enough for a press.

use crate::domain::message::{ChatKind, Heard, Incoming, Words};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

#[derive(Deserialize)]
struct Update {
    message: Option<Message>,
    edited_message: Option<Message>,
    callback_query: Option<CallbackQuery>,
    my_chat_member: Option<ChatMemberUpdated>,
}

#[derive(Deserialize)]
struct Message {
    message_id: i64,
    chat: Chat,
    /// Missing for those who write in a group's name.
    from: Option<User>,
    text: Option<String>,
    caption: Option<String>,
    reply_to_message: Option<MessageId>,
    /// There when somebody passes on what was written elsewhere.
    forward_origin: Option<IgnoredAny>,
    media_group_id: Option<String>,
    /// The same picture in rising sizes.
    photo: Option<Vec<File>>,
    document: Option<File>,
    video: Option<File>,
    video_note: Option<File>,
    audio: Option<File>,
    voice: Option<File>,
    migrate_to_chat_id: Option<i64>,
    migrate_from_chat_id: Option<i64>,
}

#[derive(Deserialize)]
struct CallbackQuery {
    id: String,
    from: User,
    message: Option<PressedMessage>,
    data: Option<String>,
}

#[derive(Deserialize)]
struct PressedMessage {
    message_id: i64,
    chat: Chat,
}

#[derive(Deserialize)]
struct ChatMemberUpdated {
    chat: Chat,
    from: User,
    old_chat_member: ChatMember,
    new_chat_member: ChatMember,
}

#[derive(Deserialize)]
struct ChatMember {
    status: String,
    /// Of the restricted only.
    is_member: Option<bool>,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct User {
    id: i64,
    first_name: String,
    last_name: Option<String>,
}

#[derive(Deserialize)]
struct MessageId {
    message_id: i64,
}

#[derive(Deserialize)]
struct File {
    file_id: String,
    file_unique_id: String,
    file_name: Option<String>,
    mime_type: Option<String>,
    file_size: Option<u64>,
}

/// What happened. `None` only without an update id, which no server sends.
pub(super) fn hear(bot_id: i64, update: Value) -> Option<Incoming> {
    let update_id = update.get("update_id")?.as_i64()?;
    let update = serde_json::from_value(update).ok();
    let mut incoming = update.and_then(Update::heard).unwrap_or_else(blank);
    incoming.bot_id = bot_id;
    incoming.update_id = update_id;
    Some(incoming)
}

/// Something, somewhere: whoever reads more fills in more.
fn blank() -> Incoming {
    Incoming {
        bot_id: 0,
        update_id: 0,
        chat: String::new(),
        chat_kind: ChatKind::Private,
        sender: String::new(),
        sender_name: Words::default(),
        message_id: None,
        what: Heard::Unreadable,
    }
}

impl Update {
    fn heard(self) -> Option<Incoming> {
        match self {
            Update {
                message: Some(message),
                ..
            } => Some(message.heard(false)),
            Update {
                edited_message: Some(message),
                ..
            } => Some(message.heard(true)),
            Update {
                callback_query: Some(press),
                ..
            } => Some(press.heard()),
            Update {
                my_chat_member: Some(change),
                ..
            } => Some(change.heard()),
            _ => None,
        }
    }
}

impl Message {
    fn heard(mut self, edited: bool) -> Incoming {
        let mut chat = self.chat.id;
        let what = match (self.migrate_to_chat_id, self.migrate_from_chat_id) {
            (Some(to), _) => Heard::Moved { to: to.to_string() },
            (None, Some(from)) => Heard::Moved {
                to: std::mem::replace(&mut chat, from).to_string(),
            },
            (None, None) if self.chat.is_channel() => Heard::Unreadable,
            (None, None) => self.content(edited),
        };
        let (sender, sender_name) = match self.from {
            Some(user) => (user.id, user.name()),
            None => (self.chat.id, Words::default()),
        };
        Incoming {
            chat: chat.to_string(),
            chat_kind: self.chat.kind(),
            sender: sender.to_string(),
            sender_name,
            message_id: Some(self.message_id.to_string()),
            what,
            ..blank()
        }
    }

    fn content(&mut self, edited: bool) -> Heard {
        let reply_to = self
            .reply_to_message
            .take()
            .map(|message| message.message_id.to_string());
        if let Some(text) = self.text.take() {
            return Heard::Text {
                text: text.into(),
                reply_to,
                edited,
                forwarded: self.forward_origin.is_some(),
            };
        }
        let Some(file) = self.file() else {
            return Heard::Unreadable;
        };
        Heard::File {
            file_id: file.file_id,
            unique_id: file.file_unique_id,
            name: file.file_name.map(Words::from),
            media_type: file.mime_type,
            size: file.file_size,
            caption: self.caption.take().map(Words::from),
            reply_to,
            album: self.media_group_id.take(),
            edited,
            forwarded: self.forward_origin.is_some(),
        }
    }

    fn file(&mut self) -> Option<File> {
        // Photos are always JPEG, and alone do not say so.
        let photo = self.photo.take().and_then(|mut sizes| sizes.pop());
        let photo = photo.map(|file| File {
            mime_type: Some("image/jpeg".to_owned()),
            ..file
        });
        photo
            .or(self.document.take())
            .or(self.video.take())
            .or(self.video_note.take())
            .or(self.audio.take())
            .or(self.voice.take())
    }
}

impl CallbackQuery {
    fn heard(self) -> Incoming {
        // Without a message it was pressed in a private chat, whose id is the person's.
        let (chat, chat_kind, message_id) = match self.message {
            Some(message) => (
                message.chat.id,
                message.chat.kind(),
                Some(message.message_id.to_string()),
            ),
            None => (self.from.id, ChatKind::Private, None),
        };
        let what = match self.data {
            Some(data) => Heard::Press {
                callback_id: self.id,
                data,
            },
            None => Heard::Unreadable,
        };
        Incoming {
            chat: chat.to_string(),
            chat_kind,
            sender: self.from.id.to_string(),
            sender_name: self.from.name(),
            message_id,
            what,
            ..blank()
        }
    }
}

impl ChatMemberUpdated {
    fn heard(self) -> Incoming {
        let what = match (self.old_chat_member.is_in(), self.new_chat_member.is_in()) {
            _ if self.chat.is_channel() => Heard::Unreadable,
            (false, true) => Heard::Joined,
            (true, false) => Heard::Left,
            _ => Heard::Unreadable,
        };
        Incoming {
            chat: self.chat.id.to_string(),
            chat_kind: self.chat.kind(),
            sender: self.from.id.to_string(),
            sender_name: self.from.name(),
            what,
            ..blank()
        }
    }
}

impl ChatMember {
    fn is_in(&self) -> bool {
        match self.status.as_str() {
            "left" | "kicked" => false,
            "restricted" => self.is_member.unwrap_or(true),
            _ => true,
        }
    }
}

impl Chat {
    /// A channel speaks to all and hears nobody: the bot has no business there.
    fn is_channel(&self) -> bool {
        self.kind == "channel"
    }

    fn kind(&self) -> ChatKind {
        if self.kind == "private" {
            ChatKind::Private
        } else {
            ChatKind::Group
        }
    }
}

impl User {
    fn name(&self) -> Words {
        match &self.last_name {
            Some(last) => format!("{} {last}", self.first_name).into(),
            None => self.first_name.as_str().into(),
        }
    }
}
