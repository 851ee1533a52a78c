//! The endpoints for tools of the server's development mode.

use serde::Deserialize;
use serde_json::{Value, json};

/// A demo person, as `GET /dev/accounts` tells.
#[derive(Clone, Debug, Deserialize)]
pub struct Account {
    pub username: String,
    /// Empty for people who have none: they sign in elsewhere.
    #[serde(default, deserialize_with = "or_empty")]
    pub password: String,
    /// What the person is there to show: `enroll`, `totp`, `plain`, `locked` …
    pub purpose: String,
    /// Base32, for people who have an authenticator.
    #[serde(default)]
    pub totp_secret: Option<String>,
    /// Where codes are mailed to, for people who have an address on file.
    #[serde(default)]
    pub email: Option<String>,
    /// Where codes are sent to, E.164, for people who have a number on file.
    #[serde(default)]
    pub phone: Option<String>,
}

impl Account {
    /// The address on file.
    ///
    /// # Panics
    /// When the demo person has none.
    pub fn address(&self) -> &str {
        self.email.as_deref().unwrap_or_else(|| panic!("{self:?} has no address"))
    }

    /// The number on file.
    ///
    /// # Panics
    /// When the demo person has none.
    pub fn number(&self) -> &str {
        self.phone.as_deref().unwrap_or_else(|| panic!("{self:?} has no number"))
    }
}

fn or_empty<'de, D: serde::Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(value)?.unwrap_or_default())
}

/// The header of every request of the page (`docs/contract.md`).
const CLIENT_HEADER: &str = "x-portico";

/// A client for the server itself, past the proxy, so that the walk's traffic holds only what the browser sent.
#[derive(Clone, Debug)]
pub struct DevApi {
    client: reqwest::Client,
    base: String,
    host: String,
}

impl DevApi {
    pub(crate) fn new(port: u16, public_port: u16) -> Self {
        let client =
            crate::http_client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("an HTTP client");
        Self { client, base: format!("http://127.0.0.1:{port}"), host: format!("localhost:{public_port}") }
    }

    /// A request to the server with the public host name; for what the page itself never asks.
    pub fn request(&self, method: http::Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).header("host", &self.host)
    }

    /// `GET /dev/accounts`.
    pub async fn accounts(&self) -> Vec<Account> {
        let answer = self.request(http::Method::GET, "/dev/accounts").header("accept", "application/json");
        answer.send().await.expect("the server answers").json().await.expect("/dev/accounts is a list of accounts")
    }

    /// `POST /dev/clock`: moves the server's clock forward.
    pub async fn advance_clock(&self, seconds: u64) {
        let origin = format!("http://{}", self.host);
        let request = self.request(http::Method::POST, "/dev/clock").header("origin", origin);
        let answer = request.json(&json!({"advance_seconds": seconds})).send().await.expect("the server answers");
        assert!(answer.status().is_success(), "POST /dev/clock answered {}", answer.status());
    }

    /// The server's clock, Unix seconds (`GET /auth/v1/session` tells it to anybody).
    pub async fn now(&self) -> u64 {
        let request = self.request(http::Method::GET, "/auth/v1/session").header(CLIENT_HEADER, "1");
        let session: Value = request.send().await.expect("the server answers").json().await.expect("a session");
        session["server_time"].as_u64().expect("a session tells the server's time")
    }
}
