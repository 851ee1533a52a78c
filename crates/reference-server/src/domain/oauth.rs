//! Value types and rules of OAuth 2.0 towards the products: authorization code with PKCE for public clients (RFC 6749,
//! 7636, 8252, 9207, 9700).

mod authorization_request;
mod clients;
pub mod query;
pub mod redirect_uri;

pub use authorization_request::{AuthorizationRequest, MAX_VERSION, Prompt};
pub use clients::{Client, Clients, RegistrationError};
