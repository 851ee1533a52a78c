//! Why something was not done, before it becomes an HTTP answer.

use std::fmt;

use auth_contract::{FieldError, Flow, ProblemCode, Restart, Timestamp};
use axum::response::{IntoResponse, Response};
use http::StatusCode;

/// A refusal that the page can draw.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub code: ProblemCode,
    /// Differs from the code's own status for what HTTP itself refuses (404, 405, 413, 415).
    pub status: u16,
    /// For developers.
    pub title: &'static str,
    pub errors: Vec<FieldError>,
    pub retry_at: Option<Timestamp>,
    pub flow: Option<Box<Flow>>,
    pub restart: Option<Restart>,
}

impl Refusal {
    pub fn new(code: ProblemCode, title: &'static str) -> Self {
        Self { code, status: code.status(), title, errors: Vec::new(), retry_at: None, flow: None, restart: None }
    }

    /// `server_error`, for a store that failed. What the store says goes to the log and not to the person.
    pub fn of_failed_store(error: &dyn fmt::Display) -> Self {
        tracing::error!(%error, "the store failed");
        Self::new(ProblemCode::ServerError, "the server failed")
    }

    /// A refusal because of one field.
    pub fn of_field(code: ProblemCode, pointer: &'static str, title: &'static str) -> Self {
        Self { errors: vec![FieldError { pointer: pointer.into(), code, weakness: None }], ..Self::new(code, title) }
    }

    /// A refusal until `at`.
    pub fn until(code: ProblemCode, at: Timestamp, title: &'static str) -> Self {
        Self { retry_at: Some(at), ..Self::new(code, title) }
    }

    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    #[must_use]
    pub fn with_flow(self, flow: Flow) -> Self {
        Self { flow: Some(Box::new(flow)), ..self }
    }
}

impl IntoResponse for Refusal {
    /// An answer without a body, which [`crate::problem::finish`] turns into a problem and
    /// [`crate::plain_text::refusals`] into a line of text.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A handler returns `Result<_, Box<Refusal>>`: a refusal with a flow in it is large.
impl IntoResponse for Box<Refusal> {
    fn into_response(self) -> Response {
        (*self).into_response()
    }
}
