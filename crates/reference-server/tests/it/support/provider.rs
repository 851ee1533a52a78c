//! An OpenID provider that makes every mistake there is. Real ones are tried in the browser's walks.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use auth_contract::{Action, Step, StepType};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use http::{StatusCode, header};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use reference_server::domain::federation::{CALLBACK, Registrations};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{Answer, Browser, Visit, app::START, browser::param};

const DEMO: &str = include_str!("../../../src/dev/providers.toml");

/// What it does from now on.
pub struct Behaviour {
    /// Over those that are in order; `null` takes one away.
    pub claims: Value,
    /// The same for the token's header.
    pub header: Value,
    /// Which key it signs with.
    pub key: u8,
    /// Which keys it shows.
    pub shown_keys: Vec<u8>,
    /// Instead of a signature that is right.
    pub signature: Option<String>,
    /// Over what it says of itself.
    pub description: Value,
    /// Instead of tokens.
    pub token_answer: Option<(u16, String)>,
    pub userinfo: Value,
    /// How long everything takes.
    pub delay: Duration,
}

struct Inside {
    behaviour: Behaviour,
    issuer: String,
    nonce: String,
    /// Path → how often.
    asked: BTreeMap<String, usize>,
    /// Bodies and authorization headers of token requests.
    redeemed: Vec<String>,
}

/// A provider on this computer.
#[derive(Clone)]
pub struct FakeProvider {
    pub issuer: String,
    inside: Arc<Mutex<Inside>>,
}

impl FakeProvider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let behaviour = Behaviour {
            claims: json!({}),
            header: json!({}),
            key: 1,
            shown_keys: vec![1],
            signature: None,
            description: json!({}),
            token_answer: None,
            userinfo: Value::Null,
            delay: Duration::ZERO,
        };
        let (nonce, asked, redeemed) = (String::new(), BTreeMap::new(), Vec::new());
        let inside = Inside { behaviour, issuer: issuer.clone(), nonce, asked, redeemed };
        let this = Self { issuer, inside: Arc::new(Mutex::new(inside)) };
        let router = Router::new().fallback(answer).with_state(this.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        this
    }

    /// The demo's registrations with this provider behind each of them; `more` is added to the file.
    pub fn registrations(&self, more: &str) -> Registrations {
        let text = DEMO.replace("http://127.0.0.1:9180", &self.issuer).replace("http://127.0.0.1:9181", &self.issuer);
        Registrations::parse(&format!("{text}\n{more}"), Path::new("providers.toml")).expect("the demo's file")
    }

    pub fn behaves(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut self.inside.lock().expect("no panic").behaviour);
    }

    /// How often it was asked for this path.
    pub fn asked(&self, path: &str) -> usize {
        self.inside.lock().expect("no panic").asked.get(path).copied().unwrap_or(0)
    }

    /// What came to the token endpoint: authorization header, a space, body.
    pub fn redeemed(&self) -> Vec<String> {
        self.inside.lock().expect("no panic").redeemed.clone()
    }

    /// Somebody signs in there, where `url` leads. Answers the parameters that the browser brings back.
    pub fn signs_in(&self, url: &str) -> Vec<(&'static str, String)> {
        let state = param(url, "state").expect("a state");
        self.inside.lock().expect("no panic").nonce = param(url, "nonce").expect("a nonce");
        vec![("code", "the-code-of-the-provider".into()), ("state", state), ("iss", self.issuer.clone())]
    }
}

async fn answer(State(provider): State<FakeProvider>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let body = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
    let delay = {
        let mut inside = provider.inside.lock().expect("no panic");
        *inside.asked.entry(path.clone()).or_default() += 1;
        inside.behaviour.delay
    };
    tokio::time::sleep(delay).await;
    let mut inside = provider.inside.lock().expect("no panic");
    match path.as_str() {
        "/.well-known/openid-configuration" => json_answer(&inside.description()),
        "/jwks" => {
            json_answer(&json!({ "keys": inside.behaviour.shown_keys.iter().map(|&key| jwk(key)).collect::<Vec<_>>() }))
        }
        "/token" => {
            let authorization = parts.headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
            let line = format!("{} {}", authorization.unwrap_or("-"), String::from_utf8_lossy(&body));
            inside.redeemed.push(line);
            match &inside.behaviour.token_answer {
                Some((status, body)) => text_answer(*status, body.clone()),
                None => json_answer(&json!({
                    "access_token": "the-access-token", "token_type": "Bearer", "expires_in": 60,
                    "id_token": inside.id_token(),
                })),
            }
        }
        "/userinfo" => json_answer(&inside.behaviour.userinfo),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn json_answer(value: &Value) -> Response {
    text_answer(200, value.to_string())
}

fn text_answer(status: u16, body: String) -> Response {
    let response = Response::builder().status(status).header(header::CONTENT_TYPE, "application/json");
    response.body(Body::from(body)).expect("an answer")
}

fn signing_key(key: u8) -> SigningKey {
    SigningKey::from_slice(&[key; 32]).expect("a key")
}

fn jwk(key: u8) -> Value {
    let point = signing_key(key).verifying_key().to_sec1_point(false);
    let coordinate = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let (x, y) = point.as_bytes()[1..].split_at(32);
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": format!("key-{key}"), "x": coordinate(x), "y": coordinate(y) })
}

/// `over` laid over `under`; `null` takes away.
fn laid_over(under: Value, over: &Value) -> Value {
    let (Value::Object(mut under), Value::Object(over)) = (under, over) else { panic!("two objects") };
    for (name, value) in over {
        under.insert(name.clone(), value.clone());
    }
    under.retain(|_, value| !value.is_null());
    under.into()
}

impl Inside {
    fn description(&self) -> Value {
        let issuer = &self.issuer;
        let description = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
            "authorization_response_iss_parameter_supported": true,
        });
        laid_over(description, &self.behaviour.description)
    }

    fn by_key(&self, signed: &str) -> String {
        let signature: Signature = signing_key(self.behaviour.key).sign(signed.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes())
    }

    fn id_token(&self) -> String {
        let header = json!({ "alg": "ES256", "typ": "JWT", "kid": format!("key-{}", self.behaviour.key) });
        let claims = json!({
            "iss": self.issuer, "sub": "liv.aasen@example.no", "aud": "portico-google", "nonce": self.nonce,
            "iat": START, "exp": START + 3600, "auth_time": START,
            "email": "liv.aasen@example.no", "email_verified": true, "name": "Liv Aasen",
        });
        let claims = laid_over(claims, &self.behaviour.claims);
        let header = laid_over(header, &self.behaviour.header);
        let [header, claims] = [header, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
        let signed = format!("{header}.{claims}");
        let signature = if self.behaviour.header["alg"] == "HS256" { by_secret(&signed) } else { self.by_key(&signed) };
        format!("{signed}.{}", self.behaviour.signature.as_deref().unwrap_or(&signature))
    }
}

/// A signature by the client's secret, which this server has as well.
fn by_secret(signed: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"demo-secret-of-a-demo-provider").expect("a key of any length");
    mac.update(signed.as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

impl Visit<'_> {
    /// Presses a provider's button. Answers where the page goes.
    pub async fn leaves_for(&mut self, provider: &str) -> String {
        self.does(Action::StartFederation { provider: provider.into() }).await.sees(StepType::FederationRedirect);
        self.departure()
    }

    /// Presses a provider's button and signs in there. Answers what the browser brings back.
    pub async fn signs_in_at(&mut self, provider: &FakeProvider, id: &str) -> Vec<(&'static str, String)> {
        provider.signs_in(&self.leaves_for(id).await)
    }

    /// The page with this flow, as somebody comes to it who has chosen no language.
    pub fn page(&self) -> String {
        format!("/?flow={}&ui_locales=en#resume", self.flow.id)
    }

    /// Where the step leads.
    pub fn departure(&self) -> String {
        match &self.flow.step {
            Step::FederationRedirect(step) => step.url.clone(),
            other => panic!("a way to a provider was expected, not {other:?}"),
        }
    }

    /// Comes back from `provider` with these parameters in the address, and sees what the flow has become.
    pub async fn comes_back(&mut self, provider: &str, params: &[(&'static str, String)]) -> &mut Self {
        let page = self.browser.returns(provider, params).await;
        assert_eq!(page, self.page());
        self.reloads().await
    }
}

fn encoded(params: &[(&'static str, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish()
}

impl Browser {
    /// The first request of the way back: where it sends the browser.
    pub async fn opens_callback(&mut self, provider: &str, params: &[(&'static str, String)]) -> String {
        self.navigates(&format!("{CALLBACK}/{provider}?{}", encoded(params))).await.header("location").to_owned()
    }

    /// The same by a form of the provider's page: from another site, so without cookies.
    pub async fn posts_callback(&self, provider: &str, params: &[(&'static str, String)]) -> String {
        let mut without_cookies = self.clone();
        without_cookies.cookies.clear();
        let request = http::Request::post(format!("{CALLBACK}/{provider}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site")
            .header(header::ORIGIN, "https://appleid.apple.com");
        let answer = without_cookies.send(request, encoded(params)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.header("location").to_owned()
    }

    /// The whole way back: the address of the page at its end.
    pub async fn returns(&mut self, provider: &str, params: &[(&'static str, String)]) -> String {
        let location = self.opens_callback(provider, params).await;
        if !location.starts_with(CALLBACK) {
            return location;
        }
        self.navigates(&location).await.header("location").to_owned()
    }

    /// A navigation from another site.
    pub async fn navigates(&mut self, path: &str) -> Answer {
        let request =
            http::Request::get(path).header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
        self.send(request, Body::empty()).await
    }
}
