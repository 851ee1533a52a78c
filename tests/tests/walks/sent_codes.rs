//! Codes that are sent, and codes that do not arrive: once a press, newest only, for a while.

use std::time::Duration;

use portico_tests::caller::{Answer, Caller, Visit, unique_key};
use portico_tests::post::{SENDER, code_in};
use portico_tests::{Person, walk};
use serde_json::{Value, json};

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
        person.signs_in_up_to_the_challenge(&account).await;
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
        person.reads("[data-notice=code_sent]").await;
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
        person.signs_in_up_to_the_challenge(&account).await;
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
        person.signs_in_up_to_the_challenge(&account).await;
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
        person.signs_in_up_to_the_challenge(&account).await;
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
        person.signs_in_up_to_the_challenge(&account).await;
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
