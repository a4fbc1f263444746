//! The ways out of the house. Each channel is one file or folder and can be deleted without the others
//! noticing; what a channel hears comes in by its own door (see [`telegram::Telegram::poll`]).

pub mod console;
pub mod mail;
pub mod pace;
pub mod telegram;

use crate::domain::message::{Delivery, Outgoing};
use async_trait::async_trait;
use std::num::NonZeroU32;

/// A way by which messages reach people.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Its stable key in bindings and outbox rows: `telegram`, `console`.
    fn kind(&self) -> &'static str;

    /// How many messages it can carry at once, where more would only wait; none: as many as come.
    fn at_once(&self) -> Option<NonZeroU32> {
        None
    }

    /// Makes one call, once, and says what became of it. Never waits for a pace and never tries again: the
    /// outbox does. A call that was cut off may have arrived all the same.
    async fn send(&self, address: &str, message: &Outgoing) -> Delivery;
}
