//! What password managers and people need of the screens where a password is typed or replaced.

use std::collections::BTreeSet;

use auth_contract::{PasswordChangeReason, PasswordWeakness, ProblemCode};

use super::*;
use crate::flow::{SubmitError, SubmitErrorKind};
use crate::i18n::Key;

fn input<'a>(html: &'a str, id: &str) -> &'a str {
    let wanted = format!(" id=\"{id}\"");
    html.split("<input")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or_default())
        .find(|tag| tag.contains(&wanted))
        .unwrap_or_else(|| panic!("no field {id}: {html}"))
}

fn scenes_at(step: StepType) -> Vec<samples::Sample<Scene>> {
    let scenes: Vec<_> = supported().filter(|scene| scene.value.flow.step.step_type() == step).collect();
    assert!(!scenes.is_empty(), "the samples are gone");
    scenes
}

fn form(html: &str) -> &str {
    html.split_once("<form").and_then(|(_, rest)| rest.split_once("</form>")).expect("a form").0
}

#[test]
fn the_fields_of_a_new_password_are_what_managers_know() {
    for scene in scenes_at(StepType::PasswordChange) {
        let html = draw(&scene.value, "en");
        let form = form(&html);
        for id in ["new-password", "new-password-confirmation"] {
            let field = input(form, id);
            for attribute in [
                format!("name=\"{id}\""),
                "type=\"password\"".into(),
                "autocomplete=\"new-password\"".into(),
                "passwordrules=\"minlength: 10; maxlength: 128;\"".into(),
            ] {
                assert!(field.contains(&attribute), "{}: {field}", scene.name);
            }
            assert!(!field.contains(" maxlength="), "it would cut off what is pasted: {field}");
        }
        let username = input(form, "username");
        assert!(username.contains("autocomplete=\"username\"") && username.contains("readonly"), "{username}");
        assert!(!username.contains("hidden"), "{username}");
        let place = |id: &str| form.find(&format!(" id=\"{id}\"")).expect("a field");
        assert!(place("username") < place("new-password"));
        assert!(place("new-password") < place("new-password-confirmation"));
        assert_eq!(form.matches("<input").count(), 3, "nothing else to fill: {form}");
        assert_eq!(html.matches("input-button").count(), 1, "one press shows both: {html}");
    }
}

#[test]
fn the_password_that_the_person_has_is_never_offered_as_a_new_one() {
    for scene in scenes_at(StepType::Password) {
        let html = draw(&scene.value, "en");
        let field = input(form(&html), "password");
        assert!(field.contains("autocomplete=\"current-password\"") && !field.contains("webauthn"), "{field}");
        assert!(!html.contains("new-password"), "{html}");
    }
}

#[test]
fn a_forgotten_password_can_be_reset_where_the_operator_allows_it() {
    for scene in scenes_at(StepType::Password) {
        let offered = scene.value.flow.actions.contains(&auth_contract::ActionType::RequestReset);
        let drawn = draw(&scene.value, "en").contains("data-action=\"request_reset\"");
        assert_eq!(drawn, offered, "{}", scene.name);
    }
}

#[test]
fn whose_password_was_forgotten_is_asked_in_a_field_that_managers_fill() {
    for scene in scenes_at(StepType::PasswordResetRequest) {
        let Step::PasswordResetRequest(step) = &scene.value.flow.step else { unreachable!() };
        let html = draw(&scene.value, "en");
        let field = input(form(&html), "username");
        assert!(field.contains("autocomplete=\"username\"") && !field.contains("readonly"), "{field}");
        let value = format!("value=\"{}\"", step.identifier.as_deref().unwrap_or_default());
        assert!(field.contains(&value), "{field}");
        assert!(!html.contains("type=\"password\""), "{html}");
    }
}

/// Every reason for a new password in words of its own, in every language.
#[test]
fn every_reason_has_its_own_words() {
    for (tag, _) in BUNDLED {
        let mut leads = BTreeSet::new();
        let mut reasons = BTreeSet::new();
        for scene in scenes_at(StepType::PasswordChange) {
            let Step::PasswordChange(step) = &scene.value.flow.step else { unreachable!() };
            reasons.insert(format!("{:?}", step.reason));
            let html = draw(&scene.value, tag);
            let (_, lead) = html.split_once("class=\"lead\">").expect("a lead");
            leads.insert(lead.split('<').next().unwrap_or_default().to_owned());
        }
        assert_eq!(leads.len(), reasons.len(), "{tag}: {leads:?}");
        assert_eq!(reasons.len(), 4, "{reasons:?}");
    }
}

/// NIST SP 800-63B section 3.1.1.2: the person is told why a password is refused.
#[test]
fn every_weakness_has_its_own_words() {
    for (tag, _) in BUNDLED {
        let words = bundled(tag);
        let said: BTreeSet<String> = scenes_at(StepType::PasswordChange)
            .into_iter()
            .filter_map(|scene| {
                let error = SubmitError::from(ApiError::Problem(Box::new(scene.value.failure()?)));
                let weakness = error.weakness.expect("the sample names it");
                let text = crate::i18n::wording::error(words, &error, Some(&scene.value.flow.step), samples::NOW);
                assert_eq!(text.contains("10"), weakness == PasswordWeakness::TooShort, "{tag}: {text}");
                assert_eq!(text.contains("128"), weakness == PasswordWeakness::TooLong, "{tag}: {text}");
                assert_ne!(text, words.get(Key::ProblemWeakPassword), "{tag}: {weakness:?}");
                Some(text)
            })
            .collect();
        assert_eq!(said.len(), 13, "{tag}: {said:?}");
    }
}

#[test]
fn a_weakness_that_this_page_does_not_know_has_words_too() {
    let error = SubmitError {
        weakness: Some(PasswordWeakness::Unknown),
        ..SubmitError::of(SubmitErrorKind::Problem(ProblemCode::WeakPassword))
    };
    let words = bundled("en");
    let step = scenes_at(StepType::PasswordChange).remove(0).value.flow.step;
    let text = crate::i18n::wording::error(words, &error, Some(&step), samples::NOW);
    assert_eq!(text, words.get(Key::ProblemWeakPassword));
}

/// The field at fault takes the focus: the second one when the two differ, the first one for everything else.
#[test]
fn the_field_at_fault_is_marked() {
    let scene = scenes_at(StepType::PasswordChange).remove(0).value;
    for (kind, first, second) in [
        (Some(SubmitErrorKind::Mismatch), "false", "true"),
        (Some(SubmitErrorKind::Empty), "true", "false"),
        (Some(SubmitErrorKind::Problem(ProblemCode::WeakPassword)), "true", "false"),
        (Some(SubmitErrorKind::Connection), "false", "false"),
        (None, "false", "false"),
    ] {
        let submit = kind.map_or(Submit::Idle, |kind| Submit::Failed(SubmitError::of(kind)));
        let html = draw_as(&scene, "en", submit);
        let marked = |id, value| input(&html, id).contains(&format!("aria-invalid=\"{value}\""));
        assert!(marked("new-password", first) && marked("new-password-confirmation", second), "{kind:?}: {html}");
    }
}

/// A stranger learns nothing: the words and the fields are the same whoever is asked about.
#[test]
fn a_reset_promises_a_code_only_if_there_is_an_account() {
    for scene in scenes_at(StepType::PasswordResetRequest) {
        let html = draw(&scene.value, "en");
        assert!(html.contains("If there’s an account"), "{html}");
    }
}

#[test]
fn an_unknown_reason_has_neutral_words() {
    let mut scene = scenes_at(StepType::PasswordChange).remove(0).value;
    let Step::PasswordChange(step) = &mut scene.flow.step else { unreachable!() };
    step.reason = PasswordChangeReason::Unknown;
    assert!(draw(&scene, "en").contains(bundled("en").get(Key::ChangeLeadOther)));
}
