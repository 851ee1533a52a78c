//! Apps that are too old (U5): asked from one date, stopped from another, by the operator's file.

use portico_tests::{Person, walk};
use serde_json::Value;

/// From an app of a version to the first screen.
async fn opens_from(person: &Person, app: &str, version: &str) {
    person.opens(&format!("/dev/client/{app}/start?app_version={version}")).await;
}

async fn gives_identifier_and_password(person: &Person) {
    let plain = person.product().account("plain").await;
    person.sees("identify").await;
    person.identifies(&plain).await;
    person.sees("password").await;
    person.gives_password(&plain).await;
}

/// U5: before the date the person is advised, last of all, and goes on; once a day is enough.
#[test]
fn before_the_date_the_update_can_be_put_off() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        opens_from(&person, "desktop", "1.1.1").await;
        gives_identifier_and_password(&person).await;
        person.sees("app_update").await;
        let screen = person.text_on_screen().await;
        assert!(screen.contains("1.1.1") && screen.contains("1.1.2"), "{screen}");
        person.reloads().await;
        person.sees("app_update").await;
        person.presses("skip").await;
        person.sees("complete").await;

        person.clears_the_browser().await;
        opens_from(&person, "desktop", "1.1.1").await;
        gives_identifier_and_password(&person).await;
        person.sees("complete").await;
    });
}

/// U5: from the date nothing is asked before the update: installed and required version, the steps, words for the IT
/// department, and a retry that stays until there is something new.
#[test]
fn after_the_date_an_old_app_is_stopped() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        opens_from(&person, "desktop-after", "1.0.9").await;
        person.sees("app_update").await;
        let screen = person.text_on_screen().await;
        for part in ["1.0.9", "1.1.2"] {
            assert!(screen.contains(part), "no {part}: {screen}");
        }
        assert!(!person.can_see("[data-action=skip], #username").await);
        assert!(person.can_see("ol li").await, "the steps of the platform");
        person.presses("restart").await;
        person.sees("app_update").await;
        person.reads("[data-step=app_update] [role=status] .hint").await;
        person.goes_back().await;
        crate::navigation::is_no_dead_end(&person).await;
        assert!(!person.can_see("#username").await, "Back leads past the wall");

        opens_from(&person, "desktop-after", "1.0.9").await;
        person.sees("app_update").await;
        person.clicks("[data-step=app_update] summary").await;
        let text = person.reads("[data-copy-text]").await;
        assert!(text.contains("1.1.2"), "{text}");
        person.may_use_the_clipboard().await;
        person.clicks("[data-step=app_update] [data-copy]").await;
        let copied = "return navigator.clipboard.readText().then(text => text.includes('1.1.2') && text);";
        person.until("the text for the IT department in the clipboard", copied, Value::Null).await;

        // The update is installed.
        opens_from(&person, "desktop-after", "1.1.2").await;
        gives_identifier_and_password(&person).await;
        person.sees("complete").await;
    });
}

/// U5: a telephone is sent to its store, in a page of its own.
#[test]
fn a_telephone_is_sent_to_its_store() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        for (app, old, required) in [("ios-after", "3.0.4", "3.1.0"), ("android-after", "2.4.1", "2.5.0")] {
            opens_from(&person, app, old).await;
            person.sees("app_update").await;
            assert!(person.text_on_screen().await.contains(required));
            let store = person.property("[data-store]", "href").await;
            assert!(store.as_str().is_some_and(|store| store.starts_with("https://")), "{store}");
            assert_eq!(person.property("[data-store]", "target").await, "_blank");
        }
    });
}

/// U5: by the rule of the operator's file, a version that nobody can read is stopped and none at all is let in.
#[test]
fn a_version_that_cannot_be_read_is_judged_by_the_rule() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        opens_from(&person, "desktop-after", "nightly").await;
        person.sees("app_update").await;
        opens_from(&person, "desktop-after", "").await;
        person.sees("identify").await;
    });
}

/// U5: the wall reads Norwegian for who reads Norwegian (U14).
#[test]
fn the_wall_speaks_norwegian() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.opens("/dev/client/desktop-after/start?app_version=1.0.9&ui_locales=nb").await;
        person.sees("app_update").await;
        let screen = person.text_on_screen().await;
        assert!(screen.to_lowercase().contains("oppdater"), "{screen}");
    });
}
