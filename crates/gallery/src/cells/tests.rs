use std::collections::BTreeSet;

use auth_contract::{ActionType, FederationReason, NoticeCode, ProblemCode, StepType};

use super::setup::Device;
use super::*;
use portico::flow::{CeremonyError, RedirectState, Screen, SubmitErrorKind};

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
        match &cell.setup {
            Setup::Scene(scene, then) => {
                let kind = machine.submit().error().map(|error| error.kind);
                let expected = match (then, scene.problem) {
                    (Variation::Nothing, Some(code)) => Some(SubmitErrorKind::Problem(code)),
                    (Variation::Empty, _) => Some(SubmitErrorKind::Empty),
                    (Variation::Mismatch, _) => Some(SubmitErrorKind::Mismatch),
                    (Variation::WentBack, _) => Some(SubmitErrorKind::NoWayBack),
                    (Variation::Cookieless, _) => Some(SubmitErrorKind::Cookies),
                    (Variation::Refused, _) => Some(SubmitErrorKind::Refused),
                    (Variation::Device(Device::Refused(error)), _) => Some(SubmitErrorKind::Passkey(*error)),
                    (Variation::Offline, _) => Some(SubmitErrorKind::Connection),
                    (Variation::Timeout, _) => Some(SubmitErrorKind::Timeout),
                    _ => None,
                };
                assert_eq!(kind, expected, "{}", cell.id);
                let sends = *then == Variation::Sending && cell.click().is_none();
                assert_eq!(machine.submit().is_sending(), sends, "{}", cell.id);
                let is_over = matches!(scene.flow.step, Step::Complete(_));
                assert_eq!(machine.completed_here(), is_over && *then != Variation::Reloaded, "{}", cell.id);
                let on_the_way = match (&scene.flow.step, then) {
                    (Step::FederationRedirect(_), Variation::Reloaded | Variation::Refused) => RedirectState::Idle,
                    (Step::FederationRedirect(_), Variation::Stalled) => RedirectState::Stalled,
                    (Step::FederationRedirect(step), Variation::Nothing) if step.reason == FederationReason::Sso => {
                        RedirectState::Scheduled
                    }
                    (Step::FederationRedirect(_), _) => RedirectState::Leaving,
                    _ => RedirectState::Idle,
                };
                assert_eq!(machine.redirect(), on_the_way, "{}", cell.id);
                let step = machine.flow().map(|flow| flow.step.step_type());
                assert_eq!(step, Some(scene.flow.step.step_type()), "{}", cell.id);
            }
            Setup::NoScript => assert_eq!(*machine.screen(), Screen::Identify),
            Setup::Resuming | Setup::LoadFailure => assert_eq!(*machine.screen(), Screen::Resuming),
            Setup::Failure(Failure::Unsupported) => assert_eq!(*machine.screen(), Screen::Step),
            Setup::Failure(failure) => assert_eq!(*machine.screen(), Screen::Failure(*failure), "{}", cell.id),
        }
    }
}

/// What an action can be refused for by its own content or at its own time, where that is not the same at each step.
fn refusals(at: StepType, action: ActionType) -> &'static [ProblemCode] {
    use ProblemCode::{
        CodeExpired, CodeSuperseded, DeliveryFailed, DestinationMismatch, InvalidCode, InvalidCredential,
        InvalidCredentials, InvalidInput, Locked, RateLimited, SkipExpired, UnknownCredential, WeakPassword,
    };
    match (action, at) {
        (ActionType::Identify, _) | (ActionType::RequestReset, StepType::PasswordResetRequest) => {
            &[InvalidInput, RateLimited]
        }
        (ActionType::SubmitPassword, _) => &[InvalidCredentials, Locked],
        (ActionType::SubmitCode, StepType::TotpEnroll) => &[InvalidCode],
        (ActionType::SubmitCode, _) => &[InvalidCode, CodeExpired, CodeSuperseded, Locked],
        (ActionType::Resend, _) => &[RateLimited, DeliveryFailed],
        (ActionType::SetDestination, _) => &[InvalidInput, DestinationMismatch, Locked, RateLimited, DeliveryFailed],
        (ActionType::SubmitPublicKey, StepType::PasskeyEnroll) => &[InvalidCredential],
        (ActionType::SubmitPublicKey, _) => &[InvalidCredential, UnknownCredential],
        (ActionType::ChangePassword, _) => &[WeakPassword],
        (ActionType::Skip, _) => &[SkipExpired],
        _ => &[],
    }
}

/// On the very step: the same code reads differently from one to the next.
#[test]
fn every_error_of_every_action_is_shown_at_its_step() {
    let shown: BTreeSet<(&str, &str)> = cells()
        .iter()
        .filter(|cell| !cell.hidden)
        .filter_map(|cell| match &cell.setup {
            Setup::Scene(scene, Variation::Nothing) => {
                Some((scene.flow.step.step_type().name(), scene.problem?.name()))
            }
            _ => None,
        })
        .collect();
    let mut missing = vec![];
    for step in SUPPORTED {
        let flows = samples::scenes().into_iter().map(|scene| scene.value.flow);
        let flows: Vec<_> = flows.filter(|flow| flow.step.step_type() == *step).collect();
        for action in step.possible_actions() {
            if !flows.iter().any(|flow| flow.actions.contains(action)) {
                continue;
            }
            let unseen = refusals(*step, *action).iter().filter(|code| !shown.contains(&(step.name(), code.name())));
            missing
                .extend(unseen.map(|code| format!("{}: {} refused with {}", step.name(), action.name(), code.name())));
        }
    }
    assert!(missing.is_empty(), "without a sample: {missing:#?}");
}

#[test]
fn every_notice_of_the_contract_is_shown() {
    let cells = cells();
    for code in NoticeCode::ALL {
        let says = |cell: &Cell| match &cell.setup {
            Setup::Scene(scene, Variation::Nothing) => {
                scene.flow.notice.as_ref().is_some_and(|notice| notice.code == *code)
            }
            _ => false,
        };
        assert!(cells.iter().any(|cell| !cell.hidden && says(cell)), "{code:?}");
    }
}

/// Whatever a person meets without a server's word.
#[test]
fn everything_that_the_page_says_by_itself_is_shown() {
    let kinds: Vec<_> = cells()
        .iter()
        .filter_map(|cell| Some(cell.machine().submit().error()?.kind))
        .filter(|kind| !matches!(kind, SubmitErrorKind::Problem(_)))
        .collect();
    let passkey = [
        CeremonyError::Cancelled,
        CeremonyError::Exists,
        CeremonyError::Unsupported,
        CeremonyError::Insecure,
        CeremonyError::Failed,
        CeremonyError::Late,
    ];
    let own = [
        SubmitErrorKind::Connection,
        SubmitErrorKind::Timeout,
        SubmitErrorKind::Empty,
        SubmitErrorKind::Mismatch,
        SubmitErrorKind::NoWayBack,
        SubmitErrorKind::Refused,
        SubmitErrorKind::Cookies,
    ];
    for kind in own.into_iter().chain(passkey.map(SubmitErrorKind::Passkey)) {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn every_screen_with_a_field_is_seen_filled_sending_empty_and_without_a_line() {
    let cells = cells();
    for step in SUPPORTED {
        let screen = kebab(step.name());
        let first = cells.iter().find(|cell| cell.screen == screen && !cell.hidden).expect("a cell");
        let Setup::Scene(scene, _) = &first.setup else { continue };
        let fields = [
            ActionType::Identify,
            ActionType::SubmitPassword,
            ActionType::SubmitCode,
            ActionType::SetDestination,
            ActionType::ChangePassword,
        ];
        if !scene.flow.actions.iter().any(|action| fields.contains(action)) {
            continue;
        }
        // By name: a sample of the contract that says the same stands in its place.
        for state in ["filled", "sending", "empty", "offline", "timeout"] {
            let id = format!("{screen}-{state}");
            assert!(cells.iter().any(|cell| cell.id == id), "{id}");
        }
    }
}

#[test]
fn the_source_of_every_cell_is_there() {
    for cell in cells().iter().filter(|cell| !cell.hidden) {
        assert!(
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(&cell.source).is_file(),
            "{}",
            cell.source
        );
    }
}
