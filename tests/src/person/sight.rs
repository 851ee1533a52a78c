//! What a person sees: looking until it is there.

use std::time::Duration;

use fantoccini::elements::Element;
use serde_json::{Value, json};

use super::Person;
use crate::clock::{PATIENCE, Stopwatch};
use crate::settings;

/// How often a person looks.
const GLANCE: Duration = Duration::from_millis(25);

/// Looks in the page itself, which costs a tenth of asking from outside: for a second at most, and only once where
/// nobody sees the page, since browsers let timers of such pages sleep.
const GAZE: &str = r"
    const done = arguments[arguments.length - 1], argument = arguments[0], since = performance.now();
    const look = async () => {
        let answer;
        try { answer = await body(argument); } catch { answer = false; }
        if ((answer ?? '') !== '' && answer !== false) done(answer);
        else if (document.hidden || performance.now() - since > 1000) done(false);
        else setTimeout(look, 15);
    };
    look();
";

/// Functions for scripts that look at the page.
const EYES: &str = r"
    const visible = e => !!e && e.getClientRects().length > 0 && e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
    const find = selector => [...document.querySelectorAll(selector)].find(visible);
    const atRest = () => document.getAnimations().every(a => {
        const {duration, iterations} = a.effect.getComputedTiming();
        return a.playState !== 'running' || iterations === Infinity || duration > 1000;
    });
    const words = e => (e?.innerText ?? '').trim();
";

impl Person {
    /// Looks until a function body (with `visible`, `find(selector)`, `atRest()`, `words(element)` and `arguments[0]`)
    /// returns something true, and returns it.
    pub async fn until(&self, what: &str, body: &str, argument: Value) -> Value {
        let once = format!("{EYES}\n{body}");
        let again = format!("const body = function () {{ {once} }};\n{GAZE}");
        let watch = Stopwatch::start();
        // Most of what a person looks for is there already, and where scripts are off no page can wait for the rest.
        let mut answer = self.browser().run(&once, argument.clone()).await;
        loop {
            // A script fails while the document changes under it; only the last answer matters.
            match answer {
                Ok(value) if value != false && value != Value::Null && value != "" => return value,
                answer if watch.elapsed() >= PATIENCE => {
                    let there = self.browser().run(&format!("{EYES} return words(document.body);"), Value::Null).await;
                    let there = there.map_or_else(|error| error, |text| text.as_str().unwrap_or_default().to_owned());
                    self.fails(&format!(
                        "{what}: not within {PATIENCE:?} (last answer {answer:?}). On screen:\n{there}"
                    ));
                }
                _ => {
                    tokio::time::sleep(GLANCE).await;
                    let gazed = self.browser().client.execute_async(&again, vec![argument.clone()]).await;
                    answer = gazed.map_err(|error| error.to_string());
                }
            }
        }
    }

    /// Looks until the screen of `step` is there, alone and at rest.
    pub async fn sees(&self, step: &str) {
        self.note(format!("sees {step}"));
        let body = "
            const steps = [...document.querySelectorAll('[data-step]')].filter(visible);
            return steps.length === 1 && steps[0].dataset.step === arguments[0] && atRest();
        ";
        self.until(&format!("the screen {step:?}"), body, json!(step)).await;
    }

    /// Looks until `selector` finds something visible, and returns its words.
    pub async fn reads(&self, selector: &str) -> String {
        let body = "const e = find(arguments[0]); return e ? {words: words(e)} : null;";
        let found = self.until(&format!("{selector} visible"), body, json!(selector)).await;
        found["words"].as_str().unwrap_or_default().to_owned()
    }

    /// Looks until what `selector` finds is visible, enabled, idle and at rest, and returns it.
    pub(super) async fn until_ready(&self, selector: &str) -> Element {
        let body = "
            const e = find(arguments[0]);
            const idle = e && !e.disabled && e.getAttribute('aria-disabled') !== 'true';
            return idle && atRest() ? e : null;
        ";
        let found = self.until(&format!("{selector} ready to be pressed"), body, json!(selector)).await;
        // WebDriver section 12.1: an object with one member, whose value is the reference.
        let reference = found.as_object().and_then(|object| object.values().next()).and_then(Value::as_str);
        let reference = reference.unwrap_or_else(|| self.fails(&format!("{selector} is no element: {found}")));
        Element::from_element_id(self.browser().client.clone(), reference.to_owned().into())
    }

    /// Whether something that `selector` finds is visible now.
    pub async fn can_see(&self, selector: &str) -> bool {
        self.runs(&format!("{EYES} return !!find(arguments[0]);"), json!(selector)).await == true
    }

    /// Looks until the error `code` is shown, and returns its words.
    pub async fn expects_error(&self, code: &str) -> String {
        self.note(format!("expects the error {code}"));
        let words = self.reads(&format!("[role=alert] [data-error={code}], [role=alert][data-error={code}]")).await;
        if words.is_empty() {
            self.fails(&format!("the error {code} has no words"));
        }
        // A code of one word is an ordinary word.
        if code.contains('_') && words.contains(code) {
            self.fails(&format!("a raw code on screen: {words}"));
        }
        words
    }

    /// Looks until the notice `code` stands above the form, and returns its words.
    pub async fn expects_notice(&self, code: &str) -> String {
        self.note(format!("expects the notice {code}"));
        let words = self.reads(&format!("[data-notice={code}]")).await;
        if words.is_empty() || words.contains(code) {
            self.fails(&format!("the notice {code} reads {words:?}"));
        }
        words
    }

    /// Looks until the failure screen is there, with words and a control that leads on; returns its kind.
    pub async fn expects_failure_screen(&self) -> String {
        self.sees("failure").await;
        let body = "
            const screen = find('[data-step=failure]');
            const ways = [...screen.querySelectorAll('button, a[href]')].filter(e => visible(e) && !e.disabled && words(e));
            return words(screen.querySelector('h1')) && ways.length ? screen.dataset.failure : null;
        ";
        let kind = self.until("a failure screen with a heading and a way on", body, Value::Null).await;
        kind.as_str().unwrap_or_default().to_owned()
    }

    /// All text on screen, as a person reads it.
    pub async fn text_on_screen(&self) -> String {
        let text = self.runs("return document.body.innerText;", Value::Null).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The tag of the screen that is there now; empty when there is none.
    pub async fn step(&self) -> String {
        let body = format!("{EYES} return find('[data-step]')?.dataset.step ?? '';");
        self.runs(&body, Value::Null).await.as_str().unwrap_or_default().to_owned()
    }

    /// Looks until the program has arrived: it has started or resumed a flow and put it into the URL.
    pub async fn sees_the_program_arrive(&self) {
        self.note("sees the program arrive".into());
        let body = "return new URLSearchParams(location.search).has('flow');";
        self.until("the program arrived (?flow= in the URL)", body, Value::Null).await;
    }

    /// A picture of the window, PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let picture = self.browser().client.screenshot().await;
        picture.unwrap_or_else(|error| self.fails(&format!("no picture: {error}")))
    }

    /// Keeps a picture of the whole page as `target/screenshots/<name>.png`.
    pub async fn screenshot(&self, name: &str) {
        self.note(format!("takes a picture: {name}"));
        self.until("at rest", "return atRest();", Value::Null).await;
        let path = settings::target().join("screenshots").join(format!("{name}.png"));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for screenshots");
        std::fs::write(&path, self.picture_of_whole_page().await).expect("the picture can be written");
    }

    /// A picture of the page from top to bottom, PNG (Chromium).
    async fn picture_of_whole_page(&self) -> Vec<u8> {
        let size = &self.browser().cdp("Page.getLayoutMetrics", json!({})).await["cssContentSize"];
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        let parameters = json!({"clip": clip, "captureBeyondViewport": true});
        let picture = self.browser().cdp("Page.captureScreenshot", parameters).await;
        let picture = data_encoding::BASE64.decode(picture["data"].as_str().unwrap_or_default().as_bytes());
        picture.unwrap_or_else(|error| self.fails(&format!("no picture: {error}")))
    }

    /// Shows the page as on a screen of this size in CSS pixels (Chromium).
    pub async fn uses_screen(&self, width: u32, height: u32) {
        self.note(format!("uses a screen of {width} × {height}"));
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.browser().cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Shows the page in the window again that the browser was started with (Chromium).
    pub async fn uses_its_own_screen(&self) {
        self.browser().cdp("Emulation.clearDeviceMetricsOverride", json!({})).await;
    }

    /// Switches the system to `light` or `dark` (Chromium).
    pub async fn prefers(&self, scheme: &str) {
        self.note(format!("prefers {scheme}"));
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.browser().cdp("Emulation.setEmulatedMedia", features).await;
    }
}
