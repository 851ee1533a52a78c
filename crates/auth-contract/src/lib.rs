//! The JSON types that the sign-in page and an authentication server exchange, version 1.
//!
//! `docs/contract.md` states the rules that the types cannot express. Changes within v1 are additive: readers ignore
//! unknown fields, and enums that a server may extend have an `Unknown` variant.

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

/// Base path of the API, below the origin of the page.
pub const BASE_PATH: &str = "/auth/v1";

/// The header that the page sends with every request. A cross-origin form cannot set it (CSRF defence in depth).
pub const CLIENT_HEADER: &str = "x-portico";

/// The header with the idempotency key: for the same key the server replays the stored response
/// (draft-ietf-httpapi-idempotency-key-header).
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";
