use std::collections::BTreeSet;

use auth_contract::{FederationReason, ProblemCode, StepType};

use super::way::Device;
use super::*;
use crate::flow::{Departure, Screen, TroubleKind};

#[test]
fn every_cell_has_an_address_of_its_own() {
    let cells = cells();
    let ids: BTreeSet<_> = cells.iter().map(|cell| &cell.id).collect();
    assert_eq!(ids.len(), cells.len());
    assert!(cells.iter().all(|cell| cell.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')));
}

#[test]
fn every_step_and_every_problem_of_the_contract_has_a_cell() {
    let scenes = samples::scenes();
    for step in StepType::ALL {
        assert!(scenes.iter().any(|scene| scene.value.flow.step.step_type() == *step), "{}", step.name());
    }
    let cells = cells();
    for scene in &scenes {
        assert!(cells.iter().any(|cell| cell.id == scene.name), "{}", scene.name);
    }
    for step in SUPPORTED {
        assert!(cells.iter().any(|cell| !cell.hidden && cell.screen == kebab(step.name())), "{}", step.name());
    }
}

/// On the step where it happened, or as the screen that takes the step's place.
#[test]
fn every_problem_code_of_the_contract_is_seen_somewhere() {
    let scenes = samples::scenes();
    for code in ProblemCode::ALL {
        let on_a_step = scenes.iter().any(|scene| scene.value.problem == Some(*code));
        let instead =
            matches!(code, ProblemCode::FlowExpired | ProblemCode::FlowNotFound | ProblemCode::RequestNotFound);
        assert!(on_a_step || instead, "{}", code.name());
    }
}

/// Only what the page cannot draw yet is hidden; a step that it announces to servers never is as a whole.
#[test]
fn a_cell_is_in_the_state_that_it_names() {
    for cell in cells().iter().filter(|cell| !cell.hidden) {
        let machine = cell.machine();
        match &cell.way {
            Way::Scene(scene, then) => {
                let kind = machine.submit().trouble().map(|trouble| trouble.kind);
                let expected = match (then, scene.problem) {
                    (Then::Nothing, Some(code)) => Some(TroubleKind::Problem(code)),
                    (Then::Empty, _) => Some(TroubleKind::Empty),
                    (Then::Mismatch, _) => Some(TroubleKind::Mismatch),
                    (Then::Refused, _) => Some(TroubleKind::Refused),
                    (Then::Device(Device::Refused(error)), _) => Some(TroubleKind::Passkey(*error)),
                    (Then::Offline, _) => Some(TroubleKind::Connection),
                    (Then::Timeout, _) => Some(TroubleKind::Timeout),
                    _ => None,
                };
                assert_eq!(kind, expected, "{}", cell.id);
                let sends = *then == Then::Sending && cell.click().is_none();
                assert_eq!(machine.submit().is_sending(), sends, "{}", cell.id);
                let is_over = matches!(scene.flow.step, Step::Complete(_));
                assert_eq!(machine.arrived(), is_over && *then != Then::Reloaded, "{}", cell.id);
                let on_the_way = match (&scene.flow.step, then) {
                    (Step::FederationRedirect(_), Then::Reloaded | Then::Refused) => Departure::Standing,
                    (Step::FederationRedirect(_), Then::Stalled) => Departure::Stalled,
                    (Step::FederationRedirect(step), Then::Nothing) if step.reason == FederationReason::Sso => {
                        Departure::Soon
                    }
                    (Step::FederationRedirect(_), _) => Departure::Leaving,
                    _ => Departure::Standing,
                };
                assert_eq!(machine.departure(), on_the_way, "{}", cell.id);
                let step = machine.flow().map(|flow| flow.step.step_type());
                assert_eq!(step, Some(scene.flow.step.step_type()), "{}", cell.id);
            }
            Way::NoScript => assert_eq!(*machine.screen(), Screen::Identify),
            Way::Resuming | Way::Stopped => assert_eq!(*machine.screen(), Screen::Resuming),
            Way::Failure(Failure::Unsupported) => assert_eq!(*machine.screen(), Screen::Step),
            Way::Failure(failure) => assert_eq!(*machine.screen(), Screen::Failure(*failure), "{}", cell.id),
        }
    }
}

#[test]
fn the_source_of_every_cell_is_there() {
    for cell in cells().iter().filter(|cell| !cell.hidden) {
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&cell.source).is_file(), "{}", cell.source);
    }
}
