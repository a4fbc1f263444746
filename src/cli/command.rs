//! All commands, and where each begins.

use super::acting::ActingCommand;
use super::attention::AttentionArgs;
use super::calendar::CalendarCommand;
use super::circulation::CirculationCommand;
use super::closeout::CloseoutCommand;
use super::clue::ClueCommand;
use super::demo::DemoArgs;
use super::desk::DeskCommand;
use super::digest::DigestArgs;
use super::duty::DutyCommand;
use super::event::EventCommand;
use super::exit::{Exit, say};
use super::extension::ExtensionCommand;
use super::group::GroupCommand;
use super::import::ImportArgs;
use super::imports::ImportsCommand;
use super::invite::InviteArgs;
use super::leading::LeadingCommand;
use super::mail::MailCommand;
use super::matter::MatterCommand;
use super::message::MessageCommand;
use super::out::Out;
use super::paper::PaperCommand;
use super::person::PersonCommand;
use super::plan::PlanArgs;
use super::play::PlayArgs;
use super::print::PrintCommand;
use super::reconcile::ReconcileCommand;
use super::review::ReviewCommand;
use super::rules::RulesCommand;
use super::rules_adopt::AdoptArgs;
use super::serve::ServeArgs;
use super::session::{Common, Session};
use super::silent::SilentArgs;
use super::spotcheck::SpotcheckCommand;
use super::verify::VerifyArgs;
use super::when::WhenArgs;
use super::{
    acting, attention, calendar, circulation, closeout, clue, demo, desk, digest, duty, event, extension,
    group, import, imports, invite, leading, ledger, mail, matter, message, paper, person, plan, play, print,
    reconcile, review, rules, rules_adopt, serve, silent, spotcheck, verify, when, why,
};
use crate::app::{effective_rulebook, home_calendar};
use crate::domain::rulebook::embedded;
use anyhow::Result;
use clap::Subcommand;

const IMPORTS: &str = "Examples:
  huiyin import contacts.xlsx
  huiyin import ledger.xlsx --dry-run
  huiyin import ledger.xlsx --unit UNIT --round 3 --feedback-on 2026-08-31
  huiyin import ledger.xlsx --accept-changes --as NAME";

const EVENTS: &str = "Examples:
  huiyin event record --unit UNIT --round 3 --event feedback --on 2026-08-31
  huiyin event list --unit UNIT
  huiyin event correct 12 --on 2026-09-01 --reason TEXT";

const MATTERS: &str = "Examples:
  huiyin matter list --light red
  huiyin matter list --unit UNIT --due-before 2026-10-01 --json
  huiyin matter show ZG-2026-03-0031-2";

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Count a day and say why, or a whole CSV file of days
    When(WhenArgs),
    /// Check, show, compare and adopt rulebooks
    #[command(subcommand)]
    Rules(Rules),
    /// Tell a made-up office's half year, from workbooks to the ledger; nothing is sent
    Demo(DemoArgs),
    /// Play the coming time over a copy of the home and print everything that would be sent
    Play(PlayArgs),
    /// Run the bot and the jobs until stopped
    Serve(ServeArgs),
    /// Check the ledger's chain, and the tables against it; it changes nothing
    Verify(VerifyArgs),
    #[command(flatten)]
    Office(Office),
}

/// What can be done with rulebooks.
#[derive(Debug, Subcommand)]
pub enum Rules {
    #[command(flatten)]
    Read(RulesCommand),
    /// Put the rulebook of the settings in force for what opens from now on; open matters keep theirs
    Adopt(AdoptArgs),
}

/// The commands that work on the office's database.
#[derive(Debug, Subcommand)]
pub enum Office {
    /// Import and list holiday papers
    #[command(subcommand)]
    Calendar(CalendarCommand),
    /// Take a workbook in: contacts, a unit's ledger, the city's ledger, the register of clues
    #[command(after_help = IMPORTS)]
    Import(ImportArgs),
    /// List imports, and take one back
    #[command(subcommand)]
    Imports(ImportsCommand),
    /// Record, list, correct and withdraw dated facts
    #[command(subcommand, after_help = EVENTS)]
    Event(EventCommand),
    /// Record receipts, reviews, meetings, and answers given by telephone or on paper
    #[command(subcommand)]
    Desk(DeskCommand),
    /// List recurring duties, switch them on and off
    #[command(subcommand)]
    Duty(DutyCommand),
    /// Hold the week's digest back, let it go, and set when somebody gets theirs
    #[command(subcommand)]
    Circulation(CirculationCommand),
    /// List, show, pass on and settle clues, by their codes; their statistics
    #[command(subcommand)]
    Clue(ClueCommand),
    /// Draw the list of follow-up reviews, select, publish and end them
    #[command(subcommand)]
    Review(ReviewCommand),
    /// 事事有回音: what waits for a word, with who was told and when
    Silent(SilentArgs),
    /// 三方对账: write the office's copy of a unit's ledger, compare the unit's or the team's
    #[command(subcommand)]
    Reconcile(ReconcileCommand),
    /// 延期: ask for more time for a matter, take a request back, list requests
    #[command(subcommand)]
    Extension(ExtensionCommand),
    /// Apply for the close-out of measures and findings; list and show applications
    #[command(subcommand)]
    Closeout(CloseoutCommand),
    /// Draw closed findings by lot, look at them again, record what was found
    #[command(subcommand)]
    Spotcheck(SpotcheckCommand),
    /// See what has climbed to the leading group, and record what it decides
    #[command(subcommand)]
    Leading(LeadingCommand),
    /// Try the way for mail; list and open addresses from which mail came back
    #[command(subcommand)]
    Mail(MailCommand),
    /// List and show matters
    #[command(subcommand, after_help = MATTERS)]
    Matter(MatterCommand),
    /// Say why a matter is due when it is, and what was and will be told
    Why {
        /// Such as ZG-2026-03-0031-2
        code: String,
    },
    /// Read the ledger of a matter as a story
    Ledger {
        /// Such as ZG-2026-03-0031-2
        code: String,
    },
    /// List, show, keep and pass on the contacts
    #[command(subcommand)]
    Person(PersonCommand),
    /// Name who stands in for whom between two days
    #[command(subcommand)]
    Acting(ActingCommand),
    /// Give out one-time codes that bind chat accounts to people
    Invite(InviteArgs),
    /// List, show, issue and put off the papers of the ladder
    #[command(subcommand)]
    Paper(PaperCommand),
    /// Print papers into the home's folder `print`
    #[command(subcommand)]
    Print(PrintCommand),
    /// Write a week's, month's, quarter's or year's digest into a folder, as somebody gets it
    Digest(DigestArgs),
    /// Register groups; they get neutral lines only
    #[command(subcommand)]
    Group(GroupCommand),
    /// List messages, take a wrong one back, send somebody their list
    #[command(subcommand)]
    Message(MessageCommand),
    /// Show what the office must look at
    Attention(AttentionArgs),
    /// Plan what is to be sent now, or let go what the storm guard held
    Plan(PlanArgs),
}

impl Command {
    /// Runs it.
    ///
    /// # Errors
    /// What it ends with.
    pub async fn run(self, common: &Common, out: &mut Out<'_>) -> Result<Exit> {
        common.check_clock()?;
        match self {
            Command::When(args) => {
                let (calendar, broken) = home_calendar(&common.home)?;
                broken.iter().for_each(say);
                when::run(&args, &calendar, common.json, out)
            }
            Command::Rules(Rules::Read(command)) => read_rules(&command, common, out),
            Command::Rules(Rules::Adopt(args)) => {
                in_house(common, out, async |session, out| {
                    rules_adopt::run(&args, session, out).await
                })
                .await
            }
            Command::Demo(args) => Box::pin(demo::run(&args, out.colours, out)).await,
            Command::Play(args) => play::run(&common.app()?, &args, common.json, out).await,
            Command::Serve(args) => serve::run(&common.app()?, &args, common.clock.as_deref()).await,
            Command::Verify(args) => verify::run(&common.app()?, &args, out).await,
            Command::Office(command) => {
                let run = async |session: &Session, out: &mut Out<'_>| command.run(session, out).await;
                Box::pin(in_house(common, out, run)).await
            }
        }
    }
}

/// Opens the house, does the work, closes the house.
async fn in_house(
    common: &Common,
    out: &mut Out<'_>,
    work: impl AsyncFnOnce(&Session, &mut Out<'_>) -> Result<Exit>,
) -> Result<Exit> {
    let session = Session::open(common).await?;
    let ended = work(&session, out).await;
    session.house.store.close().await;
    ended
}

/// Only what speaks of the rulebook in force needs the settings.
fn read_rules(command: &RulesCommand, common: &Common, out: &mut Out<'_>) -> Result<Exit> {
    match command {
        RulesCommand::Check { .. } | RulesCommand::Presets => {
            rules::run(command, embedded(), common.json, out)
        }
        RulesCommand::Show { .. } | RulesCommand::Diff { .. } => {
            let effective = effective_rulebook(&common.settings()?.rulebook)?;
            rules::run(command, &effective, common.json, out)
        }
    }
}

impl Office {
    async fn run(self, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
        match self {
            Office::Calendar(command) => calendar::run(&command, session, out).await,
            Office::Import(args) => import::run(&args, session, out).await,
            Office::Message(command) => message::run(&command, session, out).await,
            Office::Imports(command) => imports::run(&command, session, out).await,
            Office::Event(command) => event::run(&command, session, out).await,
            Office::Desk(command) => desk::run(&command, session, out).await,
            Office::Duty(command) => duty::run(&command, session, out).await,
            Office::Circulation(command) => circulation::run(&command, session, out).await,
            Office::Acting(command) => acting::run(&command, session, out).await,
            Office::Clue(command) => clue::run(&command, session, out).await,
            Office::Review(command) => review::run(&command, session, out).await,
            Office::Reconcile(command) => reconcile::run(&command, session, out).await,
            Office::Silent(args) => silent::run(&args, session, out).await,
            Office::Extension(command) => extension::run(&command, session, out).await,
            Office::Closeout(command) => closeout::run(&command, session, out).await,
            Office::Spotcheck(command) => spotcheck::run(&command, session, out).await,
            Office::Leading(command) => leading::run(&command, session, out).await,
            Office::Mail(command) => mail::run(&command, session, out).await,
            Office::Matter(command) => matter::run(&command, session, out).await,
            Office::Why { code } => why::run(&code, session, out).await,
            Office::Ledger { code } => ledger::run(&code, session, out).await,
            Office::Person(command) => person::run(&command, session, out).await,
            Office::Invite(args) => invite::run(&args, session, out).await,
            Office::Paper(command) => paper::run(&command, session, out).await,
            Office::Print(command) => print::run(&command, session, out).await,
            Office::Digest(args) => digest::run(&args, session, out).await,
            Office::Group(command) => group::run(&command, session, out).await,
            Office::Attention(args) => attention::run(&args, session, out).await,
            Office::Plan(args) => plan::run(&args, session, out).await,
        }
    }
}
