//! Reauthentication and change of account: the parameters of the request, and the claims that the response must have.

use auth_contract::{NoticeCode, StepType};
use http::StatusCode;
use serde_json::{Value, json};

use super::{app_with, code, said};
use crate::support::{FakeProvider, START, TestApp, back, identify, param, restart};

/// `prompt` and `max_age` of the request.
fn asked(url: &str) -> (Option<String>, Option<String>) {
    (param(url, "prompt"), param(url, "max_age"))
}

fn words(prompt: &str, max_age: &str) -> (Option<String>, Option<String>) {
    let given = |word: &str| (!word.is_empty()).then(|| word.to_owned());
    (given(prompt), given(max_age))
}

/// OpenID Connect Core section 3.1.2.1: reauthentication has to happen where the person signs in.
#[tokio::test]
async fn what_the_product_demands_the_provider_is_asked_for() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    for (demand, expected) in [
        (vec![], words("", "")),
        (vec![("prompt", "login")], words("login", "0")),
        (vec![("prompt", "consent login")], words("login", "0")),
        (vec![("max_age", "0")], words("login", "0")),
        (vec![("max_age", "300")], words("", "300")),
        (vec![("prompt", "login"), ("max_age", "300")], words("login", "0")),
        (vec![("prompt", "select_account")], words("select_account", "")),
        (vec![("prompt", "select_account"), ("max_age", "300")], words("select_account", "300")),
        (vec![("prompt", "login select_account")], words("login", "0")),
    ] {
        let mut browser = app.browser();
        let mut visit = browser.arrives_with(&demand).await;
        assert_eq!(asked(&visit.leaves_for("google").await), expected, "{demand:?}");
    }
}

/// An organisation's provider is asked for reauthentication as well, but never to select an account: the username
/// determines it.
#[tokio::test]
async fn an_organizations_provider_is_asked_for_a_fresh_sign_in() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    for (prompt, expected) in [("login", words("login", "0")), ("select_account", words("", ""))] {
        let mut browser = app.browser();
        let mut visit = browser.arrives_with(&[("prompt", prompt)]).await;
        visit.does(identify("dr.lie@fjord.example")).await.sees(StepType::FederationRedirect);
        assert_eq!(asked(&visit.departure()), expected, "{prompt}");
    }
}

/// A provider may ignore the parameters, so the response has to prove it (OpenID Connect Core section 3.1.3.7, 13).
#[tokio::test]
async fn a_sign_in_that_is_not_fresh_is_none() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    let now = app.now().0;
    for (demand, claims, expected) in [
        (("prompt", "login"), json!({ "auth_time": now }), None),
        // Allowed clock skew is one minute.
        (("prompt", "login"), json!({ "auth_time": now - 60 }), None),
        (("prompt", "login"), json!({ "auth_time": now - 61 }), Some(NoticeCode::FederationNotFresh)),
        (("prompt", "login"), json!({ "auth_time": null }), Some(NoticeCode::FederationMisconfigured)),
        (("max_age", "300"), json!({ "auth_time": now - 360 }), None),
        (("max_age", "300"), json!({ "auth_time": now - 361 }), Some(NoticeCode::FederationNotFresh)),
        (("max_age", "300"), json!({ "auth_time": null }), Some(NoticeCode::FederationMisconfigured)),
        (("prompt", "select_account"), json!({ "auth_time": now - 86_400 }), None),
        (("state", "x"), json!({ "auth_time": now - 86_400 }), None),
        (("state", "x"), json!({ "auth_time": null }), None),
    ] {
        provider.behaves(|it| it.claims = claims.clone());
        let mut browser = app.browser();
        let mut visit = browser.arrives_with(&[demand]).await;
        let url = visit.leaves_for("google").await;
        visit.comes_back("google", &provider.signs_in(&url)).await;
        assert_eq!(code(said(&visit)), expected, "{demand:?} {claims}");
    }
}

/// Time at the provider counts from the redirect, not from the return.
#[tokio::test]
async fn who_takes_their_time_there_is_fresh_all_the_same() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    app.seconds_pass(300);
    provider.behaves(|it| it.claims = json!({ "auth_time": START + 10, "iat": START + 300 }));
    visit.comes_back("google", &provider.signs_in(&url)).await.sees(StepType::Complete);
}

/// For providers that reauthenticate but send no `auth_time`.
#[tokio::test]
async fn an_operator_may_believe_that_a_sign_in_is_fresh() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, &more(&provider, "freshness_is_believed = true"));
    // The response is accepted; the error is that no local account exists.
    for (auth_time, expected) in
        [(Value::Null, NoticeCode::FederationUnknown), (json!(START - 61), NoticeCode::FederationNotFresh)]
    {
        let claims = json!({ "aud": "c", "sub": "stranger", "email": "stranger@example.com", "auth_time": auth_time });
        provider.behaves(|it| it.claims = claims);
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        let url = visit.leaves_for("more").await;
        assert_eq!(asked(&url), words("login", "0"));
        visit.comes_back("more", &provider.signs_in(&url)).await;
        assert_eq!(code(said(&visit)), Some(expected), "{auth_time}");
    }
}

/// One more provider for the configuration file, with this setting.
fn more(provider: &FakeProvider, setting: &str) -> String {
    format!(
        "[[provider]]\nid = \"more\"\nname = \"More\"\nkind = \"social\"\nissuer = \"{}\"\nclient_id = \"c\"\n\
         client_secret = \"s\"\n{setting}",
        provider.issuer
    )
}

/// Some providers answer an unsupported `prompt` value with an error.
#[tokio::test]
async fn a_provider_is_asked_in_words_that_it_knows() {
    for (setting, described, fresh, another) in [
        ("", Value::Null, "login", "select_account"),
        ("", json!(["none", "login"]), "login", "login"),
        ("", json!(["none"]), "", ""),
        ("prompts = [\"select_account\"]", Value::Null, "select_account", "select_account"),
        ("prompts = [\"login\"]", json!(["none", "login", "select_account"]), "login", "login"),
        ("prompts = []", Value::Null, "", ""),
        ("prompt = \"consent\"", Value::Null, "consent login", "consent select_account"),
        ("prompt = \"login\"", Value::Null, "login", "login"),
        ("prompt = \"select_account\"", Value::Null, "login", "select_account"),
    ] {
        let provider = FakeProvider::start().await;
        provider.behaves(|it| it.description = json!({ "prompt_values_supported": described }));
        let app = app_with(&provider, &more(&provider, setting));
        for (prompt, expected, max_age) in [("login", fresh, "0"), ("select_account", another, "")] {
            let mut browser = app.browser();
            let mut visit = browser.arrives_with(&[("prompt", prompt)]).await;
            assert_eq!(asked(&visit.leaves_for("more").await), words(expected, max_age), "{setting} {prompt}");
        }
    }
}

/// After "Change" the person wants to select an account: otherwise the provider would sign in the same one again.
#[tokio::test]
async fn who_wants_another_account_can_choose_it_there() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives_with(&[]).await;
    assert_eq!(asked(&visit.leaves_for("google").await).0, None);
    // "Change" on the redirect screen, or on the password screen.
    visit.does(back()).await.sees(StepType::Identify);
    assert_eq!(asked(&visit.leaves_for("google").await).0.as_deref(), Some("select_account"));
    let mut visit = browser.arrives_with(&[]).await;
    visit.does(identify("kari.nordmann@example.no")).await;
    let url = visit.leaves_for("google").await;
    assert_eq!(
        (asked(&url).0, param(&url, "login_hint").is_some()),
        (None, true),
        "the button there is no change (U8)"
    );
    let mut visit = browser.arrives_with(&[]).await;
    visit.does(identify("kari.nordmann@example.no")).await.does(back()).await;
    let url = visit.leaves_for("google").await;
    assert_eq!((asked(&url).0.as_deref(), param(&url, "login_hint")), (Some("select_account"), None));

    // The provider's account is not linked to any local account.
    provider.behaves(|it| it.claims = json!({ "sub": "stranger", "email": "stranger@example.com" }));
    let mut visit = browser.arrives_with(&[]).await;
    let url = visit.leaves_for("google").await;
    visit.comes_back("google", &provider.signs_in(&url)).await;
    assert_eq!(code(said(&visit)), Some(NoticeCode::FederationUnknown));
    assert_eq!(asked(&visit.leaves_for("google").await).0.as_deref(), Some("select_account"));

    // A failed request implies nothing about the account.
    let mut visit = browser.arrives_with(&[]).await;
    let url = visit.leaves_for("google").await;
    let mut params = provider.signs_in(&url);
    params[0] = ("error", "temporarily_unavailable".into());
    visit.comes_back("google", &params).await;
    assert_eq!(code(said(&visit)), Some(NoticeCode::FederationUnavailable));
    assert_eq!(asked(&visit.leaves_for("google").await).0, None);

    // Restart from the final step.
    provider.behaves(|it| it.claims = json!({}));
    let mut visit = browser.arrives_with(&[]).await;
    let url = visit.leaves_for("google").await;
    visit.comes_back("google", &provider.signs_in(&url)).await.sees(StepType::Complete);
    visit.does(restart()).await.sees(StepType::Identify);
    assert_eq!(asked(&visit.leaves_for("google").await).0.as_deref(), Some("select_account"));
}

async fn parts() -> (FakeProvider, TestApp) {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    (provider, app)
}

/// The authentication time is the provider's `auth_time`, unless a factor was verified here later.
#[tokio::test]
async fn the_product_is_told_when_the_person_really_signed_in() {
    let (provider, app) = parts().await;
    for (auth_time, expected) in
        [(json!(START - 4000), START - 4000), (Value::Null, START), (json!(START + 4000), START)]
    {
        provider.behaves(|it| it.claims = json!({ "auth_time": auth_time }));
        let mut browser = app.browser();
        let mut visit = browser.arrives_with(&[]).await;
        let url = visit.leaves_for("google").await;
        let code = visit.comes_back("google", &provider.signs_in(&url)).await.code();
        let tokens: Value = browser.exchange(&code, &[]).await.json();
        let who: Value = browser.userinfo(tokens["access_token"].as_str().expect("a token")).await.json();
        assert_eq!(who["auth_time"], expected, "{auth_time}");
    }
}

/// A session from an earlier sign-in at the provider has the age of that sign-in.
#[tokio::test]
async fn a_session_is_as_old_as_its_sign_in() {
    let (provider, app) = parts().await;
    provider.behaves(|it| it.claims = json!({ "auth_time": START - 4000 }));
    let mut browser = app.browser();
    let mut visit = browser.arrives_with(&[]).await;
    let url = visit.leaves_for("google").await;
    visit.comes_back("google", &provider.signs_in(&url)).await.sees(StepType::Complete);
    for (max_age, is_asked) in [("4000", false), ("3999", true)] {
        let answer = browser.authorize(&[("max_age", max_age)]).await;
        assert_eq!(answer.redirect_param("request").is_some(), is_asked, "{max_age}");
        let silent = browser.authorize(&[("max_age", max_age), ("prompt", "none")]).await;
        let error = is_asked.then(|| "login_required".to_owned());
        assert_eq!(silent.redirect_param("error"), error, "{max_age}");
    }
    // The flow must not continue automatically for a person who is to select an account.
    let handle = browser.authorize(&[("prompt", "select_account")]).await.redirect_param("request");
    let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
    assert_eq!(flow.step.step_type(), StepType::Identify);
    let wrong = browser.authorize(&[("max_age", "soon")]).await;
    assert_eq!(wrong.redirect_param("error").as_deref(), Some("invalid_request"));
    assert_eq!(wrong.status, StatusCode::SEE_OTHER);
}
