//! The part of the tour past factors that are set up or asked for otherwise than by an app, and past new passwords.

use portico_tests::Person;
use portico_tests::dev_api::Account;

use super::{Visitor, begins};

/// A sign-in of the demo person for `purpose`, past the password, to `step`.
async fn signs_in(person: &Person, language: &str, purpose: &str, step: &str) -> Account {
    let account = person.product().account(purpose).await;
    begins(person, "desktop", language).await;
    person.identifies(&account).await;
    person.sees("password").await;
    person.gives_password(&account).await;
    person.sees(step).await;
    account
}

pub async fn other(person: &Person, language: &str, stops_at: &mut impl Visitor) {
    let by_mail = signs_in(person, language, "migration_email", "mfa_enroll_select").await;
    stops_at(person, "mfa_enroll_select-migration").await;
    person.chooses("email").await;
    person.sees("otp_destination").await;
    stops_at(person, "otp_destination-email").await;
    person.types("#email", "somebody.else@example.no").await;
    person.presses("set_destination").await;
    person.expects_error("destination_mismatch").await;
    stops_at(person, "otp_destination-email-mismatch").await;
    person.types("#email", by_mail.address()).await;
    person.presses("set_destination").await;
    person.sees("otp_enroll").await;
    stops_at(person, "otp_enroll-email").await;
    person.gives_code("000000").await;
    person.expects_error("invalid_code").await;
    stops_at(person, "otp_enroll-email-wrong").await;

    signs_in(person, language, "migration_sms", "mfa_enroll_select").await;
    person.chooses("sms").await;
    person.sees("otp_destination").await;
    stops_at(person, "otp_destination-sms").await;

    signs_in(person, language, "passkey", "mfa_enroll_select").await;
    person.chooses("passkey").await;
    person.sees("passkey_enroll").await;
    stops_at(person, "passkey_enroll").await;

    signs_in(person, language, "email", "mfa_challenge").await;
    stops_at(person, "mfa_challenge-email").await;
    signs_in(person, language, "sms", "mfa_challenge").await;
    stops_at(person, "mfa_challenge-sms").await;
}

pub async fn new_password(person: &Person, language: &str, stops_at: &mut impl Visitor) {
    signs_in(person, language, "forced_change", "password_change").await;
    stops_at(person, "password_change").await;
    for (again, error, name) in [
        ("aaaaaaaaaaaaaaa", "mismatch", "password_change-differs"),
        ("aaaaaaaaaaaaaaaaaaaa", "weak_password", "password_change-weak"),
    ] {
        person.types("#new-password", "aaaaaaaaaaaaaaaaaaaa").await;
        person.types("#new-password-confirmation", again).await;
        person.presses("change_password").await;
        person.expects_error(error).await;
        stops_at(person, name).await;
    }

    let reset = person.product().account("reset").await;
    person.clears_the_browser().await;
    person.opens(&format!("/?recover&ui_locales={language}#resume")).await;
    person.sees("password_reset_request").await;
    stops_at(person, "password_reset_request").await;
    person.types("#username", &reset.username).await;
    person.presses("request_reset").await;
    person.sees("password_reset_code").await;
    stops_at(person, "password_reset_code").await;
    person.gives_code("000000").await;
    person.expects_error("invalid_code").await;
    stops_at(person, "password_reset_code-wrong").await;
}
