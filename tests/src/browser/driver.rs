//! The driver processes: chromedriver and geckodriver.

use std::borrow::Cow;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;
use url::{ParseError, Url};

use super::apps::Apps;
use crate::settings;

/// Runs a program until its own standard input ends, which happens when the tests end, in whatever way: they have no last
/// moment in which to tidy up, and chromedriver leaves its browsers behind. `SingletonLock` is a link that names the
/// process of the profile it lies in.
const UNTIL_THE_TESTS_END: &str = r#"
    trap : HUP INT TERM
    "$@" & driver=$!
    exec >/dev/null 2>&1
    read -r _
    for lock in "$HOME"/*/SingletonLock; do browsers="$browsers $(readlink "$lock" | sed 's/.*-//')"; done
    kill $driver $browsers
    # They write to their profiles until the end.
    for browser in $browsers; do
        for _ in $(seq 50); do kill -0 $browser || break; sleep 0.1; done
    done
    rm -rf "$HOME"
"#;

#[derive(Debug)]
pub(super) struct Driver {
    process: Mutex<Child>,
    url: String,
}

impl Driver {
    pub(super) async fn chromium(folder: &Path, apps: Option<&Apps>) -> Self {
        let mut command = Command::new(settings::chromedriver());
        command.arg("--port=0").env("HOME", folder).env("TMPDIR", folder);
        if let Some(apps) = apps {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let folders = std::iter::once(apps.folder().to_owned()).chain(std::env::split_paths(&path));
            command.env("PATH", std::env::join_paths(folders).expect("a PATH"));
        }
        command.stdin(Stdio::null()).kill_on_drop(true);
        Self::start(command, "successfully on port ", '.').await
    }

    /// One that serves many walks (Unix): it ends with the last of them, and so do its browsers; `folder` goes too.
    pub(super) async fn chromium_for_all(folder: &Path) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", UNTIL_THE_TESTS_END, "sh"]).arg(settings::chromedriver()).arg("--port=0");
        command.env("HOME", folder).env("TMPDIR", folder).stdin(Stdio::piped());
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
        command.stdin(Stdio::null()).kill_on_drop(true);
        Self::start(command, "Listening on 127.0.0.1:", '\n').await
    }

    /// Starts a driver and reads its port, which stands between `before` and `after` in its output. A driver chooses a
    /// free port by itself and ends when another process was faster in taking it; then it is started once more.
    async fn start(mut command: Command, before: &str, after: char) -> Self {
        let program = command.as_std().get_program().to_owned();
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut said = Vec::new();
        for _ in 0..3 {
            let spawned = command.spawn();
            let mut process = spawned.unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
            let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
            let mut complaints = BufReader::new(process.stderr.take().expect("a pipe"));
            let port = async {
                while let Ok(Some(line)) = lines.next_line().await {
                    if let Some((_, rest)) = line.split_once(before) {
                        return rest.split(after).next().map(str::trim).map(str::to_owned);
                    }
                    said.push(line);
                }
                None
            };
            match tokio::time::timeout(Duration::from_secs(60), port).await {
                Ok(Some(port)) => {
                    // Read on, or a talkative driver would stand still on a full pipe.
                    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                    tokio::spawn(async move { tokio::io::copy(&mut complaints, &mut tokio::io::sink()).await });
                    return Self { process: Mutex::new(process), url: format!("http://127.0.0.1:{port}") };
                }
                Ok(None) => {
                    let mut text = String::new();
                    // What it could say before it ended is all there is.
                    let _ = complaints.read_to_string(&mut text).await;
                    said.extend(text.lines().map(str::to_owned));
                }
                Err(_) => said.push("(nothing for a minute)".into()),
            }
        }
        panic!("{} did not say its port; it said:\n{}", program.display(), said.join("\n"))
    }

    pub(super) async fn new_session(&self, capabilities: Capabilities) -> Client {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        builder.connect(&self.url).await.unwrap_or_else(|error| panic!("the browser does not start: {error}"))
    }

    pub(super) async fn end(&self) {
        let mut process = self.process.lock().await;
        // It may have ended by itself.
        let _ = match process.stdin.take() {
            Some(stdin) => {
                drop(stdin);
                process.wait().await.map(drop)
            }
            None => process.kill().await,
        };
    }
}

/// A command that the client has no words for, of one vendor or of an extension: `{method} /session/{id}/{path}`.
#[derive(Debug)]
pub(super) struct OtherCommand {
    method: Method,
    path: Cow<'static, str>,
    body: Option<Value>,
}

impl OtherCommand {
    pub(super) fn post(path: impl Into<Cow<'static, str>>, body: Value) -> Self {
        Self { method: Method::POST, path: path.into(), body: Some(body) }
    }

    pub(super) fn get(path: impl Into<Cow<'static, str>>) -> Self {
        Self { method: Method::GET, path: path.into(), body: None }
    }

    pub(super) fn delete(path: impl Into<Cow<'static, str>>) -> Self {
        Self { method: Method::DELETE, path: path.into(), body: None }
    }
}

impl WebDriverCompatibleCommand for OtherCommand {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}
