//! `huiyin desk`: what the clerk records of matters, for scripts; in chat it is the 工作台.

use super::exit::Exit;
use super::input::refused;
use super::moved::{answer_of, write_moved};
use super::out::Out;
use super::session::Session;
use super::tick::TickArgs;
use super::waiting::write_waiting;
use super::word::filled;
use crate::domain::message::plain;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::refusal::Refusal;
use crate::supervision::{
    House, NewMove, Proxy, Taken, Told, find_person, list_waiting_for, move_matter, record_answer,
    tell_by_phone, undo_move, with_retries,
};
use crate::text::TurnedDown;
use anyhow::{Error, Result};
use chrono::NaiveDate;
use serde::Serialize;
use std::io::Write;

/// What to record.
#[derive(Debug, clap::Subcommand)]
pub enum DeskCommand {
    /// 收件: it has arrived; whether it is on time is seen by this day
    Receive(MoveArgs),
    /// 未收到: what was reported as sent has not arrived
    NotReceived(MoveArgs),
    /// 通过: the review is passed
    Pass(MoveArgs),
    /// 退回: sent back with a reason; its 补正 is a matter of its own
    Return {
        #[command(flatten)]
        args: MoveArgs,
        /// The last day of the 补正; without it, the rulebook's
        #[arg(long, value_name = "DAY")]
        fix_by: Option<NaiveDate>,
    },
    /// 已召开: the meeting was held on this day
    Held(MoveArgs),
    /// 代录: an answer that somebody gave by telephone, on paper or over the intranet
    Answer {
        /// Such as ZG-2026-03-0031-2
        code: String,
        /// In the words of the chat: 整改中, 进度60%, 已完成 ...
        text: String,
        /// Who gave it: a name, UNIT/NAME or a person's number
        #[arg(long, value_name = "PERSON")]
        giver: String,
        #[command(flatten)]
        how: HowArgs,
    },
    /// 撤销: the last receipt, review or meeting of a matter was entered by mistake
    Undo {
        /// Such as BS-2026-03-0004
        code: String,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// 已电话告知: people of the phone list were called; it counts as told
    Told(ToldArgs),
    /// 登记分件: parts of a report package have arrived, or are not wanted
    Tick(TickArgs),
    /// List what waits for the office's word
    Waiting,
}

/// A move of a matter.
#[derive(Debug, clap::Args)]
pub struct MoveArgs {
    /// Such as BS-2026-03-0004
    code: String,
    /// Who handed it in, said it or decided it
    #[arg(long, value_name = "PERSON")]
    giver: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    how: HowArgs,
}

/// Who was called.
#[derive(Debug, clap::Args)]
pub struct ToldArgs {
    /// About this matter only; without it, about all that waits for them
    code: Option<String>,
    /// Who was told: a name, UNIT/NAME or a person's number
    #[arg(long, value_name = "PERSON", required_unless_present = "unit")]
    person: Option<String>,
    /// Everybody of this unit was told
    #[arg(long, conflicts_with_all = ["person", "code"])]
    unit: Option<String>,
    /// The day of the call; without it, today
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
}

/// How something reached the office.
#[derive(Debug, clap::Args)]
pub struct HowArgs {
    /// The day that counts; without it, today
    #[arg(long, value_name = "DAY")]
    pub on: Option<NaiveDate>,
    /// By which way
    #[arg(long, value_enum, default_value = "paper")]
    pub via: ViaArg,
    /// Number of the document
    #[arg(long, value_name = "TEXT")]
    pub document: Option<String>,
}

impl HowArgs {
    /// How the office came by what somebody gave.
    pub fn proxy(&self, session: &Session) -> Proxy {
        Proxy {
            recorder: session.actor,
            via: self.via.into(),
            given_on: self.on.unwrap_or(session.today()),
            document: self.document.clone(),
        }
    }
}

/// The ways that an operator may name.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ViaArg {
    /// 电话
    Phone,
    /// 纸质
    Paper,
    /// 内网
    Intranet,
    /// The office's own decision
    Desk,
}

impl From<ViaArg> for Via {
    fn from(via: ViaArg) -> Via {
        match via {
            ViaArg::Phone => Via::Phone,
            ViaArg::Paper => Via::Paper,
            ViaArg::Intranet => Via::Intranet,
            ViaArg::Desk => Via::Desk,
        }
    }
}

/// What a recorded answer prints.
#[derive(Serialize)]
struct TakenAnswer {
    code: String,
    state: &'static str,
    percent: Option<i64>,
    claimed_on: Option<NaiveDate>,
    promised_on: Option<NaiveDate>,
    /// What was not taken of it, and why.
    but: Vec<String>,
}

/// Runs one.
///
/// # Errors
/// Refused with the words that a clerk would read in chat.
pub async fn run(command: &DeskCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (kind, args, fix_by) = match command {
        DeskCommand::Receive(args) => (MoveKind::Received, args, None),
        DeskCommand::NotReceived(args) => (MoveKind::NotReceived, args, None),
        DeskCommand::Pass(args) => (MoveKind::Passed, args, None),
        DeskCommand::Return { args, fix_by } => (MoveKind::Returned, args, *fix_by),
        DeskCommand::Held(args) => (MoveKind::Held, args, None),
        DeskCommand::Answer {
            code,
            text,
            giver,
            how,
        } => {
            answer(session, code, text, giver, how, out).await?;
            return Ok(Exit::Done);
        }
        DeskCommand::Undo { code, reason } => {
            undo(session, code, reason, out).await?;
            return Ok(Exit::Done);
        }
        DeskCommand::Told(args) => {
            told(session, args, out).await?;
            return Ok(Exit::Done);
        }
        DeskCommand::Tick(args) => {
            args.run(session, out).await?;
            return Ok(Exit::Done);
        }
        DeskCommand::Waiting => {
            let waiting = list_waiting_for(&session.house, session.actor).await?;
            out.answer(&waiting, |waiting, out| write_waiting(waiting, session, out))?;
            return Ok(Exit::Done);
        }
    };
    make(session, kind, args, fix_by, out).await?;
    Ok(Exit::Done)
}

async fn make(
    session: &Session,
    kind: MoveKind,
    args: &MoveArgs,
    fix_by: Option<NaiveDate>,
    out: &mut Out<'_>,
) -> Result<()> {
    let house = &session.house;
    let giver = match &args.giver {
        Some(name) => Some(find_person(&mut house.store.read().await?, house, name).await?.id),
        None => None,
    };
    let new = NewMove {
        kind,
        on: args.how.on.unwrap_or(session.today()),
        giver,
        via: args.how.via.into(),
        document: args.how.document.clone(),
        reason: args.reason.clone(),
        fix_by,
        pledge: None,
    };
    let moved = with_retries(|| move_matter(house, session.actor, &args.code, &new)).await?;
    let moved = moved.map_err(|refusal| in_words(house, session.today(), refusal))?;
    out.answer(&answer_of(moved, session.today()), write_moved)
}

/// What taking back prints.
#[derive(Serialize)]
struct UndoneAnswer {
    code: String,
    undone: &'static str,
    state: &'static str,
    reopened: Vec<String>,
    withdrawn: Vec<String>,
    kept: Vec<String>,
}

async fn undo(session: &Session, code: &str, reason: &str, out: &mut Out<'_>) -> Result<()> {
    let house = &session.house;
    let undone = with_retries(|| undo_move(house, session.actor, code, reason)).await?;
    let undone = undone.map_err(|refusal| in_words(house, session.today(), refusal))?;
    let undone = UndoneAnswer {
        code: undone.matter.code,
        undone: undone.kind.key(),
        state: undone.matter.state.key(),
        reopened: undone.reopened,
        withdrawn: undone.withdrawn,
        kept: undone.kept,
    };
    out.answer(&undone, |undone, out| {
        writeln!(
            out,
            "{} of {} is taken back; it is {} again",
            undone.undone, undone.code, undone.state
        )?;
        let lists = [
            ("open again", &undone.reopened),
            ("withdrawn", &undone.withdrawn),
            ("kept, because somebody has spoken of it", &undone.kept),
        ];
        for (what, codes) in lists {
            for code in codes {
                writeln!(out, "{what}: {code}")?;
            }
        }
        Ok(())
    })
}

async fn answer(
    session: &Session,
    code: &str,
    text: &str,
    giver: &str,
    how: &HowArgs,
    out: &mut Out<'_>,
) -> Result<()> {
    let house = &session.house;
    let proxy = how.proxy(session);
    let taken = with_retries(|| record_answer(house, code, giver, text, &proxy)).await?;
    let taken = taken.map_err(|refusal| in_words(house, session.today(), refusal))?;
    let today = session.today();
    let taken: Result<Vec<TakenAnswer>> = taken
        .into_iter()
        .map(|taken| taken_of(house, today, taken))
        .collect();
    out.answer(&taken?, |taken, out| {
        for line in taken {
            writeln!(out, "{} is recorded: {}", line.code, line.state)?;
            for but in &line.but {
                writeln!(out, "not taken: {but}")?;
            }
        }
        Ok(())
    })
}

async fn told(session: &Session, args: &ToldArgs, out: &mut Out<'_>) -> Result<()> {
    let (house, today) = (&session.house, session.today());
    let (person, code, unit) = (args.person.as_deref(), args.code.as_deref(), args.unit.as_deref());
    let told = Told::named(&mut house.store.read().await?, house, person, code, unit).await?;
    let on = args.on.unwrap_or(today);
    let people = with_retries(|| tell_by_phone(house, session.actor, told, on)).await?;
    let people = people.map_err(|refusal| in_words(house, today, refusal))?;
    out.answer(&people, |people, out| {
        for it in people {
            writeln!(
                out,
                "{} {} was told of {}",
                it.unit,
                it.person,
                it.codes.join(", ")
            )?;
        }
        Ok(())
    })
}

fn taken_of(house: &House, today: NaiveDate, taken: Taken) -> Result<TakenAnswer> {
    let words = |refusal| words_of(house, today, refusal);
    Ok(TakenAnswer {
        but: taken.but.into_iter().map(words).collect::<Result<_>>()?,
        code: taken.matter.code,
        state: taken.matter.state.key(),
        percent: taken.matter.percent,
        claimed_on: taken.matter.claimed_on,
        promised_on: taken.reply.promised_on,
    })
}

/// A refusal in the words that the clerk would read in chat.
pub fn in_words(house: &House, today: NaiveDate, refusal: Refusal) -> Error {
    words_of(house, today, refusal).map_or_else(|error| error, refused)
}

fn words_of(house: &House, today: NaiveDate, refusal: Refusal) -> Result<String> {
    let text = TurnedDown {
        office: house.office.name.clone(),
        duty_phone: house.office.duty_phone.clone(),
        on: today,
        refusal,
    };
    Ok(plain(&house.texts.render(&text)?).trim().to_owned())
}
