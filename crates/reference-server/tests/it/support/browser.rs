use std::collections::BTreeMap;

use auth_contract::{Action, ActionRequest, Flow, Problem, StepType};
use axum::{
    Router,
    body::{Body, to_bytes},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, Method, Request, StatusCode, header, request::Builder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

/// The product's secret for one sign-in (RFC 7636), the same in all tests.
pub const VERIFIER: &str = "a-code-verifier-of-the-test-suite-0123456789";
/// The origin of the server under test.
pub const ORIGIN: &str = "http://localhost:8787";
pub const CALLBACK: &str = "http://127.0.0.1:4711/callback";

/// An HTTP answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.text()))
    }

    #[track_caller]
    pub fn flow(&self) -> Flow {
        assert!(self.status.is_success(), "a flow was expected: {} {}", self.status, self.text());
        self.json()
    }

    /// The problem, which is in order as such.
    #[track_caller]
    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        assert_eq!(self.header("cache-control"), "no-store");
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status.as_u16());
        assert!(!problem.correlation_id.is_empty());
        problem
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// A parameter of the address that the answer redirects to.
    pub fn redirect_param(&self, name: &str) -> Option<String> {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        param(self.header("location"), name)
    }
}

/// A parameter of an address.
pub fn param(address: &str, name: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// A browser: it keeps cookies and says where its requests come from.
#[derive(Clone)]
pub struct Browser {
    pub(super) server: Router,
    pub cookies: BTreeMap<String, String>,
    /// What it says that it is.
    pub agent: &'static str,
}

impl Browser {
    pub fn new(server: Router) -> Self {
        Self { server, cookies: BTreeMap::new(), agent: "" }
    }

    /// A request as it is; only cookies are added and kept.
    pub async fn send(&mut self, request: Builder, body: impl Into<Body>) -> Answer {
        let mut request = request.body(body.into()).expect("a well-formed request");
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request.headers_mut().insert(header::COOKIE, pairs.join("; ").parse().expect("a header value"));
        }
        if !self.agent.is_empty() {
            request.headers_mut().insert(header::USER_AGENT, self.agent.parse().expect("a header value"));
        }
        let Ok(response) = self.server.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().expect("an ASCII cookie"));
        }
        let body = to_bytes(body, 1 << 20).await.expect("the body ends");
        Answer { status: parts.status, headers: parts.headers, body: body.to_vec() }
    }

    fn keep(&mut self, set_cookie: &str) {
        let (pair, attributes) = set_cookie.split_once(';').unwrap_or((set_cookie, ""));
        let (name, value) = pair.split_once('=').expect("a cookie has a name");
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.into(), value.into());
        }
    }

    /// A request of the page.
    pub fn page(method: Method, path: &str) -> Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header("x-portico", "1")
            .header("content-type", "application/json")
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Self::page(Method::GET, path), Body::empty()).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.send(Self::page(Method::DELETE, path), Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.send(Self::page(Method::POST, path), body.to_string()).await
    }

    /// The product sends the person: `GET /authorize` with these parameters changed or added (empty: left out).
    pub async fn authorize(&mut self, changes: &[(&str, &str)]) -> Answer {
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let mut params: BTreeMap<&str, &str> = BTreeMap::from([
            ("client_id", "northwind-web"),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("state", "the product's state"),
        ]);
        params.extend(changes.iter().copied());
        params.retain(|_, value| !value.is_empty());
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish();
        self.send(Request::get(format!("/authorize?{query}")), Body::empty()).await
    }

    /// `POST /flows` as the page of this release makes it.
    pub async fn start(&mut self, changes: Value) -> Answer {
        let mut body = json!({
            "kind": "sign_in",
            "locale": "en",
            "client": {"platform": "web"},
            "supported_steps": StepType::ALL,
        });
        for (name, value) in changes.as_object().expect("changes by name") {
            body[name] = value.clone();
        }
        self.post("/auth/v1/flows", &body).await
    }

    /// `POST /flows/{id}/actions` on `flow` as it was seen.
    pub async fn act(&mut self, flow: &Flow, action: Action) -> Answer {
        self.act_under(None, flow, action).await
    }

    /// The same under an idempotency key.
    pub async fn act_under(&mut self, key: Option<&str>, flow: &Flow, action: Action) -> Answer {
        let mut request = Self::page(Method::POST, &format!("/auth/v1/flows/{}/actions", flow.id));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let body = ActionRequest { revision: flow.revision, action };
        self.send(request, serde_json::to_string(&body).expect("an action is JSON")).await
    }

    pub async fn resume(&mut self, flow: &Flow) -> Answer {
        self.get(&format!("/auth/v1/flows/{}", flow.id)).await
    }

    /// `POST /token` with these parameters changed (empty: left out).
    pub async fn exchange(&mut self, code: &str, changes: &[(&str, &str)]) -> Answer {
        let mut params = BTreeMap::from([
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("client_id", "northwind-web"),
            ("code_verifier", VERIFIER),
        ]);
        params.extend(changes.iter().copied());
        params.retain(|_, value| !value.is_empty());
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish();
        let request = Request::post("/token").header("content-type", "application/x-www-form-urlencoded");
        self.send(request, form).await
    }

    pub async fn userinfo(&mut self, token: &str) -> Answer {
        self.send(Request::get("/userinfo").header("authorization", format!("Bearer {token}")), Body::empty()).await
    }

    /// A form of the lobby, sent by a press.
    pub async fn submit_form(&mut self, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("origin", ORIGIN);
        self.send(request, form.to_owned()).await
    }
}
