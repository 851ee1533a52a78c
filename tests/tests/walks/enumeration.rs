//! A stranger cannot tell who has an account: same words, same bytes, same time.

use std::time::Duration;

use portico_tests::caller::{Answer, Caller, Visit};
use portico_tests::stage::walk_alone;
use portico_tests::{Product, walk};
use serde_json::{Value, json};

const TRIES: usize = 200;

/// A stranger's own program: every try is a new one, without a cookie of the last.
struct Stranger(Caller);

impl Stranger {
    async fn of(product: &Product) -> Self {
        Self(Caller::of(product).await)
    }

    /// Starts a sign-in and names `identifier`; returns the answer to that and how to go on.
    async fn identifies(&self, identifier: &str) -> (Answer, Caller, Visit) {
        let mut caller = self.0.clone();
        let mut visit = caller.starts("sign_in").await;
        let answer = caller.acts(&mut visit, json!({"type": "identify", "identifier": identifier})).await;
        (answer, caller, visit)
    }

    /// A wrong password after that.
    async fn guesses(&self, identifier: &str) -> Answer {
        let (_, mut caller, mut visit) = self.identifies(identifier).await;
        caller.acts(&mut visit, json!({"type": "submit_password", "password": "not the password"})).await
    }
}

/// The answer with everything masked that differs between any two answers for the same person: ids and moments. The
/// identifier itself comes back as typed; it is masked by its length, which the stranger chose.
pub fn masked(answer: &Answer, identifier: &str) -> String {
    fn mask(value: &mut Value, identifier: &str) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    match name.as_str() {
                        "id" | "correlation_id" => *field = json!("random"),
                        "server_time" | "expires_at" | "retry_at" | "resend_at" | "code_valid_until" => {
                            *field = json!("a moment");
                        }
                        _ => mask(field, identifier),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| mask(item, identifier)),
            Value::String(text) if text == identifier => *text = format!("{} characters", identifier.len()),
            _ => {}
        }
    }
    let mut body = answer.body.clone();
    mask(&mut body, identifier);
    let mut headers = answer.headers.clone();
    headers.retain(|(name, _)| !matches!(name.as_str(), "date" | "set-cookie" | "retry-after"));
    format!("{} {headers:?} {body}", answer.status)
}

/// An identifier of the same length and kind that nobody has, other in the middle, which is never shown.
fn stranger_to(known: &str, number: usize) -> String {
    format!("{}{number:03}{}", &known[..3], &known[6..])
}

struct Series {
    known: Vec<Duration>,
    unknown: Vec<Duration>,
}

impl Series {
    /// Both medians must agree within half the spread of the measurement. With n interleaved tries each, the
    /// difference of two medians has a standard error of about 1.77 σ/√n = 0.125 σ for n = 200; half the
    /// interquartile range is 0.67 σ, more than five standard errors, so chance alone practically never fails this.
    /// What it finds: the least that a missing hash costs is the hash, many times the spread. The floor of 0.3 ms is
    /// what the scheduler of a shared machine moves medians by.
    fn agree(mut self, what: &str) {
        self.known.sort_unstable();
        self.unknown.sort_unstable();
        let quantile = |series: &[Duration], percent: usize| series[series.len() * percent / 100];
        let (known, unknown) = (quantile(&self.known, 50), quantile(&self.unknown, 50));
        let spread = quantile(&self.known, 75).saturating_sub(quantile(&self.known, 25));
        let bound = (spread / 2).max(Duration::from_micros(300));
        assert!(
            known.abs_diff(unknown) <= bound,
            "{what}: a known person takes {known:?}, an unknown one {unknown:?}; allowed {bound:?}"
        );
    }
}

/// The comparison itself notices what a missing query would cost.
#[test]
#[should_panic(expected = "an unknown one")]
fn a_difference_is_noticed() {
    let around = |middle: u64| (0..TRIES as u64).map(|n| Duration::from_micros(middle + n % 40)).collect();
    Series { known: around(5000), unknown: around(4500) }.agree("half a millisecond");
}

/// Contract, anti-enumeration (Keycloak CVE-2026-4633): the step after the identifier.
#[test]
fn naming_a_person_tells_nothing() {
    walk_alone(async |stage| {
        let product = stage.product().await;
        let stranger = Stranger::of(&product).await;
        let known = product.account("totp").await.username;
        let mut series = Series { known: Vec::new(), unknown: Vec::new() };
        for number in 0..TRIES {
            let unknown = stranger_to(&known, number);
            // In turns, and each first as often as second: what drifts on the machine drifts for both.
            let (to_known, to_unknown) = if number % 2 == 0 {
                let first = stranger.identifies(&known).await.0;
                (first, stranger.identifies(&unknown).await.0)
            } else {
                let first = stranger.identifies(&unknown).await.0;
                (stranger.identifies(&known).await.0, first)
            };
            assert_eq!(to_known.status, 200, "{}", to_known.body);
            assert_eq!(masked(&to_known, &known), masked(&to_unknown, &unknown));
            series.known.push(to_known.took);
            series.unknown.push(to_unknown.took);
        }
        series.agree("naming a person");
    });
}

/// A wrong password costs the same hash whether there is somebody or not, and is answered the same.
#[test]
fn guessing_a_password_tells_nothing() {
    walk_alone(async |stage| {
        let product = stage.product().await;
        let stranger = Stranger::of(&product).await;
        let known = product.account("totp").await.username;
        let mut series = Series { known: Vec::new(), unknown: Vec::new() };
        for number in 0..TRIES {
            // Before the lock of a person who was guessed at too often comes, a day passes.
            if number % 8 == 0 {
                product.advance_clock(Duration::from_secs(25 * 60 * 60)).await;
            }
            let unknown = stranger_to(&known, number / 8);
            let (to_known, to_unknown) = if number % 2 == 0 {
                let first = stranger.guesses(&known).await;
                (first, stranger.guesses(&unknown).await)
            } else {
                let first = stranger.guesses(&unknown).await;
                (stranger.guesses(&known).await, first)
            };
            assert_eq!(to_known.body["code"], "invalid_credentials", "{}", to_known.body);
            assert_eq!(masked(&to_known, &known), masked(&to_unknown, &unknown));
            series.known.push(to_known.took);
            series.unknown.push(to_unknown.took);
        }
        series.agree("guessing a password");
    });
}

/// The lock comes after as many tries for nobody as for somebody, and reads the same.
#[test]
fn being_locked_tells_nothing() {
    walk(async |stage| {
        let product = stage.product().await;
        let stranger = Stranger::of(&product).await;
        let known = product.account("enroll").await.username;
        let unknown = stranger_to(&known, 0);
        let mut locked = false;
        for _ in 0..15 {
            let (to_known, to_unknown) = (stranger.guesses(&known).await, stranger.guesses(&unknown).await);
            assert_eq!(masked(&to_known, &known), masked(&to_unknown, &unknown));
            locked |= to_known.body["code"] == "locked";
        }
        assert!(locked, "fifteen wrong passwords lock nobody");
    });
}
