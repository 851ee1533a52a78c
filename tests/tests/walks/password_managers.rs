//! The rules that password managers need, checked on the page as a manager sees it. U11, D3.

use portico_tests::authenticator::Authenticator;
use portico_tests::browser::Offer;
use portico_tests::clock::eventually;
use portico_tests::dev_api::Account;
use portico_tests::{Person, walk};
use serde_json::{Value, json};

use crate::tour;

/// Attributes of a field, and how it stands in its form.
async fn field(person: &Person, selector: &str) -> Value {
    let body = "
        const e = find(arguments[0]);
        if (!e) return null;
        const attributes = Object.fromEntries([...e.attributes].map(a => [a.name, a.value]));
        const label = e.labels?.[0];
        return {
            attributes, label: label ? label.textContent.trim() : null, labelVisible: !!label && visible(label),
            form: !!e.form, submit: !!e.form?.querySelector('[type=submit]'), masked: getComputedStyle(e).webkitTextSecurity,
        };
    ";
    person.until(&format!("the field {selector}"), body, json!(selector)).await
}

fn attribute<'a>(field: &'a Value, name: &str) -> &'a str {
    field["attributes"][name].as_str().unwrap_or_default()
}

/// What holds on every screen.
pub async fn common_rules(person: &Person) {
    let body = "
        const all = [...document.querySelectorAll('*')];
        const fields = [...document.querySelectorAll('[data-step] input:not([type=hidden])')].filter(visible);
        const ids = all.map(e => e.id).filter(Boolean);
        const short = e => e.outerHTML.slice(0, 160);
        return {
            off: all.filter(e => e.getAttribute?.('autocomplete') === 'off').map(short),
            shadows: all.filter(e => e.shadowRoot).map(short),
            masked: fields.filter(e => e.type !== 'password' && !['none', ''].includes(getComputedStyle(e).webkitTextSecurity ?? 'none')).map(short),
            repeated: ids.filter((id, index) => ids.indexOf(id) !== index),
            unnamed: fields.filter(e => e.type !== 'checkbox' && (!e.id || e.name !== e.id)).map(short),
            homeless: fields.filter(e => !e.form || !e.form.querySelector('button[type=submit], input[type=submit]')).map(short),
            forms: [...document.querySelectorAll('form')].filter(visible).length,
            codesAsPasswords: fields.filter(e => e.type === 'password' && !/^(new-)?password(-confirmation)?$/.test(e.id)).map(short),
        };
    ";
    let page = person.until("the page", body, Value::Null).await;
    let wrong = ["off", "shadows", "masked", "repeated", "unnamed", "homeless", "codesAsPasswords"]
        .into_iter()
        .filter(|rule| page[rule] != json!([]))
        .collect::<Vec<_>>();
    assert!(wrong.is_empty(), "breaks {wrong:?}: {page:#}");
    assert!(page["forms"].as_u64() <= Some(1), "several forms confuse managers");
}

#[test]
fn the_username_is_the_only_visible_field_of_its_screen() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "identify").await;
        let username = field(&person, "#username").await;
        for (name, value) in
            [("id", "username"), ("name", "username"), ("type", "text"), ("autocomplete", "username webauthn")]
        {
            assert_eq!(attribute(&username, name), value, "{username:#}");
        }
        assert_eq!((&username["labelVisible"], &username["submit"]), (&json!(true), &json!(true)), "{username:#}");
        let said = format!("{} {}", username["attributes"], username["label"]).to_lowercase();
        for word in ["search", "code", "add"] {
            assert!(
                !said.split(|c: char| !c.is_alphabetic()).any(|part| part == word),
                "{word:?} repels managers: {said}"
            );
        }
        let others = "return {count: [...document.querySelectorAll('[data-step] input')].filter(visible).length}";
        assert_eq!(person.until("fields", others, Value::Null).await["count"], 1);
    });
}

#[test]
fn the_password_comes_after_a_visible_readonly_username() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "password").await;
        let password = field(&person, "#password").await;
        for (name, value) in
            [("id", "password"), ("name", "password"), ("type", "password"), ("autocomplete", "current-password")]
        {
            assert_eq!(attribute(&password, name), value, "{password:#}");
        }
        assert_eq!(password["labelVisible"], true, "{password:#}");
        let username = field(&person, "#username").await;
        assert_eq!((attribute(&username, "type"), attribute(&username, "autocomplete")), ("text", "username"));
        assert!(username["attributes"]["readonly"].is_string() && username["attributes"]["disabled"].is_null());
        assert_eq!(person.value_of("#username").await, product.account("enroll").await.username);
        let order = "
            const [u, p] = ['username', 'password'].map(id => document.getElementById(id));
            return u.form === p.form && !!(u.compareDocumentPosition(p) & Node.DOCUMENT_POSITION_FOLLOWING);
        ";
        assert_eq!(person.runs(order, Value::Null).await, true, "username first, in the same form");
    });
}

/// P6: matched exactly by managers, so no further token; and never a password field.
#[test]
fn the_code_field_is_exact() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        for step in ["totp_enroll", "mfa_challenge"] {
            tour::goes_to(&person, step).await;
            let otp = field(&person, "#otp").await;
            for (name, value) in
                [("type", "text"), ("inputmode", "numeric"), ("autocomplete", "one-time-code"), ("name", "otp")]
            {
                assert_eq!(attribute(&otp, name), value, "{step}: {otp:#}");
            }
            let fields = "return {count: [...document.querySelectorAll('[data-step] input')].filter(visible).length}";
            assert_eq!(person.until("fields", fields, Value::Null).await["count"], 1, "{step}: one field for one code");
        }
        crate::enrolment::switches_to(&person, "recovery_code").await;
        let recovery = field(&person, "#recovery-code").await;
        assert_ne!(attribute(&recovery, "name"), "otp");
        assert!(!attribute(&recovery, "autocomplete").contains("one-time-code"), "{recovery:#}");
        assert_eq!(attribute(&recovery, "type"), "text");
    });
}

/// KeePassXC-Browser looks only at the first node of an insertion.
#[test]
fn a_screen_is_inserted_as_one_root() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "identify").await;
        let watch = "
            window.inserted = [];
            new MutationObserver(records => records.forEach(record => {
                const elements = [...record.addedNodes].filter(node => node.nodeType === Node.ELEMENT_NODE);
                if (elements.length) window.inserted.push({
                    first: record.addedNodes[0], password: elements.some(e => e.querySelector('#password') || e.id === 'password'),
                });
            })).observe(document.body, {childList: true, subtree: true});
        ";
        person.runs(watch, Value::Null).await;
        person.identifies(&product.account("enroll").await).await;
        person.sees("password").await;
        let body = "
            const withPassword = window.inserted.filter(entry => entry.password);
            const first = withPassword[0]?.first;
            return {times: withPassword.length, whole: !!first?.querySelector?.('form #password') && !!first.querySelector('h1')};
        ";
        let inserted = person.until("the insertion", body, Value::Null).await;
        assert_eq!(inserted, json!({"times": 1, "whole": true}), "the first node added is not the whole screen");
    });
}

/// A 4xx and a form that stays is the sign of a wrong password; a form that goes is the sign to save.
#[test]
fn the_form_stays_after_a_wrong_password_and_goes_after_the_right_one() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "password").await;
        person.runs("window.before = {form: document.querySelector('#password').form, field: document.querySelector('#password')}", Value::Null).await;
        person.types("#password", "not the password").await;
        person.presses("submit_password").await;
        person.expects_error("invalid_credentials").await;
        let same = "const field = document.querySelector('#password'); return field === before.field && field.form === before.form;";
        assert_eq!(person.runs(same, Value::Null).await, true, "the form was mounted anew");
        let answer = product.traffic().actions("submit_password").pop().expect("an answer");
        assert_eq!(answer.status, Some(422));
        person.gives_password(&product.account("enroll").await).await;
        person.sees("mfa_enroll_select").await;
        let gone = "return !before.form.isConnected && !document.querySelector('input[type=password]')";
        assert_eq!(person.runs(gone, Value::Null).await, true, "the form is still in the page");
    });
}

/// Autofill does not always fire `input`: what stands in the fields when the form is sent counts.
#[test]
fn values_without_events_are_sent() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        tour::goes_to(&person, "identify").await;
        person.runs("document.querySelector('#username').value = arguments[0]", json!(plain.username)).await;
        person.presses("identify").await;
        person.sees("password").await;
        person.runs("document.querySelector('#password').value = arguments[0]", json!(plain.password)).await;
        person.presses("submit_password").await;
        person.sees("complete").await;
    });
}

/// "Show" changes the type of the very same field and back.
#[test]
fn showing_the_password_keeps_the_field() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "password").await;
        person.types("#password", "half a pass").await;
        person.runs("document.querySelector('#password').markedBefore = true", Value::Null).await;
        for kind in ["text", "password"] {
            person.clicks("[data-step=password] .input-button").await;
            person.until(kind, "return document.querySelector('#password').type === arguments[0]", json!(kind)).await;
            assert_eq!(person.property("#password", "markedBefore").await, true);
            assert_eq!(person.value_of("#password").await, "half a pass");
        }
    });
}

/// U11: Firefox's own manager offers to save after the two steps, and fills both the next time.
#[test]
fn firefox_saves_after_the_two_steps_and_fills_both() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person_with_firefox(&product).await;
        let plain = product.account("plain").await;
        person.signs_in_up_to_the_second_factor(&plain).await;
        person.lands_in_the_product().await;
        assert_eq!(person.browser().accepts_offer_to_save().await, Offer::Panel);
        let saved = eventually("a saved login", async || {
            Some(person.browser().saved_logins().await).filter(|logins| *logins != json!([]))
        });
        let expected = json!([{"origin": product.origin(), "username": plain.username, "password": plain.password}]);
        assert_eq!(saved.await, expected);

        person.clears_the_browser().await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        let filled = "return document.querySelector(arguments[0].field)?.value === arguments[0].value";
        person.until("the username filled", filled, json!({"field": "#username", "value": plain.username})).await;
        person.presses("identify").await;
        person.sees("password").await;
        person.until("the password filled", filled, json!({"field": "#password", "value": plain.password})).await;
        person.presses("submit_password").await;
        person.lands_in_the_product().await;
    });
}

/// Firefox offers at every press, the wrong one too; who accepts at the end has saved the right password, and no code.
#[test]
fn firefox_saves_the_password_that_worked() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person_with_firefox(&product).await;
        let totp = product.account("totp").await;
        let entry = Authenticator::from_seed(totp.totp_secret.as_deref().expect("a demo seed"));
        person.signs_in_up_to_the_second_factor(&Account { password: "not the password".into(), ..totp.clone() }).await;
        person.expects_error("invalid_credentials").await;
        person.gives_password(&totp).await;
        person.sees("mfa_challenge").await;
        person.gives_code(&product.code_of(&entry).await).await;
        person.lands_in_the_product().await;
        // After a first try in the same form, Firefox leaves it at the key.
        assert_ne!(person.browser().accepts_offer_to_save().await, Offer::Nothing);
        let saved = eventually("a saved login", async || {
            Some(person.browser().saved_logins().await).filter(|logins| *logins != json!([]))
        });
        let expected = json!([{"origin": product.origin(), "username": totp.username, "password": totp.password}]);
        assert_eq!(saved.await, expected);
        assert_eq!(person.browser().accepts_offer_to_save().await, Offer::Nothing, "it offers to save a code");
    });
}

/// U11: who had to take a new password is asked whether to update the one that is saved, under the same username.
#[test]
fn firefox_updates_a_password_that_was_replaced() {
    walk(async |stage| {
        const NEW: &str = "tolv hvite seil over havet";
        let product = stage.product().await;
        let person = stage.person_with_firefox(&product).await;
        let account = product.account("forced_change").await;
        person.browser().saves_login(&product.origin(), &account.username, &account.password).await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("password_change").await;
        person.types("#new-password", NEW).await;
        person.types("#new-password-confirmation", NEW).await;
        person.presses("change_password").await;
        person.lands_in_the_product().await;
        assert_ne!(person.browser().accepts_offer_to_save().await, Offer::Nothing);
        let expected = json!([{"origin": product.origin(), "username": account.username, "password": NEW}]);
        eventually("the saved login to be updated", async || {
            Some(person.browser().saved_logins().await).filter(|logins| *logins == expected)
        })
        .await;
    });
}

/// Rules for the new domain: the change page is found, and nothing else below `/.well-known/` pretends to exist.
#[test]
fn well_known_addresses_answer_as_managers_expect() {
    walk(async |stage| {
        let product = stage.product().await;
        let api = product.api().await;
        let get =
            async |path: &str| api.request(http::Method::GET, path).send().await.expect("an answer").status().as_u16();
        assert_eq!(get("/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200").await, 404);
        assert_eq!(get("/.well-known/change-password").await, 302);
    });
}
