//! A native app on the command line around an OAuth library that is not ours (`tests/native/app.mjs`).

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::{Product, settings};

/// A running app that waits for the answer to its request. It ends with this value.
#[derive(Debug)]
pub struct NativeApp {
    /// What the app opens in the browser.
    pub request: String,
    lines: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl NativeApp {
    /// Starts the app that is registered as `client`, in a version when it tells one.
    pub async fn start(product: &Product, client: &str, version: Option<&str>) -> Self {
        let mut process = Command::new("node")
            .arg(settings::root().join("tests/native/app.mjs"))
            .arg(settings::openid_client())
            .args([&product.origin(), client])
            .args(version)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Node.js starts");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let request = lines.next_line().await.expect("a line").expect("the app asks for a sign-in");
        Self { request, lines, _process: process }
    }

    /// What it says in the end: who signed in, as JSON, or `error …`.
    pub async fn outcome(&mut self) -> String {
        let line = tokio::time::timeout(Duration::from_secs(20), self.lines.next_line()).await;
        line.expect("the app hears back").expect("a line").expect("the app says who signed in")
    }
}
