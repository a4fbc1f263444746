//! Tables of the flow: what waits to be told, is under way, was heard. Not in the ledger: they say what the
//! program still has to do, the ledger says what happened.

mod address;
mod attention;
mod button;
mod digest;
mod import_request;
mod inbox;
mod invite;
mod job;
mod notice;
mod outbox;
mod recall;
mod sent;
mod settle;

pub use address::ClosedAddress;
pub use attention::Attention;
pub use button::Button;
pub use import_request::{ImportRequest, ImportState};
pub use inbox::Heard;
pub use invite::Invite;
pub use job::StormHold;
pub use notice::NewNotice;
pub use outbox::{Claimed, NewPart, Numbered};
pub use recall::MessageRow;
pub use sent::{SentPart, ToldOf};
pub use settle::Settled;
