//! A browser of one test, with nothing in it: a context of its own in a running Chromium, or else a process with a fresh
//! profile; and what every kind can do.

mod apps;
mod chromium;
mod devtools;
mod driver;
mod firefox;
mod passkeys;
mod pool;

use std::path::{Path, PathBuf};

use fantoccini::Client;
use fantoccini::wd::WindowHandle;
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::Mutex;

pub use apps::Apps;
use driver::Driver;
pub use firefox::Offer;
pub use passkeys::Device;
use pool::Context;

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
    /// Documents on the disk are one origin and may read each other (Chromium).
    pub disk_is_one_origin: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { kind: BrowserKind::Chromium, languages: "en".into(), apps: None, disk_is_one_origin: false }
    }
}

/// A running browser.
#[derive(Debug)]
pub struct Browser {
    pub client: Client,
    pub kind: BrowserKind,
    held: Mutex<Held>,
    folder: TempDir,
}

/// What ends with the test.
#[derive(Debug)]
enum Held {
    Process(Box<Driver>),
    Context(Box<Context>),
    Nothing,
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
    /// Starts a browser that nobody has used before, as far as any page can tell.
    pub async fn start(settings: &Settings) -> Self {
        let folder = TempDir::with_prefix("portico-browser-").expect("a temporary folder");
        if pool::serves(settings) {
            let downloads = folder.path().join("downloads");
            std::fs::create_dir_all(&downloads).expect("a folder for downloads");
            let context = Context::open(settings, &downloads).await;
            let (client, held) = (context.client(), Mutex::new(Held::Context(Box::new(context))));
            return Self { client, kind: settings.kind, held, folder };
        }
        let (driver, capabilities) = match settings.kind {
            BrowserKind::Chromium => {
                (Driver::chromium(folder.path(), settings.apps.as_ref()).await, chromium::capabilities(settings))
            }
            BrowserKind::Firefox => (Driver::firefox(folder.path()).await, firefox::capabilities(settings)),
        };
        let client = driver.new_session(capabilities).await;
        let browser = Self { client, kind: settings.kind, held: Mutex::new(Held::Process(Box::new(driver))), folder };
        if settings.kind == BrowserKind::Chromium {
            browser.prepare_chromium().await;
        }
        browser
    }

    /// A folder that is deleted with the browser.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
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

    /// Opens a tab without looking at it.
    ///
    /// # Errors
    /// In words, when the browser has gone.
    pub async fn opens_tab(&self) -> Result<WindowHandle, String> {
        // WebDriver's own command opens one that shares nothing with the context.
        if let Held::Context(context) = &*self.held.lock().await {
            return context.opens_tab().await;
        }
        self.client.new_window(true).await.map(|tab| tab.handle).map_err(|error| error.to_string())
    }

    /// Its tabs in the order of opening.
    ///
    /// # Errors
    /// In words, when the browser has gone.
    pub async fn tabs(&self) -> Result<Vec<WindowHandle>, String> {
        let mut tabs = self.client.windows().await.map_err(|error| error.to_string())?;
        if let Held::Context(context) = &*self.held.lock().await {
            tabs.retain(|tab| tab != context.first_window());
        }
        Ok(tabs)
    }

    /// Ends the browser, with everything that is in it.
    pub async fn close(&self) {
        match std::mem::replace(&mut *self.held.lock().await, Held::Nothing) {
            Held::Process(driver) => {
                // A browser that has crashed cannot say goodbye; ending the driver is all that is left then.
                let _ = self.client.clone().close().await;
                driver.end().await;
            }
            Held::Context(context) => (*context).close().await,
            Held::Nothing => {}
        }
    }
}
