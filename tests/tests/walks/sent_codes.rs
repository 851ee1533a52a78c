//! Codes that are sent, and codes that do not arrive: once a press, newest only, for a while.

use std::time::Duration;

use portico_tests::caller::{Answer, Caller, Visit, unique_key};
use portico_tests::dev_api::Account;
use portico_tests::post::{GATEWAY_TOKEN, MAIL_PASSWORD, SENDER, code_in};
use portico_tests::{Person, Product, walk};
use serde_json::{Value, json};

use crate::enrolment::switches_to;

/// The pause between two messages to one person, and a moment more.
pub const PAUSE: Duration = Duration::from_secs(61);

/// Types a code where it must be wrong or stale, and presses the button if the field did not send it by itself.
async fn is_refused(person: &Person, code: &str, problem: &str) -> String {
    person.gives_code(code).await;
    person.expects_error(problem).await
}

async fn submits(caller: &mut Caller, visit: &mut Visit, code: &str) -> Answer {
    caller.acts(visit, json!({"type": "submit_code", "code": code})).await
}

/// C1, C2: where the code went, masked, and where to look for it; "Send code again" counts down, through a reload too;
/// an older code is answered so; the newest works.
#[test]
fn the_newest_mail_works_and_an_older_one_is_answered_so() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("email").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_challenge").await;
        let first = person.reads_mail_code(account.address()).await;
        let text = person.text_on_screen().await;
        assert!(text.to_lowercase().contains("spam"), "no word on spam:\n{text}");
        let (name, domain) = account.address().split_once('@').expect("an address");
        assert!(
            text.contains(&format!("•••{}", &name[name.len() - 1..])) && text.contains(domain),
            "not masked:\n{text}"
        );

        let waits = "const e = find('[data-action=resend]'); return e?.getAttribute('aria-disabled') === 'true' && /0:[0-5][0-9]/.test(words(e)) && words(e);";
        let before = person.until("a countdown in the button", waits, Value::Null).await;
        let moves =
            format!("const e = find('[data-action=resend]'); return words(e) !== {before} && /0:/.test(words(e));");
        person.until("the countdown to move", &moves, Value::Null).await;
        person.reloads().await;
        person.sees("mfa_challenge").await;
        person.until("the countdown after the reload", waits, Value::Null).await;
        assert_eq!(product.post().mails_to(account.address()), 1, "a reload sends nothing");

        product.advance_clock(PAUSE).await;
        person.reloads().await;
        person.sees("mfa_challenge").await;
        person.presses("resend").await;
        person.reads("[role=status] *, [role=status]").await;
        let second = person.reads_mail_code(account.address()).await;
        person.until("the countdown again", waits, Value::Null).await;
        if first != second {
            let words = is_refused(&person, &first, "code_superseded").await;
            assert!(words.contains("newer"), "{words}");
        }
        person.gives_code(&second).await;
        person.sees("mfa_enroll_select").await;
        assert_eq!(product.post().mails_to(account.address()), 2);
    });
}

/// C1, C2: the same for text messages; the last line is for the telephone (origin-bound one-time codes), and a code
/// lives ten minutes.
#[test]
fn a_text_message_lives_ten_minutes() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("sms").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_challenge").await;
        let message = product.post().next_text_to(account.number()).await.text;
        let code = code_in(&message);
        assert_eq!(message.lines().last(), Some(&*format!("@localhost #{code}")), "{message}");
        assert!(message.chars().count() <= 160, "two messages for one: {message}");
        let text = person.text_on_screen().await;
        assert!(text.contains("signal"), "no word on the signal:\n{text}");
        assert!(
            text.contains(&account.number()[account.number().len() - 2..]) && !text.contains(account.number()),
            "{text}"
        );

        product.advance_clock(Duration::from_secs(601)).await;
        is_refused(&person, &code, "code_expired").await;
        person.presses("resend").await;
        let code = person.receives_sms_code(account.number()).await;
        // The field sends nothing by itself after an error.
        person.types("#otp", &code).await;
        person.presses("submit_code").await;
        person.sees("mfa_enroll_select").await;
    });
}

/// Says where the code belongs, as a bare origin: nothing behind it that could sign anybody in or tell that it was read.
pub fn names_nothing_but(origin: &str, message: &str) {
    for (at, _) in message.match_indices("http") {
        let rest = message[at..].strip_prefix(origin).unwrap_or_else(|| panic!("another address in {message}"));
        assert!(!rest.starts_with(['/', '?', '#', ':']), "more than an origin in {message}");
    }
}

/// The mail itself: both texts, the language of the page, no link that signs in, no picture that tells it was read.
#[test]
fn a_mail_speaks_the_language_of_the_page_and_holds_no_link() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let settings = portico_tests::browser::Settings { languages: "nb".into(), ..Default::default() };
        let person = stage.person_with(&product, &settings).await;
        let account = product.account("email").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_challenge").await;
        let mail = product.post().next_mail_to(account.address()).await;
        let code = code_in(&mail.text);
        assert_eq!(mail.from, SENDER);
        assert!(mail.text.to_lowercase().contains("koden") && mail.text.contains("10 minutter"), "{}", mail.text);
        assert!(!mail.subject.contains(&code), "a code on a locked screen: {}", mail.subject);
        names_nothing_but(&product.origin(), &mail.text);
        let html = mail.html.as_deref().expect("a page too");
        assert!(html.contains(&code) && !html.contains("<img") && !html.contains("<a "), "{html}");
        names_nothing_but(&product.origin(), html);
        let header = |name: &str| mail.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        assert!(header("date").is_some() && header("message-id").is_some(), "{:?}", mail.headers);
    });
}

/// C2: before the pause is over the server refuses, whoever asks and in whatever flow, and says from when on it is
/// worth trying; a second sign-in within the pause goes on with the code that was sent.
#[test]
fn nobody_is_sent_two_codes_within_a_minute() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let account = product.account("email").await;
        let mut caller = Caller::of(&product).await;
        let mut first = caller.signs_in_as(&account).await;
        let code = code_in(&product.post().next_mail_to(account.address()).await.text);
        let resend_at = first.last.moment("resend_at");
        let left = resend_at - product.now().await;
        assert!((50..=60).contains(&left), "{left} s");
        let refused = caller.acts(&mut first, json!({"type": "resend"})).await;
        assert_eq!((refused.status, refused.problem()), (429, "rate_limited"), "{}", refused.body);
        assert_eq!(refused.body["retry_at"], resend_at);

        let mut second = Caller::of(&product).await;
        let mut visit = second.signs_in_as(&account).await;
        assert_eq!(visit.last.moment("resend_at"), resend_at, "the pause belongs to the person, not to the flow");
        let refused = second.acts(&mut visit, json!({"type": "resend"})).await;
        assert_eq!(refused.problem(), "rate_limited");
        assert_eq!(product.post().mails_to(account.address()), 1);
        let accepted = submits(&mut second, &mut visit, &code).await;
        assert_eq!(accepted.status, 200, "{}", accepted.body);

        // It worked once; in the other flow it is spent.
        let spent = submits(&mut caller, &mut first, &code).await;
        assert_eq!(spent.status, 422, "a code works once: {}", spent.body);
    });
}

/// How many of `answers` had `status`.
fn with_status(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

/// C2: twelve presses at once, each a request of its own or the same one again and again: one message.
#[test]
fn a_storm_of_presses_sends_one_message() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let account = product.account("email").await;
        let mut caller = Caller::of(&product).await;
        let visit = caller.signs_in_as(&account).await;
        assert_eq!(product.post().mails_to(account.address()), 1);
        product.advance_clock(PAUSE).await;

        let storm = async |caller: &Caller, visit: &Visit, key: &dyn Fn() -> String| {
            let presses = (0..12).map(|_| {
                let (mut caller, mut visit, key) = (caller.clone(), visit.clone(), key());
                async move { caller.acts_as(&key, &mut visit, json!({"type": "resend"})).await }
            });
            futures_util::future::join_all(presses).await
        };
        let answers = storm(&caller, &visit, &unique_key).await;
        assert_eq!(with_status(&answers, 200), 1, "{answers:#?}");
        assert_eq!(product.post().mails_to(account.address()), 2);

        product.advance_clock(PAUSE).await;
        let mut visit = visit;
        visit.last = answers.into_iter().find(|answer| answer.status == 200).expect("one went through");
        let key = unique_key();
        let answers = storm(&caller, &visit, &|| key.clone()).await;
        // While the first is still at work, its repetition may be told to come again; never is it done twice.
        assert!(with_status(&answers, 200) >= 1, "{answers:#?}");
        let last = caller.acts_as(&key, &mut visit.clone(), json!({"type": "resend"})).await;
        assert_eq!(last.status, 200, "the answer is kept: {}", last.body);
        assert_eq!(product.post().mails_to(account.address()), 3);
    });
}

/// A person who presses twice, and one whose answer is lost on the way: one message each.
#[test]
fn a_double_press_and_a_lost_answer_send_one_message() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("email").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_challenge").await;
        person.reads_mail_code(account.address()).await;
        product.advance_clock(PAUSE).await;
        person.reloads().await;
        person.sees("mfa_challenge").await;

        let lost = product.faults().on("POST /auth/v1/flows/*/actions").once().loses_the_answer();
        person.reads("[data-action=resend]:not([aria-disabled=true])").await;
        person
            .runs("const e = document.querySelector('[data-action=resend]'); e.click(); e.click();", Value::Null)
            .await;
        let code = person.reads_mail_code(account.address()).await;
        person.until("an answer", "return !find('[aria-busy=true]')", Value::Null).await;
        if person.can_see("[data-error]").await {
            // Told that the line is bad; the press that follows is the same one to the server.
            person.presses("resend").await;
            person.until("an answer", "return !find('[aria-busy=true]') && !find('[data-error]')", Value::Null).await;
        }
        assert_eq!(lost.hits(), 1, "no answer was lost");
        assert_eq!(product.post().mails_to(account.address()), 2, "one message a press");
        person.gives_code(&code).await;
        person.sees("mfa_enroll_select").await;
    });
}

/// C1: a gateway that is down is told as our fault; it costs no pause, and the same press works once it is up.
#[test]
fn a_message_that_could_not_be_sent_can_be_sent_again_at_once() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("sms").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_challenge").await;
        person.receives_sms_code(account.number()).await;
        product.advance_clock(PAUSE).await;
        person.reloads().await;
        person.sees("mfa_challenge").await;
        product.post().gateway_is_down(true);
        person.presses("resend").await;
        person.expects_error("delivery_failed").await;
        product.post().gateway_is_down(false);
        person.presses("resend").await;
        let code = person.receives_sms_code(account.number()).await;
        assert_eq!(product.post().texts_to(account.number()), 2);
        person.gives_code(&code).await;
        person.sees("mfa_enroll_select").await;
    });
}

/// C3: the same for mail, at the very first code: the person is told, and has the other methods.
#[test]
fn a_mail_server_that_is_down_leaves_the_other_methods() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("many").await;
        product.post().mail_breaks_down().await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_challenge").await;
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
            person.signs_in_up_to_the_second_factor(&account).await;
            person.sees("mfa_challenge").await;
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
        _ => product.code_of(&portico_tests::authenticator::Authenticator::from_seed(seed)).await,
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
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_challenge").await;
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
        let authenticator =
            portico_tests::authenticator::Authenticator::from_seed(account.totp_secret.as_deref().expect("a seed"));
        let written_from = |zero: u32, code: &str| -> String {
            code.chars().filter_map(|digit| char::from_u32(zero + digit.to_digit(10).expect("a digit"))).collect()
        };
        let (full_width, arabic) = (0xFF10, 0x0660);
        for how in ["typed with a space", "full-width", "Arabic-Indic", "pasted", "pasted whole message"] {
            let person = stage.person(&product).await;
            person.note(how.to_owned());
            person.signs_in_up_to_the_second_factor(&account).await;
            person.sees("mfa_challenge").await;
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
            let answer = submits(&mut caller, &mut visit, &write(&code)).await;
            assert_eq!(answer.status, 200, "{:?}: {}", write(&code), answer.body);
            product.advance_clock(PAUSE).await;
        }
    });
}
