//! A pause that the server imposes: what it refused is not sent again before, and everything else still works.

use auth_contract::{ActionType, Timestamp};

use super::*;

const UNTIL: Timestamp = samples::NOW.plus(300);

fn pressed(action: Action) -> Msg {
    Msg::ActionSubmitted { action, key: "k3".into() }
}

fn code() -> Action {
    Action::SubmitCode { code: Secret::new("123456"), trust_device: false }
}

/// A challenge whose code was refused with this code, to be tried again at `UNTIL` if there is such a moment.
fn refused(code: ProblemCode, action: Action, retry_at: Option<Timestamp>) -> (Tab, Vec<Effect>) {
    let mut tab = Tab::at("mfa-challenge-totp");
    let mut problem = samples::problem(code, None);
    problem.retry_at = retry_at;
    tab.send(pressed(action));
    let effects = tab.refuse(ApiError::Problem(Box::new(problem)));
    (tab, effects)
}

#[test]
fn what_was_refused_waits_until_the_server_listens_again() {
    for limit in [ProblemCode::Locked, ProblemCode::RateLimited] {
        let (mut tab, effects) = refused(limit, code(), Some(UNTIL));
        assert!(effects.contains(&Effect::Pause { until: UNTIL }), "{effects:?}");
        assert!(tab.send(pressed(code())).is_empty());
        assert_eq!(tab.machine.pauses_until(), Some(UNTIL));
        // A pause of before is over; this one is not.
        tab.send(Msg::PauseEnded { until: UNTIL.plus(-60) });
        assert_eq!(tab.machine.pauses_until(), Some(UNTIL));
        tab.send(Msg::PauseEnded { until: UNTIL });
        assert_eq!(tab.machine.submit(), &Submit::Idle);
        assert!(matches!(tab.send(pressed(code()))[..], [Effect::Call { .. }]));
    }
}

#[test]
fn other_ways_stay_open_during_a_pause() {
    let (mut tab, _) = refused(ProblemCode::Locked, code(), Some(UNTIL));
    assert!(matches!(tab.send(pressed(Action::Restart))[..], [Effect::Call { .. }]));
    assert_eq!(tab.machine.submit(), &Submit::Sending(Some(ActionType::Restart)));
    // It has left what it belonged to: its end says nothing any more.
    tab.send(Msg::PauseEnded { until: UNTIL });
    assert!(tab.machine.submit().is_sending());
}

#[test]
fn only_a_limit_with_an_end_pauses_and_only_an_answer() {
    for (problem, action, retry_at) in [
        (ProblemCode::Locked, code(), None),
        (ProblemCode::InvalidCode, code(), Some(UNTIL)),
        (ProblemCode::RateLimited, Action::Resend, Some(UNTIL)),
    ] {
        let (mut tab, effects) = refused(problem, action, retry_at);
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Pause { .. })), "{problem:?}");
        assert!(matches!(tab.send(pressed(code()))[..], [Effect::Call { .. }]), "{problem:?}");
    }
}
