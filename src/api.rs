//! The port to the auth server, and its client over `fetch`.

mod de;
mod fetch;
mod ser;
#[cfg(test)]
mod tests;

use auth_contract::Flow;

use crate::flow::{ApiError, Call};

pub use de::from_js;
pub use ser::to_js;

/// Sends a call to a server and returns its answer. The page has no other connection to a back end: another identity
/// server is another implementation of this.
pub trait Api {
    /// Carries out `call`. `locale` is the language on screen, for words that the server writes (mail, text messages).
    fn carry(&self, call: Call, locale: &'static str) -> impl Future<Output = Result<Box<Flow>, ApiError>>;
}

pub use fetch::FetchApi;
