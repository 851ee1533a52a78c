//! One language at a time, everywhere (U14).

use portico_tests::browser::Settings;
use portico_tests::{Person, walk, words};
use serde_json::{Value, json};

/// Fails when the screen has pieces of another language or is not marked as `spoken`.
pub async fn speaks_only(person: &Person, spoken: &str, foreign: &str) {
    let language = person.runs("return document.documentElement.lang", Value::Null).await;
    assert_eq!(language, spoken, "{}", person.journal());
    let screen = format!("{}\n{}", person.text_on_screen().await, spoken_attributes(person).await);
    let found = words::foreign_pieces(&screen, spoken, foreign);
    assert!(found.is_empty(), "{foreign} on a {spoken} screen: {found:?}\n{screen}\n{}", person.journal());
}

/// The title and what a screen reader says beyond the text.
async fn spoken_attributes(person: &Person) -> String {
    let body = "
        const names = ['aria-label', 'aria-description', 'title', 'alt', 'placeholder'];
        const said = [...document.querySelectorAll('*')].flatMap(e => names.map(name => e.getAttribute(name) ?? ''));
        return {said: [document.title, ...said].join('\\n')};
    ";
    person.runs(body, Value::Null).await["said"].as_str().unwrap_or_default().to_owned()
}

/// `ui_locales` gives the language from the first byte, without any script.
#[test]
fn the_first_byte_is_in_the_language_asked_for() {
    walk(async |stage| {
        let product = stage.product().await;
        let held = product.faults().on("GET /assets/*.js").holds_the_request();
        let person = stage.person(&product).await;
        person.opens("/?ui_locales=nb").await;
        person.sees("identify").await;
        speaks_only(&person, "nb", "en").await;
        assert_eq!(product.traffic().matching("GET /")[0].response_header("content-language"), "nb");
        held.release();
        person.sees_the_program_arrive().await;
        speaks_only(&person, "nb", "en").await;
    });
}

/// The browser's languages decide when nobody asked for another one.
#[test]
fn a_norwegian_browser_is_answered_in_norwegian() {
    walk(async |stage| {
        let settings = Settings { languages: "nb-NO,nb,en".into(), ..Settings::default() };
        let person = stage.person_with(&stage.product().await, &settings).await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.sees_the_program_arrive().await;
        speaks_only(&person, "nb", "en").await;
    });
}

/// Chooses a language in the footer and waits for it.
async fn chooses_language(person: &Person, language: &str) {
    let body = "
        const picker = document.querySelector('#language');
        picker.value = arguments[0];
        picker.dispatchEvent(new Event('input', {bubbles: true}));
        picker.dispatchEvent(new Event('change', {bubbles: true}));
        return true;
    ";
    person.until("the language picker", body, json!(language)).await;
    person.until("the other language", "return document.documentElement.lang === arguments[0]", json!(language)).await;
}

/// U14: the picker changes everything, errors included, and keeps what was typed; the choice survives a reload.
#[test]
fn the_picker_changes_everything_and_keeps_what_was_typed() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let enroll = product.account("enroll").await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.sees_the_program_arrive().await;
        person.types("#username", &enroll.username).await;
        chooses_language(&person, "nb").await;
        person.sees("identify").await;
        speaks_only(&person, "nb", "en").await;
        assert_eq!(person.value_of("#username").await, enroll.username);
        person.presses("identify").await;

        person.sees("password").await;
        speaks_only(&person, "nb", "en").await;
        person.types("#password", "not the password").await;
        person.presses("submit_password").await;
        person.expects_error("invalid_credentials").await;
        speaks_only(&person, "nb", "en").await;
        person.types("#password", "half a pass").await;
        chooses_language(&person, "en").await;
        person.expects_error("invalid_credentials").await;
        speaks_only(&person, "en", "nb").await;
        assert_eq!(person.value_of("#password").await, "half a pass");

        person.reloads().await;
        person.sees("password").await;
        speaks_only(&person, "en", "nb").await;
        chooses_language(&person, "nb").await;
        person.gives_password(&enroll).await;
        person.sees("mfa_enroll_select").await;
        speaks_only(&person, "nb", "en").await;
        person.chooses("totp").await;
        person.sees("totp_enroll").await;
        person.types("#otp", "123").await;
        chooses_language(&person, "en").await;
        speaks_only(&person, "en", "nb").await;
        assert_eq!(person.value_of("#otp").await, "123");
        chooses_language(&person, "nb").await;
        person.reloads().await;
        person.sees("totp_enroll").await;
        speaks_only(&person, "nb", "en").await;
    });
}

/// The picker can be used with the keyboard alone.
#[test]
fn the_picker_works_with_the_keyboard() {
    use portico_tests::person::Key;
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        person.opens_the_product("web").await;
        person.sees_the_program_arrive().await;
        person.tabs_to("#language").await;
        person.types_keys("n").await;
        person.presses_key(Key::Enter).await;
        person.until("Norwegian", "return document.documentElement.lang === 'nb'", Value::Null).await;
        speaks_only(&person, "nb", "en").await;
    });
}
