//! Federated sign-in: which local account a provider's response identifies, and who is redirected to a provider.

mod linking;
mod organizations;
mod policies;
mod routing;
mod social;

use auth_contract::{FlowNotice, NoticeCode, Secret, Step, StepType};
use reference_server::{
    domain::identifier,
    flow::admin,
    store::{StoreError, accounts, federation},
};
use serde_json::{Value, json};

use crate::support::{Browser, FakeProvider, TestApp, Visit};

/// A server and the fake provider behind each of its providers; `more` is appended to the configuration file.
async fn start(more: &str) -> (TestApp, FakeProvider) {
    let provider = FakeProvider::start().await;
    let registrations = provider.registrations(&more.replace("{issuer}", &provider.issuer));
    let app = TestApp::with(|settings| settings.providers = Some(registrations));
    (app, provider)
}

/// Sets the account that signs in at the provider `id`: e-mail address and subject are equal.
fn is_there(provider: &FakeProvider, id: &str, email: &str) {
    claims(provider, json!({ "sub": email, "email": email, "aud": format!("portico-{id}") }));
}

fn claims(provider: &FakeProvider, claims: Value) {
    provider.behaves(|behaviour| behaviour.claims = claims);
}

impl Visit<'_> {
    /// Presses the provider's button, signs in there and returns.
    async fn goes_to(&mut self, provider: &FakeProvider, id: &str) -> &mut Self {
        let url = self.leaves_for(id).await;
        self.comes_back(id, &provider.signs_in(&url)).await
    }

    /// Signs in at the redirect target of the step, and returns.
    async fn goes_on_to(&mut self, provider: &FakeProvider, id: &str) -> &mut Self {
        let url = self.departure();
        self.comes_back(id, &provider.signs_in(&url)).await
    }

    /// The notice above the step.
    #[track_caller]
    fn is_told(&self, code: NoticeCode, params: &[&str]) -> &Self {
        let notice = self.flow.notice.clone();
        let params = params.iter().map(ToString::to_string).collect();
        assert_eq!(notice, Some(FlowNotice { code, params, reference: None }));
        self
    }

    /// The value of the field on the first screen.
    #[track_caller]
    fn filled_in(&self) -> Option<&str> {
        match &self.flow.step {
            Step::Identify(step) => step.identifier.as_deref(),
            other => panic!("the first screen was expected, not {other:?}"),
        }
    }
}

/// The username of the session in this browser.
async fn signed_in_as(browser: &mut Browser) -> Option<String> {
    let session: auth_contract::Session = browser.get("/auth/v1/session").await.json();
    session.subject.map(|subject| subject.display)
}

/// Whether Google alone completes the sign-in of this person.
async fn google_alone_signs_in(app: &TestApp, provider: &FakeProvider, email: &str) -> bool {
    is_there(provider, "google", email);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.goes_to(provider, "google").await;
    visit.flow.step.step_type() == StepType::Complete
}

/// Adds an account to the server with the operator's command.
async fn add_person(app: &TestApp, username: &str, email: Option<&str>, password: Option<&str>) {
    let hash =
        password.map(|password| app.app.passwords.passwords.hash(&Secret::new(password), &*app.app.flow.entropy));
    let account = accounts::Account {
        id: format!("ac_{username}"),
        username: username.into(),
        name: username.into(),
        role: "demo_mfa_none".into(),
        email: email.map(Into::into),
        phone: None,
    };
    let now = app.now();
    let added = app
        .app
        .store
        .transact(move |tx| accounts::insert(tx, &account, &identifier::key(&account.username), hash.as_deref(), now))
        .await;
    added.expect("nobody has this username");
}

/// Links a provider account to the account of `username` with the operator's command.
async fn link(app: &TestApp, provider: &'static str, subject: &'static str, username: &'static str) {
    let now = app.now();
    let linked = app.app.store.transact(move |tx| {
        let account = accounts::by_username_key(tx, &identifier::key(username))?.expect("somebody has this username");
        federation::link(tx, provider, subject, &account.id, now)?;
        Ok::<_, StoreError>(())
    });
    linked.await.expect("it is written");
}

/// Disables the account of `username`.
async fn close(app: &TestApp, username: &'static str) {
    let now = app.now();
    let closed = app.app.store.transact(move |tx| admin::set_closed(tx, username, true, now)).await;
    assert!(closed.expect("it is written"), "somebody has this username");
}
