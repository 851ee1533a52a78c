//! Several tabs and several browsers.

use portico_tests::walk;
use serde_json::Value;

use crate::navigation::is_no_dead_end;
use crate::tour;

/// A sign-in that goes on in one tab goes on in the other.
#[test]
fn a_second_tab_of_the_same_sign_in_follows() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "password").await;
        let address = person.url().await;
        person.opens_a_tab().await;
        person.opens(&address.as_str()[product.origin().len()..]).await;
        person.sees("password").await;
        person.gives_password(&product.account("enroll").await).await;
        person.sees("mfa_enroll_select").await;
        person.looks_at_tab(0).await;
        person.sees("mfa_enroll_select").await;
    });
}

/// Where the tabs cannot tell each other, the late one is told what happened and sees where things stand.
#[test]
fn a_stale_tab_is_told_and_goes_on() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let enroll = product.account("enroll").await;
        tour::goes_to(&person, "password").await;
        let address = person.url().await;
        person.opens_a_tab().await;
        person.opens(&address.as_str()[product.origin().len()..]).await;
        person.sees("password").await;
        person.runs("BroadcastChannel.prototype.postMessage = () => {}", Value::Null).await;
        person.gives_password(&enroll).await;
        person.sees("mfa_enroll_select").await;

        person.looks_at_tab(0).await;
        person.sees("password").await;
        person.gives_password(&enroll).await;
        person.sees("mfa_enroll_select").await;
        person.expects_error("revision_conflict").await;
        person.chooses("totp").await;
        person.sees("totp_enroll").await;
    });
}

/// Two sign-ins in two tabs do not disturb each other.
#[test]
fn two_sign_ins_in_two_tabs_both_arrive() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        person.opens_a_tab().await;
        person.signs_in_up_to_the_second_factor(&plain).await;
        person.lands_in_the_product().await;
        person.looks_at_tab(0).await;
        person.gives_password(&plain).await;
        person
            .until(
                "somewhere",
                "return location.pathname.startsWith('/dev/client/') || !!find('[data-error]')",
                Value::Null,
            )
            .await;
        if !person.url().await.path().starts_with("/dev/client/") {
            is_no_dead_end(&person).await;
        }
    });
}

/// The id of a sign-in is worth nothing in another browser.
#[test]
fn a_sign_in_of_somebody_else_stays_theirs() {
    walk(async |stage| {
        let product = stage.product().await;
        let kari = stage.person(&product).await;
        tour::goes_to(&kari, "mfa_enroll_select").await;
        let address = kari.url().await;
        let mallory = stage.person(&product).await;
        mallory.opens(&address.as_str()[product.origin().len()..]).await;
        assert_eq!(mallory.expects_failure_screen().await, "not_found");
        assert!(!mallory.text_on_screen().await.contains(&product.account("enroll").await.username));
        mallory.clicks("[data-step=failure] button, [data-step=failure] a").await;
        mallory.sees("identify").await;
        mallory.identifies(&product.account("plain").await).await;
        mallory.sees("password").await;
    });
}
