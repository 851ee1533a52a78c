//! The driver processes: chromedriver and geckodriver.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;
use url::{ParseError, Url};

use crate::settings;

#[derive(Debug)]
pub(super) struct Driver {
    process: Mutex<Child>,
    url: String,
}

impl Driver {
    pub(super) async fn chromium(folder: &Path) -> Self {
        let mut command = Command::new(settings::chromedriver());
        command.arg("--port=0").env("HOME", folder).env("TMPDIR", folder);
        Self::start(command, "successfully on port ", '.').await
    }

    pub(super) async fn firefox(folder: &Path) -> Self {
        let mut command = Command::new(settings::geckodriver());
        // The browser's own context is where its password manager can be asked.
        command
            .args(["--port", "0", "--allow-system-access", "--profile-root"])
            .arg(folder)
            .env("HOME", folder)
            .env("TMPDIR", folder);
        Self::start(command, "Listening on 127.0.0.1:", '\n').await
    }

    /// Starts a driver and reads its port, which stands between `before` and `after` in its output.
    async fn start(mut command: Command, before: &str, after: char) -> Self {
        let program = command.as_std().get_program().to_owned();
        let spawned =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn();
        let mut process = spawned.unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let port = async {
            while let Ok(Some(line)) = lines.next_line().await {
                if let Some((_, rest)) = line.split_once(before) {
                    return rest.split(after).next().map(str::trim).map(str::to_owned);
                }
            }
            None
        };
        let port = tokio::time::timeout(Duration::from_secs(60), port).await.ok().flatten();
        let port = port.unwrap_or_else(|| panic!("{} did not say its port", program.display()));
        // Read on, or a talkative driver would stand still on a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { process: Mutex::new(process), url: format!("http://127.0.0.1:{port}") }
    }

    pub(super) async fn new_session(&self, capabilities: Capabilities) -> Client {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        builder.connect(&self.url).await.unwrap_or_else(|error| panic!("the browser does not start: {error}"))
    }

    pub(super) async fn end(&self) {
        // It may have ended by itself.
        let _ = self.process.lock().await.kill().await;
    }
}

/// A command of one vendor: `POST /session/{id}/{path}`.
#[derive(Debug)]
pub(super) struct VendorCommand {
    pub(super) path: &'static str,
    pub(super) body: Value,
}

impl WebDriverCompatibleCommand for VendorCommand {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
