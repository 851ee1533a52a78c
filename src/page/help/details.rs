//! The details for support (U13). They contain nothing from a secret field; the typed name is shown before it is copied.

use auth_contract::{ClientPlatform, FederationReason, FlowNotice, Handoff, Method, NoticeCode, Step, Timestamp};

use super::device::Device;
use crate::context::ScreenState;
use crate::flow::{Screen, SubmitError};
use crate::host;
use crate::i18n::wording;
use crate::i18n::{Key, Words};

/// What the flow does not know.
#[derive(Clone, Debug)]
pub struct Environment {
    /// What the person typed to say who they are.
    pub identifier: String,
    /// The origin of the page.
    pub address: String,
    pub device: Device,
    /// The server's clock now, as well as the device can tell.
    pub now: Timestamp,
}

/// Label and value of each thing that is known. `cause` led to the failure that is on screen.
pub fn facts(
    words: Words,
    state: &ScreenState,
    cause: Option<&SubmitError>,
    environment: &Environment,
) -> Vec<(&'static str, String)> {
    let flow = state.flow.as_deref();
    let error = state.submit.error().or(cause);
    let told = flow.and_then(|flow| flow.notice.as_ref()).filter(|notice| is_of_provider(notice.code));
    let when = error.and_then(|error| error.at).unwrap_or(environment.now);
    let app = flow.and_then(|flow| flow.client.as_ref()).map(|client| {
        let version = client.version.as_deref().unwrap_or_default();
        format!("{} {version} {}", client.name, platform(client.platform))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    let person = flow.and_then(|flow| flow.subject.as_ref()).map(|subject| subject.display.clone());
    let clock = wording::clock_off(words, state.offset).map(|_| format!("{:+} s", -state.offset));
    let all = [
        (Key::IdentifyLabel, person.or_else(|| Some(environment.identifier.clone()))),
        (Key::SupportError, error_text(words, state, error, environment.now)),
        (Key::CommonReference, error.and_then(|error| error.reference.clone()).or_else(|| told?.reference.clone())),
        (Key::CommonTime, Some(host::utc(when))),
        (Key::SupportStep, Some(step(state))),
        (Key::SupportProvider, provider(state, told)),
        (Key::SupportApp, app),
        (Key::SupportPage, Some(page(&environment.address))),
        (Key::SupportDevice, Some(environment.device.text(words))),
        (Key::SupportBrowser, Some(environment.device.browser.clone())),
        (Key::SupportClock, clock),
        (Key::FooterLanguage, Some(words.tag().to_owned())),
    ];
    let known =
        all.into_iter().filter_map(|(key, value)| Some((words.get(key), value.filter(|value| !value.is_empty())?)));
    known.collect()
}

fn page(address: &str) -> String {
    let page = concat!("Portico ", env!("CARGO_PKG_VERSION"));
    if address.is_empty() { page.to_owned() } else { format!("{page}, {address}") }
}

/// The same as lines of text.
pub fn as_text(facts: &[(&'static str, String)]) -> String {
    facts.iter().fold(String::new(), |mut text, (label, value)| {
        text.extend([label, ": ", value, "\n"]);
        text
    })
}

/// The exact code, and the words that the person has read.
fn error_text(words: Words, state: &ScreenState, error: Option<&SubmitError>, now: Timestamp) -> Option<String> {
    let said = error.map(|error| {
        let text = wording::error(words, error, state.step(), now);
        format!("{} – {text}", error.kind.name())
    });
    let notice = state.flow.as_ref().and_then(|flow| flow.notice.as_ref()).filter(|notice| is_of_provider(notice.code));
    let told =
        notice.map(|notice| format!("{} – {}", wording::notice_name(notice.code), wording::notice(words, notice)));
    said.or(told).or_else(|| match (&state.screen, state.step()) {
        (Screen::Failure(failure), _) => Some(failure.name().to_owned()),
        (Screen::Step, Some(Step::Denied(denied))) => Some(denied_name(denied.code).to_owned()),
        _ => None,
    })
}

/// The names of the contract: support reads the same ones in the server's log.
fn step(state: &ScreenState) -> String {
    match (&state.screen, state.step()) {
        (Screen::Identify, _) => "identify".to_owned(),
        (_, None) => String::new(),
        (_, Some(step)) => {
            let detail = match step {
                Step::MfaChallenge(step) => method(step.method).to_owned(),
                Step::OtpDestination(step) => method(step.method).to_owned(),
                Step::OtpEnroll(step) => method(step.method).to_owned(),
                Step::AppUpdate(step) => format!("{} → {}", step.installed.as_deref().unwrap_or("?"), step.required),
                Step::FederationRedirect(step) if step.reason == FederationReason::Social => "social".to_owned(),
                Step::FederationRedirect(_) => "sso".to_owned(),
                Step::Complete(step) if step.handoff != Handoff::Web => "native".to_owned(),
                _ => String::new(),
            };
            let name = step.step_type().name();
            if detail.is_empty() { name.to_owned() } else { format!("{name} ({detail})") }
        }
    }
}

/// Whether the notice says what came of a sign-in at an identity provider. Its first parameter is that one's name.
fn is_of_provider(code: NoticeCode) -> bool {
    let name = wording::notice_name(code);
    name.starts_with("federation_") || name.starts_with("account_exists")
}

/// The identity provider, and for whose people it is: on the way there, and after coming back with nothing.
fn provider(state: &ScreenState, told: Option<&FlowNotice>) -> Option<String> {
    if let (Screen::Step, Some(Step::FederationRedirect(step))) = (&state.screen, state.step()) {
        let whose = step.organization.as_ref().map(|name| [", ", name].concat()).unwrap_or_default();
        return Some(format!("{} ({}){whose}", step.provider.name, step.provider.id));
    }
    told?.params.first().cloned()
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Totp => "totp",
        Method::Email => "email",
        Method::Sms => "sms",
        Method::Passkey => "passkey",
        Method::RecoveryCode => "recovery_code",
        Method::Unknown => "",
    }
}

fn platform(platform: ClientPlatform) -> &'static str {
    match platform {
        ClientPlatform::Web => "(web)",
        ClientPlatform::Desktop => "(desktop)",
        ClientPlatform::Ios => "(iOS)",
        ClientPlatform::Android => "(Android)",
        ClientPlatform::Unknown => "",
    }
}

fn denied_name(code: auth_contract::DeniedCode) -> &'static str {
    use auth_contract::DeniedCode;
    match code {
        DeniedCode::AccountDisabled => "account_disabled",
        DeniedCode::NotAuthorized => "not_authorized",
        DeniedCode::InvalidRequest => "invalid_request",
        DeniedCode::ClientOutdated => "client_outdated",
        DeniedCode::TooManyAttempts => "too_many_attempts",
        DeniedCode::NotBegunHere => "not_begun_here",
        DeniedCode::Unknown => "unknown",
    }
}
