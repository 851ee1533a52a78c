//! Claims of an organisation's provider about its members, and the refusal of the same claims from other providers.

use auth_contract::{Method, NoticeCode, ProblemCode, Step, StepType};
use serde_json::json;

use super::{add_person, claims, is_there, link, signed_in_as, start};
use crate::support::{SecurityKey, choose, identify, messages, notices, request_reset, submit_code};

const LIE: &str = "dr.lie@fjord.example";

/// Another organisation at the same provider, whose accounts are created at the first sign-in.
const BAY: &str = "[[organization]]\nid = \"bay\"\nname = \"Bay Clinic\"\nprovider = \"fjord\"\n\
                   domains = [\"bay.example\"]\nprovision = true";

#[tokio::test]
async fn the_first_sign_in_links_and_after_that_only_the_subject_counts() {
    let (app, provider) = start("").await;
    claims(&provider, json!({ "sub": "s-1", "email": LIE, "email_verified": null, "aud": "portico-fjord" }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(LIE)).await.goes_on_to(&provider, "fjord").await.sees(StepType::Complete);
    assert_eq!(signed_in_as(&mut browser).await.as_deref(), Some(LIE));
    let told = notices(&mut browser).await;
    assert_eq!((told.len(), &told[0]["subject"]), (1, &json!("Fjord Entra ID can now sign you in to Northwind")));

    claims(&provider, json!({ "sub": "s-1", "email": "kristin.berg@fjord.example", "aud": "portico-fjord" }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(LIE)).await.goes_on_to(&provider, "fjord").await.sees(StepType::Complete);
    assert_eq!(signed_in_as(&mut browser).await.as_deref(), Some(LIE), "a new name is the same person");
    assert_eq!(notices(&mut browser).await.len(), 1);

    claims(&provider, json!({ "sub": "s-2", "email": LIE, "aud": "portico-fjord" }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(LIE)).await.goes_on_to(&provider, "fjord").await.sees(StepType::Identify);
    visit.is_told(NoticeCode::FederationUnknown, &["Fjord Entra ID"]);
}

#[tokio::test]
async fn who_signs_in_there_is_who_is_signed_in_here_whatever_was_typed() {
    let (app, provider) = start(BAY).await;
    is_there(&provider, "fjord", LIE);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify("somebody.else@fjord.example")).await.goes_on_to(&provider, "fjord").await;
    visit.sees(StepType::Complete);
    assert_eq!(visit.flow.subject.as_ref().map(|subject| subject.display.as_str()), Some(LIE));
}

#[tokio::test]
async fn an_organisation_speaks_for_its_own_addresses_and_no_others() {
    let (app, provider) = start("").await;
    for address in
        ["kari.nordmann@example.no", "Åse Sørbø", "ase.sorbo@example.no", "dr.lie@fjord.example.evil.example"]
    {
        claims(
            &provider,
            json!({ "sub": "s-9", "email": address, "preferred_username": address, "aud": "portico-fjord" }),
        );
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify("x@fjord.example")).await.goes_on_to(&provider, "fjord").await.sees(StepType::Identify);
        visit.is_told(NoticeCode::FederationUnknown, &["Fjord Entra ID"]);
        assert_eq!(signed_in_as(&mut browser).await, None, "{address}");
    }
}

#[tokio::test]
async fn people_get_an_account_where_their_organisation_has_asked_for_it() {
    let (app, provider) = start(BAY).await;
    claims(&provider, json!({ "sub": "s-7", "email": "new@bay.example", "name": "New Nurse", "aud": "portico-fjord" }));
    for _ in 0..2 {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify("new@bay.example")).await.goes_on_to(&provider, "fjord").await.sees(StepType::Complete);
        let code = visit.code();
        assert_eq!(signed_in_as(&mut browser).await.as_deref(), Some("new@bay.example"));
        let tokens: serde_json::Value = browser.exchange(&code, &[]).await.json();
        let who: serde_json::Value = browser.userinfo(tokens["access_token"].as_str().expect("a token")).await.json();
        assert_eq!(who["name"], "New Nurse");
    }
    is_there(&provider, "fjord", "new@fjord.example");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify("new@fjord.example")).await.goes_on_to(&provider, "fjord").await;
    visit.is_told(NoticeCode::FederationUnknown, &["Fjord Entra ID"]);
}

#[tokio::test]
async fn a_press_on_google_by_accident_is_one_press_away_from_the_right_way() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", LIE);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Identify);
    visit.is_told(NoticeCode::FederationMismatch, &["Google", "Fjord Hospital Trust"]);
    let filled_in = visit.filled_in().expect("the username").to_owned();
    assert_eq!(filled_in, LIE);
    is_there(&provider, "fjord", LIE);
    visit.does(identify(&filled_in)).await.goes_on_to(&provider, "fjord").await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_link_from_before_the_organisation_signs_nobody_in() {
    let (app, provider) = start("").await;
    link(&app, "google", "old-google-account", LIE).await;
    claims(&provider, json!({ "sub": "old-google-account", "email": "kristin@example.com" }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(&provider, "google").await.sees(StepType::Identify);
    visit.is_told(NoticeCode::FederationMismatch, &["Google", "Fjord Hospital Trust"]);
    assert_eq!(visit.filled_in(), Some(LIE));
}

#[tokio::test]
async fn a_password_from_before_the_organisation_is_no_way_in_and_no_mailbox_is() {
    let (app, _provider) = start("").await;
    let old = "old.hand@fjord.example";
    add_person(&app, old, Some(old), Some("walnut-bicycle-3375")).await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(crate::support::identify_with_password(old, "walnut-bicycle-3375")).await;
    visit.sees(StepType::FederationRedirect);
    assert_eq!(signed_in_as(visit.browser).await, None);

    let mut visit = browser.arrives().await;
    visit.does(request_reset(None)).await.does(request_reset(Some(old))).await.sees(StepType::PasswordResetCode);
    let sent = messages(visit.browser).await;
    assert_eq!((&sent[0]["to"], sent[0]["code"].as_str().unwrap_or_default()), (&json!(old), ""));
    assert!(sent[0]["text"].as_str().expect("a text").contains("Fjord Hospital Trust"));
    visit.fails(submit_code("123456")).await;
    visit.sees(StepType::PasswordResetCode);
}

#[tokio::test]
async fn a_passkey_from_before_the_organisation_is_to_be_forgotten() {
    let (app, provider) = start("").await;
    let (ida, mut key) = (app.person("passkey"), SecurityKey::new(1));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(ida).await.does(choose(Method::Passkey)).await;
    let Step::PasskeyEnroll(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    let created = key.creates(&step.public_key);
    visit.does(created).await.sees(StepType::RecoveryCodes);

    let hers = "[[organization]]\nid = \"north\"\nname = \"North\"\nprovider = \"fjord\"\ndomains = [\"example.no\"]";
    let mut app = app;
    for (more, organised) in [("", false), (hers, true)] {
        let registrations = provider.registrations(more);
        app = app.restarted_with(|settings| settings.providers = Some(registrations));
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        let Step::Identify(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
        let signed = key.signs(step.passkey_options.as_ref().expect("options"));
        if organised {
            assert_eq!(visit.fails(signed).await.code, ProblemCode::UnknownCredential);
            assert_eq!(signed_in_as(&mut browser).await, None);
        } else {
            visit.does(signed).await.sees(StepType::Complete);
        }
    }
}
