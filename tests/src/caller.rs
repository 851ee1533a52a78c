//! Somebody's own program in place of the page: it speaks the contract and nothing holds it back. For strangers,
//! forgers and impatient people; what a person sees needs a browser.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::{HeaderValue, Method};
use serde_json::{Value, json};

use crate::Product;
use crate::clock::Stopwatch;
use crate::dev_api::{Account, DevApi};

/// Every step, so that the server withholds none.
const STEPS: [&str; 21] = [
    "identify",
    "password",
    "federation_redirect",
    "mfa_challenge",
    "mfa_enroll_select",
    "totp_enroll",
    "otp_destination",
    "otp_enroll",
    "passkey_enroll",
    "recovery_codes",
    "password_change",
    "password_reset_request",
    "password_reset_code",
    "app_update",
    "introduction",
    "device_pin_set",
    "device_pin_verify",
    "organization_select",
    "confirm",
    "complete",
    "denied",
];

/// A program with a cookie jar of its own.
#[derive(Clone, Debug)]
pub struct Caller {
    api: DevApi,
    origin: String,
    cookies: Vec<(String, String)>,
}

/// One answer, with how long it took.
#[derive(Clone, Debug)]
pub struct Answer {
    pub took: Duration,
    pub status: u16,
    /// Sorted by name.
    pub headers: Vec<(String, String)>,
    pub body: Value,
}

impl Answer {
    /// The flow as it is now: the answer itself, or the one that came with a problem.
    pub fn flow(&self) -> &Value {
        if self.body["flow"].is_object() { &self.body["flow"] } else { &self.body }
    }

    /// The tag of the step as it is now; empty without a flow.
    pub fn step(&self) -> &str {
        self.flow()["step"]["type"].as_str().unwrap_or_default()
    }

    /// The code of the problem; empty when all went well.
    pub fn problem(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// A moment that the step tells, Unix seconds.
    ///
    /// # Panics
    /// When the step does not tell it.
    pub fn moment(&self, name: &str) -> u64 {
        self.flow()["step"][name].as_u64().unwrap_or_else(|| panic!("no {name} in {}", self.body))
    }
}

/// A flow under way, as the program last heard of it.
#[derive(Clone, Debug)]
pub struct Visit {
    pub id: String,
    pub last: Answer,
}

impl Visit {
    /// The tag of the step that the program is at.
    pub fn step(&self) -> &str {
        self.last.step()
    }
}

impl Caller {
    /// A program that nobody has used yet.
    pub async fn of(product: &Product) -> Self {
        Self { api: product.api().await, origin: product.origin(), cookies: Vec::new() }
    }

    /// Who is signed in with the cookies of this program (`GET /auth/v1/session`), without the moment of the answer.
    pub async fn session(&self) -> Value {
        let request = self.api.request(Method::GET, "/auth/v1/session").header("x-portico", "1");
        let answer = request.header("cookie", self.cookie_header()).send().await.expect("an answer");
        let mut session: Value = answer.json().await.expect("a session");
        session["server_time"] = Value::Null;
        session
    }

    fn cookie_header(&self) -> String {
        let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// Sends a body to a path of the API under a key of its own.
    pub async fn posts(&mut self, path: &str, body: &Value) -> Answer {
        self.posts_as(&unique_key(), path, body).await
    }

    /// The same under a certain idempotency key.
    pub async fn posts_as(&mut self, key: &str, path: &str, body: &Value) -> Answer {
        let request = self
            .api
            .request(Method::POST, path)
            .header("x-portico", "1")
            .header("origin", &self.origin)
            .header("cookie", self.cookie_header())
            .header("idempotency-key", key)
            .json(body);
        let watch = Stopwatch::start();
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await.expect("a body");
        let took = watch.elapsed();
        self.keep(headers.get_all("set-cookie").iter());
        let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        headers.sort();
        Answer { took, status, headers, body: serde_json::from_slice(&bytes).unwrap_or_default() }
    }

    /// As a browser does; a cookie that is set to nothing is gone.
    fn keep<'a>(&mut self, set: impl Iterator<Item = &'a HeaderValue>) {
        for cookie in set.filter_map(|value| value.to_str().ok()) {
            let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) else { continue };
            self.cookies.retain(|(kept, _)| kept != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    /// Begins a flow of a kind (`sign_in`, `recover`).
    pub async fn starts(&mut self, kind: &str) -> Visit {
        let start = json!({"kind": kind, "locale": "en", "client": {"platform": "web"}, "supported_steps": STEPS});
        let last = self.posts("/auth/v1/flows", &start).await;
        assert_eq!(last.status, 201, "{}", last.body);
        Visit { id: last.body["id"].as_str().expect("an id").to_owned(), last }
    }

    /// Carries out an action (an object with its `type`) on the flow as it is now, and notes what came of it.
    pub async fn acts(&mut self, visit: &mut Visit, action: Value) -> Answer {
        self.acts_as(&unique_key(), visit, action).await
    }

    /// The same under a certain idempotency key.
    pub async fn acts_as(&mut self, key: &str, visit: &mut Visit, mut action: Value) -> Answer {
        action["revision"] = visit.last.flow()["revision"].clone();
        let answer = self.posts_as(key, &format!("/auth/v1/flows/{}/actions", visit.id), &action).await;
        if answer.flow()["step"].is_object() {
            visit.last = answer.clone();
        }
        answer
    }

    /// A sign-in up to the step after the password.
    pub async fn signs_in_as(&mut self, account: &Account) -> Visit {
        let mut visit = self.starts("sign_in").await;
        self.acts(&mut visit, json!({"type": "identify", "identifier": account.username})).await;
        let answer = self.acts(&mut visit, json!({"type": "submit_password", "password": account.password})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        visit
    }
}

/// A key that no other request of this process has.
pub fn unique_key() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("caller-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
