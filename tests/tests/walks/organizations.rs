//! People whose organisation signs them in itself (U9): announced, stoppable, and corrected in one action.

use std::time::Duration;

use portico_tests::{Person, walk};
use serde_json::Value;

use crate::social::OF_ORGANIZATION;

/// More than the moment after which the page leaves by itself.
const A_WHILE: Duration = Duration::from_millis(3_600);

/// From the product to the announcement, by typing `identifier`.
async fn is_announced(person: &Person, identifier: &str) {
    person.opens_the_product("web").await;
    person.sees("identify").await;
    person.types("#username", identifier).await;
    person.presses("identify").await;
    person.sees("federation_redirect").await;
}

async fn signs_in_there(person: &Person) {
    let product = person.product();
    person.sees_the_provider().await;
    let place = person.url().await;
    assert!(place.as_str().starts_with(&product.providers().enterprise.issuer()), "{place}");
    let account = product.account(OF_ORGANIZATION).await;
    person.signs_in_elsewhere(&account.username).await;
    let welcome = person.lands_in_the_product().await;
    assert!(welcome.contains(&account.username), "{welcome}");
}

/// What a screen says and offers, without what passes by itself.
async fn offered(person: &Person) -> String {
    let body = "
        const screen = find('[data-step]');
        return words(screen.querySelector('h1')) + '\\n' + words(screen.querySelector('.who')) + '\\n' +
            [...screen.querySelectorAll('button, a[href]')].filter(visible).map(words).join('\\n');
    ";
    person.until("a screen", body, Value::Null).await.as_str().unwrap_or_default().to_owned()
}

/// Waits longer than the page would wait before it leaves, and looks that it has not left.
async fn stands_still(person: &Person) {
    tokio::time::sleep(A_WHILE).await;
    person.sees("federation_redirect").await;
    assert_eq!(person.property("[data-departure]", "dataset").await["departure"], "standing");
}

/// The page enlarged to 400 % on a small desktop screen (WCAG 2.2, 1.4.10): who does not want to leave can stop it without
/// having to look for the way.
#[test]
fn what_stops_the_page_is_in_sight_however_small_the_window() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        person.uses_screen(320, 256).await;
        let username = product.account(OF_ORGANIZATION).await.username;
        is_announced(&person, &username).await;
        let seen = "
            const {top, bottom} = document.querySelector('[data-stay]').getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
        ";
        person.until("the way to stop in sight", seen, Value::Null).await;
        person.clicks("[data-stay]").await;
        stands_still(&person).await;
    });
}

/// U9: the domain of the username decides; organisation and provider are named before anything happens, and the page
/// leaves by itself. The provider knows the username already.
#[test]
fn a_username_of_an_organization_leads_to_its_provider() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let username = product.account(OF_ORGANIZATION).await.username;
        is_announced(&person, &username).await;
        let screen = person.text_on_screen().await;
        assert!(screen.contains("Fjord Hospital Trust") && screen.contains("Fjord Entra ID"), "{screen}");
        assert!(screen.contains(&username), "{screen}");
        person.sees_the_provider().await;
        assert_eq!(person.value_of("input[name=login]").await, username);
        signs_in_there(&person).await;
        assert!(crate::social::steps(&product).iter().all(|step| !step.starts_with("mfa") && step != "password"));
    });
}

/// U9: the same in Firefox, in one press instead of waiting.
#[test]
fn continue_now_leaves_at_once_with_firefox() {
    walk(async |stage| {
        let product = stage.product_with_providers().await;
        let person = stage.person_with_firefox(&product).await;
        is_announced(&person, &product.account(OF_ORGANIZATION).await.username).await;
        person.clicks("[data-continue]").await;
        signs_in_there(&person).await;
        assert!(product.traffic().actions("back").is_empty());
    });
}

/// U9: the alias of the organisation in place of the domain, as people write it; whether the rest is anybody's name does
/// not matter (it would tell a stranger).
#[test]
fn an_alias_leads_there_as_well() {
    walk(async |stage| {
        let (_, person) = stage.person_with_providers().await;
        for identifier in ["dr.lie@fjord", "FJORD\\dr.lie", "nobody.at.all@Fjord.Example"] {
            is_announced(&person, identifier).await;
            person.clicks("[data-continue]").await;
            person.sees_the_provider().await;
        }
        signs_in_there(&person).await;
    });
}

/// U9: "Stay here" stops it for good, and the button still leads there.
#[test]
fn the_way_there_can_be_stopped() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        is_announced(&person, &product.account(OF_ORGANIZATION).await.username).await;
        person.clicks("[data-stay]").await;
        stands_still(&person).await;
        assert!(!person.can_see("[data-stay]").await, "there is nothing left to stop");
        person.clicks("[data-continue]").await;
        signs_in_there(&person).await;
    });
}

/// U9: a mistyped username is corrected in one action: "Change", and what was typed stands in the field.
#[test]
fn a_mistyped_username_is_corrected_in_one_action() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let plain = product.account("plain").await;
        let name = plain.username.split('@').next().unwrap_or_default();
        is_announced(&person, &format!("{name}@fjord.example")).await;
        person.presses("back").await;
        person.sees("identify").await;
        assert_eq!(person.value_of("#username").await, format!("{name}@fjord.example"));
        assert_eq!(person.runs("return document.activeElement.id", Value::Null).await, "username");
        person.identifies(&plain).await;
        person.sees("password").await;
        // And the other way round: an organisation's person who typed the wrong domain.
        person.presses("back").await;
        person.sees("identify").await;
        person.identifies(&product.account(OF_ORGANIZATION).await).await;
        person.sees("federation_redirect").await;
        person.clicks("[data-continue]").await;
        signs_in_there(&person).await;
    });
}

/// U9: reload, Back and Forward show the same again, and never send anybody away.
#[test]
fn reload_back_and_forward_change_nothing() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let username = product.account(OF_ORGANIZATION).await.username;
        is_announced(&person, &username).await;
        person.clicks("[data-stay]").await;
        let before = offered(&person).await;
        person.reloads().await;
        stands_still(&person).await;
        assert_eq!(offered(&person).await, before, "after a reload");

        person.clicks("[data-continue]").await;
        person.sees_the_provider().await;
        person.goes_back().await;
        stands_still(&person).await;
        assert_eq!(offered(&person).await, before, "back from the provider");
        person.goes_forward().await;
        person.sees_the_provider().await;
        person.goes_back().await;
        person.sees("federation_redirect").await;

        person.goes_back().await;
        person.sees("identify").await;
        assert_eq!(person.value_of("#username").await, username);
        person.presses("identify").await;
        person.sees("federation_redirect").await;
        person.clicks("[data-continue]").await;
        signs_in_there(&person).await;
    });
}

/// Back from a social provider: the screen stands still, and every way is open.
#[test]
fn back_from_a_social_provider_stands_still() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        crate::social::goes_to_the_provider(&person, "google").await;
        person.goes_back().await;
        stands_still(&person).await;
        crate::navigation::is_no_dead_end(&person).await;
        person.clicks("[data-continue]").await;
        person.sees_the_provider().await;
        person.goes_back().await;
        person.sees("federation_redirect").await;
        person.presses("back").await;
        person.sees("identify").await;
        let plain = product.account("plain").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
    });
}

/// Who answers at the provider is who signs in, whatever was typed here.
#[test]
fn an_answer_for_another_person_of_the_organization_is_theirs() {
    walk(async |stage| {
        let (_, person) = stage.person_with_providers().await;
        is_announced(&person, "somebody.else@fjord.example").await;
        person.clicks("[data-continue]").await;
        signs_in_there(&person).await;
    });
}

/// A person whom the organisation knows and nobody here does is told so, and not signed in.
#[test]
fn who_is_unknown_here_reads_so() {
    walk(async |stage| {
        let (_, person) = stage.person_with_providers().await;
        is_announced(&person, "newcomer@fjord.example").await;
        person.clicks("[data-continue]").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere("newcomer@fjord.example").await;
        person.sees("identify").await;
        let words = person.expects_notice("federation_unknown").await;
        assert!(words.contains("Fjord Entra ID"), "{words}");
    });
}

/// A provider may not speak for addresses that are not its organisation's.
#[test]
fn a_provider_speaks_for_its_own_domains_only() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        is_announced(&person, &product.account(OF_ORGANIZATION).await.username).await;
        person.clicks("[data-continue]").await;
        person.sees_the_provider().await;
        person.signs_in_elsewhere(&product.account("plain").await.username).await;
        person.sees("identify").await;
        person.expects_notice("federation_unknown").await;
    });
}
