//! Why something was not done, before it becomes an HTTP answer.

use auth_contract::{FieldError, Flow, ProblemCode, Restart, Timestamp};

use crate::store::StoreError;

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

/// Why a handler has no answer of its own.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("refused: {}", .0.title)]
    Refused(Box<Refusal>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
