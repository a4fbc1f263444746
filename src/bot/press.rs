//! What buttons mean. The card carries a token; this stays with us.

use super::desk::{DeskPress, Form};
use super::handlers::decide::DecidePress;
use super::handlers::extend::{ExtendPress, ExtendWalk};
use super::handlers::leading::ResolvePress;
use super::handlers::monthly::{MonthPress, MonthWalk};
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::reply::Said;
use serde::{Deserialize, Serialize};

pub use crate::supervision::{CardPress, CirculatePress, Held, NewChoice};

/// What is chosen of a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestPress {
    /// Whose; none for one's own.
    pub of: Option<PersonId>,
    /// What.
    #[serde(flatten)]
    pub new: NewChoice,
}

/// The meaning of a button that the bot itself puts on a card; cards of notices carry [`CardPress`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "press", rename_all = "snake_case")]
pub enum Press {
    /// 是我: bind this chat by that code.
    Bind {
        /// The code's row.
        invite_id: i64,
        /// The chat that sent the code.
        address: String,
    },
    /// 不是我.
    DeclineBind,
    /// This is said of that matter.
    Say {
        /// The matter as it was when the button was made.
        matter: Held,
        /// What is said.
        said: Said,
        /// The words beside it, where all choices take words.
        note: Option<String>,
    },
    /// Progress is to be reported on that matter.
    ReportOn {
        /// The matter.
        matter: Held,
    },
    /// Close-out is asked for that matter.
    CloseOut {
        /// The matter.
        matter: Held,
    },
    /// Close-out of that matter is applied for, without words.
    Apply {
        /// The matter.
        matter: Held,
    },
    /// More time is asked for that matter.
    Extend {
        /// The matter.
        matter: Held,
    },
    /// The file is evidence for that matter.
    Keep {
        /// The matter.
        matter: Held,
        /// The file, as the channel knows it.
        file: OfferedFile,
    },
    /// A button of a notice's card.
    Card(CardPress),
    /// A button of the desk.
    Desk(DeskPress),
    /// A button of 填月报.
    Month(MonthPress),
    /// A button of 申请延期.
    Extension(ExtendPress),
    /// A button of a decision.
    Decide(DecidePress),
    /// A button of what the leading group decides.
    Resolve(ResolvePress),
    /// A button under word of a digest's draft.
    Circulate(CirculatePress),
    /// Something that is chosen of somebody's digest.
    Digest(DigestPress),
}

/// A file that waits to be assigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedFile {
    /// The channel's id of it.
    pub file_id: String,
    /// Name as sent.
    pub name: String,
    /// Media type as sent.
    pub media_type: String,
    /// Size as announced, in bytes.
    pub bytes: Option<u64>,
}

/// The matters that a statement is about, or who must choose.
#[derive(Debug, Clone, PartialEq)]
pub enum Meant {
    /// These.
    Matters(Vec<Matter>),
    /// One of these.
    OneOf(Vec<Matter>),
}

/// What a chat is being asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "awaiting", rename_all = "snake_case")]
pub enum Awaiting {
    /// Progress of that matter.
    Progress {
        /// The matter.
        matter: MatterId,
    },
    /// How the next measure of a month's report stands.
    Month {
        /// The walk as far as it has come.
        walk: MonthWalk,
    },
    /// The next thing that a request for more time wants.
    Extension {
        /// The request as far as it has been given.
        walk: ExtendWalk,
    },
    /// What was done, with which close-out is applied for.
    CloseOut {
        /// The matter as it was when that was asked.
        matter: Held,
    },
    /// Why a decision sends something back.
    Reason {
        /// The decision's matter.
        matter: Held,
    },
    /// The new last day of a 限期.
    Limit {
        /// The matters of the unit.
        matters: Vec<MatterId>,
    },
    /// The next thing that a task of the desk asks for.
    Desk {
        /// The task as filled in so far.
        form: Form,
    },
}
