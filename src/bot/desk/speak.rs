//! Saying something to a chat that nobody has just spoken in.

use crate::bot::inbox::say;
use crate::bot::visit::Visit;
use crate::supervision::{Books, House, Work};
use anyhow::Result;

/// Enqueues for a chat what `what` says.
///
/// # Errors
/// When it cannot be rendered or the database refuses it.
pub async fn speak(
    house: &House,
    books: &Books,
    work: &mut Work,
    address: &str,
    what: impl AsyncFnOnce(&mut Visit<'_>) -> Result<()>,
) -> Result<()> {
    let binding = work.find_binding_of_address(house.chat, address).await?;
    let mut visit = Visit {
        house,
        books,
        work,
        address,
        seer: None,
        said: Vec::new(),
    };
    what(&mut visit).await?;
    let said = visit.said;
    let person = binding.map(|binding| binding.person_id);
    for speech in &said {
        say(house, books, work, address, person, speech).await?;
    }
    Ok(())
}
