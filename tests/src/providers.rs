//! Identity providers that are not ours (`oidc-provider` for Node.js, see `tests/providers/provider.mjs`), each behind
//! a proxy of its own, so that a walk sees what is said there and can break it.

use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;
use url::Url;

use crate::faults::Faults;
use crate::proxy::Proxy;
use crate::settings;
use crate::traffic::Traffic;

/// Generous: a busy machine must not fail a walk.
const LONGEST_START: Duration = Duration::from_secs(60);

/// The providers around one product.
#[derive(Debug)]
pub struct Providers {
    /// Plays Google, Apple (which answers by `form_post`) and Microsoft.
    pub social: Provider,
    /// The provider of Fjord Hospital Trust.
    pub enterprise: Provider,
    /// What this product's operator has written otherwise.
    change: fn(String) -> String,
}

impl Providers {
    /// Starts both for the product at `origin`. `change`: made to the text of its file about them.
    pub(crate) async fn start(origin: &str, change: fn(String) -> String) -> Self {
        Self {
            social: Provider::start("social", origin).await,
            enterprise: Provider::start("enterprise", origin).await,
            change,
        }
    }

    /// The product's file about them (`--providers`).
    pub(crate) fn file(&self) -> String {
        let template = settings::root().join("tests/providers/providers.toml");
        let template = std::fs::read_to_string(template).expect("the template is there");
        let file = template
            .replace("\"SOCIAL\"", &format!("{:?}", self.social.issuer()))
            .replace("\"ENTERPRISE\"", &format!("{:?}", self.enterprise.issuer()));
        (self.change)(file)
    }
}

/// One running provider.
#[derive(Debug)]
pub struct Provider {
    proxy: Proxy,
    process: Mutex<Option<Child>>,
}

#[derive(Deserialize)]
struct Ready {
    issuer: String,
    port: u16,
}

impl Provider {
    async fn start(kind: &str, origin: &str) -> Self {
        let proxy = Proxy::start().await.expect("a free port on the loopback interface");
        let provider = Self { proxy, process: Mutex::default() };
        let mut process = Command::new("node")
            .arg(settings::root().join("tests/providers/provider.mjs"))
            .arg(settings::oidc_provider())
            .args([kind, "0", &provider.issuer(), origin])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Node.js starts");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let first = tokio::time::timeout(LONGEST_START, lines.next_line()).await.expect("the provider starts in time");
        let first = first.expect("a line").expect("the provider is ready");
        let ready: Ready = serde_json::from_str(&first).expect("JSON");
        assert_eq!(ready.issuer, provider.issuer());
        provider.proxy.forward_to(ready.port);
        provider.process.lock().await.replace(process);
        provider
    }

    /// What it is known by, and where it is.
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.proxy.port)
    }

    /// The rules of the proxy in front: for browsers and for the product's server.
    pub fn faults(&self) -> &Faults {
        &self.proxy.faults
    }

    /// What the proxy saw.
    pub fn traffic(&self) -> &Traffic {
        &self.proxy.traffic
    }

    /// Ends it: it answers nobody from now on.
    pub async fn breaks_down(&self) {
        if let Some(mut process) = self.process.lock().await.take() {
            process.kill().await.expect("the provider can be ended");
        }
    }

    /// The request with which a browser came last (OpenID Connect Core section 3.1.2.1).
    ///
    /// # Panics
    /// When none has come.
    pub fn last_request(&self) -> Url {
        let request = self.traffic().matching("GET /auth").pop().expect("a browser has come to the provider");
        Url::parse(&format!("{}{}", self.issuer(), request.target)).expect("a URL")
    }
}

/// `url` with one parameter of its query replaced, or added.
pub fn with_parameter(url: &Url, name: &str, value: &str) -> Url {
    let mut changed = url.clone();
    let kept = url.query_pairs().filter(|(key, _)| key != name);
    changed.query_pairs_mut().clear().extend_pairs(kept).append_pair(name, value);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_replaced_or_added() {
        let url = Url::parse("http://a.example/auth?state=1&nonce=a%20b").unwrap();
        assert_eq!(with_parameter(&url, "nonce", "x y").as_str(), "http://a.example/auth?state=1&nonce=x+y");
        assert_eq!(with_parameter(&url, "prompt", "none").query(), Some("state=1&nonce=a+b&prompt=none"));
    }
}
