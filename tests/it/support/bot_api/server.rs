//! From an HTTP request to a call, and back.

use super::body::{self, Parameters};
use super::fault::{Fault, Refusal, answer};
use super::state::Call;
use super::{Shared, TOKEN, methods, spec};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, header::CONTENT_TYPE};
use serde_json::json;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What a file's link is called where faults are ordered.
pub const FILE_LINK: &str = "the link of a file";

const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// Serves until it is dropped.
pub async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let router = Router::new().fallback(respond).with_state(shared);
    axum::serve(listener, router)
        .await
        .expect("a loopback server ends with its test only");
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let segments: Vec<String> = path.split('/').skip(1).map(body::decode).collect();
    let bot = format!("bot{TOKEN}");
    match segments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [token, method] if token == bot => call(&shared, method, request).await,
        ["file", token, ref path @ ..] if token == bot => file(&shared, &path.join("/")).await,
        [token, _] if token.starts_with("bot") => refuse(Refusal::new(401, "Unauthorized")).await,
        _ => refuse(Refusal::new(404, "Not Found")).await,
    }
}

async fn refuse(refusal: Refusal) -> Response<Body> {
    Fault::from(refusal).respond().await
}

/// A method in any case, checked against the published fields before anything is done.
async fn call(shared: &Shared, method: &str, request: Request) -> Response<Body> {
    let Some((name, method)) = spec::method(method) else {
        shared.state().violation(&format!("{method} is no method"));
        return refuse(Refusal::new(404, "Not Found")).await;
    };
    let parameters = match read(method, request).await {
        Ok(parameters) => parameters,
        Err(why) => {
            let refusal = shared.state().violation(&format!("{name}: {why}"));
            return refuse(refusal).await;
        }
    };
    shared.state().calls.push(Call {
        method: name.to_owned(),
        parameters: parameters.values.clone(),
    });
    shared.changed();
    let fault = shared.state().take_fault(name);
    if let Some(fault @ (Fault::Answer { .. } | Fault::HangUp | Fault::Silence)) = fault {
        return fault.respond().await;
    }
    match (methods::call(shared, name, &parameters).await, fault) {
        (_, Some(lost)) => lost.respond().await,
        (Err(refusal), None) => refuse(refusal).await,
        (Ok(result), None) => {
            // Updates were judged when they happened; some are wrong on purpose.
            let problems = if name == "getUpdates" {
                Vec::new()
            } else {
                method.judge_answer(&result)
            };
            assert!(
                problems.is_empty(),
                "this server answers {name} wrongly: {problems:?}"
            );
            answer(200, json!({ "ok": true, "result": result }).to_string().into())
        }
    }
}

async fn read(method: &spec::Method, request: Request) -> Result<Parameters, String> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let content_type = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    let body = to_bytes(request.into_body(), BODY_LIMIT)
        .await
        .map_err(|error| error.to_string())?;
    let parameters = body::read(method, &query, &content_type, &body)?;
    let problems = method.judge(&parameters.values);
    if problems.is_empty() {
        Ok(parameters)
    } else {
        Err(problems.join(", "))
    }
}

async fn file(shared: &Shared, path: &str) -> Response<Body> {
    let fault = shared.state().take_fault(FILE_LINK);
    if let Some(fault) = fault {
        return fault.respond().await;
    }
    match shared.state().files.values().find(|file| file.path == path) {
        Some(file) => answer(200, file.bytes.clone().into()),
        None => answer(404, Body::empty()),
    }
}
