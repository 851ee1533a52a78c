//! The server dies in the middle and comes back: the person goes on where they were.

use portico_tests::walk;

use crate::enrolment::scans;
use crate::tour;

#[test]
fn the_server_restarts_between_two_steps() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let enroll = product.account("enroll").await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.identifies(&enroll).await;
        person.sees("password").await;
        product.kill().await;
        product.start_again().await;
        person.gives_password(&enroll).await;
        person.sees("mfa_enroll_select").await;
        person.chooses("totp").await;
        person.sees("totp_enroll").await;
        let entry = scans(&person).await;
        product.kill().await;
        product.start_again().await;
        person.reloads().await;
        person.sees("totp_enroll").await;
        person.gives_code(&product.code_of(&entry).await).await;
        person.sees("recovery_codes").await;
        product.kill().await;
        product.start_again().await;
        person.presses("acknowledge").await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&enroll.username), "{welcome}");
    });
}

/// A press while the server is down: words, nothing lost, and the same press works afterwards.
#[test]
fn a_press_while_the_server_is_down_can_be_repeated() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let enroll = product.account("enroll").await;
        tour::goes_to(&person, "identify").await;
        product.kill().await;
        person.identifies(&enroll).await;
        person.expects_error("connection").await;
        assert_eq!(person.value_of("#username").await, enroll.username);
        product.start_again().await;
        person.presses("identify").await;
        person.sees("password").await;

        product.kill().await;
        person.gives_password(&enroll).await;
        person.expects_error("connection").await;
        assert_eq!(person.value_of("#password").await, enroll.password, "a typed password is not thrown away");
        product.start_again().await;
        person.presses("submit_password").await;
        person.sees("mfa_enroll_select").await;
    });
}

/// A reload while the server's API is down: the failure screen, and its button works once the server is back.
#[test]
fn a_reload_while_the_api_is_down_can_be_repeated() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "password").await;
        let down = product.faults().on("GET /auth/v1/flows/*").drops_the_connection();
        person.reloads().await;
        assert_eq!(person.expects_failure_screen().await, "connection");
        down.lift();
        person.clicks("[data-step=failure] button").await;
        person.sees("password").await;
    });
}
