//! A message cut into groups: the matters named, and what is written about them.

use super::item::{self, Item};
use super::scan::Scan;
use super::target::{self, Target};
use chrono::NaiveDate;
use std::ops::Range;

/// What is written about the same matters.
pub(super) struct Group {
    pub targets: Vec<Target>,
    pub parts: Vec<Part>,
}

/// A statement, or a word of the note.
pub(super) struct Part {
    pub says: Option<Item>,
    /// Where it stands, in characters.
    pub place: Range<usize>,
}

impl Group {
    pub fn names_matters(&self) -> bool {
        self.named().next().is_some()
    }

    /// The matters that are named.
    pub fn named(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|target| **target != Target::None)
    }

    /// 收到 or a greeting before numbered answers.
    pub fn is_opening(&self) -> bool {
        let is_polite = |part: &Part| matches!(part.says, Some(Item::Received | Item::Courtesy));
        !self.names_matters() && self.parts.iter().all(is_polite)
    }
}

/// Cuts the whole message; it has no groups only where nothing but signs is written.
pub(super) fn read(mut scan: Scan, today: NaiveDate) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    loop {
        let starts_sentence = scan.separators();
        if scan.is_end() {
            return groups;
        }
        if let Some(targets) = opening(&mut scan, &groups, starts_sentence, today) {
            groups.push(Group {
                targets,
                parts: Vec::new(),
            });
            continue;
        }
        let part = part(&mut scan, today);
        match groups.last_mut() {
            Some(group) => group.parts.push(part),
            None => groups.push(Group {
                targets: vec![Target::None],
                parts: vec![part],
            }),
        }
    }
}

fn part(scan: &mut Scan, today: NaiveDate) -> Part {
    let start = scan.at();
    let says = item::read(scan, today);
    if says.is_none() {
        scan.word();
    }
    Part {
        says,
        place: start..scan.at(),
    }
}

/// The targets of a new group. A figure in the midst of a note is none: it opens a group only where matters
/// were named before, and a statement follows or a sentence begins.
fn opening(
    scan: &mut Scan,
    groups: &[Group],
    starts_sentence: bool,
    today: NaiveDate,
) -> Option<Vec<Target>> {
    let is_first = groups.is_empty();
    if !groups
        .iter()
        .all(|group| group.names_matters() || group.is_opening())
    {
        return None;
    }
    scan.attempt(|scan| {
        let targets = target::read(scan, today)?;
        let mut ahead = *scan;
        ahead.separators();
        let is_stated = item::read(&mut ahead, today).is_some();
        (is_first || is_stated || starts_sentence).then_some(targets)
    })
}
