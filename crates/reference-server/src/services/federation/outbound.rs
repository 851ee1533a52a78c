//! Requests to providers, with limits: a provider is not an attacker, but somebody may have taken its place.

use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};

use crate::domain::web_address;

/// Longest answer in bytes. Descriptions and key sets have a few kilobytes.
const MAX_ANSWER: usize = 256 * 1024;

/// Why there is no answer. Nothing of the request or of the answer stands in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    #[error("it cannot be reached")]
    Unreachable,
    #[error("it takes too long")]
    Slow,
    #[error("its answer is too long")]
    TooLong,
    #[error("it answers with status {0}")]
    Status(u16),
    #[error("the address to ask is neither https nor on this computer")]
    NotSecure,
}

/// Calls providers for `openidconnect`.
#[derive(Clone)]
pub struct Outbound {
    client: reqwest::Client,
    /// Whether it may be on this computer and unencrypted.
    may_be_local: bool,
    /// For one request, its answer included.
    patience: Duration,
}

impl Outbound {
    /// For the provider with this issuer.
    pub fn new(client: &reqwest::Client, issuer: &str, patience: Duration) -> Self {
        Self { client: client.clone(), may_be_local: issuer.starts_with("http://"), patience }
    }

    /// The answer to one request.
    pub async fn call(self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        tokio::time::timeout(self.patience, self.answer(request)).await.unwrap_or(Err(NoAnswer::Slow))
    }

    async fn answer(self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let (parts, body) = request.into_parts();
        let url = web_address::address(&parts.uri.to_string()).map_err(|_| NoAnswer::NotSecure)?;
        if url.scheme() != "https" && !self.may_be_local {
            return Err(NoAnswer::NotSecure);
        }
        let sent = self.client.request(parts.method, url).headers(parts.headers).body(body).send().await;
        let mut answer = sent.map_err(|_| NoAnswer::Unreachable)?;
        let status = answer.status();
        if status.is_server_error() || status == http::StatusCode::TOO_MANY_REQUESTS {
            return Err(NoAnswer::Status(status.as_u16()));
        }
        let mut read = http::Response::builder().status(status);
        if let Some(headers) = read.headers_mut() {
            *headers = answer.headers().clone();
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| NoAnswer::Unreachable)? {
            if body.len() + chunk.len() > MAX_ANSWER {
                return Err(NoAnswer::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        read.body(body).map_err(|_| NoAnswer::Unreachable)
    }
}
