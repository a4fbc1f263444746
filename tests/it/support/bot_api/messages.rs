//! Sending and editing.

use super::body::Parameters;
use super::fault::Refusal;
use super::html;
use super::methods::Answer;
use super::state::{Sent, State};
use serde_json::{Value, json};

const TEXT_LIMIT: usize = 4096;
const CAPTION_LIMIT: usize = 1024;
const BUTTON_DATA_LIMIT: usize = 64;
const BUTTONS_LIMIT: usize = 100;

/// `sendMessage`.
pub fn send_message(state: &mut State, parameters: &Parameters) -> Answer {
    let chat = open_chat(state, parameters)?;
    let (html, text) = text(state, parameters, "text", TEXT_LIMIT)?;
    post(
        state,
        parameters,
        Sent {
            chat,
            html,
            text,
            ..Sent::default()
        },
    )
}

/// `sendDocument`.
pub fn send_document(state: &mut State, parameters: &Parameters) -> Answer {
    let chat = open_chat(state, parameters)?;
    let (html, text) = text(state, parameters, "caption", CAPTION_LIMIT)?;
    let file = parameters
        .upload("document")
        .ok_or_else(|| state.violation("there is no document in the request"))?;
    let document = Some((file.name.clone(), file.bytes.clone()));
    post(
        state,
        parameters,
        Sent {
            chat,
            html,
            text,
            document,
            ..Sent::default()
        },
    )
}

/// `editMessageText`.
pub fn edit_text(state: &mut State, parameters: &Parameters) -> Answer {
    let chat = open_chat(state, parameters)?;
    let (html, text) = text(state, parameters, "text", TEXT_LIMIT)?;
    edit(state, chat, parameters, |sent| Sent { html, text, ..sent })
}

/// `editMessageReplyMarkup`.
pub fn edit_reply_markup(state: &mut State, parameters: &Parameters) -> Answer {
    let chat = open_chat(state, parameters)?;
    edit(state, chat, parameters, |sent| sent)
}

fn post(state: &mut State, parameters: &Parameters, message: Sent) -> Answer {
    let markup = &parameters.values.get("reply_markup").cloned().unwrap_or_default();
    let reply_to = reply_to(state, message.chat, parameters)?;
    let (buttons, keyboard) = (buttons(state, markup)?, keyboard(markup));
    let message = Sent {
        message_id: state.next_id(),
        buttons,
        keyboard,
        reply_to,
        ..message
    };
    let answer = state.sent_json(&message);
    state.sent.push(message);
    Ok(answer)
}

fn edit(state: &mut State, chat: i64, parameters: &Parameters, change: impl FnOnce(Sent) -> Sent) -> Answer {
    let buttons = buttons(
        state,
        &parameters.values.get("reply_markup").cloned().unwrap_or_default(),
    )?;
    let id = parameters.number("message_id").unwrap_or_default();
    let at = state
        .sent
        .iter()
        .position(|sent| sent.chat == chat && sent.message_id == id);
    let at = at.ok_or_else(|| Refusal::bad_request("message to edit not found"))?;
    let edited = Sent {
        buttons,
        ..change(state.sent[at].clone())
    };
    if edited == state.sent[at] {
        let why = "message is not modified: specified new message content and reply markup are exactly the same as \
                   a current content and reply markup of the message";
        return Err(Refusal::bad_request(why));
    }
    let answer = state.sent_json(&edited);
    state.sent[at] = edited;
    Ok(answer)
}

/// The chat, when the bot may write there.
fn open_chat(state: &State, parameters: &Parameters) -> Result<i64, Refusal> {
    let id = parameters
        .number("chat_id")
        .ok_or_else(|| Refusal::bad_request("chat not found"))?;
    let chat = state
        .chats
        .get(&id)
        .ok_or_else(|| Refusal::bad_request("chat not found"))?;
    match (chat.became, chat.is_closed, chat.kind) {
        (Some(to), ..) => Err(Refusal::upgraded(to)),
        (None, false, _) => Ok(id),
        (None, true, "private") => Err(Refusal::new(403, "Forbidden: bot was blocked by the user")),
        (None, true, kind) => Err(Refusal::new(
            403,
            &format!("Forbidden: bot was kicked from the {kind} chat"),
        )),
    }
}

/// A text as it was sent, and as its reader sees it.
fn text(
    state: &mut State,
    parameters: &Parameters,
    name: &str,
    limit: usize,
) -> Result<(String, String), Refusal> {
    let sent = parameters.text(name).unwrap_or_default().to_owned();
    let seen = match parameters.text("parse_mode") {
        None => sent.clone(),
        Some("HTML") => {
            html::read(&sent).map_err(|why| state.violation(&format!("can't parse entities: {why}")))?
        }
        Some(other) => return Err(state.violation(&format!("unsupported parse_mode {other}"))),
    };
    if name == "text" && seen.trim().is_empty() {
        return Err(state.violation("message text is empty"));
    }
    if seen.encode_utf16().count() > limit {
        return Err(state.violation("message is too long"));
    }
    Ok((sent, seen))
}

fn reply_to(state: &State, chat: i64, parameters: &Parameters) -> Result<Option<i64>, Refusal> {
    let Some(reply) = parameters.values.get("reply_parameters") else {
        return Ok(None);
    };
    let id = reply["message_id"].as_i64().unwrap_or_default();
    if state.has_message(chat, id) {
        Ok(Some(id))
    } else if reply["allow_sending_without_reply"] == json!(true) {
        Ok(None)
    } else {
        Err(Refusal::bad_request("message to be replied not found"))
    }
}

fn buttons(state: &mut State, markup: &Value) -> Result<Vec<Vec<(String, String)>>, Refusal> {
    let text = |button: &Value, name: &str| button[name].as_str().unwrap_or_default().to_owned();
    let button = |button: &Value| (text(button, "text"), text(button, "callback_data"));
    let rows: Vec<Vec<_>> = rows(markup, "inline_keyboard")
        .map(|row| row.iter().map(button).collect())
        .collect();
    if rows.iter().flatten().count() > BUTTONS_LIMIT {
        return Err(state.violation("REPLY_MARKUP_TOO_LONG"));
    }
    for (label, data) in rows.iter().flatten() {
        if label.trim().is_empty() {
            return Err(state.violation("can't parse inline keyboard button: a button has no text"));
        }
        if !(1..=BUTTON_DATA_LIMIT).contains(&data.len()) {
            return Err(state.violation("BUTTON_DATA_INVALID"));
        }
    }
    Ok(rows)
}

fn keyboard(markup: &Value) -> Vec<Vec<String>> {
    let label = |button: &Value| button["text"].as_str().unwrap_or_default().to_owned();
    rows(markup, "keyboard")
        .map(|row| row.iter().map(label).collect())
        .collect()
}

fn rows<'a>(markup: &'a Value, name: &str) -> impl Iterator<Item = &'a Vec<Value>> {
    markup[name]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_array)
}
