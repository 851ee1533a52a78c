//! What the operator has to say for a while: the announcement at the first screen (U2) and the hint for who signed in
//! elsewhere before (U11). The dates of the brand are replaced, so that no walk depends on the day.

use std::time::Duration;

use portico_tests::person::Key;
use portico_tests::{Person, Product, settings, walk};
use serde_json::{Value, json};

use crate::performance::{shifts, watches_shifts};

const DAY: u64 = 86_400;
const NOTE: &str = "#announcement [data-announcement]";
/// Whether the announcement is beside or below the form, whole.
const PLACE: &str = "
    const [card, note] = ['.card', arguments[0]].map(s => document.querySelector(s).getBoundingClientRect());
    const inside = note.left >= 0 && note.right <= innerWidth && document.documentElement.scrollWidth <= innerWidth;
    return inside && (note.top >= card.bottom || note.left >= card.right);
";

/// Serves the English page with an announcement that is due, and an old address that is a reason for a hint, from
/// `from` to `until` (seconds from now on).
async fn announces(product: &Product, from: u64, until: u64) {
    let now = product.now().await;
    let html = std::fs::read_to_string(settings::site().join("index.en.html")).expect("the built page");
    let html = replaced(&html, "data-span=\"", &format!("{} {}", now + from, now + until));
    let html = replaced(&html, "name=\"portico-moved\" content=\"", &format!("old.example.com {}", now + until));
    product.faults().on("GET /").answers(200, "text/html; charset=utf-8", html);
}

/// The value that begins after `start`, replaced.
fn replaced(html: &str, start: &str, value: &str) -> String {
    let (before, rest) = html.split_once(start).unwrap_or_else(|| panic!("the default brand has no {start}"));
    let (_, after) = rest.split_once('"').expect("the end of the value");
    format!("{before}{start}{value}\"{after}")
}

async fn puts_it_away(person: &Person) {
    person.clicks("#announcement [data-dismiss]").await;
    person.until("the announcement gone", "return !find(arguments[0])", json!(NOTE)).await;
}

/// Waits until the rest of the program has shown what there is to show: the help knows what support wants to know.
async fn has_settled(person: &Person) {
    person.sees_the_program_arrive().await;
    person.runs("document.querySelector('#help').open = true", Value::Null).await;
    let knows = "return document.querySelector('#support-facts').childElementCount > 0";
    person.until("the rest of the program", knows, Value::Null).await;
    person.runs("document.querySelector('#help').open = false", Value::Null).await;
    let greeted = "return performance.getEntriesByType('resource').some(r => r.name.includes('/auth/v1/flows') && r.responseEnd > 0)";
    person.until("the answer of the server", greeted, Value::Null).await;
    // The answer is read a moment after it has come.
    let frame =
        "const done = arguments[arguments.length - 1]; setTimeout(() => requestAnimationFrame(() => done(true)), 100);";
    person.browser().client.execute_async(frame, vec![]).await.expect("a moment");
}

/// U2: it is there on the first visit, beside or below the form, whatever the size of the window, and nothing moves for it.
#[test]
fn an_announcement_covers_and_moves_nothing() {
    walk(async |stage| {
        let product = stage.product().await;
        announces(&product, 0, DAY).await;
        for (width, height) in [(1280, 900), (1024, 700), (390, 844), (320, 640)] {
            let held = product.faults().on("GET *.wasm").holds_the_request();
            let person = stage.person(&product).await;
            person.uses_screen(width, height).await;
            person.opens("/").await;
            person.sees("identify").await;
            assert!(!person.can_see(NOTE).await, "seen before anybody knows that it is due");
            watches_shifts(&person).await;
            held.release();
            let words = person.reads(NOTE).await;
            assert!(words.contains("Only how you sign in has changed"), "{words}");
            let moved = shifts(&person).await;
            assert_eq!(moved["all"], 0, "{width} × {height}: {moved}");
            assert_eq!(person.runs(PLACE, json!(NOTE)).await, true, "{width} × {height}: over the form or cut off");
        }
    });
}

/// U2: put away by the keyboard, it is gone for good and the focus is not lost; the next one is another matter.
#[test]
fn put_away_it_stays_away() {
    walk(async |stage| {
        let product = stage.product().await;
        announces(&product, 0, DAY).await;
        let person = stage.person(&product).await;
        person.opens("/").await;
        person.reads(NOTE).await;
        person.tabs_to("#announcement [data-dismiss]").await;
        person.presses_key(Key::Enter).await;
        let gone = "return !find(arguments[0]) && document.activeElement.matches('main h1')";
        person.until("the announcement gone and the focus at the heading", gone, json!(NOTE)).await;
        for _ in 0..2 {
            person.reloads().await;
            has_settled(&person).await;
            assert!(!person.can_see(NOTE).await, "it came back");
        }
        let html = std::fs::read_to_string(settings::site().join("index.en.html")).expect("the built page");
        let now = product.now().await;
        let html = replaced(&html, "data-span=\"", &format!("{now} {}", now + DAY));
        let html = replaced(&html, "data-announcement=\"", "another-one");
        product.faults().on("GET /").answers(200, "text/html; charset=utf-8", html);
        person.reloads().await;
        person.reads(NOTE).await;
    });
}

/// U2: the same with Firefox.
#[test]
fn with_firefox_it_is_seen_and_put_away_as_well() {
    walk(async |stage| {
        let product = stage.product().await;
        announces(&product, 0, DAY).await;
        let person = stage.person_with_firefox(&product).await;
        person.opens("/").await;
        person.reads(NOTE).await;
        assert_eq!(person.runs(PLACE, json!(NOTE)).await, true, "over the form or cut off");
        puts_it_away(&person).await;
        person.reloads().await;
        has_settled(&person).await;
        assert!(!person.can_see(NOTE).await, "it came back");
    });
}

/// A browser that keeps nothing shows it, and lets go of it for as long as the page is open.
#[test]
fn without_storage_it_can_be_put_away_all_the_same() {
    walk(async |stage| {
        let product = stage.product().await;
        announces(&product, 0, DAY).await;
        let person = stage.person(&product).await;
        let refused =
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})";
        person.browser().cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": refused})).await;
        person.opens("/").await;
        person.reads(NOTE).await;
        puts_it_away(&person).await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
        person.goes_back().await;
        person.sees("identify").await;
        assert!(!person.can_see(NOTE).await, "it came back");
    });
}

/// U2: the server's clock decides when it begins and when it is over; the device's may say what it likes.
#[test]
fn it_is_due_by_the_servers_clock() {
    walk(async |stage| {
        let product = stage.product().await;
        announces(&product, DAY, 3 * DAY).await;
        let person = stage.person(&product).await;
        for (passes, is_due) in [(0, false), (2 * DAY, true), (2 * DAY, false)] {
            product.advance_clock(Duration::from_secs(passes)).await;
            person.opens("/").await;
            if is_due {
                person.reads(NOTE).await;
            }
            has_settled(&person).await;
            assert_eq!(person.can_see(NOTE).await, is_due, "{passes} s later");
        }
    });
}

/// U14, U2: in another language it says the same in that one, at once; readers hear it once; later screens are left alone.
#[test]
fn it_speaks_one_language_and_only_at_the_door() {
    walk(async |stage| {
        let product = stage.product().await;
        announces(&product, 0, DAY).await;
        let person = stage.person(&product).await;
        person.opens("/").await;
        person.reads(NOTE).await;
        let said =
            "return document.querySelector('#announcer').textContent.includes('Only how you sign in has changed')";
        person.until("what readers hear", said, Value::Null).await;
        person
            .runs(
                "const s = document.querySelector('#language'); s.value = 'nb'; s.dispatchEvent(new Event('change'))",
                Value::Null,
            )
            .await;
        let norwegian = "const text = words(find(arguments[0])); return text.includes('Bare innloggingen er ny') && !text.includes('Only how')";
        person.until("the announcement in Norwegian", norwegian, json!(NOTE)).await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
        assert!(!person.can_see(NOTE).await, "it follows to the password");
        person.goes_back().await;
        person.sees("identify").await;
        person.reads(NOTE).await;
    });
}

/// U11: the password screen says why nothing was filled in, after the form; read once, it is gone for good.
#[test]
fn who_has_moved_learns_where_the_password_is() {
    walk(async |stage| {
        let product = stage.product().await;
        announces(&product, 0, DAY).await;
        let person = stage.person(&product).await;
        let account = product.account("plain").await;
        person.opens("/").await;
        person.identifies(&account).await;
        person.sees("password").await;
        assert!(person.reads("#moved-hint").await.contains("old.example.com"));
        let after = "
            const hint = document.querySelector('#moved-hint'), form = document.querySelector('[data-step=password] form');
            return form.compareDocumentPosition(hint) === Node.DOCUMENT_POSITION_FOLLOWING && hint.closest('[data-step]') !== null;
        ";
        assert_eq!(person.runs(after, Value::Null).await, true, "the hint stands in the way of a password manager");
        person.clicks("#moved-hint [data-dismiss]").await;
        let gone = "return !find('#moved-hint') && document.activeElement.id === 'password'";
        person.until("the hint gone and the focus in the field", gone, Value::Null).await;
        person.reloads().await;
        person.sees("password").await;
        assert!(!person.can_see("#moved-hint").await, "it came back");

        let another = stage.person(&product).await;
        product.advance_clock(Duration::from_secs(2 * DAY)).await;
        another.opens("/").await;
        another.identifies(&account).await;
        another.sees("password").await;
        assert!(!another.can_see("#moved-hint").await, "nobody needs it any more");
    });
}
