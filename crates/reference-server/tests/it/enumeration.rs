//! Who exists is not told: not by what the server says, nor by how long it takes.

use std::time::Duration;

use auth_contract::Action;
use serde_json::{Value, json};

use crate::support::{TestApp, identify, identify_with_password, submit_password};

/// The body with everything replaced that is random in every answer.
fn masked(body: &str, typed: &str) -> Value {
    let mut value: Value = serde_json::from_str(body).expect("JSON");
    for pointer in ["/id", "/flow/id", "/correlation_id"] {
        if let Some(random) = value.pointer_mut(pointer) {
            *random = json!("random");
        }
    }
    // What was typed comes back as typed; the two identifiers are of one shape.
    serde_json::from_str(&value.to_string().replace(typed, "typed")).expect("JSON")
}

/// Status, headers and body of each answer on the way to a lock.
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
    // The same first and last letter, length and domain: the masks are alike.
    let (known, unknown) = ("kari.nordmann@example.no", "kurt.nygaarden@example.no");
    assert_eq!(app.person("enroll").username, known);
    let (of_known, of_unknown) = (answers(&app, known).await, answers(&app, unknown).await);
    assert_eq!(of_known.len(), 12);
    assert_eq!(of_known.last().map(|answer| answer.0), Some(429), "the last one is locked");
    for (number, (a, b)) in of_known.iter().zip(&of_unknown).enumerate() {
        // The longer name makes a longer body, nothing else.
        let without_length = |headers: &[String]| -> Vec<String> {
            headers.iter().filter(|line| !line.starts_with("content-length")).cloned().collect()
        };
        assert_eq!((a.0, without_length(&a.1), &a.2), (b.0, without_length(&b.1), &b.2), "answer {number}");
    }
}

/// The middle of many measurements, interleaved so that whatever else the machine does meets both alike.
async fn medians(app: &TestApp, identifiers: [&str; 2], tries: usize) -> [Duration; 2] {
    let mut times: [Vec<Duration>; 2] = Default::default();
    for number in 0..tries {
        for (which, identifier) in identifiers.iter().enumerate() {
            // Each try with a person of its own, or the throttle would answer instead.
            let action: Action = identify_with_password(identifier, &format!("wrong-{number}"));
            let mut browser = app.browser();
            let flow = browser.start(json!({})).await.flow();
            let (answer, took) = timed(browser.act(&flow, action)).await;
            assert_eq!(answer.status, 422, "{}", answer.text());
            times[which].push(took);
        }
        // Beyond the window of the throttle.
        app.seconds_pass(16 * 60);
    }
    times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    })
}

#[allow(clippy::disallowed_methods)] // how long an answer takes is the very thing that is measured
async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = std::time::Instant::now();
    let value = work.await;
    (value, start.elapsed())
}

#[tokio::test]
async fn unknown_identifiers_take_as_long() {
    let app = TestApp::new();
    let [known, unknown] = medians(&app, ["kari.nordmann@example.no", "nobody@example.no"], 40).await;
    let (shorter, longer) = if known < unknown { (known, unknown) } else { (unknown, known) };
    // Without the decoy the ratio is above ten.
    assert!(longer < shorter.mul_f64(1.5), "known {known:?}, unknown {unknown:?}");
}
