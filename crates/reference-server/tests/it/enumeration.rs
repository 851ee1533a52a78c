//! Account enumeration: neither the content nor the timing of a response reveals whether an account exists.

use std::time::Duration;

use auth_contract::Action;
use serde_json::{Value, json};

use crate::support::{FakeProvider, TestApp, identify, identify_with_password, request_reset, submit_password};

/// The body with all random values replaced.
fn masked(body: &str, typed: &str) -> Value {
    let mut value: Value = serde_json::from_str(body).expect("JSON");
    for pointer in ["/id", "/flow/id", "/correlation_id"] {
        if let Some(random) = value.pointer_mut(pointer) {
            *random = json!("random");
        }
    }
    // The input is echoed; the two identifiers have the same shape.
    serde_json::from_str(&value.to_string().replace(typed, "typed")).expect("JSON")
}

/// Status, headers and body of each response until the account is locked.
async fn answers(app: &TestApp, typed: &str) -> Vec<(u16, Vec<String>, Value)> {
    let mut browser = app.browser();
    let mut flow = browser.start(json!({})).await.flow();
    let mut seen = Vec::new();
    let guesses = (0..11).map(|_| submit_password("wrong"));
    for action in [identify(typed)].into_iter().chain(guesses) {
        let answer = browser.act(&flow, action).await;
        let mut headers: Vec<String> =
            answer.headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().expect("ASCII"))).collect();
        headers.sort();
        if answer.status == 200 {
            flow = answer.flow();
        }
        seen.push((answer.status.as_u16(), headers, masked(&answer.text(), typed)));
    }
    seen
}

#[tokio::test]
async fn unknown_identifiers_get_the_same_answers() {
    let app = TestApp::new();
    assert_eq!(app.person("enroll").username, "kari.nordmann@example.no");
    assert_eq!(app.person("social").username, "liv.aasen@example.no", "who has no password at all");
    // The same first and last letter and domain, so that the masked identifiers are equal.
    for (known, unknown) in [
        ("kari.nordmann@example.no", "kurt.nygaarden@example.no"),
        ("liv.aasen@example.no", "lotte.aamodt.olsen@example.no"),
    ] {
        get_the_same_answers(&app, known, unknown).await;
    }
}

async fn get_the_same_answers(app: &TestApp, known: &str, unknown: &str) {
    let (of_known, of_unknown) = (answers(app, known).await, answers(app, unknown).await);
    assert_eq!(of_known.len(), 12);
    assert_eq!(of_known.last().map(|answer| answer.0), Some(429), "the last one is locked");
    for (number, (a, b)) in of_known.iter().zip(&of_unknown).enumerate() {
        // Only the longer name makes the body longer.
        let without_length = |headers: &[String]| -> Vec<String> {
            headers.iter().filter(|line| !line.starts_with("content-length")).cloned().collect()
        };
        assert_eq!((a.0, without_length(&a.1), &a.2), (b.0, without_length(&b.1), &b.2), "answer {number}");
    }
}

/// The body of a redirect to a provider, with random values and the input replaced.
fn on_the_way(body: &str, typed: &str) -> Value {
    let mut value = masked(body, typed);
    let url = value["step"]["url"].as_str().expect("a way to a provider");
    let mut url = url::Url::parse(url).expect("an address");
    let params: Vec<(String, String)> = url
        .query_pairs()
        .map(|(name, value)| match name.as_ref() {
            "state" | "nonce" | "code_challenge" => (name.into_owned(), format!("{} characters", value.len())),
            "login_hint" => (name.into_owned(), value.replace(typed, "typed")),
            _ => (name.into_owned(), value.into_owned()),
        })
        .collect();
    url.query_pairs_mut().clear().extend_pairs(params);
    value["step"]["url"] = json!(url.as_str());
    value
}

async fn with_an_organisation() -> TestApp {
    let provider = FakeProvider::start().await;
    let registrations = provider.registrations("");
    TestApp::with(|settings| settings.providers = Some(registrations))
}

/// Members of an organisation, and unknown addresses at its domain.
const OF_FJORD: [&str; 2] = ["dr.lie@fjord.example", "dr.foe@fjord.example"];

#[tokio::test]
async fn people_of_an_organisation_are_sent_there_whether_anybody_knows_them() {
    let app = with_an_organisation().await;
    assert_eq!(app.person("sso").username, OF_FJORD[0]);
    for password in [None, Some("wrong")] {
        let mut seen = Vec::new();
        for typed in OF_FJORD {
            let mut browser = app.browser();
            let flow = browser.start(json!({})).await.flow();
            let action = match password {
                Some(password) => identify_with_password(typed, password),
                None => identify(typed),
            };
            let answer = browser.act(&flow, action).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            let mut headers: Vec<String> =
                answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
            headers.sort();
            seen.push((headers, on_the_way(&answer.text(), typed)));
        }
        assert_eq!(seen[0], seen[1]);
    }
}

#[tokio::test]
async fn who_has_no_password_is_answered_alike_when_it_was_forgotten() {
    let app = TestApp::new();
    let mut seen = Vec::new();
    for typed in ["liv.aasen@example.no", "lotte.amundsen@example.no"] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify(typed)).await;
        let answer = visit.browser.act(&visit.flow, request_reset(None)).await;
        let flow = answer.flow();
        let wrong = visit.browser.act(&flow, crate::support::submit_code("000000")).await;
        seen.push([masked(&answer.text(), typed), masked(&wrong.text(), typed)]);
    }
    assert_eq!(seen[0], seen[1]);
}

/// A low quantile of many measurements: other load on the machine only adds time to some of them, but work that is done
/// for one of two accounts adds time to all of its measurements.
async fn quick_times(app: &TestApp, identifiers: [&str; 2], tries: usize, status: u16) -> [Duration; 2] {
    let mut times: [Vec<Duration>; 2] = Default::default();
    let mut quick = [Duration::ZERO; 2];
    // A busy machine gets more measurements, not a wider bound: what is done for one of two accounts stays in all of them.
    for number in 0..=3 * tries {
        if number > 0 && number % tries == 0 {
            quick = times.each_mut().map(|times| {
                times.sort();
                times[times.len() / 10]
            });
            if is_alike(quick) {
                return quick;
            }
        }
        for (which, identifier) in identifiers.iter().enumerate() {
            // A different account for each attempt, or else the rate limit would answer.
            let action: Action = identify_with_password(identifier, &format!("wrong-{number}"));
            let mut browser = app.browser();
            let flow = browser.start(json!({})).await.flow();
            let (answer, took) = timed(browser.act(&flow, action)).await;
            assert_eq!(answer.status, status, "{}", answer.text());
            times[which].push(took);
        }
        // Past the window of the rate limit.
        app.seconds_pass(16 * 60);
    }
    quick
}

#[allow(clippy::disallowed_methods)] // how long an answer takes is the very thing that is measured
async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = std::time::Instant::now();
    let value = work.await;
    (value, start.elapsed())
}

fn is_alike([known, unknown]: [Duration; 2]) -> bool {
    let (shorter, longer) = if known < unknown { (known, unknown) } else { (unknown, known) };
    longer < shorter.mul_f64(1.5)
}

fn are_alike(name: &str, times @ [known, unknown]: [Duration; 2]) {
    assert!(is_alike(times), "{name}: known {known:?}, unknown {unknown:?}");
}

#[tokio::test]
async fn unknown_identifiers_take_as_long() {
    let app = TestApp::new();
    // Without the dummy hash the ratio is above ten.
    are_alike("a password", quick_times(&app, ["kari.nordmann@example.no", "nobody@example.no"], 40, 422).await);
    are_alike("no password", quick_times(&app, ["liv.aasen@example.no", "nobody@example.no"], 40, 422).await);
}

#[tokio::test]
async fn people_of_an_organisation_are_sent_there_as_fast() {
    let app = with_an_organisation().await;
    // A password hash or provider request for only one of them would be visible.
    are_alike("an organisation", quick_times(&app, OF_FJORD, 60, 200).await);
}
