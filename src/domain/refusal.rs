//! Answers that turn something down. A refusal is rendered for the person and is no error.

use super::{reply::UnclearWhy, secrecy::SecretKind};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// Why something that a person asked for or answered is not done. Days and times are in the office's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// The account is bound to nobody.
    NotBound,
    /// 周报: it is held already, or goes already.
    DigestSoAlready {
        /// Held?
        held: bool,
    },
    /// 周报: its week is over.
    DigestNotNow,
    /// 周报: none goes to somebody of these roles.
    NoDigest,
    /// A time of day at which nothing is sent.
    OutsideHours {
        /// First time of day.
        opens: NaiveTime,
        /// The time of day after the last.
        closes: NaiveTime,
    },
    /// The account is bound already.
    AlreadyBound {
        /// To whom.
        name: String,
    },
    /// The invitation has run out.
    InviteExpired,
    /// The invitation has been used.
    InviteUsed,
    /// No such invitation.
    InviteWrong {
        /// How many attempts remain.
        attempts_left: u32,
    },
    /// Too many wrong codes.
    InviteBlocked {
        /// When the next attempt is taken.
        until: NaiveDateTime,
    },
    /// Only a private chat binds people.
    PrivateChatOnly,
    /// The office has not registered the group.
    GroupNotRegistered,
    /// No such code, or none that this person may know of.
    CodeUnknown {
        /// As the person named it.
        code: String,
    },
    /// The message has no matter of that number.
    NumberUnknown {
        /// As the person named it.
        number: u32,
    },
    /// The person holds no role in the matter.
    NotInRole {
        /// Of the matter.
        code: String,
    },
    /// The person may not act on the matter (回避).
    Avoidance,
    /// The matter has ended.
    MatterClosed {
        /// Of the matter.
        code: String,
        /// Key of the state in which it ended.
        state: String,
    },
    /// Somebody has pressed before.
    ButtonStale {
        /// Of the matter.
        code: String,
        /// Who.
        by: String,
        /// When.
        at: NaiveDateTime,
    },
    /// The button belongs to nothing any more.
    ButtonGone,
    /// Nothing is open for this person.
    NothingOpen,
    /// The text leaves a doubt that no choice can settle.
    Unclear {
        /// Which.
        why: UnclearWhy,
    },
    /// A promise that lies behind the due day holds nothing.
    PromisePastDue {
        /// Of the matter.
        code: String,
        /// The day promised.
        promised_on: NaiveDate,
        /// The due day, which stays.
        due_on: NaiveDate,
    },
    /// The office's own people record this, and those of them who never served in the unit.
    NotAtDesk,
    /// The matter ends otherwise, or has not come so far.
    MoveNotFitting {
        /// Of the matter.
        code: String,
        /// Key of the move.
        kind: String,
        /// Key of how it ends.
        ends: String,
    },
    /// A day that has not come yet cannot be recorded.
    DayAhead {
        /// Of the matter.
        code: String,
        /// The day.
        day: NaiveDate,
    },
    /// A day before the matter began.
    DayBeforeStart {
        /// Of the matter.
        code: String,
        /// The day.
        day: NaiveDate,
        /// When the matter began.
        started_on: NaiveDate,
    },
    /// A meeting was held: on which day?
    HeldDayMissing {
        /// Of the matter.
        code: String,
    },
    /// What is sent back wants a reason.
    ReasonMissing {
        /// Of the matter.
        code: String,
    },
    /// The person does not take this decision.
    NotDeciding {
        /// Of the decision's matter.
        code: String,
        /// Key of the role that decides.
        role: String,
        /// Who may decide, for those who may see their names.
        names: Vec<String>,
    },
    /// It is decided in a matter of its own.
    DecidedThere {
        /// Of the matter.
        code: String,
        /// Of the decision's matter.
        decision: String,
        /// Key of the role that decides.
        role: String,
        /// Until when.
        due_on: Option<NaiveDate>,
    },
    /// 失实 wants a reason.
    FalseReasonMissing {
        /// Of the spot check.
        code: String,
    },
    /// A spot check has its result.
    SpotResultStands {
        /// Of the spot check.
        code: String,
        /// Key of the result.
        result: String,
        /// The day that stands.
        day: NaiveDate,
    },
    /// A decision is taken by its buttons, or recorded at the office.
    DecideByButton {
        /// Of the decision's matter.
        code: String,
    },
    /// Nobody decides on what they asked for.
    OwnApplication {
        /// Of the decision's matter.
        code: String,
    },
    /// Who decided it must be named.
    DeciderMissing {
        /// Of the decision's matter.
        code: String,
    },
    /// What followed from a decision cannot be taken back with it.
    DecisionStands {
        /// Of the decision's matter.
        code: String,
    },
    /// A paper of a lower rung of the same matter still waits for its 签发.
    LowerPaperFirst {
        /// Of the decision's matter.
        code: String,
        /// Code of the matter that stands on both.
        matter: String,
        /// What the lower one is: 督办单.
        paper: String,
        /// Its row, by which the office calls it.
        id: i64,
        /// Code of the matter in which it is decided.
        first: Option<String>,
    },
    /// Parts of its report package are missing.
    PartsMissing {
        /// Of the matter.
        code: String,
        /// Their names.
        missing: Vec<String>,
    },
    /// Nobody has said or decided that it is done.
    NotReopenable {
        /// Of the matter.
        code: String,
        /// Key of its state.
        state: String,
    },
    /// What was sent back is decided through its 补正.
    FixUnderWay {
        /// Of the matter.
        code: String,
        /// Of the matter of its 补正.
        fix: String,
    },
    /// The same move stands; where it is wrong, it is taken back first.
    UndoFirst {
        /// Of the matter.
        code: String,
        /// Key of the move.
        kind: String,
        /// The day that stands.
        day: NaiveDate,
    },
    /// Nothing that was recorded of the matter could be taken back.
    NothingToUndo {
        /// Of the matter.
        code: String,
    },
    /// It ended with its 补正; what is wrong there is taken back there.
    UndoneThere {
        /// Of the matter.
        code: String,
        /// Of the matter of its 补正.
        there: String,
    },
    /// The matter is already as it is to be.
    NothingToChange {
        /// Of the matter.
        code: String,
    },
    /// The day of a finding is the latest of its measures.
    DueOfMeasures {
        /// Of the finding.
        code: String,
    },
    /// The person does not serve where the matter's role is held, or has left.
    PersonElsewhere {
        /// Of the matter.
        code: String,
        /// Who.
        name: String,
        /// Key of the role.
        role: String,
    },
    /// Two matters of different units or of different kinds are not one.
    MergeUnlike {
        /// Of the matter that was to end.
        code: String,
        /// Of the one that was to survive.
        into: String,
    },
    /// What stands open under a matter is merged or withdrawn before the matter itself.
    MergeOpenUnder {
        /// Of the matter that was to end.
        code: String,
        /// How many.
        open: usize,
    },
    /// The move is not made in this capacity.
    NotTheirMove {
        /// Of the matter.
        code: String,
        /// Key of the move.
        kind: String,
        /// Key of the capacity.
        by: String,
    },
    /// Close-out was applied for already and is under review.
    AppliedAlready {
        /// Of the matter.
        code: String,
        /// The day that stands.
        day: NaiveDate,
    },
    /// A finding's close-out follows from that of its measures.
    ApplyForMeasures {
        /// Of the finding.
        code: String,
    },
    /// Close-out is asked for at the office.
    CloseOutAtOffice {
        /// Of the matter.
        code: String,
    },
    /// An extension is asked for at the office.
    ExtensionAtOffice {
        /// Of the matter.
        code: String,
    },
    /// Nothing of this kind is extended.
    ExtensionNone {
        /// Of the matter.
        code: String,
    },
    /// It comes too late before the due day.
    ExtensionLate {
        /// Of the matter.
        code: String,
        /// The due day, which stays.
        due_on: NaiveDate,
        /// The last day on which it could have been asked for.
        until_on: Option<NaiveDate>,
    },
    /// It has been extended as often as it may be.
    ExtensionSpent {
        /// Of the matter.
        code: String,
        /// How often that is.
        times: u32,
        /// The day that was granted.
        wanted_on: NaiveDate,
    },
    /// A request waits for its decision.
    ExtensionWaiting {
        /// Of the matter.
        code: String,
        /// Since when.
        asked_on: NaiveDate,
        /// The day asked for.
        wanted_on: NaiveDate,
    },
    /// The day asked for is no later one.
    ExtensionNotLater {
        /// Of the matter.
        code: String,
        /// The due day that stands.
        due_on: NaiveDate,
    },
    /// The day asked for is too late a one.
    ExtensionTooFar {
        /// Of the matter.
        code: String,
        /// The last day that may be asked for.
        latest_on: NaiveDate,
        /// Nothing of this inspection may last longer.
        outer: bool,
    },
    /// No request waits, or the person did not ask for it.
    ExtensionGone {
        /// Of the matter.
        code: String,
    },
    /// A message was changed after it was sent; what it said at first stands.
    EditsNotRead,
    /// A message was passed on; it is nobody's own answer.
    ForwardsNotRead,
    /// The text held what must not be kept; nothing of it was.
    SecretContent {
        /// What was found; never the words themselves.
        found: SecretKind,
    },
    /// Of a clue nothing is taken but coded answers: 请送内网.
    CodedOnly {
        /// Of the matter.
        code: String,
    },
    /// Notes are not taken on this matter; a coded answer with it was.
    NotesNotTaken {
        /// Of the matter.
        code: String,
    },
    /// Files are not taken on this matter: 请送内网.
    EvidenceNotTaken {
        /// Of the matter.
        code: String,
    },
    /// The file is too large.
    FileTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The file is of a type that is not taken.
    FileTypeRefused {
        /// Endings that are.
        taken: Vec<String>,
    },
}
