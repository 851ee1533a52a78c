//! Where each event leads.

use auth_contract::{DeniedCode, Method, NoticeCode};

use super::{
    askable::askable,
    event::{Event, Next},
    owed::owed,
};
use crate::flow::{
    facts::Facts,
    record::{CHALLENGE_ATTEMPTS, ENROLL_ATTEMPTS},
    state::{First, Second, Stage, State},
};

/// Where `event` leads from `state`, with the facts as they are after it. An event that the stage does not know changes
/// nothing; the caller has refused the action before, by [`offered`].
pub fn advance(state: State, event: Event, facts: &Facts) -> Next {
    use Event as E;
    use Stage as S;
    let state = State { notice: None, ..state };
    match (&state.stage, event) {
        (S::Denied { .. }, E::Restarted) => Next::At(State::new(state.identifier).turning_away()),
        // "Try again", with the same account.
        (S::AppUpdate { .. }, E::Restarted) => Next::At(state.unproven(S::Identify)),
        (_, E::Restarted) => Next::At(state.unproven(S::Identify).turning_away()),
        (_, E::Back) => back(state, facts),

        (S::Identify, E::Identified { identifier }) => {
            Next::At(State { identifier: Some(identifier), ..state.at(S::Password) })
        }
        (S::Identify | S::Password, E::Departed { identifier, departure }) => {
            let identifier = identifier.or(state.identifier.clone());
            Next::At(State { identifier, ..state.unproven(S::FederationRedirect(departure)) })
        }
        (S::Identify | S::Password, E::NotDeparted { identifier, notice }) => {
            let identifier = identifier.or(state.identifier.clone());
            Next::At(State { identifier, ..state }.with_notice(notice))
        }
        (S::FederationRedirect(_), E::FederationAccepted { account, identifier, epoch, via, amr, device_trusted }) => {
            // Whatever was typed before: the person may have changed who they are at the provider.
            let state = State { identifier: Some(identifier), via: Some(via), ..state.unproven(S::Identify) };
            let second = device_trusted.then_some(Second::TrustedDevice);
            let state = State { second, ..proven(state, First::Provider, account, epoch) };
            owed(state.having_used(&amr), facts)
        }
        (S::FederationRedirect(_), E::FederationToProve { identifier, link, notice }) => {
            let state = State { identifier: Some(identifier), ..state.unproven(S::Password) };
            Next::At(State { link: Some(link), ..state }.turning_away().with_notice(notice))
        }
        (S::FederationRedirect(_), E::FederationRefused { identifier, notice }) => {
            let identifier = identifier.or(state.identifier.clone());
            let state = State { identifier, ..state.unproven(S::Identify) };
            let state = if is_about_the_account(notice.code) { state.turning_away() } else { state };
            Next::At(state.with_notice(notice))
        }
        (S::Identify, E::PasskeyAccepted { account, identifier, epoch }) => {
            let state = proven(state, First::Passkey, account, epoch);
            let state = State { identifier: Some(identifier), second: Some(Second::Passkey), ..state };
            owed(state.having_used(&["pop", "user", "mfa"]), facts)
        }
        (S::Identify | S::Password | S::PasswordResetRequest, E::ResetRequested { identifier: Some(identifier) }) => {
            Next::At(State { identifier: Some(identifier), ..state.at(S::PasswordResetCode) })
        }
        (S::Identify, E::ResetRequested { identifier: None }) => Next::At(state.at(S::PasswordResetRequest)),

        (S::Password, E::PasswordAccepted { account, epoch, device_trusted }) => {
            let second = device_trusted.then_some(Second::TrustedDevice);
            let state = State { second, ..proven(state, First::Password, account, epoch) };
            owed(state.having_used(&["pwd"]), facts)
        }

        (S::PasswordResetCode, E::ResetProven { account, epoch }) => {
            owed(proven(state, First::Reset, account, epoch).having_used(&["otp"]), facts)
        }
        (S::PasswordResetCode, E::CodeRefused) => Next::At(wrong_code(state, CHALLENGE_ATTEMPTS)),

        (S::MfaChallenge { .. }, E::Answered { method, recovery_codes_left }) => {
            let state = State { second: Some(Second::Answered(method)), recovery_codes_left, ..state };
            owed(state.having_used(used_by(method)), facts)
        }
        (S::MfaChallenge { .. }, E::CodeRefused) => Next::At(wrong_code(state, CHALLENGE_ATTEMPTS)),
        (S::MfaChallenge { .. }, E::AuthenticatorSwitched { authenticator }) => {
            Next::At(state.at(S::MfaChallenge { authenticator }))
        }
        (S::MfaChallenge { .. } | S::OtpEnroll { .. } | S::PasswordResetCode, E::SentAgain) => {
            Next::At(State { resent: state.resent + 1, ..state }.noting(NoticeCode::CodeSent))
        }

        (S::PasswordChange, E::PasswordChanged { epoch }) => {
            let state = State { first: Some(First::Password), epoch, ..state };
            let next = owed(state.having_used(&["pwd"]), facts);
            noting(next, NoticeCode::PasswordChanged)
        }

        (S::MfaEnrollSelect, E::MethodChosen { method: Method::Totp, seed: Some(seed) }) => {
            Next::At(state.at(S::TotpEnroll { seed }))
        }
        (S::MfaEnrollSelect, E::MethodChosen { method: Method::Passkey, .. }) => Next::At(state.at(S::PasskeyEnroll)),
        (S::MfaEnrollSelect, E::MethodChosen { method: method @ (Method::Email | Method::Sms), .. }) => {
            Next::At(state.at(S::OtpDestination { method }))
        }
        (S::MfaEnrollSelect, E::Skipped) => owed(State { skipped: true, ..state }, facts),

        (S::OtpDestination { method }, E::DestinationGiven { destination }) => {
            let method = *method;
            Next::At(state.at(S::OtpEnroll { method, destination }))
        }
        (S::TotpEnroll { .. }, E::CodeRefused) => Next::At(wrong_code(state, ENROLL_ATTEMPTS)),
        (S::OtpEnroll { .. }, E::CodeRefused) => Next::At(wrong_code(state, CHALLENGE_ATTEMPTS)),
        (S::TotpEnroll { .. } | S::OtpEnroll { .. } | S::PasskeyEnroll, E::Enrolled { method, codes }) => {
            let state = State { second: Some(Second::Enrolled), ..state }.having_used(used_by(method));
            if codes.is_empty() { owed(state, facts) } else { Next::At(state.at(S::RecoveryCodes { codes })) }
        }
        (S::RecoveryCodes { .. }, E::CodesKept) => owed(state, facts),
        (S::AppUpdate { .. }, E::Skipped) => owed(state, facts),

        _ => Next::At(state),
    }
}

/// One step back. Never past a proof: whoever leaves a step that follows one has nothing proven any more.
fn back(state: State, facts: &Facts) -> Next {
    let first = askable(&state, facts).next().map(|authenticator| authenticator.id.clone());
    let to = match &state.stage {
        Stage::MfaChallenge { authenticator } => match first {
            Some(first) if first != *authenticator => Stage::MfaChallenge { authenticator: first },
            _ => return Next::At(state.unproven(Stage::Identify).turning_away()),
        },
        Stage::TotpEnroll { .. } | Stage::OtpDestination { .. } | Stage::PasskeyEnroll => Stage::MfaEnrollSelect,
        Stage::OtpEnroll { method, .. } => Stage::OtpDestination { method: *method },
        Stage::PasswordResetCode => return Next::At(State { link: None, ..state.at(Stage::PasswordResetRequest) }),
        Stage::Password | Stage::FederationRedirect(_) | Stage::MfaEnrollSelect | Stage::PasswordChange => {
            return Next::At(state.unproven(Stage::Identify).turning_away());
        }
        Stage::PasswordResetRequest => return Next::At(state.unproven(Stage::Identify)),
        _ => return Next::At(state),
    };
    Next::At(state.at(to))
}

/// Whether the provider's answer was in order, and its account is none to sign in with here.
const fn is_about_the_account(code: NoticeCode) -> bool {
    use NoticeCode as N;
    matches!(code, N::FederationUnknown | N::FederationMismatch | N::AccountExistsElsewhere)
}

fn proven(state: State, first: First, account: String, epoch: u32) -> State {
    State { first: Some(first), account: Some(account), epoch, ..state }
}

fn wrong_code(state: State, allowed: u8) -> State {
    let wrong_codes = state.wrong_codes.saturating_add(1);
    if wrong_codes >= allowed {
        let stage = Stage::Denied { code: DeniedCode::TooManyAttempts };
        return State { wrong_codes, ..state.unproven(stage) };
    }
    State { wrong_codes, ..state }
}

fn noting(next: Next, code: NoticeCode) -> Next {
    match next {
        Next::At(state) => Next::At(state.noting(code)),
        Next::SignIn(state) => Next::SignIn(state.noting(code)),
    }
}

/// Authentication method references (RFC 8176) of a second factor.
const fn used_by(method: Method) -> &'static [&'static str] {
    match method {
        Method::Sms => &["otp", "sms", "mfa"],
        Method::Passkey => &["pop", "user", "mfa"],
        _ => &["otp", "mfa"],
    }
}
