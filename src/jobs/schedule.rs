//! When which job rings.

use chrono::{NaiveTime, Timelike};

/// Something that is done again and again.
#[derive(Debug, PartialEq, Eq)]
pub struct Job {
    /// In logs.
    pub name: &'static str,
    /// When it rings: a cron text with seconds, read in the rulebook's zone.
    pub cron: &'static str,
    /// Rings at each of the office's send times too.
    pub at_slots: bool,
    /// What it does.
    pub does: &'static str,
}

/// Opens matters.
pub const OPEN: Job = Job {
    name: "open",
    cron: "0 5 * * * *",
    at_slots: false,
    does: "opens what the calendar, the days of other matters and their ends bring",
};

/// Plans a slot.
pub const PLAN: Job = Job {
    name: "plan",
    cron: "0 2/5 * * * *",
    at_slots: true,
    does: "plans the present slot, if it was not planned",
};

/// Handles what was heard.
pub const HANDLE: Job = Job {
    name: "handle",
    cron: "*/10 * * * * *",
    at_slots: false,
    does: "handles what was heard and still waits; new words ring it too",
};

/// Imports.
pub const IMPORT: Job = Job {
    name: "import",
    cron: "*/5 * * * * *",
    at_slots: false,
    does: "looks at the workbooks that clerks ask for, and imports those that they have confirmed",
};

/// Sends.
pub const DELIVER: Job = Job {
    name: "deliver",
    cron: "* * * * * *",
    at_slots: false,
    does: "sends what waits in the outbox and may leave now; new messages ring it too",
};

/// Mails.
pub const MAIL: Job = Job {
    name: "mail",
    cron: "*/2 * * * * *",
    at_slots: false,
    does: "sends the mail that waits in the outbox and may leave now",
};

/// The week's list.
pub const SILENT: Job = Job {
    name: "silent",
    cron: "0 3/5 * * * *",
    at_slots: true,
    does: "sends the week's list of what waits for a word, if it was not sent",
};

/// The week's digest.
pub const CIRCULATE: Job = Job {
    name: "circulate",
    cron: "0 0/5 * * * *",
    at_slots: true,
    does: "drafts the week's digest, and sends it to those whose time has come",
};

/// All jobs.
pub const ALL: [&Job; 8] = [
    &OPEN, &PLAN, &HANDLE, &IMPORT, &SILENT, &CIRCULATE, &DELIVER, &MAIL,
];

impl Job {
    /// All cron texts of the job, for an office with these send times.
    pub fn crons(&self, slots: &[NaiveTime]) -> Vec<String> {
        let slots = if self.at_slots { slots } else { &[] };
        let at_slots = slots
            .iter()
            .map(|slot| format!("{} {} {} * * *", slot.second(), slot.minute(), slot.hour()));
        at_slots.chain([self.cron.to_owned()]).collect()
    }
}
