//! A flow as the page sees it.

use auth_contract::{
    Alternative, App, ClientInfo, Complete, Denied, EnrollMethod, EnrollReason, Flow, FlowNotice, FlowStatus, Handoff,
    IdentifierType, Identify, Method, MfaChallenge, MfaEnrollSelect, NoticeCode, Password, RecoveryCodes, Step,
    Subject, Support, TotpEnroll,
};

use super::{CHALLENGE_ATTEMPTS, ENROLL_ATTEMPTS, FlowRecord, Stage, State, facts::Facts, table};
use crate::{identifier, oauth::Client, recovery, totp};

/// What the view needs beside the flow itself.
pub struct Surroundings<'a> {
    pub facts: &'a Facts,
    /// The client of the pending authorization request.
    pub client: Option<&'a Client>,
    /// Who issues the TOTP codes, as the person's app will list it.
    pub issuer: &'a str,
    pub support: Option<&'a Support>,
}

/// The contract's view of `record`.
pub fn flow(record: &FlowRecord, around: &Surroundings<'_>) -> Flow {
    let state = &record.about.state;
    Flow {
        id: record.id.clone(),
        kind: record.about.kind,
        revision: record.revision,
        status: match state.stage {
            Stage::Complete { .. } => FlowStatus::Complete,
            Stage::Denied { .. } => FlowStatus::Denied,
            _ => FlowStatus::Active,
        },
        step: step(state, around),
        actions: table::offered(state, around.facts),
        expires_at: record.expires_at,
        server_time: around.facts.now,
        client: around.client.map(|client| ClientInfo {
            name: client.name.clone(),
            platform: client.platform,
            version: record.about.version.clone(),
        }),
        subject: subject(state),
        notice: notice(state),
    }
}

fn subject(state: &State) -> Option<Subject> {
    let identifier = state.identifier.as_ref().filter(|_| !matches!(state.stage, Stage::Identify))?;
    Some(Subject { display: identifier.clone(), masked: identifier::masked(identifier) })
}

fn notice(state: &State) -> Option<FlowNotice> {
    let left = state.recovery_codes_left.filter(|left| *left <= recovery::FEW)?;
    matches!(state.stage, Stage::Complete { .. })
        .then(|| FlowNotice { code: NoticeCode::RecoveryCodesLow, params: vec![left.to_string()] })
}

fn step(state: &State, around: &Surroundings<'_>) -> Step {
    let identifier = state.identifier.clone();
    match &state.stage {
        Stage::Identify => Step::Identify(Identify {
            identifier_types: vec![IdentifierType::Email, IdentifierType::Username],
            identifier,
            providers: Vec::new(),
            passkey_options: None,
        }),
        Stage::Password => Step::Password(Password {
            identifier: identifier.unwrap_or_default(),
            providers_hint: Vec::new(),
            remember_device: None,
            reset_allowed: false,
        }),
        Stage::MfaChallenge { authenticator } => Step::MfaChallenge(challenge(authenticator, state, around.facts)),
        Stage::MfaEnrollSelect => Step::MfaEnrollSelect(MfaEnrollSelect {
            methods: vec![EnrollMethod { method: Method::Totp, recommended: true, previous: false }],
            reason: EnrollReason::Policy,
            replaces: None,
            skippable_until: around.facts.policy.skippable_until.filter(|_| around.facts.may_skip()),
        }),
        Stage::TotpEnroll { seed } => {
            let account = identifier.unwrap_or_default();
            Step::TotpEnroll(TotpEnroll {
                otpauth_uri: totp::uri(seed, around.issuer, &account),
                secret: seed.clone(),
                digits: totp::DIGITS,
                period: totp::PERIOD,
                issuer: around.issuer.into(),
                account,
                replaces: None,
                attempts_left: Some(ENROLL_ATTEMPTS.saturating_sub(state.wrong_codes)),
            })
        }
        Stage::RecoveryCodes { codes } => Step::RecoveryCodes(RecoveryCodes { codes: codes.clone() }),
        Stage::Complete { redirect_to, .. } => Step::Complete(Complete {
            redirect_to: redirect_to.clone(),
            handoff: if around.client.is_some_and(Client::is_native) { Handoff::Native } else { Handoff::Web },
            app: around.client.map(|client| App { name: client.name.clone(), url: client.uri.clone() }),
        }),
        Stage::Denied { code } => Step::Denied(Denied { code: *code, support: around.support.cloned() }),
    }
}

fn challenge(authenticator: &str, state: &State, facts: &Facts) -> MfaChallenge {
    let method = method_of(authenticator);
    let is_totp = method == Method::Totp;
    MfaChallenge {
        authenticator: authenticator.into(),
        method,
        destination: None,
        name: None,
        code_length: is_totp.then_some(totp::DIGITS),
        attempts_left: Some(CHALLENGE_ATTEMPTS.saturating_sub(state.wrong_codes)),
        resend_at: None,
        code_valid_until: None,
        period: is_totp.then_some(totp::PERIOD),
        public_key: None,
        alternatives: facts
            .alternatives_to(authenticator)
            .map(|id| Alternative { authenticator: id.into(), method: method_of(id), destination: None, name: None })
            .collect(),
        trust_device: None,
    }
}

fn method_of(authenticator: &str) -> Method {
    if table::is_recovery(authenticator) { Method::RecoveryCode } else { Method::Totp }
}
