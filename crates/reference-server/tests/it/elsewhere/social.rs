//! Sign-in with a social provider.

use auth_contract::{ActionType, DeniedCode, NoticeCode, ProblemCode, Step, StepType};
use serde_json::{Value, json};

use super::{add_person, claims, close, is_there, signed_in_as, start};
use crate::support::{
    back, identify, identify_with_password, messages, request_reset, restart, submit_code, submit_password,
};

const LIV: &str = "liv.aasen@example.no";

#[tokio::test]
async fn who_is_linked_signs_in_and_is_asked_for_nothing_more() {
    let (app, provider) = start("").await;
    claims(&provider, json!({ "amr": ["pwd", "mfa", "company-badge", "mfa"] }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Complete);
    assert_eq!(visit.flow.subject.as_ref().map(|subject| subject.display.as_str()), Some(LIV));
    let code = visit.code();
    assert_eq!(signed_in_as(&mut browser).await.as_deref(), Some(LIV));

    let tokens: Value = browser.exchange(&code, &[]).await.json();
    let token = tokens["access_token"].as_str().expect("a token");
    let who: Value = browser.userinfo(token).await.json();
    assert_eq!(who["preferred_username"], LIV);
    assert_eq!(who["amr"], json!(["mfa", "pwd"]), "what RFC 8176 has a word for, once");
}

#[tokio::test]
async fn who_says_nothing_about_how_leaves_nothing_behind() {
    let (app, provider) = start("").await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let code = visit.goes_to(&provider, "google").await.code();
    let tokens: Value = browser.exchange(&code, &[]).await.json();
    let who: Value = browser.userinfo(tokens["access_token"].as_str().expect("a token")).await.json();
    assert_eq!(who["amr"], json!([]));
}

#[tokio::test]
async fn the_password_screen_offers_the_providers_to_everybody_and_takes_what_was_typed_along() {
    let (app, provider) = start("").await;
    let mut hints = Vec::new();
    for typed in [LIV, "kari.nordmann@example.no", "nobody@example.no"] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify(typed)).await.sees(StepType::Password);
        assert!(visit.flow.actions.contains(&ActionType::StartFederation));
        let Step::Password(step) = &visit.flow.step else { unreachable!() };
        hints.push(step.providers_hint.clone());
        let url = visit.leaves_for("google").await;
        assert!(url.contains(&format!("login_hint={}", typed.replace('@', "%40"))), "{url}");
        visit.does(back()).await.sees(StepType::Identify);
        assert_eq!(visit.filled_in(), Some(typed));
    }
    assert_eq!(hints[0].iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["google", "apple", "microsoft"]);
    assert!(hints.iter().all(|hint| *hint == hints[0]));
    drop(provider);
}

#[tokio::test]
async fn the_way_to_the_provider_stands_still_until_it_is_left() {
    let (app, provider) = start("").await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    let revision = visit.flow.revision;
    for _ in 0..3 {
        app.seconds_pass(60);
        visit.reloads().await;
        assert_eq!((visit.departure(), visit.flow.revision), (url.clone(), revision));
    }
    assert_eq!(visit.flow.actions, [ActionType::Back, ActionType::Restart]);
    assert!(!format!("{:?}", visit.flow).contains("state="), "the state is printed nowhere");
    visit.does(restart()).await.sees(StepType::Identify);
    let again = visit.leaves_for("google").await;
    assert_ne!(again, url, "a new way has a new state");
    claims(&provider, json!({ "auth_time": app.now() }));
    visit.goes_on_to(&provider, "google").await.sees(StepType::Complete);
}

#[tokio::test]
async fn people_whom_nobody_knows_are_told_so() {
    let (app, provider) = start("").await;
    for (who, verified) in [("stranger@example.com", true), ("tor.fjell@example.no", false)] {
        claims(&provider, json!({ "sub": who, "email": who, "email_verified": verified }));
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.goes_to(&provider, "google").await.sees(StepType::Identify);
        visit.is_told(NoticeCode::FederationUnknown, &["Google"]);
        assert_eq!(signed_in_as(&mut browser).await, None);
    }
}

#[tokio::test]
async fn who_has_another_provider_is_told_which() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", "unni.vik@example.no");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Identify);
    visit.is_told(NoticeCode::AccountExistsElsewhere, &["Google", "Apple"]);
    visit.does(identify("unni.vik@example.no")).await;
    assert_eq!(visit.flow.notice, None, "it was said once");
}

#[tokio::test]
async fn without_a_password_no_password_is_right_and_no_mailbox_makes_one() {
    let (app, _provider) = start("").await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    for guess in ["", "wrong", "$argon2id$", "NULL"] {
        let problem = visit.fails(identify_with_password(LIV, guess)).await;
        assert_eq!(problem.code, ProblemCode::InvalidCredentials);
        visit.does(back()).await;
    }
    visit.does(identify(LIV)).await.does(request_reset(None)).await.sees(StepType::PasswordResetCode);
    let sent = messages(visit.browser).await;
    let text = sent[0]["text"].as_str().expect("a text");
    assert_eq!((&sent[0]["to"], sent[0]["code"].as_str().unwrap_or_default()), (&json!(LIV), ""));
    assert!(text.contains("Google"), "{text}");
    assert!(!text.replace("8787", "").contains(|c: char| c.is_ascii_digit()), "no code: {text}");
    assert_eq!(visit.fails(submit_code("123456")).await.code, ProblemCode::InvalidCode);
}

#[tokio::test]
async fn a_closed_account_is_closed_for_providers_and_passwords() {
    let (app, provider) = start("").await;
    close(&app, LIV).await;
    close(&app, "Åse Sørbø").await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await;
    let is_closed = |step: &Step| matches!(step, Step::Denied(denied) if denied.code == DeniedCode::AccountDisabled);
    assert!(is_closed(&visit.flow.step), "{:?}", visit.flow.step);
    let ase = app.person("plain");
    let mut visit = browser.arrives().await;
    assert_eq!(visit.fails(identify_with_password(ase.username, "wrong")).await.code, ProblemCode::InvalidCredentials);
    visit.does(submit_password(ase.password)).await;
    assert!(is_closed(&visit.flow.step), "{:?}", visit.flow.step);
    assert_eq!(signed_in_as(&mut browser).await, None);
}

#[tokio::test]
async fn a_page_that_cannot_announce_the_way_is_out_of_date() {
    let (app, _provider) = start("").await;
    let mut browser = app.browser();
    let old = json!({ "supported_steps": ["identify", "password", "complete", "denied"] });
    let flow = browser.start(old).await.flow();
    let answer = browser.act(&flow, auth_contract::Action::StartFederation { provider: "google".into() }).await;
    let Step::Denied(denied) = answer.flow().step else { panic!("{}", answer.text()) };
    assert_eq!(denied.code, DeniedCode::ClientOutdated);
}

#[tokio::test]
async fn an_address_on_file_at_two_people_names_neither() {
    let (app, provider) = start("").await;
    add_person(&app, "First Person", Some("shared@example.no"), Some("a long enough password")).await;
    is_there(&provider, "google", "Shared@example.no");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Password);
    let Step::Password(step) = &visit.flow.step else { unreachable!() };
    assert_eq!(step.identifier, "First Person");
    add_person(&app, "Second Person", Some("shared@example.no"), Some("a long enough password")).await;
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Identify);
    visit.is_told(NoticeCode::FederationUnknown, &["Google"]);
}
