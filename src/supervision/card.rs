//! The buttons of a notice's card.

use super::circulation::CirculatePress;
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::domain::reply::Coded;
use crate::domain::resolution::ResolutionKind;
use serde::{Deserialize, Serialize};

/// A matter as it was when a button was made; when it has moved since, the button is old.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The matter.
    pub id: MatterId,
    /// Its cycle.
    pub cycle: i64,
    /// Its due revision.
    pub due_revision: i64,
}

impl Held {
    /// A matter as it is now.
    pub fn of(matter: &Matter) -> Held {
        Held {
            id: matter.id,
            cycle: matter.cycle,
            due_revision: matter.due_revision,
        }
    }
}

/// What a button of a notice's card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardAction {
    /// 收到.
    Acknowledge,
    /// 报进展.
    Report,
    /// 申请销号.
    CloseOut,
    /// 申请延期.
    Extend,
    /// Of clues: a digit.
    Coded(Coded),
    /// 填月报.
    FillMonth,
    /// 同意.
    Agree,
    /// 签署: the pledge is shown first.
    Sign,
    /// 退回: the reason is asked.
    SendBack,
    /// Decisions one by one.
    Each,
    /// A decision of the leading group on a unit.
    Resolve(ResolutionKind),
    /// 查看明细 of a unit.
    Detail,
}

/// A button of a notice's card: what it does, for which matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPress {
    /// What.
    pub action: CardAction,
    /// For these.
    pub matters: Vec<Held>,
}

/// How a card's button is kept; the bot's own buttons are kept beside it.
#[derive(Debug, Serialize)]
#[serde(tag = "press", rename_all = "snake_case")]
pub enum KeptPress<'a> {
    /// A button of a notice's card.
    Card(&'a CardPress),
    /// A button under word of a digest's draft.
    Circulate(CirculatePress),
}
