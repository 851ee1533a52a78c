//! A walk past every screen that can be reached, for checks that hold on all of them.

mod elsewhere;
mod factors;

use std::time::Duration;

use portico_tests::{Person, Product};
use serde_json::Value;

use crate::enrolment::{enrols, switches_to};

/// How a tour looks at a screen: its name (`password`, `password-wrong` …) tells states of one step apart.
pub trait Visitor: AsyncFnMut(&Person, &str) {}
impl<F: AsyncFnMut(&Person, &str)> Visitor for F {}

/// Every screen that the tour stops at, in order: signing in for the first time and again, with an app for codes.
const FIRST_HALF: [&str; 17] = [
    "identify",
    "identify-empty",
    "password",
    "password-wrong",
    "password-locked",
    "mfa_enroll_select",
    "mfa_enroll_select-skippable",
    "totp_enroll",
    "totp_enroll-key",
    "totp_enroll-wrong",
    "recovery_codes",
    "complete",
    "mfa_challenge",
    "mfa_challenge-wrong",
    "mfa_challenge-methods",
    "mfa_challenge-recovery",
    "denied",
];

/// And everything else: other factors, new passwords, other programs, what should not happen.
const SECOND_HALF: [&str; 21] = [
    "mfa_enroll_select-migration",
    "otp_destination-email",
    "otp_destination-email-mismatch",
    "otp_enroll-email",
    "otp_enroll-email-wrong",
    "otp_destination-sms",
    "passkey_enroll",
    "mfa_challenge-email",
    "mfa_challenge-sms",
    "password_change",
    "password_change-differs",
    "password_change-weak",
    "password_reset_request",
    "password_reset_code",
    "password_reset_code-wrong",
    "identify-provider_down",
    "app_update-wall",
    "app_update-prompt",
    "failure-expired",
    "failure-not_found",
    "failure-request",
];

/// One of two tours that together pass every screen; they can be made at the same time.
#[derive(Clone, Copy, Debug)]
pub enum Half {
    First,
    Second,
}

/// Visits every screen of one half in `language`, with errors as a person provokes them.
pub async fn half(half: Half, person: &Person, language: &str, mut visit: impl Visitor) {
    let mut visited = Vec::new();
    let mut stops_at = async |person: &Person, name: &str| {
        person.note(format!("— at {name}"));
        visited.push(name.to_owned());
        visit(person, name).await;
    };
    let screens = match half {
        Half::First => {
            enrolment(person, language, &mut stops_at).await;
            challenge(person, language, &mut stops_at).await;
            FIRST_HALF.as_slice()
        }
        Half::Second => {
            factors::other(person, language, &mut stops_at).await;
            factors::new_password(person, language, &mut stops_at).await;
            elsewhere::apps_and_providers(person, language, &mut stops_at).await;
            exceptions(person, language, &mut stops_at).await;
            SECOND_HALF.as_slice()
        }
    };
    assert_eq!(visited, screens, "the tour and its list have come apart");
}

/// Visits every screen in `language`.
pub async fn every_screen(person: &Person, language: &str, mut visit: impl Visitor) {
    half(Half::First, person, language, &mut visit).await;
    half(Half::Second, person, language, &mut visit).await;
}

/// Starts a sign-in from the product in `language`; native products stay on the last screen.
async fn begins(person: &Person, platform: &str, language: &str) {
    person.clears_the_browser().await;
    person.opens(&format!("/dev/client/{platform}/start?ui_locales={language}")).await;
    person.sees("identify").await;
    person.sees_the_program_arrive().await;
}

async fn enrolment(person: &Person, language: &str, stops_at: &mut impl Visitor) {
    let product = person.product().clone();
    let enroll = product.account("enroll").await;
    begins(person, "desktop", language).await;
    stops_at(person, "identify").await;
    person.presses("identify").await;
    person.until("told to type something", "return !!find('[data-error]')", Value::Null).await;
    stops_at(person, "identify-empty").await;
    person.identifies(&enroll).await;
    person.sees("password").await;
    stops_at(person, "password").await;
    person.types("#password", "not the password").await;
    person.presses("submit_password").await;
    person.expects_error("invalid_credentials").await;
    stops_at(person, "password-wrong").await;

    begins(person, "desktop", language).await;
    person.identifies(&product.account("locked").await).await;
    person.sees("password").await;
    person.types("#password", "not the password").await;
    person.presses("submit_password").await;
    person.expects_error("locked").await;
    stops_at(person, "password-locked").await;

    begins(person, "desktop", language).await;
    person.identifies(&enroll).await;
    person.sees("password").await;
    person.gives_password(&enroll).await;
    person.sees("mfa_enroll_select").await;
    stops_at(person, "mfa_enroll_select").await;
    let skip_allowed = product.account("skip_allowed").await;
    begins(person, "desktop", language).await;
    person.identifies(&skip_allowed).await;
    person.sees("password").await;
    person.gives_password(&skip_allowed).await;
    person.sees("mfa_enroll_select").await;
    stops_at(person, "mfa_enroll_select-skippable").await;
    person.chooses("totp").await;
    person.sees("totp_enroll").await;
    stops_at(person, "totp_enroll").await;
    person.clicks("details:has([data-secret]) summary").await;
    person.reads("[data-secret]").await;
    stops_at(person, "totp_enroll-key").await;
    person.gives_code("000000").await;
    person.expects_error("invalid_code").await;
    stops_at(person, "totp_enroll-wrong").await;

    begins(person, "desktop", language).await;
    person.identifies(&enroll).await;
    person.sees("password").await;
    person.gives_password(&enroll).await;
    enrols(person).await;
    stops_at(person, "recovery_codes").await;
    person.presses("acknowledge").await;
    person.sees("complete").await;
    stops_at(person, "complete").await;
}

async fn challenge(person: &Person, language: &str, stops_at: &mut impl Visitor) {
    let totp = person.product().account("totp").await;
    begins(person, "desktop", language).await;
    person.identifies(&totp).await;
    person.sees("password").await;
    person.gives_password(&totp).await;
    person.sees("mfa_challenge").await;
    stops_at(person, "mfa_challenge").await;
    person.gives_code("000000").await;
    person.expects_error("invalid_code").await;
    stops_at(person, "mfa_challenge-wrong").await;
    person.clicks("[data-step=mfa_challenge] summary").await;
    stops_at(person, "mfa_challenge-methods").await;
    switches_to(person, "recovery_code").await;
    person.reads("#recovery-code").await;
    stops_at(person, "mfa_challenge-recovery").await;
    gives_wrong_codes_until_denied(person).await;
    stops_at(person, "denied").await;
}

/// Wrong codes until the server ends the flow.
async fn gives_wrong_codes_until_denied(person: &Person) {
    const MORE_THAN_ENOUGH: usize = 20;
    for attempt in 0..MORE_THAN_ENOUGH {
        person.types("#recovery-code", &format!("WRONG-{attempt:05}")).await;
        person.presses("submit_code").await;
        let body = "
            const alert = find('[data-error]');
            return atRest() && !find('[aria-busy=true]') && (find('[data-step=denied]') ? 'denied' : alert && 'wrong');
        ";
        let outcome = person.until("an answer to a wrong code", body, Value::Null).await;
        if outcome == "denied" {
            return;
        }
    }
    person.fails("wrong codes are taken without end");
}

async fn exceptions(person: &Person, language: &str, stops_at: &mut impl Visitor) {
    let product = person.product().clone();
    begins(person, "desktop", language).await;
    person.identifies(&product.account("plain").await).await;
    person.sees("password").await;
    expire(&product).await;
    person.types("#password", "whatever it is").await;
    person.presses("submit_password").await;
    assert_eq!(person.expects_failure_screen().await, "expired");
    stops_at(person, "failure-expired").await;

    person.opens(&format!("/?ui_locales={language}&flow=of-somebody-else#resume")).await;
    assert_eq!(person.expects_failure_screen().await, "not_found");
    stops_at(person, "failure-not_found").await;
    person.opens(&format!("/?ui_locales={language}&request=unknown")).await;
    assert_eq!(person.expects_failure_screen().await, "request");
    stops_at(person, "failure-request").await;
}

/// Lets every flow of now expire.
pub async fn expire(product: &Product) {
    // Longer than any flow, shorter than the product's request for it lasts.
    const FIVE_HOURS: u64 = 5 * 60 * 60;
    product.advance_clock(Duration::from_secs(FIVE_HOURS)).await;
}

/// Takes a new visitor of the desktop product (which stays on the last screen) to `step`.
pub async fn goes_to(person: &Person, step: &str) {
    let product = person.product().clone();
    begins(person, "desktop", "en").await;
    if step == "identify" {
        return;
    }
    let purpose = match step {
        "mfa_challenge" | "denied" => "totp",
        "otp_destination" | "otp_enroll" => "migration_email",
        "passkey_enroll" => "passkey",
        "password_change" => "forced_change",
        "password_reset_code" => "reset",
        _ => "enroll",
    };
    let account = product.account(purpose).await;
    person.identifies(&account).await;
    person.sees("password").await;
    if step == "password" {
        return;
    }
    if step == "password_reset_code" {
        person.presses("request_reset").await;
        return person.sees(step).await;
    }
    person.gives_password(&account).await;
    match step {
        "mfa_enroll_select" | "mfa_challenge" | "password_change" => {}
        "otp_destination" | "otp_enroll" => {
            person.sees("mfa_enroll_select").await;
            person.chooses("email").await;
            person.sees("otp_destination").await;
            if step == "otp_enroll" {
                person.types("#email", account.address()).await;
                person.presses("set_destination").await;
            }
        }
        "passkey_enroll" => {
            person.sees("mfa_enroll_select").await;
            person.chooses("passkey").await;
        }
        "totp_enroll" => {
            person.sees("mfa_enroll_select").await;
            person.chooses("totp").await;
        }
        "recovery_codes" => drop(enrols(person).await),
        "complete" => {
            enrols(person).await;
            person.presses("acknowledge").await;
        }
        "denied" => {
            person.sees("mfa_challenge").await;
            switches_to(person, "recovery_code").await;
            gives_wrong_codes_until_denied(person).await;
        }
        other => person.fails(&format!("no way to {other} is known")),
    }
    person.sees(step).await;
}
