//! What crossed the wire between the browser and the product, so that a walk can count it and search it.

use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderMap, Method};

/// One request and what became of it.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub method: Method,
    /// Path and query.
    pub target: String,
    pub request_headers: HeaderMap,
    pub request_body: Vec<u8>,
    /// What the browser was answered; `None` when it got no answer.
    pub status: Option<u16>,
    pub response_headers: HeaderMap,
    /// As sent, possibly compressed.
    pub response_body: Vec<u8>,
}

impl Exchange {
    /// The path without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The request body as JSON; `null` when it is none.
    pub fn request_json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.request_body).unwrap_or_default()
    }

    /// The response body as JSON; `null` when it is none.
    pub fn response_json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.response_body).unwrap_or_default()
    }

    /// A request header as text; empty when absent.
    pub fn request_header(&self, name: &str) -> &str {
        self.request_headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// A response header as text; empty when absent.
    pub fn response_header(&self, name: &str) -> &str {
        self.response_headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Everything that went through the proxy, in the order in which it arrived.
#[derive(Clone, Debug, Default)]
pub struct Traffic(Arc<Mutex<Vec<Exchange>>>);

impl Traffic {
    /// All exchanges so far.
    pub fn all(&self) -> Vec<Exchange> {
        self.lock().clone()
    }

    /// The exchanges that match a pattern such as `POST /auth/v1/flows/*/actions`.
    pub fn matching(&self, pattern: &str) -> Vec<Exchange> {
        let pattern = Pattern::new(pattern);
        self.lock().iter().filter(|exchange| pattern.matches(&exchange.method, exchange.path())).cloned().collect()
    }

    /// The actions of one type that the page sent, failed and repeated ones included.
    pub fn actions(&self, action: &str) -> Vec<Exchange> {
        let mut actions = self.matching("POST /auth/v1/flows/*/actions");
        actions.retain(|exchange| exchange.request_json()["type"] == action);
        actions
    }

    /// Forgets everything so far.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// Notes a request; the answer is filled in later under the index returned.
    pub(crate) fn begin(&self, exchange: Exchange) -> usize {
        let mut exchanges = self.lock();
        exchanges.push(exchange);
        exchanges.len() - 1
    }

    pub(crate) fn finish(&self, index: usize, status: u16, headers: &HeaderMap, body: &[u8]) {
        if let Some(exchange) = self.lock().get_mut(index) {
            exchange.status = Some(status);
            exchange.response_headers = headers.clone();
            exchange.response_body = body.to_vec();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Exchange>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A method and a path in which `*` stands for any text: `POST /auth/v1/flows/*/actions`, `GET *.wasm`.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    method: Method,
    path: Vec<String>,
}

impl Pattern {
    pub(crate) fn new(pattern: &str) -> Self {
        let (method, path) = pattern.split_once(' ').expect("a pattern is `METHOD /path`");
        Self { method: method.parse().expect("a method"), path: path.split('*').map(str::to_owned).collect() }
    }

    pub(crate) fn matches(&self, method: &Method, path: &str) -> bool {
        let [first, rest @ ..] = self.path.as_slice() else { return false };
        let Some(mut left) = path.strip_prefix(first.as_str()).filter(|_| *method == self.method) else { return false };
        let [middle @ .., last] = rest else { return left.is_empty() };
        for part in middle {
            let Some((_, after)) = left.split_once(part.as_str()) else { return false };
            left = after;
        }
        left.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        let actions = Pattern::new("POST /auth/v1/flows/*/actions");
        assert!(actions.matches(&Method::POST, "/auth/v1/flows/abc/actions"));
        assert!(!actions.matches(&Method::GET, "/auth/v1/flows/abc/actions"));
        assert!(!actions.matches(&Method::POST, "/auth/v1/flows"));
        assert!(Pattern::new("GET *.wasm").matches(&Method::GET, "/assets/page.123.wasm"));
        assert!(Pattern::new("GET /").matches(&Method::GET, "/"));
        assert!(!Pattern::new("GET /").matches(&Method::GET, "/dev"));
    }
}
