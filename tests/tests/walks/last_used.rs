//! "Last used": one word on the device, for who forgot which way it was.

use portico_tests::{Person, walk};
use serde_json::Value;

use crate::social::{WITH_GOOGLE, goes_to_the_provider};

/// The ways that carry the badge.
async fn marked(person: &Person) -> String {
    let body = "return [...document.querySelectorAll('.badge')].filter(visible)
        .map(e => e.closest('[data-provider]')?.dataset.provider ?? 'other').join() || 'none';";
    person.until("the badges", body, Value::Null).await.as_str().unwrap_or_default().to_owned()
}

async fn opens_again(person: &Person) {
    person.opens_the_product("web").await;
    person.sees("identify").await;
    person.sees_the_program_arrive().await;
}

/// U7: the provider that signed the person in is marked at the next visit, on the password screen too; one that was
/// only tried is not. Nothing about the person is kept for it.
#[test]
fn the_way_that_worked_is_marked() {
    walk(async |stage| {
        let (product, person) = stage.person_with_providers().await;
        let account = product.account(WITH_GOOGLE).await;
        goes_to_the_provider(&person, "apple").await;
        person.cancels_elsewhere().await;
        person.sees("identify").await;
        opens_again(&person).await;
        assert_eq!(marked(&person).await, "none");

        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account.username).await;
        person.lands_in_the_product().await;
        opens_again(&person).await;
        person.reads("[data-provider=google] .badge").await;
        assert_eq!(marked(&person).await, "google");
        let kept = person.runs("return JSON.stringify({...localStorage})", Value::Null).await;
        let kept = kept.as_str().unwrap_or_default().to_owned();
        assert!(kept.contains("google") && !kept.contains(&account.username), "{kept}");
        let plain = product.account("plain").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        person.reads("[data-provider=google] .badge").await;

        // A password that worked takes it away.
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
        opens_again(&person).await;
        assert_eq!(marked(&person).await, "none");
    });
}
