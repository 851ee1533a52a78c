//! The same problem needs other words at another step.

use auth_contract::samples;

use super::*;
use crate::flow::ApiError;
use crate::i18n::{BUNDLED, bundled};

fn step(name: &str) -> Step {
    let scene = samples::scenes().into_iter().find(|scene| scene.name == name);
    scene.unwrap_or_else(|| panic!("no scene {name}")).value.flow.step
}

fn said(tag: &str, code: ProblemCode, step: Option<&Step>) -> String {
    let trouble_of_code = ApiError::Problem(Box::new(samples::problem(code, None))).into();
    error(bundled(tag), &trouble_of_code, step, samples::NOW)
}

#[test]
fn each_step_has_its_own_words_where_they_differ() {
    let cases = [
        (ProblemCode::InvalidInput, "identify", "e-mail or username"),
        (ProblemCode::InvalidInput, "password-reset-request", "e-mail or username"),
        (ProblemCode::InvalidInput, "otp-destination-email", "e-mail address"),
        (ProblemCode::InvalidInput, "otp-destination-sms", "country"),
        (ProblemCode::DestinationMismatch, "otp-destination-email", "e-mail address on your account"),
        (ProblemCode::DestinationMismatch, "otp-destination-sms", "number on your account"),
        (ProblemCode::DeliveryFailed, "mfa-challenge-email", "The e-mail couldn’t be sent"),
        (ProblemCode::DeliveryFailed, "mfa-challenge-sms", "The text message couldn’t be sent"),
        (ProblemCode::DeliveryFailed, "otp-destination-sms", "The text message couldn’t be sent"),
        (ProblemCode::DeliveryFailed, "password-reset-code", "The code couldn’t be sent"),
        (ProblemCode::UnknownCredential, "mfa-challenge-passkey", "doesn’t belong to an account here"),
        (ProblemCode::InvalidCredential, "mfa-challenge-passkey", "wasn’t accepted"),
        (ProblemCode::InvalidCode, "mfa-challenge-totp", "time"),
        (ProblemCode::InvalidCode, "mfa-challenge-recovery", "works once"),
    ];
    for (code, name, part) in cases {
        let text = said("en", code, Some(&step(name)));
        assert!(text.contains(part), "{} at {name}: {text}", code.name());
    }
    let by_mail = said("en", ProblemCode::InvalidCode, Some(&step("mfa-challenge-email")));
    assert!(!by_mail.contains("time"), "no clock makes a code that was sent: {by_mail}");
}

#[test]
fn every_problem_is_said_whole_at_every_step_in_every_language() {
    let steps: Vec<Step> = samples::scenes().into_iter().map(|scene| scene.value.flow.step).collect();
    for (tag, _) in BUNDLED {
        for code in ProblemCode::ALL {
            for step in steps.iter().map(Some).chain([None]) {
                let text = said(tag, *code, step);
                assert!(text.len() > 10 && !text.contains(['{', '_']), "{} in {tag}: {text}", code.name());
            }
        }
    }
}

/// A server may impose a limit without saying until when.
#[test]
fn a_limit_without_an_end_is_a_whole_sentence_too() {
    for code in [ProblemCode::Locked, ProblemCode::RateLimited] {
        let mut problem = samples::problem(code, None);
        problem.retry_at = None;
        let limit = ApiError::Problem(Box::new(problem)).into();
        let text = error(bundled("en"), &limit, None, samples::NOW);
        assert!(text.ends_with("Try again later."), "{text}");
    }
}
