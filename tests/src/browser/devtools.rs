//! The browser's own end of the Chrome `DevTools` Protocol. chromedriver reaches one page; browser contexts are made and
//! disposed of by the browser, over its `WebSocket` alone.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A command that is not answered within this time never will be.
const LONGEST_ANSWER: Duration = Duration::from_secs(20);

/// A connection to a running Chromium.
#[derive(Debug)]
pub(super) struct DevTools(Mutex<Connection>);

#[derive(Debug)]
struct Connection {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last: u64,
}

impl DevTools {
    /// Connects to the browser whose debugging port is at `address` (`localhost:35635`).
    ///
    /// # Errors
    /// In words, when the browser is not there or is no Chromium.
    pub(super) async fn connect(address: &str) -> Result<Self, String> {
        let client = crate::http_client::builder().build().map_err(|error| error.to_string())?;
        let version = client.get(format!("http://{address}/json/version")).send().await;
        let version: Value = match version {
            Ok(answer) => answer.json().await.map_err(|error| error.to_string())?,
            Err(error) => return Err(error.to_string()),
        };
        let url = version["webSocketDebuggerUrl"].as_str().ok_or("no webSocketDebuggerUrl")?;
        let (socket, _) = connect_async(url).await.map_err(|error| error.to_string())?;
        Ok(Self(Mutex::new(Connection { socket, last: 0 })))
    }

    /// Carries out a command for the whole browser, and returns its `result`.
    ///
    /// # Errors
    /// In words, when the browser refuses it, has gone, or does not answer.
    pub(super) async fn command(&self, method: &str, parameters: Value) -> Result<Value, String> {
        let mut connection = self.0.lock().await;
        let answer = tokio::time::timeout(LONGEST_ANSWER, connection.command(method, parameters)).await;
        answer
            .unwrap_or_else(|_| Err(format!("no answer within {LONGEST_ANSWER:?}")))
            .map_err(|error| format!("{method}: {error}"))
    }
}

impl Connection {
    async fn command(&mut self, method: &str, parameters: Value) -> Result<Value, String> {
        self.last += 1;
        let command = json!({"id": self.last, "method": method, "params": parameters}).to_string();
        self.socket.send(Message::text(command)).await.map_err(|error| error.to_string())?;
        while let Some(message) = self.socket.next().await {
            let Message::Text(text) = message.map_err(|error| error.to_string())? else { continue };
            let mut answer: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            // Events and answers that nobody waited for have another id, or none.
            if answer["id"] == self.last {
                return match answer.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(answer["result"].take()),
                };
            }
        }
        Err("the browser closed the connection".into())
    }
}
