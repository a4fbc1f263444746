//! Moves: what the office records of a matter besides answers (收件, 通过, 退回, 已召开), and the one function
//! that decides what each makes of the matter.

use super::capacity::Capacity;
use super::closeout;
use super::ids::{MatterId, MoveId, PersonId};
use super::matter::{Matter, MatterState};
use super::mode::DueMode;
use super::refusal::Refusal;
use super::reopening::reopened;
use super::rulebook::Ends;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A move as the ledger keeps it; never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Row.
    pub id: MoveId,
    /// Of.
    pub matter_id: MatterId,
    /// The matter's cycle when it was made.
    pub cycle: i64,
    /// Which.
    pub kind: MoveKind,
    /// The day that counts, in the office's zone: 收件日, the day of the meeting, of the decision.
    pub moved_on: NaiveDate,
    /// Who handed it in, said it or decided it, where that is not who recorded it.
    pub giver_id: Option<PersonId>,
    /// How it reached the office.
    pub via: Via,
    /// Number of the document.
    pub document: Option<String>,
    /// Why, for what is sent back or taken back.
    pub reason: Option<String>,
    /// The move that this one takes back.
    #[serde(default)]
    pub undoes: Option<MoveId>,
    /// 真实性承诺: SHA-256 of the text that was shown and confirmed.
    #[serde(default)]
    pub pledge: Option<String>,
    /// Who recorded it; none for the operator and the program.
    pub recorded_by: Option<PersonId>,
    /// Business instant.
    pub recorded_at: DateTime<Utc>,
}

/// The moves that the office makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// 收件: it has arrived; whether it is on time is seen by this day.
    Received,
    /// 未收到: what was reported as sent has not arrived.
    NotReceived,
    /// 通过.
    Passed,
    /// 退回, with a reason; its 补正 is a matter of its own.
    Returned,
    /// 已召开.
    Held,
    /// 收到办结件: of a clue nothing more is asked.
    Concluded,
    /// 撤销: an earlier move was entered by mistake and is taken back, with a reason.
    Undone,
    /// 重启 by a 回头看.
    Reopened,
    /// 申请销号.
    Applied,
    /// 分管领导确认 of a measure.
    Confirmed,
    /// 销号, or 长期坚持 of what goes on.
    ClosedOut,
    /// 延期.
    Extended,
    /// 撤销 of the matter.
    Withdrawn,
}

impl MoveKind {
    /// All.
    pub const ALL: [MoveKind; 13] = [
        MoveKind::Received,
        MoveKind::NotReceived,
        MoveKind::Passed,
        MoveKind::Returned,
        MoveKind::Held,
        MoveKind::Concluded,
        MoveKind::Undone,
        MoveKind::Reopened,
        MoveKind::Applied,
        MoveKind::Confirmed,
        MoveKind::ClosedOut,
        MoveKind::Extended,
        MoveKind::Withdrawn,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            MoveKind::Received => "received",
            MoveKind::NotReceived => "not_received",
            MoveKind::Passed => "passed",
            MoveKind::Returned => "returned",
            MoveKind::Held => "held",
            MoveKind::Concluded => "concluded",
            MoveKind::Undone => "undone",
            MoveKind::Reopened => "reopened",
            MoveKind::Applied => "applied",
            MoveKind::Confirmed => "confirmed",
            MoveKind::ClosedOut => "closed_out",
            MoveKind::Extended => "extended",
            MoveKind::Withdrawn => "withdrawn",
        }
    }

    /// The move of a stable key.
    pub fn from_key(key: &str) -> Option<MoveKind> {
        MoveKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How something reached the office. What came by telephone, on paper or over the intranet and was recorded for
/// its giver is a 代录.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// Said or pressed in chat by the person.
    Chat,
    /// Recorded at the office, by command or desk, as the office's own.
    Desk,
    /// 电话.
    Phone,
    /// 纸质.
    Paper,
    /// 内网.
    Intranet,
    /// Came of itself, with another move or an event.
    Program,
}

impl Via {
    /// All.
    pub const ALL: [Via; 6] = [
        Via::Chat,
        Via::Desk,
        Via::Phone,
        Via::Paper,
        Via::Intranet,
        Via::Program,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            Via::Chat => "chat",
            Via::Desk => "desk",
            Via::Phone => "phone",
            Via::Paper => "paper",
            Via::Intranet => "intranet",
            Via::Program => "program",
        }
    }

    /// The way of a stable key.
    pub fn from_key(key: &str) -> Option<Via> {
        Via::ALL.into_iter().find(|via| via.key() == key)
    }

    /// 代录: recorded by somebody for its giver.
    pub fn is_proxy(self) -> bool {
        matches!(self, Via::Phone | Via::Paper | Via::Intranet)
    }
}

/// What a move depends on besides the matter.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    /// How the matter's rule says that it ends.
    pub ends: Ends,
    /// The office itself is to review: what it reviews has arrived with the event that opened the matter.
    pub office_reviews: bool,
    /// In which capacity it is made.
    pub by: Capacity,
    /// The last day that it gives: of the 补正 of what is returned, of what is extended or reopened.
    pub until: Option<NaiveDate>,
    /// The business day.
    pub today: NaiveDate,
}

/// What a move on a day makes of a matter.
///
/// # Errors
/// Refused when the matter has ended, its rule knows no such move, it has not come so far, the capacity may not make
/// it, or the day lies ahead or before the matter's start.
pub fn decide(matter: &Matter, ground: Ground, kind: MoveKind, on: NaiveDate) -> Result<Matter, Refusal> {
    let code = || matter.code.clone();
    if !matter.is_open() && kind != MoveKind::Reopened {
        return Err(Refusal::MatterClosed {
            code: code(),
            state: matter.state.key().to_owned(),
        });
    }
    if on > ground.today {
        return Err(Refusal::DayAhead {
            code: code(),
            day: on,
        });
    }
    if on < matter.started_on {
        return Err(Refusal::DayBeforeStart {
            code: code(),
            day: on,
            started_on: matter.started_on,
        });
    }
    if !ground.by.may(kind, ground.ends) {
        return Err(Refusal::NotTheirMove {
            code: code(),
            kind: kind.key().to_owned(),
            by: ground.by.key().to_owned(),
        });
    }
    if let (MoveKind::Reopened, Some(until)) = (kind, ground.until) {
        return reopened(matter, until);
    }
    after(matter, ground, kind, on).ok_or_else(|| Refusal::MoveNotFitting {
        code: code(),
        kind: kind.key().to_owned(),
        ends: ground.ends.key().to_owned(),
    })
}

/// The matter after a move; none where it does not fit how the matter ends, or how far it has come.
fn after(matter: &Matter, ground: Ground, kind: MoveKind, on: NaiveDate) -> Option<Matter> {
    let is_returned = matter.state == MatterState::Returned;
    let lies_here = ground.office_reviews || matter.state == MatterState::UnderReview;
    let with = |state, received_on| Matter {
        state,
        received_on,
        claimed_on: None,
        ..matter.clone()
    };
    match (kind, ground.ends) {
        (MoveKind::Extended, _) if matter.state != MatterState::UnderReview && !is_returned => {
            extended(matter, ground.until?)
        }
        // A decision ends by being taken, or with what it is about.
        (MoveKind::Withdrawn, Ends::Decision) => None,
        (MoveKind::Withdrawn, _) => Some(Matter {
            state: MatterState::Withdrawn,
            ended_on: Some(on),
            ..matter.clone()
        }),
        (kind, Ends::Closeout) => closeout::after(matter, kind, on, ground.until),
        (MoveKind::Passed, Ends::Review) if lies_here || is_returned => {
            Some(ended(matter, on, matter.received_on))
        }
        _ if is_returned => None,
        (MoveKind::Passed | MoveKind::Returned, Ends::Decision) => Some(ended(matter, on, None)),
        (MoveKind::Received, Ends::Receipt | Ends::Coded) => Some(ended(matter, on, Some(on))),
        (MoveKind::Concluded, Ends::Coded) => Some(Matter {
            state: MatterState::ClosedOut,
            ..ended(matter, on, Some(on))
        }),
        (MoveKind::Received, Ends::Review) if !lies_here => Some(with(MatterState::UnderReview, Some(on))),
        (MoveKind::Returned, Ends::Review) if lies_here => Some(with(MatterState::Returned, None)),
        (MoveKind::Held, Ends::Held) => Some(ended(matter, on, None)),
        (MoveKind::NotReceived, Ends::Receipt | Ends::Review | Ends::Held | Ends::Coded) => {
            matter.claimed_on.map(|_| with(matter.state, matter.received_on))
        }
        _ => None,
    }
}

/// With a later last day, of which it is reminded anew.
fn extended(matter: &Matter, until: NaiveDate) -> Option<Matter> {
    let is_later = matter.due_on.is_some_and(|due| due < until);
    is_later.then(|| Matter {
        due_on: Some(until),
        due_revision: matter.due_revision + 1,
        mode: DueMode::Fixed,
        provisional: false,
        counts_from_on: None,
        ..matter.clone()
    })
}

/// 已办结 on a day.
fn ended(matter: &Matter, on: NaiveDate, received_on: Option<NaiveDate>) -> Matter {
    Matter {
        state: MatterState::Completed,
        ended_on: Some(on),
        received_on,
        claimed_on: None,
        ..matter.clone()
    }
}

/// A matter of which a move is taken back: wherever it still is as the move left it, it is again as it was before.
/// What was said or corrected since stays.
pub fn take_back(now: &Matter, before: &Matter, left: &Matter) -> Matter {
    Matter {
        state: back(now.state, before.state, left.state),
        received_on: back(now.received_on, before.received_on, left.received_on),
        claimed_on: back(now.claimed_on, before.claimed_on, left.claimed_on),
        ended_on: back(now.ended_on, before.ended_on, left.ended_on),
        ..now.clone()
    }
}

fn back<T: PartialEq>(now: T, before: T, left: T) -> T {
    if now == left { before } else { now }
}

/// Whether anything that was recorded of a matter stands.
pub fn any_stands(moves: &[Move]) -> bool {
    let is_undone = |made: &Move| moves.iter().any(|later| later.undoes == Some(made.id));
    moves
        .iter()
        .any(|made| made.kind != MoveKind::Undone && !is_undone(made))
}

/// The last move of a matter's present cycle that stands and was a decision on what was handed in; `moves` in the
/// order of recording.
pub fn last_standing<'m>(matter: &Matter, moves: &'m [Move]) -> Option<&'m Move> {
    let is_undone = |made: &Move| moves.iter().any(|later| later.undoes == Some(made.id));
    moves
        .iter()
        .rev()
        .filter(|made| made.cycle == matter.cycle)
        .filter(|made| !matches!(made.kind, MoveKind::Undone | MoveKind::Reopened))
        .find(|made| !is_undone(made))
}
