//! Tests that read like a story: an app, a browser, a visit.

mod app;
mod browser;
mod messages;
mod provider;
mod security_key;
mod visit;

pub use app::{START, TestApp, everything_logged};
pub use browser::{Answer, Browser, param};
pub use messages::{another_code, change_password, choose, messages, newest_code, notices, request_reset, send_to};
pub use provider::FakeProvider;
pub use security_key::SecurityKey;
pub use visit::{
    Visit, acknowledge, back, choose_totp, identify, identify_with_password, recovery_code, restart, skip, submit_code,
    submit_password, switch_to, totp_code,
};
