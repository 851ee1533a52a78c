//! At every step, an action that is not in `actions` is refused and changes nothing.

use std::collections::BTreeSet;

use auth_contract::{Action, ActionType, Flow, Method, ProblemCode, RawJson, Secret, Step};
use serde_json::{Value, json};

use crate::support::{
    Browser, FakeProvider, SecurityKey, TestApp, acknowledge, choose, choose_totp, identify, identify_with_password,
    newest_code, request_reset, send_to, submit_code, submit_password, switch_to,
};

/// Every step that the server can be at.
const STEPS_OF_THIS_RELEASE: [&str; 15] = [
    "complete",
    "denied",
    "federation_redirect",
    "identify",
    "mfa_challenge",
    "mfa_enroll_select",
    "otp_destination",
    "otp_enroll",
    "passkey_enroll",
    "password",
    "password_change",
    "password_reset_code",
    "password_reset_request",
    "recovery_codes",
    "totp_enroll",
];

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
        after(app, "mfa_challenge by mail", &[signed("email")]).await,
        after(app, "otp_destination by mail", &[signed("skip_allowed"), choose(Method::Email)]).await,
        after(app, "otp_destination by text", &[signed("migration_sms"), choose(Method::Sms)]).await,
        after(app, "otp_enroll", &[signed("migration_sms"), choose(Method::Sms), send_to("+4748123477")]).await,
        after(app, "passkey_enroll", &[signed("skip_allowed"), choose(Method::Passkey)]).await,
        after(app, "password_change", &[signed("forced_change")]).await,
        after(app, "password_reset_request", &[request_reset(None)]).await,
        after(app, "password_reset_code", &[identify("olav.lie@example.no"), request_reset(None)]).await,
        after(app, "password_reset_code of nobody", &[identify("nobody@example.no"), request_reset(None)]).await,
        after(app, "complete", &[signed("plain")]).await,
    ];
    places.extend(after_a_code(app).await);

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

/// The places behind a code that is sent.
async fn after_a_code(app: &TestApp) -> [Place; 3] {
    let signed = |purpose: &str| identify_with_password(app.person(purpose).username, app.person(purpose).password);
    let forgot = |purpose: &str| [identify(app.person(purpose).username), request_reset(None)];
    let mut places = [
        after(app, "mfa_enroll_select that is advice", &[signed("sms")]).await,
        after(app, "password_change after a reset", &forgot("reset")).await,
        after(app, "mfa_challenge of a reset", &forgot("reset_totp")).await,
    ];
    for (place, purpose) in places.iter_mut().zip(["sms", "reset", "reset_totp"]) {
        let person = app.person(purpose);
        let code = newest_code(&mut place.browser, person.phone.unwrap_or(person.username)).await;
        place.flow = place.browser.act(&place.flow, submit_code(&code)).await.flow();
    }
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

/// Asked for a passkey, in an app of their own.
async fn passkey_challenge() -> (TestApp, Place) {
    let app = TestApp::new();
    let ida = app.person("passkey");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(ida).await.does(choose(Method::Passkey)).await;
    let Step::PasskeyEnroll(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    let created = SecurityKey::new(1).creates(&step.public_key);
    visit.does(created).await;
    let signed = identify_with_password(ida.username, ida.password);
    let place = after(&app, "mfa_challenge for a passkey", &[signed]).await;
    assert!(place.flow.actions.contains(&ActionType::SubmitPublicKey), "{:?}", place.flow.actions);
    (app, place)
}

/// On the way to an identity provider, in an app that has one. Answers the provider, too: it lives as long as the place.
async fn federation_redirects() -> (TestApp, FakeProvider, [Place; 2]) {
    let provider = FakeProvider::start().await;
    let registrations = provider.registrations("");
    let app = TestApp::with(|settings| settings.providers = Some(registrations));
    let press = Action::StartFederation { provider: "google".into() };
    let places = [
        after(&app, "federation_redirect by a button", &[press]).await,
        after(&app, "federation_redirect by an organisation", &[identify("dr.lie@fjord.example")]).await,
    ];
    (app, provider, places)
}

#[tokio::test]
async fn what_is_not_offered_is_refused_and_changes_nothing() {
    let app = TestApp::new();
    let (_other_app, recovery_codes) = recovery_codes().await;
    let (_third_app, passkey_challenge) = passkey_challenge().await;
    let (_fourth_app, _provider, redirects) = federation_redirects().await;
    let mut places = every_reachable_step(&app).await;
    places.extend([recovery_codes, passkey_challenge]);
    places.extend(redirects);
    let reached: BTreeSet<&str> = places.iter().map(|place| place.flow.step.step_type().name()).collect();
    assert_eq!(reached, BTreeSet::from(STEPS_OF_THIS_RELEASE), "every step is tried");
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
    assert!(tried > 350, "only {tried} combinations were tried");
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
