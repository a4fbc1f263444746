//! One thing that happened in a chat.

use super::words::Words;
use serde::{Deserialize, Serialize};

/// One thing that happened in a chat. Stored in the inbox as JSON, unique by bot and update id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// The bot that heard it.
    pub bot_id: i64,
    /// Rises with every update of the bot.
    pub update_id: i64,
    /// The chat's address; empty where it could not be read.
    pub chat: String,
    /// Who can read that chat.
    pub chat_kind: ChatKind,
    /// The account that wrote, pressed or left; empty where it could not be read.
    pub sender: String,
    /// How that account calls itself.
    pub sender_name: Words,
    /// The message that was written, or whose button was pressed.
    pub message_id: Option<String>,
    /// What happened.
    pub what: Heard,
}

/// Who can read a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChatKind {
    /// One person and the bot.
    Private,
    /// Whoever is a member.
    Group,
}

/// What happened in a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "heard", rename_all = "snake_case")]
pub enum Heard {
    /// Somebody wrote.
    Text {
        /// As written.
        text: Words,
        /// The message that it answers.
        reply_to: Option<String>,
        /// A new version of a message that was heard before.
        edited: bool,
        /// Written elsewhere, perhaps by somebody else, and passed on.
        #[serde(default)]
        forwarded: bool,
    },
    /// Somebody pressed a button.
    Press {
        /// For [`Outgoing::AnswerPress`](super::Outgoing::AnswerPress); good for a short time only.
        callback_id: String,
        /// The button's own data.
        data: String,
    },
    /// Somebody sent a photo, a document, a film or a recording.
    File {
        /// For the download.
        file_id: String,
        /// The same for the same file, whoever sends it and however often.
        unique_id: String,
        /// As the sender's device calls it; not safe as a file name.
        name: Option<Words>,
        /// As the sender's device says; not checked.
        media_type: Option<String>,
        /// In bytes; only told, the download checks.
        size: Option<u64>,
        /// The words that came with it.
        caption: Option<Words>,
        /// The message that it answers.
        reply_to: Option<String>,
        /// The same for files that were sent together.
        album: Option<String>,
        /// A new version of a message that was heard before.
        edited: bool,
        /// Written elsewhere, perhaps by somebody else, and passed on.
        #[serde(default)]
        forwarded: bool,
    },
    /// The group became a supergroup: `chat` is the old address. Telegram says it twice, once in each.
    Moved {
        /// The new address.
        to: String,
    },
    /// The bot was blocked, or put out of the group.
    Left,
    /// The bot was unblocked, or taken into a group.
    Joined,
    /// Nothing that we can read: an unknown form, a sticker, a service message. Kept so that the offset moves on.
    Unreadable,
}
