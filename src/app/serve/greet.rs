//! Introducing the bot to its server: no webhook, its commands in the menu. Listening does not wait for it.

use super::patience::{Patience, asked};
use crate::channel::telegram::{CallError, Telegram};
use crate::jobs::Stop;
use crate::supervision::House;
use std::sync::Arc;

/// Introduces the bot, until it is done or the end is asked for.
pub async fn greet(house: Arc<House>, telegram: Arc<Telegram>, stop: Stop) {
    let commands = house.texts.commands();
    let mut patience = Patience::new();
    while !stop.is_asked() {
        let outcome = tokio::select! {
            () = stop.asked() => return,
            outcome = introduce(&telegram, &commands) => outcome,
        };
        match outcome {
            Ok(name) => {
                let name = house.bot_name.get_or_init(|| name);
                return tracing::info!(bot = name, "the bot is in its chat");
            }
            Err(error) => {
                tracing::warn!(%error, "the bot could not introduce itself; trying again");
                patience.wait(asked(&error), &stop).await;
            }
        }
    }
}

async fn introduce(telegram: &Telegram, commands: &[(&str, &str)]) -> Result<String, CallError> {
    let me = telegram.me().await?;
    telegram.delete_webhook().await?;
    telegram.set_commands(commands).await?;
    Ok(me.username)
}
