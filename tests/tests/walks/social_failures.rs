//! What goes wrong between here and a provider, or is done on purpose: words, a way on, and never a sign-in.

use std::time::Duration;

use bytes::Bytes;
use portico_tests::faults::Answer;
use portico_tests::providers::with_parameter;
use portico_tests::{Person, Product, walk};
use serde_json::Value;
use url::Url;

use crate::social::{OF_ORGANIZATION, WITH_APPLE, WITH_GOOGLE, goes_to_the_provider};

/// Signs in at the provider, and keeps the answer from reaching the product: it stands in the address bar, as it would
/// for who reads over the shoulder.
async fn answer_on_its_way(person: &Person, id: &str, login: &str) -> Url {
    let path = format!("GET /auth/v1/federation/callback/{id}");
    let caught = person.product().faults().on(&path).once().answers(200, "text/html", "<title>On its way</title>");
    person.signs_in_elsewhere(login).await;
    person.until("the answer on its way", "return document.title === 'On its way'", Value::Null).await;
    caught.lift();
    person.url().await
}

/// Is on the first screen with a notice that names Google, signed in nowhere, and can still sign in otherwise.
async fn is_told(person: &Person, code: &str) {
    person.sees("identify").await;
    let words = person.expects_notice(code).await;
    assert!(words.contains("Google"), "{words}");
    can_sign_in_otherwise(person).await;
}

async fn can_sign_in_otherwise(person: &Person) {
    let plain = person.product().account("plain").await;
    person.identifies(&plain).await;
    person.sees("password").await;
    person.gives_password(&plain).await;
    let welcome = person.lands_in_the_product().await;
    assert!(welcome.contains(&plain.username), "{welcome}");
}

/// The username of the person who signs in with Google.
async fn account(product: &Product) -> String {
    product.account(WITH_GOOGLE).await.username
}

/// The provider is down before anybody went there: nothing is left behind, and the same press works later.
#[test]
fn a_provider_that_is_down_is_named() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let down = product.providers().social.faults().on("GET *").drops_the_connection();
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.presses_provider("google").await;
        let words = person.expects_notice("federation_unavailable").await;
        assert!(words.contains("Google"), "{words}");
        assert_eq!(person.step().await, "identify");
        down.lift();
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&account(&product).await).await;
        person.lands_in_the_product().await;
    });
}

/// The same on the password screen (U8), and for a person of an organisation, whose username stays.
#[test]
fn a_provider_that_is_down_leaves_the_screen_as_it_is() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        product.providers().social.breaks_down().await;
        product.providers().enterprise.breaks_down().await;
        let plain = product.account("plain").await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        let of_organization = product.account(OF_ORGANIZATION).await;
        person.identifies(&of_organization).await;
        let words = person.expects_notice("federation_unavailable").await;
        assert!(words.contains("Fjord Entra ID"), "{words}");
        assert_eq!(person.value_of("#username").await, of_organization.username);
        person.identifies(&plain).await;
        person.sees("password").await;
        person.presses_provider("google").await;
        let words = person.expects_notice("federation_unavailable").await;
        assert!(words.contains("Google"), "{words}");
        person.sees("password").await;
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
    });
}

/// The provider breaks down while the person is there: the answer cannot be redeemed.
#[test]
fn a_provider_that_breaks_down_in_the_middle_is_named() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        goes_to_the_provider(&person, "google").await;
        let down = product.providers().social.faults().on("POST /token").drops_the_connection();
        person.signs_in_elsewhere(&account(&product).await).await;
        person.sees("identify").await;
        let words = person.expects_notice("federation_unavailable").await;
        assert!(words.contains("Google"), "{words}");
        down.lift();
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&account(&product).await).await;
        person.lands_in_the_product().await;
    });
}

/// The provider will not ask, and nobody is signed in there (OpenID Connect Core section 3.1.2.6).
#[test]
fn who_is_not_signed_in_there_reads_so() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        goes_to_the_provider(&person, "google").await;
        let silent = with_parameter(&product.providers().social.last_request(), "prompt", "none");
        person.opens_address(silent.as_str()).await;
        is_told(&person, "federation_login_required").await;
    });
}

/// The request was altered on its way: the answer is for another nonce (OpenID Connect Core section 15.5.2).
#[test]
fn an_answer_with_another_nonce_is_refused() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        goes_to_the_provider(&person, "google").await;
        let other = with_parameter(&product.providers().social.last_request(), "nonce", "of-somebody-else");
        person.opens_address(other.as_str()).await;
        person.signs_in_elsewhere(&account(&product).await).await;
        is_told(&person, "federation_failed").await;
    });
}

/// The product's clock runs two hours ahead: every answer is too old.
#[test]
fn a_clock_that_is_wrong_is_named() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        product.advance_clock(Duration::from_secs(2 * 60 * 60)).await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account(&product).await).await;
        is_told(&person, "federation_late").await;
    });
}

/// The ID token of another client in place of ours, truly signed by the provider (OpenID Connect Core section 3.1.3.7).
#[test]
fn an_answer_for_another_client_is_refused() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let social = &product.providers().social;
        let person = stage.person(&product).await;
        let login = product.account(WITH_APPLE).await.username;
        goes_to_the_provider(&person, "apple").await;
        person.signs_in_elsewhere(&login).await;
        person.lands_in_the_product().await;
        let tokens = social.traffic().matching("POST /token").pop().expect("tokens").response_json();
        let for_apple = tokens["id_token"].as_str().expect("an ID token").to_owned();

        person.clears_the_browser().await;
        social.faults().on("POST /token").alters(move |answer| with_id_token(answer, |_| for_apple.clone()));
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account(&product).await).await;
        is_told(&person, "federation_misconfigured").await;
    });
}

/// Somebody has changed who the ID token is about; the signature is the provider's for somebody else.
#[test]
fn an_answer_about_somebody_else_is_refused() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let wanted = account(&product).await;
        let change = move |token: &str| {
            let [head, claims, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("no JWT: {token}") };
            let claims = data_encoding::BASE64URL_NOPAD.decode(claims.as_bytes()).expect("Base64url");
            let claims = String::from_utf8(claims).expect("text").replace("nobody.here@example.org", &wanted);
            format!("{head}.{}.{signature}", data_encoding::BASE64URL_NOPAD.encode(claims.as_bytes()))
        };
        let social = &product.providers().social;
        let altered = social.faults().on("POST /token").alters(move |answer| with_id_token(answer, &change));
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere("nobody.here@example.org").await;
        is_told(&person, "federation_failed").await;
        assert_eq!(altered.hits(), 1);
    });
}

fn with_id_token(answer: Answer, change: impl Fn(&str) -> String) -> Answer {
    answer.map(|body| {
        let mut tokens: Value = serde_json::from_slice(&body).expect("JSON");
        tokens["id_token"] = change(tokens["id_token"].as_str().expect("an ID token")).into();
        Bytes::from(tokens.to_string())
    })
}

/// The same answer once more leads to the sign-in as it is, and the provider is not asked again.
#[test]
fn an_answer_works_once() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        person.opens_the_product("desktop").await;
        person.sees("identify").await;
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&account(&product).await).await;
        person.sees("complete").await;
        let callbacks = product.traffic().matching("GET /auth/v1/federation/callback/google");
        assert!(callbacks.len() >= 2, "the code leaves the address before it is redeemed: {callbacks:?}");
        for callback in callbacks {
            person.opens(&callback.target).await;
            person.sees("complete").await;
        }
        assert_eq!(product.providers().social.traffic().matching("POST /token").len(), 1);
    });
}

/// An address that was taken from somebody signs nobody in (RFC 9700 section 4.7): not who opens it, and the one whose
/// it is can still use it.
#[test]
fn an_answer_in_another_browser_signs_nobody_in() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let (person, thief) = (stage.person(&product).await, stage.person(&product).await);
        goes_to_the_provider(&person, "google").await;
        let answer = answer_on_its_way(&person, "google", &account(&product).await).await;
        // A sign-in of one's own does not help.
        thief.opens_the_product("web").await;
        thief.sees_the_program_arrive().await;
        thief.opens_address(answer.as_str()).await;
        thief.sees("denied").await;
        let place = thief.url().await;
        assert!(!place.as_str().contains("code=") && !place.as_str().contains("state="), "{place}");
        let denied =
            product.traffic().all().into_iter().map(|exchange| exchange.response_json()["step"]["code"].clone());
        assert!(denied.into_iter().any(|code| code == "not_begun_here"));
        assert_eq!(product.providers().social.traffic().matching("POST /token").len(), 0, "the code is not spent");
        person.opens_address(answer.as_str()).await;
        person.lands_in_the_product().await;
    });
}

/// The code of somebody else put into one's own answer (RFC 9700 section 4.5): the verifier does not fit.
#[test]
fn a_code_of_somebody_else_is_refused() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let (victim, thief) = (stage.person(&product).await, stage.person(&product).await);
        goes_to_the_provider(&victim, "google").await;
        let of_victim = answer_on_its_way(&victim, "google", &account(&product).await).await;
        let (_, code) = of_victim.query_pairs().find(|(name, _)| name == "code").expect("a code");
        goes_to_the_provider(&thief, "google").await;
        let own = answer_on_its_way(&thief, "google", "thief@example.org").await;
        thief.opens_address(with_parameter(&own, "code", &code).as_str()).await;
        is_told(&thief, "federation_failed").await;
    });
}

/// The state of one sign-in with the answer of another one in the same browser.
#[test]
fn the_state_of_another_sign_in_is_refused() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        goes_to_the_provider(&person, "google").await;
        let first = answer_on_its_way(&person, "google", &account(&product).await).await;
        person.opens_a_tab().await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        let second = answer_on_its_way(&person, "google", &account(&product).await).await;
        let (_, code) = first.query_pairs().find(|(name, _)| name == "code").expect("a code");
        person.opens_address(with_parameter(&second, "code", &code).as_str()).await;
        is_told(&person, "federation_failed").await;
    });
}

/// The answer of one provider at the address of another (RFC 9700 section 4.4): nobody is asked for tokens.
#[test]
fn a_mixed_up_provider_is_noticed() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let social = &product.providers().social;
        let person = stage.person(&product).await;
        goes_to_the_provider(&person, "google").await;
        let answer = answer_on_its_way(&person, "google", &account(&product).await).await;
        person.opens_address(&answer.as_str().replace("/callback/google", "/callback/apple")).await;
        person.until("a screen", "return !!find('[data-step]') && atRest()", Value::Null).await;
        assert_eq!(social.traffic().matching("POST /token").len(), 0);

        // The right address, and an issuer that somebody else is (RFC 9207 section 2.4).
        person.clears_the_browser().await;
        goes_to_the_provider(&person, "google").await;
        let answer = answer_on_its_way(&person, "google", &account(&product).await).await;
        let other = product.providers().enterprise.issuer();
        person.opens_address(with_parameter(&answer, "iss", &other).as_str()).await;
        is_told(&person, "federation_failed").await;
        assert_eq!(social.traffic().matching("POST /token").len(), 0);
    });
}

/// A made-up answer of a stranger: no page of the server's own, no sign-in, and nothing told.
#[test]
fn a_made_up_answer_reads_like_one_from_elsewhere() {
    walk(async |stage| {
        let (_, person) = stage.person_with_providers().await;
        person.opens("/auth/v1/federation/callback/google?code=made-up&state=made-up").await;
        person.sees("denied").await;
        crate::navigation::is_no_dead_end(&person).await;
        person.opens("/auth/v1/federation/callback/nobody?code=made-up&state=made-up").await;
        person.sees("denied").await;
    });
}
