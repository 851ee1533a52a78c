//! Identity providers: other people's sign-in, by OpenID Connect (OpenID Connect Core 1.0, RFC 9700, RFC 9207).
//!
//! What comes from a provider is evidence about a person and never a sign-in by itself: this module ends with an
//! `Identity` or a `Fault`, and the flow decides what either of them means here.

mod begin;
mod client;
mod discovery;
mod outbound;
mod prompt;
mod providers;
mod redemption;

pub use begin::{begin, verdict};
pub use providers::Providers;
pub use redemption::redeem;
