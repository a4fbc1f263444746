//! A URL that may carry a password: shown without it.

use super::Secret;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Range;

/// A URL. Its password is shown as `***`; [`Address::expose`] is the only way to the whole text.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The whole URL, password included.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What stands before `://`; empty when there is no such thing.
    pub fn scheme(&self) -> &str {
        self.0.split_once("://").map_or("", |(scheme, _)| scheme)
    }

    /// The password as the URL spells it.
    pub fn password(&self) -> Option<Secret> {
        let span = self.user_password().or_else(|| self.query_password())?;
        Some(Secret::from(self.0[span].to_owned()))
    }

    /// From the first `:` after the scheme to the last `@`: rather too much than too little, since a password
    /// that was not percent-encoded may hold any character.
    fn user_password(&self) -> Option<Range<usize>> {
        let start = self.0.find("://").map_or(0, |at| at + 3);
        let end = start + self.0[start..].rfind('@')?;
        let colon = self.0[start..end].find(':')?;
        Some(start + colon + 1..end)
    }

    /// `?password=...`, which PostgreSQL's URLs allow too.
    fn query_password(&self) -> Option<Range<usize>> {
        let start = self.0.find("password=")? + "password=".len();
        let length = self.0[start..].find('&').unwrap_or(self.0.len() - start);
        Some(start..start + length)
    }
}

impl From<String> for Address {
    fn from(url: String) -> Self {
        Address(url)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.clone();
        for find in [Address::query_password, Address::user_password] {
            if let Some(span) = find(&shown) {
                shown.0.replace_range(span, "***");
            }
        }
        f.write_str(&shown.0)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::value::text(deserializer).map(Address)
    }
}
