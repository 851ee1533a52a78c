//! Setting up a second factor and being asked for it: mail, text message, the choice among them, remembered devices.

use std::time::Duration;

use portico_tests::authenticator::Authenticator;
use portico_tests::dev_api::Account;
use portico_tests::{Person, walk, words};
use serde_json::{Value, json};

use crate::enrolment::{enrols, shown_recovery_codes};
use crate::sent_codes::PAUSE;

pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The methods on offer, in the order on screen.
async fn offered(person: &Person) -> Value {
    let body = "return [...document.querySelectorAll('[data-step=mfa_enroll_select] [data-method]')].filter(visible).map(e => e.dataset.method)";
    person.until("choices", body, Value::Null).await
}

/// The authenticator app of a demo person.
fn app_of(account: &Account) -> Authenticator {
    Authenticator::from_seed(account.totp_secret.as_deref().expect("a seed"))
}

/// A further sign-in on the same device: signed out, but what the device is remembered by stays.
async fn signs_in_again(person: &Person, account: &Account) {
    // The product keeps a session of its own, and so does the server.
    for cookie in ["__Host-session", "__Host-northwind"] {
        let parameters = json!({"name": cookie, "url": person.product().origin()});
        person.browser().cdp("Network.deleteCookies", parameters).await;
    }
    person.signs_in_up_to_the_second_factor(account).await;
}

/// U6, M1, M2: who had codes by mail reads why it is asked again, finds mail first, types the address once more – a
/// wrong one is explained without telling the right one – and gives the code from a real mail.
#[test]
fn codes_by_mail_are_set_up_again_after_the_migration() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("migration_email").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_enroll_select").await;
        assert_eq!(offered(&person).await[0], "email", "the former method stands first");
        let text = person.text_on_screen().await;
        for word in ["again", "account", "data", "access", "minute"] {
            assert!(text.contains(word), "nothing about {word:?}:\n{text}");
        }
        assert!(!person.can_see("[data-action=skip]").await);

        person.chooses("email").await;
        person.sees("otp_destination").await;
        let shown = person.text_on_screen().await;
        assert!(!shown.contains(account.address()), "the address on file is told:\n{shown}");
        person.types("#email", "somebody.else@example.no").await;
        person.presses("set_destination").await;
        let words = person.expects_error("destination_mismatch").await;
        assert!(!words.contains('@'), "{words}");
        assert_eq!(person.value_of("#email").await, "somebody.else@example.no", "what was typed stays");
        assert_eq!(product.post().everything().len(), 0, "nothing is sent to a wrong address");

        // As people type it.
        person.types("#email", &format!(" {} ", account.address().to_uppercase())).await;
        person.presses("set_destination").await;
        person.sees("otp_enroll").await;
        let text = person.text_on_screen().await;
        assert!(text.contains('•') && text.to_lowercase().contains("spam"), "{text}");
        let code = person.reads_mail_code(account.address()).await;
        person.gives_code(&code).await;
        person.lands_in_the_product().await;

        product.advance_clock(PAUSE).await;
        person.clears_the_browser().await;
        person.signs_in_up_to_the_challenge(&account).await;
        person.reads_mail_code(account.address()).await;
    });
}

/// U6, M1: the same for text messages; the number can be written as people write it, and names its country.
#[test]
fn codes_by_text_message_are_set_up_again_after_the_migration() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("migration_sms").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_enroll_select").await;
        assert_eq!(offered(&person).await[0], "sms", "the former method stands first");
        let text = person.text_on_screen().await;
        assert!(text.contains("Northwind (old)"), "which old entry to delete is not told:\n{text}");
        person.chooses("sms").await;
        person.sees("otp_destination").await;
        assert_eq!(person.property("#phone", "autocomplete").await, "tel");
        person.types("#phone", "12").await;
        person.presses("set_destination").await;
        person.expects_error("invalid_input").await;
        person.types("#phone", "+47 400 00 999").await;
        person.presses("set_destination").await;
        let words = person.expects_error("destination_mismatch").await;
        assert!(!words.contains(&account.number()[account.number().len() - 4..]), "{words}");

        let national = account.number().strip_prefix("+47").expect("a Norwegian number");
        person.pastes("#phone", &format!("0047 {} {}-{}", &national[..3], &national[3..5], &national[5..])).await;
        person.presses("set_destination").await;
        person.sees("otp_enroll").await;
        let code = person.receives_sms_code(account.number()).await;
        person.gives_code(&code).await;
        person.lands_in_the_product().await;
        assert_eq!(product.post().texts_to(account.number()), 1);
    });
}

/// M2: a wrong code while setting up costs a try and no more; Back leads to the address.
#[test]
fn a_wrong_code_while_setting_up_can_be_corrected() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("migration_email").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_enroll_select").await;
        person.chooses("email").await;
        person.sees("otp_destination").await;
        person.types("#email", account.address()).await;
        person.presses("set_destination").await;
        person.sees("otp_enroll").await;
        let code = person.reads_mail_code(account.address()).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        person.gives_code(wrong).await;
        let words = person.expects_error("invalid_code").await;
        assert!(!words.contains("phone"), "a mail has nothing to do with the clock of a phone: {words}");
        person.presses("back").await;
        person.sees("otp_destination").await;
        person.types("#email", account.address()).await;
        person.presses("set_destination").await;
        person.sees("otp_enroll").await;
        // Within the pause the code that is on its way still counts.
        assert_eq!(product.post().mails_to(account.address()), 1);
        person.gives_code(&code).await;
        person.lands_in_the_product().await;
    });
}

/// M5: a remembered device is asked for no code for the days that it says, then again; another device always is.
#[test]
fn a_remembered_device_is_asked_again_after_its_days() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("trusted").await;
        let app = app_of(&account);
        person.signs_in_up_to_the_challenge(&account).await;
        assert!(person.reads("label:has(#trust-device)").await.contains("30 days"));
        assert_eq!(person.property("#trust-device", "checked").await, false, "nobody is remembered unasked");
        person.clicks("label:has(#trust-device)").await;
        let code = product.code_of(&app).await;
        person.gives_code(&code).await;
        person.lands_in_the_product().await;

        signs_in_again(&person, &account).await;
        person.lands_in_the_product().await;

        let elsewhere = stage.person(&product).await;
        elsewhere.signs_in_up_to_the_challenge(&account).await;

        // Somebody else on this device is not remembered.
        let another = product.account("totp").await;
        signs_in_again(&person, &another).await;
        person.sees("mfa_challenge").await;

        product.advance_clock(DAY * 30 + PAUSE).await;
        signs_in_again(&person, &account).await;
        person.sees("mfa_challenge").await;
    });
}

/// U12: a code from a device whose clock is wrong: told by how much, and what to do.
#[test]
fn a_clock_that_is_wrong_is_measured() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        // The device is seven minutes ahead, whatever asks it.
        let ahead = "
            const Real = Date, by = 7 * 60 * 1000;
            Date = class extends Real {
                constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + by); }
                static now() { return Real.now() + by; }
            };
        ";
        person.browser().cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": ahead})).await;
        let account = product.account("totp").await;
        person.signs_in_up_to_the_challenge(&account).await;
        person.gives_code(&app_of(&account).code_at(product.now().await + 7 * 60)).await;
        let words = person.expects_error("invalid_code").await;
        assert!(words.contains("7 minutes") && words.contains("automatic"), "{words}");
        // By the server's clock, which is right, the next code works.
        let code = product.next_code_of(&app_of(&account)).await;
        person.gives_code(&code).await;
        person.lands_in_the_product().await;
    });
}

/// C5: after support has removed everything, the next sign-in begins with setting up, and says why; what was there
/// before does not help any more.
#[test]
fn after_support_has_reset_everything_is_set_up_anew() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("trusted").await;
        let app = app_of(&account);
        person.signs_in_up_to_the_challenge(&account).await;
        person.clicks("label:has(#trust-device)").await;
        let code = product.code_of(&app).await;
        person.gives_code(&code).await;
        person.lands_in_the_product().await;

        product.removes_factors_of(&account.username).await;
        signs_in_again(&person, &account).await;
        person.sees("mfa_enroll_select").await;
        let reason = &words::of("en")["enroll.lead_reset"];
        assert!(person.text_on_screen().await.contains(reason), "no reason");
        let enrolled = enrols(&person).await;
        assert_ne!(enrolled.authenticator.seed_text(), app.seed_text());
        assert_eq!(shown_recovery_codes(&person).await, enrolled.recovery_codes);
        person.presses("acknowledge").await;
        person.lands_in_the_product().await;

        person.clears_the_browser().await;
        person.signs_in_up_to_the_challenge(&account).await;
        let old = product.next_code_of(&app).await;
        person.gives_code(&old).await;
        person.expects_error("invalid_code").await;
    });
}
