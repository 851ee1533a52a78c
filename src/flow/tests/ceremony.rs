//! Passkeys: when the device is asked, for what, and what becomes of its answer.

use auth_contract::{ActionType, RawJson};

use super::*;

fn browser() -> Launch {
    Launch { passkeys: true, ..launch() }
}

fn credential() -> RawJson {
    RawJson::new(r#"{"id":"c1"}"#)
}

fn asked() -> Msg {
    Msg::PasskeyRequested { name: Some("Mac".into()), trust_device: true }
}

fn asks(effects: &[Effect]) -> Vec<(u32, Ceremony)> {
    let ask = |effect: &Effect| match effect {
        Effect::StartCeremony { ticket, ceremony, .. } => Some((*ticket, *ceremony)),
        _ => None,
    };
    effects.iter().filter_map(ask).collect()
}

impl Tab {
    /// On the first screen, which offers passkeys; the ticket of what the device is asked there.
    fn at_first_screen() -> (Self, u32) {
        let (mut tab, _) = Self::open(browser());
        let effects = tab.answer(at("identify-passkey", 1));
        let [(ticket, Ceremony::Conditional)] = asks(&effects)[..] else { panic!("{effects:?}") };
        (tab, ticket)
    }

    fn with_passkeys(name: &str) -> Self {
        let (mut tab, _) = Self::open(browser());
        tab.answer(at("identify", 1));
        tab.send(identify("kari"));
        tab.answer(at(name, 2));
        tab
    }

    fn device(&mut self, ticket: u32, result: Result<RawJson, CeremonyError>) -> Vec<Effect> {
        self.send(Msg::PasskeyAnswered { ticket, key: "kp".into(), result })
    }
}

fn sent(effects: &[Effect]) -> Option<(&Action, &str)> {
    action_handler(effects).first().map(|(request, key)| (&request.action, *key))
}

#[test]
fn a_passkey_is_offered_beside_the_field_where_browser_and_flow_have_it() {
    let (tab, _) = Tab::at_first_screen();
    assert_eq!(tab.machine.submit(), &Submit::Idle, "nobody pressed anything");
    for (launch, flow) in [(launch(), "identify-passkey"), (browser(), "identify")] {
        let (mut tab, _) = Tab::open(launch);
        assert_eq!(asks(&tab.answer(at(flow, 1))), [], "{flow}");
    }
    let (mut tab, _) = Tab::open(browser());
    let mut flow = at("identify-passkey", 1);
    flow.actions.retain(|action| *action != ActionType::SubmitPublicKey);
    assert_eq!(asks(&tab.answer(flow)), [], "the action is not listed");
}

#[test]
fn what_was_chosen_beside_the_field_signs_in_without_a_press() {
    let (mut tab, ticket) = Tab::at_first_screen();
    let effects = tab.device(ticket, Ok(credential()));
    let action = Action::SubmitPublicKey { credential: credential(), name: None, trust_device: false };
    assert_eq!(sent(&effects), Some((&action, "kp")));
    assert_eq!(tab.machine.submit(), &Submit::Sending(Some(ActionType::SubmitPublicKey)));
    assert!(!effects.contains(&Effect::AbortCeremony), "the device has answered already");
}

#[test]
fn the_form_ends_the_offer_and_a_failure_brings_it_back() {
    let (mut tab, first) = Tab::at_first_screen();
    let effects = tab.send(identify("kari"));
    assert!(effects.contains(&Effect::AbortCeremony));
    assert_eq!(tab.device(first, Ok(credential())), [], "too late: the form is under way");
    let effects = tab.problem(ProblemCode::RateLimited, Some(at("identify-passkey", 2)));
    let again = asks(&effects);
    assert!(matches!(again[..], [(ticket, Ceremony::Conditional)] if ticket != first), "{effects:?}");

    tab.send(identify("kari"));
    assert_eq!(asks(&tab.answer(at("password", 3))), [], "not on another step");
    tab.send(Msg::ActionSubmitted { action: Action::Back, key: "k".into() });
    assert_eq!(asks(&tab.answer(at("identify-passkey", 4))).len(), 1, "but again on the way back");
}

#[test]
fn the_button_takes_the_place_of_the_offer_and_gives_it_back() {
    let (mut tab, offer) = Tab::at_first_screen();
    let effects = tab.send(asked());
    let [(dialog, Ceremony::Get)] = asks(&effects)[..] else { panic!("{effects:?}") };
    assert_eq!(tab.machine.submit(), &Submit::Asking);
    assert_eq!(tab.device(offer, Err(CeremonyError::Cancelled)), [], "its end is our own doing: silent");
    assert_eq!(tab.machine.submit(), &Submit::Asking);
    assert_eq!(tab.send(asked()), [], "a second press while the dialog is open");

    let effects = tab.device(dialog, Err(CeremonyError::Cancelled));
    assert!(matches!(asks(&effects)[..], [(_, Ceremony::Conditional)]));
    let kind = SubmitErrorKind::Passkey(CeremonyError::Cancelled);
    assert_eq!(tab.machine.submit().error().unwrap().kind, kind);
}

#[test]
fn cancel_stops_the_device_and_says_nothing() {
    let mut tab = Tab::with_passkeys("mfa-challenge-passkey");
    let dialog = asks(&tab.send(asked()))[0].0;
    assert_eq!(tab.send(Msg::PasskeyCancelled), [Effect::AbortCeremony]);
    assert_eq!(tab.machine.submit(), &Submit::Idle);
    assert_eq!(tab.device(dialog, Err(CeremonyError::Cancelled)), []);
    assert_eq!(tab.machine.submit(), &Submit::Idle);
    assert_eq!(tab.device(dialog, Ok(credential())), [], "nor does a late answer count");
    assert_eq!(asks(&tab.send(asked())).len(), 1, "and the button works again");
}

#[test]
fn everything_else_on_the_screen_still_works_and_ends_the_dialog() {
    let mut tab = Tab::with_passkeys("mfa-challenge-passkey");
    tab.send(asked());
    let action = Action::SwitchMethod { authenticator: "au_2".into() };
    let effects = tab.send(Msg::ActionSubmitted { action: action.clone(), key: "k2".into() });
    assert_eq!(sent(&effects), Some((&action, "k2")));
    assert!(effects.contains(&Effect::AbortCeremony));

    let mut tab = Tab::with_passkeys("passkey-enroll");
    tab.send(asked());
    let effects = tab.send(Msg::WentBack { key: "k2".into() });
    assert_eq!(sent(&effects), Some((&Action::Back, "k2")));
    assert!(effects.contains(&Effect::AbortCeremony));
}

#[test]
fn a_new_passkey_travels_with_its_name_and_a_challenge_with_the_tick() {
    for (step, ceremony) in [("passkey-enroll", Ceremony::Create), ("mfa-challenge-passkey", Ceremony::Get)] {
        let mut tab = Tab::with_passkeys(step);
        let effects = tab.send(asked());
        let [(dialog, asked)] = asks(&effects)[..] else { panic!("{effects:?}") };
        assert_eq!(asked, ceremony);
        let effects = tab.device(dialog, Ok(credential()));
        let action = Action::SubmitPublicKey { credential: credential(), name: Some("Mac".into()), trust_device: true };
        assert_eq!(sent(&effects), Some((&action, "kp")));
    }
}

#[test]
fn a_refusal_of_the_device_is_said_and_can_be_tried_again() {
    for error in CeremonyError::ALL {
        let mut tab = Tab::with_passkeys("passkey-enroll");
        let dialog = asks(&tab.send(asked()))[0].0;
        assert_eq!(tab.device(dialog, Err(error)), []);
        assert_eq!(tab.machine.submit().error().unwrap().kind, SubmitErrorKind::Passkey(error));
        assert_eq!(tab.machine.screen(), &Screen::Step);
        assert_eq!(asks(&tab.send(asked())).len(), 1);
    }
}

#[test]
fn a_browser_without_passkeys_is_told_so_and_asked_nothing() {
    let mut tab = Tab::at("mfa-challenge-passkey");
    assert_eq!(tab.send(asked()), []);
    let kind = SubmitErrorKind::Passkey(CeremonyError::Unsupported);
    assert_eq!(tab.machine.submit().error().unwrap().kind, kind);
    let mut tab = Tab::with_passkeys("mfa-challenge-totp");
    assert_eq!(tab.send(asked()), [], "nor where no passkey is wanted");
    assert_eq!(tab.machine.submit(), &Submit::Idle);
}

#[test]
fn a_browser_that_refuses_at_once_is_not_asked_for_ever() {
    let (mut tab, mut ticket) = Tab::at_first_screen();
    let mut offers = 1;
    while let [(again, _)] = asks(&tab.device(ticket, Err(CeremonyError::Cancelled)))[..] {
        ticket = again;
        offers += 1;
        assert!(offers < 10);
    }
    assert_eq!(offers, 3);
    let flow = tab.machine.flow().unwrap().id.clone();
    tab.send(Msg::AdvancedInOtherTab { flow, revision: 9 });
    assert_eq!(asks(&tab.answer(at("identify-passkey", 9))).len(), 1, "the server has spoken: from the beginning");

    let (mut tab, ticket) = Tab::at_first_screen();
    assert_eq!(tab.device(ticket, Err(CeremonyError::Unsupported)), [], "and one that cannot is not asked again");
    assert_eq!(tab.machine.submit(), &Submit::Idle);
}

#[test]
fn a_new_challenge_replaces_the_one_that_is_asked() {
    let (mut tab, first) = Tab::at_first_screen();
    let flow = tab.machine.flow().unwrap().id.clone();
    tab.send(Msg::AdvancedInOtherTab { flow: flow.clone(), revision: 2 });
    assert_eq!(asks(&tab.answer(at("identify-passkey", 2))), [], "the same challenge: the list stays open");
    tab.send(Msg::AdvancedInOtherTab { flow, revision: 3 });
    let mut changed = at("identify-passkey", 3);
    if let Step::Identify(step) = &mut changed.step {
        step.passkey_options = Some(RawJson::new(r#"{"challenge":"bmV3"}"#));
    }
    let effects = tab.answer(changed);
    assert!(matches!(asks(&effects)[..], [(ticket, Ceremony::Conditional)] if ticket != first));
}

#[test]
fn a_passkey_that_nobody_has_is_forgotten_by_the_device() {
    let (mut tab, ticket) = Tab::at_first_screen();
    tab.device(ticket, Ok(credential()));
    let effects = tab.problem(ProblemCode::UnknownCredential, Some(at("identify-passkey", 2)));
    let forgotten = |effect: &Effect| matches!(effect, Effect::SignalUnknownCredential { credential: it, .. } if *it == credential());
    assert!(effects.iter().any(forgotten), "{effects:?}");
    assert_eq!(asks(&effects).len(), 1, "and the others are offered again");

    let (mut tab, ticket) = Tab::at_first_screen();
    tab.device(ticket, Ok(credential()));
    let effects = tab.problem(ProblemCode::InvalidCredential, Some(at("identify-passkey", 2)));
    assert!(!effects.iter().any(forgotten), "one that was merely not accepted stays");
}

#[test]
fn a_lost_answer_is_sent_again_without_asking_the_device_twice() {
    let mut tab = Tab::with_passkeys("mfa-challenge-passkey");
    let dialog = asks(&tab.send(asked()))[0].0;
    tab.device(dialog, Ok(credential()));
    tab.refuse(ApiError::Timeout);
    let effects = tab.send(asked());
    assert_eq!(asks(&effects), []);
    let (action, key) = sent(&effects).expect("sent at once");
    assert!(matches!(action, Action::SubmitPublicKey { credential: it, .. } if *it == credential()));
    assert_eq!(key, "kp", "under the same key");
    tab.problem(ProblemCode::InvalidCredential, Some(at("mfa-challenge-passkey", 3)));
    assert_eq!(asks(&tab.send(asked())).len(), 1, "answered: the next press asks the device");
}

#[test]
fn a_passkey_for_a_sign_in_that_is_over_begins_a_new_one_and_says_so() {
    let (mut tab, ticket) = Tab::at_first_screen();
    tab.device(ticket, Ok(credential()));
    let effects = tab.problem(ProblemCode::FlowExpired, None);
    assert!(matches!(&effects[..], [Effect::Call { call: Call::Start(_), .. }]), "{effects:?}");
    assert_eq!(tab.machine.screen(), &Screen::Identify);
    let effects = tab.answer(at("identify-passkey", 1));
    assert_eq!(asks(&effects).len(), 1);
    let kind = SubmitErrorKind::Passkey(CeremonyError::Late);
    assert_eq!(tab.machine.submit().error().unwrap().kind, kind, "still said once the new one is there");
}

#[test]
fn an_empty_field_is_still_said_to_be_empty_once_the_server_has_answered() {
    let (mut tab, _) = Tab::open(browser());
    tab.send(identify(" "));
    tab.answer(at("identify-passkey", 1));
    assert_eq!(tab.machine.submit().error().unwrap().kind, SubmitErrorKind::Empty);
}

#[test]
fn too_many_passkeys_pause_passkeys_and_nothing_else() {
    let (mut tab, ticket) = Tab::at_first_screen();
    tab.device(ticket, Ok(credential()));
    let effects = tab.problem(ProblemCode::RateLimited, Some(at("identify-passkey", 2)));
    assert_eq!(asks(&effects), [], "no list that leads nowhere");
    assert_eq!(tab.send(asked()), []);
    assert_eq!(action_handler(&tab.send(identify("kari"))).len(), 1, "the name can still be typed");
}

/// Some software answers beside the field without anybody choosing anything.
#[test]
fn a_device_that_answers_at_once_and_wrongly_is_not_asked_for_ever() {
    let (mut tab, mut ticket) = Tab::at_first_screen();
    let mut tries = 0;
    loop {
        tab.device(ticket, Ok(credential()));
        tries += 1;
        assert!(tries < 10);
        let effects = tab.problem(ProblemCode::UnknownCredential, Some(at("identify-passkey", 1 + tries)));
        let [(again, _)] = asks(&effects)[..] else { break };
        ticket = again;
    }
    assert_eq!(tries, 3);
    assert_eq!(asks(&tab.send(asked())).len(), 1, "the button still works");
}
