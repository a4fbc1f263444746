//! 问题线索: where each is with, who keeps it, what has been fed back. Its matters hang from the events that happened
//! to it; nobody but its custodian and the office's own see them.

mod conclude;
mod custodian;
mod dispose;
mod list;
mod recorded;
mod sight;
mod stats;
mod tie;
mod transfer;

pub use conclude::{conclude, conclude_rest, received_as};
pub use custodian::{name_custodian, name_custodian_in, pass_clues, replace};
pub use dispose::{Disposal, dispose};
pub use list::{ClueLine, ClueSheet, list_clues, show_clue};
pub use recorded::{event_of, record_clue_end, record_clue_event, record_clue_event_in};
pub use sight::{Sight, may_record_clue, see};
pub use stats::{ClueStats, Figure, stats};
pub use tie::{Tie, first_open, get_clue, goes_on_until, is_coded, one_line_a_clue, tie_of};
pub use transfer::{Transferred, move_clue, transfer, transfer_in};
