//! The gallery's cells in a real browser, opened from the disk as a designer opens them: no server, no product.
//!
//! One document shows one cell after another, since only the hash changes; that is what makes the whole matrix cheap.

mod findings;
mod look;
mod matrix;

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use futures_util::FutureExt;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::browser::{Browser, ConsoleLine, Settings};
use crate::clock::PATIENCE;
use crate::clock::Stopwatch;
use crate::{BrowserKind, settings, stage};

pub use findings::Findings;
pub use look::Look;
pub use matrix::{Check, Job, Matrix};

/// One screen in one state, as the gallery lists it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Cell {
    /// As it stands in addresses: `password-wrong`.
    pub id: String,
    pub screen: String,
    pub state: String,
    /// Tested, but not shown to designers.
    pub hidden: bool,
}

/// A language that the gallery speaks, invented ones among them.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Language {
    pub tag: String,
    pub dir: String,
}

impl Language {
    /// Whether it is no language of people: made by machine, to be longer or to run from right to left (the tag ends in a
    /// region for private use, BCP 47).
    pub fn is_invented(&self) -> bool {
        ["-XA", "-XB"].iter().any(|region| self.tag.ends_with(region))
    }
}

/// `cell.html` in a browser.
#[derive(Debug)]
pub struct Gallery {
    pub browser: Browser,
    folder: PathBuf,
    /// Width and height in CSS px, device pixels to one.
    window: Mutex<(u32, u32, u32)>,
    /// What the system prefers, once that was said.
    scheme: Mutex<&'static str>,
    /// Every cell, hidden ones too.
    pub cells: Vec<Cell>,
    pub languages: Vec<Language>,
    /// The names of the brands.
    pub brands: Vec<String>,
}

impl Gallery {
    /// Opens the gallery in `folder` with a fresh browser.
    ///
    /// # Panics
    /// When the browser or the gallery does not start.
    pub async fn open(folder: &Path, kind: BrowserKind) -> Self {
        Self::open_with(folder, &Settings { kind, ..Settings::default() }).await
    }

    async fn open_with(folder: &Path, settings: &Settings) -> Self {
        let browser = Browser::start(settings).await;
        let (folder, cells, languages, brands) = (folder.to_owned(), Vec::new(), Vec::new(), Vec::new());
        // As large as both kinds of browser are started.
        let window = Mutex::new((1280, 900, 1));
        let scheme = Mutex::new("");
        let mut gallery = Self { browser, folder, window, scheme, cells, languages, brands };
        gallery.start().await;
        gallery
    }

    async fn start(&mut self) {
        self.goes_to("cell.html#still=1").await;
        self.draws("#still=1").await.unwrap_or_else(|error| panic!("the gallery does not start: {error}"));
        let body = "return {
            cells: JSON.parse(PORTICO_CELLS), languages: JSON.parse(PORTICO_LANGUAGES),
            brands: PORTICO.brands.map(brand => brand.name),
        };";
        let mut there = self.browser.run(body, Value::Null).await.unwrap_or_else(|error| panic!("{error}"));
        self.cells = serde_json::from_value(there["cells"].take()).expect("PORTICO_CELLS is a list of cells");
        self.languages = serde_json::from_value(there["languages"].take()).expect("PORTICO_LANGUAGES is a list");
        self.brands = serde_json::from_value(there["brands"].take()).expect("every brand has a name");
        assert!(!self.cells.is_empty() && !self.languages.is_empty() && !self.brands.is_empty(), "an empty gallery");
    }

    /// Opens a document of the gallery; `place` is its name with a hash.
    pub async fn goes_to(&self, place: &str) {
        let address = self.address(place);
        self.browser.client.goto(&address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// The `file://` address of a document of the gallery.
    pub fn address(&self, place: &str) -> String {
        format!("file://{}/{place}", self.folder.display())
    }

    /// The cells that designers see.
    pub fn shown(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.hidden)
    }

    /// Shows the cell of a hash and waits until it has been drawn.
    ///
    /// # Errors
    /// In words, when the program has failed or does not draw.
    pub async fn draws(&self, hash: &str) -> Result<(), String> {
        let script = "
            const [hash, patience, done] = arguments;
            const root = document.documentElement, since = performance.now();
            const plain = text => decodeURIComponent((text ?? '').replace(/^#/, ''));
            if (plain(location.hash) !== plain(hash)) { delete root.dataset.ready; location.hash = hash; }
            const look = () => {
                if (root.dataset.failed) done(root.dataset.failed + ': ' + document.body.innerText);
                else if (root.dataset.ready !== undefined && plain(root.dataset.ready) === plain(hash)) done('');
                else if (performance.now() - since > patience) done(`drawn is ${root.dataset.ready}, not ${hash}`);
                else setTimeout(look, 4);
            };
            look();
        ";
        let arguments = vec![json!(hash), json!(PATIENCE.as_secs() * 1000)];
        let answer = self.browser.client.execute_async(script, arguments).await;
        match answer.map_err(|error| error.to_string())?.as_str() {
            Some("") => Ok(()),
            Some(error) => Err(error.to_owned()),
            None => Err("the page gave no answer".into()),
        }
    }

    /// Presses keys one after the other, wherever the focus is; a chord is one string of its keys.
    ///
    /// # Panics
    /// When the browser takes no keys.
    pub async fn presses(&self, keys: &[&str]) {
        for chord in keys {
            let mut actions = KeyActions::new("keyboard".into());
            for value in chord.chars() {
                actions = actions.then(KeyAction::Down { value });
            }
            for value in chord.chars().rev() {
                actions = actions.then(KeyAction::Up { value });
            }
            self.browser.client.perform_actions(actions).await.unwrap_or_else(|error| panic!("{chord:?}: {error}"));
        }
    }

    /// Looks until a function body returns something true, and returns it.
    ///
    /// # Panics
    /// When it does not within a person's patience.
    pub async fn until(&self, what: &str, body: &str) -> Value {
        let watch = Stopwatch::start();
        loop {
            match self.browser.run(body, Value::Null).await {
                Ok(value) if value != false && value != Value::Null && value != "" => return value,
                answer if watch.elapsed() > PATIENCE => panic!("{what}: not within {PATIENCE:?}, but {answer:?}"),
                _ => tokio::time::sleep(Duration::from_millis(25)).await,
            }
        }
    }

    /// Makes the window `width` × `height` CSS px, with `scale` device pixels to one (Chromium).
    ///
    /// # Panics
    /// When the document does not come to measure that.
    pub async fn uses_window(&self, width: u32, height: u32, scale: u32) {
        let before = std::mem::replace(&mut *lock(&self.window), (width, height, scale));
        if before != (width, height, scale) {
            self.resizes(width, height, scale).await;
            self.waits_for(&format!("(innerWidth === {width} && devicePixelRatio === {scale})")).await;
        }
    }

    /// Switches the system to `light` or `dark` (Chromium).
    ///
    /// # Panics
    /// When the document does not learn of it.
    pub async fn prefers(&self, scheme: &'static str) {
        if std::mem::replace(&mut *lock(&self.scheme), scheme) != scheme {
            let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
            self.browser.cdp("Emulation.setEmulatedMedia", features).await;
            self.waits_for(&format!("matchMedia('(prefers-color-scheme: {scheme})').matches")).await;
        }
    }

    /// Waits until an expression is true, and then for a frame, in which the page hears of it.
    async fn waits_for(&self, expression: &str) {
        let script = format!(
            "const done = arguments[arguments.length - 1], since = performance.now();
            const look = () => {{
                const late = performance.now() - since > {};
                if ({expression} || late) requestAnimationFrame(() => setTimeout(() => done(!late)));
                else setTimeout(look, 4);
            }};
            look();",
            PATIENCE.as_millis()
        );
        let came = self.browser.client.execute_async(&script, Vec::new()).await;
        assert!(matches!(came, Ok(Value::Bool(true))), "{expression}: not within {PATIENCE:?}: {came:?}");
    }

    async fn resizes(&self, width: u32, height: u32, scale: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": scale, "mobile": false});
        self.browser.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// A PNG of the whole page, below the fold too (Chromium).
    ///
    /// # Panics
    /// When the browser takes no picture.
    pub async fn picture(&self) -> Vec<u8> {
        let settle = "
            const done = arguments[arguments.length - 1], root = document.scrollingElement;
            const pictures = [...document.images].map(picture => picture.decode().catch(() => {}));
            Promise.all([document.fonts.ready, ...pictures]).then(() => {
                scrollTo(0, 0);
                done({height: root.scrollHeight});
            });
        ";
        let page = self.browser.client.execute_async(settle, Vec::new()).await.expect("a page that settles");
        // Not `captureBeyondViewport`: it lays the page out once more, and one from right to left comes out shifted.
        let (width, height, scale) = *lock(&self.window);
        let whole = page["height"].as_u64().and_then(|whole| u32::try_from(whole).ok()).unwrap_or(height);
        if whole > height {
            self.resizes(width, whole, scale).await;
        }
        let picture = self.browser.cdp("Page.captureScreenshot", json!({})).await;
        if whole > height {
            self.resizes(width, height, scale).await;
        }
        let picture = data_encoding::BASE64.decode(picture["data"].as_str().unwrap_or_default().as_bytes());
        picture.expect("a picture in Base64")
    }

    /// What the console complained about since the last call.
    pub async fn complaints(&self) -> Vec<ConsoleLine> {
        self.browser.console().await.into_iter().filter(|line| line.level == "SEVERE" || line.is_failure()).collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a test on the gallery that was built last, in Chromium. What it finds is collected and told together: a
/// designer's change that breaks thirty cells should not take thirty runs to understand.
pub fn gallery(body: impl AsyncFnOnce(&Gallery, &mut Findings)) {
    run(async |findings| {
        let gallery = Gallery::open(&settings::gallery(), BrowserKind::Chromium).await;
        let outcome = AssertUnwindSafe(body(&gallery, findings)).catch_unwind().await;
        gallery.browser.close().await;
        outcome
    });
}

/// The same with the cells in a frame, for tests that check many of them.
pub fn matrix(body: impl AsyncFnOnce(&Matrix, &mut Findings)) {
    run(async |findings| {
        let matrix = Matrix::open(&settings::gallery()).await;
        let outcome = AssertUnwindSafe(body(&matrix, findings)).catch_unwind().await;
        matrix.gallery.browser.close().await;
        outcome
    });
}

fn run(body: impl AsyncFnOnce(&mut Findings) -> std::thread::Result<()>) {
    let _with_others = stage::with_others();
    let _time = stage::Time::start();
    let name = std::thread::current().name().unwrap_or("gallery").replace("::", "/");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let mut findings = Findings::new(settings::target().join("test-failures").join(name));
        if let Err(panic) = body(&mut findings).await {
            resume_unwind(panic);
        }
        findings.tell();
    });
}
