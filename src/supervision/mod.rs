//! The verbs: what the house does, one verb a file. Doors (bot, jobs, command line) only call them.

mod adopt;
mod answer;
mod attention;
mod bind;
mod board;
mod bundle;
mod cadence;
mod calendar;
mod card;
mod contacts;
mod deliver;
mod desk;
mod due;
mod duty;
mod event;
mod event_list;
mod evidence;
mod firing;
mod group;
mod house;
mod import;
mod inspection;
mod invitations;
mod moves;
mod open;
mod outward;
mod people;
mod person;
mod plan;
mod reach;
mod record;
mod redate;
mod refused;
mod render;
mod schedule;
mod storm;
mod story;
mod submitted;
mod why;
mod withdraw;

pub use crate::store::{Act, Button as PressedButton, Heard as Waiting, NewPart, Work};
pub use adopt::{Preview, adopt_rulebook, preview_rulebook};
pub use answer::{Proxy, Spoken, Taken, lock_for, take_answer};
pub use attention::{AttentionLine, list_attention, settle_attention};
pub use bind::{Invitation, bind, check_code, end_binding, invite, random_text};
pub use board::{
    ListFilter, MatterLine, MatterSheet, MoveLine, NamedPerson, ReplyLine, concerns, get_matter, get_unit,
    list_matters, show_matter,
};
pub use cadence::open_due_matters;
pub use calendar::{MovedDay, YearAdopted, adopt_year};
pub use card::{CardAction, CardPress, Held};
pub use contacts::{
    AccountLine, HoldingLine, PersonLine, PersonSheet, change_person, list_people, show_person,
};
pub use deliver::deliver;
pub use desk::{list_waiting, move_matter, record_answer};
pub use duty::{may_know, open_matters_of, promise_of_person, said_of};
pub use event::{Corrected, NewEvent, Recorded, correct_event, record_event, withdraw_event};
pub use event_list::{EventRow, list_events};
pub use evidence::{FetchedFile, Offered, check_evidence, keep_evidence};
pub use group::{end_group, move_group, register_group};
pub use house::{Books, House, Limits, OfficeWays, Shelf};
pub use import::{Difference, ImportOptions, ImportReport, MeasureLine, Progress, import};
pub use inspection::{ensure_inspection, ensure_round, find_open_inspection};
pub use invitations::{Invited, invite_people};
pub use moves::{Moved, NewMove, make_move, may_record};
pub use outward::{Disclosed, Seer};
pub use person::{Left, PersonFacts, ensure_unit, find_person, leave, set_person};
pub use plan::{Planned, next_slot, plan};
pub use reach::{console_address, reach};
pub use record::record;
pub use refused::{Refused, with_retries};
pub use storm::release;
pub use story::{FieldChange, StoryEntry, story};
pub use why::{EventLine, Reasons, StepLine, ToldLine, why};
