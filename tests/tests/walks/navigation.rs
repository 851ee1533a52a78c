//! Reload, Back and Forward on every screen: never a dead end, never a lost identifier.

use portico_tests::{Person, walk};
use serde_json::Value;

use crate::tour;

/// Words and something to press: whatever the screen is, it is no dead end.
pub async fn is_no_dead_end(person: &Person) {
    let body = "
        const screen = find('[data-step]');
        const ways = screen && [...screen.querySelectorAll('button, a[href]')].filter(e => visible(e) && !e.disabled);
        return atRest() && words(screen?.querySelector('h1')) && ways.length > 0;
    ";
    person.until("a screen with a heading and something to press", body, Value::Null).await;
}

/// The identifier that the screen shows: the field, or the readonly line of the password screen.
async fn shown_identifier(person: &Person) -> String {
    person.reads("#username").await;
    person.value_of("#username").await
}

#[test]
fn reload_stays_on_every_screen() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let enroll = product.account("enroll").await;
        for step in [
            "identify",
            "password",
            "password_reset_code",
            "password_change",
            "mfa_enroll_select",
            "totp_enroll",
            "otp_destination",
            "otp_enroll",
            "passkey_enroll",
            "mfa_challenge",
            "denied",
            "recovery_codes",
        ] {
            tour::goes_to(&person, step).await;
            person.reloads().await;
            person.sees(step).await;
            is_no_dead_end(&person).await;
            if step == "password" {
                assert_eq!(shown_identifier(&person).await, enroll.username);
            }
        }
    });
}

/// The codes are shown until they were acknowledged, and the same ones: a reload must not burn them.
#[test]
fn reload_shows_the_same_recovery_codes() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "recovery_codes").await;
        let before = crate::enrolment::shown_recovery_codes(&person).await;
        person.reloads().await;
        person.sees("recovery_codes").await;
        assert_eq!(crate::enrolment::shown_recovery_codes(&person).await, before);
    });
}

/// The seed is the same after a reload: who has scanned already need not scan again.
#[test]
fn reload_shows_the_same_qr_code() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "totp_enroll").await;
        let before = crate::enrolment::qr_text(&person).await;
        person.reloads().await;
        person.sees("totp_enroll").await;
        assert_eq!(crate::enrolment::qr_text(&person).await, before);
    });
}

/// U3: after a reload at the end, the way into the app is still there.
#[test]
fn reload_on_the_last_screen_still_leads_to_the_app() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "complete").await;
        person.reloads().await;
        person.sees("complete").await;
        let way = person.property("[data-continue]", "href").await;
        assert!(
            way.as_str().is_some_and(|way| way.contains("code=")) || person.can_see("button[data-continue]").await,
            "{way}"
        );
    });
}

#[test]
fn back_goes_one_step_back_and_keeps_the_identifier() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let enroll = product.account("enroll").await;

        tour::goes_to(&person, "password").await;
        person.goes_back().await;
        person.sees("identify").await;
        assert_eq!(shown_identifier(&person).await, enroll.username);
        person.presses("identify").await;
        person.sees("password").await;

        tour::goes_to(&person, "totp_enroll").await;
        person.goes_back().await;
        person.sees("mfa_enroll_select").await;
        person.goes_back().await;
        person.sees("identify").await;
        assert_eq!(shown_identifier(&person).await, enroll.username);
        person.presses("identify").await;
        person.sees("password").await;

        tour::goes_to(&person, "mfa_challenge").await;
        person.goes_back().await;
        person.sees("identify").await;
        person.presses("identify").await;
        person.sees("password").await;
    });
}

/// Where no step back is allowed, Back says so instead of leaving.
#[test]
fn back_stays_where_there_is_no_way_back() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "recovery_codes").await;
        person.goes_back().await;
        person.sees("recovery_codes").await;
        person.until("words on why", "return words(find('[role=alert]'))", Value::Null).await;
        person.presses("acknowledge").await;
        person.sees("complete").await;
        person.goes_back().await;
        is_no_dead_end(&person).await;
        assert_eq!(person.step().await, "complete");
        tour::goes_to(&person, "denied").await;
        person.goes_back().await;
        is_no_dead_end(&person).await;
    });
}

/// On the first screen, Back leads to the product.
#[test]
fn back_on_the_first_screen_leaves() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.opens("/dev/client/web").await;
        let product_page = person.url().await;
        person.clicks("main a").await;
        person.sees("identify").await;
        person.sees_the_program_arrive().await;
        person.goes_back().await;
        person
            .until("back in the product", "return location.pathname === arguments[0]", product_page.path().into())
            .await;
        person.goes_forward().await;
        person.sees("identify").await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
    });
}

/// Back from the product into a finished sign-in: it says so, and leads to the product again.
#[test]
fn back_from_the_product_leads_there_again() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.signs_in_up_to_the_second_factor(&product.account("plain").await).await;
        person.lands_in_the_product().await;
        person.goes_back().await;
        person.sees("complete").await;
        person.clicks("[data-continue]").await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&product.account("plain").await.username), "{welcome}");
    });
}

/// The links on the screens do what the browser's Back does.
#[test]
fn change_on_the_password_screen_leads_back_to_the_identifier() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "password").await;
        person.presses("back").await;
        person.sees("identify").await;
        let other = product.account("plain").await;
        person.identifies(&other).await;
        person.sees("password").await;
        assert_eq!(shown_identifier(&person).await, other.username);
        person.gives_password(&other).await;
        person.sees("complete").await;
    });
}
