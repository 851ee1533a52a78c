//! The table's cells about identity providers.

use auth_contract::{ActionType, FederationReason, Method, PasswordChangeReason, Provider, ProviderKind, Timestamp};

use super::*;
use crate::flow::facts::Facts;
use crate::flow::state::*;
use crate::{
    domain::{federation::SecondFactor, update_gate},
    flow::facts::Authenticator,
    store::{
        accounts::Standing,
        policies::{Mfa, Policy},
    },
};
use auth_contract::{DeniedCode, FlowNotice, NoticeCode, Secret};

const NOW: Timestamp = Timestamp(1_795_253_400);

fn provider(id: &str, kind: ProviderKind) -> Provider {
    Provider { id: id.into(), name: id.to_uppercase(), kind, refuses_embedded: false }
}

fn departure() -> Departure {
    Departure {
        provider: provider("google", ProviderKind::Social),
        organization: None,
        reason: FederationReason::Social,
        url: Secret::new("https://accounts.google.example/?state=st_1"),
    }
}

fn notice(code: NoticeCode) -> FlowNotice {
    FlowNotice { code, params: vec!["Google".into()], reference: Some("c_1".into()) }
}

fn link() -> PendingLink {
    PendingLink { account: "ac_1".into(), provider: "google".into(), subject: "s-77".into() }
}

fn facts(mfa: Mfa, has: &[Method], second_factor: Option<SecondFactor>) -> Facts {
    let authenticator =
        |method: &Method| Authenticator { id: format!("{method:?}"), method: *method, destination: None, name: None };
    Facts {
        account_exists: true,
        policy: Policy { mfa, ..Policy::required() },
        methods: Policy::METHODS.into(),
        authenticators: has.iter().map(authenticator).collect(),
        providers: vec![provider("google", ProviderKind::Social)],
        second_factor,
        ..Facts::of_nobody(NOW)
    }
}

/// A person who typed something, guessed codes wrong, and is on the way to a provider.
fn on_the_way() -> State {
    let state = State::new(Some("liv@example.no".into()));
    State { wrong_codes: 3, resent: 2, ..state }.at(Stage::FederationRedirect(departure()))
}

fn accepted(said_mfa: bool) -> Event {
    Event::FederationAccepted {
        account: "ac_1".into(),
        identifier: "liv@example.no".into(),
        epoch: 4,
        via: Via { provider: "google".into(), said_mfa, signed_in_at: None },
        amr: vec!["pwd".into()],
        device_trusted: false,
    }
}

fn at(next: Next) -> State {
    match next {
        Next::At(state) => state,
        Next::SignIn(_) => panic!("signed in"),
    }
}

#[test]
fn the_provider_s_policy_decides_about_the_second_factor_and_nothing_else_does() {
    use SecondFactor::{Asked, ByAmr, Trusted};
    let challenge = Some(Stage::MfaChallenge { authenticator: "Totp".into() });
    let select = Some(Stage::MfaEnrollSelect);
    for (policy, said_mfa, has, expected) in [
        (Some(Trusted), false, &[][..], None),
        (Some(Trusted), false, &[Method::Totp], None),
        (Some(ByAmr), true, &[Method::Totp], None),
        (Some(ByAmr), true, &[], None),
        (Some(ByAmr), false, &[Method::Totp], challenge.clone()),
        (Some(ByAmr), false, &[], select.clone()),
        (Some(Asked), true, &[Method::Totp], challenge.clone()),
        (Some(Asked), true, &[], select.clone()),
        // The provider was taken out of the file while the person was there.
        (None, true, &[Method::Totp], challenge),
        (None, true, &[], select),
    ] {
        let name = format!("{policy:?}, mfa said: {said_mfa}, has {has:?}");
        let facts = facts(Mfa::Required, has, policy);
        match (advance(on_the_way(), accepted(said_mfa), &facts), expected) {
            (Next::SignIn(state), None) => {
                assert_eq!((state.first, state.second), (Some(First::Provider), Some(Second::Provider)), "{name}");
                assert_eq!((state.amr, state.epoch, state.wrong_codes), (vec!["pwd".to_owned()], 4, 3), "{name}");
            }
            (Next::At(state), Some(stage)) => {
                assert_eq!((&state.stage, state.second), (&stage, None), "{name}");
                let stays = reconciled(state.clone(), &Facts { standing: epoch(4), ..facts });
                assert_eq!(stays.stage, stage, "{name}: the same after a reload");
            }
            (next, expected) => panic!("{name}: {next:?} instead of {expected:?}"),
        }
    }
}

fn epoch(epoch: u32) -> Standing {
    Standing { epoch, ..Standing::default() }
}

#[test]
fn who_came_by_a_provider_is_not_asked_for_a_new_password() {
    let mut facts = facts(Mfa::None, &[], Some(SecondFactor::Trusted));
    facts.standing.must_change = Some(PasswordChangeReason::Forced);
    assert!(matches!(advance(on_the_way(), accepted(false), &facts), Next::SignIn(_)));
}

#[test]
fn a_remembered_device_stands_in_where_a_factor_is_asked() {
    let event = match accepted(false) {
        Event::FederationAccepted { account, identifier, epoch, via, amr, .. } => {
            Event::FederationAccepted { account, identifier, epoch, via, amr, device_trusted: true }
        }
        other => other,
    };
    let facts = facts(Mfa::Required, &[Method::Totp], Some(SecondFactor::Asked));
    assert!(matches!(advance(on_the_way(), event, &facts), Next::SignIn(_)));
}

#[test]
fn a_closed_account_is_closed_by_every_way() {
    let standing = Standing { disabled_at: Some(NOW), ..Standing::default() };
    let facts = Facts { standing, ..facts(Mfa::None, &[], Some(SecondFactor::Trusted)) };
    let closed = Stage::Denied { code: DeniedCode::AccountDisabled };
    let state = at(advance(on_the_way(), accepted(true), &facts));
    assert_eq!((&state.stage, state.account, state.first), (&closed, None, None));
    let password = State::new(Some("liv".into())).at(Stage::Password);
    let event = Event::PasswordAccepted { account: "ac_1".into(), epoch: 0, device_trusted: false };
    assert_eq!(at(advance(password, event, &facts)).stage, closed);
    let select = State { first: Some(First::Password), account: Some("ac_1".into()), ..State::new(None) };
    assert_eq!(reconciled(select.at(Stage::MfaEnrollSelect), &facts).stage, closed, "closed in the middle");
}

#[test]
fn leaving_and_coming_back_leaves_nothing_proven_and_no_counter_behind() {
    let facts = facts(Mfa::Required, &[], None);
    let password = State { link: Some(link()), wrong_codes: 3, ..State::new(Some("liv".into())).at(Stage::Password) };
    let left = at(advance(password, Event::Departed { identifier: None, departure: departure() }, &facts));
    assert_eq!((left.identifier.as_deref(), &left.link), (Some("liv"), &None), "what was typed goes along");

    let start = || State { wrong_codes: 3, resent: 2, ..State::new(Some("liv@example.no".into())).turning_away() };
    for event in [Event::Back, Event::Restarted] {
        assert_eq!(at(advance(on_the_way(), event, &facts)), start());
    }
    for stage in [Stage::MfaChallenge { authenticator: "Totp".into() }, Stage::MfaEnrollSelect] {
        let via = Some(Via { provider: "google".into(), said_mfa: false, signed_in_at: None });
        let proven = State { first: Some(First::Provider), account: Some("ac_1".into()), via, ..on_the_way() };
        let proven = State { amr: vec!["pwd".into()], ..proven };
        assert_eq!(at(advance(proven.at(stage), Event::Back, &facts)), start());
    }
}

#[test]
fn who_turns_away_from_an_account_wants_another_one_for_the_rest_of_the_flow() {
    let facts = facts(Mfa::None, &[], None);
    let refused = |code| Event::FederationRefused { identifier: None, notice: notice(code) };
    let to_prove =
        Event::FederationToProve { identifier: "liv".into(), link: link(), notice: notice(NoticeCode::AccountExists) };
    let stage = |stage: Stage| State::new(Some("liv".into())).at(stage);
    let update = update_gate::Update {
        platform: auth_contract::ClientPlatform::Ios,
        required: "2.0.0".into(),
        available_since: NOW,
        mandatory_from: Some(NOW),
        blocking: true,
        store_url: None,
    };
    for (state, event, expected) in [
        (on_the_way(), Event::Back, true),
        (on_the_way(), Event::Restarted, true),
        (stage(Stage::Password), Event::Back, true),
        (stage(Stage::Denied { code: DeniedCode::AccountDisabled }), Event::Restarted, true),
        (stage(Stage::PasswordResetRequest), Event::Back, false),
        // "Try again" with the same account.
        (stage(Stage::AppUpdate { update, session_id: None }), Event::Restarted, false),
        (on_the_way(), to_prove, true),
        (on_the_way(), refused(NoticeCode::FederationUnknown), true),
        (on_the_way(), refused(NoticeCode::FederationMismatch), true),
        (on_the_way(), refused(NoticeCode::AccountExistsElsewhere), true),
        (on_the_way(), refused(NoticeCode::FederationCancelled), false),
        (on_the_way(), refused(NoticeCode::FederationLate), false),
        (on_the_way(), refused(NoticeCode::FederationNotFresh), false),
    ] {
        let name = format!("{event:?} at {:?}", state.stage.step_type());
        assert_eq!(at(advance(state, event, &facts)).wants_another_account, expected, "{name}");
    }
    let away = at(advance(
        stage(Stage::Identify).turning_away(),
        Event::Departed { identifier: None, departure: departure() },
        &facts,
    ));
    assert!(at(advance(away, refused(NoticeCode::FederationUnavailable), &facts)).wants_another_account);
}

#[test]
fn a_pending_link_goes_with_the_proof_and_is_lost_on_every_way_back() {
    let event =
        Event::FederationToProve { identifier: "liv".into(), link: link(), notice: notice(NoticeCode::AccountExists) };
    let nothing_more = facts(Mfa::None, &[], None);
    let password = at(advance(on_the_way(), event, &nothing_more));
    assert_eq!((&password.stage, password.link.as_ref()), (&Stage::Password, Some(&link())));
    assert_eq!((password.identifier.as_deref(), password.account.as_deref()), (Some("liv"), None));
    assert_eq!(password.notice, Some(notice(NoticeCode::AccountExists)));

    let given = Event::PasswordAccepted { account: "ac_1".into(), epoch: 0, device_trusted: false };
    let Next::SignIn(state) = advance(password.clone(), given.clone(), &nothing_more) else { panic!("not signed in") };
    assert_eq!(state.link, Some(link()));
    let challenged = at(advance(password.clone(), given, &facts(Mfa::Required, &[Method::Totp], None)));
    assert_eq!(
        (challenged.stage.step_type(), challenged.link.is_some()),
        (auth_contract::StepType::MfaChallenge, true)
    );

    for (state, event) in [
        (password.clone(), Event::Back),
        (password.clone(), Event::Restarted),
        (password.clone(), Event::Departed { identifier: None, departure: departure() }),
        (challenged.clone(), Event::Back),
        (challenged, Event::Restarted),
        (password.at(Stage::PasswordResetCode), Event::Back),
    ] {
        let name = format!("{event:?} at {:?}", state.stage.step_type());
        assert_eq!(at(advance(state, event, &nothing_more)).link, None, "{name}");
    }
}

#[test]
fn what_went_wrong_is_said_once_and_at_the_step_where_the_person_is() {
    let facts = facts(Mfa::None, &[], None);
    let down = || notice(NoticeCode::FederationUnavailable);
    for stage in [Stage::Identify, Stage::Password] {
        let state = State { link: Some(link()), ..State::new(Some("liv".into())) }.at(stage.clone());
        let stranded = at(advance(state.clone(), Event::NotDeparted { identifier: None, notice: down() }, &facts));
        assert_eq!(stranded, State { notice: Some(down()), ..state }, "the same step, and nothing lost");
    }
    let typed = Event::NotDeparted { identifier: Some("dr.lie@fjord.example".into()), notice: down() };
    let stranded = at(advance(State::new(None), typed, &facts));
    assert_eq!((&stranded.stage, stranded.identifier.as_deref()), (&Stage::Identify, Some("dr.lie@fjord.example")));
    let on = at(advance(stranded, Event::Identified { identifier: "kari".into() }, &facts));
    assert_eq!(on.notice, None);

    let refused = Event::FederationRefused { identifier: None, notice: down() };
    let back = at(advance(on_the_way(), refused, &facts));
    assert_eq!(
        (&back.stage, back.identifier.as_deref(), back.wrong_codes),
        (&Stage::Identify, Some("liv@example.no"), 3)
    );
    let mismatch = notice(NoticeCode::FederationMismatch);
    let refused = Event::FederationRefused { identifier: Some("dr.lie@fjord.example".into()), notice: mismatch };
    assert_eq!(at(advance(on_the_way(), refused, &facts)).identifier.as_deref(), Some("dr.lie@fjord.example"));
}

#[test]
fn an_answer_means_nothing_where_nobody_waits_for_one() {
    let facts = facts(Mfa::None, &[], Some(SecondFactor::Trusted));
    for stage in [Stage::Identify, Stage::Password, Stage::PasswordResetCode, Stage::MfaEnrollSelect] {
        let state = State::new(Some("liv".into())).at(stage);
        assert_eq!(advance(state.clone(), accepted(true), &facts), Next::At(state));
    }
}

#[test]
fn buttons_are_for_everybody_or_for_nobody() {
    let with = facts(Mfa::None, &[], None);
    let without = Facts { providers: Vec::new(), ..with.clone() };
    for stage in [Stage::Identify, Stage::Password] {
        let state = State::new(None).at(stage);
        assert!(offered(&state, &with).contains(&ActionType::StartFederation));
        assert!(!offered(&state, &without).contains(&ActionType::StartFederation));
    }
    assert_eq!(offered(&on_the_way(), &with), [ActionType::Back, ActionType::Restart]);
}
