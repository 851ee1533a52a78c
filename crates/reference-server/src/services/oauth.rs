//! OAuth 2.0 towards the products: what their requests lead to (RFC 6749, 7636, 9207, 9700).

pub mod authorize;
pub mod token;
pub mod userinfo;
