//! Secrets go where they must and nowhere else.

use portico_tests::authenticator::Authenticator;
use portico_tests::{Person, Product, walk};
use serde_json::Value;

use crate::enrolment::{enrols, switches_to};
use crate::social::WITH_GOOGLE;

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

/// Whether a code stands in `text` as a number of its own: six digits in the middle of a longer run are chance.
fn stands_in(text: &str, code: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    text.match_indices(code)
        .any(|(at, _)| !is_part(text[..at].chars().next_back()) && !is_part(text[at + code.len()..].chars().next()))
}

/// The same as [`leaks_nothing`] for codes of six digits, which occur in other numbers by chance.
async fn leaks_no_code(person: &Person, product: &Product, codes: &[String]) {
    let (document, stored) = page_memory(person).await;
    let console: String = person.console().await.into_iter().map(|line| line.text + "\n").collect();
    let urls: String = product.traffic().all().into_iter().map(|exchange| exchange.target + "\n").collect();
    let bodies = product.traffic().all().into_iter().map(|exchange| exchange.response_body);
    let answers: String = bodies.map(|body| String::from_utf8_lossy(&body).into_owned() + "\n").collect();
    let places = [
        ("the document", document),
        ("the browser's storage", stored),
        ("the console", console),
        ("a URL", urls),
        ("an answer", answers),
        ("the server's log", product.server_log()),
    ];
    for (place, text) in &places {
        for code in codes {
            assert!(!stands_in(text, code), "a code in {place}");
        }
    }
}

#[test]
fn a_code_is_told_from_a_number() {
    assert!(stands_in("code=482913\n", "482913") && stands_in("482913", "482913"));
    assert!(!stands_in("1482913", "482913") && !stands_in("12:00:01.482913Z", "482913"));
}

/// Sent codes are in the message and nowhere else; the words of messages are in no file of the server.
#[test]
fn codes_that_are_sent_stand_in_the_message_alone() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("migration_email").await;
        let mut codes = Vec::new();
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_enroll_select").await;
        person.chooses("email").await;
        person.sees("otp_destination").await;
        person.types("#email", account.address()).await;
        person.presses("set_destination").await;
        person.sees("otp_enroll").await;
        codes.push(person.reads_mail_code(account.address()).await);
        leaks_no_code(&person, &product, &codes).await;
        person.gives_code(&codes[0]).await;
        person.lands_in_the_product().await;
        leaks_no_code(&person, &product, &codes).await;

        let by_text = product.account("sms").await;
        person.clears_the_browser().await;
        person.signs_in_up_to_the_challenge(&by_text).await;
        let code = person.receives_sms_code(by_text.number()).await;
        leaks_no_code(&person, &product, std::slice::from_ref(&code)).await;
        // What was typed and refused is not kept either.
        person.gives_code("917263").await;
        person.expects_error("invalid_code").await;
        person.types("#otp", &code).await;
        person.presses("submit_code").await;
        person.sees("mfa_enroll_select").await;
        codes.extend([code, "917263".to_owned()]);
        leaks_no_code(&person, &product, &codes).await;

        leaks_nothing(&person, &product, &[account.password.clone(), by_text.password.clone()]).await;
        let log = product.server_log();
        has_none_of("the server's log", &log, &[account.address().to_owned(), by_text.number().to_owned()]);
        let kept = product.kept_data();
        for message in product.post().everything() {
            for line in message.lines().filter(|line| line.chars().any(|c| c.is_ascii_digit()) && line.len() >= 20) {
                assert!(!kept.contains(line), "the words of a message lie open in the server's files");
            }
        }
    });
}

/// A reset with a second factor: neither the old nor the new password, nor a code or a seed, is left anywhere.
#[test]
fn a_new_password_is_left_nowhere() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("reset_totp").await;
        let seed = account.totp_secret.clone().expect("a seed");
        let new = "tolv hvite seil over havet".to_owned();
        let mut secrets = vec![account.password.clone(), new.clone()];
        secrets.extend(spellings(std::slice::from_ref(&seed)));
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.identifies(&account).await;
        person.sees("password").await;
        person.types("#password", &account.password).await;
        person.presses("request_reset").await;
        person.sees("password_reset_code").await;
        leaks_nothing(&person, &product, &secrets).await;
        let mailed = person.reads_mail_code(account.address()).await;
        person.gives_code(&mailed).await;
        person.sees("mfa_challenge").await;
        let shown = product.code_of(&Authenticator::from_seed(&seed)).await;
        person.gives_code(&shown).await;
        person.sees("password_change").await;
        leaks_no_code(&person, &product, &[mailed.clone(), shown.clone()]).await;
        for (typed, again) in [("aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa"), (&*new, &*new)] {
            person.types("#new-password", typed).await;
            person.types("#new-password-confirmation", again).await;
            person.presses("change_password").await;
            if typed != new {
                person.expects_error("weak_password").await;
            }
        }
        person.lands_in_the_product().await;
        secrets.push("aaaaaaaaaaaaaaaaaaaa".into());
        leaks_nothing(&person, &product, &secrets).await;
        leaks_no_code(&person, &product, &[mailed, shown]).await;
        has_none_of("the server's files", &product.kept_data(), &secrets);
        let hashes = product.post().asked_for();
        assert!(hashes.iter().all(|prefix| prefix.len() == 5), "{hashes:?}");
    });
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
        person.signs_in_up_to_the_challenge(&kari).await;
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

/// A sign-in at a provider: code, state, nonce, verifier, tokens and the client's secret are in the one address that the
/// provider makes, and nowhere afterwards.
#[test]
fn a_sign_in_elsewhere_leaves_nothing_behind() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let social = &product.providers().social;
        let person = stage.person(&product).await;
        let account = product.account(WITH_GOOGLE).await;
        person.opens_the_product("desktop").await;
        person.sees("identify").await;
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&account.username).await;
        person.sees("complete").await;

        let redeemed = social.traffic().matching("POST /token").pop().expect("tokens");
        let tokens = redeemed.response_json();
        let mut secrets = vec!["demo-secret-of-a-demo-provider".to_owned()];
        secrets.extend(["id_token", "access_token"].map(|name| tokens[name].as_str().expect("a token").to_owned()));
        let asked = social.last_request();
        let sent: Vec<_> = url::form_urlencoded::parse(&redeemed.request_body).into_owned().collect();
        let named = asked.query_pairs().into_owned().chain(sent);
        let wanted = ["state", "nonce", "code", "code_verifier"];
        secrets.extend(named.filter(|(name, _)| wanted.contains(&&**name)).map(|(_, value)| value));
        assert_eq!(secrets.len(), 7, "not all of them are known: {}", secrets.len());

        let (document, stored) = page_memory(&person).await;
        has_none_of("the document", &document, &secrets);
        has_none_of("the browser's storage", &stored, &secrets);
        has_none_of("the server's log", &product.server_log(), &secrets);
        has_none_of("the server's files", &product.kept_data(), &secrets);
        has_none_of("the address", person.url().await.as_str(), &secrets);
        for line in person.console().await.iter().filter(|line| !line.text.starts_with(&social.issuer())) {
            has_none_of("the console", &line.text, &secrets);
        }
        let exchanges = product.traffic().all();
        let of_provider = exchanges.iter().position(|exchange| exchange.path().starts_with("/auth/v1/federation/"));
        let of_provider = of_provider.expect("the provider's answer");
        assert_eq!(exchanges[of_provider].response_header("cache-control"), "no-store");
        has_none_of("the next address", exchanges[of_provider].response_header("location"), &secrets);
        for exchange in &exchanges[of_provider + 1..] {
            has_none_of("a URL", &exchange.target, &secrets);
            has_none_of("a referrer", exchange.request_header("referer"), &secrets);
            has_none_of("an answer", &String::from_utf8_lossy(&exchange.response_body), &secrets);
        }
    });
}
