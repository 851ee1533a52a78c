//! The callback: one response, bound to one browser, valid once.

use auth_contract::{DeniedCode, NoticeCode, Step, StepType};
use http::StatusCode;
use reference_server::domain::federation::CALLBACK;
use serde_json::json;

use super::{app_with, code, said};
use crate::support::{Browser, FakeProvider, TestApp, everything_logged};

/// The response to a browser that opens this URL of the page.
async fn is_denied(browser: &mut Browser, page: &str) -> Option<DeniedCode> {
    let handle = page.strip_prefix("/?request=").unwrap_or_else(|| panic!("{page} begins nothing new"));
    let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
    match flow.step {
        Step::Denied(step) => Some(step.code),
        _ => None,
    }
}

async fn parts() -> (FakeProvider, TestApp) {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    (provider, app)
}

#[tokio::test]
async fn code_and_state_leave_the_address_before_the_page_is_reached() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let params = visit.signs_in_at(&provider, "google").await;

    let first = visit
        .browser
        .navigates(&format!("{CALLBACK}/google?code={}&state={}&iss={}", params[0].1, params[1].1, params[2].1))
        .await;
    assert_eq!((first.status, first.header("cache-control")), (StatusCode::SEE_OTHER, "no-store"));
    assert_eq!(first.header("referrer-policy"), "no-referrer");
    let second = first.header("location");
    assert!(second.starts_with("/auth/v1/federation/callback/google?handle="), "{second}");
    assert!(!second.contains(&params[0].1) && !second.contains(&params[1].1));
    assert_eq!(provider.asked("/token"), 0, "nothing is redeemed before the browser has shown its cookie");

    let third = visit.browser.navigates(second).await;
    assert_eq!(third.header("location"), visit.page());
    assert!(visit.browser.cookies.contains_key("__Host-session"));
    visit.reloads().await.sees(StepType::Complete);

    let redeemed = provider.redeemed();
    assert_eq!(redeemed.len(), 1);
    assert!(redeemed[0].starts_with("Basic "), "client_secret_basic, unless told otherwise");
    assert!(redeemed[0].contains("code_verifier=") && redeemed[0].contains("grant_type=authorization_code"));
    assert!(
        redeemed[0].contains("redirect_uri=http%3A%2F%2Flocalhost%3A8787%2Fauth%2Fv1%2Ffederation%2Fcallback%2Fgoogle")
    );
}

#[tokio::test]
async fn the_page_is_in_the_language_that_it_was_left_in() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut flow = browser.start(json!({ "locale": "nb" })).await.flow();
    let action = auth_contract::Action::StartFederation { provider: "google".into() };
    flow = browser.act(&flow, action).await.flow();
    let Step::FederationRedirect(step) = &flow.step else { panic!("a way to the provider") };
    let params = provider.signs_in(&step.url);
    let page = browser.returns("google", &params).await;
    assert_eq!(page, format!("/?flow={}&ui_locales=nb#resume", flow.id));
    // The language that the person chose meanwhile is in a cookie, which takes precedence.
    browser.cookies.insert("portico-locale".into(), "en".into());
    assert_eq!(browser.returns("google", &params).await, format!("/?flow={}#resume", flow.id));
}

#[tokio::test]
async fn an_answer_by_form_comes_without_cookies_and_is_fetched_with_them() {
    let (provider, app) = parts().await;
    provider.behaves(|it| it.claims = json!({ "aud": "portico-apple", "sub": "unni.vik@example.no" }));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("apple").await;
    assert!(url.contains("response_mode=form_post"), "{url}");
    let location = visit.browser.posts_callback("apple", &provider.signs_in(&url)).await;
    let page = visit.browser.navigates(&location).await;
    assert_eq!(page.header("location"), visit.page());
    visit.reloads().await.sees(StepType::Complete);
    assert!(provider.redeemed()[0].contains("client_secret="), "Apple takes it in the body only");

    // A handle in a form could come from another site (CSRF).
    let stolen = vec![("handle", location.rsplit('=').next().expect("a handle").to_owned())];
    assert!(visit.browser.posts_callback("apple", &stolen).await.starts_with("/?request="));
}

#[tokio::test]
async fn an_answer_that_comes_again_leads_to_the_flow_as_it_is() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let params = visit.signs_in_at(&provider, "google").await;
    let handle = visit.browser.opens_callback("google", &params).await;
    visit.comes_back("google", &params).await.sees(StepType::Complete);
    let revision = visit.flow.revision;

    // The URL from the history, another handle for the same response, and the first handle again.
    visit.comes_back("google", &params).await.sees(StepType::Complete);
    for _ in 0..2 {
        let page = visit.browser.navigates(&handle).await;
        assert_eq!(page.header("location"), visit.page());
    }
    assert_eq!(visit.flow.revision, revision);
    assert_eq!(provider.asked("/token"), 1, "a code is redeemed once");
}

#[tokio::test]
async fn in_another_browser_an_answer_is_worth_nothing_and_stays_good_where_it_belongs() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let params = visit.signs_in_at(&provider, "google").await;

    // A browser without cookies, and one with a flow of its own.
    let mut strangers = [app.browser(), app.browser()];
    strangers[1].arrives().await;
    for stranger in &mut strangers {
        let page = stranger.returns("google", &params).await;
        assert_eq!(is_denied(stranger, &page).await, Some(DeniedCode::NotBegunHere));
        assert!(!stranger.cookies.contains_key("__Host-session"));
    }
    assert_eq!(provider.asked("/token"), 0);
    visit.comes_back("google", &params).await.sees(StepType::Complete);
}

#[tokio::test]
async fn an_answer_to_no_question_begins_nothing() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let params = visit.signs_in_at(&provider, "google").await;
    let invented = [
        ("google", vec![("code", "c".to_owned()), ("state", "invented".into())]),
        ("google", vec![("code", "c".to_owned())]),
        ("google", vec![("error", "access_denied".to_owned())]),
        ("google", vec![("handle", "invented".to_owned())]),
        ("google", vec![]),
        ("nobody", params.clone()),
    ];
    for (provider, params) in invented {
        let page = visit.browser.returns(provider, &params).await;
        assert_eq!(is_denied(visit.browser, &page).await, Some(DeniedCode::NotBegunHere), "{provider} {params:?}");
    }
    visit.comes_back("google", &params).await.sees(StepType::Complete);
}

#[tokio::test]
async fn what_was_asked_of_one_provider_no_other_can_answer() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    visit.comes_back("microsoft", &provider.signs_in(&url)).await;
    assert_eq!(code(said(&visit)), Some(NoticeCode::FederationFailed));
    assert_eq!(provider.asked("/token"), 0, "no code goes to somebody else's token endpoint");
}

#[tokio::test]
async fn what_was_left_by_back_is_no_longer_answered() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let first = visit.signs_in_at(&provider, "google").await;
    visit.does(crate::support::back()).await.sees(StepType::Identify);
    visit.comes_back("google", &first).await.sees(StepType::Identify);
    assert_eq!(visit.flow.notice, None);

    let second = visit.leaves_for("google").await;
    visit.comes_back("google", &first).await.sees(StepType::FederationRedirect);
    visit.comes_back("google", &provider.signs_in(&second)).await.sees(StepType::Complete);
}

/// The server stopped during the request to the provider.
#[tokio::test]
async fn an_answer_that_got_lost_here_leads_back_to_the_start_and_not_round_in_circles() {
    for is_asked_for_anew in [false, true] {
        let (provider, app) = parts().await;
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        let params = visit.signs_in_at(&provider, "google").await;
        let handle = visit.browser.opens_callback("google", &params).await;
        let state = reference_server::domain::federation::state_fingerprint(&app.app.flow.vault, &params[1].1);
        let (parts, answer) = (app.app.clone(), handle.rsplit('=').next().expect("a handle").to_owned());
        let answer = parts.flow.vault.fingerprint("federation answer", answer.as_bytes());
        let now = app.now();
        let taken = app.app.store.transact(move |tx| {
            use reference_server::{
                domain::federation::{Answer, Attempt},
                store::federation,
            };
            let answer = federation::take_answer::<Answer>(tx, &parts.flow.vault, &answer, now)?;
            let attempt = federation::consume::<Attempt>(tx, &parts.flow.vault, &state)?;
            Ok::<_, reference_server::store::StoreError>(answer.is_some() && attempt.is_some())
        });
        assert!(taken.await.expect("the store works"));
        let app = app.restarted();

        let mut browser = browser.meets(&app);
        // The person reloads, or presses "Continue" and the provider redirects back again.
        let page = if is_asked_for_anew {
            browser.returns("google", &params).await
        } else {
            browser.navigates(&handle).await.header("location").to_owned()
        };
        assert!(page.starts_with("/?flow="), "{page}");
        let id = page["/?flow=".len()..].split('&').next().expect("an id").to_owned();
        let flow = browser.get(&format!("/auth/v1/flows/{id}")).await.flow();
        assert_eq!(flow.step.step_type(), StepType::Identify);
        let notice = flow.notice.expect("words about it");
        assert_eq!(notice.code, NoticeCode::FederationLate);
        assert!(notice.reference.is_some());
        assert_eq!(provider.asked("/token"), 0);
    }
}

#[tokio::test]
async fn a_flow_that_is_over_is_told_nothing() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let params = visit.signs_in_at(&provider, "google").await;
    app.seconds_pass(31 * 60);
    let page = visit.browser.returns("google", &params).await;
    assert_eq!(page, visit.page(), "where the page says that it took too long");
    assert_eq!(provider.asked("/token"), 0);
    assert_eq!(visit.browser.resume(&visit.flow).await.problem().code, auth_contract::ProblemCode::FlowExpired);
}

#[tokio::test]
async fn nothing_secret_of_the_journey_is_written_down() {
    let (provider, app) = parts().await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    let params = provider.signs_in(&url);
    let handle = visit.browser.opens_callback("google", &params).await;
    visit.browser.navigates(&handle).await;
    provider.behaves(|it| it.claims = json!({ "nonce": "wrong" }));
    let mut second = app.browser();
    super::outcome(&mut second, &provider).await;

    let redeemed = provider.redeemed();
    let verifier = redeemed[0].split("code_verifier=").nth(1).expect("a verifier").split('&').next().expect("a value");
    let nonce = url.split("nonce=").nth(1).expect("a nonce").split('&').next().expect("a value");
    let basic = redeemed[0].split(' ').nth(1).expect("credentials");
    let logged = everything_logged();
    assert!(logged.contains("the identity provider's answer is of no use"), "the log is read at all");
    for secret in [
        &params[0].1,
        &params[1].1,
        nonce,
        verifier,
        basic,
        "the-access-token",
        "demo-secret-of-a-demo-provider",
        handle.rsplit('=').next().expect("a handle"),
        "liv.aasen",
    ] {
        assert!(!logged.contains(secret), "{secret}");
    }
    let stored = std::fs::read(app.folder().join("portico.sqlite3")).expect("the database");
    let wal = std::fs::read(app.folder().join("portico.sqlite3-wal")).unwrap_or_default();
    let stored = [stored, wal].concat();
    for secret in [verifier, nonce, params[1].1.as_str(), params[0].1.as_str()] {
        assert!(
            !stored.windows(secret.len()).any(|window| window == secret.as_bytes()),
            "{secret} stands in the database"
        );
    }
}

#[tokio::test]
async fn whoever_came_by_the_name_of_a_brand_goes_back_to_it() {
    let provider = FakeProvider::start().await;
    let registrations = provider.registrations("");
    let app = TestApp::with(|settings| {
        settings.providers = Some(registrations);
        settings.brand_hosts.insert("clinic.localhost".into(), "fjord".into());
    });
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let action =
        serde_json::json!({ "revision": visit.flow.revision, "type": "start_federation", "provider": "google" });
    let path = format!("/auth/v1/flows/{}/actions", visit.flow.id);
    let request = Browser::page(http::Method::POST, &path).header("host", "clinic.localhost:8787");
    visit.flow = visit.browser.send(request, action.to_string()).await.flow();
    let url = visit.departure();
    assert!(url.contains("redirect_uri=http%3A%2F%2Flocalhost%3A8787%2F"), "the one that is registered: {url}");

    // Cookies belong to the other host, so the callback arrives without them.
    let location = visit.browser.posts_callback("google", &provider.signs_in(&url)).await;
    let back = location.strip_prefix("http://clinic.localhost:8787").unwrap_or_else(|| panic!("{location}"));
    let page = visit.browser.navigates(back).await;
    assert_eq!(page.header("location"), visit.page());
    visit.reloads().await.sees(StepType::Complete);
}
