//! `huiyin person`: the contacts.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::{filled, variant_of};
use crate::domain::role::Role;
use crate::supervision::{
    Left, PersonChange, PersonFacts, PersonLine, PersonSheet, change_person, leave, list_people, show_person,
    with_retries,
};
use anyhow::Result;
use std::io::Write;

/// What to do with the contacts.
#[derive(Debug, clap::Subcommand)]
pub enum PersonCommand {
    /// List everybody by unit
    List {
        /// Of this unit
        #[arg(long)]
        unit: Option<String>,
        /// Those who left too
        #[arg(long)]
        all: bool,
    },
    /// Show one with their roles, account and matters
    Show {
        /// A name, UNIT/NAME or a person's number
        person: String,
    },
    /// Add somebody, or change what is known of them; what is not named stays
    Set(SetArgs),
    /// Somebody leaves today: roles and open matters pass on, the account is unbound
    Leave {
        /// A name, UNIT/NAME or a person's number
        person: String,
        /// Who takes over, of the same unit; without one, roles fall vacant
        #[arg(long, value_name = "PERSON")]
        successor: Option<String>,
    },
}

/// What is known of somebody.
#[derive(Debug, clap::Args)]
pub struct SetArgs {
    /// Their unit
    #[arg(value_parser = filled)]
    unit: String,
    /// Their name
    #[arg(value_parser = filled)]
    name: String,
    /// A role to hold from now on: liaison, handler, principal ...
    #[arg(long, value_parser = variant_of::<Role>)]
    role: Option<Role>,
    /// A role that they do not hold any more from today on; repeat it for several
    #[arg(long = "end-role", value_name = "ROLE", value_parser = variant_of::<Role>)]
    ended_roles: Vec<Role>,
    /// Post
    #[arg(long, value_parser = filled)]
    post: Option<String>,
    /// Duty phone
    #[arg(long, value_parser = filled)]
    phone: Option<String>,
    /// Mail address
    #[arg(long, value_parser = filled)]
    mail: Option<String>,
    /// A unit that they once belonged to, of which they are told nothing; repeat it for several, all are replaced
    #[arg(long = "former-unit", value_name = "UNIT", value_parser = filled)]
    former_units: Option<Vec<String>>,
    /// They had left and have come back
    #[arg(long = "back")]
    is_back: bool,
    /// Make the unit if it is unknown, and take former units that are unknown
    #[arg(long)]
    create_missing: bool,
}

impl SetArgs {
    fn change(&self) -> PersonChange {
        let facts = PersonFacts {
            post: self.post.clone(),
            phone: self.phone.clone(),
            mail: self.mail.clone(),
            former_units: self.former_units.clone(),
            role: self.role,
            is_back: self.is_back,
            listed: None,
        };
        PersonChange {
            unit: self.unit.clone(),
            name: self.name.clone(),
            facts,
            ended_roles: self.ended_roles.clone(),
            create_missing: self.create_missing,
        }
    }
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &PersonCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    match command {
        PersonCommand::List { unit, all } => {
            let people = list_people(house, unit.as_deref(), *all).await?;
            out.answer(&people, |people, out| write_list(people, out))?;
        }
        PersonCommand::Show { person } => {
            let sheet = show_person(house, person).await?;
            out.answer(&sheet, |sheet, out| write_sheet(sheet, session, out))?;
        }
        PersonCommand::Set(args) => {
            let change = args.change();
            let sheet = with_retries(|| change_person(house, actor, &change)).await?;
            out.answer(&sheet, |sheet, out| write_sheet(sheet, session, out))?;
        }
        PersonCommand::Leave { person, successor } => {
            let left = with_retries(|| leave(house, actor, person, successor.as_deref())).await?;
            out.answer(&left, write_left)?;
        }
    }
    Ok(Exit::Done)
}

fn write_list(people: &[PersonLine], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["id", "unit", "name", "roles", "bound", "post", "phone", "mail"]);
    for person in people {
        let bound = match person.left_on {
            Some(day) => format!("left {day}"),
            None if person.bound => "yes".to_owned(),
            None => "no".to_owned(),
        };
        table.row([
            person.id.into(),
            person.unit.as_str().into(),
            person.name.as_str().into(),
            Cell::maybe(listed(&person.roles)),
            bound.into(),
            Cell::maybe(person.post.as_ref()),
            Cell::maybe(person.phone.as_ref()),
            Cell::maybe(person.mail.as_ref()),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_sheet(sheet: &PersonSheet, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let line = &sheet.line;
    writeln!(out, "{}  {} ({})", line.name, line.unit, line.id)?;
    out.field("post", line.post.as_ref())?;
    out.field("phone", line.phone.as_ref())?;
    out.field("mail", line.mail.as_ref())?;
    out.field("formerly of", listed(&line.former_units))?;
    out.field("left on", line.left_on)?;
    for held in &sheet.holdings {
        let from = held.from_on.map(|day| format!(" from {day}")).unwrap_or_default();
        let until = held
            .until_on
            .map(|day| format!(" until {day}"))
            .unwrap_or_default();
        writeln!(out, "role: {}, {}{from}{until}", held.role, held.unit)?;
    }
    for account in &sheet.accounts {
        writeln!(
            out,
            "bound: {} since {}",
            account.channel,
            session.local(account.bound_at)
        )?;
    }
    out.field("named on", listed(&sheet.matters))?;
    Ok(())
}

fn write_left(left: &Left, out: &mut Out<'_>) -> Result<()> {
    let Left {
        person,
        successor,
        roles,
        matters,
    } = left;
    match successor {
        Some(heir) => writeln!(
            out,
            "{person} has left; {roles} role(s) and {matters} matter(s) pass to {heir}"
        )?,
        None => writeln!(
            out,
            "{person} has left; {roles} role(s) are vacant, {matters} matter(s) name nobody in their place"
        )?,
    }
    Ok(())
}

fn listed<T: AsRef<str>>(words: &[T]) -> Option<String> {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    (!words.is_empty()).then(|| words.join(", "))
}
