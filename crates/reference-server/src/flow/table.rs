//! The table of the sign-in: what each step offers, and where each event leads. Pure.

#![allow(clippy::match_same_arms)] // one line a cell reads better than cells merged by where they lead
#![allow(clippy::similar_names)] // a state has a stage

use auth_contract::{ActionType, DeniedCode, Secret, StepType};

use super::{CHALLENGE_ATTEMPTS, ENROLL_ATTEMPTS, RECOVERY_CODES, Stage, State, facts::Facts};

/// What happened, after what the person sent was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Identified {
        identifier: String,
    },
    PasswordAccepted {
        account: String,
    },
    TotpChosen {
        seed: Secret,
    },
    /// The first code of a new authenticator was right; `codes` are its recovery codes.
    TotpEnrolled {
        codes: Vec<Secret>,
    },
    TotpAccepted,
    RecoveryCodeAccepted {
        left: u8,
    },
    CodeRefused,
    AuthenticatorSwitched {
        authenticator: String,
    },
    Skipped,
    CodesKept,
    Back,
    Restarted,
}

/// Where an event leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    At(State),
    /// Everything asked for was proven: sign the person in. The stage of the state is the one that was left.
    SignIn(State),
}

/// What the person can do now. Authoritative.
pub fn offered(state: &State, facts: &Facts) -> Vec<ActionType> {
    use ActionType::{
        Acknowledge, Back, Identify, Restart, SelectMethod, Skip, SubmitCode, SubmitPassword, SwitchMethod,
    };
    match &state.stage {
        Stage::Identify => vec![Identify],
        Stage::Password => vec![SubmitPassword, Back, Restart],
        Stage::MfaChallenge { authenticator } if facts.alternatives_to(authenticator).next().is_none() => {
            vec![SubmitCode, Back, Restart]
        }
        Stage::MfaChallenge { .. } => vec![SubmitCode, SwitchMethod, Back, Restart],
        Stage::MfaEnrollSelect if facts.may_skip() => vec![SelectMethod, Skip, Back, Restart],
        Stage::MfaEnrollSelect => vec![SelectMethod, Back, Restart],
        Stage::TotpEnroll { .. } => vec![SubmitCode, Back, Restart],
        Stage::RecoveryCodes { .. } => vec![Acknowledge],
        Stage::Complete { .. } => vec![Restart],
        // There is no way on from a request that the product got wrong: only the product can repeat it.
        Stage::Denied { code: DeniedCode::InvalidRequest } => vec![],
        Stage::Denied { .. } => vec![Restart],
    }
}

/// Where `event` leads from `state`. An event that the stage does not know changes nothing; the caller has refused the
/// action before, by [`offered`].
pub fn advance(state: State, event: Event, facts: &Facts) -> Next {
    let to = |stage: Stage| Next::At(State { stage, ..state.clone() });
    match (&state.stage, event) {
        (Stage::Denied { .. }, Event::Restarted) => Next::At(State::new(state.identifier)),
        // Wrong codes keep counting: otherwise `restart` would be a way around the limit of the flow.
        (_, Event::Restarted) => Next::At(unproven(state, Stage::Identify)),

        (Stage::Identify, Event::Identified { identifier }) => {
            Next::At(State { stage: Stage::Password, identifier: Some(identifier), ..state })
        }

        (Stage::Password, Event::PasswordAccepted { account }) => {
            after_password(State { account: Some(account), amr: vec!["pwd".into()], ..state }, facts)
        }
        (Stage::Password | Stage::MfaEnrollSelect, Event::Back) => Next::At(unproven(state, Stage::Identify)),

        (Stage::MfaChallenge { .. }, Event::TotpAccepted) => Next::SignIn(proven(state, &["otp", "mfa"])),
        (Stage::MfaChallenge { .. }, Event::RecoveryCodeAccepted { left }) => {
            Next::SignIn(State { recovery_codes_left: Some(left), ..proven(state, &["otp", "mfa"]) })
        }
        (Stage::MfaChallenge { .. }, Event::CodeRefused) => Next::At(wrong_code(state, CHALLENGE_ATTEMPTS)),
        (Stage::MfaChallenge { .. }, Event::AuthenticatorSwitched { authenticator }) => {
            to(Stage::MfaChallenge { authenticator })
        }
        (Stage::MfaChallenge { authenticator }, Event::Back) => match facts.default_authenticator() {
            Some(default) if default != authenticator => to(Stage::MfaChallenge { authenticator: default.into() }),
            _ => Next::At(unproven(state, Stage::Identify)),
        },

        (Stage::MfaEnrollSelect, Event::TotpChosen { seed }) => to(Stage::TotpEnroll { seed }),
        (Stage::MfaEnrollSelect, Event::Skipped) => Next::SignIn(state),

        (Stage::TotpEnroll { .. }, Event::TotpEnrolled { codes }) => {
            Next::At(State { stage: Stage::RecoveryCodes { codes }, ..proven(state, &["otp", "mfa"]) })
        }
        (Stage::TotpEnroll { .. }, Event::CodeRefused) => Next::At(wrong_code(state, ENROLL_ATTEMPTS)),
        (Stage::TotpEnroll { .. }, Event::Back) => to(Stage::MfaEnrollSelect),

        (Stage::RecoveryCodes { .. }, Event::CodesKept) => Next::SignIn(state),

        _ => Next::At(state),
    }
}

/// The state, corrected for what happened outside this flow since it was stored: an authenticator that was enrolled
/// elsewhere must be answered (otherwise a flow kept open from before would be a way around it), and an account that is
/// gone proves nothing.
pub fn reconciled(state: State, facts: &Facts) -> State {
    match &state.stage {
        Stage::Identify | Stage::Password | Stage::Complete { .. } | Stage::Denied { .. } => state,
        _ if !facts.account_exists => unproven(state, Stage::Identify),
        Stage::MfaChallenge { authenticator } if !facts.authenticators.contains(authenticator) => {
            match facts.default_authenticator() {
                Some(default) => State { stage: Stage::MfaChallenge { authenticator: default.into() }, ..state },
                None => unproven(state, Stage::Identify),
            }
        }
        Stage::MfaEnrollSelect | Stage::TotpEnroll { .. } => match facts.default_authenticator() {
            Some(authenticator) => {
                State { stage: Stage::MfaChallenge { authenticator: authenticator.into() }, ..state }
            }
            None => state,
        },
        _ => state,
    }
}

/// The state, unless the page cannot draw its step.
pub fn drawable(state: State, supported: &[StepType]) -> State {
    match state.stage.step_type() {
        StepType::Denied => state,
        step if supported.contains(&step) => state,
        _ => outdated(state),
    }
}

/// The end for a page that cannot draw what comes next.
pub fn outdated(state: State) -> State {
    unproven(state, Stage::Denied { code: DeniedCode::ClientOutdated })
}

fn after_password(state: State, facts: &Facts) -> Next {
    match facts.default_authenticator() {
        Some(authenticator) => {
            Next::At(State { stage: Stage::MfaChallenge { authenticator: authenticator.into() }, ..state })
        }
        None if facts.policy.mfa_required => Next::At(State { stage: Stage::MfaEnrollSelect, ..state }),
        None => Next::SignIn(state),
    }
}

fn wrong_code(state: State, allowed: u8) -> State {
    let wrong_codes = state.wrong_codes.saturating_add(1);
    if wrong_codes >= allowed {
        let stage = Stage::Denied { code: DeniedCode::TooManyAttempts };
        return State { wrong_codes, ..unproven(state, stage) };
    }
    State { wrong_codes, ..state }
}

fn proven(state: State, methods: &[&str]) -> State {
    let amr = state.amr.iter().cloned().chain(methods.iter().map(ToString::to_string)).collect();
    State { amr, ..state }
}

fn unproven(state: State, stage: Stage) -> State {
    State { stage, account: None, amr: Vec::new(), recovery_codes_left: None, ..state }
}

/// Whether this authenticator id stands for the recovery codes.
pub fn is_recovery(authenticator: &str) -> bool {
    authenticator == RECOVERY_CODES
}
