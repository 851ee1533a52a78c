//! From a password to an authenticator, and signing in with it from then on.

use std::time::Duration;

use portico_tests::authenticator::Authenticator;
use portico_tests::clock::eventually;
use portico_tests::{Person, qr, walk};
use serde_json::{Value, json};

/// What a person has after setting up an authenticator.
pub struct Enrolled {
    pub authenticator: Authenticator,
    /// The code that finished the set-up.
    pub used_code: String,
    pub recovery_codes: Vec<String>,
}

/// Sets up an authenticator by scanning the picture on screen; ends on the recovery codes.
pub async fn enrols(person: &Person) -> Enrolled {
    person.sees("mfa_enroll_select").await;
    person.chooses("totp").await;
    person.sees("totp_enroll").await;
    let authenticator = scans(person).await;
    let used_code = person.product().code_of(&authenticator).await;
    person.gives_code(&used_code).await;
    person.sees("recovery_codes").await;
    let recovery_codes = shown_recovery_codes(person).await;
    Enrolled { authenticator, used_code, recovery_codes }
}

/// Holds the camera of an authenticator app to the screen.
pub async fn scans(person: &Person) -> Authenticator {
    Authenticator::scan(&qr_text(person).await)
}

/// What the QR code on screen says.
pub async fn qr_text(person: &Person) -> String {
    person.runs("document.querySelector('svg[data-qr]').scrollIntoView({block: 'center'})", Value::Null).await;
    qr::decode(&person.picture().await).unwrap_or_else(|error| person.fails(&error))
}

/// The recovery codes on screen.
pub async fn shown_recovery_codes(person: &Person) -> Vec<String> {
    let body = "return [...document.querySelectorAll('[data-recovery-code]')].filter(visible).map(words);";
    let codes = person.until("recovery codes", body, Value::Null).await;
    codes.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Opens the other methods, if they are folded, and chooses one.
pub async fn switches_to(person: &Person, method: &str) {
    let choice = format!("[data-method={method}]");
    if !person.can_see(&choice).await {
        person.clicks("[data-step=mfa_challenge] summary").await;
    }
    person.clicks(&choice).await;
}

/// U1, M1, M3, M5, D1: the whole first visit, in the given colours.
async fn first_visit(person: &Person, scheme: &str) {
    let kari = person.product().account("enroll").await;
    person.prefers(scheme).await;
    person.opens("/dev/client/web").await;
    person.clicks("main a").await;
    person.sees("identify").await;
    person.identifies(&kari).await;
    person.sees("password").await;
    person.gives_password(&kari).await;
    let enrolled = enrols(person).await;

    assert_eq!((enrolled.authenticator.digits, enrolled.authenticator.period), (6, 30));
    assert!(enrolled.authenticator.label.contains(&kari.username), "{:?}", enrolled.authenticator);
    assert!(!enrolled.authenticator.issuer.is_empty(), "an entry without a name in the app");
    assert!(enrolled.recovery_codes.len() >= 8, "{} recovery codes", enrolled.recovery_codes.len());
    person.presses("acknowledge").await;
    let welcome = person.lands_in_the_product().await;
    assert!(welcome.contains(&kari.username), "the product knows who signed in: {welcome}");
}

/// U1, M1, M3, M5, D1
#[test]
fn a_person_scans_the_code_in_light_colours_and_lands_in_the_product() {
    walk(async |stage| first_visit(&stage.person(&stage.product().await).await, "light").await);
}

/// M3
#[test]
fn a_person_scans_the_code_in_dark_colours_and_lands_in_the_product() {
    walk(async |stage| first_visit(&stage.person(&stage.product().await).await, "dark").await);
}

/// M3, P6: who cannot scan types the key; it is the key of the picture. The code can be pasted.
#[test]
fn the_key_as_text_is_the_key_of_the_picture() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.signs_in_up_to_the_second_factor(&product.account("enroll").await).await;
        person.sees("mfa_enroll_select").await;
        person.chooses("totp").await;
        person.sees("totp_enroll").await;
        let scanned = scans(&person).await;
        if !person.can_see("[data-secret]").await {
            person.clicks("details:has([data-secret]) summary").await;
        }
        let typed = Authenticator::from_seed(&person.reads("[data-secret]").await);
        assert_eq!(typed.seed_text(), scanned.seed_text());

        let code = product.code_of(&typed).await;
        person.pastes("#otp", &format!(" {} {} ", &code[..3], &code[3..])).await;
        person.sees("recovery_codes").await;
    });
}

/// M3: copy, download and print give the codes that are on screen.
#[test]
fn recovery_codes_can_be_copied_downloaded_and_printed() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.signs_in_up_to_the_second_factor(&product.account("enroll").await).await;
        let codes = enrols(&person).await.recovery_codes;

        person.may_use_the_clipboard().await;
        person.clicks("[data-copy]").await;
        let body =
            "return navigator.clipboard.readText().then(text => arguments[0].every(code => text.includes(code)));";
        person.until("all codes in the clipboard", body, json!(codes)).await;

        person.clicks("[data-download]").await;
        let file = downloaded_file(&person).await;
        assert!(codes.iter().all(|code| file.contains(code)), "the file lacks codes:\n{file}");

        person
            .runs("window.print = () => document.documentElement.toggleAttribute('data-printed', true)", Value::Null)
            .await;
        person.clicks("[data-print]").await;
        person
            .until("print was called", "return document.documentElement.hasAttribute('data-printed')", Value::Null)
            .await;
        person.browser().cdp("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
        let printed = person.text_on_screen().await;
        assert!(codes.iter().all(|code| printed.contains(code)), "codes are missing on paper:\n{printed}");
    });
}

/// M5: with an authenticator, a code is asked every time; the next code works, the same one never again.
#[test]
fn the_next_sign_in_asks_for_the_next_code() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let kari = product.account("enroll").await;
        person.signs_in_up_to_the_second_factor(&kari).await;
        let enrolled = enrols(&person).await;
        person.presses("acknowledge").await;
        person.lands_in_the_product().await;

        person.clears_the_browser().await;
        person.signs_in_up_to_the_challenge(&kari).await;
        person.gives_code(&enrolled.used_code).await;
        let words = person.expects_error("invalid_code").await;
        let (now, entry) = (product.now().await, &enrolled.authenticator);
        let still_valid = [now, now - entry.period].iter().any(|time| entry.code_at(*time) == enrolled.used_code);
        assert!(still_valid, "the machine was too slow: the code was old, not only used");
        assert!(words.contains(' '), "words, not a code: {words}");

        let next = product.next_code_of(&enrolled.authenticator).await;
        person.gives_code(&next).await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&kari.username), "{welcome}");
    });
}

/// M5, C3 (recovery codes): a recovery code signs in once, in whatever spelling; never again.
#[test]
fn a_recovery_code_signs_in_once() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let kari = product.account("enroll").await;
        person.signs_in_up_to_the_second_factor(&kari).await;
        let codes = enrols(&person).await.recovery_codes;
        person.presses("acknowledge").await;
        person.lands_in_the_product().await;

        person.clears_the_browser().await;
        person.signs_in_up_to_the_challenge(&kari).await;
        switches_to(&person, "recovery_code").await;
        person.types("#recovery-code", &format!(" {} ", codes[0].to_lowercase().replace('-', " "))).await;
        person.presses("submit_code").await;
        person.lands_in_the_product().await;

        person.clears_the_browser().await;
        person.signs_in_up_to_the_challenge(&kari).await;
        switches_to(&person, "recovery_code").await;
        person.types("#recovery-code", &codes[0]).await;
        person.presses("submit_code").await;
        person.expects_error("invalid_code").await;
        person.types("#recovery-code", &codes[1]).await;
        person.presses("submit_code").await;
        person.lands_in_the_product().await;
    });
}

/// M5: who has no second factor and needs none is asked for none.
#[test]
fn a_person_without_a_second_factor_signs_in_with_the_password() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        person.signs_in_up_to_the_second_factor(&plain).await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&plain.username), "{welcome}");
    });
}

/// M1, M4: while policy allows it, setting up can be put off, and the page says until when; afterwards it cannot.
#[test]
fn setting_up_can_be_put_off_until_the_date() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("skip_allowed").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_enroll_select").await;
        let until = product
            .traffic()
            .all()
            .iter()
            .rev()
            .find_map(|exchange| exchange.response_json()["step"]["skippable_until"].as_u64());
        let until = until.expect("the server says until when");
        let date = "return new Intl.DateTimeFormat('en', {day: 'numeric', month: 'long'}).format(arguments[0] * 1000)";
        let date = person.runs(date, json!(until)).await;
        let text = person.text_on_screen().await;
        let named = date.as_str().into_iter().flat_map(str::split_whitespace).all(|word| text.contains(word));
        assert!(named, "the date {date} is not on screen:\n{text}");
        person.presses("skip").await;
        person.lands_in_the_product().await;

        person.clears_the_browser().await;
        product.advance_clock(Duration::from_secs(until - product.now().await + 60)).await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_enroll_select").await;
        assert!(!person.can_see("[data-action=skip]").await, "skipping is still offered after its end");
    });
}

/// The text of the only file in the download folder, once it is whole.
async fn downloaded_file(person: &Person) -> String {
    let folder = person.browser().downloads();
    eventually("a downloaded text file", async || {
        let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let whole = files.map(|file| file.path()).find(|path| path.extension().is_some_and(|kind| kind == "txt"));
        std::fs::read_to_string(whole?).ok().filter(|text| !text.is_empty())
    })
    .await
}
