//! Why a file cannot be read at all; what is wrong with single rows is a `RowProblem`.

/// A file that is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// Neither a workbook of today nor one of old.
    #[error("this is no xlsx workbook; save it as .xlsx in Excel or WPS")]
    NotAWorkbook,
    /// `.xls` or `.et`.
    #[error("this is an old workbook (.xls, .et); save it as .xlsx in Excel or WPS")]
    OldFormat,
    /// Encrypted.
    #[error("the workbook is protected by a password; take the password off and save it again")]
    Password,
    /// More than any ledger holds.
    #[error("the workbook is too large: {0}")]
    TooLarge(String),
    /// A part of it cannot be read.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// A column of a clue register that says whom a clue is about, or what it says.
    #[error(
        "sheet `{sheet}`, column {column} `{header}`: names, posts and contents of clues may not come in; delete the \
         column, keep codes, organs and days, and import again"
    )]
    ClueContent {
        /// Name of the sheet.
        sheet: String,
        /// Letter of the column.
        column: String,
        /// Its header.
        header: String,
    },
    /// A column of a clue register that nobody knows.
    #[error(
        "sheet `{sheet}`, column {column} `{header}`: a clue register holds codes, organs and days only, and this \
         is none of its columns; delete the column and import again"
    )]
    ClueColumn {
        /// Name of the sheet.
        sheet: String,
        /// Letter of the column.
        column: String,
        /// Its header.
        header: String,
    },
    /// Something beside a clue register.
    #[error("sheet `{sheet}` stands beside a clue register; delete it, a clue register is imported alone")]
    ClueSheet {
        /// Name of the sheet.
        sheet: String,
    },
    /// A secrecy mark outside the cells.
    #[error(
        "{place} bears the secrecy mark `{mark}`; what is secret may not come in: deal with the file as the rules \
         on secrets say, and make another of what is not secret"
    )]
    Marked {
        /// Where.
        place: &'static str,
        /// The mark alone.
        mark: String,
    },
    /// A person's number outside the cells.
    #[error("{place} holds an ID number or a bank card number; take it out and import again")]
    Numbered {
        /// Where.
        place: &'static str,
    },
    /// No visible sheet has known headers.
    #[error("no sheet has known headers; seen: {}; wanted: {wanted}", or_nothing(.seen))]
    UnknownHeaders {
        /// The likeliest header row of each visible sheet.
        seen: Vec<String>,
        /// The headers that each known kind of workbook needs.
        wanted: String,
    },
}

fn or_nothing(seen: &[String]) -> String {
    if seen.is_empty() {
        "nothing".to_owned()
    } else {
        seen.join("; ")
    }
}
