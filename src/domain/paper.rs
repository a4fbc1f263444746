//! A paper as plain text: what templates write and the printer sets. A line is a block; its first sign says which:
//!
//! ```text
//! # title            ## heading          = a line that is not indented
//! > to the right     ~ small print       [page] a new page
//! | a | b |          a row of a table; the first row is its head
//! [columns 1 3]      how wide the columns of the next table are to each other
//! [qr TEXT]          TEXT as a QR code
//! ```
//!
//! Every other line is a paragraph; empty ones are left out. A `\` takes its meaning from the sign after it.

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line of text.
    Line(Style, String),
    /// Rows of cells; the first is the head, which stands on every page.
    Table {
        /// How wide the columns are to each other; as many as there are, all alike where none are given.
        columns: Vec<u32>,
        /// Rows of cells.
        rows: Vec<Vec<String>>,
    },
    /// A text as a QR code.
    Code(String),
    /// What follows stands on a new page.
    NewPage,
}

/// How a line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The title of the paper.
    Title,
    /// A heading.
    Heading,
    /// Text, its first line indented.
    Body,
    /// Text, not indented.
    Flush,
    /// A signature or day, to the right.
    Right,
    /// Small print.
    Note,
}

/// Signs that mean something.
const SIGNS: [char; 7] = ['\\', '|', '#', '>', '~', '=', '['];

/// A value that may stand anywhere in a paper: one line, without a sign that means anything.
pub fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for sign in value.chars() {
        if SIGNS.contains(&sign) {
            escaped.push('\\');
        }
        escaped.push(if sign.is_control() { ' ' } else { sign });
    }
    escaped
}

/// Reads the blocks of a paper.
pub fn read(paper: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut widths = Vec::new();
    for line in paper.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(row) = line.strip_prefix('|') {
            add_row(&mut blocks, &mut widths, cells(row));
        } else if let Some(order) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            match order.split_once(' ').unwrap_or((order, "")) {
                ("columns", given) => widths = given.split(' ').filter_map(|it| it.parse().ok()).collect(),
                ("qr", text) => blocks.push(Block::Code(plain(text))),
                ("page", _) => blocks.push(Block::NewPage),
                _ => blocks.push(Block::Line(Style::Body, plain(line))),
            }
        } else {
            let (style, text) = styled(line);
            blocks.push(Block::Line(style, plain(text.trim_start())));
        }
    }
    blocks
}

/// A row of the table before it, or of a new one.
fn add_row(blocks: &mut Vec<Block>, widths: &mut Vec<u32>, row: Vec<String>) {
    match blocks.last_mut() {
        Some(Block::Table { rows, .. }) if widths.is_empty() => rows.push(row),
        _ => blocks.push(Block::Table {
            columns: std::mem::take(widths),
            rows: vec![row],
        }),
    }
}

fn styled(line: &str) -> (Style, &str) {
    let styles = [
        ("##", Style::Heading),
        ("#", Style::Title),
        ("=", Style::Flush),
        (">", Style::Right),
        ("~", Style::Note),
    ];
    let found = styles
        .into_iter()
        .find_map(|(sign, style)| Some((style, line.strip_prefix(sign)?)));
    found.unwrap_or((Style::Body, line))
}

/// The cells of a row, without its first stroke.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut signs = row.chars();
    while let Some(sign) = signs.next() {
        let cell = cells.last_mut().expect("a row begins with a cell");
        match sign {
            '|' => cells.push(String::new()),
            '\\' => cell.extend(signs.next()),
            sign => cell.push(sign),
        }
    }
    if cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => plain.extend(signs.next()),
            sign => plain.push(sign),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Block, Style, escape, read};

    #[test]
    fn lines_tables_and_orders_are_read() {
        let paper =
            "# A\n\n= B\n[columns 1 2]\n| a | b |\n| c |  |\n[columns 1]\n| d |\n[qr x]\n[page]\ntext";
        let row = |cells: &[&str]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
        let table = |columns: &[u32], rows| Block::Table {
            columns: columns.to_vec(),
            rows,
        };
        assert_eq!(
            read(paper),
            [
                Block::Line(Style::Title, "A".into()),
                Block::Line(Style::Flush, "B".into()),
                table(&[1, 2], vec![row(&["a", "b"]), row(&["c", ""])]),
                table(&[1], vec![row(&["d"])]),
                Block::Code("x".into()),
                Block::NewPage,
                Block::Line(Style::Body, "text".into()),
            ]
        );
    }

    #[test]
    fn no_value_means_anything() {
        for wild in [
            "# x",
            "a | b",
            "[qr y]",
            "back\\slash",
            "\\",
            "~ > =",
            "two\nlines",
        ] {
            let line = read(&format!("v {}", escape(wild)));
            let plain = wild.replace('\n', " ");
            assert_eq!(line, [Block::Line(Style::Body, format!("v {plain}"))]);
            let alone = read(&escape(wild));
            assert_eq!(alone, [Block::Line(Style::Body, plain.clone())]);
            let cell = read(&format!("| {} | z |", escape(wild)));
            let rows = vec![vec![plain, "z".to_owned()]];
            assert_eq!(
                cell,
                [Block::Table {
                    columns: Vec::new(),
                    rows
                }]
            );
        }
    }
}
