//! A browser process of one test: its driver, a fresh profile, and what every kind can do.

mod apps;
mod chromium;
mod driver;
mod firefox;
mod passkeys;

use std::path::PathBuf;

use fantoccini::Client;
use serde_json::Value;
use tempfile::TempDir;

pub use apps::Apps;
use driver::Driver;
pub use firefox::Offer;
pub use passkeys::Device;

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrowserKind {
    Chromium,
    Firefox,
}

/// How a person's browser is set up before the first page.
#[derive(Clone, Debug)]
pub struct Settings {
    pub kind: BrowserKind,
    /// `Accept-Language` and `navigator.languages`, most wanted first.
    pub languages: String,
    /// What opens addresses of an app; `None`: whatever this computer has (Chromium).
    pub apps: Option<Apps>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { kind: BrowserKind::Chromium, languages: "en".into(), apps: None }
    }
}

/// A running browser.
#[derive(Debug)]
pub struct Browser {
    pub client: Client,
    pub kind: BrowserKind,
    driver: Driver,
    folder: TempDir,
}

/// One line of the browser's console.
#[derive(Clone, Debug)]
pub struct ConsoleLine {
    /// `SEVERE`, `WARNING`, `INFO`, `VERBOSE`.
    pub level: String,
    /// `network`, `security`, `javascript`, `console-api`, `recommendation` …
    pub source: String,
    pub text: String,
}

impl ConsoleLine {
    /// Whether a walk fails on it: an exception, a panic, a broken policy, advice about a form. That an answer had an
    /// error status is no failure of the page: walks provoke that on purpose.
    pub fn is_failure(&self) -> bool {
        let serious = self.level == "SEVERE" || matches!(self.source.as_str(), "security" | "recommendation");
        serious && self.source != "network"
    }
}

impl Browser {
    /// Starts a browser with a profile of its own.
    pub async fn start(settings: &Settings) -> Self {
        let folder = TempDir::with_prefix("portico-browser-").expect("a temporary folder");
        let (driver, capabilities) = match settings.kind {
            BrowserKind::Chromium => {
                (Driver::chromium(folder.path(), settings.apps.as_ref()).await, chromium::capabilities(settings))
            }
            BrowserKind::Firefox => (Driver::firefox(folder.path()).await, firefox::capabilities(settings)),
        };
        let client = driver.new_session(capabilities).await;
        let browser = Self { client, kind: settings.kind, driver, folder };
        if settings.kind == BrowserKind::Chromium {
            browser.prepare_chromium().await;
        }
        browser
    }

    /// Where downloads go.
    pub fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Runs a function body in the page; `arguments[0]` is `argument`.
    pub async fn run(&self, body: &str, argument: Value) -> Result<Value, String> {
        self.client.execute(body, vec![argument]).await.map_err(|error| error.to_string())
    }

    /// What the console said since the last call (Chromium: everything; Firefox: what concerns web pages).
    pub async fn console(&self) -> Vec<ConsoleLine> {
        match self.kind {
            BrowserKind::Chromium => self.chromium_console().await,
            BrowserKind::Firefox => self.firefox_console().await,
        }
    }

    /// Ends the browser and its driver.
    pub async fn close(&self) {
        // A browser that has crashed cannot say goodbye; ending the driver is all that is left then.
        let _ = self.client.clone().close().await;
        self.driver.end().await;
    }
}
