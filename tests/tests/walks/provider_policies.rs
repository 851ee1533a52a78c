//! What an operator can choose about identity providers, where people see it; and one that takes its time.

use std::time::Duration;

use portico_tests::clock::Stopwatch;
use portico_tests::{Person, walk};
use serde_json::Value;

use crate::social::{OF_ORGANIZATION, WITH_GOOGLE, goes_to_the_provider};

/// `second_factor = "by_amr"` for Google.
fn believed_by_what_it_says(file: String) -> String {
    file.replacen("kind = \"social\"", "kind = \"social\"\nsecond_factor = \"by_amr\"", 1)
}

/// `provision = true` for the organisation.
fn provisions(file: String) -> String {
    file.replacen("domains = [\"fjord.example\"]", "domains = [\"fjord.example\"]\nprovision = true", 1)
}

/// `[routing] by_person`.
fn by_person(file: String) -> String {
    format!("{file}\n[routing]\nby_person = true\n")
}

/// U7: two factors at the provider are two; with one, the second is asked for here.
#[test]
fn a_second_factor_is_asked_for_when_the_provider_has_not() {
    walk(async |stage| {
        let product = stage.product_with_providers_set(believed_by_what_it_says).await;
        let person = stage.person(&product).await;
        let account = product.account(WITH_GOOGLE).await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account.username).await;
        person.sees("mfa_enroll_select").await;
        person.clears_the_browser().await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere_with(&account.username, "two factors").await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&account.username), "{welcome}");
    });
}

/// U9: who was never here and is sent by their organisation has an account from then on.
#[test]
fn who_is_new_gets_an_account_from_their_organization() {
    walk(async |stage| {
        let product = stage.product_with_providers_set(provisions).await;
        let newcomer = "gro.berg@fjord.example";
        let person = stage.person(&product).await;
        for _ in 0..2 {
            is_sent_to_the_organization(&person, newcomer).await;
            person.signs_in_elsewhere(newcomer).await;
            let welcome = person.lands_in_the_product().await;
            assert!(welcome.contains(newcomer), "{welcome}");
            person.clears_the_browser().await;
        }
    });
}

/// U9: without that, the same person reads that nobody here has this account, and can go on.
#[test]
fn who_is_new_is_told_so_where_organizations_bring_nobody() {
    walk(async |stage| {
        let (_, person) = stage.person_with_providers().await;
        is_sent_to_the_organization(&person, "gro.berg@fjord.example").await;
        person.signs_in_elsewhere("gro.berg@fjord.example").await;
        person.sees("identify").await;
        let words = person.expects_notice("federation_unknown").await;
        assert!(words.contains("Fjord Entra ID"), "{words}");
    });
}

async fn is_sent_to_the_organization(person: &Person, username: &str) {
    person.opens_the_product("web").await;
    person.sees("identify").await;
    person.types("#username", username).await;
    person.presses("identify").await;
    person.sees("federation_redirect").await;
    person.clicks("[data-continue]").await;
    person.sees_the_provider().await;
}

/// Routing by person: a username that says nothing of an organisation leads to its provider. Everybody else is asked for a
/// password, as without it.
#[test]
fn a_person_can_be_known_to_belong_to_an_organization() {
    walk(async |stage| {
        let product = stage.product_with_providers_set(by_person).await;
        let person = stage.person(&product).await;
        let (linked, other) = (product.account("plain").await, product.account("reset").await);
        product.links(&linked.username, "fjord", "ase@fjord.example").await;
        is_sent_to_the_organization(&person, &linked.username).await;
        person.goes_back().await;
        person.sees("federation_redirect").await;
        let screen = person.text_on_screen().await;
        assert!(screen.contains("Fjord Hospital Trust") && screen.contains(&linked.username), "{screen}");
        person.presses("back").await;
        person.sees("identify").await;
        person.identifies(&other).await;
        person.sees("password").await;
        is_sent_to_the_organization(&person, &linked.username).await;
        person.signs_in_elsewhere("ase@fjord.example").await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&linked.username), "{welcome}");
    });
}

/// A provider that takes three seconds: the press shows that it is being carried out, is carried out once, and leads there.
#[test]
fn a_slow_provider_is_waited_for() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let slow = product.providers().social.faults().on("GET /.well-known/openid-configuration");
        slow.delays(Duration::from_secs(3));
        person.opens_the_product("web").await;
        person.sees_the_program_arrive().await;
        person.presses_provider("google").await;
        let busy = "[data-provider=google][aria-busy=true]";
        person.until("that it is being carried out", "return !!find(arguments[0])", busy.into()).await;
        // An impatient second press, and one on something else.
        let again =
            "document.querySelectorAll('[data-provider=google], [data-provider=microsoft]').forEach(it => it.click())";
        person.runs(again, Value::Null).await;
        person.sees_the_provider().await;
        assert_eq!(product.traffic().actions("start_federation").len(), 1);
        person.signs_in_elsewhere(&product.account(WITH_GOOGLE).await.username).await;
        person.lands_in_the_product().await;
    });
}

/// A provider that never answers is given up before the page gives up on us, with its name; what was typed is kept.
#[test]
fn a_provider_that_never_answers_is_named_in_time() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let silent = product.providers().enterprise.faults().on("GET *").holds_the_request();
        let of_organization = product.account(OF_ORGANIZATION).await;
        person.opens_the_product("web").await;
        person.sees_the_program_arrive().await;
        let pressed = Stopwatch::start();
        person.identifies(&of_organization).await;
        let words = person.expects_notice("federation_unavailable").await;
        assert!(words.contains("Fjord Entra ID"), "{words}");
        assert!(pressed.elapsed() < Duration::from_secs(10), "{:?}", pressed.elapsed());
        assert_eq!(person.value_of("#username").await, of_organization.username);
        let plain = product.account("plain").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
        silent.release();
    });
}
