//! Layer 4: a sign-in under way.
//!
//! `table` is the pure part and holds every decision: (state, event, facts) → state. `perform` looks up the facts,
//! checks what the person sent and carries out the effects, in one transaction. `view` writes the contract's `Flow`.
//! Nothing here waits for anybody: what takes long is done before, and handed in as a [`Verdict`].

pub mod admin;
pub mod authenticator_secret;
pub mod authorization_code;
pub mod ceremony;
pub mod code_message;
pub mod completion;
pub mod context;
pub mod cookie_fingerprint;
pub mod departure;
pub mod external_sign_in;
pub mod facts;
pub mod notice;
pub mod pending_request;
pub mod perform;
mod record;
pub mod sent_code;
pub mod sign_in;
mod state;
pub mod table;
pub mod throttle_subject;
pub mod update;
mod verdict;
pub mod view;

pub use context::Context;
pub use perform::federated;
pub use record::{
    About, CHALLENGE_ATTEMPTS, ENROLL_ATTEMPTS, FlowRecord, IDLE_LIFETIME, LONGEST_LIFETIME, PASSKEYS, RECOVERY_CODES,
};
pub use state::{Departure, First, PendingLink, Second, Stage, State, Via};
pub use verdict::Verdict;
