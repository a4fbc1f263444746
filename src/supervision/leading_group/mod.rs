//! The leading group's side: what has climbed to it, and the card that tells of it in twenty seconds.

mod card;
mod climbed;

pub use card::{CARD, card_of, enqueue_cards, is_weekly_slot, render_card, unit_detail};
pub use climbed::climbed;
