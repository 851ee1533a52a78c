//! What a cell tells the shell around it. Strings by `postMessage`, because on a disk every document is an origin of its
//! own and can see nothing of another.

use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use portico::context::Intent;
use portico::host::browser::{document, window};

/// Whether the cell stands in the shell.
pub(super) fn is_framed() -> bool {
    window().parent().is_ok_and(|parent| parent.is_some_and(|parent| parent != window()))
}

pub(super) fn post(message: &Value) {
    if let (true, Ok(Some(parent))) = (is_framed(), window().parent()) {
        let _ = parent.post_message(&JsValue::from_str(&message.to_string()), "*");
    }
}

/// The cell is drawn.
pub(super) fn ready(cell: &str) {
    let height = document().document_element().map_or(0, |root| root.scroll_height());
    post(&json!({"portico": "ready", "cell": cell, "height": height, "title": document().title()}));
}

/// A walk has come to another scene.
pub(super) fn moved(cell: &str) {
    post(&json!({"portico": "moved", "cell": cell}));
}

/// Somebody pressed something.
pub(super) fn pressed(intent: &Intent) {
    let action = match intent {
        Intent::Act(action) => action.action_type().name(),
        Intent::Retry => "try_again",
        Intent::Restart => "start_again",
        Intent::UsePasskey { .. } => "passkey",
        Intent::CancelPasskey => "cancel_passkey",
        Intent::Reload => "reload",
        Intent::ConfirmationMismatch => "mistyped",
        Intent::Leave(_) => "leave",
        Intent::Redirect => "depart",
        Intent::CancelRedirect => "stay",
        Intent::ReportStalledRedirect => "stall",
    };
    post(&json!({"portico": "pressed", "action": action}));
}

/// The page would leave for this address now.
pub(super) fn left(target: &str) {
    post(&json!({"portico": "left", "target": target}));
}
