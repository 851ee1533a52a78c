//! Alternatives for people whose app does not open.

use std::sync::Arc;

use auth_contract::Complete;
use leptos::prelude::*;

use super::Say;
use super::hand_over::HandOver;
use crate::context::Intent;
use crate::host;
use crate::i18n::Key;
use crate::ui::{Button, Node, button, copy_button, el, group};

const CODE: &str = "app-code";

/// What else there is for whose app does not open (U3): on screen once it did not, below a question once it may have.
/// `None` where the operator offers nothing.
pub fn alternatives(step: &Complete, say: &Say, state: RwSignal<HandOver>) -> Option<Node> {
    let context = say.context;
    let completed_here = context.state.with_untracked(|screen_state| screen_state.completed_here);
    let failed = Memo::new(move |before: Option<&bool>| match state.get() {
        // A second try takes nothing away that is on screen.
        HandOver::Opening => before.copied().unwrap_or_default(),
        now => now == HandOver::Failed,
    });
    // Also for whom the page may not send on.
    let refused = move || context.state.with(|screen_state| screen_state.submit.error().is_some());
    let tried = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or(!completed_here) || state.get() != HandOver::Waiting || refused()
    });
    let when =
        |truth: Memo<bool>, word: &'static str| Signal::derive(move || if truth.get() { word } else { "" }.to_owned());
    let untried = Signal::derive(move || if tried.get() { "" } else { "hidden" }.to_owned());
    let question = el("summary", "link").bind("hidden", when(failed, "hidden")).say(say.said(Key::CompleteNotOpen));
    let mut parts = vec![];
    parts.extend(step.app.as_ref().and_then(|app| app.web_url.clone()).map(|url| {
        let look = Button { class: "button button-quiet", label: say.said(Key::CompleteWeb), hook: ("data-web", "") };
        button(look, context.intent_handler(Intent::Leave(url)))
    }));
    parts.extend(step.code.as_ref().map(|code| code_to_carry(say, code.clone())));
    if parts.is_empty() {
        return None;
    }
    let ways = el("details", "disclosure")
        .bind("hidden", untried)
        .bind("open", when(failed, "open"))
        .with(vec![question, group("disclosure-content", parts)]);
    Some(ways)
}

/// The code to carry into the app by hand. Only here: it is a secret until the app has used it.
fn code_to_carry(say: &Say, code: auth_contract::Secret) -> Node {
    let label = el("label", "").attr("for", CODE).say(say.said(Key::CompleteCode));
    // Managers are told nothing of it: no name, and no word in its id that they look for at an end.
    let field = el("textarea", "input app-code")
        .attrs(&[
            ("id", CODE),
            ("data-app-code", ""),
            ("readonly", ""),
            ("rows", "2"),
            ("dir", "ltr"),
            ("spellcheck", "false"),
            ("translate", "no"),
            ("aria-describedby", "app-code-hint"),
        ])
        .on("focus", |_| host::select_text(CODE))
        .show(code.expose());
    let hint = el("p", "hint").attr("id", "app-code-hint").say(say.said(Key::CompleteCodeText));
    let copy = copy_button(say.context, Key::CompleteCodeCopy, Arc::new(move || code.expose().to_owned()));
    group("field", vec![label, field, hint, group("button-row", vec![copy])])
}
