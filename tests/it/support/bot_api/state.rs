//! What the server remembers.

use super::fault::{Fault, Refusal};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// The date of everything that happens here, in Unix seconds.
pub const DATE: i64 = 1_790_000_000;
/// The bot's user id, the first half of its token.
pub const BOT_ID: i64 = 7_000_001;

/// A call that a bot made.
#[derive(Debug, Clone)]
pub struct Call {
    /// The published name.
    pub method: String,
    /// As they were understood.
    pub parameters: Map<String, Value>,
}

/// A message that the bot sent, as its chat sees it now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sent {
    /// The chat.
    pub chat: i64,
    /// Unique on this server.
    pub message_id: i64,
    /// As its reader sees it.
    pub text: String,
    /// As it was sent.
    pub html: String,
    /// Label and data, row by row.
    pub buttons: Vec<Vec<(String, String)>>,
    /// The phrases that took the place of the keyboard, row by row.
    pub keyboard: Vec<Vec<String>>,
    /// The message that it answers.
    pub reply_to: Option<i64>,
    /// The name and content of the document that it is.
    pub document: Option<(String, Vec<u8>)>,
}

/// A press that was acknowledged.
#[derive(Debug, Clone, PartialEq)]
pub struct PressAnswer {
    /// The press.
    pub callback_id: String,
    /// What was shown.
    pub text: Option<String>,
}

/// A chat that the bot may know.
#[derive(Debug, Clone)]
pub struct Chat {
    /// `private`, `group` or `supergroup`.
    pub kind: &'static str,
    /// The person's name or the group's title.
    pub name: String,
    /// Blocked, or put out.
    pub is_closed: bool,
    /// The supergroup that it became.
    pub became: Option<i64>,
}

/// A file that somebody sent.
#[derive(Debug, Clone)]
pub struct StoredFile {
    /// Where it can be fetched.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What happened in a chat, until the bot confirms it.
#[derive(Debug, Clone)]
pub struct Update {
    /// In rising order.
    pub id: i64,
    /// `message`, `callback_query` ...
    pub kind: String,
    /// In the Bot API's form.
    pub content: Value,
}

/// Everything that the server remembers.
#[derive(Debug, Default)]
pub struct State {
    pub chats: BTreeMap<i64, Chat>,
    pub sent: Vec<Sent>,
    /// Chat and id of what people wrote.
    pub written: HashSet<(i64, i64)>,
    /// How many messages of each chat the story has read.
    pub read: HashMap<i64, usize>,
    pub files: HashMap<String, StoredFile>,
    pub hides_file_sizes: bool,
    pub open_presses: HashSet<String>,
    pub press_answers: Vec<PressAnswer>,
    pub commands: Vec<(String, String)>,
    pub has_webhook: bool,
    pub calls: Vec<Call>,
    pub violations: Vec<String>,
    /// By method, in order.
    pub faults: VecDeque<(String, Fault)>,
    pub updates: VecDeque<Update>,
    /// Which kinds the bot asked for; empty means all.
    pub allowed_updates: Vec<String>,
    /// Rises with every poll: an older one that still waits ends then.
    pub poll_turn: u64,
    last_id: i64,
}

impl State {
    /// A number that was not given out before.
    pub fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    /// Records that the bot did something that no well-made bot does.
    pub fn violation(&mut self, what: &str) -> Refusal {
        self.violations.push(what.to_owned());
        Refusal::bad_request(what)
    }

    /// Queues an update and gives its id.
    pub fn push_update(&mut self, kind: &str, content: Value) -> i64 {
        let id = 100_000 + self.next_id();
        self.updates.push_back(Update {
            id,
            kind: kind.to_owned(),
            content,
        });
        id
    }

    /// The fault that waits for a call of this method.
    pub fn take_fault(&mut self, method: &str) -> Option<Fault> {
        let at = self.faults.iter().position(|(name, _)| name == method)?;
        self.faults.remove(at).map(|(_, fault)| fault)
    }

    /// Whether the chat has this message, whoever wrote it.
    pub fn has_message(&self, chat: i64, id: i64) -> bool {
        self.written.contains(&(chat, id))
            || self
                .sent
                .iter()
                .any(|sent| (sent.chat, sent.message_id) == (chat, id))
    }

    /// A chat in the Bot API's form.
    pub fn chat_json(&self, id: i64) -> Value {
        let chat = &self.chats[&id];
        let name = if chat.kind == "private" {
            "first_name"
        } else {
            "title"
        };
        json!({ "id": id, "type": chat.kind, name: chat.name })
    }

    /// A message of the bot in the Bot API's form.
    pub fn sent_json(&self, sent: &Sent) -> Value {
        let mut message = json!({
            "message_id": sent.message_id,
            "date": DATE,
            "chat": self.chat_json(sent.chat),
            "from": bot_json(),
        });
        match &sent.document {
            None => message["text"] = json!(sent.text),
            Some((name, bytes)) => {
                message["caption"] = json!(sent.text);
                message["document"] = json!({
                    "file_id": name, "file_unique_id": name, "file_name": name, "file_size": bytes.len(),
                });
            }
        }
        if !sent.buttons.is_empty() {
            let button = |(label, data): &(String, String)| json!({ "text": label, "callback_data": data });
            let rows: Vec<Vec<_>> = sent
                .buttons
                .iter()
                .map(|row| row.iter().map(button).collect())
                .collect();
            message["reply_markup"] = json!({ "inline_keyboard": rows });
        }
        message
    }
}

impl Sent {
    /// The data of the button that says so.
    pub fn data_of(&self, label: &str) -> Option<&str> {
        self.buttons
            .iter()
            .flatten()
            .find(|(said, _)| said == label)
            .map(|(_, data)| &**data)
    }
}

impl Update {
    /// In the Bot API's form.
    pub fn to_json(&self) -> Value {
        json!({ "update_id": self.id, self.kind.as_str(): self.content })
    }
}

/// The bot in the Bot API's form.
pub fn bot_json() -> Value {
    json!({ "id": BOT_ID, "is_bot": true, "first_name": "huiyin", "username": "huiyin_test_bot" })
}
