//! 延期: asked for by those whose matter it is, decided in a matter of its own, and told to all who knew the day. An
//! undecided request does not stop the clock.

mod ask;
mod decide;
mod lapse;
mod list;
mod take_back;
mod told;

pub use ask::{Asked, NewExtension, ask_extension, ask_extension_in, may_ask};
pub use decide::{applicants, decided, facts};
pub use lapse::lapse_extensions;
pub use list::{ExtensionLine, extensions_of, list_extensions, waiting_extensions};
pub use take_back::{take_back_extension, take_back_extension_in};
pub use told::{asker_of, why_refused};

use super::house::{Books, House};
use super::open::{Opening, next_code, open};
use crate::domain::extension::Extension;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::Rule;
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;

/// The kind in the origin of its decision.
pub const EXTENSION: &str = "extension";
/// The form in which a refused request is told, and its step code.
pub const REFUSED: &str = "extension_refused";

/// The origin of a request's decision.
fn origin_of(asked: &Extension) -> String {
    format!("{EXTENSION}:{}", asked.id)
}

/// The matter in which a request is decided, where it is open.
async fn decision_of(work: &mut Work, asked: &Extension) -> Result<Option<Matter>> {
    let under = MatterFilter {
        parent: Some(asked.matter_id),
        open_only: true,
        ..MatterFilter::default()
    };
    let origin = origin_of(asked);
    let found = work.list_matters(&under).await?;
    Ok(found.into_iter().find(|matter| matter.origin == origin))
}

/// Opens the matter in which a request is decided.
async fn open_decision(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    (matter, asked): (&Matter, &Extension),
) -> Result<Matter> {
    let (today, inspection) = (books.today(), matter.inspection_id);
    let opening = Opening {
        unit_id: matter.unit_id,
        inspection_id: inspection,
        parent_id: Some(matter.id),
        event_id: None,
        origin: origin_of(asked),
        code: next_code(work, rule, inspection, today).await?,
        title: format!("{} {}", rule.name, matter.code),
        started_on: today,
        due: super::due::find_due(work, books, rule, today, inspection).await?,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    open(work, house, books, act, rule, opening).await
}
