//! The table, cell by cell.

use auth_contract::{
    ActionType, ClientPlatform, EnrollReason, FederationReason, Method, PasswordChangeReason, Provider, ProviderKind,
    StepType, Timestamp,
};

use super::*;
use crate::{
    flow::facts::Authenticator,
    gate::Update,
    store::{
        accounts::Standing,
        policies::{Mfa, Policy},
    },
};

const NOW: Timestamp = Timestamp(1_795_253_400);
const DAY: i64 = 24 * 60 * 60;

fn facts(mfa: Mfa, has: &[Method]) -> Facts {
    Facts {
        account_exists: true,
        policy: Policy { mfa, ..Policy::required() },
        methods: Policy::METHODS.into(),
        authenticators: has.iter().map(|method| authenticator(*method)).collect(),
        ..Facts::of_nobody(NOW)
    }
}

fn authenticator(method: Method) -> Authenticator {
    Authenticator { id: format!("{method:?}"), method, destination: None, name: None }
}

fn proven(first: First, second: Option<Second>) -> State {
    State { first: Some(first), second, account: Some("ac_1".into()), ..State::new(Some("kari".into())) }
}

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

fn step(next: &Next) -> StepType {
    match next {
        Next::At(state) => state.stage.step_type(),
        Next::SignIn(_) => StepType::Complete,
    }
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

fn every_stage() -> Vec<Stage> {
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
            via: Via { provider: "google".into(), said_mfa: false },
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

#[test]
fn what_is_still_owed_comes_in_one_order() {
    use First::{Passkey, Password, Reset};
    use Method::{Email, RecoveryCode, Sms, Totp};
    use StepType as T;
    let required = |has: &[Method]| facts(Mfa::Required, has);
    let forced = |facts: Facts| Facts {
        standing: Standing { must_change: Some(PasswordChangeReason::Forced), ..Standing::default() },
        ..facts
    };
    let answered = |method| Some(Second::Answered(method));
    for (name, first, second, facts, expected) in [
        ("nothing needed", Password, None, facts(Mfa::None, &[]), T::Complete),
        ("required, none there", Password, None, required(&[]), T::MfaEnrollSelect),
        ("optional, none there", Password, None, facts(Mfa::Optional, &[]), T::MfaEnrollSelect),
        ("one there", Password, None, required(&[Totp]), T::MfaChallenge),
        ("one there although nobody demands it", Password, None, facts(Mfa::None, &[Totp]), T::MfaChallenge),
        ("answered", Password, answered(Totp), required(&[Totp]), T::Complete),
        ("the device is trusted", Password, Some(Second::TrustedDevice), required(&[Totp]), T::Complete),
        ("a passkey was both", Passkey, Some(Second::Passkey), required(&[Method::Passkey]), T::Complete),
        ("forced, but first the factor", Password, None, forced(required(&[Totp])), T::MfaChallenge),
        ("forced, after the factor", Password, answered(Totp), forced(required(&[Totp])), T::PasswordChange),
        ("forced, before the enrolment", Password, None, forced(required(&[])), T::PasswordChange),
        ("forced, by a passkey", Passkey, Some(Second::Passkey), forced(required(&[Method::Passkey])), T::Complete),
        ("reset, but first the factor", Reset, None, required(&[Totp]), T::MfaChallenge),
        ("reset, after the factor", Reset, answered(Totp), required(&[Totp]), T::PasswordChange),
        ("reset, nothing there", Reset, None, facts(Mfa::None, &[]), T::PasswordChange),
        ("by mail: advice", Password, answered(Email), required(&[Email]), T::MfaEnrollSelect),
        ("by text: advice", Password, answered(Sms), required(&[Sms]), T::MfaEnrollSelect),
        ("by mail, an app is there", Password, answered(Email), required(&[Totp, Email]), T::Complete),
        (
            "by recovery code: no advice",
            Password,
            answered(RecoveryCode),
            required(&[Email, RecoveryCode]),
            T::Complete,
        ),
        ("just enrolled: no advice", Password, Some(Second::Enrolled), required(&[Email]), T::Complete),
    ] {
        assert_eq!(step(&owed(proven(first, second), &facts)), expected, "{name}");
    }
}

#[test]
fn advice_and_optional_enrolment_leave_people_in_peace_for_thirty_days() {
    let put_off = |ago: i64, facts: Facts| {
        let standing = Standing { put_off_at: Some(NOW.plus(-ago)), ..Standing::default() };
        Facts { standing, ..facts }
    };
    let by_mail = || proven(First::Password, Some(Second::Answered(Method::Email)));
    for (days, expected) in [(29, StepType::Complete), (30, StepType::MfaEnrollSelect)] {
        let facts_then = put_off(days * DAY, facts(Mfa::Required, &[Method::Email]));
        assert_eq!(step(&owed(by_mail(), &facts_then)), expected, "advice after {days} days");
        let facts_then = put_off(days * DAY, facts(Mfa::Optional, &[]));
        assert_eq!(step(&owed(proven(First::Password, None), &facts_then)), expected, "offer after {days} days");
    }
    let required = put_off(DAY, facts(Mfa::Required, &[]));
    assert_eq!(
        step(&owed(proven(First::Password, None), &required)),
        StepType::MfaEnrollSelect,
        "demanded all the same"
    );
    let mut unwanted = facts(Mfa::Required, &[Method::Email]);
    unwanted.policy.recommend = false;
    assert_eq!(step(&owed(by_mail(), &unwanted)), StepType::Complete, "the operator gives no advice");
}

#[test]
fn after_a_reset_the_mailbox_is_asked_last() {
    let asked = |first, has: &[Method]| match owed(proven(first, None), &facts(Mfa::Required, has)) {
        Next::At(State { stage: Stage::MfaChallenge { authenticator }, .. }) => authenticator,
        other => panic!("{other:?}"),
    };
    let has = [Method::Email, Method::Totp, Method::RecoveryCode];
    assert_eq!(asked(First::Password, &has), "Email");
    assert_eq!(asked(First::Reset, &has), "Totp");
    assert_eq!(asked(First::Reset, &[Method::Email, Method::RecoveryCode]), "Email", "there is nothing else");
}

/// Otherwise two codes to one mailbox would be all that it takes.
#[test]
fn after_a_reset_the_mailbox_is_no_second_factor_beside_another() {
    let has = [Method::Email, Method::Totp, Method::RecoveryCode];
    let offers = |first, has: &[Method]| -> Vec<Method> {
        let facts = facts(Mfa::Required, has);
        askable(&proven(first, None), &facts).map(|asked| asked.method).collect()
    };
    assert_eq!(offers(First::Password, &has), has);
    assert_eq!(offers(First::Reset, &has), [Method::Totp, Method::RecoveryCode]);
    assert_eq!(offers(First::Reset, &[Method::Email]), [Method::Email], "there is nothing else");

    let by_mail = Stage::MfaChallenge { authenticator: "Email".into() };
    let kept_open = reconciled(proven(First::Reset, None).at(by_mail), &facts(Mfa::Required, &has));
    assert_eq!(kept_open.stage, Stage::MfaChallenge { authenticator: "Totp".into() });
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

#[test]
fn what_happened_elsewhere_voids_proofs() {
    let with_totp = facts(Mfa::Required, &[Method::Totp]);
    let select = || State { stage: Stage::MfaEnrollSelect, ..proven(First::Password, None) };
    assert_eq!(
        reconciled(select(), &with_totp).stage,
        Stage::MfaChallenge { authenticator: "Totp".into() },
        "an authenticator was enrolled elsewhere"
    );
    let mut reset = facts(Mfa::Required, &[]);
    reset.standing.epoch = 1;
    for stage in every_stage() {
        let before = State { stage, ..proven(First::Password, Some(Second::Enrolled)) };
        let after = reconciled(before.clone(), &reset);
        let stays = matches!(
            before.stage,
            Stage::Identify
                | Stage::Password
                | Stage::FederationRedirect(_)
                | Stage::PasswordResetRequest
                | Stage::PasswordResetCode
                | Stage::Complete { .. }
                | Stage::Denied { .. }
        );
        assert_eq!(after, if stays { before } else { before.unproven(Stage::Identify) });
    }
}

#[test]
fn a_deadline_that_passes_takes_skip_away() {
    let mut soon = facts(Mfa::Required, &[]);
    let state = State { stage: Stage::MfaEnrollSelect, ..proven(First::Password, None) };
    soon.policy.skippable_until = Some(NOW.plus(1));
    assert!(offered(&state, &soon).contains(&ActionType::Skip));
    soon.now = NOW.plus(1);
    assert!(!offered(&state, &soon).contains(&ActionType::Skip));
}

#[test]
fn people_choose_from_what_suits_the_reason() {
    use Method::{Email, Passkey, Sms, Totp};
    let mut migrated = facts(Mfa::Required, &[]);
    migrated.standing =
        Standing { enroll_reason: Some(EnrollReason::Migration), previous_method: Some(Sms), ..Standing::default() };
    assert_eq!(migrated.enrollable(), [Sms, Totp, Passkey, Email], "the earlier method first");
    assert_eq!(facts(Mfa::Required, &[Email]).enrollable(), [Totp, Passkey], "only what is stronger");
}
