//! A list of leaked passwords that answers as Have I Been Pwned does (its API, version 3, "Searching by range"): five
//! characters of a SHA-1 in, every known rest with its count out. What was asked is kept.

use std::fmt::Write as _;
use std::future::IntoFuture;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use sha1::{Digest, Sha1};
use tokio::net::TcpListener;

#[derive(Clone, Debug, Default)]
struct List {
    hashes: Arc<Mutex<Vec<String>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

/// A running list; it stops when the runtime of the test does.
#[derive(Debug)]
pub(super) struct LeakList {
    port: u16,
    list: List,
}

impl LeakList {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let list = List::default();
        let routes = Router::new().route("/range/{prefix}", get(range)).with_state(list.clone());
        tokio::spawn(axum::serve(listener, routes).into_future());
        Self { port, list }
    }

    /// What the product is started with.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/range/", self.port)
    }

    /// Puts a password onto the list.
    pub(super) fn leak(&self, password: &str) {
        self.list.hashes.lock().unwrap_or_else(PoisonError::into_inner).push(sha1_hex(password));
    }

    /// Every prefix that was asked for.
    pub(super) fn asked(&self) -> Vec<String> {
        self.list.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The first five characters of a password's SHA-1, in capitals: all that the list may learn of it.
pub fn prefix_of(password: &str) -> String {
    sha1_hex(password)[..5].to_owned()
}

fn sha1_hex(password: &str) -> String {
    data_encoding::HEXUPPER.encode(&Sha1::digest(password.as_bytes()))
}

async fn range(State(list): State<List>, Path(prefix): Path<String>) -> Result<String, StatusCode> {
    if prefix.len() != 5 || !prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let prefix = prefix.to_uppercase();
    list.asked.lock().unwrap_or_else(PoisonError::into_inner).push(prefix.clone());
    let hashes = list.hashes.lock().unwrap_or_else(PoisonError::into_inner);
    let known = hashes.iter().filter_map(|hash| hash.strip_prefix(&prefix));
    // The real list pads its answers with rests that nobody has: their count is 0.
    let mut lines = String::from("0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n");
    for rest in known {
        let _ = write!(lines, "{rest}:42\r\n");
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the API's own documentation.
    #[test]
    fn hashes_as_the_real_list_does() {
        assert_eq!(sha1_hex("P@ssw0rd"), "21BD12DC183F740EE76F27B78EB39C8AD972A757");
        assert_eq!(prefix_of("P@ssw0rd"), "21BD1");
    }
}
