//! Layer 5: work with the outside, and the logic of OAuth 2.0: delivery, identity providers, lists of leaked passwords.

pub mod breach_list;
pub mod delivery;
pub mod federation;
pub mod http_client;
pub mod oauth;
pub mod password_check;
