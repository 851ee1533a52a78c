//! The choice of a second factor, and where codes shall go.

use auth_contract::{Action, ActionType};

use super::*;
use crate::flow::{SubmitError, SubmitErrorKind};

fn choices(html: &str) -> Vec<&str> {
    html.split("<button ").skip(1).filter(|button| button.contains("choice")).collect()
}

/// M1, M4: last, quiet, until when, and what comes then.
#[test]
fn going_on_without_is_the_last_choice_and_says_until_when() {
    let html = draw(&sample("mfa-enroll-select-policy"), "en");
    let choices = choices(&html);
    let methods = ["totp", "passkey", "email", "sms"];
    for (choice, method) in choices.iter().zip(methods) {
        assert!(choice.contains(&format!("data-method=\"{method}\"")), "{choice}");
    }
    let last = choices[methods.len()..].concat();
    assert!(last.contains("choice-quiet") && last.contains("data-action=\"skip\"") && !last.contains("data-method"));
    assert!(last.contains("Don’t use multi-factor authentication"));
    assert!(last.contains("Possible until 29 April 2027. From then on, signing in needs one of these."), "{last}");
}

/// M4: the page may have been open when the deadline passed.
#[test]
fn going_on_without_leaves_when_the_server_withdraws_it() {
    let scene = sample("mfa-enroll-select-policy");
    let mut later = scene.clone();
    later.flow.actions.retain(|action| *action != ActionType::Skip);
    assert!(!draw(&later, "en").contains("data-action=\"skip\""));
    // Drawn while it was offered, and then answered `skip_expired` with a flow that no longer offers it.
    let mut state = ScreenState { flow: Some(scene.flow.clone().into()), ..live_at(Screen::Step) };
    let html = Owner::new().with(|| {
        let context = context("en", state.clone());
        let drawn = screen(context, &scene.flow);
        state.flow = Some(later.flow.clone().into());
        context.state.set(state);
        drawn.to_html()
    });
    let skip = html.split("<button ").find(|button| button.contains("data-action=\"skip\"")).expect("it was drawn");
    assert!(skip.split('>').next().is_some_and(|tag| tag.contains("hidden=\"hidden\"")), "{skip}");
}

#[test]
fn the_recommended_method_says_why() {
    for name in ["mfa-enroll-select-policy", "mfa-enroll-select-one", "mfa-enroll-select-recommendation"] {
        let html = draw(&sample(name), "en");
        let first = choices(&html)[0];
        assert!(first.contains("data-method=\"totp\"") && first.contains("choice-best"), "{name}");
        assert!(first.contains("Recommended") && first.contains("Free, safer, and works without a signal"), "{name}");
    }
}

/// U6: expected, nothing else changes, how long, the earlier method first, and which entry to delete.
#[test]
fn who_has_to_set_up_again_learns_why_and_what_to_delete() {
    let html = draw(&sample("mfa-enroll-select-migration"), "en");
    for said in ["That is expected", "a minute or two", "Your account, your data and your access stay as they are"] {
        assert!(html.contains(said), "{said}");
    }
    let first = choices(&html)[0];
    assert!(first.contains("data-method=\"sms\"") && first.contains("You used this before"), "{first}");
    assert!(html.contains("“Northwind Clinic (old)”"));
    assert!(draw(&sample("totp-enroll-migration"), "en").contains("Northwind Clinic (old)"));
    assert!(!draw(&sample("totp-enroll"), "en").contains("delete the old entry"));
}

/// C6: advice, not a duty.
#[test]
fn a_recommendation_can_wait() {
    let html = draw(&sample("mfa-enroll-select-recommendation"), "en");
    assert!(html.contains("safer than codes by e-mail or text message"));
    let last = choices(&html).pop().unwrap_or_default();
    assert!(last.contains("data-action=\"skip\"") && last.contains("Not now"), "{last}");
    assert!(!html.contains("Possible until"));
}

#[test]
fn a_browser_without_passkeys_is_not_offered_one_beside_others() {
    let html = draw_with(&sample("mfa-enroll-select-policy"), "en", |state| state.passkeys = false);
    assert!(!html.contains("data-method=\"passkey\"") && html.contains("data-method=\"email\""));
}

#[test]
fn an_address_is_asked_for_as_managers_know_it() {
    let html = draw(&sample("otp-destination-email"), "en");
    assert!(html.contains("Enter the e-mail address of your account once more."));
    let field = html.split("<input").nth(1).unwrap_or_default();
    for has in [" id=\"email\"", " name=\"email\"", " type=\"email\"", " autocomplete=\"email\""] {
        assert!(field.contains(has), "{has}: {field}");
    }
    assert!(!draw(&sample("otp-destination-email-new"), "en").contains("once more"));
}

#[test]
fn a_number_is_asked_for_with_its_country() {
    let html = draw(&sample("otp-destination-sms"), "en");
    let field = html.split("<input").nth(1).unwrap_or_default();
    for has in [" id=\"phone\"", " type=\"tel\"", " autocomplete=\"tel\""] {
        assert!(field.contains(has), "{has}: {field}");
    }
    assert!(
        html.contains(
            "<select class=\"input select\" id=\"country\" name=\"country\" autocomplete=\"tel-country-code\">"
        )
    );
    let options: Vec<&str> = html.split("<option value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(options, ["NO", "DE", "DK", "FI", "GB", "SE", "US"], "the likeliest first, the others by name");
    assert!(html.contains("<option value=\"NO\" selected=\"\">"));
    assert_eq!(html.matches("selected=\"\"").count(), 1);
    assert!(html.contains("(+358)"));
}

#[test]
fn who_comes_back_to_correct_a_destination_finds_it() {
    let destination = |destination: &str, country: Option<&str>| {
        Some(Action::SetDestination { destination: destination.into(), country: country.map(Into::into) })
    };
    let phone = |destination| draw_with(&sample("otp-destination-sms"), "en", |state| state.destination = destination);
    let html = phone(destination("912 34 56", Some("SE")));
    assert!(html.contains(" value=\"912 34 56\""));
    assert!(html.contains("<option value=\"SE\" selected=\"\">") && html.matches("selected=\"\"").count() == 1);
    let html = phone(destination("kari@example.no", None));
    assert!(!html.contains("kari@") && html.contains("<option value=\"NO\" selected=\"\">"), "that was the other way");
    let mail = draw_with(&sample("otp-destination-email"), "en", |state| {
        state.destination = destination("kari@exampel.no", None);
    });
    assert!(mail.contains(" value=\"kari@exampel.no\""));
}

#[test]
fn what_is_missing_or_wrong_with_a_destination_is_said_of_that_destination() {
    let empty = || Submit::Failed(SubmitError::of(SubmitErrorKind::Empty));
    assert!(draw_as(&sample("otp-destination-email"), "en", empty()).contains("Type your e-mail address first."));
    assert!(draw_as(&sample("otp-destination-sms"), "en", empty()).contains("Type your phone number first."));
    let mismatch = draw(&sample("otp-destination-mismatch"), "en");
    assert!(mismatch.contains("isn’t the e-mail address on your account") && !mismatch.contains('•'));
}
