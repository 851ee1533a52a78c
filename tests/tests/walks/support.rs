//! The panel for help and support: on every screen, for this screen, with all that support asks for and no secret.

use std::collections::BTreeMap;

use portico_tests::{Person, Product, walk, words};
use serde_json::{Value, json};

use crate::tour;

/// Opens the panel and returns the facts in it, by label, once they are about `step`.
async fn facts(person: &Person, step: &str) -> BTreeMap<String, String> {
    if !person.can_see("#support-facts dd").await {
        person.clicks("#help-open").await;
    }
    let body = "
        const list = find('#support-facts');
        const facts = list && Object.fromEntries([...list.querySelectorAll('dt')]
            .map(label => [words(label), words(label.nextElementSibling)]));
        return facts?.Browser && (arguments[0] === 'failure' || facts.Step?.startsWith(arguments[0])) ? facts : null;
    ";
    let facts = person.until(&format!("facts for support about {step}"), body, json!(step)).await;
    serde_json::from_value(facts).expect("texts by label")
}

/// What support must never be told: passwords of the demo people, and what their codes are made of.
pub async fn secrets_of(product: &Product) -> Vec<String> {
    let accounts = product.accounts().await.into_iter();
    accounts
        .flat_map(|account| [Some(account.password).filter(|password| !password.is_empty()), account.totp_secret])
        .flatten()
        .collect()
}

/// U12, U13, C4, M6: the panel opens in place, answers questions of that screen, tells what is stale, and says in the
/// details where the person is – with nothing secret in it.
pub async fn help_and_details(person: &Person, name: &str, secrets: &[String]) {
    let facts = facts(person, name.split('-').next().unwrap_or_default()).await;
    assert!(facts["Time"].ends_with('Z') || facts["Time"].contains("UTC"), "{facts:?}");
    assert!(facts["Browser"].contains("Chrom"), "{facts:?}");
    let questions = "return [...document.querySelectorAll('#help .topic')].filter(visible).length >= 2;";
    person.until("questions of this screen", questions, Value::Null).await;
    let stale = "return [...document.querySelectorAll('#help .topic')].some(e => e.textContent.includes('cookies'));";
    person.until("help against stale data", stale, Value::Null).await;
    for secret in secrets {
        assert!(!facts.values().any(|text| text.contains(secret.as_str())), "a secret in the details");
    }
    // As it was, for the tour that goes on.
    person.clicks("#help-open").await;
    person.until("the panel gone", "return !find('#help .topic');", Value::Null).await;
}

/// U13: after an error the details name it exactly, with its reference, which is in the server's log too; one press
/// copies all of it, and what was typed as a password is not in it.
#[test]
fn the_details_name_the_error_and_are_copied_in_one_press() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("plain").await;
        tour::goes_to(&person, "identify").await;
        person.identifies(&account).await;
        person.sees("password").await;
        person.types("#password", "Secret-by-mistake-71").await;
        person.presses("submit_password").await;
        person.expects_error("invalid_credentials").await;
        let facts = facts(&person, "password").await;
        assert!(facts.values().any(|text| *text == account.username), "{facts:?}");
        assert!(facts["Error"].starts_with("invalid_credentials"), "{facts:?}");
        let reference = &facts["Reference"];
        assert!(product.server_log().contains(reference.as_str()), "{reference} is not in the log");

        person.may_use_the_clipboard().await;
        person.clicks("#support-copy").await;
        let copied = "return navigator.clipboard.readText().then(text => arguments[0].every(fact => text.includes(fact)) && text);";
        let values: Vec<_> = facts.iter().filter(|(label, _)| *label != "Time").map(|(_, value)| value).collect();
        let copied = person.until("all facts in the clipboard", copied, json!(values)).await;
        let copied = copied.as_str().unwrap_or_default().to_owned();
        assert!(!copied.contains("Secret-by-mistake") && !copied.contains(&account.password), "{copied}");
        let mail = person.property("#help a[href^='mailto:']", "href").await;
        assert!(!mail.to_string().contains("Secret-by-mistake"), "{mail}");
    });
}

/// U12, C4: the panel is there before any script, and answers.
#[test]
fn help_is_there_without_the_program() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let _ = product.faults().on("GET *.wasm").drops_the_connection();
        person.expects_on_console("wasm");
        person.expects_on_console("fetch");
        person.opens("/").await;
        person.clicks("#help-open").await;
        person.clicks("#help .topic summary").await;
        person.reads("#help .topic[open] .topic-answer").await;
    });
}

/// C5: locked out: until when, counted down, what support asks; the button waits with the person; after the time it works.
#[test]
fn who_is_locked_out_is_told_until_when_and_gets_in_after_it() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("reset").await;
        tour::goes_to(&person, "identify").await;
        person.identifies(&account).await;
        person.sees("password").await;
        for _ in 0..20 {
            person.types("#password", "not the password").await;
            person.presses("submit_password").await;
            let answered = "const e = find('[data-error]'); return !find('[aria-busy=true]') && e && e.dataset.error;";
            if person.until("an answer", answered, Value::Null).await == "locked" {
                break;
            }
            // Another answer of the same kind follows: the last one has to go first.
            person.types("#password", "").await;
        }
        person.expects_error("locked").await;
        let counts = "return /\\d+:\\d\\d/.exec(words(find('.alert-pause')))?.[0] ?? null;";
        let left = person.until("a countdown", counts, Value::Null).await;
        person
            .until(
                "the countdown to move",
                &format!("return /\\d+:\\d\\d/.exec(words(find('.alert-pause')))?.[0] !== {left};"),
                Value::Null,
            )
            .await;
        assert_eq!(person.property("[data-action=submit_password]", "ariaDisabled").await, "true");
        person.clicks("#help-open").await;
        let asks = &words::of("en")["support.asks"];
        assert!(person.text_on_screen().await.contains(asks), "nothing on what support asks");

        let retry_at =
            product.traffic().all().iter().rev().find_map(|exchange| exchange.response_json()["retry_at"].as_u64());
        let wait = retry_at.expect("until when") - product.now().await + 1;
        product.advance_clock(std::time::Duration::from_secs(wait)).await;
        person.reloads().await;
        person.sees("password").await;
        person.gives_password(&account).await;
        person.sees("complete").await;
    });
}

/// Who waits in front of the page sees the pause end, without doing anything.
#[test]
fn a_pause_that_is_over_lets_the_person_go_on() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("plain").await;
        tour::goes_to(&person, "identify").await;
        person.identifies(&account).await;
        person.sees("password").await;
        // The server's word that it takes three seconds: who waits longer in a test wastes everybody's time.
        let _ = product.faults().on("POST /auth/v1/flows/*/actions").once().alters(|answer| {
            let (mut parts, body) = answer.into_parts();
            let mut problem: Value = serde_json::from_slice(&body).expect("a problem");
            problem["code"] = json!("locked");
            problem["retry_at"] = json!(problem["server_time"].as_u64().expect("a moment") + 3);
            parts.status = http::StatusCode::TOO_MANY_REQUESTS;
            http::Response::from_parts(parts, serde_json::to_vec(&problem).expect("JSON").into())
        });
        person.types("#password", "not the password").await;
        person.presses("submit_password").await;
        person.expects_error("locked").await;
        person.until("pressable by itself", "const e = find('[data-action=submit_password]'); return e.getAttribute('aria-disabled') !== 'true' && !find('[data-error]');", Value::Null).await;
        person.gives_password(&account).await;
        person.sees("complete").await;
    });
}
