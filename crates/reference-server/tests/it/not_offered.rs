//! What a flow does not offer is refused, at every step, and changes nothing.

use auth_contract::{Action, ActionType, Flow, Method, ProblemCode, RawJson, Secret};
use serde_json::{Value, json};

use crate::support::{
    Browser, TestApp, acknowledge, choose_totp, identify, identify_with_password, submit_code, submit_password,
    switch_to,
};

/// One of each.
fn every_action() -> Vec<Action> {
    let actions = vec![
        identify("kari.nordmann@example.no"),
        submit_password("fjord-lantern-4821"),
        Action::StartFederation { provider: "google".into() },
        submit_code("123456"),
        Action::SubmitPublicKey { credential: RawJson::new("{}"), name: None, trust_device: false },
        Action::SelectMethod { method: Method::Totp },
        Action::SetDestination { destination: "kari.nordmann@example.no".into(), country: None },
        Action::Resend,
        switch_to("recovery_codes"),
        Action::Skip,
        acknowledge(),
        Action::ChangePassword { new_password: Secret::new("fjord-lantern-4821") },
        Action::RequestReset { identifier: None },
        Action::SelectOrganization { organization: "northwind".into() },
        Action::SetPin { pin: Secret::new("1234") },
        Action::SubmitPin { pin: Secret::new("1234") },
        Action::Confirm,
        Action::Back,
        Action::Restart,
    ];
    let types: Vec<ActionType> = actions.iter().map(Action::action_type).collect();
    assert_eq!(types, ActionType::ALL, "an action of the contract is not tried here");
    actions
}

/// A flow somewhere on its way, in a browser of its own.
struct Place {
    name: &'static str,
    browser: Browser,
    flow: Flow,
}

/// The place that these actions lead to.
async fn after(app: &TestApp, name: &'static str, actions: &[Action]) -> Place {
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    for action in actions {
        visit.does(action.clone()).await;
    }
    let flow = visit.flow;
    Place { name, browser, flow }
}

/// Every step that this release can reach, and every variant of it that offers something else.
async fn every_reachable_step(app: &TestApp) -> Vec<Place> {
    let signed = |purpose: &str| identify_with_password(app.person(purpose).username, app.person(purpose).password);
    let mut places = vec![
        after(app, "identify", &[]).await,
        after(app, "password", &[identify("kari.nordmann@example.no")]).await,
        after(app, "mfa_enroll_select", &[signed("enroll")]).await,
        after(app, "mfa_enroll_select that may be skipped", &[signed("skip_allowed")]).await,
        after(app, "totp_enroll", &[signed("skip_allowed"), choose_totp()]).await,
        after(app, "mfa_challenge", &[signed("totp")]).await,
        after(app, "mfa_challenge for a recovery code", &[signed("totp"), switch_to("recovery_codes")]).await,
        after(app, "complete", &[signed("plain")]).await,
    ];

    let mut denied = after(app, "denied", &[signed("totp")]).await;
    while denied.flow.actions.contains(&ActionType::SubmitCode) {
        let answer = denied.browser.act(&denied.flow, submit_code("000000")).await;
        denied.flow = if answer.status == 200 { answer.flow() } else { *answer.problem().flow.expect("the flow") };
    }
    places.push(denied);

    let mut browser = app.browser();
    let flow = browser.start(json!({ "return_to": "https://evil.example/" })).await.flow();
    places.push(Place { name: "denied for an invalid request", browser, flow });
    places
}

/// The recovery codes, in an app of their own: an authenticator that is enrolled changes what the places above offer.
async fn recovery_codes() -> (TestApp, Place) {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.enrolls(app.person("enroll"), app.now()).await;
    let flow = visit.flow;
    (app, Place { name: "recovery_codes", browser, flow })
}

#[tokio::test]
async fn what_is_not_offered_is_refused_and_changes_nothing() {
    let app = TestApp::new();
    let (_other_app, recovery_codes) = recovery_codes().await;
    let mut places = every_reachable_step(&app).await;
    places.push(recovery_codes);
    let mut tried = 0;
    for Place { name, mut browser, flow } in places {
        let before = seen(&mut browser, &flow).await;
        for action in every_action() {
            let action_type = action.action_type();
            if flow.actions.contains(&action_type) {
                continue;
            }
            let problem = browser.act(&flow, action).await.problem();
            assert_eq!(problem.code, ProblemCode::ActionNotAllowed, "{} at {name}", action_type.name());
            assert_eq!(problem.status, 403);
            let embedded = problem.flow.expect("the flow as it is");
            assert_eq!((embedded.revision, &embedded.step), (flow.revision, &flow.step));
            assert_eq!(seen(&mut browser, &flow).await, before, "{} at {name} changed something", action_type.name());
            tried += 1;
        }
    }
    assert!(tried > 150, "only {tried} combinations were tried");
}

/// Everything that a browser can see of a flow and of who is signed in.
async fn seen(browser: &mut Browser, flow: &Flow) -> (Value, Value) {
    (browser.resume(flow).await.json(), browser.get("/auth/v1/session").await.json())
}

#[tokio::test]
async fn an_offered_action_is_always_one_that_the_contract_knows_for_the_step() {
    let app = TestApp::new();
    for Place { name, flow, .. } in every_reachable_step(&app).await {
        let possible = flow.step.step_type().possible_actions();
        assert!(flow.actions.iter().all(|action| possible.contains(action)), "{name}: {:?}", flow.actions);
    }
}
