//! The part of the tour past what happens because of other programs: a provider that is down, an app that is too old.

use portico_tests::Person;

use super::{Visitor, begins};

/// Somebody of the demo's organisation whose provider is always down.
const OF_HARBOUR: &str = "somebody@harbour.example";

pub async fn apps_and_providers(person: &Person, language: &str, stops_at: &mut impl Visitor) {
    begins(person, "desktop", language).await;
    person.types("#username", OF_HARBOUR).await;
    person.presses("identify").await;
    person.expects_notice("federation_unavailable").await;
    stops_at(person, "identify-provider_down").await;

    person.clears_the_browser().await;
    person.opens(&format!("/dev/client/desktop-after/start?ui_locales={language}&app_version=1.0.9")).await;
    person.sees("app_update").await;
    stops_at(person, "app_update-wall").await;

    let plain = person.product().account("plain").await;
    person.clears_the_browser().await;
    person.opens(&format!("/dev/client/ios/start?ui_locales={language}&app_version=3.0.4")).await;
    person.sees("identify").await;
    person.identifies(&plain).await;
    person.sees("password").await;
    person.gives_password(&plain).await;
    person.sees("app_update").await;
    stops_at(person, "app_update-prompt").await;
}
