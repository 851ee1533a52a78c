//! The whole table: every event at every stage.

use auth_contract::{
    ActionType, ClientPlatform, FederationReason, Method, PasswordChangeReason, Provider, ProviderKind,
};

use super::fixtures::{DAY, NOW, facts, proven};
use super::*;
use crate::flow::facts::Facts;
use crate::flow::state::*;
use crate::{
    domain::update_gate::Update,
    store::{accounts::Standing, policies::Mfa},
};
use auth_contract::{DeniedCode, FlowNotice, NoticeCode, Secret};

fn google() -> Provider {
    Provider { id: "google".into(), name: "Google".into(), kind: ProviderKind::Social, refuses_embedded: true }
}

fn departure() -> Departure {
    let url = Secret::new("https://accounts.google.example/?state=st_1");
    Departure { provider: google(), organization: None, reason: FederationReason::Social, url }
}

fn notice() -> FlowNotice {
    FlowNotice { code: NoticeCode::FederationUnavailable, params: vec!["Google".into()], reference: Some("c_1".into()) }
}

fn link() -> PendingLink {
    PendingLink { account: "ac_1".into(), provider: "google".into(), subject: "s-77".into() }
}

fn update(blocking: bool) -> Update {
    Update {
        platform: ClientPlatform::Desktop,
        required: "1.1.2".into(),
        available_since: NOW.plus(-DAY),
        mandatory_from: Some(if blocking { NOW } else { NOW.plus(DAY) }),
        blocking,
        store_url: None,
    }
}

pub(super) fn every_stage() -> Vec<Stage> {
    let method = Method::Email;
    vec![
        Stage::Identify,
        Stage::Password,
        Stage::FederationRedirect(departure()),
        Stage::MfaChallenge { authenticator: "Totp".into() },
        Stage::MfaChallenge { authenticator: "Email".into() },
        Stage::MfaChallenge { authenticator: "Passkey".into() },
        Stage::MfaEnrollSelect,
        Stage::TotpEnroll { seed: Secret::new("JBSWY3DPEHPK3PXP") },
        Stage::OtpDestination { method },
        Stage::OtpEnroll { method, destination: "kari@example.no".into() },
        Stage::PasskeyEnroll,
        Stage::RecoveryCodes { codes: vec![] },
        Stage::PasswordChange,
        Stage::PasswordResetRequest,
        Stage::PasswordResetCode,
        Stage::Complete { session_id: String::new(), redirect_to: String::new(), code: None },
        Stage::Denied { code: DeniedCode::TooManyAttempts },
        Stage::AppUpdate { update: update(true), session_id: None },
        Stage::AppUpdate { update: update(false), session_id: None },
        Stage::AppUpdate { update: update(false), session_id: Some("se_1".into()) },
    ]
}

fn every_event() -> Vec<Event> {
    let account = String::from("ac_1");
    let identifier = String::from("kari");
    vec![
        Event::Identified { identifier: identifier.clone() },
        Event::Departed { identifier: Some(identifier.clone()), departure: departure() },
        Event::NotDeparted { identifier: None, notice: notice() },
        Event::FederationAccepted {
            account: account.clone(),
            identifier: identifier.clone(),
            epoch: 0,
            via: Via { provider: "google".into(), said_mfa: false, signed_in_at: None },
            amr: vec!["pwd".into()],
            device_trusted: false,
        },
        Event::FederationToProve { identifier: identifier.clone(), link: link(), notice: notice() },
        Event::FederationRefused { identifier: None, notice: notice() },
        Event::PasswordAccepted { account: account.clone(), epoch: 0, device_trusted: false },
        Event::PasskeyAccepted { account: account.clone(), identifier: identifier.clone(), epoch: 0 },
        Event::Answered { method: Method::Totp, recovery_codes_left: None },
        Event::CodeRefused,
        Event::AuthenticatorSwitched { authenticator: "Email".into() },
        Event::MethodChosen { method: Method::Totp, seed: Some(Secret::new("JBSWY3DPEHPK3PXP")) },
        Event::MethodChosen { method: Method::Sms, seed: None },
        Event::MethodChosen { method: Method::Passkey, seed: None },
        Event::DestinationGiven { destination: "kari@example.no".into() },
        Event::Enrolled { method: Method::Email, codes: vec![] },
        Event::CodesKept,
        Event::PasswordChanged { epoch: 0 },
        Event::ResetRequested { identifier: None },
        Event::ResetRequested { identifier: Some(identifier) },
        Event::ResetProven { account, epoch: 0 },
        Event::SentAgain,
        Event::Skipped,
        Event::Back,
        Event::Restarted,
    ]
}

/// Whoever has not proven everything is signed in by no event, whatever the stage.
#[test]
fn no_event_signs_in_whom_something_is_still_asked_of() {
    let gates: [(&str, Facts); 3] = [
        ("a factor is there", facts(Mfa::Required, &[Method::Totp, Method::Email])),
        ("a factor is needed", facts(Mfa::Required, &[])),
        (
            "a password is to be changed",
            Facts {
                standing: Standing { must_change: Some(PasswordChangeReason::Forced), ..Standing::default() },
                ..facts(Mfa::None, &[])
            },
        ),
    ];
    let mut tried = 0;
    for (name, facts) in &gates {
        for stage in every_stage() {
            for first in [None, Some(First::Password), Some(First::Reset)] {
                for event in every_event() {
                    let state = State { stage: stage.clone(), first, ..proven(First::Password, None) };
                    // What is not offered is refused before it becomes an event; `skip` is the one that matters here.
                    if event == Event::Skipped && !offered(&state, facts).contains(&ActionType::Skip) {
                        continue;
                    }
                    tried += 1;
                    let proof = matches!(
                        event,
                        Event::Answered { .. }
                            | Event::Enrolled { .. }
                            | Event::PasswordChanged { .. }
                            | Event::CodesKept
                    );
                    let next = advance(state, event.clone(), facts);
                    let by_passkey = matches!(event, Event::PasskeyAccepted { .. });
                    // Who came by a provider has not used the password; a factor is asked all the same.
                    let by_provider = matches!(event, Event::FederationAccepted { .. })
                        && matches!(stage, Stage::FederationRedirect(_))
                        && facts.standing.must_change.is_some();
                    assert!(
                        proof || by_passkey || by_provider || matches!(next, Next::At(_)),
                        "{name}: {event:?} at {:?} ({first:?})",
                        stage.step_type()
                    );
                }
            }
        }
    }
    assert!(tried > 2000, "{tried}");
}

#[test]
fn every_offer_is_one_of_the_contract() {
    for has in [&[][..], &[Method::Totp, Method::Email, Method::Passkey][..]] {
        for stage in every_stage() {
            let state = State { stage, ..proven(First::Password, None) };
            let possible = state.stage.step_type().possible_actions();
            let offers = offered(&state, &facts(Mfa::Optional, has));
            assert!(offers.iter().all(|offer| possible.contains(offer)), "{:?}: {offers:?}", state.stage.step_type());
        }
    }
}

#[test]
fn starting_again_forgets_every_proof_and_no_wrong_code() {
    for stage in every_stage() {
        let state = State { stage, wrong_codes: 3, ..proven(First::Password, Some(Second::Enrolled)) };
        let is_denied = matches!(state.stage, Stage::Denied { .. });
        let Next::At(after) = advance(state, Event::Restarted, &facts(Mfa::Required, &[Method::Totp])) else {
            panic!("signed in by starting again");
        };
        assert_eq!((after.stage, after.account, after.first, after.second), (Stage::Identify, None, None, None));
        assert_eq!(after.wrong_codes, if is_denied { 0 } else { 3 });
    }
}
