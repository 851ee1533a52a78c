//! A person at a browser. Every verb waits for what it needs, never for a length of time, and is noted in a journal
//! that a failed walk prints.

mod elsewhere;
mod keyboard;
mod sight;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::Product;
use crate::browser::{Browser, BrowserKind, ConsoleLine};
use crate::clock::{PATIENCE, Stopwatch};
use crate::dev_api::Account;
use crate::post::code_in;

pub use keyboard::Key;

/// A person. Clones are handles to the same one.
#[derive(Clone)]
pub struct Person(Arc<Inner>);

struct Inner {
    product: Product,
    browser: Browser,
    since: Stopwatch,
    journal: Mutex<Vec<String>>,
    console: Mutex<Vec<ConsoleLine>>,
    expected: Mutex<Vec<String>>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("browser", &self.0.browser.kind).finish_non_exhaustive()
    }
}

impl Person {
    pub(crate) fn new(product: Product, browser: Browser) -> Self {
        let (journal, console, expected) = Default::default();
        Self(Arc::new(Inner { product, browser, since: Stopwatch::start(), journal, console, expected }))
    }

    /// The product that the person uses.
    pub fn product(&self) -> &Product {
        &self.0.product
    }

    /// The person's browser.
    pub fn browser(&self) -> &Browser {
        &self.0.browser
    }

    // Going places.

    /// Opens a path of the product's origin.
    pub async fn opens(&self, path: &str) {
        self.note(format!("opens {path}"));
        let url = format!("{}{path}", self.0.product.origin());
        self.0.browser.client.goto(&url).await.unwrap_or_else(|error| self.fails(&format!("{path}: {error}")));
    }

    /// Goes where Continue in the demo product for `platform` (`web`, `desktop` …) leads: it asks for authorization.
    pub async fn opens_the_product(&self, platform: &str) {
        self.opens(&format!("/dev/client/{platform}/start")).await;
    }

    /// Loads the page again.
    pub async fn reloads(&self) {
        self.note("reloads".into());
        self.0.browser.client.refresh().await.unwrap_or_else(|error| self.fails(&format!("reload: {error}")));
    }

    /// Presses the browser's Back.
    pub async fn goes_back(&self) {
        self.note("goes back".into());
        self.0.browser.client.back().await.unwrap_or_else(|error| self.fails(&format!("Back: {error}")));
    }

    /// Presses the browser's Forward.
    pub async fn goes_forward(&self) {
        self.note("goes forward".into());
        self.0.browser.client.forward().await.unwrap_or_else(|error| self.fails(&format!("Forward: {error}")));
    }

    /// Opens another tab and looks at it.
    pub async fn opens_a_tab(&self) {
        self.note("opens a tab".into());
        let tab = self.0.browser.opens_tab().await.unwrap_or_else(|error| self.fails(&format!("new tab: {error}")));
        let looks = self.0.browser.client.switch_to_window(tab).await;
        looks.unwrap_or_else(|error| self.fails(&format!("new tab: {error}")));
    }

    /// Looks at another tab, counted from 0 in the order of opening.
    pub async fn looks_at_tab(&self, index: usize) {
        self.note(format!("looks at tab {index}"));
        let client = &self.0.browser.client;
        let tabs = self.0.browser.tabs().await.unwrap_or_else(|error| self.fails(&format!("tabs: {error}")));
        let Some(tab) = tabs.get(index).cloned() else { self.fails(&format!("there is no tab {index}")) };
        client.switch_to_window(tab).await.unwrap_or_else(|error| self.fails(&format!("tab {index}: {error}")));
    }

    /// The address bar.
    pub async fn url(&self) -> url::Url {
        self.0.browser.client.current_url().await.unwrap_or_else(|error| self.fails(&format!("URL: {error}")))
    }

    // Doing things.

    /// Clicks what `selector` finds, once it is visible, enabled and at rest.
    pub async fn clicks(&self, selector: &str) {
        self.note(format!("clicks {selector}"));
        let watch = Stopwatch::start();
        while let Err(error) = self.until_ready(selector).await.click().await {
            // Something moved between looking and clicking: look again.
            if watch.elapsed() > PATIENCE {
                self.fails(&format!("cannot click {selector}: {error}"));
            }
        }
    }

    /// Presses the control that sends `action`.
    pub async fn presses(&self, action: &str) {
        self.clicks(&format!("[data-action={action}]")).await;
    }

    /// Chooses a method.
    pub async fn chooses(&self, method: &str) {
        self.clicks(&format!("[data-method={method}]")).await;
    }

    /// Replaces what is in a field, by hand: click, select all, type.
    pub async fn types(&self, field: &str, text: &str) {
        self.clicks(field).await;
        self.presses_keys(&[Key::Control, Key::Char('a')]).await;
        self.types_keys(text).await;
    }

    /// Types the username and presses Continue.
    pub async fn identifies(&self, account: &Account) {
        self.types("#username", &account.username).await;
        self.presses("identify").await;
    }

    /// Types the password and presses Sign in.
    pub async fn gives_password(&self, account: &Account) {
        self.types("#password", &account.password).await;
        self.presses("submit_password").await;
    }

    /// Types a one-time code. A whole one sends itself, once; after an error the person presses the button.
    pub async fn gives_code(&self, code: &str) {
        const WHOLE: usize = 6;
        let sends_itself = code.chars().count() == WHOLE && !self.can_see("[data-error]").await;
        self.types("#otp", code).await;
        if !sends_itself {
            self.presses("submit_code").await;
        }
    }

    /// Puts text into the clipboard and pastes it into a field (Chromium).
    pub async fn pastes(&self, field: &str, text: &str) {
        self.may_use_the_clipboard().await;
        self.runs("return navigator.clipboard.writeText(arguments[0])", json!(text)).await;
        self.clicks(field).await;
        self.presses_keys(&[Key::Control, Key::Char('a')]).await;
        self.presses_keys(&[Key::Control, Key::Char('v')]).await;
    }

    /// Lets the page and the walk read and write the clipboard without asking (Chromium).
    pub async fn may_use_the_clipboard(&self) {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        let parameters = json!({"origin": self.0.product.origin(), "permissions": permissions});
        self.0.browser.cdp("Browser.grantPermissions", parameters).await;
    }

    /// Looks into the mailbox of `address` until there is a mail that was not read yet, and returns its code.
    pub async fn reads_mail_code(&self, address: &str) -> String {
        self.note("reads a mail".into());
        code_in(&self.0.product.post().next_mail_to(address).await.text)
    }

    /// Looks at the telephone with `number` until there is a message that was not read yet, and returns its code.
    pub async fn receives_sms_code(&self, number: &str) -> String {
        self.note("receives a text message".into());
        let text = self.0.product.post().next_text_to(number).await.text;
        // The last line repeats it for the telephone.
        code_in(&text)
    }

    /// From the product to the step after the password.
    pub async fn signs_in_up_to_the_second_factor(&self, account: &Account) {
        self.opens_the_product("web").await;
        self.sees("identify").await;
        self.identifies(account).await;
        self.sees("password").await;
        self.gives_password(account).await;
    }

    /// From the product to the question for the second factor that is set up.
    pub async fn signs_in_up_to_the_challenge(&self, account: &Account) {
        self.signs_in_up_to_the_second_factor(account).await;
        self.sees("mfa_challenge").await;
    }

    /// Looks until the product has the person back, and returns what it says.
    pub async fn lands_in_the_product(&self) -> String {
        self.note("lands in the product".into());
        let body = "return location.pathname.startsWith('/dev/client/') && find('#who') && words(document.body);";
        self.until("back in the product", body, Value::Null).await.as_str().unwrap_or_default().to_owned()
    }

    /// Clears cookies and storage, as a person does who is told to.
    pub async fn clears_the_browser(&self) {
        self.note("clears the browser".into());
        match self.0.browser.kind {
            BrowserKind::Chromium => {
                let everything = json!({"origin": self.0.product.origin(), "storageTypes": "all"});
                self.0.browser.cdp("Storage.clearDataForOrigin", everything).await;
                self.0.browser.cdp("Network.clearBrowserCookies", json!({})).await;
            }
            BrowserKind::Firefox => {
                let everything = "
                    const done = arguments[arguments.length - 1];
                    const {CLEAR_COOKIES, CLEAR_DOM_STORAGES} = Ci.nsIClearDataService;
                    Services.clearData.deleteData(CLEAR_COOKIES | CLEAR_DOM_STORAGES, () => done(true));
                ";
                self.0.browser.run_privileged(everything, Value::Null).await;
            }
        }
    }

    // Under the bonnet.

    /// Runs a function body in the page with `arguments[0]`.
    pub async fn runs(&self, body: &str, argument: Value) -> Value {
        let ran = self.0.browser.run(body, argument).await;
        ran.unwrap_or_else(|error| self.fails(&format!("script failed: {error}\n{body}")))
    }

    /// A property of the element that `selector` finds.
    pub async fn property(&self, selector: &str, name: &str) -> Value {
        let body = "const e = document.querySelector(arguments[0].selector); return e ? e[arguments[0].name] : null;";
        self.runs(body, json!({"selector": selector, "name": name})).await
    }

    /// What stands in a field.
    pub async fn value_of(&self, field: &str) -> String {
        self.property(field, "value").await.as_str().unwrap_or_default().to_owned()
    }

    /// Says that lines containing `text` on the console are part of this walk.
    pub fn expects_on_console(&self, text: &str) {
        self.expected().push(text.to_owned());
    }

    /// Everything that the console said so far.
    pub async fn console(&self) -> Vec<ConsoleLine> {
        let new = self.0.browser.console().await;
        let mut console = lock(&self.0.console);
        console.extend(new);
        console.clone()
    }

    /// Lines on the console that fail a walk; what the pages of a provider say there is theirs.
    pub(crate) async fn complaints(&self) -> Vec<ConsoleLine> {
        let mut console = self.console().await;
        let expected = self.expected().clone();
        let elsewhere = self.0.product.issuers();
        console.retain(|line| {
            let is_theirs = elsewhere.iter().any(|issuer| line.text.starts_with(issuer));
            line.is_failure() && !is_theirs && !expected.iter().any(|text| line.text.contains(text))
        });
        console
    }

    /// What the person did so far, one line each.
    pub fn journal(&self) -> String {
        lock(&self.0.journal).join("\n")
    }

    /// Adds a line to the journal.
    pub fn note(&self, line: String) {
        lock(&self.0.journal).push(format!("{:7.3} s  {line}", self.0.since.elapsed().as_secs_f64()));
    }

    /// Fails the walk with the journal.
    pub fn fails(&self, what: &str) -> ! {
        panic!("{what}\n\nThe person so far:\n{}\n", self.journal())
    }

    fn expected(&self) -> MutexGuard<'_, Vec<String>> {
        lock(&self.0.expected)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
