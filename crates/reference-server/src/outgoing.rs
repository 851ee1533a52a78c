//! The server as a client of others: one HTTP client, and whom it may talk to unencrypted.

use reqwest::{Client, Url, redirect::Policy};

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

/// An address to call: `https:`, or this computer.
pub fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| "an https:// address is wanted".to_owned())?;
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let is_loopback = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback => Ok(url),
        _ => Err("an https:// address is wanted: what is sent there is secret".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_called_unencrypted() {
        for fine in
            ["https://sms.example.com/send", "http://localhost:9999/", "http://127.0.0.1:1/x", "http://[::1]:1/"]
        {
            assert!(address(fine).is_ok(), "{fine}");
        }
        for wrong in ["http://sms.example.com/", "http://localhost.example.com/", "ftp://localhost/", "sms.example.com"]
        {
            assert!(address(wrong).is_err(), "{wrong}");
        }
        assert!(client().is_ok());
    }
}
