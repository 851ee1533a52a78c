//! The error type of handlers.

use axum::response::{IntoResponse, Response};
pub use contract_http::Refusal;

use crate::store::StoreError;

/// A refusal, or a store that failed.
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

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(refusal) => refusal.into_response(),
            Self::Store(error) => Refusal::of_failed_store(&error).into_response(),
        }
    }
}
