//! The code that a person has, given: by whichever method, however it is written, or by the telephone itself.

use portico_tests::authenticator::Authenticator;
use portico_tests::caller::Caller;
use portico_tests::dev_api::Account;
use portico_tests::post::{GATEWAY_TOKEN, MAIL_PASSWORD, code_in};
use portico_tests::{Person, Product, walk};
use serde_json::{Value, json};

use crate::enrolment::switches_to;
use crate::sent_codes::PAUSE;

/// C3: a mail server that is down, at the very first code: the person is told, and has the other methods.
#[test]
fn a_mail_server_that_is_down_leaves_the_other_methods() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("many").await;
        product.post().mail_breaks_down().await;
        person.signs_in_up_to_the_challenge(&account).await;
        switches_to(&person, "email").await;
        person.expects_error("delivery_failed").await;
        switches_to(&person, "sms").await;
        let code = person.receives_sms_code(account.number()).await;
        person.gives_code(&code).await;
        person
            .until(
                "let in or advised",
                "return location.pathname.startsWith('/dev/client/') || find('[data-step=mfa_enroll_select]')",
                Value::Null,
            )
            .await;
        let log = product.server_log();
        for secret in [MAIL_PASSWORD, GATEWAY_TOKEN, account.address(), account.number(), &code] {
            assert!(!log.contains(secret), "the log holds what it must not");
        }
    });
}

/// C3: everything that the person has can be chosen, masked, and each of them works.
#[test]
fn every_method_of_a_person_can_be_chosen() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("many").await;
        for method in ["email", "sms", "recovery_code", "totp"] {
            person.clears_the_browser().await;
            product.advance_clock(PAUSE).await;
            person.signs_in_up_to_the_challenge(&account).await;
            person.clicks("[data-step=mfa_challenge] summary").await;
            let listed = person.until("alternatives", "return [...document.querySelectorAll('[data-step] [data-method]')].filter(visible).map(e => e.dataset.method)", Value::Null).await;
            assert_eq!(listed, json!(["sms", "email", "recovery_code"]), "the app is asked, the others are offered");
            let text = person.text_on_screen().await;
            assert!(!text.contains(account.address()) || account.username == account.address(), "{text}");
            assert!(!text.contains(account.number()), "{text}");
            if method != "totp" {
                switches_to(&person, method).await;
            }
            gives_the_code(&person, &product, &account, method).await;
            // Who came by a weaker one is advised; that is another walk.
            person
                .until(
                    "let in or advised",
                    "return location.pathname.startsWith('/dev/client/') || find('[data-step=mfa_enroll_select]')",
                    Value::Null,
                )
                .await;
        }
    });
}

async fn gives_the_code(person: &Person, product: &Product, account: &Account, method: &str) {
    let seed = account.totp_secret.as_deref().expect("a seed");
    let code = match method {
        "email" => person.reads_mail_code(account.address()).await,
        "sms" => person.receives_sms_code(account.number()).await,
        "recovery_code" => {
            person.types("#recovery-code", "4QX7-M2KD-9PWA").await;
            return person.presses("submit_code").await;
        }
        _ => product.code_of(&Authenticator::from_seed(seed)).await,
    };
    person.reads("#otp").await;
    person.gives_code(&code).await;
}

/// A telephone that hands the code of a message to the page (`WebOTP`) signs in without a press; a screen that is left
/// takes no code any more.
#[test]
fn a_telephone_fills_the_code_in() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        // Chromium on a computer has no messages: the telephone's part is played here, to the letter of the draft.
        let telephone = "
            window.OTPCredential = class {};
            window.asked = [];
            const get = navigator.credentials.get.bind(navigator.credentials);
            navigator.credentials.get = options => options.otp
                ? new Promise((arrives, fails) => {
                    asked.push({arrives, transport: options.otp.transport, signal: options.signal});
                    options.signal?.addEventListener('abort', () => fails(options.signal.reason));
                })
                : get(options);
        ";
        person.browser().cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": telephone})).await;
        let account = product.account("sms").await;
        person.signs_in_up_to_the_challenge(&account).await;
        let asked = person
            .until("the page to ask for messages", "return window.asked.length && asked[0].transport", Value::Null)
            .await;
        assert_eq!(asked, json!(["sms"]));
        let code = person.receives_sms_code(account.number()).await;
        person.runs("asked.at(-1).arrives({code: arguments[0]})", json!(code)).await;
        person.sees("mfa_enroll_select").await;
        person.until("nobody listens any more", "return asked.every(one => one.signal.aborted)", Value::Null).await;
    });
}

/// P6: however a code is written or what stands around it, it is the code.
#[test]
fn a_code_is_accepted_however_it_is_written() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let account = product.account("many").await;
        let authenticator = Authenticator::from_seed(account.totp_secret.as_deref().expect("a seed"));
        let written_from = |zero: u32, code: &str| -> String {
            code.chars().filter_map(|digit| char::from_u32(zero + digit.to_digit(10).expect("a digit"))).collect()
        };
        let (full_width, arabic) = (0xFF10, 0x0660);
        let person = stage.person(&product).await;
        for how in ["typed with a space", "full-width", "Arabic-Indic", "pasted", "pasted whole message"] {
            person.clears_the_browser().await;
            person.note(how.to_owned());
            person.signs_in_up_to_the_challenge(&account).await;
            let code = product.next_code_of(&authenticator).await;
            let spaced = format!("{} {}", &code[..3], &code[3..]);
            match how {
                "full-width" => person.types("#otp", &written_from(full_width, &code)).await,
                "Arabic-Indic" => person.types("#otp", &written_from(arabic, &code)).await,
                "pasted" => person.pastes("#otp", &format!("  {spaced}\n")).await,
                "pasted whole message" => {
                    person.pastes("#otp", &format!("Your code is {spaced}. It works for 10 minutes.")).await;
                }
                _ => person.types("#otp", &spaced).await,
            }
            person.lands_in_the_product().await;
        }
    });
}

/// The same past the page, for who uses another one: the server reads codes as people write them.
#[test]
fn the_server_reads_codes_as_people_write_them() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let account = product.account("email").await;
        let written: [fn(&str) -> String; 4] = [
            |code| format!(" {}-{} ", &code[..3], &code[3..]),
            |code| format!("Your code is {} {}", &code[..3], &code[3..]),
            |code| code.chars().filter_map(|digit| char::from_u32(0xFF10 + digit.to_digit(10)?)).collect(),
            |code| code.chars().filter_map(|digit| char::from_u32(0x0660 + digit.to_digit(10)?)).collect(),
        ];
        for write in written {
            let mut caller = Caller::of(&product).await;
            let mut visit = caller.signs_in_as(&account).await;
            let code = code_in(&product.post().next_mail_to(account.address()).await.text);
            let answer = caller.acts(&mut visit, json!({"type": "submit_code", "code": write(&code)})).await;
            assert_eq!(answer.status, 200, "{:?}: {}", write(&code), answer.body);
            product.advance_clock(PAUSE).await;
        }
    });
}
