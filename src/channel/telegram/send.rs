//! Talking: each [`Outgoing`] is one call.

use super::{Failure, Telegram};
use crate::channel::Channel;
use crate::domain::message::{Button, Delivery, Markup, Outgoing, Words, length, plain};
use async_trait::async_trait;
use teloxide::payloads::{AnswerCallbackQuerySetters, EditMessageReplyMarkupSetters, SendMessageSetters};
use teloxide::prelude::Requester;
use teloxide::types::{
    CallbackQueryId, ChatId, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup,
    LinkPreviewOptions, MessageId, ParseMode, ReplyMarkup, ReplyParameters,
};

/// The Bot API's limits, in characters and bytes.
const TEXT_CHARACTERS: usize = 4096;
const PRESS_ANSWER_CHARACTERS: usize = 200;
const BUTTON_DATA_BYTES: usize = 64;
const BUTTONS: usize = 100;

const NO_MAIL: &str = "a mail is no message to a chat";

#[async_trait]
impl Channel for Telegram {
    fn kind(&self) -> &'static str {
        "telegram"
    }

    async fn send(&self, address: &str, message: &Outgoing) -> Delivery {
        let Ok(chat) = address.parse().map(ChatId) else {
            return Delivery::Gone {
                why: format!("`{address}` is no chat id"),
            };
        };
        if let Err(why) = check(message) {
            return Delivery::Rejected { why };
        }
        let sent = match message {
            Outgoing::Send {
                text,
                markup,
                reply_to,
            } => self.say(chat, text, markup, reply_to.as_deref()).await,
            Outgoing::EditButtons { remote_id, buttons } => self.edit_buttons(chat, remote_id, buttons).await,
            Outgoing::AnswerPress { callback_id, text } => {
                self.answer_press(callback_id, text.as_deref()).await
            }
            Outgoing::Mail(_) => Err(Failure::Refused(NO_MAIL.to_owned())),
        };
        match sent {
            Ok(id) => Delivery::Sent {
                remote_id: id.map(|id| id.to_string()),
            },
            Err(failure) => failure.into(),
        }
    }
}

impl Telegram {
    async fn say(
        &self,
        chat: ChatId,
        text: &str,
        markup: &Markup,
        reply_to: Option<&str>,
    ) -> Result<Option<MessageId>, Failure> {
        let mut request = self
            .bot
            .send_message(chat, text)
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_link_preview());
        if let Some(markup) = reply_markup(markup) {
            request = request.reply_markup(markup);
        }
        if let Some(id) = reply_to {
            request =
                request.reply_parameters(ReplyParameters::new(message_id(id)?).allow_sending_without_reply());
        }
        Ok(Some(self.call(request).await?.id))
    }

    async fn edit_buttons(
        &self,
        chat: ChatId,
        remote_id: &str,
        buttons: &[Vec<Button>],
    ) -> Result<Option<MessageId>, Failure> {
        let mut request = self.bot.edit_message_reply_markup(chat, message_id(remote_id)?);
        if !buttons.is_empty() {
            request = request.reply_markup(inline_keyboard(buttons));
        }
        self.call(request).await?;
        Ok(None)
    }

    async fn answer_press(
        &self,
        callback_id: &str,
        text: Option<&str>,
    ) -> Result<Option<MessageId>, Failure> {
        let mut request = self
            .bot
            .answer_callback_query(CallbackQueryId(callback_id.to_owned()));
        if let Some(text) = text {
            request = request.text(text);
        }
        self.call(request).await?;
        Ok(None)
    }
}

/// Refuses what the server would refuse, in clearer words.
fn check(message: &Outgoing) -> Result<(), String> {
    match message {
        Outgoing::Send { text, markup, .. } => {
            let blank = plain(text).trim().is_empty();
            let characters = if blank { 0 } else { length(text) };
            within("text", characters, TEXT_CHARACTERS, "characters")?;
            match markup {
                Markup::None => Ok(()),
                Markup::Buttons(rows) => check_buttons(rows),
                Markup::Keyboard(rows) => check_labels(rows.iter().flatten()),
            }
        }
        Outgoing::EditButtons { buttons, .. } => check_buttons(buttons),
        Outgoing::AnswerPress { text: Some(text), .. } => within(
            "answer to a press",
            text.encode_utf16().count(),
            PRESS_ANSWER_CHARACTERS,
            "characters",
        ),
        Outgoing::AnswerPress { text: None, .. } => Ok(()),
        Outgoing::Mail(_) => Err(NO_MAIL.to_owned()),
    }
}

fn check_buttons(rows: &[Vec<Button>]) -> Result<(), String> {
    let buttons = || rows.iter().flatten();
    if buttons().count() > BUTTONS {
        return Err(format!(
            "there are {} buttons, more than {BUTTONS}",
            buttons().count()
        ));
    }
    check_labels(buttons().map(|button| &button.label))?;
    buttons().try_for_each(|button| within("data of a button", button.data.len(), BUTTON_DATA_BYTES, "bytes"))
}

fn check_labels<'a>(mut labels: impl Iterator<Item = &'a Words>) -> Result<(), String> {
    if labels.any(|label| label.trim().is_empty()) {
        return Err("the label of a button is empty".to_owned());
    }
    Ok(())
}

fn within(what: &str, count: usize, limit: usize, unit: &str) -> Result<(), String> {
    match count {
        0 => Err(format!("the {what} is empty")),
        _ if count > limit => Err(format!("the {what} has {count} {unit}, more than {limit}")),
        _ => Ok(()),
    }
}

fn message_id(id: &str) -> Result<MessageId, Failure> {
    id.parse()
        .map(MessageId)
        .map_err(|_| Failure::Refused(format!("Bad Request: `{id}` is no message id")))
}

fn reply_markup(markup: &Markup) -> Option<ReplyMarkup> {
    match markup {
        Markup::None => None,
        Markup::Buttons(rows) => Some(ReplyMarkup::InlineKeyboard(inline_keyboard(rows))),
        Markup::Keyboard(rows) => Some(ReplyMarkup::Keyboard(keyboard(rows))),
    }
}

fn inline_keyboard(rows: &[Vec<Button>]) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(rows.iter().map(|row| {
        row.iter()
            .map(|button| InlineKeyboardButton::callback(&*button.label, button.data.as_str()))
    }))
}

fn keyboard(rows: &[Vec<Words>]) -> KeyboardMarkup {
    KeyboardMarkup::new(
        rows.iter()
            .map(|row| row.iter().map(|label| KeyboardButton::new(&**label))),
    )
    .persistent()
    .resize_keyboard()
}

fn no_link_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
