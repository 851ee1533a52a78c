//! The whole enrolment with the keyboard alone: Tab, Enter, Space.

use portico_tests::person::Key;
use portico_tests::{Person, walk};
use serde_json::{Value, json};

use crate::enrolment::scans;

/// Fails unless what has the focus shows it: an outline or a ring at least 2 px wide (WCAG 2.4.7, 2.4.13).
async fn focus_is_visible(person: &Person) {
    let body = "
        const e = document.activeElement;
        if (!e || e === document.body) return 'nothing has the focus';
        if (!e.matches(':focus-visible')) return 'focus does not show: ' + e.outerHTML.slice(0, 120);
        const ring = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
        for (let box = e, depth = 0; box && depth < 3; box = box.parentElement, depth++)
            if (ring(getComputedStyle(box))) return 'visible';
        return 'no ring around ' + e.outerHTML.slice(0, 120);
    ";
    let seen = person.runs(body, Value::Null).await;
    assert_eq!(seen, "visible", "{}", person.journal());
}

/// Walks to `selector` with Tab, checking the focus at every stop.
async fn tabs_visibly_to(person: &Person, selector: &str) {
    person.tabs_to(selector).await;
    focus_is_visible(person).await;
}

#[test]
fn the_keyboard_alone_completes_the_enrolment() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("enroll").await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        tabs_visibly_to(&person, "#username").await;
        person.types_keys(&account.username).await;
        person.presses_key(Key::Enter).await;

        person.sees("password").await;
        tabs_visibly_to(&person, "#password").await;
        person.types_keys(&account.password).await;
        tabs_visibly_to(&person, "[data-action=submit_password]").await;
        person.presses_key(Key::Char(' ')).await;

        person.sees("mfa_enroll_select").await;
        tabs_visibly_to(&person, "[data-method=totp]").await;
        person.presses_key(Key::Enter).await;

        person.sees("totp_enroll").await;
        let entry = scans(&person).await;
        tabs_visibly_to(&person, "#otp").await;
        person.types_keys(&product.code_of(&entry).await).await;
        person.presses_key(Key::Enter).await;

        person.sees("recovery_codes").await;
        tabs_visibly_to(&person, "[data-action=acknowledge]").await;
        person.presses_key(Key::Char(' ')).await;
        person.lands_in_the_product().await;
    });
}

/// WCAG 2.1.1, 2.1.2 and 2.4.3: Tab stops at every control, in reading order.
pub async fn tab_order(person: &Person) {
    let body = "
        window.stops = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
            .filter(e => visible(e) && !e.disabled && e.tabIndex >= 0 && !e.closest('[aria-hidden=true], [inert]'));
        window.stops[0]?.focus();
        return {count: window.stops.length};
    ";
    let count = person.until("the page", body, Value::Null).await["count"].as_u64().unwrap_or(0);
    assert!(count > 0, "nothing can be reached");
    for stop in 0..count {
        let at = "
            const e = document.activeElement;
            return e === window.stops[arguments[0]] ? 'there' : 'at ' + e.outerHTML.slice(0, 120)
                + ' instead of ' + window.stops[arguments[0]].outerHTML.slice(0, 120);
        ";
        assert_eq!(person.runs(at, json!(stop)).await, "there", "stop {stop}");
        person.presses_key(Key::Tab).await;
    }
}
