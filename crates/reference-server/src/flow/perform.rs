//! Carries out one action on one flow, in one transaction.

mod code;
mod destination;
mod dispatch;
mod enroll;
mod enter;
mod federated;
mod new_password;
mod passkey;
mod password;
mod performance;
mod performed;
mod reset;
mod send_code;
mod totp;

pub use dispatch::perform;
pub use federated::federated;
pub use performed::{Bearer, Outgoing, Performed, Refused};
