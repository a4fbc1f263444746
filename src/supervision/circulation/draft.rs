//! The draft: the number of the last week's issue, and word of it to the office, which may hold it.

use crate::domain::circulation::{DigestIssue, counter_of_issues};
use crate::domain::contact::Person;
use crate::domain::digest::{DigestPeriod, PeriodKind};
use crate::domain::ids::DigestIssueId;
use crate::domain::ledger::Actor;
use crate::domain::message::{Button, Markup, Outgoing};
use crate::domain::role::Role;
use crate::store::{Act, Work};
use crate::supervision::bind::random_text;
use crate::supervision::card::KeptPress;
use crate::supervision::house::{Books, House};
use crate::supervision::post::{Posting, post};
use crate::supervision::reach::reach;
use crate::text::{Circulation, Label};
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Kind of the message that tells the office of a draft.
pub const DIGEST_DRAFT: &str = "digest_draft";
/// Kind of the attention that an issue was held until its week was over.
const LAPSED: &str = "digest_lapsed";
/// Who is told.
const EDITORS: [Role; 3] = [Role::OfficeClerk, Role::OfficeLiaison, Role::OfficeDirector];
/// Signs of a button's token.
const TOKEN_LENGTH: usize = 16;

/// A button under word of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirculatePress {
    /// The issue.
    pub issue: DigestIssueId,
    /// 暂缓, else 放行.
    pub hold: bool,
}

/// The week whose digest goes out in the week of a day.
///
/// # Errors
/// At the end of all time.
pub(super) fn week_before(day: NaiveDate) -> Result<DigestPeriod> {
    let week = DigestPeriod::around(PeriodKind::Week, day);
    week.and_then(DigestPeriod::compared_with)
        .context("a day of no week")
}

/// Drafts the issue of a period, and tells the office of it; none where another drafted it meanwhile.
///
/// # Errors
/// When the database cannot be read or written, or the text not be made.
pub(super) async fn draft(
    house: &House,
    books: &Books,
    (period, due): (DigestPeriod, DateTime<Utc>),
) -> Result<Option<DigestIssue>> {
    let mut work = house.store.begin().await?;
    let key = period.key();
    if work.find_issue(house.office.id, &key).await?.is_some() {
        return Ok(None);
    }
    let year = i64::from(period.year());
    raise_lapsed(&mut work, house, books, period).await?;
    let issue = DigestIssue {
        id: DigestIssueId(0),
        office_id: house.office.id,
        period: key,
        year,
        number: work
            .next_number(&counter_of_issues(house.office.id, year))
            .await?,
        drafted_at: books.now,
        held_at: None,
    };
    let act = Act::new(Actor::System, books.now, "digest.drafted");
    let issue = work.insert(&act, issue).await?;
    let mut editors: BTreeMap<_, Person> = BTreeMap::new();
    for role in EDITORS {
        let holders = work
            .list_office_holders(role, house.office.id, books.today())
            .await?;
        editors.extend(holders.into_iter().map(|person| (person.id, person)));
    }
    for editor in editors.into_values() {
        tell(&mut work, house, books, &editor, &issue, due).await?;
    }
    work.commit().await?;
    Ok(Some(issue))
}

/// Tells the office of the issue before, where it is still held: its week is over, and it goes to nobody any more.
async fn raise_lapsed(work: &mut Work, house: &House, books: &Books, period: DigestPeriod) -> Result<()> {
    let before = week_before(period.first_on())?.key();
    let before = work.find_issue(house.office.id, &before).await?;
    let Some(lapsed) = before.filter(|issue| issue.held_at.is_some()) else {
        return Ok(());
    };
    let detail = serde_json::json!({ "year": lapsed.year, "number": lapsed.number }).to_string();
    work.raise(house.office.id, LAPSED, &lapsed.period, &detail, books.now)
        .await?;
    Ok(())
}

async fn tell(
    work: &mut Work,
    house: &House,
    books: &Books,
    editor: &Person,
    issue: &DigestIssue,
    due: DateTime<Utc>,
) -> Result<()> {
    let Some(address) = reach(work, house, editor.id).await? else {
        return Ok(());
    };
    let period = DigestPeriod::read(PeriodKind::Week, &issue.period).context("an issue of no week")?;
    let text = house.texts.render(&Circulation::Drafted {
        year: issue.year,
        number: issue.number,
        first_on: period.first_on(),
        last_on: period.last_on(),
        due_at: books.local(due.max(books.now + house.digest.draft_before)),
    })?;
    let token = random_text(TOKEN_LENGTH)?;
    let press = CirculatePress {
        issue: issue.id,
        hold: true,
    };
    let meaning = serde_json::to_string(&KeptPress::Circulate(press))?;
    work.new_button(&token, None, editor.id, &meaning, books.now)
        .await?;
    let button = Button {
        label: house.texts.label(Label::Hold).into(),
        data: token,
    };
    let outgoing = Outgoing::Send {
        text: text.into(),
        markup: Markup::Buttons(vec![vec![button]]),
        reply_to: None,
    };
    let posting = Posting {
        person: Some(editor.id),
        address: &address,
        kind: DIGEST_DRAFT,
        slot_at: books.now,
    };
    post(work, house, books, posting, &[outgoing]).await?;
    Ok(())
}
