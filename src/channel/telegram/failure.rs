//! What a failed call means. teloxide has typed errors for some descriptions, several of them older than the
//! server's present words, and passes all others on as text: so the text decides, whichever way it came.

use crate::domain::message::Delivery;
use serde::Deserialize;
use std::error::Error;
use std::time::Duration;
use teloxide::{ApiError, RequestError};

/// Why a call did not go through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// Too many requests.
    TooFast(Duration),
    /// The group has another id from now on.
    Moved(i64),
    /// The server does not know the token.
    Unauthorized,
    /// The server's description of any other error.
    Refused(String),
    /// It did go through; only the answer has a form that teloxide does not know.
    Taken { message_id: Option<i64> },
    /// No answer, or none from a Bot API server. The call may have arrived.
    Unreachable(String),
}

/// Why a call that is not about a chat did not go through.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Try again.
    #[error("telegram: {why}")]
    Later {
        /// How long the server asks to wait.
        after: Option<Duration>,
        /// For operators.
        why: String,
    },
    /// Another process polls with the same token, or a webhook is set.
    #[error("telegram: another reader has this bot's updates: {0}")]
    Conflict(String),
    /// The token was revoked or mistyped: nothing works before somebody sets another.
    #[error("telegram refuses the token: check `telegram.token` against BotFather, and `telegram.api_url`")]
    Unauthorized,
    /// The server will never take this call.
    #[error("telegram: {0}")]
    Refused(String),
}

/// The part of an answer that every method shares, read where teloxide could not.
#[derive(Deserialize)]
struct Answer {
    ok: bool,
    description: Option<String>,
    parameters: Option<Parameters>,
    result: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Failure {
    /// Reads teloxide's error. The result never holds the token: it is in URLs only, and of those none is
    /// quoted.
    pub(super) fn of(error: &RequestError) -> Self {
        match error {
            RequestError::RetryAfter(wait) => Failure::TooFast(wait.duration()),
            RequestError::MigrateToChatId(id) => Failure::Moved(id.0),
            RequestError::Api(ApiError::InvalidToken) => Failure::Unauthorized,
            RequestError::Api(ApiError::Unknown(description)) => Failure::Refused(description.clone()),
            RequestError::Api(known) => Failure::Refused(known.to_string()),
            RequestError::Network(error) => Failure::of_network(error),
            RequestError::Io(error) => Failure::Unreachable(error.to_string()),
            RequestError::InvalidJson { raw, .. } => Failure::of_answer(raw),
        }
    }

    /// The kind of fault and its innermost cause; what stands between them quotes the URL.
    pub(super) fn of_network(error: &reqwest::Error) -> Self {
        let kind = if error.is_timeout() {
            "no answer in time"
        } else if error.is_connect() {
            "cannot connect"
        } else {
            "the connection broke"
        };
        match std::iter::successors(error.source(), |cause| (*cause).source()).last() {
            Some(root) => Failure::Unreachable(format!("{kind}: {root}")),
            None => Failure::Unreachable(kind.to_owned()),
        }
    }

    fn of_answer(raw: &str) -> Self {
        let Ok(answer) = serde_json::from_str::<Answer>(raw) else {
            return Failure::Unreachable("the answer is no Bot API answer".to_owned());
        };
        if answer.ok {
            let message_id = answer
                .result
                .and_then(|result| result.get("message_id")?.as_i64());
            return Failure::Taken { message_id };
        }
        match answer.parameters {
            Some(Parameters {
                migrate_to_chat_id: Some(id),
                ..
            }) => Failure::Moved(id),
            Some(Parameters {
                retry_after: Some(seconds),
                ..
            }) => Failure::TooFast(Duration::from_secs(seconds)),
            _ => Failure::Refused(answer.description.unwrap_or_else(|| "no description".to_owned())),
        }
    }
}

/// Descriptions of a call that has nothing left to do: the message looks so already or is not there any more, or
/// the press was so long ago that its waiting sign has ended by itself.
const DONE: [&str; 5] = [
    "Bad Request: message is not modified",
    "Bad Request: message to edit not found",
    "Bad Request: message can't be edited",
    "Bad Request: query is too old",
    "Bad Request: QUERY_ID_INVALID",
];

/// Descriptions that no message to this address will ever get past. `Unauthorized:` with a reason is the older
/// word for `Forbidden:`.
const GONE: [&str; 3] = ["Forbidden:", "Unauthorized:", "Bad Request: chat not found"];

/// Descriptions of a call that is wrong in itself.
const WRONG: [&str; 2] = ["Bad Request", "Request Entity Too Large"];

impl From<Failure> for Delivery {
    fn from(failure: Failure) -> Self {
        let starts_with = |why: &str, list: &[&str]| list.iter().any(|start| why.starts_with(start));
        match failure {
            Failure::TooFast(wait) => Delivery::Later {
                after: Some(wait),
                why: "too many requests".to_owned(),
            },
            Failure::Moved(id) => Delivery::Moved {
                address: id.to_string(),
            },
            Failure::Unauthorized => Delivery::Later {
                after: None,
                why: CallError::Unauthorized.to_string(),
            },
            Failure::Refused(why) if starts_with(&why, &DONE) => Delivery::Sent { remote_id: None },
            Failure::Refused(why) if starts_with(&why, &GONE) => Delivery::Gone { why },
            Failure::Refused(why) if starts_with(&why, &WRONG) => Delivery::Rejected { why },
            Failure::Refused(why) | Failure::Unreachable(why) => Delivery::Later { after: None, why },
            Failure::Taken { message_id } => Delivery::Sent {
                remote_id: message_id.map(|id| id.to_string()),
            },
        }
    }
}

impl From<Failure> for CallError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::TooFast(wait) => CallError::Later {
                after: Some(wait),
                why: "too many requests".to_owned(),
            },
            Failure::Unauthorized => CallError::Unauthorized,
            Failure::Refused(why) if why.starts_with("Conflict") || why.contains("webhook is active") => {
                CallError::Conflict(why)
            }
            Failure::Refused(why) if WRONG.iter().chain(&GONE).any(|start| why.starts_with(start)) => {
                CallError::Refused(why)
            }
            Failure::Moved(id) => CallError::Refused(format!("unexpected move to {id}")),
            Failure::Taken { .. } => CallError::Refused("the answer has an unknown form".to_owned()),
            Failure::Refused(why) | Failure::Unreachable(why) => CallError::Later { after: None, why },
        }
    }
}
