//! Real key presses, as the browser's input pipeline gets them.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key as Code;
use serde_json::json;

use super::Person;

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Char(char),
    Enter,
    Tab,
    Escape,
    Backspace,
    Left,
    Down,
    Control,
    Shift,
}

impl Key {
    fn code(self) -> char {
        match self {
            Self::Char(character) => character,
            Self::Enter => Code::Enter.into(),
            Self::Tab => Code::Tab.into(),
            Self::Escape => Code::Escape.into(),
            Self::Backspace => Code::Backspace.into(),
            Self::Left => Code::Left.into(),
            Self::Down => Code::Down.into(),
            Self::Control => Code::Control.into(),
            Self::Shift => Code::Shift.into(),
        }
    }
}

impl Person {
    /// Types text wherever the focus is.
    pub async fn types_keys(&self, text: &str) {
        self.note(format!("types {} characters", text.chars().count()));
        let mut actions = KeyActions::new("keyboard".into());
        for value in text.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.performs(actions).await;
    }

    /// Holds all but the last key down, presses the last, lets go.
    pub async fn presses_keys(&self, keys: &[Key]) {
        self.note(format!("presses {keys:?}"));
        let mut actions = KeyActions::new("keyboard".into());
        for key in keys {
            actions = actions.then(KeyAction::Down { value: key.code() });
        }
        for key in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: key.code() });
        }
        self.performs(actions).await;
    }

    /// Presses one key.
    pub async fn presses_key(&self, key: Key) {
        self.presses_keys(&[key]).await;
    }

    /// Walks with Tab until what has the focus matches `selector`.
    pub async fn tabs_to(&self, selector: &str) {
        const MOST_STOPS: usize = 40;
        for _ in 0..MOST_STOPS {
            let there = "return document.activeElement?.matches(arguments[0]) ?? false;";
            if self.runs(there, json!(selector)).await == true {
                return;
            }
            self.presses_key(Key::Tab).await;
        }
        self.fails(&format!("{selector} cannot be reached with {MOST_STOPS} presses of Tab"));
    }

    /// Begins or changes a composition of an input method in the field that has the focus (Chromium).
    pub async fn composes(&self, text: &str) {
        self.note(format!("composes {text:?}"));
        let end = text.encode_utf16().count();
        let parameters = json!({"text": text, "selectionStart": end, "selectionEnd": end});
        self.browser().cdp("Input.imeSetComposition", parameters).await;
    }

    /// Ends the composition with `text` (Chromium).
    pub async fn commits_composition(&self, text: &str) {
        self.note(format!("commits {text:?}"));
        self.browser().cdp("Input.insertText", json!({"text": text})).await;
    }

    async fn performs(&self, actions: KeyActions) {
        let done = self.browser().client.perform_actions(actions).await;
        done.unwrap_or_else(|error| self.fails(&format!("keyboard: {error}")));
    }
}
