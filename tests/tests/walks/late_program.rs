//! The program arrives late; nothing that a person did before is lost, doubled or changed.

use std::time::Duration;

use portico_tests::faults::Held;
use portico_tests::person::Key;
use portico_tests::{Person, Product, walk};
use serde_json::{Value, json};

/// Somebody on the first screen, whose program is held back.
async fn before_the_program(person: &Person) -> Held {
    let held = person.product().faults().on("GET *.wasm").holds_the_request();
    open_and_mark(person).await;
    held.has_one().await;
    held
}

/// Opens the page and marks the field, so that a later one can be told from it.
async fn open_and_mark(person: &Person) {
    person.opens_the_product("web").await;
    person.sees("identify").await;
    person.runs("document.querySelector('#username').markedBefore = true", Value::Null).await;
}

async fn arrives(person: &Person, held: &Held) {
    held.release();
    person.sees_the_program_arrive().await;
    let same = person.property("#username", "markedBefore").await;
    assert_eq!(same, true, "the field is another one than before:\n{}", person.journal());
}

async fn selection(person: &Person) -> (u64, u64) {
    let at = async |name| person.property("#username", name).await.as_u64().unwrap_or(u64::MAX);
    (at("selectionStart").await, at("selectionEnd").await)
}

/// The literal case: three seconds.
#[test]
fn text_typed_during_three_seconds_stays() {
    walk(async |stage| {
        let product = stage.product().await;
        product.faults().on("GET *.wasm").delays(Duration::from_secs(3));
        let person = stage.person(&product).await;
        open_and_mark(&person).await;
        let plain = product.account("plain").await;
        person.types("#username", &plain.username).await;
        assert_eq!(person.url().await.query_pairs().find(|(name, _)| name == "flow"), None, "the program was not late");
        person.sees_the_program_arrive().await;
        assert_eq!(person.value_of("#username").await, plain.username);
        assert_eq!(person.property("#username", "markedBefore").await, true);
        person.presses("identify").await;
        person.sees("password").await;
        assert_eq!(person.value_of("#username").await, plain.username);
    });
}

/// A script that is in the cache is there before the document is; it has to wait for the form.
#[test]
fn a_script_faster_than_the_document_works() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        open_and_mark(&person).await;
        person.sees_the_program_arrive().await;
        let slow = product.faults().on("GET /").once().holds_from("<main");
        let reload = person.reloads();
        let rest = async {
            slow.has_one().await;
            // The script runs, if it does not wait; there is nothing to see of one that rightly does.
            tokio::time::sleep(Duration::from_millis(500)).await;
            slow.release();
        };
        tokio::join!(reload, rest);
        person.sees("identify").await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
    });
}

#[test]
fn the_caret_and_the_selection_stay() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        let held = before_the_program(&person).await;
        person.clicks("#username").await;
        person.types_keys("kariXno").await;
        person.presses_key(Key::Left).await;
        person.presses_key(Key::Left).await;
        person.presses_keys(&[Key::Shift, Key::Left]).await;
        assert_eq!(selection(&person).await, (4, 5));
        arrives(&person, &held).await;
        assert_eq!(selection(&person).await, (4, 5));
        assert_eq!(person.runs("return document.activeElement.id", Value::Null).await, "username");
        person.types_keys("@").await;
        assert_eq!(person.value_of("#username").await, "kari@no");
    });
}

#[test]
fn undo_reaches_back_before_the_arrival() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        let held = before_the_program(&person).await;
        person.clicks("#username").await;
        person.types_keys("kari").await;
        arrives(&person, &held).await;
        person.presses_keys(&[Key::Control, Key::Char('z')]).await;
        assert_eq!(person.value_of("#username").await, "");
        person.presses_keys(&[Key::Control, Key::Shift, Key::Char('z')]).await;
        assert_eq!(person.value_of("#username").await, "kari");
    });
}

#[test]
fn a_composition_goes_on() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        let held = before_the_program(&person).await;
        person.clicks("#username").await;
        person.types_keys("a").await;
        person.composes("に").await;
        arrives(&person, &held).await;
        assert_eq!(person.value_of("#username").await, "aに");
        person.composes("にほ").await;
        assert_eq!(person.value_of("#username").await, "aにほ");
        person.commits_composition("日本").await;
        assert_eq!(person.value_of("#username").await, "a日本");
        person.types_keys("b").await;
        assert_eq!(person.value_of("#username").await, "a日本b");
    });
}

#[test]
fn a_press_made_before_is_carried_out_once() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let held = before_the_program(&person).await;
        person.types("#username", &product.account("plain").await.username).await;
        person.clicks("[data-step=identify] [type=submit]").await;
        held.release();
        person.sees("password").await;
        assert_eq!(product.traffic().actions("identify").len(), 1);
    });
}

#[test]
fn impatient_presses_are_carried_out_once() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let held = before_the_program(&person).await;
        person.types("#username", &product.account("plain").await.username).await;
        for _ in 0..3 {
            person.runs("document.querySelector('[data-step=identify] [type=submit]').click()", Value::Null).await;
        }
        held.release();
        person.sees("password").await;
        assert_eq!(product.traffic().actions("identify").len(), 1);
        assert_eq!(person.url().await.path(), "/", "the form was sent as a page of its own");
    });
}

#[test]
fn enter_pressed_before_is_carried_out_once() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let held = before_the_program(&person).await;
        person.types("#username", &product.account("plain").await.username).await;
        person.presses_key(Key::Enter).await;
        held.release();
        person.sees("password").await;
        assert_eq!(product.traffic().actions("identify").len(), 1);
    });
}

/// What was typed after the press counts: the press means the form as it is when it is sent.
#[test]
fn a_correction_after_the_press_counts() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        let held = before_the_program(&person).await;
        person.types("#username", "kari@exampel.no").await;
        person.presses_key(Key::Enter).await;
        let editable = "const field = document.querySelector('#username'); return !field.readOnly && !field.disabled;";
        if person.runs(editable, Value::Null).await == true {
            person.types("#username", &plain.username).await;
            held.release();
            person.sees("password").await;
            assert_eq!(person.value_of("#username").await, plain.username);
        }
    });
}

/// A login hint that the person cleared is not filled in again.
#[test]
fn a_cleared_field_stays_cleared() {
    walk(async |stage| {
        let product = stage.product().await;
        let held = product.faults().on("GET *.wasm").holds_the_request();
        let person = stage.person(&product).await;
        person.opens("/dev/client/web/start?login_hint=kari%40example.no").await;
        person.sees("identify").await;
        person.types("#username", "x").await;
        person.presses_key(Key::Backspace).await;
        assert_eq!(person.value_of("#username").await, "");
        held.release();
        person.sees_the_program_arrive().await;
        assert_eq!(person.value_of("#username").await, "");
    });
}

/// Without a hand on the keyboard, the hint of the product is filled in.
#[test]
fn a_login_hint_is_filled_in() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.opens("/dev/client/web/start?login_hint=kari%40example.no").await;
        person.sees_the_program_arrive().await;
        person
            .until(
                "the hint",
                "return document.querySelector('#username').value === arguments[0]",
                json!("kari@example.no"),
            )
            .await;
    });
}

/// Firefox's own manager fills on load; what it filled is kept, and so is an empty field that the person emptied.
#[test]
fn what_firefox_filled_stays_and_what_was_cleared_stays_cleared() {
    walk(async |stage| {
        let product: Product = stage.product().await;
        let person = stage.person_with_firefox(&product).await;
        let plain = product.account("plain").await;
        person.browser().saves_login(&product.origin(), &plain.username, &plain.password).await;
        let filled = "return document.querySelector('#username').value === arguments[0]";

        let held = product.faults().on("GET *.wasm").holds_the_request();
        open_and_mark(&person).await;
        person.until("filled by Firefox", filled, json!(plain.username)).await;
        arrives(&person, &held).await;
        assert_eq!(person.value_of("#username").await, plain.username);

        let held = product.faults().on("GET *.wasm").holds_the_request();
        open_and_mark(&person).await;
        person.until("filled by Firefox", filled, json!(plain.username)).await;
        person.clicks("#username").await;
        person.presses_keys(&[Key::Control, Key::Char('a')]).await;
        person.presses_key(Key::Backspace).await;
        arrives(&person, &held).await;
        assert_eq!(person.value_of("#username").await, "", "filled again after the person cleared it");

        person.types("#username", &plain.username).await;
        person.presses("identify").await;
        person.sees("password").await;
        person
            .until(
                "the password filled by Firefox",
                "return document.querySelector('#password').value === arguments[0]",
                json!(plain.password),
            )
            .await;
        person.presses("submit_password").await;
        person.lands_in_the_product().await;
    });
}
