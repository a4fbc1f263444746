//! What each method does with a call that is well-formed.

use super::Shared;
use super::body::Parameters;
use super::fault::Refusal;
use super::messages;
use super::state::{PressAnswer, State, bot_json};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A result, or an error in the Bot API's form.
pub type Answer = Result<Value, Refusal>;

const PRESS_ANSWER_LIMIT: usize = 200;
const UPDATES_LIMIT: usize = 100;
/// The largest file that the server gives out.
const FILE_LIMIT: usize = 20 * 1024 * 1024;

/// Does a call.
pub async fn call(shared: &Shared, method: &str, parameters: &Parameters) -> Answer {
    if method == "getUpdates" {
        return get_updates(shared, parameters).await;
    }
    let answer = act(&mut shared.state(), method, parameters);
    shared.changed();
    answer
}

fn act(state: &mut State, method: &str, parameters: &Parameters) -> Answer {
    match method {
        "getMe" => Ok(me()),
        "deleteWebhook" => {
            state.has_webhook = false;
            Ok(json!(true))
        }
        "setMyCommands" => set_my_commands(state, parameters),
        "sendMessage" => messages::send_message(state, parameters),
        "sendDocument" => messages::send_document(state, parameters),
        "editMessageText" => messages::edit_text(state, parameters),
        "editMessageReplyMarkup" => messages::edit_reply_markup(state, parameters),
        "answerCallbackQuery" => answer_callback_query(state, parameters),
        "getFile" => get_file(state, parameters),
        other => Err(state.violation(&format!("{other} is not built in this server"))),
    }
}

fn me() -> Value {
    let mut me = bot_json();
    me["can_join_groups"] = json!(true);
    for power in [
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    ] {
        me[power] = json!(false);
    }
    me
}

fn set_my_commands(state: &mut State, parameters: &Parameters) -> Answer {
    let commands = parameters.list("commands").iter();
    let text = |command: &Value, name: &str| command[name].as_str().unwrap_or_default().to_owned();
    state.commands = commands
        .map(|command| (text(command, "command"), text(command, "description")))
        .collect();
    let is_good = |name: &str| {
        (1..=32).contains(&name.len())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    match state
        .commands
        .iter()
        .find(|(name, description)| !is_good(name) || description.is_empty())
    {
        Some((name, _)) => Err(state.violation(&format!("BOT_COMMAND_INVALID {name}"))),
        None => Ok(json!(true)),
    }
}

fn answer_callback_query(state: &mut State, parameters: &Parameters) -> Answer {
    let text = parameters.text("text").map(str::to_owned);
    if text
        .as_ref()
        .is_some_and(|text| text.encode_utf16().count() > PRESS_ANSWER_LIMIT)
    {
        return Err(state.violation("MESSAGE_TOO_LONG"));
    }
    let callback_id = parameters
        .text("callback_query_id")
        .unwrap_or_default()
        .to_owned();
    if !state.open_presses.contains(&callback_id) {
        let why = "query is too old and response timeout expired or query ID is invalid";
        return Err(Refusal::bad_request(why));
    }
    state.press_answers.push(PressAnswer { callback_id, text });
    Ok(json!(true))
}

fn get_file(state: &mut State, parameters: &Parameters) -> Answer {
    let id = parameters.text("file_id").unwrap_or_default();
    let Some(file) = state.files.get(id) else {
        return Err(Refusal::bad_request(
            "wrong file_id or the file is temporarily unavailable",
        ));
    };
    if file.bytes.len() > FILE_LIMIT {
        return Err(Refusal::bad_request("file is too big"));
    }
    let mut answer = json!({ "file_id": id, "file_unique_id": format!("u{id}"), "file_path": file.path });
    if !state.hides_file_sizes {
        answer["file_size"] = json!(file.bytes.len());
    }
    Ok(answer)
}

/// Updates before the offset are forgotten; the others stay until a later offset confirms them.
async fn get_updates(shared: &Shared, parameters: &Parameters) -> Answer {
    let offset = parameters.number("offset").unwrap_or(0);
    let limit = parameters
        .number("limit")
        .map_or(UPDATES_LIMIT, |limit| limit as usize);
    let wait = Duration::from_secs(parameters.number("timeout").unwrap_or(0) as u64);
    let until = Instant::now() + wait;
    let mut changes = shared.changes();
    let turn = shared
        .state()
        .begin_poll(offset, parameters.list("allowed_updates"));
    shared.changed();
    loop {
        changes.mark_unchanged();
        let updates = shared.state().poll(turn, limit)?;
        if !updates.is_empty() || timeout_at(until, changes.changed()).await.is_err() {
            return Ok(Value::Array(updates));
        }
    }
}

impl State {
    fn begin_poll(&mut self, offset: i64, kinds: &[Value]) -> u64 {
        self.updates.retain(|update| update.id >= offset);
        if !kinds.is_empty() {
            self.allowed_updates = kinds
                .iter()
                .filter_map(|kind| kind.as_str().map(str::to_owned))
                .collect();
        }
        let allowed = &self.allowed_updates;
        self.updates
            .retain(|update| allowed.is_empty() || allowed.contains(&update.kind));
        self.poll_turn += 1;
        self.poll_turn
    }

    fn poll(&self, turn: u64, limit: usize) -> Result<Vec<Value>, Refusal> {
        if self.has_webhook {
            let why = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
            return Err(Refusal::new(409, &format!("Conflict: {why}")));
        }
        if turn != self.poll_turn {
            let why =
                "terminated by other getUpdates request; make sure that only one bot instance is running";
            return Err(Refusal::new(409, &format!("Conflict: {why}")));
        }
        Ok(self
            .updates
            .iter()
            .take(limit)
            .map(|update| update.to_json())
            .collect())
    }
}
