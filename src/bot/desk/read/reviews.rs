//! Numbers of the 回头看 list, and the findings that a result may reopen.

use crate::bot::desk::form::{Form, Given};
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::desk::task::Task;
use crate::bot::visit::Visit;
use crate::domain::follow_up::FollowUp;
use crate::supervision::list_reopenable;
use anyhow::Result;

/// Numbers of the latest list that the task may be about.
pub async fn numbers(visit: &mut Visit<'_>, task: Task) -> Result<Vec<Given>> {
    let mut rows = visit.work.latest_follow_ups().await?;
    rows.retain(|row| fits(row, task));
    Ok(rows
        .iter()
        .map(|row| Given::new(Slot::Number, row.number, &row.number.to_string()))
        .collect())
}

fn fits(row: &FollowUp, task: Task) -> bool {
    match task {
        Task::ReviewSelect => row.selected_on.is_none(),
        Task::ReviewPublish => row.selected_on.is_some() && row.published_on.is_none(),
        _ => row.selected_on.is_some() && row.ended_on.is_none(),
    }
}

/// Findings of the review that had ended or are claimed.
pub async fn findings(visit: &mut Visit<'_>, form: &Form) -> Result<Vec<Given>> {
    let number = form.row(Slot::Number)?;
    let found = list_reopenable(visit.work, visit.books, number).await?;
    let found = found.iter().take(MOST);
    Ok(found
        .map(|finding| Given::new(Slot::Findings, &finding.code, &finding.code))
        .collect())
}

/// Codes as they are written, one after the other.
pub fn codes(text: &str) -> Option<Given> {
    let separators =
        |sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '\u{ff0c}' | '\u{3001}' | '\u{ff1b}');
    let codes: Vec<String> = text
        .split(separators)
        .filter(|code| !code.is_empty())
        .map(str::to_uppercase)
        .collect();
    (!codes.is_empty()).then(|| Given::new(Slot::Findings, codes.join(" "), &codes.join(" ")))
}
