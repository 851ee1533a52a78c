//! Signing in with Google, Apple and the like, at real providers that are not ours.

use portico_tests::{Person, Product, walk};
use serde_json::Value;

/// The demo person who signs in with Google and has no password.
pub const WITH_GOOGLE: &str = "social";
/// The demo person who has a password, and at Google an account with the same address.
pub const EXISTS: &str = "social_exists";
/// The demo person who signs in with Apple only.
pub const WITH_APPLE: &str = "social_elsewhere";
/// The demo person of the organisation with a provider of its own.
pub const OF_ORGANIZATION: &str = "sso";

/// From the product to the form of a provider, by its button.
pub async fn goes_to_the_provider(person: &Person, id: &str) {
    person.opens_the_product("web").await;
    person.sees("identify").await;
    person.presses_provider(id).await;
    person.sees_the_provider().await;
}

/// The steps that the page was shown since the traffic was cleared, in order.
pub fn steps(product: &Product) -> Vec<String> {
    let exchanges = product.traffic().all();
    let flows = exchanges.iter().filter(|exchange| exchange.path().starts_with("/auth/v1/flows"));
    let steps = flows.filter_map(|exchange| {
        let answer = exchange.response_json();
        let flow = if answer["flow"].is_object() { &answer["flow"] } else { &answer };
        flow["step"]["type"].as_str().map(str::to_owned)
    });
    steps.collect()
}

/// Signs in by a provider's button, and looks at what was asked on the way.
async fn signs_in_by(person: &Person, id: &str, purpose: &str) {
    let product = person.product();
    let account = product.account(purpose).await;
    goes_to_the_provider(person, id).await;
    person.signs_in_elsewhere(&account.username).await;
    let welcome = person.lands_in_the_product().await;
    assert!(welcome.contains(&account.username), "{welcome}");
    let asked: Vec<_> =
        steps(product).into_iter().filter(|step| step.starts_with("mfa") || step == "password").collect();
    assert!(asked.is_empty(), "asked for {asked:?} as well");
}

/// U7, D1: answered by a redirect, with no further factor.
#[test]
fn google_signs_in_without_a_further_factor() {
    walk(async |stage| {
        let (_, person) = stage.person_with_providers().await;
        signs_in_by(&person, "google", WITH_GOOGLE).await;
    });
}

/// U7: the same in Firefox.
#[test]
fn google_signs_in_with_firefox() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let person = stage.person_with_firefox(&product).await;
        signs_in_by(&person, "google", WITH_GOOGLE).await;
    });
}

/// U7: answered by a form that is posted from the provider's site, to which the browser adds no Lax cookie.
#[test]
fn apple_signs_in_by_a_form_from_another_site() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        signs_in_by(&person, "apple", WITH_APPLE).await;
        let posted = product.traffic().matching("POST /auth/v1/federation/callback/apple");
        let [posted] = posted.as_slice() else { panic!("posted {} times", posted.len()) };
        assert_eq!(posted.request_header("cookie"), "", "the walk does not show what it should");
        assert_eq!(posted.status, Some(303));
    });
}

/// U7: the same in Firefox.
#[test]
fn apple_signs_in_with_firefox() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let person = stage.person_with_firefox(&product).await;
        signs_in_by(&person, "apple", WITH_APPLE).await;
    });
}

/// U7: who cancels reads so and can press again, or sign in otherwise.
#[test]
fn who_cancels_at_the_provider_can_go_on() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        goes_to_the_provider(&person, "google").await;
        person.cancels_elsewhere().await;
        person.sees("identify").await;
        let words = person.expects_notice("federation_cancelled").await;
        assert!(words.contains("Google"), "{words}");
        person.presses_provider("google").await;
        person.signs_in_elsewhere(&product.account(WITH_GOOGLE).await.username).await;
        person.lands_in_the_product().await;
    });
}

/// U7: cancelling is answered by a form at Apple.
#[test]
fn who_cancels_at_apple_can_take_another_way() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        goes_to_the_provider(&person, "apple").await;
        person.cancels_elsewhere().await;
        person.sees("identify").await;
        person.expects_notice("federation_cancelled").await;
        let plain = product.account("plain").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        assert!(!person.can_see("[data-notice=federation_cancelled]").await, "it is over");
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
    });
}

/// U7: an account at the provider that nobody here has: said with the provider's name, and every way is still open.
#[test]
fn who_is_unknown_reads_so() {
    walk(async |stage| {
        let (_, person) = stage.person_with_providers().await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere("nobody.here@example.org").await;
        person.sees("identify").await;
        let words = person.expects_notice("federation_unknown").await;
        assert!(words.contains("Google"), "{words}");
        assert!(person.can_see("[data-provider=google]").await);
    });
}

/// U7: an address that nobody has verified proves nothing (the classic takeover by pre-registration).
#[test]
fn an_unverified_address_belongs_to_nobody() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        goes_to_the_provider(&person, "google").await;
        let account = product.account(EXISTS).await;
        person.signs_in_elsewhere(&format!("unverified.{}", account.username)).await;
        person.sees("identify").await;
        person.expects_notice("federation_unknown").await;
    });
}

/// U7: the account exists with a password: proving it links the provider, and from then on the provider alone signs in.
#[test]
fn an_account_that_exists_is_linked_after_its_proof() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let account = product.account(EXISTS).await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account.username).await;
        person.sees("password").await;
        let words = person.expects_notice("account_exists").await;
        assert!(words.contains("Google"), "{words}");
        assert_eq!(person.value_of("#username").await, account.username);
        person.types("#password", "not the password").await;
        person.presses("submit_password").await;
        person.expects_error("invalid_credentials").await;
        person.gives_password(&account).await;
        person.lands_in_the_product().await;

        // Somebody at another browser, so that nothing but the link helps.
        let later = stage.person(&product).await;
        product.traffic().clear();
        goes_to_the_provider(&later, "google").await;
        later.signs_in_elsewhere(&account.username).await;
        let welcome = later.lands_in_the_product().await;
        assert!(welcome.contains(&account.username), "{welcome}");
        assert!(!steps(&product).contains(&"password".to_owned()), "{:?}", steps(&product));
    });
}

/// U7: going back from the proof links nothing.
#[test]
fn who_goes_back_from_the_proof_links_nothing() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let account = product.account(EXISTS).await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account.username).await;
        person.sees("password").await;
        person.presses("back").await;
        person.sees("identify").await;
        person.identifies(&account).await;
        person.sees("password").await;
        person.gives_password(&account).await;
        person.lands_in_the_product().await;
        person.clears_the_browser().await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account.username).await;
        person.sees("password").await;
        person.expects_notice("account_exists").await;
    });
}

/// U7: the account exists with another provider: both are named, and that one's button signs in.
#[test]
fn an_account_with_another_provider_is_sent_there() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let account = product.account(WITH_APPLE).await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account.username).await;
        person.sees("identify").await;
        let words = person.expects_notice("account_exists_elsewhere").await;
        assert!(words.contains("Google") && words.contains("Apple"), "{words}");
        person.presses_provider("apple").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&account.username).await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&account.username), "{welcome}");
    });
}

/// U8: who types the username of an account at Google meets the button on the password screen. It is there for
/// everybody, so that a stranger learns nothing; one press goes there, one press goes back.
#[test]
fn who_typed_a_username_by_mistake_finds_the_button() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let account = product.account(WITH_GOOGLE).await;
        let mut offered = Vec::new();
        for username in [product.account("plain").await.username, "nobody@example.org".into(), account.username.clone()]
        {
            person.opens_the_product("web").await;
            person.sees("identify").await;
            person.types("#username", &username).await;
            person.presses("identify").await;
            person.sees("password").await;
            offered.push(person.text_on_screen().await.replace(&username, "USERNAME"));
        }
        assert!(offered.iter().all(|screen| *screen == offered[0]), "{offered:#?}");
        person.presses("back").await;
        person.sees("identify").await;
        person.presses("identify").await;
        person.sees("password").await;
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&account.username).await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&account.username), "{welcome}");
    });
}

/// U10: who belongs to an organisation and pressed Google reads which organisation it is, and goes on in one press.
#[test]
fn a_person_of_an_organization_at_google_goes_on_in_one_press() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let account = product.account(OF_ORGANIZATION).await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account.username).await;
        person.sees("identify").await;
        let words = person.expects_notice("federation_mismatch").await;
        assert!(words.contains("Google") && words.contains("Fjord Hospital Trust"), "{words}");
        assert_eq!(person.value_of("#username").await, account.username, "nothing is left to type");
        person.presses("identify").await;
        person.sees_the_provider().await;
        let place = person.url().await;
        assert!(place.as_str().starts_with(&product.providers().enterprise.issuer()), "{place}");
        person.signs_in_elsewhere(&account.username).await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&account.username), "{welcome}");
    });
}

/// A press before the program is here is carried out when it comes, once.
#[test]
fn an_early_press_is_not_lost() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let held = product.faults().on("GET *.wasm").holds_the_request();
        person.opens_the_product("web").await;
        person.sees("identify").await;
        held.has_one().await;
        person.presses_provider("google").await;
        held.release();
        person.sees_the_provider().await;
        assert_eq!(product.traffic().actions("start_federation").len(), 1);
        person.signs_in_elsewhere(&product.account(WITH_GOOGLE).await.username).await;
        person.lands_in_the_product().await;
    });
}

/// The provider's own pages are theirs; what is ours on the way speaks Norwegian in the dark as well (U14).
#[test]
fn cancelling_reads_norwegian_in_the_dark() {
    walk(async |stage| {
        let (_, person) = stage.person_with_providers().await;
        person.prefers("dark").await;
        person.opens("/dev/client/web/start?ui_locales=nb").await;
        person.sees("identify").await;
        person.presses_provider("google").await;
        person.sees_the_provider().await;
        person.cancels_elsewhere().await;
        person.sees("identify").await;
        let words = person.expects_notice("federation_cancelled").await;
        assert_eq!(person.runs("return document.documentElement.lang", Value::Null).await, "nb");
        assert!(!words.contains("cancel"), "{words}");
    });
}
