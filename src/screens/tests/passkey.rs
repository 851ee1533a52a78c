//! Passkeys on the screens: offered where they can be used, cancelled, explained where they cannot.

use super::*;
use crate::flow::{CeremonyError, SubmitError, SubmitErrorKind};
use crate::i18n::Key;

fn drawn(name: &str, submit: Submit, passkeys: bool) -> String {
    let scene = samples::scenes().into_iter().find(|sample| sample.name == name).expect("a sample").value;
    let flow = Some(scene.flow.clone().into());
    let state = ScreenState { flow, submit, passkeys, ..live_at(Screen::Step) };
    Owner::new().with(|| screen(context("en", state), &scene.flow).to_html())
}

const STEPS: [&str; 2] = ["passkey-enroll", "mfa-challenge-passkey"];

#[test]
fn while_the_device_asks_there_is_a_way_out_and_only_then() {
    let hidden = "<div hidden=\"hidden\"><button class=\"link\" type=\"button\" data-cancel=\"\">";
    for step in STEPS {
        let idle = drawn(step, Submit::Idle, true);
        assert!(idle.contains(hidden) && idle.contains("aria-busy=\"false\""), "{step}: {idle}");
        let asking = drawn(step, Submit::Asking, true);
        assert!(asking.contains("data-cancel") && !asking.contains(hidden), "{step}: {asking}");
        assert!(asking.contains("aria-busy=\"true\"") && asking.contains(bundled("en").get(Key::PasskeyAsking)));
    }
}

#[test]
fn a_browser_without_passkeys_is_offered_another_way_and_no_button_that_cannot_work() {
    for step in STEPS {
        let html = drawn(step, Submit::Idle, false);
        assert!(!html.contains("data-action=\"submit_public_key\""), "{step}: {html}");
        assert!(html.contains(bundled("en").get(Key::PasskeyUnsupported)), "{step}: {html}");
        let way = if step == "passkey-enroll" { "data-action=\"back\"" } else { "data-action=\"switch_method\"" };
        assert!(html.contains(way), "{step}: {html}");
    }
}

#[test]
fn every_refusal_of_a_device_has_its_own_words() {
    for step in STEPS {
        let mut said: Vec<String> = vec![];
        for error in CeremonyError::ALL {
            let html = drawn(step, Submit::Failed(SubmitError::of(SubmitErrorKind::Passkey(error))), true);
            let (_, alert) = html.split_once(&format!("data-error=\"{}\">", error.name())).expect("an alert");
            let text = alert.split('<').next().unwrap_or_default().to_owned();
            assert!(text.len() > 20 && !said.contains(&text), "{step}: {text}");
            said.push(text);
        }
    }
    let cancelled =
        |step| drawn(step, Submit::Failed(SubmitError::of(SubmitErrorKind::Passkey(CeremonyError::Cancelled))), true);
    assert!(cancelled(STEPS[0]).contains(bundled("en").get(Key::PasskeyNotCreated)));
    assert!(cancelled(STEPS[1]).contains(bundled("en").get(Key::PasskeyNotUsed)));
}

/// Managers and autofill know fields by their names: this one is nobody's name, password or code.
#[test]
fn the_name_of_a_passkey_is_not_taken_for_something_else() {
    let html = drawn("passkey-enroll", Submit::Idle, true);
    let (_, input) = html.split_once("<input").expect("one field");
    let (input, rest) = input.split_once('>').expect("its end");
    assert!(!rest.contains("<input"), "one field only");
    assert!(input.contains("id=\"passkey-name\"") && input.contains("name=\"passkey-name\""), "{input}");
    assert!(input.contains("value=\"Mac\"") && !input.contains("autocomplete"), "{input}");
}

#[test]
fn the_names_of_passkeys_are_shown_where_one_is_asked() {
    assert!(drawn("mfa-challenge-passkey", Submit::Idle, true).contains("MacBook Air"));
}
