//! `huiyin review`: 回头看. The list and the choice are the office's own until a review is published.

use super::desk::in_words;
use super::exit::Exit;
use super::input::refused;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::filled;
use crate::domain::follow_up::FollowUpResult;
use crate::supervision::{
    Concluded, Conclusion, FollowUpLine, Selected, conclude, draw_list, grade, list_follow_ups, publish,
    select, with_retries,
};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::io::Write;

/// What to do with follow-up reviews.
#[derive(Debug, clap::Subcommand)]
pub enum ReviewCommand {
    /// Show the latest list
    List,
    /// Draw this half-year's list: every inspection whose rectification period is over, ranked
    Draw {
        /// Draw it anew; only while nothing of it is selected
        #[arg(long)]
        anew: bool,
    },
    /// Select a number of the list: the review and its sub-tasks open
    Select {
        /// Its number in the list
        number: i64,
    },
    /// Tell the unit: what it has to do opens
    Publish {
        /// Its number in the list
        number: i64,
        /// Number of the document
        #[arg(long, value_name = "TEXT", default_value = "")]
        document: String,
    },
    /// Record what was found: `in_place`, `not_in_place` or `relapsed`
    Result {
        /// Its number in the list
        number: i64,
        /// What was found
        #[arg(value_parser = result_of)]
        result: FollowUpResult,
        /// A finding that it reopens; again for each
        #[arg(long = "finding", value_name = "CODE")]
        findings: Vec<String>,
        /// The day, such as 2027-08-20; today without it
        #[arg(long, value_name = "DAY")]
        on: Option<NaiveDate>,
        /// Why, without the content of any finding
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// Enter the grade of a unit's rectification, which counts in the ranking
    Grade {
        /// The unit
        unit: String,
        /// One of the rulebook's grades
        grade: String,
        /// The round, where the unit was inspected in several
        #[arg(long)]
        round: Option<String>,
        /// Where it stands written
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
}

fn result_of(key: &str) -> Result<FollowUpResult, String> {
    FollowUpResult::from_key(key).ok_or_else(|| "write in_place, not_in_place or relapsed".to_owned())
}

/// What `review grade --json` prints.
#[derive(Serialize)]
struct Graded<'a> {
    unit: String,
    grade: &'a str,
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &ReviewCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    match command {
        ReviewCommand::List => write_list(&list_follow_ups(house).await?, out)?,
        ReviewCommand::Draw { anew } => {
            write_list(&with_retries(|| draw_list(house, actor, *anew)).await?, out)?;
        }
        ReviewCommand::Select { number } => {
            let selected = with_retries(|| select(house, actor, *number)).await?;
            write_selected(
                &selected.map_err(|refusal| in_words(house, session.today(), refusal))?,
                out,
            )?;
        }
        ReviewCommand::Publish { number, document } => {
            let published = with_retries(|| publish(house, actor, *number, document)).await?;
            write_selected(
                &published.map_err(|refusal| in_words(house, session.today(), refusal))?,
                out,
            )?;
        }
        ReviewCommand::Result {
            number,
            result,
            findings,
            on,
            reason,
        } => {
            let conclusion = Conclusion {
                number: *number,
                result: *result,
                findings: findings.clone(),
                on: on.unwrap_or(session.today()),
                reason: reason.clone(),
            };
            if conclusion.on > session.today() {
                return Err(refused(format!("{} has not come yet", conclusion.on)));
            }
            let concluded = with_retries(|| conclude(house, actor, &conclusion)).await?;
            let concluded = concluded.map_err(|refusal| in_words(house, session.today(), refusal))?;
            out.answer(&concluded, write_concluded)?;
        }
        ReviewCommand::Grade {
            unit,
            grade: given,
            round,
            reason,
        } => {
            let unit = with_retries(|| grade(house, actor, unit, round.as_deref(), given, reason)).await?;
            let graded = Graded {
                unit: unit.name,
                grade: given,
            };
            out.answer(&graded, |graded, out| {
                Ok(writeln!(out, "{}: {}", graded.unit, graded.grade)?)
            })?;
        }
    }
    Ok(Exit::Done)
}

fn write_list(lines: &[FollowUpLine], out: &mut Out<'_>) -> Result<()> {
    out.answer(&lines, |lines, out| {
        if lines.is_empty() {
            writeln!(
                out,
                "nothing is ranked; `huiyin review draw` draws this half-year's list"
            )?;
            return Ok(());
        }
        let mut table = Table::new([
            "no.", "points", "unit", "round", "overdue", "days", "returned", "reopened", "false", "grade",
            "review", "result",
        ]);
        for line in *lines {
            let counted = &line.criteria;
            table.row([
                line.number.to_string().into(),
                line.score.to_string().into(),
                line.unit.as_str().into(),
                line.round.as_str().into(),
                counted.overdue.to_string().into(),
                counted.overdue_days.to_string().into(),
                counted.returned.to_string().into(),
                counted.reopened.to_string().into(),
                counted.false_report.to_string().into(),
                Cell::maybe(counted.grade.as_ref()),
                Cell::maybe(line.review.as_ref()),
                Cell::maybe(line.result),
            ]);
        }
        Ok(table.write(out)?)
    })
}

fn write_selected(selected: &Selected, out: &mut Out<'_>) -> Result<()> {
    out.answer(selected, |selected, out| {
        writeln!(out, "number {} is {}", selected.number, selected.code)?;
        out.field("due", selected.due_on)?;
        for code in &selected.opened {
            writeln!(out, "opened: {code}")?;
        }
        Ok(())
    })
}

fn write_concluded(concluded: &Concluded, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{}: {}", concluded.code, concluded.result)?;
    for code in &concluded.reopened {
        writeln!(out, "open again: {code}")?;
    }
    Ok(out.field("until", concluded.until)?)
}
