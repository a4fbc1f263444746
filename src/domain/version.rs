//! Versions of the data that dates are counted from: adopted rulebooks, imported holiday papers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A rulebook as it was adopted; matters name the version that they were made under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulebookVersion {
    /// Row.
    pub id: i64,
    /// The rulebook's own version name.
    pub version: String,
    /// Its full text.
    pub content: String,
    /// Business instant.
    pub adopted_at: DateTime<Utc>,
}

/// The holiday paper of one year that open dates were last counted with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarYear {
    /// Row.
    pub id: i64,
    /// The paper's year.
    pub year: i64,
    /// The file's text.
    pub content: String,
    /// Business instant.
    pub imported_at: DateTime<Utc>,
}
