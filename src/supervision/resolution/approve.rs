//! What a decision of the leading group opens once it is approved, and what its approval is about.

use super::{Resolved, started_by};
use crate::domain::ids::PersonId;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{Move, MoveKind};
use crate::domain::resolution::{Resolution, ResolutionKind, ResolutionState};
use crate::domain::rulebook::{Ends, Rule};
use crate::store::{Act, Work};
use crate::supervision::decision::About;
use crate::supervision::due::{DueFound, find_due};
use crate::supervision::firing::{FiredStep, Firing};
use crate::supervision::house::{Books, House};
use crate::supervision::open::{Opening, next_code, open};
use crate::supervision::paper::draft_papers;
use crate::supervision::registration::register_in;
use crate::text::Fact;
use anyhow::{Context, Result, bail};

/// Kind of row that the matters of a decision come from.
pub const ORIGIN: &str = "resolution";
/// Kind of origin of what follows the end of another matter.
pub const END_OF: &str = "end_of";

/// A decision that stands: opens what follows from it.
///
/// # Errors
/// When the database refuses it.
pub async fn approve(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    resolution: Resolution,
) -> Result<Resolved> {
    let approved = Resolution {
        state: ResolutionState::Approved,
        decided_on: Some(books.today()),
        ..resolution.clone()
    };
    work.update(&act.doing("resolution.decided"), &resolution, &approved)
        .await?;
    let (mut opened, mut registered) = (Vec::new(), Vec::new());
    if approved.kind == ResolutionKind::Talk {
        draft_paper(work, house, books, &approved).await?;
    }
    if approved.kind == ResolutionKind::Register {
        for id in &approved.about {
            let matter: Matter = work.get(*id).await?;
            if matter.is_open() {
                let leader = Some(approved.proposed_by);
                let made = register_in(work, house, books, act, &matter, leader).await?;
                registered.push(made.number);
            }
        }
    } else {
        let rules: Vec<Rule> = started_by(books, approved.kind.key()).cloned().collect();
        for rule in rules {
            opened.push(open_one(work, house, books, act, &rule, &approved).await?);
        }
    }
    Ok(Resolved {
        resolution: approved,
        opened,
        registered,
    })
}

/// Opens a matter of a decision.
///
/// # Errors
/// When the database refuses it.
pub async fn open_one(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    resolution: &Resolution,
) -> Result<String> {
    let today = books.today();
    let inspection = resolution.inspection_id;
    let due = match resolution.due_on.filter(|_| rule.ends != Ends::Decision) {
        Some(day) => DueFound::fixed(day),
        None => find_due(work, books, rule, today, inspection).await?,
    };
    let opening = Opening {
        unit_id: resolution.unit_id,
        inspection_id: inspection,
        parent_id: resolution.about.first().copied(),
        event_id: None,
        origin: format!("{ORIGIN}:{}", resolution.id),
        code: next_code(work, rule, inspection, today).await?,
        title: rule.name.clone(),
        started_on: today,
        due,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    Ok(open(work, house, books, act, rule, opening).await?.code)
}

/// 约谈通知书, 通报: the paper of a decision with all its matters waits for 签发 like any other.
async fn draft_paper(work: &mut Work, house: &House, books: &Books, resolution: &Resolution) -> Result<()> {
    let firing = Firing {
        fired: vec![FiredStep {
            step: format!("{ORIGIN}:{}", resolution.id),
            on: books.today(),
            form: resolution.kind.key().to_owned(),
        }],
        ..Firing::default()
    };
    for id in &resolution.about {
        let matter: Matter = work.get(*id).await?;
        if matter.is_open() {
            Box::pin(draft_papers(work, house, books, books.now, &matter, &firing)).await?;
        }
    }
    Ok(())
}

/// The decision that a matter comes from, itself or through what ended before it.
///
/// # Errors
/// When the database cannot be read.
pub async fn resolution_of(work: &mut Work, about: About<'_>) -> Result<Option<Resolution>> {
    let (mut kind, mut row) = (about.kind.to_owned(), about.row);
    loop {
        match kind.as_str() {
            ORIGIN => return Ok(work.find(row).await?),
            END_OF => {
                let ended: Matter = work.get(row).await?;
                let Some(before) = About::read(&ended.origin) else {
                    return Ok(None);
                };
                (kind, row) = (before.kind.to_owned(), before.row);
            }
            _ => return Ok(None),
        }
    }
}

/// What the approval of a decision sets off: what was proposed opens, or is refused. The approval of a draft changes
/// the decision no more.
///
/// # Errors
/// When it is about no decision, or the database refuses it.
pub async fn decided(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    about: About<'_>,
    made: &Move,
) -> Result<Vec<String>> {
    let resolution = resolution_of(work, about).await?;
    let resolution = resolution.with_context(|| format!("no decision {}", about.row))?;
    if resolution.state != ResolutionState::Proposed {
        if made.kind == MoveKind::Passed {
            draft_paper(work, house, books, &resolution).await?;
        }
        return Ok(Vec::new());
    }
    match made.kind {
        MoveKind::Passed => Ok(approve(work, house, books, act, resolution).await?.opened),
        MoveKind::Returned => {
            let refused = Resolution {
                state: ResolutionState::Refused,
                decided_on: Some(made.moved_on),
                ..resolution.clone()
            };
            work.update(&act.doing("resolution.decided"), &resolution, &refused)
                .await?;
            Ok(Vec::new())
        }
        other => bail!("{} decides nothing", other.key()),
    }
}

/// Who proposed it: they do not approve it.
///
/// # Errors
/// When the database cannot be read.
pub async fn proposers(work: &mut Work, about: About<'_>) -> Result<Vec<PersonId>> {
    let resolution = resolution_of(work, about).await?;
    Ok(resolution.map(|row| row.proposed_by).into_iter().collect())
}

/// What is proposed, for whoever approves it.
///
/// # Errors
/// When the database cannot be read.
pub async fn facts(work: &mut Work, about: About<'_>) -> Result<Vec<Fact>> {
    let Some(resolution) = resolution_of(work, about).await? else {
        return Ok(Vec::new());
    };
    Ok(vec![
        Fact {
            key: resolution.kind.key(),
            value: String::new(),
        },
        Fact {
            key: "matters",
            value: resolution.about.len().to_string(),
        },
    ])
}
