//! 工作台: what the people of the 巡察办 do by buttons and short conversations.

mod act;
mod form;
mod imports;
mod keyed;
mod read;
mod silence;
mod slot;
mod speak;
mod talk;
mod task;

pub use form::Form;
pub use imports::run_imports;
pub use silence::end_silent;
pub use talk::{DeskPress, menu, press, write};
