use std::collections::BTreeSet;

use super::*;
use crate::Flow;
use crate::samples::scenes;

#[test]
fn every_line_names_a_scene_and_an_action_that_its_step_can_offer() {
    let scenes = scenes();
    let names: BTreeSet<_> = scenes.iter().map(|scene| scene.name).collect();
    for walk in WALKS {
        assert!(names.contains(walk.begins), "{}: {}", walk.name, walk.begins);
        for turn in walk.turns() {
            assert!(names.contains(turn.then), "{}: {turn:?}", walk.name);
            assert!(turn.at.possible_actions().contains(&turn.does), "{}: {turn:?}", walk.name);
        }
        for (provider, then) in walk.returns {
            assert!(names.contains(then), "{}: {provider} {then}", walk.name);
        }
    }
}

#[test]
fn a_scene_with_a_problem_stays_at_its_step() {
    let scenes = scenes();
    for turn in WALKS.iter().flat_map(Walk::turns) {
        let then = &scenes.iter().find(|scene| scene.name == turn.then).unwrap().value;
        assert!(then.problem.is_none() || then.flow.step.step_type() == turn.at, "{turn:?}");
    }
}

/// The inputs that may select a transition: each destination, method and provider of the scene.
fn choices(scene: &Flow, does: ActionType) -> Vec<String> {
    let name = |method: &Method| serde_json::to_value(method).unwrap().as_str().unwrap().to_owned();
    match (&scene.step, does) {
        (Step::MfaEnrollSelect(step), SelectMethod) => {
            step.methods.iter().map(|offered| name(&offered.method)).collect()
        }
        (Step::MfaChallenge(step), SwitchMethod) => {
            step.alternatives.iter().map(|other| other.authenticator.clone()).collect()
        }
        (Step::Identify(step), StartFederation) => step.providers.iter().map(|one| one.id.clone()).collect(),
        (Step::Password(step), StartFederation) => step.providers_hint.iter().map(|one| one.id.clone()).collect(),
        _ => vec![String::new()],
    }
}

/// Otherwise a designer would reach a dead end.
#[test]
fn nothing_that_can_be_pressed_on_a_walk_goes_unanswered() {
    let scenes = scenes();
    let flow = |name: &str| &scenes.iter().find(|scene| scene.name == name).unwrap().value.flow;
    let mut dead = BTreeSet::new();
    for walk in WALKS {
        let mut seen = BTreeSet::from([walk.begins]);
        let mut next = vec![walk.begins];
        while let Some(name) = next.pop() {
            let at = flow(name).step.step_type();
            for does in &flow(name).actions {
                for typed in choices(flow(name), *does) {
                    if walk.next(&flow(name).step, *does, &typed).is_none() {
                        dead.insert(format!("{}: {name}, {} {typed}", walk.name, does.name()));
                    }
                }
            }
            let turns = walk.turns().filter(|turn| turn.at == at).map(|turn| turn.then);
            let returns = walk.returns.iter().filter(|_| at == StepType::FederationRedirect);
            let reached = turns.chain(returns.map(|(_, then)| *then)).filter(|then| seen.insert(then));
            next.extend(reached.collect::<Vec<_>>());
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

/// Every entry point and every step can be reached, not only viewed.
#[test]
fn every_step_that_has_something_to_press_is_on_a_walk() {
    // The page does not render these steps yet.
    let later = [
        StepType::Introduction,
        StepType::DevicePinSet,
        StepType::DevicePinVerify,
        StepType::OrganizationSelect,
        StepType::Confirm,
    ];
    for step in StepType::ALL.iter().filter(|step| !later.contains(step)) {
        let begun_again = [StepType::Complete, StepType::Denied].contains(step);
        assert!(begun_again || WALKS.iter().any(|walk| walk.knows(*step)), "{}", step.name());
    }
}

fn step(name: &str) -> Step {
    scenes().into_iter().find(|scene| scene.name == name).unwrap().value.flow.step
}

#[test]
fn what_was_typed_decides_and_anything_else_takes_the_open_line() {
    let walk = &WALKS[0];
    assert_eq!(walk.next(&step("password"), SubmitPassword, "wrong"), Some("password-wrong"));
    assert_eq!(walk.next(&step("password"), SubmitPassword, "x"), Some("mfa-enroll-select-policy"));
    assert_eq!(walk.next(&step("recovery-codes"), Back, ""), None);
}

#[test]
fn the_method_of_the_step_decides_too() {
    let walk = WALKS.iter().find(|walk| walk.name == "next-sign-in").unwrap();
    assert_eq!(walk.next(&step("mfa-challenge-email"), SubmitCode, "000000"), Some("mfa-challenge-email-wrong"));
    assert_eq!(walk.next(&step("mfa-challenge-totp"), SubmitCode, "000000"), Some("mfa-challenge-totp-wrong"));
    assert_eq!(walk.next(&step("mfa-challenge-sms"), Resend, ""), Some("mfa-challenge-sms-sent-again"));
    assert_eq!(walk.next(&step("mfa-challenge-email"), SubmitCode, "123456"), Some("complete-web"));
}

#[test]
fn beginning_again_needs_no_line() {
    for walk in WALKS {
        assert_eq!(walk.next(&step("complete-web"), Restart, ""), Some(walk.begins));
    }
}
