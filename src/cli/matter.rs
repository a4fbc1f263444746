//! `huiyin matter`: what is to be done, by whom, by when.

use super::exit::Exit;
use super::matter_mend::{self, MendCommand};
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::why::write_ladder;
use super::word::{variant_of, word_of};
use crate::domain::timeline::Light;
use crate::supervision::{
    ExtensionLine, InReview, ListFilter, MatterLine, MatterSheet, MoveLine, ReplyLine, StampLine,
    extensions_of, get_matter, list_matters, see, show_matter, stamps_of,
};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::io::Write;

/// What to do with matters.
#[derive(Debug, clap::Subcommand)]
pub enum MatterCommand {
    /// List open matters by due day
    List {
        /// Of this unit
        #[arg(long)]
        unit: Option<String>,
        /// That this person would be told of: a name, UNIT/NAME or a person's number
        #[arg(long)]
        person: Option<String>,
        /// With this light today: none, green, blue, yellow, orange or red
        #[arg(long, value_parser = variant_of::<Light>)]
        light: Option<Light>,
        /// Due before this day, such as 2026-10-01
        #[arg(long, value_name = "DAY")]
        due_before: Option<NaiveDate>,
        /// Ended ones too
        #[arg(long)]
        all: bool,
    },
    /// Show one with its people, answers and evidence
    Show {
        /// Such as ZG-2026-03-0031-2
        code: String,
    },
    #[command(flatten)]
    Mend(MendCommand),
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &MatterCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    match command {
        MatterCommand::List {
            unit,
            person,
            light,
            due_before,
            all,
        } => {
            let filter = ListFilter {
                unit: unit.clone(),
                person: person.clone(),
                light: *light,
                due_before: *due_before,
                all: *all,
                seen_by: session.actor.person(),
            };
            let matters = list_matters(&session.house, &filter).await?;
            out.answer(&matters, |matters, out| write_list(matters, session, out))?;
        }
        MatterCommand::Mend(command) => matter_mend::run(command, session, out).await?,
        MatterCommand::Show { code } => {
            see(&session.house, session.actor, code).await?;
            let shown = Shown::of(session, code).await?;
            out.answer(&shown, |shown, out| {
                write_sheet(&shown.sheet, session, out)?;
                shown.write_more(out)
            })?;
        }
    }
    Ok(Exit::Done)
}

/// What `matter show --json` prints.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    sheet: MatterSheet,
    /// Requests for more time, oldest first.
    extensions: Vec<ExtensionLine>,
    /// 对账, oldest first.
    reconciled: Vec<StampLine>,
}

impl Shown {
    async fn of(session: &Session, code: &str) -> Result<Shown> {
        let house = &session.house;
        let sheet = show_matter(house, code).await?;
        let mut work = house.store.read().await?;
        let books = house.books(&mut work).await?;
        let matter = get_matter(&mut work, house, code).await?;
        Ok(Shown {
            sheet,
            extensions: extensions_of(&mut work, &books, &matter).await?,
            reconciled: stamps_of(&mut work, house, code).await?,
        })
    }

    fn write_more(&self, out: &mut Out<'_>) -> Result<()> {
        for asked in &self.extensions {
            writeln!(
                out,
                "extension to {} ({}), asked by {} on {}: {}",
                asked.wanted_on, asked.cause, asked.asked_by, asked.asked_on, asked.state
            )?;
        }
        for stamp in &self.reconciled {
            let by = stamp.by.as_deref().unwrap_or("the operator");
            writeln!(
                out,
                "reconciled on {} with the {}'s copy, by {by}",
                stamp.on,
                stamp.side.key()
            )?;
        }
        Ok(())
    }
}

/// Matters as a table.
///
/// # Errors
/// When nobody reads.
pub fn write_list(matters: &[MatterLine], session: &Session, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new([
        "code", "light", "due", "left", "state", "done", "marks", "unit", "title",
    ]);
    for matter in matters {
        table.row([
            matter.code.as_str().into(),
            Cell::light(matter.light),
            due(matter).into(),
            Cell::maybe(matter.days_left),
            state(matter).into(),
            Cell::maybe(matter.progress.map(|percent| format!("{percent}%"))),
            Cell::maybe(marks(matter, session)),
            matter.unit.as_str().into(),
            matter.title.as_str().into(),
        ]);
    }
    Ok(table.write(out)?)
}

/// Its state; in review with whom, and until when.
fn state(matter: &MatterLine) -> String {
    match &matter.review {
        Some(InReview {
            role,
            until_on: Some(day),
        }) => format!("in review until {day} with {role}"),
        Some(InReview { role, until_on: None }) => format!("in review with {role}"),
        None => matter.state.to_owned(),
    }
}

fn due(matter: &MatterLine) -> String {
    match matter.due_on {
        None => "standing".to_owned(),
        Some(day) => {
            let doubt = if matter.provisional { "?" } else { "" };
            match matter.original_due_on.filter(|first| *first != day) {
                Some(first) => format!("{day}{doubt} (first {first})"),
                None => format!("{day}{doubt}"),
            }
        }
    }
}

/// What the state does not say: claimed and not reviewed, overdue when taken over.
fn marks(matter: &MatterLine, session: &Session) -> Option<String> {
    let marks = [
        (matter.legacy_overdue, "legacy_overdue"),
        (matter.claimed_on.is_some(), "claimed"),
    ];
    let words = marks
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, mark)| session.house.texts.word("mark", mark));
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn write_sheet(sheet: &MatterSheet, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let line = &sheet.line;
    writeln!(out, "{}  {}", line.code, line.title)?;
    out.field("unit", Some(&line.unit))?;
    out.field("rule", Some(&line.kind))?;
    out.field("state", Some(state(line)))?;
    out.field("light", Some(word_of(&line.light)))?;
    out.field("started on", Some(line.started_on))?;
    out.field("due on", line.due_on)?;
    out.field(
        "first due on",
        line.original_due_on.filter(|first| Some(*first) != line.due_on),
    )?;
    out.field(
        "provisional",
        line.provisional.then_some("a holiday paper is not published yet"),
    )?;
    out.field("marks", marks(line, session))?;
    out.field("days left", line.days_left)?;
    out.field("progress", line.progress.map(|percent| format!("{percent}%")))?;
    out.field("reported done on", line.claimed_on)?;
    out.field("received on", line.received_on)?;
    out.field("ended on", line.ended_on)?;
    out.field("next step at", line.next_step_at.map(|at| session.local(at)))?;
    out.field("under", sheet.parent.as_ref())?;
    for child in &sheet.children {
        writeln!(out, "over: {child}")?;
    }
    for merged in &sheet.merged {
        writeln!(out, "merged into it: {merged}")?;
    }
    write_people(sheet, out)?;
    for part in &sheet.parts {
        let stands = match (part.received_on, &part.not_wanted) {
            (Some(day), _) => day.to_string(),
            (None, Some(reason)) => format!("not wanted: {reason}"),
            (None, None) => "missing".to_owned(),
        };
        writeln!(out, "part: {}: {stands}", part.name)?;
    }
    write_ladder(sheet.ladder.as_ref(), session, out)?;
    for reply in &sheet.replies {
        write_reply(reply, session, out)?;
    }
    for line in &sheet.moves {
        write_move(line, session, out)?;
    }
    for application in &sheet.applications {
        super::closeout::write_sheet(application, out)?;
    }
    for file in &sheet.evidence {
        let at = session.local(file.received_at);
        writeln!(out, "{at} evidence: {} ({} bytes)", file.name, file.bytes)?;
    }
    Ok(())
}

/// Who stands on it; of a decision who takes it, and who is told when it climbs.
fn write_people(sheet: &MatterSheet, out: &mut Out<'_>) -> Result<()> {
    for person in &sheet.people {
        let lead = if person.is_lead { ", lead" } else { "" };
        let part = match person.decides {
            Some(true) => "decides, ",
            Some(false) => "told when it climbs, ",
            None => "",
        };
        writeln!(out, "{part}{}: {}{lead}", person.role, person.name)?;
    }
    Ok(())
}

fn write_move(line: &MoveLine, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let made = &line.made;
    let at = session.local(made.recorded_at);
    write!(out, "{at} {} on {}", made.kind.key(), made.moved_on)?;
    if let Some(giver) = &line.giver {
        write!(out, ", from {giver}")?;
    }
    write!(out, ", by {}", made.via.key())?;
    if let Some(document) = &made.document {
        write!(out, " {document}")?;
    }
    if let Some(recorder) = &line.recorder {
        write!(out, ", recorded by {recorder}")?;
    }
    if let Some(reason) = &made.reason {
        write!(out, ": {reason}")?;
    }
    Ok(writeln!(out)?)
}

fn write_reply(line: &ReplyLine, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let reply = &line.reply;
    write!(
        out,
        "{} {}: {}",
        session.local(reply.answered_at),
        line.person,
        reply.said.key()
    )?;
    if let Some(percent) = reply.percent {
        write!(out, " {percent}%")?;
    }
    if let Some(day) = reply.promised_on {
        write!(out, ", promised for {day}")?;
    }
    if let Some(note) = &reply.note {
        write!(out, ", {note}")?;
    }
    if let Some(given_on) = reply.given_on {
        let recorder = line.recorder.as_deref().unwrap_or("the operator");
        write!(
            out,
            ", given on {given_on} by {}, recorded by {recorder}",
            reply.channel
        )?;
    }
    Ok(writeln!(out)?)
}
