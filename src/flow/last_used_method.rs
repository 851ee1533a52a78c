//! The method with which somebody last signed in on this device, for the badge "Last used". Never who it was.

use auth_contract::{Action, Step};

/// The passkey of the first screen. No provider's id has a star.
pub const PASSKEY: &str = "*passkey";
/// A name and a password, or whatever the name led to.
pub const IDENTIFIER: &str = "*name";

/// The method that begins with this action at this step: an identity provider by its id, or one of the constants. `None` for
/// an action that only continues a sign-in.
pub fn method_of(action: &Action, step: Option<&Step>) -> Option<String> {
    match action {
        Action::StartFederation { provider } => Some(provider.clone()),
        Action::Identify { .. } => Some(IDENTIFIER.to_owned()),
        // Later in a sign-in a passkey is the second factor of another method.
        Action::SubmitPublicKey { .. } if matches!(step, Some(Step::Identify(_))) => Some(PASSKEY.to_owned()),
        _ => None,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use auth_contract::samples;
    use auth_contract::{ActionType, StepType};

    use super::*;

    fn of(action: ActionType, step: StepType) -> Option<String> {
        let action = samples::actions().into_iter().find(|sample| sample.value.action_type() == action).unwrap();
        let scene = samples::scenes().into_iter().find(|scene| scene.value.flow.step.step_type() == step).unwrap();
        method_of(&action.value, Some(&scene.value.flow.step))
    }

    #[test]
    fn a_way_is_what_a_sign_in_begins_with_and_not_what_continues_it() {
        assert_eq!(of(ActionType::Identify, StepType::Identify).as_deref(), Some(IDENTIFIER));
        assert_eq!(of(ActionType::StartFederation, StepType::Identify).as_deref(), Some("google"));
        assert_eq!(of(ActionType::StartFederation, StepType::Password).as_deref(), Some("google"), "U8");
        assert_eq!(of(ActionType::SubmitPublicKey, StepType::Identify).as_deref(), Some(PASSKEY));
        assert_eq!(of(ActionType::SubmitPublicKey, StepType::MfaChallenge), None);
        assert_eq!(of(ActionType::SubmitPassword, StepType::Password), None);
        assert_eq!(of(ActionType::SubmitCode, StepType::MfaChallenge), None);
    }

    #[test]
    fn nothing_of_the_person_is_in_it() {
        for sample in samples::actions() {
            if let Action::Identify { identifier, .. } = &sample.value {
                assert!(!method_of(&sample.value, None).unwrap().contains(identifier.as_str()));
            }
        }
    }
}
