//! Passwords under the fingers: the caret, what is shown, Caps Lock, two that differ, and an address that passes the
//! first screen over.

use portico_tests::person::Key;
use portico_tests::{Person, walk};
use serde_json::{Value, json};

use crate::tour;

async fn caret(person: &Person) -> Value {
    person
        .runs(
            "const f = document.activeElement; return [f.id, f.type, f.value, f.selectionStart, f.selectionEnd];",
            Value::Null,
        )
        .await
}

async fn shows_and_hides(person: &Person) {
    tour::goes_to(person, "password").await;
    person.types("#password", "hemelig").await;
    for _ in 0..4 {
        person.presses_keys(&[Key::Left]).await;
    }
    person.clicks("[data-step=password] .input-button").await;
    person.until("shown", "return find('#password').type === 'text'", Value::Null).await;
    assert_eq!(caret(person).await, json!(["password", "text", "hemelig", 3, 3]), "the focus and the caret stay");
    person.types_keys("m").await;
    person.clicks("[data-step=password] .input-button").await;
    person.until("hidden", "return find('#password').type === 'password'", Value::Null).await;
    assert_eq!(caret(person).await, json!(["password", "password", "hemmelig", 4, 4]));
}

#[test]
fn showing_a_password_leaves_the_caret_where_it_is() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        shows_and_hides(&person).await;
    });
}

#[test]
fn showing_a_password_leaves_the_caret_where_it_is_in_firefox() {
    walk(async |stage| {
        let person = stage.person_with_firefox(&stage.product().await).await;
        shows_and_hides(&person).await;
    });
}

/// A key press as the browser reports it while Caps Lock is on: no driver can switch the lock itself.
const PRESS: &str = "
    const key = new KeyboardEvent('keydown', {key: 'A', bubbles: true, modifierCapsLock: arguments[0]});
    document.activeElement.dispatchEvent(key);
";

#[test]
fn caps_lock_is_told_where_the_password_is_typed_and_nowhere_else() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "identify").await;
        person.runs(PRESS, json!(true)).await;
        tour::goes_to(&person, "password").await;
        let told = "const hint = find('.hint-caps'); return hint.textContent.includes('Caps Lock')";
        let silent = "return document.querySelector('.hint-caps').textContent === ''";
        person.clicks("#password").await;
        person.until("nothing", silent, Value::Null).await;
        person.runs(PRESS, json!(true)).await;
        person.until("the hint", told, Value::Null).await;
        let live = "return document.querySelector('.hint-caps').getAttribute('aria-live')";
        assert_eq!(person.runs(live, Value::Null).await, "polite");
        person.runs("document.activeElement.blur()", Value::Null).await;
        person.until("nothing without the focus", silent, Value::Null).await;
        person.runs("document.querySelector('#password').focus()", Value::Null).await;
        person.until("the hint as soon as the focus is back", told, Value::Null).await;
        person.types_keys("a").await;
        person.until("nothing once the lock is off", silent, Value::Null).await;
    });
}

/// What differs is told by the page itself, at the second field, and nothing of it is lost or sent.
#[test]
fn two_that_differ_are_told_and_kept() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.signs_in_up_to_the_second_factor(&product.account("forced_change").await).await;
        person.sees("password_change").await;
        person.types("#new-password", "tolv hvite seil over havet").await;
        person.types("#new-password-confirmation", "tolv hvite seil").await;
        let sent = product.faults().on("POST /auth/v1/flows/*/actions").once().holds_the_answer();
        person.presses("change_password").await;
        person.expects_error("mismatch").await;
        let here = caret(&person).await;
        assert_eq!(here, json!(["new-password-confirmation", "password", "tolv hvite seil", 0, 15]), "to type over");
        assert_eq!(person.value_of("#new-password").await, "tolv hvite seil over havet");
        // The one that is held is the one with both alike.
        person.types_keys("tolv hvite seil over havet").await;
        person.presses_keys(&[Key::Enter]).await;
        sent.has_one().await;
        sent.release();
        person.lands_in_the_product().await;
    });
}

/// The address of a password manager, without the fragment and on a slow line: what was typed into the first screen
/// meanwhile stands on the one that takes its place.
#[test]
fn a_name_that_was_typed_before_the_first_screen_was_passed_over_is_kept() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let held = product.faults().on("GET *.wasm").holds_the_request();
        person.opens("/?recover").await;
        person.types("#username", "kari@example.no").await;
        person.presses("identify").await;
        held.has_one().await;
        held.release();
        person.sees("password_reset_request").await;
        assert_eq!(person.value_of("#username").await, "kari@example.no");
        assert!(!person.can_see("[data-error]").await);
        assert!(!person.can_see("[data-step] [aria-busy=true]").await);
    });
}
