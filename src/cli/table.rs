//! Tables for people: columns line up also where Chinese characters take two places.

use super::out::Out;
use crate::domain::timeline::Light;
use clap::builder::styling::{AnsiColor, Style};
use std::fmt::Display;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

const GAP: usize = 2;
const NOTHING: &str = "-";

/// A table under way.
pub struct Table {
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

/// One cell: a line of text, perhaps with a colour.
pub struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    /// A text; line breaks become spaces.
    pub fn new(text: impl Display) -> Cell {
        Cell {
            text: text.to_string().replace(['\n', '\r', '\t'], " "),
            style: Style::new(),
        }
    }

    /// A value that may be missing.
    pub fn maybe(value: Option<impl Display>) -> Cell {
        value.map_or_else(|| Cell::new(NOTHING), Cell::new)
    }

    /// A light in its colour.
    pub fn light(light: Light) -> Cell {
        let colour = match light {
            Light::None => return Cell::new(NOTHING),
            Light::Green => AnsiColor::Green,
            Light::Blue => AnsiColor::Blue,
            Light::Yellow => AnsiColor::Yellow,
            Light::Orange => AnsiColor::BrightRed,
            Light::Red => AnsiColor::Red,
        };
        Cell {
            style: colour.on_default(),
            ..Cell::new(super::word::word_of(&light))
        }
    }

    fn width(&self) -> usize {
        self.text.width()
    }
}

impl<T: Display> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell::new(text)
    }
}

impl Table {
    /// A table with these columns.
    pub fn new<const N: usize>(columns: [&str; N]) -> Table {
        let bold = |column| Cell {
            style: Style::new().bold(),
            ..Cell::new(column)
        };
        Table {
            head: columns.map(bold).into(),
            rows: Vec::new(),
        }
    }

    /// Adds a row of as many cells as there are columns.
    pub fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.into());
    }

    /// Writes it; a table without rows is the word `none`.
    ///
    /// # Errors
    /// When nobody takes it.
    pub fn write(&self, out: &mut Out<'_>) -> io::Result<()> {
        if self.rows.is_empty() {
            return writeln!(out, "none");
        }
        let lines = || std::iter::once(&self.head).chain(&self.rows);
        let widths: Vec<usize> = (0..self.head.len())
            .map(|column| lines().filter_map(|line| line.get(column)).map(Cell::width).max())
            .map(Option::unwrap_or_default)
            .collect();
        lines().try_for_each(|line| write_line(line, &widths, out))
    }
}

fn write_line(line: &[Cell], widths: &[usize], out: &mut Out<'_>) -> io::Result<()> {
    for (at, (cell, width)) in line.iter().zip(widths).enumerate() {
        let Cell { text, style } = cell;
        if out.colours {
            write!(out, "{style}{text}{style:#}")?;
        } else {
            out.write_all(text.as_bytes())?;
        }
        if at + 1 < line.len() {
            write!(out, "{:1$}", "", width - cell.width() + GAP)?;
        }
    }
    writeln!(out)
}
