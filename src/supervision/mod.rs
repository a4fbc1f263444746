//! The verbs: what the house does, one verb a file. Doors (bot, jobs, command line) only call them.

mod adopt;
mod bind;
mod board;
mod cadence;
mod calendar;
mod due;
mod event;
mod firing;
mod house;
mod import;
mod open;
mod people;
mod person;
mod plan;
mod reach;
mod redate;
mod refused;
mod schedule;
mod storm;
mod why;
mod withdraw;

pub use adopt::{Preview, adopt_rulebook, preview_rulebook};
pub use bind::{Invitation, bind, check_code, end_binding, invite, random_text};
pub use board::{
    ListFilter, MatterLine, MatterSheet, NamedPerson, ReplyLine, concerns, get_matter, get_unit, list_matters,
    show_matter,
};
pub use cadence::open_due_matters;
pub use calendar::{MovedDay, YearAdopted, adopt_year};
pub use event::{Corrected, NewEvent, Recorded, correct_event, list_events, record_event, withdraw_event};
pub use house::{Books, House, Limits, OfficeWays};
pub use import::{Difference, ImportOptions, ImportReport, MeasureLine, Progress, import};
pub use person::{Left, PersonFacts, ensure_unit, find_person, leave, set_person};
pub use plan::{Planned, next_slot, plan};
pub use reach::{console_address, reach};
pub use refused::{Refused, with_retries};
pub use storm::release;
pub use why::{Reasons, why};
