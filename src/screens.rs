//! The screens, one file each, and the match from step to screen.

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

use crate::context::{Context, ScreenState};
use crate::flow::{Failure, Screen};
use crate::ui::Node;

#[cfg(feature = "bundled")]
pub use complete::HandOver;
#[cfg(feature = "preview")]
pub use complete::preview_hand_over;
#[cfg(feature = "bundled")]
pub use failure::load_failure;
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

/// Identifies a mounted screen. While the key is equal nothing is mounted again, so that typed text, focus and autofill
/// survive every answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScreenKey {
    Identify,
    Resuming,
    Failure(Failure),
    /// The step, and which one of its kind.
    Step(StepType, String),
}

impl ScreenKey {
    pub fn of(state: &ScreenState) -> Self {
        match (&state.screen, &state.flow) {
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
pub fn screen(context: Context, flow: &Flow) -> Node {
    let subject = flow.subject.as_ref().map(|subject| subject.display.clone());
    match &flow.step {
        #[cfg(feature = "ssr")]
        Step::Identify(step) => identify(context.words.get_untracked(), step, &crate::host::has_logo),
        // Never mounted: the static form is on screen then (`ScreenKey::Identify`).
        #[cfg(not(feature = "ssr"))]
        Step::Identify(_) => failure::failure(context, Failure::Unsupported),
        Step::Password(step) => password::password(context, step),
        Step::FederationRedirect(step) => federation_redirect::federation_redirect(context, step, subject),
        Step::MfaChallenge(step) => mfa_challenge::mfa_challenge(context, step, subject),
        Step::MfaEnrollSelect(step) => mfa_enroll_select::mfa_enroll_select(context, step),
        Step::TotpEnroll(step) => totp_enroll::totp_enroll(context, step),
        Step::OtpDestination(step) => otp_destination::otp_destination(context, step),
        Step::OtpEnroll(step) => otp_enroll::otp_enroll(context, step),
        Step::PasskeyEnroll(_) => passkey_enroll::passkey_enroll(context),
        Step::RecoveryCodes(step) => recovery_codes::recovery_codes(context, step, subject),
        Step::PasswordChange(step) => password_change::password_change(context, step, subject),
        Step::PasswordResetRequest(step) => password_reset_request::password_reset_request(context, step),
        Step::PasswordResetCode(step) => password_reset_code::password_reset_code(context, step, subject),
        Step::AppUpdate(step) => app_update::app_update(context, step),
        Step::Complete(step) => complete::complete(context, step),
        Step::Denied(step) => denied::denied(context, step),
        // Never sent: the page tells the server which steps it draws (`SUPPORTED`).
        Step::Introduction(_)
        | Step::DevicePinSet(_)
        | Step::DevicePinVerify(_)
        | Step::OrganizationSelect(_)
        | Step::Confirm(_) => failure::failure(context, Failure::Unsupported),
    }
}

/// Draws whatever is on screen, the static first screen excepted.
pub fn view(context: Context, screen_key: &ScreenKey, flow: Option<&Flow>) -> Node {
    match (screen_key, flow) {
        (ScreenKey::Failure(kind), _) => failure::failure(context, *kind),
        (ScreenKey::Step(..), Some(flow)) => screen(context, flow),
        _ => resuming::resuming(context),
    }
}
