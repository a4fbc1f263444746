//! Those at the other end of the chat.

use super::Shared;
use super::spec;
use super::state::{DATE, Sent, State, StoredFile, bot_json};
use serde_json::{Value, json};
use std::sync::Arc;

/// Somebody with a Telegram account, in a private chat with the bot or in a group.
#[derive(Clone)]
pub struct Person {
    shared: Arc<Shared>,
    id: i64,
    name: String,
    chat: i64,
}

/// A group that the bot is in.
#[derive(Clone)]
pub struct Group {
    shared: Arc<Shared>,
    id: i64,
}

impl Person {
    pub(super) fn new(shared: Arc<Shared>, id: i64, name: &str) -> Self {
        Person {
            shared,
            id,
            name: name.to_owned(),
            chat: id,
        }
    }

    /// The same person, acting in a group.
    pub fn in_group(&self, group: &Group) -> Person {
        Person {
            chat: group.id,
            ..self.clone()
        }
    }

    /// Writes, and gives the message's id.
    pub fn says(&self, text: &str) -> i64 {
        self.writes(json!({ "text": text }))
    }

    /// Answers a message of the bot.
    pub fn replies_to(&self, message: &Sent, text: &str) -> i64 {
        let replied = self.shared.state().sent_json(message);
        self.writes(json!({ "text": text, "reply_to_message": replied }))
    }

    /// Answers something that the bot did not send.
    pub fn replies_to_own(&self, message_id: i64, text: &str) -> i64 {
        let own = self.message(&self.shared.state(), message_id, json!({ "text": "…" }));
        self.writes(json!({ "text": text, "reply_to_message": own }))
    }

    /// Passes on what somebody else has written.
    pub fn forwards(&self, text: &str) -> i64 {
        let origin = json!({ "type": "hidden_user", "sender_user_name": "甲九", "date": DATE });
        self.writes(json!({ "text": text, "forward_origin": origin }))
    }

    /// Writes in a group in its name, as its administrators may.
    pub fn says_anonymously(&self, text: &str) {
        self.shared.change(|state| {
            let id = state.next_id();
            let mut message = self.message(state, id, json!({ "text": text }));
            message["from"] = json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group" });
            message["sender_chat"] = message["chat"].clone();
            push(state, "message", message);
        });
    }

    /// Changes what was written before.
    pub fn edits(&self, message_id: i64, text: &str) {
        self.shared.change(|state| {
            let mut message = self.message(state, message_id, json!({ "text": text }));
            message["edit_date"] = json!(DATE + 60);
            push(state, "edited_message", message);
        });
    }

    /// Sends a document, and gives its file id.
    pub fn sends_file(&self, name: &str, bytes: &[u8]) -> String {
        let (file_id, document) = self.document(name, bytes);
        self.writes(json!({ "document": document }));
        file_id
    }

    /// Answers a message of the bot with a document, and gives its file id.
    pub fn replies_with_file(&self, message: &Sent, name: &str, bytes: &[u8]) -> String {
        let (file_id, document) = self.document(name, bytes);
        let replied = self.shared.state().sent_json(message);
        self.writes(json!({ "document": document, "reply_to_message": replied }));
        file_id
    }

    /// Sends a photo with a caption, and gives the file id of its largest size.
    pub fn sends_photo(&self, bytes: &[u8], caption: &str) -> String {
        let (_, mut small) = self.stores("thumbnails", &bytes[..bytes.len() / 2]);
        let (file_id, mut large) = self.stores("photos", bytes);
        for (size, pixels) in [(&mut small, 90), (&mut large, 1280)] {
            size["width"] = json!(pixels);
            size["height"] = json!(pixels);
        }
        self.writes(json!({ "photo": [small, large], "caption": caption }));
        file_id
    }

    /// Presses the button that says so on the latest message that has one; gives the press's id.
    pub fn presses(&self, label: &str) -> String {
        self.press(label, |state, sent| state.sent_json(sent))
    }

    /// Presses a button of a message that is so old that the server tells no more than its place.
    pub fn presses_on_an_old_card(&self, label: &str) -> String {
        self.press(label, |state, sent| {
            json!({ "message_id": sent.message_id, "chat": state.chat_json(sent.chat), "date": 0 })
        })
    }

    /// Blocks the bot.
    pub fn blocks_the_bot(&self) {
        self.changes_membership("member", "kicked");
    }

    /// Lets the bot write again.
    pub fn unblocks_the_bot(&self) {
        self.changes_membership("kicked", "member");
    }

    /// Puts the bot out of the group.
    pub fn removes_the_bot(&self) {
        self.changes_membership("member", "kicked");
    }

    fn press(&self, label: &str, card: impl FnOnce(&State, &Sent) -> Value) -> String {
        self.shared.change(|state| {
            let sent = state.sent.iter().rev().filter(|sent| sent.chat == self.chat);
            let sent = sent.into_iter().find(|sent| sent.data_of(label).is_some());
            let sent = sent
                .unwrap_or_else(|| panic!("no button says {label} in chat {}", self.chat))
                .clone();
            let id = format!("press-{}", state.next_id());
            state.open_presses.insert(id.clone());
            let press = json!({
                "id": id,
                "from": self.user(),
                "message": card(state, &sent),
                "chat_instance": self.chat.to_string(),
                "data": sent.data_of(label),
            });
            push(state, "callback_query", press);
            id
        })
    }

    fn changes_membership(&self, from: &str, to: &str) {
        let member = |status: &str| match status {
            "kicked" => json!({ "status": status, "user": bot_json(), "until_date": 0 }),
            _ => json!({ "status": status, "user": bot_json() }),
        };
        self.shared.change(|state| {
            if let Some(chat) = state.chats.get_mut(&self.chat) {
                chat.is_closed = to == "kicked";
            }
            let change = json!({
                "chat": state.chat_json(self.chat),
                "from": self.user(),
                "date": DATE,
                "old_chat_member": member(from),
                "new_chat_member": member(to),
            });
            push(state, "my_chat_member", change);
        });
    }

    fn writes(&self, content: Value) -> i64 {
        self.shared.change(|state| {
            let id = state.next_id();
            state.written.insert((self.chat, id));
            let message = self.message(state, id, content);
            push(state, "message", message);
            id
        })
    }

    fn message(&self, state: &State, id: i64, content: Value) -> Value {
        let mut message = json!({
            "message_id": id,
            "date": DATE,
            "chat": state.chat_json(self.chat),
            "from": self.user(),
        });
        for (name, value) in content.as_object().into_iter().flatten() {
            message[name] = value.clone();
        }
        message
    }

    fn document(&self, name: &str, bytes: &[u8]) -> (String, Value) {
        let (file_id, mut document) = self.stores("documents", bytes);
        document["file_name"] = json!(name);
        document["mime_type"] = json!(media_type(name));
        (file_id, document)
    }

    fn stores(&self, folder: &str, bytes: &[u8]) -> (String, Value) {
        self.shared.change(|state| {
            let number = state.next_id();
            let id = format!("file-{number}");
            let path = format!("{folder}/file_{number}");
            state.files.insert(
                id.clone(),
                StoredFile {
                    path,
                    bytes: bytes.to_vec(),
                },
            );
            let mut file = json!({ "file_id": id, "file_unique_id": format!("u{id}") });
            if !state.hides_file_sizes {
                file["file_size"] = json!(bytes.len());
            }
            (id, file)
        })
    }

    fn user(&self) -> Value {
        json!({ "id": self.id, "is_bot": false, "first_name": self.name })
    }
}

impl Group {
    pub(super) fn new(shared: Arc<Shared>, id: i64) -> Self {
        Group { shared, id }
    }

    /// Becomes a supergroup: says so in both chats, and the old one takes no messages any more.
    pub fn becomes_supergroup(&self, id: i64) {
        self.shared.change(|state| {
            let new = super::Chat { kind: "supergroup", ..state.chats[&self.id].clone() };
            state.chats.insert(id, new);
            let old = state.chat_json(self.id);
            let service = |number: i64, chat: Value, field: &str, other: i64| {
                json!({ "message_id": number, "date": DATE, "chat": chat, "from": bot_json(), field: other })
            };
            let (there, here) = (state.next_id(), state.next_id());
            push(state, "message", service(there, old, "migrate_to_chat_id", id));
            let new = state.chat_json(id);
            push(state, "message", service(here, new, "migrate_from_chat_id", self.id));
            if let Some(chat) = state.chats.get_mut(&self.id) {
                chat.became = Some(id);
            }
        });
    }
}

fn push(state: &mut State, kind: &str, content: Value) {
    let id = state.push_update(kind, content);
    let update = state.updates.back().map(|update| update.to_json());
    let problems = spec::judge("Update", &update.unwrap_or_default());
    assert!(
        problems.is_empty(),
        "update {id} of this server is wrong: {problems:?}"
    );
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
