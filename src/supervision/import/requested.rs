//! Workbooks that a clerk puts into the import folder and imports from the chat: looked at first, with a preview
//! beside them, and imported as they were looked at.

use super::copy::{is_copy, keep_copy};
use super::{ImportOptions, ImportReport, import};
use crate::domain::ledger::{Actor, digest};
use crate::home::write_private;
use crate::supervision::preview::{preview_text, preview_workbook};
use crate::supervision::{House, Refused, with_retries};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// Ending of the workbooks that can be imported.
const WORKBOOK: &str = ".xlsx";

/// A workbook that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Looked {
    /// This is what importing it does.
    Read {
        /// Of its content, lower-case hex.
        sha256: String,
        /// What would happen.
        report: Box<ImportReport>,
        /// Names of the previews that were written beside it.
        previews: Vec<String>,
    },
    /// It is no workbook of a known kind, or may not come in.
    Unreadable,
    /// It is not there.
    Missing,
}

/// The workbooks that wait in the import folder, the newest first.
///
/// # Errors
/// When the folder cannot be read.
pub fn list_import_files(house: &House) -> Result<Vec<String>> {
    let mark = preview_mark(house);
    let mut files = Vec::new();
    for entry in fs::read_dir(&house.import_dir).context("the import folder")? {
        let entry = entry.context("the import folder")?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_temporary = name.starts_with(['.', '~']);
        if name.ends_with(WORKBOOK) && !is_copy(&name) && !is_temporary && !name.contains(&mark) {
            files.push((entry.metadata().and_then(|data| data.modified()).ok(), name));
        }
    }
    files.sort_by(|one, other| other.cmp(one));
    Ok(files.into_iter().map(|(_, name)| name).collect())
}

/// Looks at a workbook of the import folder, and writes beside it what importing it would do.
///
/// # Errors
/// When the disk or the database fails.
pub async fn look_at_import(house: &House, actor: Actor, file: &str) -> Result<Looked> {
    let Some(bytes) = read(house, file)? else {
        return Ok(Looked::Missing);
    };
    let options = ImportOptions {
        dry_run: true,
        ..confirmed()
    };
    let run = || import(house, actor, &bytes, file, &options, &|_, _| {});
    let report = match with_retries(run).await {
        Ok(report) => report,
        Err(error) if error.is::<Refused>() => return Ok(Looked::Unreadable),
        Err(error) => return Err(error),
    };
    let stem = file.strip_suffix(WORKBOOK).unwrap_or(file);
    let name = |ending: &str| format!("{stem}{}{ending}", preview_mark(house));
    let previews = vec![name(".txt"), name(WORKBOOK)];
    let text = preview_text(house, file, &report)?;
    write_private(&house.import_dir.join(&previews[0]), text.as_bytes()).context("a preview")?;
    let workbook = preview_workbook(house, &report)?;
    write_private(&house.import_dir.join(&previews[1]), &workbook).context("a preview")?;
    Ok(Looked::Read {
        sha256: digest(&bytes),
        report: Box::new(report),
        previews,
    })
}

/// Imports a workbook of the import folder as it was looked at; none when it has changed since, or is gone.
/// Running it again changes nothing.
///
/// # Errors
/// When the disk or the database fails.
pub async fn import_as_shown(
    house: &House,
    actor: Actor,
    file: &str,
    sha256: &str,
) -> Result<Option<ImportReport>> {
    let Some(bytes) = read(house, file)?.filter(|bytes| digest(bytes) == sha256) else {
        return Ok(None);
    };
    let options = confirmed();
    let run = || import(house, actor, &bytes, file, &options, &|_, _| {});
    let report = with_retries(run).await?;
    if report.kept {
        keep_copy(house, file, &bytes)?;
    }
    Ok(Some(report))
}

/// What a clerk allows by 确认: the differences that the preview showed, and nobody whom the contacts do not know.
fn confirmed() -> ImportOptions {
    ImportOptions {
        accept_changes: true,
        ..ImportOptions::default()
    }
}

fn preview_mark(house: &House) -> String {
    format!(".{}", house.texts.word("import", "preview"))
}

/// The content of a file of the import folder itself; none where there is no such file.
fn read(house: &House, file: &str) -> Result<Option<Vec<u8>>> {
    let is_plain = PathBuf::from(file).file_name().is_some_and(|name| name == file);
    match fs::read(house.import_dir.join(file)) {
        _ if !is_plain => Ok(None),
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {file}")),
    }
}
