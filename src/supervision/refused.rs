//! What an operator asked for and cannot have; nothing was changed.

use crate::domain::secrecy::{find, find_mark, find_mark_in_name};
use std::ops::Range;
use std::time::Duration;

/// A refusal on the command line: says what is wrong and what to do. People in chat get
/// [`crate::domain::refusal::Refusal`], whose words are texts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// Ends a verb with a [`Refused`].
macro_rules! refuse {
    ($($arg:tt)*) => {
        return Err(anyhow::Error::new($crate::supervision::Refused(format!($($arg)*))))
    };
}

pub(crate) use refuse;

/// Refuses words that hold a number of a person or a secrecy mark: the ledger could never lose them again.
/// `what` names them: an option, or what they are.
///
/// # Errors
/// Refused when an ID number, a bank card number or a secrecy mark stands in them.
pub fn refuse_secrets(what: &str, words: &str) -> anyhow::Result<()> {
    if !find(words, &[]).is_empty() {
        refuse!("{what} may hold no ID number and no bank card number; name the document instead");
    }
    refuse_marked(what, find_mark(words))
}

/// Refuses a file by its name, as [`refuse_secrets`] does words.
///
/// # Errors
/// As there.
pub fn refuse_secret_name(what: &str, name: &str) -> anyhow::Result<()> {
    refuse_secrets(what, name)?;
    refuse_marked(what, find_mark_in_name(name))
}

fn refuse_marked(what: &str, mark: Option<Range<usize>>) -> anyhow::Result<()> {
    match mark {
        Some(_) => refuse!("{what} bears a secrecy mark; what is secret may not come in, not even its title"),
        None => Ok(()),
    }
}

/// How often a verb is run before the database's refusal stands.
const TRIES: u64 = 8;

/// Runs a verb again when the database asks for it (a deadlock, a serialisation failure), after a pause that grows
/// and differs, so that two that ran into each other do not do so again.
///
/// # Errors
/// What the verb ends with.
pub async fn with_retries<T, F, R>(mut verb: F) -> anyhow::Result<T>
where
    F: FnMut() -> R,
    R: Future<Output = anyhow::Result<T>>,
{
    for tried in 1..TRIES {
        match verb().await {
            Err(error)
                if error
                    .downcast_ref::<crate::store::StoreError>()
                    .is_some_and(crate::store::StoreError::wants_another_try) =>
            {
                tokio::time::sleep(pause(tried)).await;
            }
            outcome => return outcome,
        }
    }
    verb().await
}

/// Real milliseconds before another try.
fn pause(tried: u64) -> Duration {
    let mut chance = [0_u8; 1];
    // Without randomness the pause is the longest.
    let part = getrandom::fill(&mut chance).map_or(u64::from(u8::MAX), |()| u64::from(chance[0]));
    Duration::from_millis(tried * part / 4)
}
