//! Introducing the bot to its server: no webhook, its commands in the menu. Listening does not wait for it.

use super::Ear;
use super::patience::{Patience, asked};
use crate::channel::telegram::{CallError, Telegram};
use crate::jobs::Stop;
use crate::supervision::House;
use std::sync::Arc;

/// Introduces the bot, until it is done or the end is asked for.
pub async fn greet(house: Arc<House>, telegram: Telegram, ear: Arc<dyn Ear>, stop: Stop) {
    let commands = match ear.commands(&house) {
        Ok(commands) => commands,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the chat's menu has no texts");
            Vec::new()
        }
    };
    let mut patience = Patience::new();
    while !stop.is_asked() {
        let outcome = tokio::select! {
            () = stop.asked() => return,
            outcome = introduce(&telegram, &commands) => outcome,
        };
        match outcome {
            Ok(name) => return tracing::info!(bot = name, "the bot is in its chat"),
            Err(error) => {
                tracing::warn!(%error, "the bot could not introduce itself; trying again");
                patience.wait(asked(&error), &stop).await;
            }
        }
    }
}

async fn introduce(telegram: &Telegram, commands: &[(String, String)]) -> Result<String, CallError> {
    let me = telegram.me().await?;
    telegram.delete_webhook().await?;
    let commands: Vec<(&str, &str)> = commands
        .iter()
        .map(|(name, description)| (name.as_str(), description.as_str()))
        .collect();
    telegram.set_commands(&commands).await?;
    Ok(me.username)
}
