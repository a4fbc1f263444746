//! Everything that a person reads: a typed context in, text out. The templates are embedded from
//! `config/texts`; a file of the same name in the office's own folder wins. `.html` texts are for chat
//! (Telegram HTML, values escaped), `.txt` texts are plain, `.paper` texts are printed ([`crate::domain::paper`],
//! values escaped).

mod account;
mod answer;
mod attention;
mod card;
mod circulation;
mod closeout;
mod clue;
mod correction;
mod decision;
mod demo;
mod desk;
mod digest;
mod embedded;
mod error;
mod extension;
mod filters;
mod help;
mod imports;
mod labels;
mod leading;
mod ledger;
mod listing;
mod mail;
mod mended;
mod monthly;
mod notices;
mod office;
mod paper;
mod parts;
mod phone;
mod question;
mod reviews;
mod sample;
mod samples;
mod silence;
mod supervision_paper;
mod turned_down;
mod value;
mod why;
mod words;

pub use account::{Bound, ConfirmName, Declined, Invitation, Unbound, Welcome};
pub use answer::{Noted, Recorded, RecordedLine};
pub use attention::{Attention, AttentionList};
pub use card::{Card, LastAnswer, ReviewLine};
pub use circulation::{Circulation, DigestChosen, DigestSummary, hour};
pub use closeout::{CloseOutAsk, CloseOutDone, DrawnCheck};
pub use clue::{ClueAsk, ClueDone};
pub use correction::Correction;
pub use decision::{Decided, DecisionAsk, DecisionDone, Pledge, ReasonAsk};
pub use demo::{ClimbStep, ClosingStep, Demo, DeskFollowUp, UnitLights};
pub use desk::{DeskAsk, DeskConfirm, DeskDone, DeskLine, DeskMenu, UnansweredMatter, UnansweredUnit};
pub use digest::{
    DigestBar, DigestChange, DigestClues, DigestGroup, DigestLine, DigestRank, DigestRung, DigestScope,
    DigestSheet, DigestSoon, DigestTasks, DigestWeek, DigestWords, InnerCount, PICTURE_ID,
};
pub use error::TextError;
pub use extension::{ExtensionAsk, ExtensionDone};
pub use help::Help;
pub use imports::{
    ImportCard, ImportChange, ImportFault, ImportPlace, ImportPreview, ImportStage, ImportSum,
};
pub use labels::Label;
pub use leading::{LeadingCard, LeadingDetail, LeadingLine, LeadingUnit, ResolveAsk, ResolveDone};
pub use ledger::{Change, LedgerLine, Story};
pub use listing::{Entry, Fact, Line, Listing, Moved, MovedWhy, PaperNumber, Place, Section};
pub use mail::{MailNotices, MailSubject, MailTest};
pub use mended::{DayChange, Mended};
pub use monthly::{MonthAsk, MonthDone, MonthReport, MonthRow, MonthWord};
pub use notices::{GroupLines, Notices, Todo};
pub use office::OfficeDone;
pub use paper::{Called, CalledLine, CalledReader, InvitationPaper, Invited, PhoneList, Printed};
pub use parts::Part;
pub use phone::{NobodyToCall, ToldByPhone};
pub use question::{Choice, ReportOn, WhichMatter, WhichMeaning};
pub use reviews::{FollowUpPaper, FollowUpRow, ReviewDone};
pub use silence::{SilencePaper, SilentLine, WeeklySilence};
pub use supervision_paper::{
    AdmonishPaper, CircularPaper, CloseOutForm, ExtensionForm, PaperRow, PledgeForm, ReminderPaper,
    SupervisePaper, SupervisionPaper, TalkPaper, UnitForm, UrgePaper, paper_number,
};
pub use turned_down::TurnedDown;
pub use why::{StartLine, StepLine, Why};

use embedded::{File, WORDS};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;
use std::path::Path;
use words::Words;

/// A text with its own template.
pub trait Text: Serialize + Sized {
    /// File name of its template.
    const TEMPLATE: &'static str;

    /// One for every turn that its template can take. All are rendered when texts are loaded, so that a
    /// fault in an office's own template shows at the start and not when somebody must be told.
    fn samples() -> Vec<Self>;
}

/// All templates and words, checked.
#[derive(Debug)]
pub struct Texts {
    templates: Environment<'static>,
    words: Words,
}

impl Texts {
    /// The embedded texts, or those of `folder` where it has a file of the same name (`words.toml` word by
    /// word).
    ///
    /// # Errors
    /// When the folder cannot be read, holds a text that is unknown, or one that cannot be rendered.
    pub fn load(folder: Option<&Path>) -> Result<Texts, TextError> {
        let files = embedded::files(folder)?;
        let words = Words::load(&files)?;
        let texts = Texts {
            templates: templates(files, &words)?,
            words,
        };
        texts.samples()?;
        Ok(texts)
    }

    /// One text.
    ///
    /// # Errors
    /// When its template asks for what the context does not hold.
    pub fn render<T: Text>(&self, text: &T) -> Result<String, TextError> {
        self.fill(T::TEMPLATE, value::value(value::json(text)))
    }

    /// A word of `words.toml`: `word("light", "red")`. What is not there is shown as its key.
    pub fn word<'k>(&'k self, table: &str, key: &'k str) -> &'k str {
        self.words.get(table, key).unwrap_or(key)
    }

    fn fill(&self, template: &'static str, context: minijinja::Value) -> Result<String, TextError> {
        let rendered = self
            .templates
            .get_template(template)
            .and_then(|found| found.render(context));
        rendered
            .map(|text| text.trim().to_owned())
            .map_err(|source| TextError::of(template, source))
    }
}

fn templates(files: Vec<File>, words: &Words) -> Result<Environment<'static>, TextError> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    environment.set_syntax(syntax.expect("the standard signs with other white space"));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    filters::add(&mut environment, words);
    paper::add(&mut environment);
    for file in files.into_iter().filter(|file| file.name != WORDS) {
        let text = file.own.unwrap_or_else(|| file.embedded.to_owned());
        environment
            .add_template_owned(file.name, text)
            .map_err(|source| TextError::of(file.name, source))?;
    }
    Ok(environment)
}
