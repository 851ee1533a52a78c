//! What stands in the fields of a state.

use auth_contract::{Action, Method, ProblemCode, Step};

use super::drive::is_about_sending;
use super::{Setup, Variation, main_action};

impl Setup {
    /// What stands in the fields: id and value.
    pub(in crate::cells) fn typed(&self) -> Vec<(&'static str, String)> {
        let Setup::Scene(scene, then) = self else { return vec![] };
        let wrong = scene.problem.is_some();
        let invalid = scene.problem == Some(ProblemCode::InvalidInput);
        let bare = matches!(
            then,
            Variation::Nothing
                | Variation::Empty
                | Variation::Device(_)
                | Variation::Provided(_)
                | Variation::Tried
                | Variation::WentBack
        );
        // The server may have filled it in.
        if matches!((&scene.flow.step, then), (Step::PasswordResetRequest(_), Variation::Empty)) {
            return vec![("username", String::new())];
        }
        if is_about_sending(scene) || (bare && !wrong) {
            return vec![];
        }
        match (&scene.flow.step, main_action(&scene.flow)) {
            (Step::Identify(step), Some(Action::Identify { identifier, .. })) => {
                vec![("username", step.identifier.clone().unwrap_or(identifier))]
            }
            (Step::PasswordResetRequest(step), Some(Action::RequestReset { identifier })) => {
                vec![("username", step.identifier.clone().or(identifier).unwrap_or_default())]
            }
            (_, Some(Action::SubmitPassword { password, .. })) => vec![("password", password.expose().to_owned())],
            (_, Some(Action::ChangePassword { new_password })) => {
                let again = if *then == Variation::Mismatch { "tre hvite seil" } else { new_password.expose() };
                vec![
                    ("new-password", new_password.expose().to_owned()),
                    ("new-password-confirmation", again.to_owned()),
                ]
            }
            (Step::OtpDestination(step), _) if step.method == Method::Sms => {
                vec![("phone", if invalid { "912 34" } else { "912 34 567" }.to_owned())]
            }
            (_, Some(Action::SetDestination { .. })) if invalid => vec![("email", "kari.nordmann@".to_owned())],
            (_, Some(Action::SetDestination { destination, .. })) => vec![("email", destination)],
            (Step::MfaChallenge(step), Some(Action::SubmitCode { .. })) if step.method == Method::RecoveryCode => {
                vec![("recovery-code", "4qx7-m2kd-9pwa".to_owned())]
            }
            (_, Some(Action::SubmitCode { code, .. })) => vec![("otp", code.expose().to_owned())],
            _ => vec![],
        }
    }
}
