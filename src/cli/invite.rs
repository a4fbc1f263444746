//! `huiyin invite`: one-time codes for binding chat accounts.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use crate::app::App;
use crate::home::write_private;
use crate::supervision::{Invitation, Invited, invite_people, print_invitations, with_retries};
use crate::workbook::{Sheet, to_xlsx};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::PathBuf;

/// Why there is no deep link, and what does without one.
const NO_LINK: &str = "telegram.token is not set, so there is no link; the code works with /start CODE";

/// Whom to invite.
#[derive(Debug, clap::Args)]
pub struct InviteArgs {
    /// A name, UNIT/NAME or a person's number
    #[arg(required_unless_present_any = ["all", "unit"], conflicts_with_all = ["all", "unit"])]
    person: Option<String>,
    /// Everybody who has no account bound yet
    #[arg(long)]
    all: bool,
    /// Everybody of this unit who has no account bound yet
    #[arg(long)]
    unit: Option<String>,
    /// Write the codes into this workbook, readable by its owner alone, instead of showing them
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// Print 邀请函 into the home's folder of papers instead: a page a person with the code and its QR code, good for
    /// `binding.paper_valid_days`
    #[arg(long, conflicts_with = "xlsx")]
    docx: bool,
}

/// Gives out codes.
///
/// # Errors
/// Refused when the person is unknown; a fault when the bot cannot be asked for its name.
pub async fn run(args: &InviteArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let bot = bot_name(&session.app).await?;
    let whom = match &args.person {
        Some(person) => Invited::One(person),
        None => Invited::Unbound(args.unit.as_deref()),
    };
    if args.docx {
        return print(session, whom, bot.as_deref(), out).await;
    }
    let given = with_retries(|| invite_people(&session.house, whom, bot.as_deref())).await?;
    if let Some(file) = &args.xlsx {
        let bytes = workbook(&given, session)?;
        write_private(file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
    }
    out.answer(&given, |given, out| {
        match &args.xlsx {
            Some(file) => writeln!(out, "{} code(s) written to {}", given.len(), file.display())?,
            None => write(given, session, out)?,
        }
        if bot.is_none() {
            writeln!(out, "{NO_LINK}")?;
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}

async fn print(session: &Session, whom: Invited<'_>, bot: Option<&str>, out: &mut Out<'_>) -> Result<Exit> {
    let printed = with_retries(|| print_invitations(&session.house, whom, bot)).await?;
    out.answer(&printed, |printed, out| {
        writeln!(
            out,
            "{} invitation(s) printed: print/{}",
            printed.people, printed.file
        )?;
        if bot.is_none() {
            writeln!(out, "{NO_LINK}")?;
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}

/// The bot's user name: of the settings, else as the bot itself says; none without a bot.
async fn bot_name(app: &App) -> Result<Option<String>> {
    if let Some(name) = &app.settings.binding.bot_name {
        return Ok(Some(name.clone()));
    }
    let Some(bot) = app.telegram()? else {
        return Ok(None);
    };
    let me = bot
        .me()
        .await
        .context("asking the bot for its name; binding.bot_name would spare that")?;
    Ok(Some(me.username))
}

fn write(given: &[Invitation], session: &Session, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["unit", "name", "code", "good until", "link"]);
    for invitation in given {
        table.row([
            invitation.unit.as_str().into(),
            invitation.person.as_str().into(),
            invitation.code.as_str().into(),
            session.local(invitation.expires_at).into(),
            Cell::maybe(invitation.link.as_ref()),
        ]);
    }
    Ok(table.write(out)?)
}

/// The codes as a workbook, to be handed out unit by unit.
fn workbook(given: &[Invitation], session: &Session) -> Result<Vec<u8>> {
    let row = |invitation: &Invitation| {
        let link = invitation.link.as_deref().unwrap_or_default();
        vec![
            invitation.unit.as_str().into(),
            invitation.person.as_str().into(),
            invitation.code.as_str().into(),
            link.into(),
            session.local(invitation.expires_at).into(),
        ]
    };
    let sheet = Sheet {
        name: "invitations".to_owned(),
        columns: ["unit", "name", "code", "link", "expires"]
            .map(str::to_owned)
            .into(),
        rows: given.iter().map(row).collect(),
    };
    Ok(to_xlsx(&[sheet])?)
}
