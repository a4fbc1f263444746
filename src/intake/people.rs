//! Several people in one cell: `甲八(牵头)、甲六`, `张 三;李四 0395-3171898`.

use super::fold::half_width;

/// A person as a ledger names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name without blanks.
    pub name: String,
    /// Marked 牵头.
    pub lead: bool,
}

/// The people of a cell in one way of writing, to tell whether a cell has changed.
pub fn written(people: &[Named]) -> String {
    let words = people.iter().map(|named| {
        let lead = if named.lead { LEAD_MARK } else { "" };
        format!("{}{lead}", named.name)
    });
    words.collect::<Vec<_>>().join("、")
}

const LEAD: &str = "牵头";
const LEAD_MARK: &str = "(牵头)";
/// Words in a cell of people that name nobody.
const LABELS: [&str; 5] = ["电话", "手机", "联系电话", "手机号", "联系方式"];

/// The people of a cell, in order, each once; phone numbers are left out.
pub(super) fn people(text: &str) -> Vec<Named> {
    let text = half_width(text);
    let mut people: Vec<Named> = Vec::new();
    for piece in text.split(['、', ',', ';', '/', '|', '\n', '\r', '。', '，']) {
        for person in piece_people(piece) {
            match people.iter_mut().find(|known| known.name == person.name) {
                Some(known) => known.lead |= person.lead,
                None => people.push(person),
            }
        }
    }
    people
}

/// The people of a piece in which only blanks separate.
fn piece_people(piece: &str) -> Vec<Named> {
    let labelled = piece.split_once(':').filter(|(label, _)| !label.contains('('));
    let (label, names) = labelled.unwrap_or(("", piece));
    let mut people: Vec<Named> = Vec::new();
    let mut letter: Option<String> = None;
    for word in spread(names).split_whitespace() {
        if matches!(word, "(牵头)" | "(牵头人)" | "牵头") {
            push_letter(&mut people, letter.take());
            if let Some(person) = people.last_mut() {
                person.lead = true;
            }
            continue;
        }
        let name = word.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '(' | ')'));
        let name = name.trim_end_matches("同志").trim_end_matches('等');
        if name.is_empty() || word.starts_with('(') || LABELS.contains(&name) {
            continue;
        }
        // A two-character name is spread out to the width of three: 张 三.
        match (letter.take(), name.chars().count()) {
            (Some(first), _) => people.push(Named {
                name: first + name,
                lead: false,
            }),
            (None, 1) => letter = Some(name.to_owned()),
            (None, _) => people.push(Named {
                name: name.to_owned(),
                lead: false,
            }),
        }
    }
    push_letter(&mut people, letter);
    if label.contains(LEAD) {
        for person in &mut people {
            person.lead = true;
        }
    }
    people
}

/// A single character left over belongs to the name before it (欧阳 修).
fn push_letter(people: &mut Vec<Named>, letter: Option<String>) {
    match (letter, people.last_mut()) {
        (Some(letter), Some(person)) => person.name.push_str(&letter),
        (Some(letter), None) => people.push(Named {
            name: letter,
            lead: false,
        }),
        (None, _) => {}
    }
}

/// Brackets stand apart from the name; what is in them stays one word.
fn spread(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '(' | '[' => {
                    inside = true;
                    out.push_str(" (");
                }
                ')' | ']' => {
                    inside = false;
                    out.push_str(") ");
                }
                c if inside && c.is_whitespace() => {}
                c => out.push(c),
            }
            out
        })
}
