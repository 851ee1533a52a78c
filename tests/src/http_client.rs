//! The HTTP client of the end-to-end tests.

use std::sync::Once;

/// A client without a proxy. All servers of the tests are on this computer and speak plain HTTP, but cargo compiles one
/// reqwest for the workspace, with the features of the reference server: it wants a TLS provider before it builds any client.
pub fn builder() -> reqwest::ClientBuilder {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Another part of the process may have installed one, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder().no_proxy()
}
