//! The verbs: what the house does, one verb a file. Doors (bot, jobs, command line) only call them.

mod adopt;
mod answer;
mod bind;
mod board;
mod bundle;
mod cadence;
mod calendar;
mod card;
mod deliver;
mod due;
mod duty;
mod event;
mod evidence;
mod firing;
mod group;
mod house;
mod import;
mod open;
mod outward;
mod people;
mod person;
mod plan;
mod reach;
mod redate;
mod refused;
mod render;
mod schedule;
mod storm;
mod why;
mod withdraw;

pub use crate::store::{Act, Button as PressedButton, Heard as Waiting, NewPart, Work};
pub use adopt::{Preview, adopt_rulebook, preview_rulebook};
pub use answer::{Taken, lock_for, take_answer};
pub use bind::{Invitation, bind, check_code, end_binding, invite, random_text};
pub use board::{
    ListFilter, MatterLine, MatterSheet, NamedPerson, ReplyLine, concerns, get_matter, get_unit,
    list_matters, show_matter,
};
pub use cadence::open_due_matters;
pub use calendar::{MovedDay, YearAdopted, adopt_year};
pub use card::{CardAction, CardPress, Held};
pub use deliver::deliver;
pub use duty::{may_know, open_matters_of, promise_of_person, said_of};
pub use event::{Corrected, NewEvent, Recorded, correct_event, list_events, record_event, withdraw_event};
pub use evidence::{Offered, check_evidence, keep_evidence};
pub use group::{end_group, move_group, register_group};
pub use house::{Books, House, Limits, OfficeWays, Shelf};
pub use import::{Difference, ImportOptions, ImportReport, MeasureLine, Progress, import};
pub use outward::{Disclosed, Seer};
pub use person::{Left, PersonFacts, ensure_unit, find_person, leave, set_person};
pub use plan::{Planned, next_slot, plan};
pub use reach::{console_address, reach};
pub use refused::{Refused, with_retries};
pub use storm::release;
pub use why::{Reasons, why};
