//! The desk's conversation: a menu, one question after the other, a last look, and the deed. One task at a time for
//! a chat; it can be cancelled, and ends by itself when nobody answers.

use super::act::act;
use super::form::{Form, Given};
use super::imports;
use super::read::{MOST, Read, choices, read};
use super::slot::Slot;
use super::task::{Menu, Task};
use crate::bot::press::{Awaiting, Press};
use crate::bot::visit::Visit;
use crate::domain::ids::PersonId;
use crate::domain::message::{Button, Markup};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::supervision::{list_waiting_in, random_text};
use crate::text::{DeskAsk, DeskConfirm, DeskDone, DeskLine, DeskMenu, Label};
use anyhow::Result;
use serde::{Deserialize, Serialize};

/// Long enough that two forms of a chat never share one.
const TOKEN_LENGTH: usize = 10;
/// Buttons in one row.
const ROW: usize = 3;

/// What a button of the desk means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "desk", rename_all = "snake_case")]
pub enum DeskPress {
    /// Open a page of the menu.
    Open {
        /// Which.
        menu: Menu,
    },
    /// Begin a task.
    Begin {
        /// Which.
        task: Task,
    },
    /// 确认 or 取消 on the card of a workbook.
    Import {
        /// The request.
        request: i64,
        /// 确认?
        yes: bool,
    },
    /// Go on with a form.
    Go {
        /// The form's token.
        form: String,
        /// How.
        step: Step,
    },
}

/// A step of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// This is chosen.
    Choose(Given),
    /// 确认.
    Confirm,
    /// 取消.
    Cancel,
}

/// 工作台: the menu.
pub async fn menu(visit: &mut Visit<'_>) -> Result<&'static str> {
    match clerk(visit)? {
        Some(clerk) => open(visit, clerk, Menu::Main).await,
        None => Ok("not_at_desk"),
    }
}

/// A page of the menu: its tasks, and on the first one the other pages.
async fn open(visit: &mut Visit<'_>, clerk: PersonId, menu: Menu) -> Result<&'static str> {
    let waiting = list_waiting_in(visit.work).await?.len();
    let attention = visit.work.list_attention(false).await?.len();
    let name = visit
        .person()
        .map(|person| person.name.clone())
        .unwrap_or_default();
    let mut buttons = Vec::new();
    let seer = visit.seer.as_ref();
    let is_director = seer.is_some_and(|seer| seer.roles.contains(&Role::OfficeDirector));
    for task in menu.tasks().filter(|task| is_director || !task.is_for_director()) {
        let label = visit.house.texts.word("desk", task.key()).to_owned();
        let press = Press::Desk(DeskPress::Begin { task });
        buttons.push(visit.labelled(label, clerk, &press).await?);
    }
    if menu == Menu::Main {
        for page in Menu::pages() {
            let label = visit.house.texts.word("desk_page", page.key()).to_owned();
            let press = Press::Desk(DeskPress::Open { menu: page });
            buttons.push(visit.labelled(label, clerk, &press).await?);
        }
    }
    let menu = DeskMenu {
        name,
        waiting,
        attention,
    };
    visit.ask(&menu, Markup::Buttons(rows(&buttons)))?;
    Ok("desk")
}

/// Who may use the desk; whoever may not is told so.
fn clerk(visit: &mut Visit<'_>) -> Result<Option<PersonId>> {
    let clerk = visit.seer.as_ref().filter(|seer| seer.is_office());
    let clerk = clerk.map(|seer| seer.person.id);
    if clerk.is_none() {
        visit.refuse(Refusal::NotAtDesk)?;
    }
    Ok(clerk)
}

/// A button of the desk. Tasks may be begun again and again; a step is taken once, because its form goes on.
pub async fn press(visit: &mut Visit<'_>, press: DeskPress) -> Result<()> {
    let Some(clerk) = clerk(visit)? else {
        return Ok(());
    };
    match press {
        DeskPress::Open { menu } => open(visit, clerk, menu).await.map(|_| ()),
        DeskPress::Import { request, yes } => imports::decide(visit, request, yes).await,
        DeskPress::Begin { task } => {
            let form = Form {
                token: random_text(TOKEN_LENGTH)?,
                task,
                given: Vec::new(),
            };
            go_on(visit, form).await
        }
        DeskPress::Go { form: token, step } => match visit.awaiting().await? {
            Some(Awaiting::Desk { form }) if form.token == token => take(visit, form, step).await,
            _ => visit.say(&DeskDone::Stale),
        },
    }
}

async fn take(visit: &mut Visit<'_>, form: Form, step: Step) -> Result<()> {
    match step {
        Step::Choose(given) if form.next() == Some(given.slot) => go_on(visit, form.with(given)).await,
        Step::Confirm if form.next().is_none() => finish(visit, &form).await,
        Step::Cancel => {
            visit.end_conversation().await?;
            visit.say(&DeskDone::Cancelled)
        }
        Step::Choose(_) | Step::Confirm => visit.say(&DeskDone::Stale),
    }
}

/// What a clerk writes while a form is open.
pub async fn write(visit: &mut Visit<'_>, form: Form, text: &str) -> Result<&'static str> {
    let Some(slot) = form.next() else {
        confirm(visit, &form).await?;
        return Ok("desk");
    };
    match read(visit, &form, slot, text).await? {
        Read::One(given) => go_on(visit, form.with(given)).await?,
        Read::Several(fitting) => ask(visit, &form, slot, &fitting, Some("choice")).await?,
        Read::Wrong(problem) => {
            let offered = choices(visit, &form, slot).await?;
            ask(visit, &form, slot, &offered, Some(problem)).await?;
        }
    }
    Ok("desk")
}

/// Asks what is missing, or for the last look.
async fn go_on(visit: &mut Visit<'_>, form: Form) -> Result<()> {
    if form.task.only_shows() && form.next().is_none() {
        return finish(visit, &form).await;
    }
    visit.await_answer(&Awaiting::Desk { form: form.clone() }).await?;
    match form.next() {
        Some(slot) => {
            let offered = choices(visit, &form, slot).await?;
            ask(visit, &form, slot, &offered, None).await
        }
        None => confirm(visit, &form).await,
    }
}

async fn ask(
    visit: &mut Visit<'_>,
    form: &Form,
    slot: Slot,
    offered: &[Given],
    problem: Option<&'static str>,
) -> Result<()> {
    let mut buttons = Vec::new();
    for given in offered.iter().take(MOST) {
        let step = Step::Choose(given.clone());
        buttons.push(button(visit, form, given.shown.clone(), step).await?);
    }
    let mut rows = rows(&buttons);
    rows.push(vec![cancel(visit, form).await?]);
    let question = DeskAsk {
        task: form.task.key(),
        given: lines(form),
        slot: slot.key(),
        problem,
    };
    visit.ask(&question, Markup::Buttons(rows))
}

async fn confirm(visit: &mut Visit<'_>, form: &Form) -> Result<()> {
    let label = visit.house.texts.label(Label::Confirm).to_owned();
    let yes = button(visit, form, label, Step::Confirm).await?;
    let no = cancel(visit, form).await?;
    let look = DeskConfirm {
        task: form.task.key(),
        given: lines(form),
    };
    visit.ask(&look, Markup::Buttons(vec![vec![yes, no]]))
}

async fn cancel(visit: &mut Visit<'_>, form: &Form) -> Result<Button> {
    let label = visit.house.texts.label(Label::Cancel).to_owned();
    button(visit, form, label, Step::Cancel).await
}

async fn button(visit: &mut Visit<'_>, form: &Form, label: String, step: Step) -> Result<Button> {
    let clerk = visit.presser();
    let press = Press::Desk(DeskPress::Go {
        form: form.token.clone(),
        step,
    });
    visit.labelled(label, clerk, &press).await
}

fn rows(buttons: &[Button]) -> Vec<Vec<Button>> {
    buttons.chunks(ROW).map(<[Button]>::to_vec).collect()
}

fn lines(form: &Form) -> Vec<DeskLine> {
    let line = |given: &Given| DeskLine {
        slot: given.slot.key(),
        shown: given.shown.clone(),
    };
    form.given.iter().map(line).collect()
}

async fn finish(visit: &mut Visit<'_>, form: &Form) -> Result<()> {
    visit.end_conversation().await?;
    act(visit, form).await
}
