//! What a request brings with it, and what an action came to.

use auth_contract::{FieldError, ProblemCode, Secret, Timestamp};

use crate::{base::vault::Fingerprint, domain::messages::Agent};

/// What a request brings with it beside the action.
#[derive(Clone, Copy)]
pub struct Bearer<'a> {
    /// The image of the session cookie.
    pub session: Option<&'a Fingerprint>,
    /// The image of the device cookie.
    pub device: Option<&'a Fingerprint>,
    /// The browser.
    pub agent: &'a Agent,
}

/// What an action came to.
#[derive(Debug, Default)]
pub struct Performed {
    pub refused: Option<Refused>,
    /// The value of the new session cookie.
    pub session: Option<Secret>,
    /// The value of the new device cookie.
    pub device: Option<Secret>,
    pub message: Option<Outgoing>,
}

/// A message that waits in the outbox for the end of the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// The person is told whether it could be handed over.
    Awaited(i64),
    /// The person is told nothing: that it went out would tell who has an account.
    Silent(i64),
}

/// Why an action was not accepted. It may have changed the flow all the same (attempts left).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub code: ProblemCode,
    pub errors: Vec<FieldError>,
    pub retry_at: Option<Timestamp>,
}

impl Refused {
    pub fn new(code: ProblemCode) -> Self {
        Self { code, errors: Vec::new(), retry_at: None }
    }

    pub fn field(code: ProblemCode, pointer: &str) -> Self {
        Self { errors: vec![FieldError { pointer: pointer.into(), code, weakness: None }], ..Self::new(code) }
    }

    pub fn until(code: ProblemCode, at: Timestamp) -> Self {
        Self { retry_at: Some(at), ..Self::new(code) }
    }
}
