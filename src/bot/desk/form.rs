//! A task of the desk that is being filled in: what has been given, and what is asked next. It lives in the chat's
//! conversation and on the buttons of its card, so a restart loses nothing.

use serde::{Deserialize, Serialize};

/// What a clerk can do at the desk, in the order of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// 登记事件.
    RecordEvent,
    /// 收件, and 已召开.
    Receive,
    /// 审核: 通过 or 退回.
    Review,
    /// 代录.
    Proxy,
    /// 邀请.
    Invite,
    /// 换人.
    Successor,
    /// 更正 of the day of an event.
    CorrectEvent,
    /// 撤销 of an event.
    WithdrawEvent,
    /// 放行.
    Release,
    /// 未答复.
    Unanswered,
}

/// Something that a task asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// A unit, by name or part of it.
    Unit,
    /// A kind of event.
    EventKind,
    /// An event that stands.
    Event,
    /// A day that has been.
    Day,
    /// A matter, by code.
    Matter,
    /// A matter that lies with the office for review.
    Reviewed,
    /// Somebody who has to do with the matter.
    Giver,
    /// Somebody of the contacts.
    Person,
    /// Who follows them.
    Heir,
    /// 电话, 纸质, 内网.
    Via,
    /// Number of a document, or none.
    Document,
    /// What was said, as it would be written in chat.
    Words,
    /// 通过 or 退回.
    Verdict,
    /// Why.
    Reason,
    /// The last day of the 补正, or the rulebook's.
    FixBy,
}

/// A thing that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// For what.
    pub slot: Slot,
    /// As the verbs take it: a row's number, a key, an ISO date, words.
    pub value: String,
    /// As the clerk reads it.
    pub shown: String,
}

/// A task being filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Tells it from the chat's earlier and later ones: a button of another form does nothing.
    pub token: String,
    /// Which.
    pub task: Task,
    /// In the order of asking.
    pub given: Vec<Given>,
}

/// The value of a choice that says "none", "as the rulebook has it".
pub const NONE: &str = "";
/// The verdict that sends back.
pub const RETURNED: &str = "returned";
/// The verdict that passes.
pub const PASSED: &str = "passed";

impl Task {
    /// All, in the order of the menu.
    pub const ALL: [Task; 10] = [
        Task::RecordEvent,
        Task::Receive,
        Task::Review,
        Task::Proxy,
        Task::Invite,
        Task::Successor,
        Task::CorrectEvent,
        Task::WithdrawEvent,
        Task::Release,
        Task::Unanswered,
    ];

    /// The stable English key; `words.toml` has its name.
    pub fn key(self) -> &'static str {
        match self {
            Task::RecordEvent => "record_event",
            Task::Receive => "receive",
            Task::Review => "review",
            Task::Proxy => "proxy",
            Task::Invite => "invite",
            Task::Successor => "successor",
            Task::CorrectEvent => "correct_event",
            Task::WithdrawEvent => "withdraw_event",
            Task::Release => "release",
            Task::Unanswered => "unanswered",
        }
    }

    fn slots(self) -> &'static [Slot] {
        match self {
            Task::RecordEvent => &[Slot::Unit, Slot::EventKind, Slot::Day, Slot::Document],
            Task::Receive => &[Slot::Matter, Slot::Day, Slot::Via, Slot::Document],
            Task::Review => &[Slot::Reviewed, Slot::Verdict, Slot::Reason, Slot::FixBy],
            Task::Proxy => &[
                Slot::Matter,
                Slot::Giver,
                Slot::Via,
                Slot::Day,
                Slot::Words,
                Slot::Document,
            ],
            Task::Invite => &[Slot::Person],
            Task::Successor => &[Slot::Person, Slot::Heir],
            Task::CorrectEvent => &[Slot::Unit, Slot::Event, Slot::Day, Slot::Reason],
            Task::WithdrawEvent => &[Slot::Unit, Slot::Event, Slot::Reason],
            Task::Release | Task::Unanswered => &[],
        }
    }

    /// Whether it only shows something and needs no 确认.
    pub fn only_shows(self) -> bool {
        self == Task::Unanswered
    }
}

impl Slot {
    /// The stable English key; `words.toml` has its name and its question.
    pub fn key(self) -> &'static str {
        match self {
            Slot::Unit => "unit",
            Slot::EventKind => "event_kind",
            Slot::Event => "event",
            Slot::Day => "day",
            Slot::Matter => "matter",
            Slot::Reviewed => "reviewed",
            Slot::Giver => "giver",
            Slot::Person => "person",
            Slot::Heir => "heir",
            Slot::Via => "via",
            Slot::Document => "document",
            Slot::Words => "words",
            Slot::Verdict => "verdict",
            Slot::Reason => "reason",
            Slot::FixBy => "fix_by",
        }
    }
}

impl Form {
    /// What is asked next; none when all is given.
    pub fn next(&self) -> Option<Slot> {
        let is_asked = |slot: &Slot| match slot {
            Slot::Reason | Slot::FixBy if self.task == Task::Review => {
                self.value(Slot::Verdict) == Some(RETURNED)
            }
            _ => true,
        };
        let open = |slot: &Slot| self.value(*slot).is_none();
        self.task
            .slots()
            .iter()
            .copied()
            .filter(is_asked)
            .find(|slot| open(slot))
    }

    /// What was given for a slot.
    pub fn value(&self, slot: Slot) -> Option<&str> {
        let given = self.given.iter().find(|given| given.slot == slot)?;
        Some(&given.value)
    }

    /// The same with something more.
    pub fn with(&self, given: Given) -> Form {
        let mut more = self.clone();
        more.given.push(given);
        more
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Given, PASSED, RETURNED, Slot, Task};

    #[test]
    fn a_reason_is_asked_of_those_who_send_back() {
        let form = |verdict: &str| {
            let given = |slot, value: &str| Given {
                slot,
                value: value.to_owned(),
                shown: String::new(),
            };
            Form {
                token: String::new(),
                task: Task::Review,
                given: vec![given(Slot::Reviewed, "7"), given(Slot::Verdict, verdict)],
            }
        };
        assert_eq!(form(PASSED).next(), None);
        assert_eq!(form(RETURNED).next(), Some(Slot::Reason));
    }
}
