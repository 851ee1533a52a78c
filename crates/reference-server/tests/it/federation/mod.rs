//! Federation with identity providers: request, response, and every possible error of a provider.

mod answers;
mod asking;
mod fresh;
mod returning;
mod tokens;

use auth_contract::{FlowNotice, NoticeCode, StepType};

use crate::support::{Browser, FakeProvider, TestApp, Visit};

/// A server whose providers are all this one; `more` is appended to its configuration file.
fn app_with(provider: &FakeProvider, more: &str) -> TestApp {
    let registrations = provider.registrations(more);
    TestApp::with(|settings| settings.providers = Some(registrations))
}

/// Goes to Google and returns. The result is the notice; `None` if the person is signed in.
async fn outcome(browser: &mut Browser, provider: &FakeProvider) -> Option<FlowNotice> {
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    visit.comes_back("google", &provider.signs_in(&url)).await;
    said(&visit)
}

/// The notice above the first screen; `None` if the person is signed in.
fn said(visit: &Visit<'_>) -> Option<FlowNotice> {
    match visit.flow.step.step_type() {
        StepType::Complete => None,
        StepType::Identify => Some(visit.flow.notice.clone().expect("a notice")),
        other => panic!("the end or the start was expected, not {other:?}"),
    }
}

/// The same, with the code of the notice.
fn code(notice: Option<FlowNotice>) -> Option<NoticeCode> {
    notice.map(|notice| notice.code)
}
