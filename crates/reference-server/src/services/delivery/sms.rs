//! Text messages by an HTTP gateway: one `POST` of JSON a message.

use std::{fmt, time::Duration};

use auth_contract::Secret;
use http::StatusCode;
use reqwest::{Client, Url};
use serde::Serialize;

use super::tried::Tried;
use crate::domain::messages::Message;

const TIMEOUT: Duration = Duration::from_secs(4);

/// How text messages go out.
#[derive(Clone, Debug)]
pub struct SmsSettings {
    /// Gets `{"to": "+47…", "text": "…"}`.
    pub webhook: Url,
    /// Sent as a bearer token (RFC 6750 section 2.1).
    pub token: Option<Secret>,
}

/// A text message gateway.
#[derive(Clone)]
pub struct SmsGateway {
    client: Client,
    settings: SmsSettings,
}

impl fmt::Debug for SmsGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmsGateway").finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Body<'a> {
    to: &'a str,
    text: &'a str,
}

impl SmsGateway {
    pub fn new(settings: SmsSettings, client: Client) -> Self {
        Self { client, settings }
    }

    pub async fn send(&self, message: &Message) -> Tried {
        let body = Body { to: &message.to, text: &message.text };
        let request = self.client.post(self.settings.webhook.clone()).timeout(TIMEOUT).json(&body);
        // A gateway that keeps it sends one message, however often it is asked.
        let request = request.header("idempotency-key", &message.id);
        let request = match &self.settings.token {
            Some(token) => request.bearer_auth(token.expose()),
            None => request,
        };
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Tried::Sent,
            Ok(answer) => {
                tracing::warn!(status = answer.status().as_u16(), "the text message gateway");
                match answer.status() {
                    StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Tried::NotNow,
                    _ => Tried::Refused,
                }
            }
            Err(error) => {
                let never_reached = error.is_connect();
                tracing::warn!(error = %error.without_url(), "the text message gateway");
                if never_reached { Tried::NotNow } else { Tried::Unknown }
            }
        }
    }
}
