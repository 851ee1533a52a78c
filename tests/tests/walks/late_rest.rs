//! The rest of the program, which draws every screen but the first, comes after the first part. Somebody who is faster
//! waits for it; one for whom it does not come is told, and goes on from where they were.

use std::time::Duration;

use portico_tests::{Person, walk};
use serde_json::{Value, json};

const REST: &str = "GET /assets/rest.*.wasm";

/// Marks the document, so that another one can be told from it.
async fn marks_the_document(person: &Person) {
    person.runs("document.marked = true", Value::Null).await;
}

async fn is_the_same_document(person: &Person) -> bool {
    person.runs("return document.marked === true", Value::Null).await == true
}

/// What the browser and the page write about a file that cannot be had.
fn expects_complaints(person: &Person) {
    for complaint in ["rest.", "Failed to fetch", "integrity", "No Promise in Promise.any"] {
        person.expects_on_console(complaint);
    }
}

/// It is asked for once the first part runs, before anybody needs it, and one time is enough.
#[test]
fn it_comes_by_itself_and_once() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        person.opens_the_product("web").await;
        person.sees_the_program_arrive().await;
        let fetched = "return performance.getEntriesByType('resource').filter(e => /\\/rest\\.[^/]+\\.wasm$/.test(e.name) && e.responseEnd > 0).length";
        person.until("the rest", fetched, Value::Null).await;
        let order: Vec<_> =
            product.traffic().matching("GET /assets/*.wasm").iter().map(|one| one.path().to_owned()).collect();
        assert_eq!(order.len(), 2, "{order:?}");
        assert!(order[0].starts_with("/assets/portico.") && order[1].starts_with("/assets/rest."), "{order:?}");
        let rest = &product.traffic().matching(REST)[0];
        assert_eq!(rest.response_header("content-encoding"), "br");
        assert!(rest.response_header("cache-control").contains("immutable"));
        person.identifies(&plain).await;
        person.sees("password").await;
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
        assert_eq!(product.traffic().matching(REST).len(), 1);
    });
}

/// A press before it is here waits, in sight, and is carried out once.
#[test]
fn a_press_waits_for_it() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let held = product.faults().on(REST).holds_the_request();
        let plain = product.account("plain").await;
        person.opens_the_product("web").await;
        person.identifies(&plain).await;
        held.has_one().await;
        person
            .until(
                "the answer of the server",
                "return performance.getEntriesByType('resource').some(e => e.name.endsWith('/actions'))",
                Value::Null,
            )
            .await;
        // Nothing tells a page that shows nothing new from one that is about to.
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(person.step().await, "identify");
        let busy = "return document.querySelector('#identify-form [type=submit]').getAttribute('aria-busy')";
        assert_eq!(person.runs(busy, Value::Null).await, "true");
        assert_eq!(person.value_of("#username").await, plain.username);
        held.release();
        person.sees("password").await;
        assert_eq!(person.value_of("#username").await, plain.username);
        assert_eq!(product.traffic().actions("identify").len(), 1);
    });
}

/// Who presses again while waiting has not changed their mind, and is on the way as soon as it comes.
#[test]
fn an_impatient_second_press_stops_nothing() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let person = stage.person(&product).await;
        let held = product.faults().on(REST).holds_the_request();
        person.opens_the_product("web").await;
        person.presses_provider("google").await;
        held.has_one().await;
        person.until("the entry in the history", "return history.state !== null", Value::Null).await;
        // By script, since the button says that it is at work and a person who can wait would.
        for button in ["[data-provider=google]", "[data-provider=apple]", "[type=submit]"] {
            person.runs("document.querySelector(arguments[0]).click()", button.into()).await;
        }
        held.release();
        person.sees_the_provider().await;
        assert_eq!(product.traffic().actions("start_federation").len(), 1);
        assert_eq!(product.traffic().actions("identify").len(), 0);
    });
}

/// What is wrong with the field is pointed out once: whoever is typing it anew when it comes loses nothing of that.
#[test]
fn what_is_typed_while_it_comes_stays() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let held = product.faults().on(REST).holds_the_request();
        person.opens_the_product("web").await;
        person.sees_the_program_arrive().await;
        person.presses("identify").await;
        person.expects_error("empty").await;
        person.types_keys("kari").await;
        held.release();
        // The help speaks of the step once the rest is here.
        person.until("the rest", "return document.querySelectorAll('.topic').length > 4", Value::Null).await;
        // The field would be marked in a turn of its own.
        tokio::time::sleep(Duration::from_millis(300)).await;
        person.types_keys(".nordmann").await;
        assert_eq!(person.value_of("#username").await, "kari.nordmann");
    });
}

/// The focus is in the field after a reload of the first screen, too, whichever comes first.
#[test]
fn a_reload_of_the_first_screen_does_not_wait_for_it() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.opens_the_product("web").await;
        person.sees_the_program_arrive().await;
        person.until("the flow in the address", "return location.hash === '#resume'", Value::Null).await;
        let held = product.faults().on(REST).holds_the_request();
        person.browser().cdp("Network.clearBrowserCache", json!({})).await;
        person.reloads().await;
        held.has_one().await;
        person.sees("identify").await;
        person.until("the focus in the field", "return document.activeElement?.id === 'username'", Value::Null).await;
        held.release();
    });
}

/// Back while waiting leads to the first screen, which is ready for another press.
#[test]
fn going_back_while_waiting_frees_the_first_screen() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let held = product.faults().on(REST).holds_the_request();
        let plain = product.account("plain").await;
        person.opens_the_product("web").await;
        person.identifies(&plain).await;
        held.has_one().await;
        person.until("the entry in the history", "return history.state !== null", Value::Null).await;
        person.goes_back().await;
        let free =
            "return document.querySelector('#identify-form [type=submit]').getAttribute('aria-busy') === 'false'";
        person.until("a form that can be sent", free, Value::Null).await;
        assert_eq!(product.traffic().actions("back").len(), 1);
        held.release();
        person.presses("identify").await;
        person.sees("password").await;
    });
}

/// Reloading a later step waits for it behind a word, not behind the first screen.
#[test]
fn a_reload_waits_for_it() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        person.opens_the_product("web").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        let held = product.faults().on(REST).holds_the_request();
        person.browser().cdp("Network.clearBrowserCache", json!({})).await;
        person.reloads().await;
        held.has_one().await;
        assert!(!person.can_see("#username").await);
        assert!(!person.reads("#resume").await.is_empty());
        held.release();
        person.sees("password").await;
        assert_eq!(person.value_of("#username").await, plain.username);
    });
}

/// A line that breaks is told; trying again goes on in the same page, with nothing typed anew.
#[test]
fn a_broken_line_is_told_and_tried_again() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        expects_complaints(&person);
        let broken = product.faults().on(REST).drops_the_connection();
        person.opens_the_product("web").await;
        marks_the_document(&person).await;
        person.identifies(&plain).await;
        assert_eq!(person.expects_failure_screen().await, "connection");
        let title = person.runs("return document.title", Value::Null).await;
        let heading = person.reads("#stopped h1").await;
        assert!(title.as_str().is_some_and(|title| title.starts_with(&heading)), "{title}");
        assert_eq!(person.runs("return document.activeElement.tagName", Value::Null).await, "H1");
        broken.lift();
        person.clicks("#stopped button").await;
        person.sees("password").await;
        assert!(is_the_same_document(&person).await);
        assert_eq!(person.value_of("#username").await, plain.username);
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
        assert_eq!(product.traffic().actions("identify").len(), 1);
    });
}

/// A file that is gone or wrong is not tried for ever: a new document knows what has taken its place, and resumes.
#[test]
fn a_file_that_stays_wrong_ends_in_loading_again() {
    walk(async |stage| {
        for (status, body) in [(404, "gone"), (200, "half a file")] {
            let product = stage.product().await;
            let person = stage.person(&product).await;
            let plain = product.account("plain").await;
            expects_complaints(&person);
            let wrong = product.faults().on(REST).answers(status, "application/wasm", body);
            person.opens_the_product("web").await;
            marks_the_document(&person).await;
            person.identifies(&plain).await;
            assert_eq!(person.expects_failure_screen().await, "connection");
            // At the latest after the third attempt.
            let gone = "return document.querySelector('#stopped [data-failure]').dataset.failure === 'program'";
            for _ in 0..2 {
                if person.runs(gone, Value::Null).await != true {
                    let attempts = product.traffic().matching(REST).len();
                    person.clicks("#stopped button").await;
                    person
                        .until(
                            "the answer",
                            "return document.querySelector('#stopped button').getAttribute('aria-busy') === 'false'",
                            json!(null),
                        )
                        .await;
                    assert_eq!(product.traffic().matching(REST).len(), attempts + 1);
                }
            }
            assert_eq!(person.expects_failure_screen().await, "program");
            wrong.lift();
            person.clicks("#stopped button").await;
            person.sees("password").await;
            assert!(!is_the_same_document(&person).await);
            assert_eq!(person.value_of("#username").await, plain.username);
        }
    });
}

/// After ten seconds the person is told; when it comes after all, the screen comes by itself.
#[test]
fn a_slow_line_is_told_and_goes_on_by_itself() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        let held = product.faults().on(REST).once().holds_the_request();
        person.opens_the_product("web").await;
        marks_the_document(&person).await;
        person.identifies(&plain).await;
        held.has_one().await;
        assert_eq!(person.expects_failure_screen().await, "connection");
        held.release();
        person.sees("password").await;
        assert!(is_the_same_document(&person).await);
        assert_eq!(product.traffic().matching(REST).len(), 1);
    });
}

/// An attempt that hangs does not hold up the next one.
#[test]
fn trying_again_does_not_wait_for_an_attempt_that_hangs() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        let held = product.faults().on(REST).once().holds_the_request();
        person.opens_the_product("web").await;
        person.identifies(&plain).await;
        held.has_one().await;
        assert_eq!(person.expects_failure_screen().await, "connection");
        person.clicks("#stopped button").await;
        person.sees("password").await;
        // Late, it begins nothing anew.
        held.release();
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
    });
}
