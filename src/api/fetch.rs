//! The client of the auth API over `fetch`.

use auth_contract::read::Read;
use auth_contract::{ActionRequest, BASE_PATH, CLIENT_HEADER, Flow, IDEMPOTENCY_HEADER, Problem};
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{JSON, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::AbortController;

use super::{Api, from_js, to_js};
use crate::flow::{ApiError, Call};
use crate::host::browser::timer;

/// After this many milliseconds without an answer the person is told.
const TIMEOUT: i32 = 10_000;

/// The auth API on the page's own origin.
#[derive(Clone, Copy, Debug, Default)]
pub struct FetchApi;

impl Api for FetchApi {
    async fn carry(&self, call: Call, locale: &'static str) -> Result<Box<Flow>, ApiError> {
        match call {
            Call::Start(start) => send(Method::POST, "/flows", Some(text(&start)?), None, locale).await,
            Call::Resume { flow } => send(Method::GET, &format!("/flows/{flow}"), None, None, locale).await,
            Call::Act { flow, request, key } => {
                let path = format!("/flows/{flow}/actions");
                send(Method::POST, &path, Some(action_text(&request)?), Some(&key), locale).await
            }
        }
        .map(Box::new)
    }
}

pub(super) fn text(body: &impl Serialize) -> Result<String, ApiError> {
    stringify(&to_js(body).map_err(|_| ApiError::Malformed(0))?)
}

/// An action with its revision beside its fields, as the contract has it.
pub(super) fn action_text(request: &ActionRequest) -> Result<String, ApiError> {
    let value = to_js(&request.action).map_err(|_| ApiError::Malformed(0))?;
    let _ = Reflect::set(&value, &"revision".into(), &request.revision.into());
    stringify(&value)
}

fn stringify(value: &JsValue) -> Result<String, ApiError> {
    JSON::stringify(value).map(String::from).map_err(|_| ApiError::Malformed(0))
}

async fn send(
    method: Method,
    path: &str,
    body: Option<String>,
    key: Option<&str>,
    locale: &str,
) -> Result<Flow, ApiError> {
    let abort = AbortController::new().map_err(|_| ApiError::Connection)?;
    let mut request = RequestBuilder::new(&format!("{BASE_PATH}{path}"))
        .method(method)
        .abort_signal(Some(&abort.signal()))
        .header("accept-language", locale)
        .header(CLIENT_HEADER, "1");
    if let Some(key) = key {
        request = request.header(IDEMPOTENCY_HEADER, key);
    }
    let request = match body {
        Some(body) => request.header("content-type", "application/json").body(body),
        None => request.build(),
    }
    .map_err(|_| ApiError::Connection)?;

    let deadline = timer::timeout(TIMEOUT, move || abort.abort());
    let lost = |_| if deadline.is_over() { ApiError::Timeout } else { ApiError::Connection };
    let response = request.send().await.map_err(lost)?;
    let status = response.status();
    let text = response.text().await.map_err(lost)?;
    if response.ok() {
        parse(&text, status)
    } else {
        Err(ApiError::Problem(Box::new(parse::<Problem>(&text, status)?)))
    }
}

fn parse<T: Read>(text: &str, status: u16) -> Result<T, ApiError> {
    JSON::parse(text).ok().and_then(from_js).ok_or(ApiError::Malformed(status))
}
