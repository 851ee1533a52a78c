mod ceremony;
mod destination;
mod federation;
mod passwords;
mod pauses;

use auth_contract::{Complete, Handoff, Identify, ProblemCode, Secret, Step, StepType, samples};

use super::machine::RETRY_DELAYS;
use super::*;

fn launch() -> Launch {
    Launch { request: Some("ar_1".into()), locale: "en".into(), supported_steps: StepType::ALL, ..Launch::default() }
}

fn at(name: &str, revision: u32) -> Flow {
    let scene = samples::scenes().into_iter().find(|sample| sample.name == name).expect("a sample of this name");
    Flow { revision, ..scene.value.flow }
}

fn identify(who: &str) -> Msg {
    Msg::ActionSubmitted { action: Action::Identify { identifier: who.into(), password: None }, key: "k1".into() }
}

fn password(key: &str) -> Msg {
    Msg::ActionSubmitted {
        action: Action::SubmitPassword { password: Secret::new("pw"), remember_device: false },
        key: key.into(),
    }
}

/// A machine, and the ticket of the request under way.
struct Tab {
    machine: Machine,
    ticket: u32,
}

impl Tab {
    fn open(launch: Launch) -> (Self, Vec<Effect>) {
        let mut tab = Self { machine: Machine::default(), ticket: 0 };
        let effects = tab.send(Msg::Launched(launch));
        (tab, effects)
    }

    fn send(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = self.machine.update(msg);
        for effect in &effects {
            if let Effect::Call { ticket, .. } = effect {
                self.ticket = *ticket;
            }
        }
        effects
    }

    fn answer(&mut self, flow: Flow) -> Vec<Effect> {
        self.send(Msg::Answered { ticket: self.ticket, result: Ok(Box::new(flow)) })
    }

    fn refuse(&mut self, error: ApiError) -> Vec<Effect> {
        self.send(Msg::Answered { ticket: self.ticket, result: Err(error) })
    }

    fn problem(&mut self, code: ProblemCode, flow: Option<Flow>) -> Vec<Effect> {
        self.refuse(ApiError::Problem(Box::new(samples::problem(code, flow))))
    }

    fn at(name: &str) -> Self {
        let (mut tab, _) = Self::open(launch());
        tab.answer(at("identify", 1));
        tab.send(identify("kari"));
        tab.answer(at(name, 2));
        tab
    }
}

fn action_handler(effects: &[Effect]) -> Vec<(&ActionRequest, &str)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Call { call: Call::Act { request, key, .. }, .. } => Some((request, key.as_str())),
            _ => None,
        })
        .collect()
}

#[test]
fn a_press_before_the_flow_is_there_is_carried_out_once() {
    let (mut tab, _) = Tab::open(launch());
    let pending = tab.send(identify("kari"));
    assert_eq!(pending, [Effect::StoreIdentifier(Some("kari".into()))]);
    assert!(tab.machine.submit().is_sending());
    assert_eq!(tab.send(identify("kari")), [], "a second press while the first is held does nothing");
    let effects = tab.answer(at("identify", 1));
    assert_eq!(action_handler(&effects).len(), 1);
    assert_eq!(tab.machine.screen(), &Screen::Identify);
}

#[test]
fn a_start_that_fails_quietly_is_tried_again_by_the_press() {
    let (mut tab, _) = Tab::open(launch());
    for _ in RETRY_DELAYS {
        let effects = tab.refuse(ApiError::Connection);
        assert!(matches!(effects[..], [Effect::Wait { .. }]));
        let ticket = tab.ticket;
        tab.send(Msg::RetryDue { ticket });
    }
    assert_eq!(tab.refuse(ApiError::Connection), []);
    assert_eq!(tab.machine.submit(), &Submit::Idle);
    let effects = tab.send(identify("kari"));
    assert!(matches!(effects[1], Effect::Call { call: Call::Start(_), .. }));
}

#[test]
fn a_wrong_password_keeps_the_step_and_says_so() {
    let mut tab = Tab::at("password");
    tab.send(password("k2"));
    tab.problem(ProblemCode::InvalidCredentials, Some(at("password", 3)));
    assert_eq!(tab.machine.screen(), &Screen::Step);
    assert_eq!(tab.machine.submit().error().unwrap().kind, SubmitErrorKind::Problem(ProblemCode::InvalidCredentials));
    assert_eq!(tab.machine.flow().unwrap().revision, 3);
}

#[test]
fn a_lost_answer_is_asked_for_under_the_same_key() {
    let mut tab = Tab::at("password");
    tab.send(password("k2"));
    tab.refuse(ApiError::Timeout);
    let again = tab.send(password("k3"));
    assert_eq!(action_handler(&again)[0].1, "k2", "the same action keeps its key");

    tab.refuse(ApiError::Timeout);
    let action = Action::SubmitPassword { password: Secret::new("other"), remember_device: false };
    let other = tab.send(Msg::ActionSubmitted { action, key: "k4".into() });
    assert_eq!(action_handler(&other)[0].1, "k4", "another action is another request");
}

#[test]
fn an_expired_flow_begins_anew_without_a_word_on_the_first_screen() {
    let (mut tab, _) = Tab::open(launch());
    tab.answer(at("identify", 1));
    tab.send(identify("kari"));
    let effects = tab.problem(ProblemCode::FlowExpired, None);
    assert!(matches!(&effects[..], [Effect::Call { call: Call::Start(start), .. }]
        if start.authorization_request.as_deref() == Some("ar_9dK2wE7tYb") && start.login_hint.as_deref() == Some("kari")));
    let effects = tab.answer(at("identify", 1));
    assert_eq!(action_handler(&effects).len(), 1);
}

/// A browser that keeps no cookies has no flow of its own, however often one is begun for it.
#[test]
fn a_press_begins_anew_once_and_then_says_what_is_in_the_way() {
    let (mut tab, _) = Tab::open(launch());
    tab.answer(at("identify", 1));
    for _ in 0..2 {
        tab.send(identify("kari"));
        tab.problem(ProblemCode::FlowNotFound, None);
        assert_eq!(action_handler(&tab.answer(at("identify", 1))).len(), 1);
        assert_eq!(tab.problem(ProblemCode::FlowNotFound, None), []);
        assert_eq!(tab.machine.screen(), &Screen::Identify);
        assert_eq!(tab.machine.submit().error().unwrap().kind, SubmitErrorKind::Cookies);
    }
    // The person has allowed them.
    tab.send(identify("kari"));
    tab.problem(ProblemCode::FlowNotFound, None);
    tab.answer(at("identify", 1));
    tab.answer(at("password", 2));
    assert_eq!(tab.machine.screen(), &Screen::Step);
    // Much later, on the first screen again: that is old age, and nothing to speak of.
    tab.send(Msg::ActionSubmitted { action: Action::Back, key: "k2".into() });
    tab.answer(at("identify", 3));
    tab.send(identify("kari"));
    assert!(matches!(&tab.problem(ProblemCode::FlowExpired, None)[..], [Effect::Call { call: Call::Start(_), .. }]));
}

#[test]
fn an_expired_flow_later_on_says_so_and_starts_again_with_everything() {
    let mut tab = Tab::at("password");
    tab.send(password("k2"));
    tab.problem(ProblemCode::FlowExpired, None);
    assert_eq!(tab.machine.screen(), &Screen::Failure(Failure::Expired));
    let effects = tab.send(Msg::RestartRequested { key: "again".into() });
    assert_eq!(effects[0], Effect::SetAddress(None));
    assert!(
        matches!(&effects[1], Effect::Call { call: Call::Start(start), .. } if start.login_hint.as_deref() == Some("kari"))
    );
    assert_eq!(tab.machine.screen(), &Screen::Identify);
    assert_eq!(tab.machine.identifier(), Some("kari"));
}

#[test]
fn reload_goes_on_where_the_person_was_and_a_dead_server_is_not_the_end() {
    let (mut tab, effects) = Tab::open(Launch { resume: Some("fl_4Zr8mQ2sV1xK7pWn".into()), ..launch() });
    assert!(matches!(&effects[..], [Effect::Call { call: Call::Resume { .. }, .. }]));
    assert_eq!(tab.machine.screen(), &Screen::Resuming);
    for _ in RETRY_DELAYS {
        tab.refuse(ApiError::Connection);
        let ticket = tab.ticket;
        tab.send(Msg::RetryDue { ticket });
    }
    tab.refuse(ApiError::Connection);
    assert_eq!(tab.machine.screen(), &Screen::Failure(Failure::Connection));
    assert!(matches!(&tab.send(Msg::RetryRequested)[..], [Effect::Call { call: Call::Resume { .. }, .. }]));
    tab.answer(at("password", 2));
    assert_eq!(tab.machine.screen(), &Screen::Step);
}

#[test]
fn back_becomes_an_action_and_the_guard_stays_while_there_is_a_step() {
    let mut tab = Tab::at("totp-enroll");
    let effects = tab.send(Msg::WentBack { key: "k2".into() });
    assert_eq!(action_handler(&effects)[0].0.action, Action::Back);
    let effects = tab.answer(at("mfa-enroll-select-one", 3));
    assert!(effects.contains(&Effect::PushGuardEntry));
    tab.send(Msg::WentBack { key: "k3".into() });
    let effects = tab.answer(at("identify", 4));
    assert!(!effects.contains(&Effect::PushGuardEntry) && !effects.contains(&Effect::PopGuardEntry));
}

#[test]
fn back_where_there_is_no_way_back_says_so() {
    let mut tab = Tab::at("recovery-codes");
    assert_eq!(tab.send(Msg::WentBack { key: "k2".into() }), [Effect::PushGuardEntry]);
    assert_eq!(tab.machine.submit().error().unwrap().kind, SubmitErrorKind::NoWayBack);
}

#[test]
fn change_takes_the_guard_away() {
    let mut tab = Tab::at("password");
    tab.send(Msg::ActionSubmitted { action: Action::Back, key: "k2".into() });
    assert!(tab.answer(at("identify", 3)).contains(&Effect::PopGuardEntry));
}

#[test]
fn only_a_flow_completed_here_leaves_by_itself() {
    let mut tab = Tab::at("password");
    tab.send(password("k2"));
    let effects = tab.answer(at("complete-web", 3));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Leave(_))));
    assert!(effects.contains(&Effect::StoreIdentifier(None)));

    let (mut reloaded, _) = Tab::open(Launch { resume: Some("fl".into()), ..launch() });
    let effects = reloaded.answer(at("complete-web", 3));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Leave(_))));
}

#[test]
fn a_native_hand_over_waits_for_a_press() {
    let mut tab = Tab::at("password");
    tab.send(password("k2"));
    let flow = Flow {
        step: Step::Complete(Complete {
            redirect_to: "com.example:/cb".into(),
            handoff: Handoff::Native,
            app: None,
            code: None,
        }),
        ..at("complete-native", 3)
    };
    assert!(!tab.answer(flow).iter().any(|effect| matches!(effect, Effect::Leave(_))));
}

#[test]
fn another_tab_that_went_on_is_followed() {
    let mut tab = Tab::at("password");
    let flow = tab.machine.flow().unwrap().id.clone();
    assert_eq!(tab.send(Msg::AdvancedInOtherTab { flow: flow.clone(), revision: 2 }), [], "nothing new");
    assert!(matches!(
        &tab.send(Msg::AdvancedInOtherTab { flow, revision: 3 })[..],
        [Effect::Call { call: Call::Resume { .. }, .. }]
    ));
}

#[test]
fn a_conflict_shows_where_the_flow_stands() {
    let mut tab = Tab::at("password");
    tab.send(password("k2"));
    tab.problem(ProblemCode::RevisionConflict, Some(at("mfa-challenge-totp", 4)));
    assert_eq!(tab.machine.flow().unwrap().step.step_type(), StepType::MfaChallenge);
    assert_eq!(tab.machine.submit().error().unwrap().kind, SubmitErrorKind::Problem(ProblemCode::RevisionConflict));
}

#[test]
fn a_used_up_request_leads_to_a_sign_in_without_it() {
    let (mut tab, _) = Tab::open(launch());
    tab.problem(ProblemCode::RequestNotFound, None);
    assert_eq!(tab.machine.screen(), &Screen::Failure(Failure::Request));
    let effects = tab.send(Msg::RestartRequested { key: "again".into() });
    assert!(
        matches!(&effects[1], Effect::Call { call: Call::Start(start), .. } if start.authorization_request.is_none())
    );
}

#[test]
fn the_identifier_that_the_server_knows_is_taken_over() {
    let (mut tab, _) = Tab::open(Launch { resume: Some("fl".into()), ..launch() });
    let step = Step::Identify(Identify {
        identifier_types: vec![],
        identifier: Some("ola".into()),
        providers: vec![],
        passkey_options: None,
    });
    tab.answer(Flow { step, ..at("identify", 2) });
    assert_eq!(tab.machine.identifier(), Some("ola"));
}

#[test]
fn an_empty_field_is_said_to_be_empty_and_nothing_is_sent() {
    let mut tab = Tab::at("password");
    let action = Action::SubmitPassword { password: Secret::default(), remember_device: false };
    assert_eq!(tab.send(Msg::ActionSubmitted { action, key: "k".into() }), []);
    assert_eq!(tab.machine.submit().error().unwrap().kind, SubmitErrorKind::Empty);
    assert_eq!(action_handler(&tab.send(password("k2"))).len(), 1, "and the next press is sent");
}

#[test]
fn a_denied_flow_is_restarted_where_the_server_still_knows_the_destination() {
    let mut tab = Tab::at("denied-too-many");
    let effects = tab.send(Msg::RestartRequested { key: "again".into() });
    assert_eq!(action_handler(&effects)[0].0.action, Action::Restart);
}
