//! What the browser keeps for the page, and what becomes of a person whose browser keeps nothing.

use portico_tests::walk;
use serde_json::Value;

use crate::tour;

/// The answer of the server, as a browser takes it that refuses cookies.
fn without_cookies(mut answer: portico_tests::faults::Answer) -> portico_tests::faults::Answer {
    answer.headers_mut().remove("set-cookie");
    answer
}

/// Without cookies there is no sign-in. That is said after one new attempt, and a press works once they are allowed.
#[test]
fn a_browser_without_cookies_is_told_so() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        person.expects_on_console("404");
        let refused = product.faults().on("POST /auth/v1/flows").alters(without_cookies);
        person.opens_the_product("web").await;
        person.identifies(&plain).await;
        person.expects_error("cookies").await;
        assert_eq!(product.traffic().actions("identify").len(), 2, "a press begins anew once");
        assert_eq!(person.value_of("#username").await, plain.username);
        refused.lift();
        person.presses("identify").await;
        person.sees("password").await;
    });
}

/// An address that was typed for codes is there again after a reload, whether or not it was accepted, and goes with the
/// person.
#[test]
fn an_address_for_codes_outlives_a_reload() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "otp_destination").await;
        let typed = "somebody.else@example.no";
        person.types("#email", typed).await;
        person.presses("set_destination").await;
        person.expects_error("destination_mismatch").await;
        person.reloads().await;
        person.sees("otp_destination").await;
        assert_eq!(person.value_of("#email").await, typed);

        let kept =
            "return Object.values({...sessionStorage, ...localStorage}).some(value => value.includes(arguments[0]))";
        assert_eq!(person.runs(kept, typed.into()).await, true);
        person.goes_back().await;
        person.sees("mfa_enroll_select").await;
        person.goes_back().await;
        person.sees("identify").await;
        assert_eq!(person.runs(kept, typed.into()).await, false);
    });
}

/// Some private windows refuse all storage. The page remembers less, and signs in.
#[test]
fn a_browser_without_storage_signs_in() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        let refuse = "for (const name of ['localStorage', 'sessionStorage'])
            Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });";
        let script = serde_json::json!({ "source": refuse });
        person.browser().cdp("Page.addScriptToEvaluateOnNewDocument", script).await;
        person.opens_the_product("web").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        person.reloads().await;
        person.sees("password").await;
        assert_eq!(person.value_of("#username").await, plain.username);
        let refused = "try { sessionStorage; return false } catch { return true }";
        assert_eq!(person.runs(refused, Value::Null).await, true);
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
    });
}
