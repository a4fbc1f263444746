//! Finds the header of a table: one or two rows, columns in any order, each under one of many names.

use super::fold::{clip, squeeze, without_brackets};
use super::problem::Place;
use super::sheet::{Area, Sheet};
use std::cmp::Reverse;

/// Rows with something in them in which a header is looked for.
const HEADER_ZONE: usize = 40;
/// Most rows of a header, merged ones included.
const HEADER_ROWS: u32 = 3;
/// Longest header, in characters; anything longer is a sentence.
const HEADER_LENGTH: usize = 24;
/// Most characters that an error shows of a row.
const SHOWN: usize = 200;

/// The columns of one kind of table.
pub(super) trait Column: Copy + PartialEq + 'static {
    /// The names of each column, the likeliest first.
    const ALIASES: &'static [Alias<Self>];
    /// Parts of headers of columns that are known and not read.
    const UNREAD: &'static str;
    /// Whether a table with these columns is of this kind.
    fn fits(has: impl Fn(Self) -> bool) -> bool;
}

/// The names of a column, separated by blanks; blanks and full-width forms in a header are left aside.
pub(super) struct Alias<C> {
    pub column: C,
    /// Whole headers, the likeliest first.
    pub exact: &'static str,
    /// Words that a longer header contains.
    pub partly: &'static str,
}

/// A column that was found.
#[derive(Debug, Clone)]
pub(super) struct Heading<C> {
    pub column: C,
    pub at: u32,
    pub words: String,
}

/// The header of a table.
#[derive(Debug, Clone)]
pub(super) struct Header<C> {
    /// First row of the header.
    pub top: u32,
    /// Last row of the header.
    pub bottom: u32,
    pub headings: Vec<Heading<C>>,
}

impl<C: Column> Header<C> {
    /// The best header of the sheet, if a table of this kind is in it.
    pub(super) fn find(sheet: &Sheet) -> Option<Header<C>> {
        let rows: Vec<u32> = sheet.rows().take(HEADER_ZONE).map(|cells| cells[0].row).collect();
        let last = *rows.last()?;
        let areas: Vec<Area> = sheet
            .areas
            .iter()
            .filter(|area| area.top <= last)
            .copied()
            .collect();
        let candidates = rows.iter().flat_map(|row| [(*row, *row), (*row, *row + 1)]);
        let fitting = candidates
            .map(|(top, bottom)| Header {
                top,
                bottom,
                headings: bind(sheet, &areas, top, bottom),
            })
            .filter(|header| C::fits(|column| header.heading(column).is_some()));
        // Of equals a single row before two, and the first.
        let best = fitting.max_by_key(|header| {
            let height = header.bottom - header.top;
            (header.headings.len(), Reverse(height), Reverse(header.top))
        });
        best.map(|header| header.stretched(&areas))
    }

    /// Down to where cells merged with the header end.
    fn stretched(self, areas: &[Area]) -> Self {
        let limit = self.top + HEADER_ROWS - 1;
        let merged = areas
            .iter()
            .filter(|area| (self.top..=self.bottom).contains(&area.top));
        let bottom = merged.map(|area| area.bottom.min(limit)).max();
        Header {
            bottom: self.bottom.max(bottom.unwrap_or(0)),
            ..self
        }
    }

    /// The column of that kind.
    pub(super) fn heading(&self, column: C) -> Option<&Heading<C>> {
        self.headings.iter().find(|heading| heading.column == column)
    }

    /// A warning that names the headers that nobody knows, so that their columns are not read; none if there
    /// are none.
    pub(super) fn unread(&self, sheet: &Sheet) -> Option<String> {
        let mut unread: Vec<(u32, String)> = Vec::new();
        for cell in sheet.cells() {
            let is_header = (self.top..=self.bottom).contains(&cell.row);
            if !is_header || self.headings.iter().any(|heading| heading.at == cell.column) {
                continue;
            }
            let words = squeeze(&cell.value.words());
            match unread.iter_mut().find(|(at, _)| *at == cell.column) {
                Some((_, name)) => *name = format!("{name}/{words}"),
                None => unread.push((cell.column, words)),
            }
        }
        unread.retain(|(_, words)| !is_unread::<C>(words));
        unread.sort_unstable_by_key(|(at, _)| *at);
        let named = unread.iter().map(|(at, words)| {
            let place = Place::new(*at, words);
            format!("{} 列“{}”", place.column, clip(&place.header, HEADER_LENGTH))
        });
        (!unread.is_empty()).then(|| format!("未读取的列:{}", named.collect::<Vec<_>>().join("、")))
    }

    /// Where the clerk finds the column; an empty place if the table has none.
    pub(super) fn place(&self, column: C) -> Place {
        self.heading(column)
            .map(|heading| Place::new(heading.at, &heading.words))
            .unwrap_or_default()
    }
}

/// How well a header names a column: by a whole name or a part, and how likely that name is. Less is better.
type Rank = (u8, usize);

/// The columns that these rows name, each at its best place.
fn bind<C: Column>(sheet: &Sheet, areas: &[Area], top: u32, bottom: u32) -> Vec<Heading<C>> {
    let mut found: Vec<(Rank, Heading<C>)> = Vec::new();
    let zone = || {
        sheet
            .cells()
            .iter()
            .skip_while(|c| c.row < top)
            .take_while(|c| c.row <= bottom)
    };
    let mut columns: Vec<u32> = zone().map(|cell| cell.column).collect();
    columns.sort_unstable();
    columns.dedup();
    for at in columns {
        let Some((rank, column, words)) = name(sheet, areas, (top, bottom), at) else {
            continue;
        };
        let heading = Heading { column, at, words };
        match found.iter_mut().find(|(_, other)| other.column == column) {
            Some(other) if rank < other.0 => *other = (rank, heading),
            Some(_) => {}
            None => found.push((rank, heading)),
        }
    }
    found.into_iter().map(|(_, heading)| heading).collect()
}

/// What a column of the sheet is called, and which of ours that is.
fn name<C: Column>(
    sheet: &Sheet,
    areas: &[Area],
    (top, bottom): (u32, u32),
    column: u32,
) -> Option<(Rank, C, String)> {
    let words = |row| {
        let merged = || {
            let area = areas.iter().find(|area| area.contains(row, column))?;
            sheet.value(area.top, area.left)
        };
        sheet
            .value(row, column)
            .or_else(merged)
            .map(|value| squeeze(&value.words()))
    };
    let (upper, lower) = (words(top), words(bottom));
    match (upper, lower) {
        (Some(upper), Some(lower)) if top != bottom && upper != lower => {
            let (rank, column) = match_pair(&upper, &lower)?;
            Some((rank, column, format!("{upper}/{lower}")))
        }
        (None, Some(lower)) => {
            // A name that is centred over several columns without merging them stands in the first.
            let left = sheet
                .cells()
                .iter()
                .take_while(|cell| (cell.row, cell.column) < (top, column));
            let left = left.last().filter(|cell| cell.row == top);
            let joined = left.and_then(|cell| exact(&(squeeze(&cell.value.words()) + &lower)));
            let (rank, column) = joined.or_else(|| exact(&lower))?;
            Some((rank, column, lower))
        }
        (upper, _) => {
            let words = upper?;
            let (rank, column) = match_single(&words)?;
            Some((rank, column, words))
        }
    }
}

fn match_single<C: Column>(name: &str) -> Option<(Rank, C)> {
    exact(name).or_else(|| partly(name))
}

/// The lower name must be a whole one: it may be a cell of the first row of data.
fn match_pair<C: Column>(upper: &str, lower: &str) -> Option<(Rank, C)> {
    let joined = format!("{upper}{lower}");
    exact(&joined).or_else(|| {
        if is_unread::<C>(&joined) {
            None
        } else {
            exact(lower).or_else(|| match_single(upper))
        }
    })
}

fn is_unread<C: Column>(name: &str) -> bool {
    C::UNREAD.split_whitespace().any(|unread| name.contains(unread))
}

fn exact<C: Column>(name: &str) -> Option<(Rank, C)> {
    let name = name.trim_end_matches([':', '*', '※']);
    let bare = without_brackets(name);
    let rank = |text: &str| {
        C::ALIASES.iter().find_map(|alias| {
            let index = alias.exact.split(' ').position(|exact| exact == text)?;
            Some(((0, index), alias.column))
        })
    };
    rank(name).or_else(|| rank(&bare))
}

fn partly<C: Column>(name: &str) -> Option<(Rank, C)> {
    let name = without_brackets(name);
    if name.chars().count() > HEADER_LENGTH || is_unread::<C>(&name) {
        return None;
    }
    C::ALIASES.iter().find_map(|alias| {
        let index = alias
            .partly
            .split_whitespace()
            .position(|part| name.contains(part))?;
        Some(((1, index), alias.column))
    })
}

/// The row that looks most like a header, for an error that shows what was seen.
pub(super) fn likeliest_row(sheet: &Sheet) -> Option<String> {
    let rows = sheet.rows().take(HEADER_ZONE);
    let row = rows.max_by_key(|cells| (cells.len(), Reverse(cells[0].row)))?;
    let words: Vec<String> = row.iter().map(|cell| squeeze(&cell.value.words())).collect();
    Some(format!("{}: {}", sheet.name, clip(&words.join(" | "), SHOWN)))
}
