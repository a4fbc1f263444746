//! 工作台: what the people of the 巡察办 do by buttons and short conversations.

mod act;
mod form;
mod read;
mod silence;
mod talk;

pub use form::Form;
pub use silence::end_silent;
pub use talk::{DeskPress, menu, press, write};
