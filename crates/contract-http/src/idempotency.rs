//! Repeated actions: the same answer under the same `idempotency-key` (rule 2, "Repetition", of the contract's
//! "Acting").
//!
//! The rule is here; where answers are kept is the server's affair ([`AnswerStore`]).

use auth_contract::{Flow, IDEMPOTENCY_HEADER, Problem, ProblemCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};

use crate::{Refusal, problem};

/// A request that may be repeated.
#[derive(Clone)]
pub struct RequestKey {
    pub flow_id: String,
    /// The header's value, see [`key_of`].
    pub key: String,
    /// A keyed hash of the body (such as HMAC-SHA-256). The body may hold a password, which a plain hash would let
    /// whoever reads the store guess.
    pub body: [u8; 32],
}

/// An HTTP answer as it was given. It may hold a TOTP seed, recovery codes or a session cookie: a store encrypts it, and
/// there is no `Debug`.
#[derive(Clone, Serialize, Deserialize)]
pub struct StoredAnswer {
    pub status: u16,
    pub body: String,
    /// Values of `set-cookie`.
    pub set_cookies: Vec<String>,
    /// Seconds.
    pub retry_after: Option<i64>,
}

/// What an idempotency key stands for.
pub enum Lookup {
    /// Nothing yet: carry the action out.
    Fresh,
    /// The same request was answered before.
    Answered(StoredAnswer),
    /// Another request was made under this key.
    OtherBody,
}

/// Keeps answers by flow and key, as long as the flow lives.
pub trait AnswerStore {
    type Error;

    /// What the key of `request` stands for in its flow. The body decides between [`Lookup::Answered`] and
    /// [`Lookup::OtherBody`].
    fn look_up(&self, request: &RequestKey) -> Result<Lookup, Self::Error>;

    /// Keeps `answer`, in the same transaction as what the action has changed.
    fn store(&self, request: &RequestKey, answer: &StoredAnswer) -> Result<(), Self::Error>;
}

/// The request's key, if it has one.
///
/// # Errors
/// `bad_request` unless it is 1 to 255 ASCII characters.
pub fn key_of<E: From<Refusal>>(headers: &HeaderMap) -> Result<Option<String>, E> {
    let Some(value) = headers.get(IDEMPOTENCY_HEADER) else { return Ok(None) };
    match value.to_str() {
        Ok(key) if (1..=255).contains(&key.len()) => Ok(Some(key.into())),
        _ => Err(Refusal::new(ProblemCode::BadRequest, "the idempotency key is not 1 to 255 ASCII characters").into()),
    }
}

/// The answer that `request` was given before; `None`: carry it out. Ask only for the flow of this browser.
///
/// # Errors
/// `bad_request` for another body under the same key, and what the store says.
pub fn replay<S: AnswerStore, E>(store: &S, request: &RequestKey) -> Result<Option<StoredAnswer>, E>
where
    E: From<Refusal> + From<S::Error>,
{
    match store.look_up(request)? {
        Lookup::Fresh => Ok(None),
        Lookup::Answered(answer) => Ok(Some(answer)),
        Lookup::OtherBody => {
            Err(Refusal::new(ProblemCode::BadRequest, "another request was made under this idempotency key").into())
        }
    }
}

/// Keeps `answer` for a repetition of `request`; `refused` is the code of the problem in it, if it is one.
pub fn keep<S: AnswerStore>(
    store: &S,
    request: &RequestKey,
    answer: &StoredAnswer,
    refused: Option<ProblemCode>,
) -> Result<(), S::Error> {
    if refused.is_some_and(passes) { Ok(()) } else { store.store(request, answer) }
}

/// Whether a refusal passes by itself. The same request may be made again later, and is then looked at anew.
const fn passes(refused: ProblemCode) -> bool {
    matches!(refused, ProblemCode::Locked | ProblemCode::RateLimited)
}

impl StoredAnswer {
    /// 200 with a flow.
    ///
    /// # Errors
    /// When the flow cannot be written as JSON.
    pub fn of_flow(flow: &Flow, set_cookies: Vec<String>) -> serde_json::Result<Self> {
        Ok(Self { status: 200, body: serde_json::to_string(flow)?, set_cookies, retry_after: None })
    }

    /// A problem with its own status.
    ///
    /// # Errors
    /// When the problem cannot be written as JSON.
    pub fn of_problem(problem: &Problem, set_cookies: Vec<String>) -> serde_json::Result<Self> {
        let body = serde_json::to_string(problem)?;
        Ok(Self { status: problem.status, body, set_cookies, retry_after: problem::retry_after(problem) })
    }
}

impl IntoResponse for StoredAnswer {
    fn into_response(self) -> Response {
        let Self { status, body, set_cookies, retry_after } = self;
        let media_type = if status < 400 { "application/json" } else { problem::MEDIA_TYPE };
        let cookies = set_cookies.into_iter().map(|line| (header::SET_COOKIE, line));
        let retry_after = retry_after.map(|seconds| (header::RETRY_AFTER, seconds.to_string()));
        let more = AppendHeaders(cookies.chain(retry_after).collect::<Vec<_>>());
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, media_type)], more, body).into_response()
    }
}
