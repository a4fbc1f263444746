//! `huiyin group`: the groups that get neutral lines.

use super::exit::Exit;
use super::input::refused;
use super::out::Out;
use super::session::Session;
use super::table::Table;
use crate::app::TELEGRAM;
use crate::domain::binding::ChatGroup;
use crate::supervision::{end_group, list_groups, register_group};
use anyhow::Result;
use clap::builder::NonEmptyStringValueParser;
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

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &GroupCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    match command {
        GroupCommand::Register { address, purpose } => {
            check_address(address, house.chat)?;
            let group = register_group(house, actor, address, purpose).await?;
            out.answer(&group, |group, out| {
                Ok(writeln!(
                    out,
                    "group {} is registered: {}",
                    group.address, group.purpose
                )?)
            })?;
        }
        GroupCommand::List => {
            let groups = list_groups(house).await?;
            out.answer(&groups, |groups, out| write_list(groups, session, out))?;
        }
        GroupCommand::End { address } => {
            let group = end_group(house, actor, address).await?;
            out.answer(&group, |group, out| {
                Ok(writeln!(out, "group {} gets nothing any more", group.address)?)
            })?;
        }
    }
    Ok(Exit::Done)
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
