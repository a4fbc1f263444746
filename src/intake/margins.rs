//! What stands in a workbook outside its cells: headers and footers of the printed page, comments, text boxes,
//! and the properties of the file. Nothing of it is read, but all of it would be kept with the file.

use super::error::IntakeError;
use super::secret::check_text;

/// How tags begin that end a line; all others part the runs of one line.
const LINE_ENDS: [&str; 9] = [
    "</a:p>",
    "</comment>",
    "</threadedComment>",
    "</odd",
    "</even",
    "</first",
    "</dc:",
    "</cp:",
    "</vt:",
];
/// Before the left, middle and right of a page's header.
const PAGE_PLACES: [&str; 3] = ["&amp;L", "&amp;C", "&amp;R"];

/// Refuses what must not enter in a part of the workbook.
pub(super) fn check(name: &str, part: &[u8]) -> Result<(), IntakeError> {
    let Some((place, text)) = margin(name, part) else {
        return Ok(());
    };
    check_text(place, &without_tags(&text))
}

/// What of a part stands outside the cells, and where a reader finds it.
fn margin(name: &str, part: &[u8]) -> Option<(&'static str, String)> {
    let text = || String::from_utf8_lossy(part);
    if name.starts_with("xl/worksheets/") {
        let text = text();
        let start = text.find("<headerFooter")?;
        let end = text.find("</headerFooter>").filter(|end| *end > start)?;
        return Some(("the header or footer of a page", text[start..end].to_owned()));
    }
    let place = if name.starts_with("xl/comments") || name.starts_with("xl/threadedComments") {
        "a comment"
    } else if name.starts_with("xl/drawings/drawing") {
        "a text box"
    } else if ["docProps/core", "docProps/app", "docProps/custom"]
        .iter()
        .any(|start| name.starts_with(start))
    {
        "the properties of the file"
    } else {
        return None;
    };
    Some((place, text().into_owned()))
}

fn without_tags(xml: &str) -> String {
    let mut text = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        if LINE_ENDS.iter().any(|end| rest.starts_with(end)) {
            text.push('\n');
        }
        rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
    }
    text.push_str(rest);
    PAGE_PLACES
        .iter()
        .fold(text, |text, place| text.replace(place, "\n"))
}
