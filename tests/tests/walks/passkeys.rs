//! Passkeys, with the virtual authenticators of Chromium and Firefox.

use portico_tests::browser::Device;
use portico_tests::clock::eventually;
use portico_tests::dev_api::Account;
use portico_tests::{Person, Stage, walk};
use serde_json::{Value, json};

/// Somebody who has a device for passkeys plugged in, and no passkey yet.
async fn with_a_device(stage: &Stage, device: Device) -> (Person, Account, String) {
    let product = stage.product().await;
    let person = stage.person(&product).await;
    person.opens("/").await;
    let device = person.browser().plugs_in(device).await;
    (person, product.account("passkey").await, device)
}

/// Signs in with the password, creates a passkey called `name`, and lands in the product.
async fn creates_a_passkey(person: &Person, account: &Account, name: &str) {
    person.signs_in_up_to_the_second_factor(account).await;
    person.sees("mfa_enroll_select").await;
    person.chooses("passkey").await;
    person.sees("passkey_enroll").await;
    person.types("#passkey-name", name).await;
    person.presses("submit_public_key").await;
    person.sees("recovery_codes").await;
    person.presses("acknowledge").await;
    person.lands_in_the_product().await;
}

/// The button on the first screen.
const BUTTON: &str = "[data-step=identify] [data-action=submit_public_key]";

/// M1: a passkey is set up; the next sign-in needs neither username nor password: the field asks the device.
#[test]
fn a_passkey_signs_in_from_the_username_field() {
    walk(async |stage| {
        let (person, account, device) = with_a_device(stage, Device::BuiltIn).await;
        creates_a_passkey(&person, &account, "Kitchen laptop").await;
        let kept = person.browser().passkeys_in(&device).await;
        assert_eq!(
            (kept.len(), &kept[0]["rpId"], &kept[0]["isResidentCredential"]),
            (1, &json!("localhost"), &json!(true))
        );
        let handle = kept[0]["userHandle"].as_str().expect("a handle");
        let handle = data_encoding::BASE64URL_NOPAD.decode(handle.as_bytes()).expect("Base64url");
        assert!(!String::from_utf8_lossy(&handle).contains(&account.username), "the handle names the person");

        person.clears_the_browser().await;
        person.opens_the_product("web").await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&account.username), "{welcome}");
    });
}

/// The button beside the field: cancelled by the person, then pressed again; one request at a time, and what the field
/// had asked gives way without a word.
#[test]
fn a_passkey_signs_in_by_the_button_and_can_be_cancelled() {
    walk(async |stage| {
        let (person, account, device) = with_a_device(stage, Device::BuiltIn).await;
        creates_a_passkey(&person, &account, "Kitchen laptop").await;

        person.browser().agrees(&device, false).await;
        person.clears_the_browser().await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.clicks(BUTTON).await;
        person.clicks("[data-cancel]").await;
        person.until("pressable again", &format!("const e = find('{BUTTON}'); return e && e.getAttribute('aria-busy') !== 'true' && !find('[data-cancel]')"), Value::Null).await;
        let text = person.text_on_screen().await;
        assert!(!text.contains("Error"), "a raw error:\n{text}");
        // The username is still possible after that.
        person.identifies(&account).await;
        person.sees("password").await;
        person.presses("back").await;
        person.sees("identify").await;

        person.browser().agrees(&device, true).await;
        if person.step().await == "identify" && person.can_see(BUTTON).await {
            // The field may have asked again on the way back, and then signs in by itself.
            let pressed = format!("const e = document.querySelector('{BUTTON}'); e && e.click(); return true;");
            person.runs(&pressed, Value::Null).await;
        }
        person.lands_in_the_product().await;
    });
}

/// Who does not show finger or face is not signed in, reads why in words, and has the password.
#[test]
fn a_passkey_without_its_person_signs_nobody_in() {
    walk(async |stage| {
        let (person, account, device) = with_a_device(stage, Device::BuiltIn).await;
        creates_a_passkey(&person, &account, "Kitchen laptop").await;
        person.browser().verifies(&device, false).await;
        person.clears_the_browser().await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.clicks(BUTTON).await;
        person.expects_error("passkey_cancelled").await;
        assert_eq!(person.step().await, "identify");
        person.identifies(&account).await;
        person.sees("password").await;
    });
}

/// M5: a security key is the second factor after the password, by the name that its person gave it.
#[test]
fn a_security_key_is_a_second_factor() {
    walk(async |stage| {
        let (person, account, device) = with_a_device(stage, Device::SecurityKey).await;
        creates_a_passkey(&person, &account, "Blue key").await;

        person.browser().agrees(&device, false).await;
        person.clears_the_browser().await;
        person.signs_in_up_to_the_challenge(&account).await;
        assert!(person.text_on_screen().await.contains("Blue key"), "the key's name is not on screen");
        person.browser().agrees(&device, true).await;
        person.presses("submit_public_key").await;
        person.lands_in_the_product().await;
    });
}

/// A passkey that nobody has any more: in words, and the password still leads on.
#[test]
fn a_passkey_that_was_removed_is_answered_so() {
    walk(async |stage| {
        let (person, account, device) = with_a_device(stage, Device::BuiltIn).await;
        creates_a_passkey(&person, &account, "Kitchen laptop").await;
        person.product().removes_factors_of(&account.username).await;

        person.clears_the_browser().await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        // The field asks by itself, and the device answers.
        person.expects_error("unknown_credential").await;
        if person.runs("return 'signalUnknownCredential' in PublicKeyCredential", Value::Null).await == true {
            eventually("the device to forget the passkey", async || {
                person.browser().passkeys_in(&device).await.is_empty().then_some(())
            })
            .await;
        }
        person.identifies(&account).await;
        person.sees("password").await;
        person.gives_password(&account).await;
        person.sees("mfa_enroll_select").await;
    });
}

/// Without WebAuthn neither button nor choice is there; everything else is.
#[test]
fn a_browser_without_passkeys_is_offered_none() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let without = json!({"source": "delete window.PublicKeyCredential;"});
        person.browser().cdp("Page.addScriptToEvaluateOnNewDocument", without).await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.sees_the_program_arrive().await;
        assert!(!person.can_see(BUTTON).await, "a button that cannot work");
        person.signs_in_up_to_the_second_factor(&product.account("passkey").await).await;
        person.sees("mfa_enroll_select").await;
        assert!(!person.can_see("[data-method=passkey]").await, "a choice that cannot work");
        person.reads("[data-method=totp]").await;
    });
}

/// Firefox: created, and used by the button.
#[test]
fn firefox_creates_and_uses_a_passkey() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person_with_firefox(&product).await;
        let account = product.account("passkey").await;
        person.opens("/").await;
        person.browser().plugs_in(Device::BuiltIn).await;
        creates_a_passkey(&person, &account, "Red fox").await;
        person.clears_the_browser().await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.clicks(BUTTON).await;
        let welcome = person.lands_in_the_product().await;
        assert!(welcome.contains(&account.username), "{welcome}");
    });
}
