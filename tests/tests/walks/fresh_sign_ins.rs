//! Providers remember people. Sometimes nobody may be signed in by that: the product wants a fresh sign-in, or the person
//! wants to be somebody else.

use std::time::Duration;

use portico_tests::{Person, Product, walk};
use url::Url;

use crate::social::{EXISTS, WITH_GOOGLE, goes_to_the_provider};

/// Comes from a product that takes whoever is signed in.
async fn opens_a_product_that_demands_nothing(person: &Person) {
    person.opens("/dev/client/web/start?without_prompt=yes").await;
    person.sees("identify").await;
}

/// Signs in with Google, so that the provider knows the person from now on.
async fn is_known_to_the_provider(person: &Person) {
    let account = person.product().account(WITH_GOOGLE).await;
    opens_a_product_that_demands_nothing(person).await;
    person.presses_provider("google").await;
    person.sees_the_provider().await;
    person.signs_in_elsewhere(&account.username).await;
    person.lands_in_the_product().await;
}

/// As somebody who signs out here, and nowhere else.
async fn signs_out_here(person: &Person) {
    person.opens("/dev").await;
    person.browser().client.delete_all_cookies().await.expect("cookies can be deleted");
}

fn asked(product: &Product, name: &str) -> Option<String> {
    let url = product.providers().social.last_request();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// What a product does not demand is not asked: one press, and the provider answers for who is signed in there.
#[test]
fn who_is_signed_in_there_is_not_asked_again_for_nothing() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        is_known_to_the_provider(&person).await;
        signs_out_here(&person).await;
        opens_a_product_that_demands_nothing(&person).await;
        person.presses_provider("google").await;
        person.lands_in_the_product().await;
        assert_eq!((asked(&product, "prompt"), asked(&product, "max_age")), (None, None));
    });
}

/// OpenID Connect Core section 3.1.2.1: a fresh sign-in is one at the provider as well, which asks again.
#[test]
fn a_fresh_sign_in_is_fresh_at_the_provider() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        is_known_to_the_provider(&person).await;
        signs_out_here(&person).await;
        for demand in ["prompt=login", "without_prompt=yes&max_age=0"] {
            person.opens(&format!("/dev/client/web/start?{demand}")).await;
            person.sees("identify").await;
            person.presses_provider("google").await;
            person.sees_the_provider().await;
            assert_eq!(asked(&product, "prompt").as_deref(), Some("login"), "{demand}");
            assert_eq!(asked(&product, "max_age").as_deref(), Some("0"), "{demand}");
        }
        person.signs_in_elsewhere(&product.account(WITH_GOOGLE).await.username).await;
        person.lands_in_the_product().await;
    });
}

/// A provider that ignores the demand (here it never hears of it) signs nobody in: the answer says when it was.
#[test]
fn a_provider_that_does_not_ask_again_is_noticed() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        is_known_to_the_provider(&person).await;
        signs_out_here(&person).await;
        // More than two clocks may differ.
        product.advance_clock(Duration::from_secs(120)).await;
        goes_to_the_provider(&person, "google").await;
        let silent = without(&product.providers().social.last_request(), &["prompt", "max_age"]);
        person.opens_address(silent.as_str()).await;
        person.sees("identify").await;
        let words = person.expects_notice("federation_not_fresh").await;
        assert!(words.contains("Google"), "{words}");
        let plain = product.account("plain").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        person.gives_password(&plain).await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&plain.username), "{welcome}");
    });
}

fn without(url: &Url, names: &[&str]) -> Url {
    let mut changed = url.clone();
    let kept = url.query_pairs().filter(|(key, _)| !names.contains(&key.as_ref()));
    changed.query_pairs_mut().clear().extend_pairs(kept);
    changed
}

/// Whose account nobody here has can take another one. Without being asked again they would go round in circles.
#[test]
fn who_is_unknown_can_choose_another_account_there() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        opens_a_product_that_demands_nothing(&person).await;
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere("nobody.here@example.org").await;
        person.sees("identify").await;
        person.expects_notice("federation_unknown").await;
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        let account = product.account(WITH_GOOGLE).await;
        person.signs_in_elsewhere(&account.username).await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&account.username), "{welcome}");
    });
}

/// A shared computer: the last person is still signed in at the provider. Whoever presses "Change" is somebody else.
#[test]
fn another_account_is_another_one_at_the_provider_too() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        is_known_to_the_provider(&person).await;
        signs_out_here(&person).await;
        let another = product.account(EXISTS).await;
        opens_a_product_that_demands_nothing(&person).await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
        person.presses("back").await;
        person.sees("identify").await;
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&another.username).await;
        person.sees("password").await;
        person.expects_notice("account_exists").await;
        assert_eq!(person.value_of("#username").await, another.username);
    });
}
