//! Secrets go where they must and nowhere else.

use portico_tests::{Person, Product, walk};
use serde_json::Value;

use crate::enrolment::{enrols, switches_to};

/// Everything that the page could be read out of: the document with what stands in its fields, and its storage.
async fn page_memory(person: &Person) -> (String, String) {
    let body = "
        const values = [...document.querySelectorAll('input, textarea')].map(e => e.value).join('\\n');
        const stored = JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, window.name, history.state]);
        return {document: document.documentElement.outerHTML + values, stored};
    ";
    let page = person.runs(body, Value::Null).await;
    let text = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
    (text("document"), text("stored"))
}

fn has_none_of(place: &str, text: &str, secrets: &[String]) {
    for secret in secrets {
        assert!(!text.contains(secret.as_str()), "a secret in {place}");
    }
}

/// The recovery code and the grouped seed as people write them, and without what separates them.
fn spellings(secrets: &[String]) -> Vec<String> {
    let plain = secrets.iter().map(|secret| secret.chars().filter(|c| c.is_alphanumeric()).collect());
    let grouped = secrets.iter().map(|secret| {
        secret
            .as_bytes()
            .chunks(4)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect::<Vec<_>>()
            .join(" ")
    });
    secrets.iter().cloned().chain(plain).chain(grouped).collect()
}

async fn leaks_nothing(person: &Person, product: &Product, secrets: &[String]) {
    for exchange in product.traffic().all() {
        has_none_of("a URL", &exchange.target, secrets);
        for (name, value) in exchange.request_headers.iter().chain(&exchange.response_headers) {
            has_none_of(name.as_str(), value.to_str().unwrap_or_default(), secrets);
        }
        if exchange.path().starts_with("/auth/") || exchange.path() == "/token" {
            assert_eq!(exchange.response_header("cache-control"), "no-store", "{}", exchange.target);
        }
    }
    let (document, stored) = page_memory(person).await;
    has_none_of("the document", &document, secrets);
    has_none_of("the browser's storage", &stored, secrets);
    has_none_of("the server's log", &product.server_log(), secrets);
    for line in person.console().await {
        has_none_of("the console", &line.text, secrets);
    }
}

#[test]
fn a_whole_walk_leaves_no_secret_behind() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let kari = product.account("enroll").await;
        let mut secrets = vec![kari.password.clone()];
        person.signs_in_up_to_the_second_factor(&kari).await;
        person.sees("mfa_enroll_select").await;
        leaks_nothing(&person, &product, &secrets).await;

        let enrolled = enrols(&person).await;
        let seed = enrolled.authenticator.seed_text().to_owned();
        // On the recovery codes, the password, the seed and the code are gone; the codes themselves are on screen.
        secrets.extend(spellings(&[seed]));
        leaks_nothing(&person, &product, &secrets).await;
        let (document, _) = page_memory(&person).await;
        assert!(!document.contains(&format!("\"{}\"", enrolled.used_code)) && !document.contains("otpauth:"));
        let (_, stored) = page_memory(&person).await;
        has_none_of("storage", &stored, &spellings(&enrolled.recovery_codes));

        person.presses("acknowledge").await;
        person.lands_in_the_product().await;
        secrets.extend(spellings(&enrolled.recovery_codes));
        leaks_nothing(&person, &product, &secrets).await;

        person.goes_back().await;
        person.sees("complete").await;
        leaks_nothing(&person, &product, &secrets).await;

        person.clears_the_browser().await;
        person.signs_in_up_to_the_second_factor(&kari).await;
        person.sees("mfa_challenge").await;
        switches_to(&person, "recovery_code").await;
        person.types("#recovery-code", &enrolled.recovery_codes[0]).await;
        person.presses("submit_code").await;
        person.lands_in_the_product().await;
        leaks_nothing(&person, &product, &secrets).await;
    });
}

/// A wrong password is somebody's right password elsewhere; an error must not keep it anywhere but in its field.
#[test]
fn a_wrong_password_is_not_kept() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        crate::tour::goes_to(&person, "password").await;
        let secrets = ["Elsewhere-it-is-right-93".to_owned()];
        person.types("#password", &secrets[0]).await;
        person.presses("submit_password").await;
        person.expects_error("invalid_credentials").await;
        person.presses("back").await;
        person.sees("identify").await;
        leaks_nothing(&person, &product, &secrets).await;
        person.reloads().await;
        person.sees("identify").await;
        leaks_nothing(&person, &product, &secrets).await;
    });
}
