//! Papers: a text is printed and laid into the home's folder of papers. They never travel by chat: whoever asked for
//! one is told its name.

use super::house::House;
use crate::home::keep_private;
use crate::paper::print;
use crate::text::Text;
use anyhow::{Context, Result};

/// Prints a paper and keeps it under a name that begins with the word for its kind; gives the file's name. What is
/// written stays, even when the unit of work around it does not: then the paper is printed again.
///
/// # Errors
/// When it cannot be rendered, set or written.
pub fn keep_paper<T: Text>(house: &House, kind: &str, about: &[&str], paper: &T) -> Result<String> {
    let bytes = print(&house.texts.render(paper)?)?;
    let mut stem = house.texts.word("paper", kind).to_owned();
    for part in about {
        stem.push('-');
        stem.push_str(part);
    }
    let folder = &house.print_dir;
    keep_private(folder, &stem, "docx", &bytes).with_context(|| format!("a paper in {}", folder.display()))
}
