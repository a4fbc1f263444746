//! 导入 outside of the updates, because a city's ledger takes its time: a workbook that was asked for is looked at
//! and shown, and imported when the clerk has said so. What is under way stays in the database, so a restart goes on.

use super::speak::speak;
use super::talk::DeskPress;
use crate::bot::press::Press;
use crate::bot::visit::Visit;
use crate::domain::ids::PersonId;
use crate::domain::ledger::Actor;
use crate::domain::message::Markup;
use crate::domain::secrecy::masked;
use crate::supervision::{
    House, ImportReport, ImportRequest, ImportState, Looked, import_as_shown, look_at_import, sum_of,
};
use crate::text::{ImportCard, ImportStage, Label};
use anyhow::Result;

/// How often a request is tried before it is given up.
const TRIES: i64 = 3;

/// Does what requests wait for; gives how many cards were sent.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn run_imports(house: &House) -> Result<usize> {
    let mut told = 0;
    while let Some(request) = house.store.read().await?.next_import_request().await? {
        match run(house, &request).await {
            Ok(()) => told += 1,
            Err(error) if request.attempts + 1 < TRIES => {
                let mut work = house.store.begin().await?;
                work.count_import_try(request.id).await?;
                work.commit().await?;
                return Err(error);
            }
            Err(error) => {
                tracing::error!(
                    import_request.id = request.id,
                    error = format!("{error:#}"),
                    "a workbook was not imported"
                );
                finish(house, &request, card(&request, Some("fault"))).await?;
                told += 1;
            }
        }
    }
    Ok(told)
}

async fn run(house: &House, request: &ImportRequest) -> Result<()> {
    let actor = Actor::Person(PersonId(request.person_id));
    if request.state == ImportState::Asked.key() {
        return match look_at_import(house, actor, &request.file_name).await? {
            Looked::Read {
                sha256,
                report,
                previews,
            } => show(house, request, &sha256, &report, previews).await,
            Looked::Unreadable => finish(house, request, card(request, Some("unreadable"))).await,
            Looked::Missing => finish(house, request, card(request, Some("missing"))).await,
        };
    }
    let done = match import_as_shown(house, actor, &request.file_name, &request.sha256).await? {
        Some(report) if report.kept => ImportCard {
            stage: ImportStage::Done,
            sum: Some(sum_of(&report)),
            ..card(request, None)
        },
        // What has happened since it was shown stands against it now.
        Some(report) => refused(request, &report),
        None => card(request, Some("has_changed")),
    };
    finish(house, request, done).await
}

fn card(request: &ImportRequest, problem: Option<&'static str>) -> ImportCard {
    ImportCard {
        file: request.file_name.clone(),
        stage: ImportStage::Shown,
        sum: None,
        problem,
        previews: Vec::new(),
    }
}

/// A card as it may leave: names of files may hold what no chat carries.
pub fn outward(visit: &Visit<'_>, card: &ImportCard) -> ImportCard {
    let words = &visit.books.rulebook.secret_words;
    ImportCard {
        file: masked(&card.file, words),
        previews: card.previews.iter().map(|name| masked(name, words)).collect(),
        ..card.clone()
    }
}

/// What importing would do; row errors say more than the refusal that comes with them.
fn refused(request: &ImportRequest, report: &ImportReport) -> ImportCard {
    let refusal = report.refusal.as_ref().filter(|_| report.errors.is_empty());
    ImportCard {
        sum: Some(sum_of(report)),
        ..card(request, refusal.map(|_| "no_unit"))
    }
}

/// Shows what importing would do; asks, where it may be done.
async fn show(
    house: &House,
    request: &ImportRequest,
    sha256: &str,
    report: &ImportReport,
    previews: Vec<String>,
) -> Result<()> {
    let shown = ImportCard {
        previews,
        ..refused(request, report)
    };
    if report.is_refused() || report.created + report.changed == 0 {
        return finish(house, request, shown).await;
    }
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    if work
        .move_import_request(request.id, ImportState::Asked, ImportState::Shown, sha256)
        .await?
    {
        speak(house, &books, &mut work, &request.address, async |visit| {
            let clerk = PersonId(request.person_id);
            let yes = button(visit, Label::Confirm, clerk, request.id, true).await?;
            let no = button(visit, Label::Cancel, clerk, request.id, false).await?;
            visit.ask(&outward(visit, &shown), Markup::Buttons(vec![vec![yes, no]]))
        })
        .await?;
        work.commit().await?;
    }
    Ok(())
}

async fn button(
    visit: &mut Visit<'_>,
    label: Label,
    clerk: PersonId,
    request: i64,
    yes: bool,
) -> Result<crate::domain::message::Button> {
    visit
        .button(label, clerk, &Press::Desk(DeskPress::Import { request, yes }))
        .await
}

/// The request is over, and its clerk is told.
async fn finish(house: &House, request: &ImportRequest, done: ImportCard) -> Result<()> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let from = match request.state.as_str() {
        "asked" => ImportState::Asked,
        _ => ImportState::Confirmed,
    };
    if work
        .move_import_request(request.id, from, ImportState::Over, &request.sha256)
        .await?
    {
        speak(house, &books, &mut work, &request.address, async |visit| {
            visit.say(&outward(visit, &done))
        })
        .await?;
        work.commit().await?;
    }
    Ok(())
}

/// 确认 or 取消 on the card of a request.
pub async fn decide(visit: &mut Visit<'_>, request: i64, yes: bool) -> Result<()> {
    let Some(found) = visit.work.find_import_request(request).await? else {
        return Ok(());
    };
    let to = if yes {
        ImportState::Confirmed
    } else {
        ImportState::Over
    };
    let is_taken = visit
        .work
        .move_import_request(request, ImportState::Shown, to, &found.sha256)
        .await?;
    let stage = match (is_taken, yes) {
        (false, _) => ImportStage::Decided,
        (true, true) => ImportStage::Confirmed,
        (true, false) => ImportStage::Cancelled,
    };
    let decided = ImportCard {
        stage,
        ..card(&found, None)
    };
    visit.say(&outward(visit, &decided))
}
