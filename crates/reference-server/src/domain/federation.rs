//! Value types of identity providers: other people's sign-in, by OpenID Connect (OpenID Connect Core 1.0, RFC 9700,
//! RFC 9207).

mod attempt;
mod client_credential;
mod fault;
mod identity;
mod registration;

pub use attempt::{Answer, Asking, Attempt, Begun, Heard, state_fingerprint};
pub use client_credential::Credential;
pub use fault::{Fault, FaultKind};
pub use identity::Identity;
pub use registration::{
    Organization, Provider, Registrations, RegistrationsError, ResponseMode, SecondFactor, TokenAuth,
};

/// Where every provider sends its people back to, followed by the provider's id.
pub const CALLBACK: &str = "/auth/v1/federation/callback";
