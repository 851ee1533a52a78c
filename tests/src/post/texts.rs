//! The gateway that sends text messages: a webhook, and what it was asked to send.

use std::future::IntoFuture;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use tokio::net::TcpListener;

use super::tray::Tray;

/// What the product shows to the gateway: it belongs into no log.
pub const GATEWAY_TOKEN: &str = "gateway-7Hq2-token";

/// A text message.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// E.164.
    pub to: String,
    pub text: String,
}

#[derive(Clone)]
struct Gateway {
    tray: Tray<Text>,
    is_down: Arc<AtomicBool>,
}

/// A running gateway; it stops when the runtime of the test does.
#[derive(Debug)]
pub(super) struct TextGateway {
    pub(super) port: u16,
    is_down: Arc<AtomicBool>,
}

impl TextGateway {
    /// Starts it; what it is asked to send goes into `tray`, by recipient.
    pub(super) async fn start(tray: Tray<Text>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let is_down = Arc::new(AtomicBool::new(false));
        let gateway = Gateway { tray, is_down: is_down.clone() };
        let routes = Router::new().route("/messages", post(take)).with_state(gateway);
        tokio::spawn(axum::serve(listener, routes).into_future());
        Self { port, is_down }
    }

    /// What the product is started with.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/messages", self.port)
    }

    /// Answers every request with 503 from now on, or no longer.
    pub(super) fn is_down(&self, down: bool) {
        self.is_down.store(down, Ordering::SeqCst);
    }
}

async fn take(State(gateway): State<Gateway>, headers: HeaderMap, Json(text): Json<Text>) -> StatusCode {
    if gateway.is_down.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let shown = headers.get("authorization").and_then(|value| value.to_str().ok());
    if shown != Some(&format!("Bearer {GATEWAY_TOKEN}")) {
        return StatusCode::UNAUTHORIZED;
    }
    gateway.tray.put(&text.to.clone(), text);
    StatusCode::ACCEPTED
}
