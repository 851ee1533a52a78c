//! A flow as the page sees it.

use auth_contract::{
    Alternative, App, AppUpdate, ClientInfo, Complete, Days, Denied, EnrollMethod, EnrollReason, FederationRedirect,
    Flow, FlowNotice, FlowStatus, Handoff, IdentifierType, Identify, Method, MfaChallenge, MfaEnrollSelect, NoticeCode,
    OtpDestination, OtpEnroll, PasskeyEnroll, Password, PasswordChange, PasswordChangeReason, PasswordResetCode,
    PasswordResetRequest, RawJson, RecoveryCodes, Step, Subject, Support, TotpEnroll,
};

use super::{
    facts::{Authenticator, Facts},
    record::{CHALLENGE_ATTEMPTS, ENROLL_ATTEMPTS, FlowRecord},
    state::{Stage, State},
    table,
};
use crate::domain::{
    identifier, new_password,
    oauth::Client,
    passkeys::Ceremony,
    phone, recovery_code, sent_code, totp,
    update_gate::{Update, version::Version},
};

/// What the view needs beside the flow itself.
pub struct Surroundings<'a> {
    pub facts: &'a Facts,
    /// The client of the pending authorization request.
    pub client: Option<&'a Client>,
    /// Who issues the TOTP codes, as the person's app will list it.
    pub issuer: &'a str,
    pub support: Option<&'a Support>,
    /// Where text messages can be sent.
    pub sms_countries: &'a [String],
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
        step: step(record, around),
        actions: table::offered(state, around.facts),
        expires_at: record.expires_at,
        server_time: around.facts.now,
        client: around.client.map(|client| ClientInfo {
            name: client.name.clone(),
            platform: client.platform,
            version: record.about.version.clone().filter(|version| version.chars().all(|c| matches!(c, ' '..='~'))),
        }),
        subject: subject(state),
        notice: notice(state),
    }
}

fn subject(state: &State) -> Option<Subject> {
    let identifier =
        state.identifier.as_ref().filter(|_| !matches!(state.stage, Stage::Identify | Stage::PasswordResetRequest))?;
    Some(Subject { display: identifier.clone(), masked: identifier::masked(identifier) })
}

fn notice(state: &State) -> Option<FlowNotice> {
    let few = state.recovery_codes_left.filter(|left| *left <= recovery_code::FEW);
    match few.filter(|_| matches!(state.stage, Stage::Complete { .. })) {
        Some(left) => {
            Some(FlowNotice { code: NoticeCode::RecoveryCodesLow, params: vec![left.to_string()], reference: None })
        }
        None => state.notice.clone(),
    }
}

fn step(record: &FlowRecord, around: &Surroundings<'_>) -> Step {
    let state = &record.about.state;
    let facts = around.facts;
    let identifier = state.identifier.clone();
    match &state.stage {
        Stage::Identify => Step::Identify(Identify {
            identifier_types: vec![IdentifierType::Email, IdentifierType::Username],
            identifier,
            providers: facts.providers.clone(),
            passkey_options: state.ceremony.as_ref().map(Ceremony::options),
        }),
        Stage::Password => Step::Password(Password {
            identifier: identifier.unwrap_or_default(),
            providers_hint: facts.providers.clone(),
            remember_device: None,
            reset_allowed: true,
        }),
        Stage::FederationRedirect(departure) => Step::FederationRedirect(FederationRedirect {
            provider: departure.provider.clone(),
            organization: departure.organization.clone(),
            url: departure.url.expose().into(),
            reason: departure.reason,
        }),
        Stage::MfaChallenge { authenticator } => Step::MfaChallenge(challenge(authenticator, state, facts)),
        Stage::MfaEnrollSelect => Step::MfaEnrollSelect(select(facts)),
        Stage::TotpEnroll { seed } => {
            let account = identifier.unwrap_or_default();
            Step::TotpEnroll(TotpEnroll {
                otpauth_uri: totp::uri(seed, around.issuer, &account),
                secret: seed.clone(),
                digits: totp::DIGITS,
                period: totp::PERIOD,
                issuer: around.issuer.into(),
                account,
                replaces: facts.standing.previous_entry.clone(),
                attempts_left: Some(attempts_left(state, ENROLL_ATTEMPTS)),
            })
        }
        Stage::OtpDestination { method } => Step::OtpDestination(destination(record, *method, around)),
        Stage::OtpEnroll { method, destination } => Step::OtpEnroll(OtpEnroll {
            method: *method,
            destination: match method {
                Method::Sms => phone::masked(destination),
                _ => identifier::masked(destination),
            },
            code_length: Some(sent_code::DIGITS),
            resend_at: facts.sent.resend_at.unwrap_or(facts.now),
            code_valid_until: facts.sent.valid_until,
            attempts_left: Some(attempts_left(state, CHALLENGE_ATTEMPTS)),
        }),
        Stage::PasskeyEnroll => Step::PasskeyEnroll(PasskeyEnroll {
            // Without a ceremony there is nothing that a browser could make; it says so.
            public_key: state.ceremony.as_ref().map_or_else(|| RawJson::new("{}"), Ceremony::options),
        }),
        Stage::RecoveryCodes { codes } => Step::RecoveryCodes(RecoveryCodes { codes: codes.clone() }),
        Stage::PasswordChange => Step::PasswordChange(PasswordChange {
            policy: new_password::policy(table::stands_alone(facts)),
            reason: table::change_reason(state, facts).unwrap_or(PasswordChangeReason::Forced),
        }),
        Stage::PasswordResetRequest => Step::PasswordResetRequest(PasswordResetRequest { identifier }),
        Stage::PasswordResetCode => Step::PasswordResetCode(PasswordResetCode {
            destination: identifier.filter(|typed| typed.contains('@')).map(|typed| identifier::masked(&typed)),
            code_length: Some(sent_code::DIGITS),
            resend_at: facts.sent.resend_at.unwrap_or(facts.now),
            code_valid_until: facts.sent.valid_until,
            attempts_left: Some(attempts_left(state, CHALLENGE_ATTEMPTS)),
        }),
        Stage::AppUpdate { update, .. } => Step::AppUpdate(app_update(update, record)),
        Stage::Complete { redirect_to, code, .. } => Step::Complete(Complete {
            redirect_to: redirect_to.clone(),
            handoff: if around.client.is_some_and(Client::is_native) { Handoff::Native } else { Handoff::Web },
            app: around.client.map(|client| App {
                name: client.name.clone(),
                url: client.uri.clone(),
                web_url: client.web_uri.clone(),
            }),
            code: code.clone().filter(|_| around.client.is_some_and(|client| client.is_native() && client.show_code)),
        }),
        Stage::Denied { code } => Step::Denied(Denied { code: *code, support: around.support.cloned() }),
    }
}

fn app_update(update: &Update, record: &FlowRecord) -> AppUpdate {
    let Update { platform, required, available_since, mandatory_from, blocking, store_url } = update.clone();
    // Whoever makes a link to this page chooses these words, so nothing is shown as a version that is none.
    let installed = record.about.version.clone().filter(|version| Version::parse(version).is_some());
    AppUpdate { platform, installed, required, available_since, mandatory_from, blocking, store_url }
}

/// One more at least: codes that were wrong under a higher limit count here, too.
fn attempts_left(state: &State, allowed: u8) -> u8 {
    allowed.saturating_sub(state.wrong_codes).max(1)
}

fn challenge(id: &str, state: &State, facts: &Facts) -> MfaChallenge {
    let asked = facts.authenticator(id);
    let method = asked.map_or(Method::RecoveryCode, |asked| asked.method);
    let is_totp = method == Method::Totp;
    let is_sent = sent_code::channel(method).is_some();
    MfaChallenge {
        authenticator: id.into(),
        method,
        destination: asked.and_then(|asked| asked.destination.clone()),
        name: asked.and_then(|asked| asked.name.clone()),
        code_length: match method {
            _ if is_totp => Some(totp::DIGITS),
            _ => is_sent.then_some(sent_code::DIGITS),
        },
        attempts_left: Some(attempts_left(state, CHALLENGE_ATTEMPTS)),
        resend_at: is_sent.then(|| facts.sent.resend_at.unwrap_or(facts.now)),
        code_valid_until: facts.sent.valid_until.filter(|_| is_sent),
        period: is_totp.then_some(totp::PERIOD),
        public_key: state.ceremony.as_ref().map(Ceremony::options),
        alternatives: table::alternatives(state, facts, id).map(alternative).collect(),
        trust_device: table::trust_days(state, facts).map(|days| Days { days }),
    }
}

fn alternative(other: &Authenticator) -> Alternative {
    let Authenticator { id, method, destination, name } = other.clone();
    Alternative { authenticator: id, method, destination, name }
}

fn select(facts: &Facts) -> MfaEnrollSelect {
    let reason = facts.enroll_reason();
    let previous = facts.standing.previous_method.filter(|_| reason == EnrollReason::Migration);
    let choice = |method: Method| EnrollMethod {
        method,
        recommended: method == Method::Totp,
        previous: previous == Some(method),
    };
    let may_end = table::may_skip(facts) && reason != EnrollReason::Recommendation;
    MfaEnrollSelect {
        methods: facts.enrollable().into_iter().map(choice).collect(),
        reason,
        replaces: facts.standing.previous_entry.clone(),
        skippable_until: facts.policy.skippable_until.filter(|_| may_end),
    }
}

fn destination(record: &FlowRecord, method: Method, around: &Surroundings<'_>) -> OtpDestination {
    let countries = match method {
        Method::Sms => phone::countries(around.sms_countries, &record.about.locale),
        _ => Vec::new(),
    };
    OtpDestination {
        method,
        confirms: match method {
            Method::Sms => around.facts.has_phone,
            _ => around.facts.has_email,
        },
        country: countries.first().map(|country| country.region.clone()),
        countries,
    }
}
