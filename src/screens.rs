//! One file per screen, and the one match that says which step is which.

mod app_update;
mod code_form;
mod complete;
mod denied;
mod failure;
mod federation_redirect;
#[cfg(feature = "bundled")]
mod identify;
mod mfa_challenge;
mod mfa_challenge_passkey;
mod mfa_enroll_select;
mod otp_destination;
mod otp_enroll;
mod passkey_enroll;
mod password;
mod password_change;
mod password_reset_code;
mod password_reset_request;
mod recovery_codes;
mod resuming;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod totp_enroll;

use auth_contract::{Flow, Method, Step, StepType};
#[cfg(feature = "ssr")]
use leptos::prelude::*;

use crate::cx::{Cx, Live};
use crate::flow::{Failure, Screen};
use crate::ui::Node;

#[cfg(feature = "bundled")]
pub use complete::HandOver;
#[cfg(feature = "gallery")]
pub use complete::begin_at;
#[cfg(feature = "bundled")]
pub use failure::stopped;
#[cfg(feature = "bundled")]
pub use identify::{first_step, identify};

/// The steps that this page can draw; told to the server when a flow starts.
pub const SUPPORTED: &[StepType] = &[
    StepType::Identify,
    StepType::Password,
    StepType::FederationRedirect,
    StepType::MfaChallenge,
    StepType::MfaEnrollSelect,
    StepType::TotpEnroll,
    StepType::OtpDestination,
    StepType::OtpEnroll,
    StepType::PasskeyEnroll,
    StepType::RecoveryCodes,
    StepType::PasswordChange,
    StepType::PasswordResetRequest,
    StepType::PasswordResetCode,
    StepType::AppUpdate,
    StepType::Complete,
    StepType::Denied,
];

/// What makes a screen another screen. While it is equal nothing is mounted anew, so that typing, focus and what a
/// manager filled survive every answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    Identify,
    Resuming,
    Failure(Failure),
    /// The step, and which one of its kind.
    Step(StepType, String),
}

impl Identity {
    pub fn of(live: &Live) -> Self {
        match (&live.screen, &live.flow) {
            (Screen::Resuming, _) => Self::Resuming,
            (Screen::Failure(failure), _) => Self::Failure(*failure),
            (Screen::Identify, _) | (Screen::Step, None) => Self::Identify,
            (Screen::Step, Some(flow)) => Self::Step(flow.step.step_type(), key(flow)),
        }
    }
}

/// Two challenges with different authenticators are two screens; so are two set-ups with different secrets.
fn key(flow: &Flow) -> String {
    match &flow.step {
        Step::MfaChallenge(step) => step.authenticator.clone(),
        Step::TotpEnroll(step) => step.secret.expose().to_owned(),
        Step::Password(step) => step.identifier.clone(),
        Step::FederationRedirect(step) => step.url.clone(),
        Step::OtpDestination(step) => kind(step.method),
        Step::OtpEnroll(step) => kind(step.method) + &step.destination,
        _ => String::new(),
    }
}

fn kind(method: Method) -> String {
    (method as u8).to_string()
}

/// Draws the step of `flow` as it is now.
pub fn screen(cx: Cx, flow: &Flow) -> Node {
    let subject = flow.subject.as_ref().map(|subject| subject.display.clone());
    match &flow.step {
        #[cfg(feature = "ssr")]
        Step::Identify(step) => identify(cx.words.get_untracked(), step, &crate::host::has_logo),
        // The form of the build is on screen then (`Identity::Identify`), and the door speaks for it.
        #[cfg(not(feature = "ssr"))]
        Step::Identify(_) => failure::failure(cx, Failure::Unsupported),
        Step::Password(step) => password::password(cx, step),
        Step::FederationRedirect(step) => federation_redirect::federation_redirect(cx, step, subject),
        Step::MfaChallenge(step) => mfa_challenge::mfa_challenge(cx, step, subject),
        Step::MfaEnrollSelect(step) => mfa_enroll_select::mfa_enroll_select(cx, step),
        Step::TotpEnroll(step) => totp_enroll::totp_enroll(cx, step),
        Step::OtpDestination(step) => otp_destination::otp_destination(cx, step),
        Step::OtpEnroll(step) => otp_enroll::otp_enroll(cx, step),
        Step::PasskeyEnroll(_) => passkey_enroll::passkey_enroll(cx),
        Step::RecoveryCodes(step) => recovery_codes::recovery_codes(cx, step, subject),
        Step::PasswordChange(step) => password_change::password_change(cx, step, subject),
        Step::PasswordResetRequest(step) => password_reset_request::password_reset_request(cx, step),
        Step::PasswordResetCode(step) => password_reset_code::password_reset_code(cx, step, subject),
        Step::AppUpdate(step) => app_update::app_update(cx, step),
        Step::Complete(step) => complete::complete(cx, step),
        Step::Denied(step) => denied::denied(cx, step),
        // Never sent: the page tells the server which steps it draws (`SUPPORTED`).
        Step::Introduction(_)
        | Step::DevicePinSet(_)
        | Step::DevicePinVerify(_)
        | Step::OrganizationSelect(_)
        | Step::Confirm(_) => failure::failure(cx, Failure::Unsupported),
    }
}

/// Draws whatever is on screen, the static first screen excepted.
pub fn view(cx: Cx, identity: &Identity, flow: Option<&Flow>) -> Node {
    match (identity, flow) {
        (Identity::Failure(kind), _) => failure::failure(cx, *kind),
        (Identity::Step(..), Some(flow)) => screen(cx, flow),
        _ => resuming::resuming(cx),
    }
}
