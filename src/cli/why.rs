//! `huiyin why`: the reasons of a due day.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::when::reason;
use super::word::{minute, word_of};
use crate::domain::notice::NoticeState;
use crate::supervision::{ExtensionLine, LadderLine, Reasons, StepLine, ToldLine, see, why};
use anyhow::Result;
use std::io::Write;

/// Says why a matter is due when it is.
///
/// # Errors
/// Refused when there is none.
pub async fn run(code: &str, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    see(&session.house, session.actor, code).await?;
    let reasons = why(&session.house, code).await?;
    out.answer(&reasons, |reasons, out| write(reasons, session, out))?;
    Ok(Exit::Done)
}

fn write(reasons: &Reasons, session: &Session, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{}  {}", reasons.code, reasons.title)?;
    match reasons.due_on {
        Some(day) => writeln!(out, "due on: {day}")?,
        None => writeln!(out, "due on: no day, it stands")?,
    }
    out.field(
        "first due on",
        reasons
            .original_due_on
            .filter(|first| Some(*first) != reasons.due_on),
    )?;
    let earlier = reasons.suggested_on.filter(|day| Some(*day) != reasons.due_on);
    out.field("better handed in by", earlier)?;
    match &reasons.event {
        Some(event) => {
            let proof = if event.proof.is_empty() {
                "none given"
            } else {
                &event.proof
            };
            writeln!(
                out,
                "started by: {} ({}) on {}; proof: {proof}",
                event.name, event.kind, event.happened_on
            )?;
        }
        None => writeln!(out, "started on: {}", reasons.started_on)?,
    }
    writeln!(
        out,
        "rule: {} {}, rulebook {}",
        reasons.rule, reasons.rule_name, reasons.rulebook
    )?;
    writeln!(out, "basis: {} ({})", reasons.basis, word_of(&reasons.sure))?;
    writeln!(out, "found: {}", reasons.mode)?;
    for step in &reasons.counting {
        writeln!(out, "  {}", reason(step))?;
    }
    if reasons.provisional {
        writeln!(out, "  the day may still move")?;
    }
    for asked in &reasons.extensions {
        write_extension(asked, out)?;
    }
    write_ladder(reasons.ladder.as_ref(), session, out)?;
    writeln!(out)?;
    write_timeline(&reasons.timeline, session, out)
}

/// From which day to which, who asked and who decided, and when.
fn write_extension(asked: &ExtensionLine, out: &mut Out<'_>) -> std::io::Result<()> {
    write!(
        out,
        "extension: from {} to {} ({}), asked by {} on {}: {}",
        asked.due_on, asked.wanted_on, asked.cause, asked.asked_by, asked.asked_on, asked.state
    )?;
    if let Some(by) = &asked.decided_by {
        write!(out, " by {by}")?;
    }
    match asked.decided_on {
        Some(on) => writeln!(out, " on {on}"),
        None => writeln!(out),
    }
}

/// The rung reached, when and why; what holds the next one, and when that comes.
pub(super) fn write_ladder(
    ladder: Option<&LadderLine>,
    session: &Session,
    out: &mut Out<'_>,
) -> std::io::Result<()> {
    let Some(ladder) = ladder else { return Ok(()) };
    for rung in &ladder.climbed {
        write!(
            out,
            "climbed: {} at {}, {}",
            rung.step,
            session.local(rung.fired_at),
            rung.cause.key()
        )?;
        match rung.promised_on {
            Some(day) => writeln!(out, " for {day} passed")?,
            None => writeln!(out)?,
        }
    }
    match (ladder.held_by, ladder.held_until) {
        (Some(by), Some(day)) => writeln!(out, "held: by the {by} until {day}")?,
        (Some(by), None) => writeln!(out, "held: lies with the {by}")?,
        (None, _) => {}
    }
    match (&ladder.next, ladder.next_at) {
        (Some(next), Some(at)) => writeln!(out, "next rung: {next} at {}", minute(at)),
        _ => Ok(()),
    }
}

fn write_timeline(steps: &[StepLine], session: &Session, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["step", "day", "light", "at", "told"]);
    for step in steps {
        table.row([
            step.step.as_str().into(),
            step.on.into(),
            step.light.map_or_else(|| Cell::maybe(None::<&str>), Cell::light),
            Cell::maybe(step.at.map(minute)),
            told(&step.told, session).into(),
        ]);
    }
    Ok(table.write(out)?)
}

fn told(told: &[ToldLine], session: &Session) -> String {
    let lines = told.iter().map(|line| match line.told_at {
        Some(at) if line.state == NoticeState::Called.key() => {
            format!("{} by telephone {}", line.person, session.local(at))
        }
        Some(at) => format!("{} {}", line.person, session.local(at)),
        None => format!("{} {}", line.person, line.state),
    });
    lines.collect::<Vec<_>>().join(", ")
}
