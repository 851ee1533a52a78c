//! The assurance of a sign-in at a provider: the operator's policy for each provider.

use auth_contract::{ProblemCode, StepType};
use serde_json::{Value, json};

use super::{claims, link, signed_in_as, start};
use crate::support::{TestApp, back, submit_code, totp_code};

const INGRID: &str = "ingrid.solberg@example.no";
const INGRID_SEED: &str = "K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT";

/// A provider with this policy.
fn with_policy(policy: &str) -> String {
    format!(
        "[[provider]]\nid = \"strict\"\nname = \"Strict\"\nkind = \"social\"\nissuer = \"{{issuer}}\"\n\
         client_id = \"portico-strict\"\nclient_secret = \"a-secret\"\nacr_values = [\"urn:two\"]\n\
         second_factor = \"{policy}\""
    )
}

/// The step after a return from that provider with these claims.
async fn arrives_at(app: &TestApp, provider: &crate::support::FakeProvider, said: Value) -> StepType {
    let mut all = json!({ "sub": "s-3", "aud": "portico-strict" });
    for (name, value) in said.as_object().expect("claims by name") {
        all[name] = value.clone();
    }
    claims(provider, all);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(provider, "strict").await.flow.step.step_type()
}

#[tokio::test]
async fn the_second_factor_follows_the_provider_s_policy() {
    use StepType::{Complete, MfaChallenge, MfaEnrollSelect};
    for (policy, said, with_app, without) in [
        ("trusted", json!({}), Complete, Complete),
        ("by_amr", json!({}), MfaChallenge, MfaEnrollSelect),
        ("by_amr", json!({ "amr": ["pwd"] }), MfaChallenge, MfaEnrollSelect),
        ("by_amr", json!({ "amr": ["pwd", "mfa"] }), Complete, Complete),
        ("by_amr", json!({ "acr": "urn:two" }), Complete, Complete),
        ("by_amr", json!({ "acr": "urn:one" }), MfaChallenge, MfaEnrollSelect),
        ("asked", json!({ "amr": ["pwd", "mfa"] }), MfaChallenge, MfaEnrollSelect),
    ] {
        for (person, expected) in [(INGRID, with_app), ("kari.nordmann@example.no", without)] {
            let (app, provider) = start(&with_policy(policy)).await;
            link(&app, "strict", "s-3", person).await;
            let name = format!("{policy} {said} {person}");
            assert_eq!(arrives_at(&app, &provider, said.clone()).await, expected, "{name}");
        }
    }
}

#[tokio::test]
async fn a_factor_that_is_asked_is_asked_in_earnest() {
    let (app, provider) = start(&with_policy("asked")).await;
    link(&app, "strict", "s-3", INGRID).await;
    claims(&provider, json!({ "sub": "s-3", "aud": "portico-strict", "amr": ["pwd"] }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "strict").await.sees(StepType::MfaChallenge);
    for _ in 0..2 {
        assert_eq!(visit.fails(submit_code("000000")).await.code, ProblemCode::InvalidCode);
    }
    assert_eq!(visit.attempts_left(), Some(3));
    assert_eq!(signed_in_as(visit.browser).await, None);

    visit.does(back()).await.sees(StepType::Identify);
    visit.goes_to(&provider, "strict").await.sees(StepType::MfaChallenge);
    assert_eq!(visit.attempts_left(), Some(3), "going round by the provider gains no guess");
    visit.does(submit_code(&totp_code(INGRID_SEED, app.now()))).await.sees(StepType::Complete);
    let code = visit.code();
    let tokens: Value = browser.exchange(&code, &[]).await.json();
    let who: Value = browser.userinfo(tokens["access_token"].as_str().expect("a token")).await.json();
    assert_eq!(who["amr"], json!(["pwd", "otp", "mfa"]));
}

#[tokio::test]
async fn nobody_is_asked_for_a_new_password_who_has_not_used_the_old_one() {
    let (app, provider) = start("").await;
    link(&app, "google", "s-4", "emil.strand@example.no").await;
    claims(&provider, json!({ "sub": "s-4" }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Complete);
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("forced_change")).await.sees(StepType::PasswordChange);
}

#[tokio::test]
async fn support_that_resets_a_person_voids_what_a_provider_has_proven_on_the_way() {
    let (app, provider) = start(&with_policy("asked")).await;
    link(&app, "strict", "s-3", INGRID).await;
    claims(&provider, json!({ "sub": "s-3", "aud": "portico-strict" }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "strict").await.sees(StepType::MfaChallenge);
    let shared = app.app.clone();
    let reset = app
        .app
        .store
        .transact(move |tx| reference_server::flow::admin::reset_mfa(&shared.flow, tx, INGRID, shared.clock.now()));
    assert!(reset.await.expect("it is written"));
    visit.reloads().await.sees(StepType::Identify);
}
