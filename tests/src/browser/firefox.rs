//! What only Firefox can do: its own context, where its password manager lives.

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use super::driver::OtherCommand;
use super::{Browser, ConsoleLine, Settings};
use crate::settings;

pub(super) fn capabilities(wanted: &Settings) -> Capabilities {
    let value = json!({
        "browserName": "firefox",
        "pageLoadStrategy": "eager",
        "moz:firefoxOptions": {
            "binary": settings::firefox(),
            "args": ["-headless", "-width", "1280", "-height", "900"],
            "prefs": {
                "intl.accept_languages": wanted.languages,
                "datareporting.policy.dataSubmissionEnabled": false,
                "app.update.disabledForTesting": true,
                "browser.shell.checkDefaultBrowser": false,
                // WebDriver turns these two off; filling and saving is what the tests are about.
                "signon.autofillForms": true,
                "signon.rememberSignons": true,
                // The only authenticators are those that a walk plugs in.
                "security.webauth.webauthn_enable_softtoken": true,
                "security.webauth.webauthn_enable_usbtoken": false,
            },
        },
    });
    match value {
        Value::Object(capabilities) => capabilities,
        _ => unreachable!("an object literal"),
    }
}

/// How Firefox offers to save a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A panel, of its own accord.
    Panel,
    /// A key in the address bar, to be pressed.
    Key,
    Nothing,
}

impl Browser {
    /// Runs a function body with the rights of the browser itself; `arguments[0]` is `argument`, the last argument
    /// is the callback that ends it.
    pub async fn run_privileged(&self, body: &str, argument: Value) -> Value {
        self.context("chrome").await;
        let answer = self.client.execute_async(body, vec![argument]).await;
        self.context("content").await;
        answer.unwrap_or_else(|error| panic!("in the browser's own context: {error}"))
    }

    /// Puts a login into Firefox's password manager, as if the person had saved it before.
    pub async fn saves_login(&self, origin: &str, username: &str, password: &str) {
        let script = r#"
            const [login, done] = arguments;
            const info = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
            info.init(login.origin, login.origin, null, login.username, login.password, "", "");
            Services.logins.addLoginAsync(info).then(() => done("saved"), error => done(String(error)));
        "#;
        let answer =
            self.run_privileged(script, json!({"origin": origin, "username": username, "password": password})).await;
        assert_eq!(answer, "saved", "Firefox did not take the login");
    }

    /// What Firefox's password manager holds: `[{origin, username, password}]`.
    pub async fn saved_logins(&self) -> Value {
        let script = r"
            const done = arguments[arguments.length - 1];
            Services.logins.getAllLogins().then(logins => done(logins.map(login =>
                ({origin: login.origin, username: login.username, password: login.password}))));
        ";
        self.run_privileged(script, Value::Null).await
    }

    /// Presses "Save" (or "Update") in what Firefox offers for a login, and returns how it was offered.
    pub async fn accepts_offer_to_save(&self) -> Offer {
        let script = r"
            const done = arguments[arguments.length - 1];
            const window = Services.wm.getMostRecentWindow('navigator:browser');
            const {PopupNotifications} = window;
            const panel = PopupNotifications.panel;
            const happens = name => new Promise(then => panel.addEventListener(name, then, {once: true}));
            const until = Date.now() + 8000;
            const look = async () => {
                const offer = PopupNotifications.getNotification('password');
                if (!offer || (offer.options.dismissed && Date.now() < until)) {
                    if (Date.now() > until) done('nothing'); else window.setTimeout(look, 50);
                    return;
                }
                const offered = offer.options.dismissed ? 'key' : 'panel';
                // Its fields hold the newest values only once it has been shown with them.
                if (panel.state === 'open') { const hidden = happens('popuphidden'); panel.hidePopup(); await hidden; }
                const shown = happens('popupshown');
                offer.reshow();
                await shown;
                await offer.mainAction.callback();
                offer.remove();
                done(offered);
            };
            look();
        ";
        match self.run_privileged(script, Value::Null).await.as_str() {
            Some("panel") => Offer::Panel,
            Some("key") => Offer::Key,
            _ => Offer::Nothing,
        }
    }

    pub(super) async fn firefox_console(&self) -> Vec<ConsoleLine> {
        let script = r#"
            const done = arguments[arguments.length - 1];
            const lines = Services.console.getMessageArray()
                .filter(message => message instanceof Ci.nsIScriptError && message.sourceName.startsWith("http"))
                .map(message => ({
                    level: message.flags & Ci.nsIScriptError.warningFlag ? "WARNING" : "SEVERE",
                    source: message.category.includes("CSP") ? "security" : "javascript",
                    text: message.errorMessage,
                }));
            Services.console.reset();
            done(lines);
        "#;
        let lines = self.run_privileged(script, Value::Null).await;
        let text = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
        lines
            .as_array()
            .into_iter()
            .flatten()
            .map(|line| ConsoleLine {
                level: text(line, "level"),
                source: text(line, "source"),
                text: text(line, "text"),
            })
            .collect()
    }

    async fn context(&self, context: &str) {
        let command = OtherCommand::post("moz/context", json!({"context": context}));
        self.client.issue_cmd(command).await.unwrap_or_else(|error| panic!("context {context}: {error}"));
    }
}
