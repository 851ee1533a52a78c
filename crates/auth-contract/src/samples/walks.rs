//! Walks for the gallery: what a server would answer, so that a designer can sign in without one.
//!
//! A line reads: at this step, when the person does this (and typed that), the scene of this name comes next. A scene
//! with a problem leaves the person where they are and says it. What no line mentions changes nothing.

use crate::ActionType::{
    self, Acknowledge, Back, ChangePassword, Identify, RequestReset, Resend, Restart, SelectMethod, SetDestination,
    Skip, StartFederation, SubmitCode, SubmitPassword, SubmitPublicKey, SwitchMethod,
};
use crate::StepType;

/// One line of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub at: StepType,
    pub does: ActionType,
    /// What must have been typed or chosen (`wrong`, `000000`, `passkey`, `sms`); empty: anything.
    pub typed: &'static str,
    /// The name of the scene that comes next.
    pub then: &'static str,
}

/// A sign-in from the first screen to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// As it stands in addresses.
    pub name: &'static str,
    /// What it is about, for designers.
    pub title: &'static str,
    /// The scene where it begins.
    pub begins: &'static str,
    pub turns: &'static [Turn],
    /// The id of each identity provider that the walk goes to, and the scene with which it sends the person back.
    pub returns: &'static [(&'static str, &'static str)],
}

const fn at(at: StepType, does: ActionType, typed: &'static str, then: &'static str) -> Turn {
    Turn { at, does, typed, then }
}

/// Every walk; the first one is the usual.
pub const WALKS: &[Walk] = &[
    Walk {
        name: "first-sign-in",
        title: "First sign-in, with a second factor to set up",
        begins: "identify",
        turns: &[
            at(StepType::Identify, Identify, "", "password"),
            at(StepType::Password, SubmitPassword, "wrong", "password-wrong"),
            at(StepType::Password, SubmitPassword, "locked", "password-locked"),
            at(StepType::Password, SubmitPassword, "", "mfa-enroll-select-policy"),
            at(StepType::Password, RequestReset, "", "password-reset-code"),
            at(StepType::Password, Back, "", "identify-filled"),
            at(StepType::MfaEnrollSelect, SelectMethod, "totp", "totp-enroll"),
            at(StepType::MfaEnrollSelect, SelectMethod, "passkey", "passkey-enroll"),
            at(StepType::MfaEnrollSelect, SelectMethod, "email", "otp-destination-email"),
            at(StepType::MfaEnrollSelect, SelectMethod, "sms", "otp-destination-sms"),
            at(StepType::MfaEnrollSelect, Skip, "", "complete-web"),
            at(StepType::MfaEnrollSelect, Back, "", "password"),
            at(StepType::TotpEnroll, SubmitCode, "000000", "totp-enroll-wrong"),
            at(StepType::TotpEnroll, SubmitCode, "", "recovery-codes"),
            at(StepType::TotpEnroll, Back, "", "mfa-enroll-select-policy"),
            at(StepType::PasskeyEnroll, SubmitPublicKey, "", "recovery-codes"),
            at(StepType::PasskeyEnroll, Back, "", "mfa-enroll-select-policy"),
            at(StepType::OtpDestination, SetDestination, "sms", "otp-enroll-sms"),
            at(StepType::OtpDestination, SetDestination, "", "otp-enroll-email"),
            at(StepType::OtpDestination, Back, "", "mfa-enroll-select-policy"),
            at(StepType::OtpEnroll, SubmitCode, "000000", "otp-enroll-wrong"),
            at(StepType::OtpEnroll, SubmitCode, "", "complete-web"),
            at(StepType::OtpEnroll, Resend, "", "otp-enroll-sent-again"),
            at(StepType::OtpEnroll, Back, "", "mfa-enroll-select-policy"),
            at(StepType::RecoveryCodes, Acknowledge, "", "complete-web"),
            at(StepType::Complete, Restart, "", "identify"),
            at(StepType::Denied, Restart, "", "identify"),
        ],
        returns: &[],
    },
    Walk {
        name: "next-sign-in",
        title: "Every sign-in after that: password and code, or a passkey",
        begins: "identify-passkey",
        turns: &[
            at(StepType::Identify, Identify, "", "password"),
            at(StepType::Identify, SubmitPublicKey, "", "complete-web"),
            at(StepType::Password, SubmitPassword, "wrong", "password-wrong"),
            at(StepType::Password, SubmitPassword, "", "mfa-challenge-totp"),
            at(StepType::Password, Back, "", "identify-passkey"),
            at(StepType::MfaChallenge, SubmitCode, "000000", "mfa-challenge-totp-wrong"),
            at(StepType::MfaChallenge, SubmitCode, "", "complete-web"),
            at(StepType::MfaChallenge, SwitchMethod, "au_1", "mfa-challenge-totp"),
            at(StepType::MfaChallenge, SwitchMethod, "au_2", "mfa-challenge-email"),
            at(StepType::MfaChallenge, SwitchMethod, "au_4", "mfa-challenge-passkey"),
            at(StepType::MfaChallenge, Resend, "", "mfa-challenge-email-sent-again"),
            at(StepType::MfaChallenge, SubmitPublicKey, "", "complete-web"),
            at(StepType::MfaChallenge, SwitchMethod, "au_3", "mfa-challenge-recovery"),
            at(StepType::MfaChallenge, Back, "", "password"),
            at(StepType::Complete, Restart, "", "identify-passkey"),
            at(StepType::Denied, Restart, "", "identify-passkey"),
        ],
        returns: &[],
    },
    Walk {
        name: "new-phone",
        title: "A new phone: a recovery code, and then no access",
        begins: "mfa-challenge-totp",
        turns: &[
            at(StepType::MfaChallenge, SwitchMethod, "au_3", "mfa-challenge-recovery"),
            at(StepType::MfaChallenge, SwitchMethod, "au_1", "mfa-challenge-totp"),
            at(StepType::MfaChallenge, SubmitCode, "000000", "mfa-challenge-recovery-wrong"),
            at(StepType::MfaChallenge, SubmitCode, "", "denied-disabled"),
            at(StepType::Denied, Restart, "", "mfa-challenge-totp"),
        ],
        returns: &[],
    },
    Walk {
        name: "forgotten-password",
        title: "A forgotten password: a code by e-mail, and a new one",
        begins: "identify",
        turns: &[
            at(StepType::Identify, Identify, "", "password"),
            at(StepType::Password, SubmitPassword, "", "password-wrong"),
            at(StepType::Password, RequestReset, "", "password-reset-code"),
            at(StepType::Password, Back, "", "identify-filled"),
            at(StepType::PasswordResetRequest, RequestReset, "", "password-reset-code"),
            at(StepType::PasswordResetRequest, Back, "", "password"),
            at(StepType::PasswordResetCode, SubmitCode, "000000", "password-reset-code-wrong"),
            at(StepType::PasswordResetCode, SubmitCode, "", "password-change-reset"),
            at(StepType::PasswordResetCode, Resend, "", "password-reset-code-sent-again"),
            at(StepType::PasswordResetCode, Back, "", "password-reset-request"),
            at(StepType::PasswordResetCode, Restart, "", "identify-filled"),
            at(StepType::PasswordChange, ChangePassword, "password", "password-change-weak"),
            at(StepType::PasswordChange, ChangePassword, "", "complete-web"),
            at(StepType::PasswordChange, Restart, "", "identify-filled"),
            at(StepType::Complete, Restart, "", "identify"),
        ],
        returns: &[],
    },
    Walk {
        name: "organisation",
        title: "An organisation signs its people in itself, after Google was the wrong button",
        begins: "identify-providers",
        turns: &[
            at(StepType::Identify, Identify, "", "federation-redirect-sso"),
            at(StepType::Identify, StartFederation, "apple", "identify-federation-cancelled"),
            at(StepType::Identify, StartFederation, "microsoft", "identify-federation-unknown"),
            at(StepType::Identify, StartFederation, "", "federation-redirect-social"),
            at(StepType::FederationRedirect, Back, "", "identify-providers"),
            at(StepType::FederationRedirect, Restart, "", "identify-providers"),
            at(StepType::Complete, Restart, "", "identify-providers"),
            at(StepType::Denied, Restart, "", "identify-providers"),
        ],
        returns: &[("fjord", "complete-web"), ("google", "identify-federation-mismatch")],
    },
    Walk {
        name: "google",
        title: "Google, after the username was typed by mistake",
        begins: "identify-providers",
        turns: &[
            at(StepType::Identify, Identify, "", "password-providers"),
            at(StepType::Identify, StartFederation, "apple", "identify-federation-cancelled"),
            at(StepType::Identify, StartFederation, "microsoft", "identify-federation-unknown"),
            at(StepType::Identify, StartFederation, "", "federation-redirect-social"),
            at(StepType::FederationRedirect, Back, "", "identify-providers"),
            at(StepType::FederationRedirect, Restart, "", "identify-providers"),
            at(StepType::Password, SubmitPassword, "wrong", "password-wrong"),
            at(StepType::Password, SubmitPassword, "", "complete-web"),
            at(StepType::Password, StartFederation, "", "federation-redirect-social"),
            at(StepType::Password, Back, "", "identify-providers"),
            at(StepType::Complete, Restart, "", "identify-providers"),
            at(StepType::Denied, Restart, "", "identify-providers"),
        ],
        returns: &[("google", "complete-web")],
    },
];

impl Walk {
    /// The scene that follows, `None` when nothing changes. `typed` is what the action carries, secrets included: it
    /// never leaves the designer's browser.
    pub fn next(&self, at: StepType, does: ActionType, typed: &str) -> Option<&'static str> {
        let turns = self.turns.iter().filter(|turn| turn.at == at && turn.does == does);
        let fits = |turn: &&Turn| turn.typed.is_empty() || turn.typed == typed;
        turns.clone().find(|turn| turn.typed == typed).or_else(|| turns.clone().find(fits)).map(|turn| turn.then)
    }

    /// The scene with which this identity provider sends the person back, `None` when the walk does not go there.
    pub fn returns_from(&self, provider: &str) -> Option<&'static str> {
        self.returns.iter().find(|(id, _)| *id == provider).map(|(_, scene)| *scene)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::samples::scenes;

    #[test]
    fn every_line_names_a_scene_and_an_action_that_its_step_can_offer() {
        let scenes = scenes();
        let names: BTreeSet<_> = scenes.iter().map(|scene| scene.name).collect();
        for walk in WALKS {
            assert!(names.contains(walk.begins), "{}: {}", walk.name, walk.begins);
            for turn in walk.turns {
                assert!(names.contains(turn.then), "{}: {turn:?}", walk.name);
                assert!(turn.at.possible_actions().contains(&turn.does), "{}: {turn:?}", walk.name);
            }
            for (provider, then) in walk.returns {
                assert!(names.contains(then), "{}: {provider} {then}", walk.name);
            }
        }
    }

    /// A problem is said on the step where it happened.
    #[test]
    fn a_scene_with_a_problem_stays_at_its_step() {
        let scenes = scenes();
        for turn in WALKS.iter().flat_map(|walk| walk.turns) {
            let then = &scenes.iter().find(|scene| scene.name == turn.then).unwrap().value;
            assert!(then.problem.is_none() || then.flow.step.step_type() == turn.at, "{turn:?}");
        }
    }

    #[test]
    fn what_was_typed_decides_and_anything_else_takes_the_open_line() {
        let walk = &WALKS[0];
        assert_eq!(walk.next(StepType::Password, SubmitPassword, "wrong"), Some("password-wrong"));
        assert_eq!(walk.next(StepType::Password, SubmitPassword, "x"), Some("mfa-enroll-select-policy"));
        assert_eq!(walk.next(StepType::RecoveryCodes, Back, ""), None);
    }
}
