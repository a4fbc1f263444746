//! What a relay's answer means for a mail.

use super::header::one_line;
use crate::domain::message::Delivery;
use lettre::transport::smtp::Error;
use std::io;

/// Longest words of a relay that are kept.
const LONGEST: usize = 300;

/// How far a mail had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Until the relay listens to us.
    Connecting,
    /// Telling who we are. Words of the relay are not repeated: they may hold what it was told.
    LoggingIn,
    /// Asking for a new mail.
    From,
    /// Naming the reader.
    To,
    /// Handing it over.
    Content,
}

/// A mail that was not taken.
#[derive(Debug)]
pub struct Failure {
    /// How far it had come.
    pub stage: Stage,
    /// The relay's code; none where it did not answer.
    pub code: Option<u16>,
    /// For operators.
    pub why: String,
}

impl Failure {
    /// Of lettre's error.
    pub fn at(stage: Stage, error: &Error) -> Failure {
        let code = error.status().and_then(|code| code.to_string().parse().ok());
        let why = match (stage, code) {
            (Stage::LoggingIn, Some(code)) => format!("the relay refuses user and password ({code})"),
            _ => shortened(&error.to_string()),
        };
        Failure { stage, code, why }
    }

    /// Of a connection.
    pub fn io(error: &io::Error) -> Failure {
        Failure {
            stage: Stage::Connecting,
            code: None,
            why: shortened(&error.to_string()),
        }
    }

    /// Whether the connection is as good as before: the relay has answered and still listens.
    pub fn leaves_connection(&self) -> bool {
        self.code.is_some_and(|code| code != 421)
    }

    /// A kept connection that had ended while nobody used it: nothing was handed over.
    pub fn is_stale(&self) -> bool {
        self.stage == Stage::From && !self.leaves_connection()
    }

    /// Nothing will ever arrive at the address: the relay says so of the mailbox, and not of us, of this mail or of
    /// a mailbox that is full.
    fn is_gone(&self) -> bool {
        let detail = self
            .why
            .split(|sign: char| !sign.is_ascii_digit() && sign != '.')
            .find(|word| word.starts_with("5.") && word.split('.').count() == 3);
        self.stage == Stage::To
            && match detail {
                Some(detail) => detail.starts_with("5.1.") || detail == "5.2.1",
                None => matches!(self.code, Some(550 | 551 | 553)),
            }
    }
}

impl From<Failure> for Delivery {
    fn from(failure: Failure) -> Delivery {
        let is_gone = failure.is_gone();
        let Failure { stage, code, why } = failure;
        match (stage, code) {
            _ if is_gone => Delivery::Gone { why },
            (Stage::To | Stage::Content, Some(500..)) => Delivery::Rejected { why },
            // What a relay has against us is mended by the operator: until then the mail waits.
            _ => Delivery::Later { after: None, why },
        }
    }
}

fn shortened(why: &str) -> String {
    one_line(why).chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::{Failure, Stage};
    use crate::domain::message::Delivery;

    fn became(stage: Stage, code: Option<u16>, why: &str) -> &'static str {
        let why = why.to_owned();
        match Delivery::from(Failure { stage, code, why }) {
            Delivery::Gone { .. } => "gone",
            Delivery::Rejected { .. } => "rejected",
            Delivery::Later { .. } => "later",
            Delivery::Sent { .. } | Delivery::Moved { .. } => "sent",
        }
    }

    #[test]
    fn only_what_is_said_of_the_mailbox_closes_an_address() {
        assert_eq!(became(Stage::To, Some(550), "5.1.1 no such user"), "gone");
        assert_eq!(became(Stage::To, Some(550), "no such user"), "gone");
        assert_eq!(became(Stage::To, Some(550), "mailbox 5.2.1 disabled"), "gone");
        assert_eq!(became(Stage::To, Some(552), "5.2.2 mailbox full"), "rejected");
        assert_eq!(
            became(Stage::To, Some(554), "5.7.1 relay access denied"),
            "rejected"
        );
        assert_eq!(became(Stage::Content, Some(554), "5.7.1 no spam"), "rejected");
        assert_eq!(became(Stage::To, Some(450), "4.2.0 greylisted"), "later");
        assert_eq!(became(Stage::Content, None, "connection reset"), "later");
        assert_eq!(became(Stage::LoggingIn, Some(535), "5.7.8"), "later");
        assert_eq!(became(Stage::From, Some(550), "5.1.8 bad sender"), "later");
    }
}
