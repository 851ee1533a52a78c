//! Chromium processes that serve one walk after another. On a busy machine a process takes two seconds and more to start;
//! a browser context (Chrome `DevTools` Protocol, `Target.createBrowserContext`) takes a quarter of a second and shares
//! nothing with any other: cookies, storage, HTTP cache and permissions are its own, as in a private window. Emulation and
//! virtual authenticators belong to a page and go with it. A process has one walk at a time.

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use fantoccini::Client;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::devtools::DevTools;
use super::driver::{Driver, OtherCommand};
use super::{Settings, chromium};

/// Processes that no walk has at present.
static IDLE: Mutex<Vec<Process>> = Mutex::new(Vec::new());

/// Sessions live longer than the runtime of any walk.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        runtime.expect("a runtime")
    })
}

/// A Chromium with a session of its driver.
#[derive(Debug)]
struct Process {
    client: Client,
    driver: Driver,
    devtools: DevTools,
    /// The window that keeps the process alive between walks.
    first_window: WindowHandle,
    _folder: TempDir,
}

/// A browser context in a process that nobody else uses.
#[derive(Debug)]
pub(super) struct Context {
    process: Process,
    id: String,
}

/// Whether a browser that is set up like this may be one that other walks have used: what else there is to set belongs to
/// the process.
pub(super) fn serves(settings: &Settings) -> bool {
    let needs_a_process = settings.apps.is_some() || settings.disk_is_one_origin || settings.languages != "en";
    cfg!(unix) && settings.kind == super::BrowserKind::Chromium && !needs_a_process
}

impl Context {
    /// A fresh context with one empty window, which the session looks at; downloads go to `downloads`.
    ///
    /// # Panics
    /// When no browser starts.
    pub(super) async fn open(settings: &Settings, downloads: &Path) -> Self {
        let (settings, downloads) = (settings.clone(), downloads.to_owned());
        let opened = runtime().spawn(async move {
            // One that has crashed since is found out here.
            while let Some(process) = { IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop() } {
                match Self::open_in(process, &downloads).await {
                    Ok(context) => return Ok(context),
                    Err((process, _)) => process.end().await,
                }
            }
            Self::open_in(Process::start(&settings).await, &downloads).await.map_err(|(_, error)| error)
        });
        opened.await.expect("a browser").unwrap_or_else(|error| panic!("no browser context: {error}"))
    }

    async fn open_in(process: Process, downloads: &Path) -> Result<Self, (Process, String)> {
        match process.opens_context(downloads).await {
            Ok(id) => Ok(Self { process, id }),
            Err(error) => Err((process, error)),
        }
    }

    pub(super) fn client(&self) -> Client {
        self.process.client.clone()
    }

    /// The window that is not the walk's.
    pub(super) fn first_window(&self) -> &WindowHandle {
        &self.process.first_window
    }

    /// # Errors
    /// In words, when the browser refuses it.
    pub(super) async fn opens_tab(&self) -> Result<WindowHandle, String> {
        self.process.opens_target(json!({"browserContextId": self.id})).await
    }

    /// Carries out a `Browser.*` command for this context.
    ///
    /// # Errors
    /// In words, when the browser refuses it.
    pub(super) async fn command(&self, command: &str, mut parameters: Value) -> Result<Value, String> {
        parameters["browserContextId"] = json!(self.id);
        self.process.devtools.command(command, parameters).await
    }

    /// Disposes of the context and leaves the process to the next walk.
    pub(super) async fn close(self) {
        let closed = runtime().spawn(async move {
            let Self { process, id } = self;
            match process.closes_context(&id).await {
                Ok(()) => IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(process),
                Err(_) => process.end().await,
            }
        });
        // A process that cannot be tidied up has been ended.
        let _ = closed.await;
    }
}

impl Process {
    async fn start(settings: &Settings) -> Self {
        let folder = TempDir::with_prefix("portico-browsers-").expect("a temporary folder");
        let driver = Driver::chromium_for_all(folder.path()).await;
        let client = driver.new_session(chromium::capabilities(settings)).await;
        let address = client.capabilities().and_then(|capabilities| {
            let address = capabilities.get("goog:chromeOptions")?["debuggerAddress"].as_str();
            address.map(|address| address.replace("localhost", "127.0.0.1"))
        });
        let devtools = DevTools::connect(&address.expect("chromedriver says where Chromium listens")).await;
        let devtools = devtools.unwrap_or_else(|error| panic!("Chromium does not answer: {error}"));
        let first_window = client.window().await.expect("a first window");
        Self { client, driver, devtools, first_window, _folder: folder }
    }

    async fn opens_context(&self, downloads: &Path) -> Result<String, String> {
        let made = self.devtools.command("Target.createBrowserContext", json!({})).await?;
        let id = made["browserContextId"].as_str().ok_or("no browserContextId")?.to_owned();
        let downloads = json!({"behavior": "allow", "downloadPath": downloads, "browserContextId": id});
        self.devtools.command("Browser.setDownloadBehavior", downloads).await?;
        let window = self.opens_target(json!({"browserContextId": id, "width": 1280, "height": 900})).await?;
        self.client.switch_to_window(window).await.map_err(|error| error.to_string())?;
        // What the console said to the last walk after its end.
        let log = OtherCommand::post("se/log", json!({"type": "browser"}));
        self.client.issue_cmd(log).await.map_err(|error| error.to_string())?;
        Ok(id)
    }

    async fn opens_target(&self, mut parameters: Value) -> Result<WindowHandle, String> {
        parameters["url"] = json!("about:blank");
        let target = self.devtools.command("Target.createTarget", parameters).await?;
        let handle = target["targetId"].as_str().ok_or("no targetId")?.to_owned();
        WindowHandle::try_from(handle).map_err(|error| error.to_string())
    }

    async fn closes_context(&self, id: &str) -> Result<(), String> {
        // An open dialog would stand in the way of every further command.
        let _ = self.client.dismiss_alert().await;
        self.client.switch_to_window(self.first_window.clone()).await.map_err(|error| error.to_string())?;
        self.devtools.command("Target.disposeBrowserContext", json!({"browserContextId": id})).await?;
        let left = self.client.windows().await.map_err(|error| error.to_string())?;
        if left == [self.first_window.clone()] { Ok(()) } else { Err(format!("windows are left: {left:?}")) }
    }

    async fn end(self) {
        // One that has crashed cannot say goodbye.
        let _ = self.client.close().await;
        self.driver.end().await;
    }
}
