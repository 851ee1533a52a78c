//! What arrives in mailboxes and on telephones.

use auth_contract::{Action, Method};
use serde_json::Value;

use super::{Browser, Visit};

async fn of_kind(browser: &mut Browser, kind: &str) -> Vec<Value> {
    let mut all: Vec<Value> = browser.get("/dev/outbox").await.json();
    all.retain(|message| message["kind"] == kind);
    all
}

/// Every message that somebody has asked for, newest first.
pub async fn messages(browser: &mut Browser) -> Vec<Value> {
    of_kind(browser, "code").await
}

/// Every message about a change at an account, newest first.
pub async fn notices(browser: &mut Browser) -> Vec<Value> {
    of_kind(browser, "notice").await
}

/// The code in the newest message to `to`.
pub async fn newest_code(browser: &mut Browser, to: &str) -> String {
    let all = messages(browser).await;
    let newest =
        all.iter().find(|message| message["to"] == to).unwrap_or_else(|| panic!("no message to {to}: {all:?}"));
    newest["code"].as_str().expect("a code").into()
}

/// A code that is not this one.
pub fn another_code(code: &str) -> String {
    let number: u32 = code.parse().expect("six digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

pub fn choose(method: Method) -> Action {
    Action::SelectMethod { method }
}

pub fn send_to(destination: &str) -> Action {
    Action::SetDestination { destination: destination.into(), country: None }
}

pub fn request_reset(identifier: Option<&str>) -> Action {
    Action::RequestReset { identifier: identifier.map(Into::into) }
}

pub fn change_password(new_password: &str) -> Action {
    Action::ChangePassword { new_password: auth_contract::Secret::new(new_password) }
}

impl Visit<'_> {
    /// How many messages went out so far.
    pub async fn messages(&mut self) -> usize {
        messages(self.browser).await.len()
    }

    /// The code in the newest message to `to`.
    pub async fn code_sent_to(&mut self, to: &str) -> String {
        newest_code(self.browser, to).await
    }
}
