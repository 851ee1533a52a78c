//! Home realm discovery: who is redirected to a provider, without revealing which accounts exist.

use auth_contract::{Action, ActionType, FederationReason, NoticeCode, ProblemCode, Step, StepType};
use serde_json::json;

use super::{is_there, link, signed_in_as, start};
use crate::support::{TestApp, back, everything_logged, identify, identify_with_password, restart, submit_password};

const LIE: &str = "dr.lie@fjord.example";

#[tokio::test]
async fn an_organisation_is_recognised_however_it_is_typed() {
    let (app, _provider) = start("").await;
    for typed in [
        LIE,
        "nobody@fjord.example",
        " Dr.Lie@FJORD.example ",
        "dr.lie@fjord.example.",
        "dr.lie@ｆｊｏｒｄ.example",
        "fjord",
        "FJORD",
        "fjord\\lie",
        "lie@fjord",
    ] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify(typed)).await.sees(StepType::FederationRedirect);
        let Step::FederationRedirect(step) = &visit.flow.step else { unreachable!() };
        assert_eq!((step.provider.id.as_str(), step.reason), ("fjord", FederationReason::Sso), "{typed}");
        assert_eq!(step.organization.as_deref(), Some("Fjord Hospital Trust"));
        assert_eq!(step.url.contains("login_hint="), typed.contains(['@', '\\']), "{typed}: {}", step.url);
        assert_eq!(visit.flow.actions, [ActionType::Back, ActionType::Restart]);
    }
    for typed in ["kari@notfjord.example", "kari@fjord.example.no", "fjordx", "fjord lie", "@fjord.example"] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify(typed)).await.sees(StepType::Password);
    }
}

#[tokio::test]
async fn a_mistyped_username_is_mended_in_one_action_and_looked_up_again() {
    let (app, _provider) = start("").await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    for way in [back(), restart()] {
        visit.does(identify("dr.lie@fjord.exampel")).await.sees(StepType::Password);
        visit.does(back()).await.does(identify(LIE)).await.sees(StepType::FederationRedirect);
        visit.does(way).await.sees(StepType::Identify);
        assert_eq!(visit.filled_in(), Some(LIE));
        visit.does(identify("kari.nordmann@example.no")).await.sees(StepType::Password);
        visit.does(back()).await;
    }
}

#[tokio::test]
async fn a_password_that_a_manager_filled_is_not_looked_at() {
    let (app, _provider) = start("").await;
    let mut browser = app.browser();
    // More attempts than the limit for wrong passwords allows.
    for number in 0..15 {
        let mut visit = browser.arrives().await;
        visit.does(identify_with_password(LIE, &format!("guess {number}"))).await.sees(StepType::FederationRedirect);
    }
}

#[tokio::test]
async fn a_provider_that_is_down_leaves_the_person_where_they_are() {
    let app = TestApp::with(|settings| {
        let down = "[[provider]]\nid = \"down\"\nname = \"Down\"\nkind = \"social\"\nissuer = \"http://127.0.0.1:9\"\n\
                    client_id = \"x\"\nclient_secret = \"x\"\n[[provider]]\nid = \"fjord\"\nname = \"Fjord ID\"\n\
                    kind = \"enterprise\"\nissuer = \"http://127.0.0.1:9\"\nclient_id = \"x\"\nclient_secret = \"x\"\n\
                    [[organization]]\nid = \"fjord\"\nname = \"Fjord\"\nprovider = \"fjord\"\ndomains = [\"fjord.example\"]";
        let read = reference_server::domain::federation::Registrations::parse(down, std::path::Path::new("p.toml"));
        settings.providers = Some(read.expect("a file"));
    });
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let press = || Action::StartFederation { provider: "down".into() };
    let mut references = Vec::new();
    for (action, step, name, filled_in) in [
        (press(), StepType::Identify, "Down", None),
        (identify(LIE), StepType::Identify, "Fjord ID", Some(LIE)),
        (identify("kari"), StepType::Password, "", None),
        (press(), StepType::Password, "Down", None),
    ] {
        visit.does(action).await.sees(step);
        if name.is_empty() {
            assert_eq!(visit.flow.notice, None, "it passes with the next action");
            continue;
        }
        let notice = visit.flow.notice.clone().expect("a notice");
        assert_eq!((notice.code, &notice.params), (NoticeCode::FederationUnavailable, &vec![name.to_owned()]));
        references.push(notice.reference.expect("a reference"));
        if step == StepType::Identify {
            assert_eq!(visit.filled_in(), filled_in);
        }
        let seen = visit.flow.clone();
        assert_eq!(visit.reloads().await.flow.notice, seen.notice, "it is still there after a reload");
    }
    let log = everything_logged();
    assert!(references.iter().all(|reference| log.contains(reference.as_str())), "{references:?}");
    visit.does(back()).await.sees(StepType::Identify);
    visit.gives_password(app.person("plain")).await.sees(StepType::Complete);
}

#[tokio::test]
async fn only_what_is_offered_can_be_pressed() {
    let (app, _provider) = start("").await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let before = visit.flow.clone();
    for forged in ["fjord", "nobody", "", "Google", "google ", "../google", &"x".repeat(3000)] {
        let problem = visit.fails(Action::StartFederation { provider: forged.into() }).await;
        assert_eq!((problem.code, problem.errors[0].pointer.as_str()), (ProblemCode::InvalidInput, "/provider"));
        let now = visit.browser.resume(&before).await.flow();
        assert_eq!((now.revision, &now.step), (before.revision, &before.step));
    }
}

#[tokio::test]
async fn by_person_only_where_the_operator_has_chosen_so() {
    for (more, expected) in [("", StepType::Password), ("[routing]\nby_person = true", StepType::FederationRedirect)] {
        let (app, provider) = start(more).await;
        link(&app, "fjord", "s-5", "Åse Sørbø").await;
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify("åse sørbø")).await.sees(expected);
        if expected == StepType::FederationRedirect {
            super::claims(&provider, json!({ "sub": "s-5", "aud": "portico-fjord" }));
            visit.goes_on_to(&provider, "fjord").await.sees(StepType::Complete);
            assert_eq!(signed_in_as(&mut browser).await.as_deref(), Some("Åse Sørbø"));
        }
        let mut visit = browser.arrives().await;
        visit.does(identify("nobody at all")).await.sees(StepType::Password);
        visit.does(back()).await.does(identify("liv.aasen@example.no")).await.sees(StepType::Password);
        assert_eq!(visit.fails(submit_password("x")).await.code, ProblemCode::InvalidCredentials);
    }
}

#[tokio::test]
async fn a_repeated_press_leads_to_the_same_place_and_asks_once() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", "liv.aasen@example.no");
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    let press = Action::StartFederation { provider: "google".into() };
    let first = browser.act_under(Some("press"), &flow, press.clone()).await;
    let again = browser.act_under(Some("press"), &flow, press).await;
    assert_eq!((first.status.as_u16(), &first.body), (200, &again.body));
    let mut visit = crate::support::Visit { flow: again.flow(), browser: &mut browser };
    visit.goes_on_to(&provider, "google").await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_restart_of_the_server_on_the_way_loses_nothing() {
    let (app, provider) = start("").await;
    is_there(&provider, "google", "tor.fjell@example.no");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    let flow = visit.flow;
    let app = app.restarted();
    let mut browser = browser.meets(&app);
    let mut visit = crate::support::Visit { flow, browser: &mut browser };
    assert_eq!(visit.reloads().await.departure(), url);
    visit.goes_on_to(&provider, "google").await.sees(StepType::Password);
    let flow = visit.flow;
    let app = app.restarted();
    let mut browser = browser.meets(&app);
    let mut visit = crate::support::Visit { flow, browser: &mut browser };
    visit.reloads().await.is_told(NoticeCode::AccountExists, &["Google"]);
    visit.does(submit_password(app.person("social_exists").password)).await.sees(StepType::Complete);
    assert!(super::google_alone_signs_in(&app, &provider, "tor.fjell@example.no").await);
}
