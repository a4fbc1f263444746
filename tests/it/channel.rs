//! The edge for chat, told from both ends: what leaves arrives well-formed, what happens there is heard, and
//! every fault of the way is named by what to do next.

mod console;
mod faults;
mod files;
mod listening;
mod pace;
mod sending;
mod server;

use crate::support::bot_api::{BotApi, TOKEN};
use huiyin::channel::telegram::{Telegram, TelegramConfig, Timeouts};
use huiyin::domain::message::{Button, Markup, Outgoing};
use std::time::Duration;

/// Short, so that a story about silence does not take long.
const TIMEOUT: Duration = Duration::from_secs(1);

fn config(api: &BotApi) -> TelegramConfig {
    TelegramConfig {
        token: TOKEN.to_owned(),
        api_url: api.url().to_owned(),
        proxy: None,
        timeouts: Timeouts {
            connect: TIMEOUT,
            request: TIMEOUT,
        },
    }
}

fn telegram(api: &BotApi) -> Telegram {
    Telegram::new(config(api)).unwrap()
}

fn text(html: &str) -> Outgoing {
    Outgoing::Send {
        text: html.into(),
        markup: Markup::None,
        reply_to: None,
    }
}

fn card(html: &str, buttons: &[(&str, &str)]) -> Outgoing {
    let row = buttons.iter().map(|&(label, data)| button(label, data)).collect();
    Outgoing::Send {
        text: html.into(),
        markup: Markup::Buttons(vec![row]),
        reply_to: None,
    }
}

fn button(label: &str, data: &str) -> Button {
    Button {
        label: label.into(),
        data: data.to_owned(),
    }
}
