//! The step `identify`: the first screen, drawn when the page is built.

mod providers;

use auth_contract::{ActionType, IdentifierType, Identify, StepType};

use crate::i18n::{Key, Words};
use crate::ui::{Icon, Node, el, icon, label_of};

/// The first step as the page knows it before any server has spoken.
pub fn first_step() -> Identify {
    Identify {
        identifier_types: vec![IdentifierType::Email, IdentifierType::Username],
        identifier: None,
        providers: vec![],
        passkey_options: None,
    }
}

/// The first screen. It is drawn when the page is built and stands in `index.html`; the program adopts these very
/// nodes (`page/first_screen.rs`) and never draws them again. Hence no signals here: every text carries the number of its key in
/// `data-t`, by which the page changes the language in place. `has_logo` tells of a provider's id whether the document has
/// its logo.
pub fn identify(words: Words, step: &Identify, has_logo: &dyn Fn(&str) -> bool) -> Node {
    let text = |key: Key| label_of(words, key);
    let label = match step.identifier_types[..] {
        [IdentifierType::Email] => Key::IdentifyLabelEmail,
        [IdentifierType::Username] => Key::IdentifyLabelUsername,
        _ => Key::IdentifyLabel,
    };
    let mut input = el("input", "input").attrs(&[
        ("id", "username"),
        ("name", "username"),
        ("type", "text"),
        ("autocomplete", "username webauthn"),
        ("autocapitalize", "none"),
        ("autocorrect", "off"),
        ("spellcheck", "false"),
        ("enterkeyhint", "next"),
        ("aria-describedby", "identify-problem"),
        ("autofocus", ""),
        ("dir", "auto"),
    ]);
    if let Some(identifier) = &step.identifier {
        input = input.attr("value", identifier);
    }
    let field = el("div", "field").with(vec![
        el("label", "").attr("for", "username").with(vec![text(label)]),
        input.empty(),
        el("div", "alert-slot").attrs(&[("id", "identify-problem"), ("role", "alert")]).empty(),
    ]);
    let button = el("button", "button")
        .attrs(&[("type", "submit"), ("data-action", ActionType::Identify.name())])
        .with(vec![el("span", "button-label").with(vec![text(Key::CommonContinue)])]);
    // `dialog` submits nothing by itself: until the program is here, a press waits instead of leaving the page.
    let form = el("form", "form").attrs(&[("id", "identify-form"), ("method", "dialog"), ("novalidate", "")]);
    el("section", "card").attrs(&[("id", "identify"), ("data-step", StepType::Identify.name())]).with(vec![
        el("h1", "title").attr("tabindex", "-1").with(vec![text(Key::IdentifyTitle)]),
        el("p", "lead lead-line").attr("id", "identify-lead").with(vec![text(Key::IdentifyLead)]),
        el("div", "notice-slot").attrs(&[("id", "identify-notice"), ("role", "status")]).empty(),
        form.with(vec![field, button]),
        providers::providers(words, &step.providers, has_logo),
        passkey(words),
    ])
}

/// Hidden until the program knows that the browser and the flow have it; the style sheet keeps room for it below the
/// card, so that nothing moves when it comes.
fn passkey(words: Words) -> Node {
    let button = el("button", "button button-quiet")
        .attrs(&[("type", "button"), ("data-action", ActionType::SubmitPublicKey.name())])
        .with(vec![
            el("span", "button-icon").with(vec![icon(Icon::Key)]),
            el("span", "button-label").with(vec![label_of(words, Key::IdentifyPasskey)]),
        ]);
    let cancel = el("button", "link")
        .attrs(&[("type", "button"), ("data-cancel", ""), ("hidden", "")])
        .with(vec![el("span", "button-label").with(vec![label_of(words, Key::PasskeyCancel)])]);
    let asking = el("div", "asking").with(vec![el("p", "hint").attr("role", "status").empty(), cancel]);
    let problem = el("div", "alert-slot").attrs(&[("id", "passkey-problem"), ("role", "alert")]).empty();
    el("div", "passkey").attrs(&[("id", "identify-passkey"), ("hidden", "")]).with(vec![button, asking, problem])
}
