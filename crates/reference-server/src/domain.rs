//! Layer 3: rules and value types. No SQL, no HTTP requests, no handlers.

pub mod federation;
pub mod identifier;
pub mod messages;
pub mod new_password;
pub mod oauth;
pub mod passkeys;
pub mod passwords;
pub mod phone;
pub mod recovery_code;
pub mod sent_code;
pub mod throttle;
pub mod totp;
pub mod typed_code;
pub mod update_gate;
pub mod web_address;
