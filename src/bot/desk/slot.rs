//! What tasks ask for.

use super::keyed::keyed;

keyed! {
    /// Something that a task asks for; `words.toml` has its name and its question.
    pub enum Slot {
        /// A unit, by name or part of it.
        Unit = "unit",
        /// A kind of event.
        EventKind = "event_kind",
        /// An event that stands.
        Event = "event",
        /// A day that has been.
        Day = "day",
        /// A matter, by code.
        Matter = "matter",
        /// A matter that lies with the office for review.
        Reviewed = "reviewed",
        /// A matter with parts that are missing.
        Packaged = "packaged",
        /// A part that is missing, or all of them.
        Part = "part",
        /// Somebody who has to do with the matter.
        Giver = "giver",
        /// Somebody of the contacts.
        Person = "person",
        /// Who follows them.
        Heir = "heir",
        /// 电话, 纸质, 内网.
        Via = "via",
        /// Number of a document, or none.
        Document = "document",
        /// What was said, as it would be written in chat.
        Words = "words",
        /// 通过 or 退回.
        Verdict = "verdict",
        /// Why.
        Reason = "reason",
        /// The last day of the 补正, or the rulebook's.
        FixBy = "fix_by",
        /// Somebody of the 电话清单, or a whole unit of it.
        Called = "called",
        /// A month that has begun.
        Month = "month",
        /// A round.
        Round = "round",
        /// A kind of event that happens to a whole round.
        RoundEvent = "round_event",
        /// A recurring duty that is on.
        DutyOn = "duty_on",
        /// A recurring duty that is off.
        DutyOff = "duty_off",
        /// Somebody for whom somebody stands in.
        Away = "away",
        /// Who stands in for somebody.
        Substitute = "substitute",
        /// The first day of a stretch.
        FromDay = "from_day",
        /// The last day of a stretch.
        UntilDay = "until_day",
        /// A number of the 回头看 list.
        Number = "number",
        /// 到位, 未到位, 反弹.
        ReviewResult = "review_result",
        /// Findings that are reopened, by code.
        Findings = "findings",
        /// A clue, by code.
        Clue = "clue",
        /// Somebody of the organ that has the clue.
        Custodian = "custodian",
        /// A matter whose last move is taken back.
        Undone = "undone",
        /// An import that is undone.
        Import = "import",
        /// A message that is withdrawn.
        Message = "message",
        /// A rule that dates open matters otherwise.
        Rule = "rule",
        /// 沿用 or 改期.
        Choice = "choice",
        /// A matter that is corrected.
        Mended = "mended",
        /// The matter that it goes into.
        Into = "into",
        /// The last day of a matter.
        Due = "due",
        /// For which role somebody is named.
        Role = "role",
        /// Who is named.
        Named = "named",
        /// What is to be done.
        Title = "title",
        /// A paper of the ladder.
        Paper = "paper",
        /// A form that the unit fills in.
        UnitForm = "unit_form",
        /// A workbook of the import folder.
        File = "file",
        /// A category of reasons for more time.
        Cause = "cause",
        /// The day that is asked for.
        NewDay = "new_day",
        /// Words beside a request, or none.
        Note = "note",
        /// A matter for which more time is asked.
        Extended = "extended",
        /// What was done, in words, or none.
        Done = "done",
        /// How many are drawn.
        Count = "count",
        /// The seed of a lot.
        Seed = "seed",
        /// A 抽查 that is open.
        Checked = "checked",
        /// 属实 or 失实.
        SpotResult = "spot_result",
        /// A decision that waits.
        Decided = "decided",
        /// Who took it.
        Decider = "decider",
        /// A unit of which something has climbed to the leading group.
        Climbed = "climbed",
        /// 约谈, 通报, 限期, 挂号督办.
        Resolution = "resolution",
        /// Somebody of the leading group.
        Leader = "leader",
        /// A 挂号督办 that stands.
        Registered = "registered",
    }
}

/// 改期: what is open gets the day of the new rules.
pub const REDATE: &str = "redate";
/// 沿用: it keeps its own.
pub const KEEP: &str = "keep";
