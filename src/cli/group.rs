//! `huiyin group`: the groups that get neutral lines.

use super::exit::Exit;
use super::input::refused;
use super::out::Out;
use super::session::Session;
use super::table::Table;
use crate::app::TELEGRAM;
use crate::domain::binding::ChatGroup;
use crate::supervision::{Act, end_group, register_group};
use anyhow::Result;
use clap::builder::NonEmptyStringValueParser;
use serde::Serialize;
use std::io::Write;

/// What to do with groups.
#[derive(Debug, clap::Subcommand)]
pub enum GroupCommand {
    /// Register a group, or give a registered one another purpose
    Register {
        /// Its address in the channel; in Telegram the group's number, such as -1001234567890
        #[arg(allow_negative_numbers = true)]
        address: String,
        /// What it is for
        #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
        purpose: String,
    },
    /// List the registered groups
    List,
    /// End a registration
    End {
        /// Its address
        #[arg(allow_negative_numbers = true)]
        address: String,
    },
}

/// What `group end --json` prints.
#[derive(Serialize)]
struct Ended<'a> {
    /// The address.
    ended: &'a str,
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &GroupCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    match command {
        GroupCommand::Register { address, purpose } => register(address, purpose, session, out).await?,
        GroupCommand::List => list(session, out).await?,
        GroupCommand::End { address } => end(address, session, out).await?,
    }
    Ok(Exit::Done)
}

async fn register(address: &str, purpose: &str, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let house = &session.house;
    check_address(address, house.chat)?;
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let group = register_group(&mut work, house, &books, session.actor, address, purpose).await?;
    work.commit().await?;
    out.answer(&group, |group, out| {
        Ok(writeln!(
            out,
            "group {} is registered: {}",
            group.address, group.purpose
        )?)
    })
}

async fn end(address: &str, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let house = &session.house;
    let mut work = house.store.begin().await?;
    let act = Act::new(session.actor, house.clock.now(), "group.ended");
    if !end_group(&mut work, house, &act, address).await? {
        let why = format!("no group {address} is registered; `huiyin group list` shows all");
        return Err(refused(why));
    }
    work.commit().await?;
    out.answer(&Ended { ended: address }, |Ended { ended }, out| {
        Ok(writeln!(out, "group {ended} gets nothing any more")?)
    })
}

/// Telegram's groups have negative numbers; a positive one is somebody's private chat.
fn check_address(address: &str, channel: &str) -> Result<()> {
    let is_group = address.parse::<i64>().is_ok_and(|number| number < 0);
    if channel == TELEGRAM && !is_group {
        return Err(refused(format!(
            "{address} is no group; a group's number in Telegram is below 0, such as -1001234567890"
        )));
    }
    Ok(())
}

async fn list(session: &Session, out: &mut Out<'_>) -> Result<()> {
    let mut work = session.house.store.read().await?;
    let mut groups: Vec<ChatGroup> = work.all().await?;
    groups.retain(|group| group.ended_at.is_none());
    out.answer(&groups, |groups, out| write_list(groups, session, out))
}

fn write_list(groups: &[ChatGroup], session: &Session, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["address", "channel", "since", "purpose"]);
    for group in groups {
        table.row([
            group.address.as_str().into(),
            group.channel.as_str().into(),
            session.local(group.registered_at).into(),
            group.purpose.as_str().into(),
        ]);
    }
    Ok(table.write(out)?)
}
