//! A difference between two copies is a matter: it has a day, is reminded of, and climbs. It ends when it is answered,
//! or when a later copy agrees.

use crate::domain::ids::InspectionId;
use crate::domain::inspection::Inspection;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{MoveKind, decide};
use crate::domain::reconciliation::Reconciled;
use crate::domain::rulebook::Rule;
use crate::store::{Act, Work};
use crate::supervision::due::find_due;
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{enter, ground_of, of_itself};
use crate::supervision::open::{Opening, next_code, open};
use crate::text::Fact;
use anyhow::Result;

/// The kind in the origin of its matter.
pub const DIFFERENCE: &str = "reconciled";

/// Opens the matter that answers a difference.
pub async fn open_difference(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    (rule, inspection, row, about): (&Rule, InspectionId, &Reconciled, Option<&Matter>),
) -> Result<Matter> {
    let today = books.today();
    let unit_id = work.get::<Inspection>(inspection).await?.unit_id;
    let opening = Opening {
        unit_id,
        inspection_id: Some(inspection),
        parent_id: about.map(|matter| matter.id),
        event_id: None,
        origin: format!("{DIFFERENCE}:{}", row.id),
        code: next_code(work, rule, Some(inspection), today).await?,
        title: format!("{} {}", rule.name, row.code),
        started_on: today,
        due: find_due(work, books, rule, today, Some(inspection)).await?,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    open(work, house, books, act, rule, opening).await
}

/// The open matter that answers the difference of a code already, on the same side.
pub async fn answered_before(
    work: &mut Work,
    inspection: InspectionId,
    code: &str,
    rule: &Rule,
) -> Result<Option<Matter>> {
    for id in work.list_difference_matters(inspection, code).await? {
        let matter = work.lock_matter(id).await?;
        if let Some(matter) = matter.filter(|matter| matter.is_open() && matter.rule == rule.code) {
            return Ok(Some(matter));
        }
    }
    Ok(None)
}

/// Ends a difference whose row agrees now; gives its code.
pub async fn settle(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    known: Matter,
) -> Result<Option<String>> {
    let rulebook = house.rulebook(work, &known.rulebook).await?;
    let Some(rule) = rulebook.rule(&known.rule) else {
        return Ok(None);
    };
    let ground = ground_of(rule, books.today());
    let Ok(after) = decide(&known, ground, MoveKind::Received, books.today()) else {
        return Ok(None);
    };
    let new = of_itself(MoveKind::Received, books.today());
    enter(
        work,
        house,
        books,
        &act.doing("matter.received"),
        (&known, &after),
        &new,
    )
    .await?;
    Ok(Some(known.code))
}

/// In what the copies of a row differ, for whoever answers.
///
/// # Errors
/// When the database cannot be read.
pub async fn facts(work: &mut Work, matter: &Matter) -> Result<Vec<Fact>> {
    let row = matter
        .origin
        .strip_prefix(DIFFERENCE)
        .and_then(|rest| rest.strip_prefix(':'));
    let Some(row) = row.and_then(|row| row.parse::<i64>().ok()) else {
        return Ok(Vec::new());
    };
    let row: Reconciled = work.get(row).await?;
    let differs = row.differs.iter().map(|differs| Fact {
        key: "differs",
        value: differs.key().to_owned(),
    });
    let code = row.matter_id.is_none().then_some(Fact {
        key: "code",
        value: row.code.clone(),
    });
    Ok(code.into_iter().chain(differs).collect())
}
