//! Help for the step that is on screen (U12, U13, C4, M6): short questions with their answers, whom to ask, and what
//! support will want to know. It stands below every screen in the frame of the page, drawn at build time for the first
//! one, and the program keeps it in step with the flow without drawing it anew.
//!
//! Which questions belong to which step is the table in [`topics`]; each has its text once, in the locale files.

#[cfg(feature = "csr")]
mod adopted;
pub mod details;
pub mod device;
#[cfg(feature = "bundled")]
mod panel;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use auth_contract::{ActionType, ClientPlatform, FederationReason, Handoff, Method, ProblemCode, Step};

use crate::context::ScreenState;
use crate::flow::{Failure, Screen, SubmitErrorKind};
use crate::i18n::wording;
use crate::i18n::{Key, Words};

#[cfg(feature = "csr")]
pub(crate) use adopted::Help;
#[cfg(feature = "bundled")]
pub use panel::{Contact, panel};

/// A question that people have at a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Stuck,
    Stale,
    Redirect,
    App,
    Which,
    Refused,
    Forgot,
    Manager,
    Choose,
    Clock,
    Mail,
    Sms,
    Other,
    Lost,
    Codes,
    Keep,
    Destination,
    Passkey,
    NoCode,
    NewPassword,
    Paused,
    Opens,
    Updated,
    NoUpdate,
    Leave,
    WrongOrganization,
    AnotherWay,
    Organization,
}

impl Topic {
    /// The keys of question and answer.
    pub fn keys(self) -> (Key, Key) {
        match self {
            Self::Stuck => (Key::HelpStuck, Key::HelpStuckText),
            Self::Stale => (Key::HelpStale, Key::HelpStaleText),
            Self::Redirect => (Key::HelpRedirect, Key::HelpRedirectText),
            Self::App => (Key::HelpApp, Key::HelpAppText),
            Self::Which => (Key::HelpWhich, Key::HelpWhichText),
            Self::Refused => (Key::HelpRefused, Key::HelpRefusedText),
            Self::Forgot => (Key::HelpForgot, Key::HelpForgotText),
            Self::Manager => (Key::HelpManager, Key::HelpManagerText),
            Self::Choose => (Key::HelpChoose, Key::HelpChooseText),
            Self::Clock => (Key::HelpClock, Key::HelpClockText),
            Self::Mail => (Key::HelpMail, Key::HelpMailText),
            Self::Sms => (Key::HelpSms, Key::HelpSmsText),
            Self::Other => (Key::HelpOther, Key::HelpOtherText),
            Self::Lost => (Key::HelpLost, Key::HelpLostText),
            Self::Codes => (Key::HelpCodes, Key::HelpCodesText),
            Self::Keep => (Key::HelpKeep, Key::HelpKeepText),
            Self::Destination => (Key::HelpDestination, Key::HelpDestinationText),
            Self::Passkey => (Key::HelpPasskey, Key::HelpPasskeyText),
            Self::NoCode => (Key::HelpNoCode, Key::HelpNoCodeText),
            Self::NewPassword => (Key::HelpNewPassword, Key::HelpNewPasswordText),
            Self::Paused => (Key::HelpPaused, Key::HelpPausedText),
            Self::Opens => (Key::CompleteHelp, Key::CompleteHelpText),
            Self::Updated => (Key::UpdateHelp, Key::UpdateHelpText),
            Self::NoUpdate => (Key::UpdateHelpNone, Key::UpdateHelpNoneText),
            Self::Leave => (Key::HelpLeave, Key::HelpLeaveText),
            Self::WrongOrganization => (Key::HelpWrongOrganization, Key::HelpWrongOrganizationText),
            Self::AnotherWay => (Key::HelpAnotherWay, Key::HelpAnotherWayText),
            Self::Organization => (Key::HelpOrganization, Key::HelpOrganizationText),
        }
    }

    /// The answer. `address` is the origin of the page; `offset` the server's clock minus the device's, in seconds.
    pub fn answer(self, words: Words, address: &str, offset: i64) -> String {
        let way = match self {
            Self::Forgot => Key::PasswordForgot,
            Self::WrongOrganization => Key::CommonChange,
            Self::AnotherWay => Key::FederationAnother,
            _ => Key::ChallengeAnother,
        };
        let mut text = words.fill(self.keys().1, &[("address", address), ("way", words.get(way))]);
        if let (Self::Clock, Some(off)) = (self, wording::clock_off(words, offset)) {
            text = format!("{off} {text}");
        }
        text
    }
}

/// What is there before any script: what holds for every sign-in and needs nothing filled in.
#[cfg(feature = "bundled")]
const AT_FIRST: [Topic; 4] = [Topic::Stuck, Topic::Stale, Topic::Which, Topic::App];

/// The questions for what is on screen now, the likeliest first.
pub fn topics(state: &ScreenState) -> Vec<Topic> {
    let mut topics = match (&state.screen, state.step()) {
        (Screen::Failure(Failure::Expired | Failure::NotFound | Failure::Request), _) => vec![Topic::App],
        (Screen::Failure(_) | Screen::Resuming, _) | (Screen::Step, None) => vec![],
        // In the order of what is there before the program, so that nothing moves when it comes.
        (Screen::Identify, _) => vec![Topic::Stuck, Topic::Stale, Topic::Which, Topic::App, Topic::Redirect],
        (Screen::Step, Some(step)) => of_step(step, state),
    };
    if has_failed_elsewhere(state) {
        topics.insert(0, Topic::Organization);
        // Six are enough to read: what was asked at the very first is behind the person.
        topics.retain(|topic| *topic != Topic::App);
    }
    if is_paused(state) {
        topics.insert(0, Topic::Paused);
    }
    for everywhere in [Topic::Stuck, Topic::Stale] {
        if !topics.contains(&everywhere) {
            topics.push(everywhere);
        }
    }
    topics
}

fn of_step(step: &Step, state: &ScreenState) -> Vec<Topic> {
    let offers = |action| state.flow.as_ref().is_some_and(|flow| flow.actions.contains(&action));
    let mut topics = match step {
        Step::Identify(_) => vec![Topic::Which, Topic::App],
        Step::Password(_) => vec![Topic::Refused, Topic::Forgot, Topic::Manager],
        Step::MfaChallenge(step) => {
            let mut topics = match step.method {
                Method::Totp => vec![Topic::Clock, Topic::Other, Topic::Lost],
                Method::Email => vec![Topic::Mail, Topic::Other],
                Method::Sms => vec![Topic::Sms, Topic::Other, Topic::Lost],
                Method::Passkey => vec![Topic::Passkey, Topic::Other, Topic::Lost],
                Method::RecoveryCode => vec![Topic::Codes, Topic::Other],
                Method::Unknown => vec![Topic::Other],
            };
            topics.retain(|topic| *topic != Topic::Other || !step.alternatives.is_empty());
            topics
        }
        Step::MfaEnrollSelect(_) => vec![Topic::Choose],
        Step::TotpEnroll(_) => vec![Topic::Clock],
        Step::OtpDestination(_) => vec![Topic::Destination],
        Step::OtpEnroll(step) => vec![if step.method == Method::Sms { Topic::Sms } else { Topic::Mail }],
        Step::PasskeyEnroll(_) => vec![Topic::Passkey],
        Step::RecoveryCodes(_) => vec![Topic::Keep],
        Step::PasswordChange(_) => vec![Topic::NewPassword, Topic::Manager],
        Step::PasswordResetRequest(_) => vec![Topic::Which],
        Step::PasswordResetCode(_) => vec![Topic::NoCode],
        Step::FederationRedirect(step) if step.reason == FederationReason::Social => {
            vec![Topic::Leave, Topic::AnotherWay, Topic::App]
        }
        Step::FederationRedirect(_) => {
            vec![Topic::Leave, Topic::WrongOrganization, Topic::Organization, Topic::App]
        }
        Step::Complete(step) if step.handoff != Handoff::Web => vec![Topic::Opens, Topic::Redirect, Topic::App],
        Step::Complete(_) => vec![Topic::Redirect, Topic::App],
        Step::AppUpdate(_) => vec![Topic::Updated, Topic::NoUpdate],
        Step::Denied(_)
        | Step::Introduction(_)
        | Step::DevicePinSet(_)
        | Step::DevicePinVerify(_)
        | Step::OrganizationSelect(_)
        | Step::Confirm(_) => vec![],
    };
    topics.retain(|topic| *topic != Topic::Forgot || offers(ActionType::RequestReset));
    let client = state.flow.as_ref().and_then(|flow| flow.client.as_ref());
    if client.is_some_and(|client| client.platform == ClientPlatform::Web) {
        topics.retain(|topic| *topic != Topic::App);
    }
    topics
}

/// Whether the person is back from an identity provider that did not let them in.
fn has_failed_elsewhere(state: &ScreenState) -> bool {
    let notice = state.flow.as_ref().and_then(|flow| flow.notice.as_ref());
    notice.is_some_and(|notice| notice.reference.is_some())
}

/// Whether too many tries have stopped the person for a while.
fn is_paused(state: &ScreenState) -> bool {
    let kind = state.submit.error().map(|error| error.kind);
    matches!(kind, Some(SubmitErrorKind::Problem(ProblemCode::Locked | ProblemCode::RateLimited)))
}
