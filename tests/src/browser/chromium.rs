//! What only Chromium can do: `DevTools` commands and its console.

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use super::driver::OtherCommand;
use super::{Apps, Browser, ConsoleLine, Held, Settings};
use crate::settings;

pub(super) fn capabilities(wanted: &Settings) -> Capabilities {
    let lang = format!("--lang={}", wanted.languages.split(',').next().unwrap_or("en"));
    let mut arguments = vec![
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-search-engine-choice-screen",
        "--hide-scrollbars",
        "--window-size=1280,900",
        // Pages of the address bar's own, which every browser would load before a walk begins.
        "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
        &lang,
    ];
    if wanted.disk_is_one_origin {
        arguments.push("--allow-file-access-from-files");
    }
    let value = json!({
        "browserName": "chrome",
        // The load event waits for what a test may hold back.
        "pageLoadStrategy": "eager",
        "goog:loggingPrefs": {"browser": "ALL"},
        "goog:chromeOptions": {
            "binary": settings::chromium(),
            "args": arguments,
            "prefs": {
                "intl.accept_languages": wanted.languages,
                // Its bubbles would take the focus; the manager's own tests switch it on.
                "credentials_enable_service": false,
                "profile.password_manager_enabled": false,
                "protocol_handler.allowed_origin_protocol_pairs": wanted.apps.as_ref().map(Apps::preference),
            },
        },
    });
    match value {
        Value::Object(capabilities) => capabilities,
        _ => unreachable!("an object literal"),
    }
}

impl Browser {
    pub(super) async fn prepare_chromium(&self) {
        let downloads = self.downloads();
        std::fs::create_dir_all(&downloads).expect("a folder for downloads");
        self.cdp("Browser.setDownloadBehavior", json!({"behavior": "allow", "downloadPath": downloads})).await;
    }

    /// Carries out a command of the Chrome `DevTools` Protocol (Chromium only).
    ///
    /// # Panics
    /// When the browser refuses it.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        // Without a context such a command is about the process's own one.
        if let (true, Held::Context(context)) = (command.starts_with("Browser."), &*self.held.lock().await) {
            return context.command(command, parameters).await.unwrap_or_else(|error| panic!("{error}"));
        }
        let body = json!({"cmd": command, "params": parameters});
        let answer = self.client.issue_cmd(OtherCommand::post("goog/cdp/execute", body)).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    pub(super) async fn chromium_console(&self) -> Vec<ConsoleLine> {
        let command = OtherCommand::post("se/log", json!({"type": "browser"}));
        let Ok(Value::Array(entries)) = self.client.issue_cmd(command).await else { return Vec::new() };
        let text = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        entries
            .iter()
            .map(|entry| ConsoleLine {
                level: text(entry, "level"),
                source: text(entry, "source"),
                text: text(entry, "message"),
            })
            .collect()
    }
}
