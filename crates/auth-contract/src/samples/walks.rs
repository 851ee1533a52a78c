//! Simulated sign-ins for the gallery: the scenes that a server would answer with, so that designers need no server.
//!
//! A line maps (current step, action, input) to the name of the next scene. A scene with a problem keeps the person on
//! the step and shows the problem. The line with the most specific condition wins; among equally specific lines the
//! first one, so a walk's own lines come before shared lines. `restart` needs no line: it always leads to the first
//! scene.

#[cfg(test)]
mod tests;

use crate::ActionType::{
    self, Acknowledge, Back, ChangePassword, Identify, RequestReset, Resend, Restart, SelectMethod, SetDestination,
    Skip, StartFederation, SubmitCode, SubmitPassword, SubmitPublicKey, SwitchMethod,
};
use crate::{Method, Step, StepType};

/// One transition of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub at: StepType,
    pub does: ActionType,
    /// The required input (`wrong`, `000000`, `passkey`), the method of the step (`sms`), or both (`sms 000000`); empty
    /// matches everything.
    pub typed: &'static str,
    /// The name of the next scene.
    pub then: &'static str,
}

/// A sign-in from the first to the last screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Name in URLs.
    pub name: &'static str,
    /// Description for designers.
    pub title: &'static str,
    /// The first scene.
    pub begins: &'static str,
    /// The walk's own lines, then the shared ones.
    pub parts: &'static [&'static [Turn]],
    /// The id of each identity provider that the walk redirects to, and the scene after the return.
    pub returns: &'static [(&'static str, &'static str)],
}

const fn at(at: StepType, does: ActionType, typed: &'static str, then: &'static str) -> Turn {
    Turn { at, does, typed, then }
}

/// The password, and the error for a wrong one.
const PASSWORD: &[Turn] = &[
    at(StepType::Identify, Identify, "", "password"),
    at(StepType::Password, SubmitPassword, "wrong", "password-wrong"),
    at(StepType::Password, SubmitPassword, "locked", "password-locked"),
    at(StepType::Password, SubmitPassword, "", "complete-web"),
    at(StepType::Password, Back, "", "identify-filled"),
];

/// Password reset, from the request to the new password.
const FORGOTTEN: &[Turn] = &[
    at(StepType::Identify, RequestReset, "", "password-reset-request"),
    at(StepType::Password, RequestReset, "", "password-reset-code"),
    at(StepType::PasswordResetRequest, RequestReset, "", "password-reset-code"),
    at(StepType::PasswordResetRequest, Back, "", "identify-filled"),
    at(StepType::PasswordResetCode, SubmitCode, "000000", "password-reset-code-wrong"),
    at(StepType::PasswordResetCode, SubmitCode, "", "password-change-reset"),
    at(StepType::PasswordResetCode, Resend, "", "password-reset-code-sent-again"),
    at(StepType::PasswordResetCode, Back, "", "password-reset-request"),
    at(StepType::PasswordChange, ChangePassword, "password", "password-change-weak"),
    at(StepType::PasswordChange, ChangePassword, "", "complete-web"),
    at(StepType::PasswordChange, Back, "", "password-reset-request"),
];

/// The second-factor challenge: the app, or another authenticator of the person.
const CHALLENGE: &[Turn] = &[
    at(StepType::Password, SubmitPassword, "", "mfa-challenge-totp"),
    at(StepType::MfaChallenge, SubmitCode, "email 000000", "mfa-challenge-email-wrong"),
    at(StepType::MfaChallenge, SubmitCode, "sms 000000", "mfa-challenge-sms-wrong"),
    at(StepType::MfaChallenge, SubmitCode, "recovery_code 000000", "mfa-challenge-recovery-wrong"),
    at(StepType::MfaChallenge, SubmitCode, "000000", "mfa-challenge-totp-wrong"),
    at(StepType::MfaChallenge, SubmitCode, "", "complete-web"),
    at(StepType::MfaChallenge, SubmitPublicKey, "", "complete-web"),
    at(StepType::MfaChallenge, Resend, "sms", "mfa-challenge-sms-sent-again"),
    at(StepType::MfaChallenge, Resend, "", "mfa-challenge-email-sent-again"),
    at(StepType::MfaChallenge, SwitchMethod, "au_1", "mfa-challenge-totp"),
    at(StepType::MfaChallenge, SwitchMethod, "au_2", "mfa-challenge-email"),
    at(StepType::MfaChallenge, SwitchMethod, "au_3", "mfa-challenge-recovery"),
    at(StepType::MfaChallenge, SwitchMethod, "au_4", "mfa-challenge-passkey"),
    at(StepType::MfaChallenge, SwitchMethod, "au_5", "mfa-challenge-sms"),
    at(StepType::MfaChallenge, Back, "", "password"),
];

/// Enrolment of a second factor, for each method.
const ENROLMENT: &[Turn] = &[
    at(StepType::Password, SubmitPassword, "", "mfa-enroll-select-policy"),
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
    at(StepType::OtpEnroll, SubmitCode, "sms 000000", "otp-enroll-sms-wrong"),
    at(StepType::OtpEnroll, SubmitCode, "000000", "otp-enroll-wrong"),
    at(StepType::OtpEnroll, SubmitCode, "", "complete-web"),
    at(StepType::OtpEnroll, Resend, "sms", "otp-enroll-sms-sent-again"),
    at(StepType::OtpEnroll, Resend, "", "otp-enroll-sent-again"),
    at(StepType::OtpEnroll, Back, "", "mfa-enroll-select-policy"),
    at(StepType::RecoveryCodes, Acknowledge, "", "complete-web"),
];

/// The buttons of identity providers. Two of them always return with a notice.
const PROVIDERS: &[Turn] = &[
    at(StepType::Identify, StartFederation, "apple", "identify-federation-cancelled"),
    at(StepType::Identify, StartFederation, "microsoft", "identify-federation-unknown"),
    at(StepType::Identify, StartFederation, "", "federation-redirect-social"),
    at(StepType::Password, StartFederation, "", "federation-redirect-social"),
    at(StepType::FederationRedirect, Back, "", "identify-providers"),
    at(StepType::Password, Back, "", "identify-providers"),
];

/// Every walk; the first one is the default.
pub const WALKS: &[Walk] = &[
    Walk {
        name: "first-sign-in",
        title: "First sign-in, with a second factor to set up",
        begins: "identify",
        parts: &[ENROLMENT, PASSWORD, FORGOTTEN],
        returns: &[],
    },
    Walk {
        name: "next-sign-in",
        title: "Every sign-in after that: password and code, or a passkey",
        begins: "identify-passkey",
        parts: &[
            &[
                at(StepType::Identify, SubmitPublicKey, "", "complete-web"),
                at(StepType::Password, Back, "", "identify-passkey"),
            ],
            CHALLENGE,
            PASSWORD,
            FORGOTTEN,
        ],
        returns: &[],
    },
    Walk {
        name: "new-phone",
        title: "A new phone: a recovery code, and then no access",
        begins: "mfa-challenge-totp",
        parts: &[
            &[
                at(StepType::MfaChallenge, SubmitCode, "totp", "mfa-challenge-totp-wrong"),
                at(StepType::MfaChallenge, SubmitCode, "recovery_code", "denied-disabled"),
            ],
            CHALLENGE,
            PASSWORD,
            FORGOTTEN,
        ],
        returns: &[],
    },
    Walk {
        name: "forgotten-password",
        title: "A forgotten password: a code by e-mail, and a new one",
        begins: "identify",
        parts: &[&[at(StepType::Password, SubmitPassword, "", "password-wrong")], PASSWORD, FORGOTTEN],
        returns: &[],
    },
    Walk {
        name: "expired-password",
        title: "A password that has to be changed first",
        begins: "identify",
        parts: &[
            &[
                at(StepType::Password, SubmitPassword, "", "password-change-expired"),
                at(StepType::PasswordChange, Back, "", "password"),
            ],
            PASSWORD,
            FORGOTTEN,
        ],
        returns: &[],
    },
    Walk {
        name: "organisation",
        title: "An organisation signs its people in itself, after Google was the wrong button",
        begins: "identify-providers",
        parts: &[&[at(StepType::Identify, Identify, "", "federation-redirect-sso")], PROVIDERS, FORGOTTEN],
        returns: &[("fjord", "complete-web"), ("google", "identify-federation-mismatch")],
    },
    Walk {
        name: "google",
        title: "Google, after the username was typed by mistake",
        begins: "identify-providers",
        parts: &[&[at(StepType::Identify, Identify, "", "password-providers")], PROVIDERS, PASSWORD, FORGOTTEN],
        returns: &[("google", "complete-web")],
    },
    Walk {
        name: "linked-account",
        title: "Google for the first time, with an account that has a password already",
        begins: "identify-providers",
        parts: &[PROVIDERS, PASSWORD, FORGOTTEN],
        returns: &[("google", "password-account-exists")],
    },
    Walk {
        name: "old-app",
        title: "An app that is soon too old: later, and then the wall",
        begins: "app-update-desktop-soon",
        parts: &[
            &[
                at(StepType::AppUpdate, Restart, "", "app-update-desktop"),
                at(StepType::AppUpdate, Skip, "", "identify"),
                at(StepType::AppUpdate, Acknowledge, "", "identify"),
                at(StepType::Password, SubmitPassword, "", "complete-native"),
            ],
            PASSWORD,
            FORGOTTEN,
        ],
        returns: &[],
    },
];

impl Walk {
    /// The lines of the walk, in order of precedence.
    pub fn turns(&self) -> impl Iterator<Item = &'static Turn> + Clone + use<> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// The next scene; `None` if nothing changes. `typed` is the input of the action, secrets included: it never leaves
    /// the designer's browser.
    pub fn next(&self, at: &Step, does: ActionType, typed: &str) -> Option<&'static str> {
        let method = method(at);
        let both = format!("{method} {typed}");
        let turns = self.turns().filter(|turn| turn.at == at.step_type() && turn.does == does);
        let fits = |wanted: &str| turns.clone().find(|turn| turn.typed == wanted);
        let asked = [both.as_str(), typed, method].into_iter().filter(|wanted| !wanted.is_empty());
        let turn = asked.chain([""]).find_map(fits);
        turn.map(|turn| turn.then).or_else(|| (does == Restart).then_some(self.begins))
    }

    /// Whether this step has an action with a transition.
    pub fn knows(&self, step: StepType) -> bool {
        self.turns().any(|turn| turn.at == step)
    }

    /// The scene after the return from this identity provider; `None` if the walk does not redirect there.
    pub fn returns_from(&self, provider: &str) -> Option<&'static str> {
        self.returns.iter().find(|(id, _)| *id == provider).map(|(_, scene)| *scene)
    }
}

/// The method of a challenge as its contract value; empty for other steps.
fn method(step: &Step) -> &'static str {
    let method = match step {
        Step::MfaChallenge(step) => step.method,
        Step::OtpDestination(step) => step.method,
        Step::OtpEnroll(step) => step.method,
        _ => return "",
    };
    match method {
        Method::Totp => "totp",
        Method::Email => "email",
        Method::Sms => "sms",
        Method::Passkey => "passkey",
        Method::RecoveryCode => "recovery_code",
        Method::Unknown => "",
    }
}
