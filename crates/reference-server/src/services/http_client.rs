//! The HTTP client with which this server calls others: text message gateways, identity providers, lists of leaked passwords.

use reqwest::{Client, redirect::Policy};

/// This computer has nothing to check certificates with.
#[derive(Debug, thiserror::Error)]
#[error("no HTTP client: {0}")]
pub struct NoClient(#[from] reqwest::Error);

/// A client that follows no redirects: what it sends is for one receiver.
pub fn client() -> Result<Client, NoClient> {
    // Already installed by an earlier call is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(Client::builder().redirect(Policy::none()).user_agent("portico-reference-server").build()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_client() {
        assert!(client().is_ok());
    }
}
