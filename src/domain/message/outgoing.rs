//! One call to a channel, and what became of it.

use super::words::Words;
use crate::domain::letter::Letter;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One call to a channel. Stored in an outbox row as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Outgoing {
    /// A new message.
    Send {
        /// Telegram HTML, already escaped; other channels show it as [`plain`](super::plain()) text.
        text: Words,
        /// What can be pressed with it.
        #[serde(default)]
        markup: Markup,
        /// The remote id of the message that it answers. Sent all the same when that one is gone.
        #[serde(default)]
        reply_to: Option<String>,
    },
    /// Other buttons under a message that was sent before; none takes them away.
    EditButtons {
        /// The message's id, as [`Delivery::Sent`] gave it.
        remote_id: String,
        /// Row by row.
        buttons: Vec<Vec<Button>>,
    },
    /// Ends the waiting sign on a button that somebody pressed.
    AnswerPress {
        /// As [`Heard::Press`](super::Heard::Press) gave it.
        callback_id: String,
        /// Shown for a moment; plain text, not HTML.
        #[serde(default)]
        text: Option<Words>,
    },
    /// A mail. Made from what is true when it is sent, so no outbox row holds one.
    #[serde(skip)]
    Mail(Box<Letter>),
}

/// What can be pressed with a message: under it, or in place of the reader's keyboard, never both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Markup {
    /// Nothing; a keyboard that is shown already stays.
    #[default]
    None,
    /// Buttons under the message, row by row.
    Buttons(Vec<Vec<Button>>),
    /// A lasting keyboard of fixed phrases, row by row; pressing one sends it as text.
    Keyboard(Vec<Vec<Words>>),
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: Words,
    /// What comes back when it is pressed: a short random id, what it means stands in the database.
    pub data: String,
}

/// What became of an [`Outgoing`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum Delivery {
    /// It arrived, or there was nothing left to do.
    Sent {
        /// The new message's id in its chat, where there is one.
        remote_id: Option<String>,
    },
    /// Not now: try again.
    Later {
        /// How long the server asks to wait; the outbox has its own backoff where it says nothing.
        after: Option<Duration>,
        /// For operators.
        why: String,
    },
    /// The chat has another address from now on: send it there.
    Moved {
        /// The new address.
        address: String,
    },
    /// Nothing will ever arrive at this address.
    Gone {
        /// For operators and the office.
        why: String,
    },
    /// The address is good, but this message will never be taken: a fault of ours.
    Rejected {
        /// For operators.
        why: String,
    },
}
