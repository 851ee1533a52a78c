//! The types on the wire between the sign-in page and an auth server, version 1.
//!
//! The rules that the types cannot express stand in `docs/contract.md`. Everything here is additive within v1:
//! readers ignore fields they do not know, and enums that a server may extend have an `Unknown` variant.

#[macro_use]
mod macros;

mod action;
mod config;
mod flow;
#[cfg(all(feature = "openapi", not(target_arch = "wasm32")))]
pub mod openapi;
mod problem;
mod raw_json;
pub mod read;
pub mod samples;
mod secret;
mod session;
mod step;
mod time;
mod words;

pub use action::{Action, ActionRequest, ActionType};
pub use config::{Config, ConfigNotice, LocalizedText};
pub use flow::{ClientInfo, Flow, FlowNotice, FlowStatus, StartClient, StartFlow, Subject};
pub use problem::{FieldError, Problem, ProblemCode, Restart};
pub use raw_json::RawJson;
pub use secret::Secret;
pub use session::{Session, SignedOut};
pub use step::*;
pub use time::Timestamp;
pub use words::{
    ClientPlatform, DeniedCode, EnrollReason, FederationReason, FlowKind, Handoff, IdentifierType, Method, NoticeCode,
    PasswordChangeReason, PasswordWeakness, ProviderKind,
};

/// Where the API lives below the origin of the page.
pub const BASE_PATH: &str = "/auth/v1";

/// The header that every request of the page carries. A cross-origin form cannot set it (CSRF defence in depth).
pub const CLIENT_HEADER: &str = "x-portico";

/// The header with the key under which the server replays a stored answer
/// (draft-ietf-httpapi-idempotency-key-header).
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";
