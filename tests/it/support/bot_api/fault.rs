//! What a server can do to a call instead of answering it well.

use axum::body::{Body, Bytes};
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};
use std::io;

/// What happens to one call.
#[derive(Debug, Clone)]
pub enum Fault {
    /// This answer, and nothing is done.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body as it stands.
        body: String,
    },
    /// The connection breaks in the middle of the answer, and nothing is done.
    HangUp,
    /// No answer ever comes, and nothing is done.
    Silence,
    /// The call is done, and the connection breaks in the middle of the answer.
    LoseAnswer,
}

impl Fault {
    /// An error in the Bot API's own form.
    pub fn error(code: u16, description: &str) -> Fault {
        Refusal::new(code, description).into()
    }

    /// Too many requests.
    pub fn retry_after(seconds: u32) -> Fault {
        let description = format!("Too Many Requests: retry after {seconds}");
        Refusal {
            parameters: Some(json!({ "retry_after": seconds })),
            ..Refusal::new(429, &description)
        }
        .into()
    }

    /// The page of a web server whose Bot API server is down.
    pub fn bad_gateway() -> Fault {
        Fault::Answer {
            status: 502,
            body: "<html><h1>502 Bad Gateway</h1></html>".to_owned(),
        }
    }
}

/// An error in the Bot API's own form.
#[derive(Debug)]
pub struct Refusal {
    code: u16,
    description: String,
    parameters: Option<Value>,
}

impl Refusal {
    /// Without parameters.
    pub fn new(code: u16, description: &str) -> Self {
        Refusal {
            code,
            description: description.to_owned(),
            parameters: None,
        }
    }

    /// The caller did something wrong.
    pub fn bad_request(what: &str) -> Self {
        Refusal::new(400, &format!("Bad Request: {what}"))
    }

    /// The group has another id now.
    pub fn upgraded(to: i64) -> Self {
        let refusal = Refusal::bad_request("group chat was upgraded to a supergroup chat");
        Refusal {
            parameters: Some(json!({ "migrate_to_chat_id": to })),
            ..refusal
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        let mut body = json!({ "ok": false, "error_code": refusal.code, "description": refusal.description });
        if let Some(parameters) = refusal.parameters {
            body["parameters"] = parameters;
        }
        Fault::Answer {
            status: refusal.code,
            body: body.to_string(),
        }
    }
}

impl Fault {
    /// The answer that the client sees.
    pub async fn respond(self) -> Response<Body> {
        match self {
            Fault::Answer { status, body } => answer(status, body.into()),
            Fault::HangUp | Fault::LoseAnswer => answer(200, broken_off()),
            Fault::Silence => std::future::pending().await,
        }
    }
}

/// An answer of this status and body.
pub fn answer(status: u16, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).expect("the status of a test is one");
    response
}

fn broken_off() -> Body {
    let pieces = [
        Ok(Bytes::from_static(b"{\"ok\":true,\"resu")),
        Err(io::Error::other("hang up")),
    ];
    Body::from_stream(futures_util::stream::iter(pieces))
}
