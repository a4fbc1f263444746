//! The embedded files, and the office's own beside them.

use super::TextError;
use std::fs;
use std::path::Path;

/// Names and labels; laid over each other word by word.
pub(super) const WORDS: &str = "words.toml";

macro_rules! embed {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../config/texts/", $name)))),+]
    };
}

const EMBEDDED: &[(&str, &str)] = embed![
    "attention.txt",
    "attention_list.txt",
    "bound.html",
    "card.html",
    "leading_card.html",
    "leading_detail.html",
    "resolve_ask.html",
    "resolve_done.html",
    "decision_ask.html",
    "decision_done.html",
    "pledge.html",
    "reason_ask.html",
    "clue_ask.html",
    "clue_done.html",
    "circulation.html",
    "closeout_ask.html",
    "closeout_done.html",
    "confirm_name.html",
    "correction.html",
    "declined.html",
    "demo.txt",
    "desk_ask.html",
    "desk_confirm.html",
    "desk_done.html",
    "desk_given.html",
    "desk_menu.html",
    "desk_nobody_to_call.html",
    "desk_office.html",
    "desk_printed.html",
    "desk_review.html",
    "desk_mended.html",
    "desk_told.html",
    "digest.html",
    "digest.txt",
    "digest_chosen.html",
    "digest_drawing.html",
    "digest_period.txt",
    "digest_subject.txt",
    "digest_summary.html",
    "extension_ask.html",
    "extension_done.html",
    "group.html",
    "help.html",
    "import_card.html",
    "import_preview.txt",
    "invitation.txt",
    "ledger.txt",
    "lines.html",
    "mail_notices.txt",
    "mail_subject.txt",
    "mail_test.txt",
    "month_ask.html",
    "month_done.html",
    "notices.html",
    "paper_follow_up.paper",
    "paper_invitation.paper",
    "paper_monthly.paper",
    "paper_phone_list.paper",
    "paper_silence.paper",
    "paper_admonish.paper",
    "paper_circular.paper",
    "paper_closeout.paper",
    "paper_extension.paper",
    "paper_pledge.paper",
    "paper_reminder.paper",
    "paper_supervise.paper",
    "paper_talk.paper",
    "paper_urge.paper",
    "recorded.html",
    "report_on.html",
    "silence.html",
    "todo.html",
    "turned_down.html",
    "unbound.html",
    "welcome.html",
    "which_matter.html",
    "which_meaning.html",
    "why.txt",
    "words.toml",
];

/// One file of texts.
pub(super) struct File {
    pub name: &'static str,
    /// As the program carries it.
    pub embedded: &'static str,
    /// As the office has it.
    pub own: Option<String>,
}

/// All files, with those of the folder that bear their names.
pub(super) fn files(folder: Option<&Path>) -> Result<Vec<File>, TextError> {
    let file = |(name, embedded): &(&'static str, &'static str)| File {
        name,
        embedded,
        own: None,
    };
    let mut files: Vec<File> = EMBEDDED.iter().map(file).collect();
    if let Some(folder) = folder {
        lay_over(&mut files, folder)?;
    }
    Ok(files)
}

fn lay_over(files: &mut [File], folder: &Path) -> Result<(), TextError> {
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |source| TextError::Folder { path, source }
    };
    for entry in fs::read_dir(folder).map_err(fault(folder))? {
        let path = entry.map_err(fault(folder))?.path();
        let is_text = path
            .extension()
            .is_some_and(|ending| ["html", "txt", "paper", "toml"].iter().any(|it| ending == *it));
        if !is_text {
            continue;
        }
        let named = files
            .iter_mut()
            .find(|file| path.file_name().is_some_and(|name| name == file.name));
        let Some(file) = named else {
            return Err(TextError::Unknown { path });
        };
        file.own = Some(fs::read_to_string(&path).map_err(fault(&path))?);
    }
    Ok(())
}
