//! Everything that goes wrong ends on a screen with words and a way on, and the typed identifier is kept.

use portico_tests::{Person, Product, walk};

use crate::tour;

/// U8-like: which of the two was wrong is never said; the right password works afterwards.
#[test]
fn a_wrong_password_and_an_unknown_person_read_the_same() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        let mut words = Vec::new();
        for username in [plain.username.as_str(), "nobody.at.all@example.no"] {
            person.clears_the_browser().await;
            person.opens_the_product("web").await;
            person.sees("identify").await;
            person.types("#username", username).await;
            person.presses("identify").await;
            person.sees("password").await;
            assert_eq!(person.value_of("#username").await, username);
            person.types("#password", "not the password").await;
            person.presses("submit_password").await;
            person.expects_error("invalid_credentials").await;
            words.push(person.text_on_screen().await);
            assert_eq!(person.value_of("#username").await, username, "the identifier is kept");
        }
        assert_eq!(words[0], words[1]);
        person.presses("back").await;
        person.sees("identify").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        person.gives_password(&plain).await;
        person.lands_in_the_product().await;
    });
}

/// Too many tries: until when, and another account is still possible.
#[test]
fn a_locked_person_reads_until_when() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let locked = product.account("locked").await;
        tour::goes_to(&person, "identify").await;
        person.identifies(&locked).await;
        person.sees("password").await;
        person.gives_password(&locked).await;
        let words = person.expects_error("locked").await;
        assert!(words.chars().any(|c| c.is_ascii_digit()), "no time in {words:?}");
        person.presses("back").await;
        person.sees("identify").await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
        person.gives_password(&product.account("plain").await).await;
        person.sees("complete").await;
    });
}

/// An expired sign-in starts again with the same destination, and knows who the person is.
#[test]
fn an_expired_sign_in_starts_again_with_the_identifier() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let plain = product.account("plain").await;
        tour::goes_to(&person, "identify").await;
        person.identifies(&plain).await;
        person.sees("password").await;
        tour::expire(&product).await;
        person.gives_password(&plain).await;
        assert_eq!(person.expects_failure_screen().await, "expired");
        person.clicks("[data-step=failure] button").await;
        person.sees("identify").await;
        assert_eq!(person.value_of("#username").await, plain.username);
        person.presses("identify").await;
        person.sees("password").await;
        person.gives_password(&plain).await;
        person.sees("complete").await;
    });
}

/// The form that stood open overnight simply works.
#[test]
fn an_expired_form_is_not_noticed() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "identify").await;
        tour::expire(&product).await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
    });
}

/// Reload of an expired sign-in.
#[test]
fn a_reload_of_an_expired_sign_in_starts_again() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "totp_enroll").await;
        tour::expire(&product).await;
        person.reloads().await;
        assert_eq!(person.expects_failure_screen().await, "expired");
        person.clicks("[data-step=failure] button").await;
        person.sees("identify").await;
        assert_eq!(person.value_of("#username").await, product.account("enroll").await.username);
    });
}

/// Goes wrong once on `identify` and once on `submit_password`; each time there are words, the typed text stays, and
/// the same press works afterwards.
async fn recovers(person: &Person, break_it: impl Fn(&Product) -> Box<dyn Fn()>) {
    let product = person.product().clone();
    let plain = product.account("plain").await;
    tour::goes_to(person, "identify").await;
    let mend = break_it(&product);
    person.identifies(&plain).await;
    person.reads("[role=alert] [data-error], [role=alert][data-error]").await;
    assert_eq!(person.step().await, "identify", "{}", person.journal());
    assert_eq!(person.value_of("#username").await, plain.username);
    mend();
    person.presses("identify").await;
    person.sees("password").await;

    let mend = break_it(&product);
    person.gives_password(&plain).await;
    let words = person.reads("[role=alert] [data-error], [role=alert][data-error]").await;
    assert!(!words.contains('<') && !words.contains("oops"), "the server's text on screen: {words}");
    assert_eq!(person.step().await, "password", "{}", person.journal());
    assert_eq!(person.value_of("#password").await, plain.password);
    mend();
    person.presses("submit_password").await;
    person.sees("complete").await;
}

const ACTIONS: &str = "POST /auth/v1/flows/*/actions";

fn answers(status: u16, content_type: &'static str, body: &'static str) -> impl Fn(&Product) -> Box<dyn Fn()> {
    move |product| {
        let fault = product.faults().on(ACTIONS).answers(status, content_type, body);
        Box::new(move || fault.lift())
    }
}

#[test]
fn a_server_error_can_be_tried_again() {
    walk(async |stage| {
        recovers(&stage.person(&stage.product().await).await, answers(500, "text/html", "<h1>oops</h1>")).await;
    });
}

#[test]
fn a_problem_without_a_flow_can_be_tried_again() {
    let problem = r#"{"type":"about:blank","title":"oops","status":500,"code":"server_error","correlation_id":"1","server_time":1}"#;
    walk(async |stage| {
        recovers(&stage.person(&stage.product().await).await, answers(500, "application/problem+json", problem)).await;
    });
}

#[test]
fn a_problem_of_the_future_can_be_tried_again() {
    let problem = r#"{"type":"about:blank","status":418,"code":"something_new","correlation_id":"1","server_time":1}"#;
    walk(async |stage| {
        recovers(&stage.person(&stage.product().await).await, answers(418, "application/problem+json", problem)).await;
    });
}

#[test]
fn a_gateway_page_can_be_tried_again() {
    walk(async |stage| {
        recovers(&stage.person(&stage.product().await).await, answers(503, "text/html", "<h1>oops</h1>")).await;
    });
}

/// A captive portal answers everything with its own page.
#[test]
fn a_page_instead_of_json_can_be_tried_again() {
    walk(async |stage| {
        recovers(&stage.person(&stage.product().await).await, answers(200, "text/html", "<h1>oops</h1>")).await;
    });
}

#[test]
fn half_an_answer_can_be_tried_again() {
    walk(async |stage| {
        recovers(
            &stage.person(&stage.product().await).await,
            answers(200, "application/json", r#"{"id":"fl_1","step":{"#),
        )
        .await;
    });
}

#[test]
fn an_empty_answer_can_be_tried_again() {
    walk(async |stage| {
        recovers(&stage.person(&stage.product().await).await, answers(200, "application/json", "")).await;
    });
}

#[test]
fn json_of_another_shape_can_be_tried_again() {
    walk(async |stage| {
        recovers(&stage.person(&stage.product().await).await, answers(200, "application/json", r#"{"oops":[1,2]}"#))
            .await;
    });
}

#[test]
fn a_dead_connection_can_be_tried_again() {
    walk(async |stage| {
        let break_it = |product: &Product| -> Box<dyn Fn()> {
            let fault = product.faults().on(ACTIONS).drops_the_connection();
            Box::new(move || fault.lift())
        };
        recovers(&stage.person(&stage.product().await).await, break_it).await;
    });
}

/// 10 s without an answer are enough; what comes later does no harm.
#[test]
fn a_slow_answer_can_be_tried_again() {
    walk(async |stage| {
        let break_it = |product: &Product| -> Box<dyn Fn()> {
            let held = product.faults().on(ACTIONS).holds_the_request();
            Box::new(move || held.release())
        };
        recovers(&stage.person(&stage.product().await).await, break_it).await;
    });
}

/// An answer that got lost is fetched again under the same key: carried out once, and the person notices nothing.
#[test]
fn a_lost_answer_is_not_noticed() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "mfa_challenge").await;
        product.traffic().clear();
        product.faults().on(ACTIONS).once().loses_the_answer();
        person.gives_code("000000").await;
        person.expects_error("invalid_code").await;
        let sent = product.traffic().actions("submit_code");
        let keys: Vec<_> = sent.iter().map(|exchange| exchange.request_header("idempotency-key")).collect();
        assert!(keys.len() >= 2, "the page did not ask again");
        assert!(keys.iter().all(|key| *key == keys[0] && !key.is_empty()), "one press, several keys: {keys:?}");
        let left = |index: usize| sent[index].response_json()["flow"]["step"]["attempts_left"].as_u64();
        let after_one = left(sent.len() - 1).expect("the answer tells what is left");
        product.traffic().clear();
        person.gives_code("000001").await;
        portico_tests::clock::eventually("the second answer", async || {
            let second = product.traffic().actions("submit_code");
            let left = second.last()?.response_json()["flow"]["step"]["attempts_left"].as_u64()?;
            (left + 1 == after_one).then_some(())
        })
        .await;
    });
}

/// An unknown handle: words, and signing in is possible all the same.
#[test]
fn an_unknown_request_can_be_left() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.opens("/?request=ar_unknown").await;
        assert_eq!(person.expects_failure_screen().await, "request");
        person.clicks("[data-step=failure] button").await;
        person.sees("identify").await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
    });
}

/// RFC 6749 section 4.1.2.1: a request that may not be answered is not answered; the person reads why.
#[test]
fn a_forged_redirect_uri_is_not_followed() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        person
            .opens(&format!(
                "/authorize?client_id=northwind-web&redirect_uri=https%3A%2F%2Fevil.example%2F&response_type=code&code_challenge={challenge}&code_challenge_method=S256&state=x"
            ))
            .await;
        person.sees("denied").await;
        assert!(person.url().await.as_str().starts_with(&product.origin()));
        assert!(!person.text_on_screen().await.contains("evil"));
    });
}

/// The program itself is missing: the person is told, and loading again helps once it is there.
#[test]
fn a_missing_program_is_told() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let missing = product.faults().on("GET *.wasm").answers(404, "text/plain", "gone");
        for complaint in ["Failed to fetch", "integrity"] {
            person.expects_on_console(complaint);
        }
        person.opens_the_product("web").await;
        assert_eq!(person.expects_failure_screen().await, "program");
        missing.lift();
        person.clicks("[data-step=failure] button").await;
        person.sees("identify").await;
        person.identifies(&product.account("plain").await).await;
        person.sees("password").await;
    });
}
