//! What an operator asked for and cannot have; nothing was changed.

use crate::domain::secrecy::find;

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

/// Refuses a proof or reason that holds a number of a person: the ledger could never lose it again.
///
/// # Errors
/// Refused when an ID number or a bank card number stands in it.
pub fn refuse_numbers(words: &str) -> anyhow::Result<()> {
    if find(words, &[]).is_empty() {
        return Ok(());
    }
    refuse!("a proof or reason may hold no ID number and no bank card number; name the document instead")
}

/// Runs a verb again when the database asks for it (a deadlock, a serialisation failure).
///
/// # Errors
/// What the verb ends with.
pub async fn with_retries<T, F, R>(mut verb: F) -> anyhow::Result<T>
where
    F: FnMut() -> R,
    R: Future<Output = anyhow::Result<T>>,
{
    const TRIES: usize = 5;
    for _ in 1..TRIES {
        match verb().await {
            Err(error)
                if error
                    .downcast_ref::<crate::store::StoreError>()
                    .is_some_and(crate::store::StoreError::wants_another_try) => {}
            outcome => return outcome,
        }
    }
    verb().await
}
