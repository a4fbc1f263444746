//! 发行: the week's digest gets its number, waits half an hour for the office's 暂缓, and goes to each reader on the day
//! and at the hour of their choice, once.

mod choose;
mod draft;
mod edition;
mod hold;
mod letter;
mod send;

pub use choose::{ChosenDigest, NewChoice, choose_digest, choose_digest_in, chosen_by};
pub use draft::{CirculatePress, DIGEST_DRAFT};
pub use edition::{Edition, Editions};
pub use hold::{hold_digest, hold_digest_in, release_digest, release_digest_in};
pub use letter::render_digest;
pub use send::{Circulated, DIGEST, circulate, readers_to_call};
