//! Every screen has its help, and what goes to support holds no secret.

use auth_contract::samples::{self, Scene};
use auth_contract::{ActionType, Secret, Step};
use leptos::prelude::RenderHtml;

use super::details::{Environment, as_text, facts};
use super::device::Device;
use super::*;
use crate::flow::{ApiError, Submit};
use crate::i18n::{BUNDLED, bundled};

fn state_at(screen: Screen, scene: Option<&Scene>) -> ScreenState {
    let problem = scene.and_then(Scene::failure);
    ScreenState {
        screen,
        flow: scene.map(|scene| scene.flow.clone().into()),
        submit: problem.map_or(Submit::Idle, |problem| Submit::Failed(ApiError::Problem(Box::new(problem)).into())),
        offset: 0,
        completed_here: false,
        redirect: crate::flow::RedirectState::Idle,
        passkeys: true,
        web_view: None,
        last_used_method: None,
        destination: None,
    }
}

fn of(scene: &Scene) -> ScreenState {
    let first = matches!(scene.flow.step, Step::Identify(_));
    state_at(if first { Screen::Identify } else { Screen::Step }, Some(scene))
}

/// Everything that can be on screen.
fn every() -> Vec<(String, ScreenState)> {
    let scenes = samples::scenes().into_iter().map(|sample| (sample.name.to_owned(), of(&sample.value)));
    let failures = Failure::ALL.map(|failure| (failure.name().to_owned(), state_at(Screen::Failure(failure), None)));
    let others = [Screen::Identify, Screen::Resuming].map(|screen| (format!("{screen:?}"), state_at(screen, None)));
    scenes.chain(failures).chain(others).collect()
}

fn environment() -> Environment {
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    Environment {
        identifier: "kari@example.com".into(),
        address: "auth.example.com".into(),
        device: Device::of(agent, 0),
        now: samples::NOW,
    }
}

fn sample(name: &str) -> Scene {
    samples::scenes().into_iter().find(|sample| sample.name == name).unwrap_or_else(|| panic!("{name}")).value
}

/// U12, C4: on every screen there are a reload, a private window and what to do about stale data, each once.
#[test]
fn every_screen_has_its_questions() {
    let every = every();
    assert!(every.len() > 60, "the samples are gone");
    for (name, screen_state) in every {
        let topics = topics(&screen_state);
        assert!([Topic::Stuck, Topic::Stale].iter().all(|topic| topics.contains(topic)), "{name}: {topics:?}");
        assert!(topics.len() <= 6, "{name}: too much to read: {topics:?}");
        for (place, topic) in topics.iter().enumerate() {
            assert!(!topics[..place].contains(topic), "{name}: {topic:?} twice");
        }
    }
}

#[test]
fn every_question_comes_up_somewhere() {
    let asked: Vec<Topic> = every().iter().flat_map(|(_, screen_state)| topics(screen_state)).collect();
    let all = [
        Topic::Stuck,
        Topic::Stale,
        Topic::Redirect,
        Topic::App,
        Topic::Which,
        Topic::Refused,
        Topic::Forgot,
        Topic::Manager,
        Topic::Choose,
        Topic::Clock,
        Topic::Mail,
        Topic::Sms,
        Topic::Other,
        Topic::Lost,
        Topic::Codes,
        Topic::Keep,
        Topic::Destination,
        Topic::Passkey,
        Topic::NoCode,
        Topic::NewPassword,
        Topic::Paused,
        Topic::Opens,
        Topic::Updated,
        Topic::NoUpdate,
        Topic::Leave,
        Topic::WrongOrganization,
        Topic::AnotherWay,
        Topic::Organization,
    ];
    for topic in all {
        assert!(asked.contains(&topic), "{topic:?}");
    }
}

#[test]
fn answers_are_whole_and_short_in_every_language() {
    for topic in every().iter().flat_map(|(_, screen_state)| topics(screen_state)) {
        for (tag, _) in BUNDLED {
            let text = topic.answer(bundled(tag), "auth.example.com", 0);
            assert!(!text.contains(['{', '}']) && text.len() < 260, "{tag}: {text}");
        }
    }
    assert!(Topic::Redirect.answer(bundled("en"), "auth.example.com", 0).contains("auth.example.com"));
}

#[test]
fn what_a_flow_does_not_offer_is_not_advised() {
    let mut scene = sample("password");
    scene.flow.actions = vec![ActionType::SubmitPassword];
    assert!(!topics(&of(&scene)).contains(&Topic::Forgot));
    scene.flow.actions.push(ActionType::RequestReset);
    assert!(topics(&of(&scene)).contains(&Topic::Forgot));
    let mut scene = sample("mfa-challenge-totp");
    let Step::MfaChallenge(step) = &mut scene.flow.step else { panic!("a challenge") };
    step.alternatives.clear();
    assert!(!topics(&of(&scene)).contains(&Topic::Other));
}

/// U12: the page measures how far the clock is off, and says so where it matters.
#[test]
fn a_wrong_clock_is_told_with_its_size() {
    let en = bundled("en");
    let off = |offset| wording::clock_off(en, offset).unwrap_or_default();
    assert_eq!([off(0), off(30), off(-30)], [""; 3]);
    assert!(off(31).contains("1 minute."), "{}", off(31));
    assert!(off(-240).contains("4 minutes."), "{}", off(-240));
    assert!(off(7200).contains("2 hours."), "{}", off(7200));
    assert!(!off(i64::MIN).is_empty());
    assert!(Topic::Clock.answer(en, "", 240).contains("4 minutes"));
    assert!(!Topic::Mail.answer(en, "", 240).contains("4 minutes"));
}

/// U13: what support asks for is all there.
#[test]
fn the_details_say_who_what_when_and_where() {
    let scene = sample("mfa-challenge-totp-wrong");
    let problem = scene.failure().expect("a wrong code");
    let mut screen_state = of(&scene);
    screen_state.offset = -250;
    let text = as_text(&facts(bundled("en"), &screen_state, None, &environment()));
    let subject = scene.flow.subject.as_ref().expect("a subject").display.clone();
    let expected = [
        format!("E-mail or username: {subject}\n"),
        "Error: invalid_code – ".into(),
        format!("Reference: {}\n", problem.correlation_id),
        "Z\n".into(),
        "Step: mfa_challenge (totp)\n".into(),
        format!("Sign-in page: Portico {}, auth.example.com\n", env!("CARGO_PKG_VERSION")),
        "Device: Computer, Linux\n".into(),
        "Browser: Firefox 128\n".into(),
        "Clock: +250 s\n".into(),
        "Language: en\n".into(),
    ];
    for part in expected {
        assert!(text.contains(&part), "{part:?} is missing in\n{text}");
    }
}

#[test]
fn before_the_server_knows_anybody_the_details_have_what_was_typed() {
    let text = as_text(&facts(bundled("nb"), &state_at(Screen::Identify, None), None, &environment()));
    assert!(text.contains("kari@example.com") && text.contains("identify"), "{text}");
}

/// What led to a failure screen is not lost with the step.
#[test]
fn a_failure_screen_has_the_reference_of_its_cause() {
    let problem = samples::problem(ProblemCode::ServerError, None);
    let cause = ApiError::Problem(Box::new(problem.clone())).into();
    let screen_state = state_at(Screen::Failure(Failure::Server), None);
    let text = as_text(&facts(bundled("nb"), &screen_state, Some(&cause), &environment()));
    assert!(text.contains("Feil: server_error – ") && text.contains(&problem.correlation_id), "{text}");
    let text = as_text(&facts(bundled("nb"), &screen_state, None, &environment()));
    assert!(text.contains("Feil: server\n"), "{text}");
}

/// U13: which version somebody has is what support asks first about an app that is too old.
#[test]
fn the_details_of_the_wall_have_both_versions() {
    let told = |name: &str| as_text(&facts(bundled("en"), &of(&sample(name)), None, &environment()));
    assert!(told("app-update-ios").contains("Step: app_update (3.0.4 → 3.1.0)\n"), "{}", told("app-update-ios"));
    assert!(told("app-update-unknown-version").contains("Step: app_update (? → 1.1.2)\n"));
    assert!(told("complete-native-code").contains("Step: complete (native)\n"));
    assert!(told("complete-native-code").contains("App: Northwind Notes 4.12.0 (Android)\n"));
}

/// U9, U12: the organisation's IT and support have to find the same event.
#[test]
fn the_details_of_a_sign_in_elsewhere_name_the_provider_and_what_it_said() {
    let told = |name: &str| as_text(&facts(bundled("en"), &of(&sample(name)), None, &environment()));
    let redirect = told("federation-redirect-sso");
    assert!(redirect.contains("Step: federation_redirect (sso)\n"), "{redirect}");
    assert!(redirect.contains("Signs you in: Fjord Entra ID (fjord), Fjord Hospital Trust\n"), "{redirect}");
    assert!(told("federation-redirect-social").contains("Signs you in: Google (google)\n"));
    let failed = told("identify-federation-unavailable");
    assert!(failed.contains("Error: federation_unavailable – Fjord Entra ID"), "{failed}");
    assert!(failed.contains("Signs you in: Fjord Entra ID\n"), "{failed}");
    let reference = sample("identify-federation-unavailable").flow.notice.unwrap().reference.unwrap();
    assert!(failed.contains(&format!("Reference: {reference}\n")), "{failed}");
    // What was right and is no sign-in here is no error, and still what happened.
    assert!(told("identify-federation-mismatch").contains("federation_mismatch"));
    assert!(!told("otp-enroll-sent-again").contains("code_sent"));
}

/// `state` and the code of a callback are for the receiver alone.
#[test]
fn no_address_with_its_query_is_in_the_details() {
    for (name, screen_state) in every() {
        let text = as_text(&facts(bundled("en"), &screen_state, None, &environment()));
        assert!(!text.contains("state=") && !text.contains("code="), "{name}: {text}");
    }
}

#[test]
fn no_secret_is_in_the_details() {
    let mut secrets = 0;
    for sample in samples::scenes() {
        let text = as_text(&facts(bundled("en"), &of(&sample.value), None, &environment()));
        let pending: Vec<Secret> = match &sample.value.flow.step {
            Step::TotpEnroll(step) => vec![step.secret.clone(), step.otpauth_uri.clone()],
            Step::RecoveryCodes(step) => step.codes.clone(),
            Step::Complete(step) => step.code.iter().cloned().collect(),
            _ => vec![],
        };
        secrets += pending.len();
        for secret in pending {
            assert!(!text.contains(secret.expose()), "{}", sample.name);
        }
        if let Step::Complete(step) = &sample.value.flow.step {
            assert!(!text.contains(&step.redirect_to), "{}", sample.name);
        }
        assert!(!text.contains(&sample.value.flow.id), "{}: whoever has the id has the flow", sample.name);
    }
    assert!(secrets > 10, "the samples are gone");
}

/// U12: the panel works on the first screen before any script, and the program finds the same questions there.
#[test]
fn the_panel_is_there_from_the_first_byte() {
    let contact = Contact { href: "mailto:help@a.example".into(), text: "help@a.example".into(), language: None };
    let html = panel(bundled("en"), vec![contact]).to_html();
    assert!(topics(&state_at(Screen::Identify, None)).starts_with(&AT_FIRST));
    assert_eq!(html.matches("<details class=\"topic\">").count(), AT_FIRST.len());
    assert!(html.contains("href=\"mailto:help@a.example\"") && !html.contains('{'), "{html}");
    // Whoever has no contact of the brand is told whom to ask all the same.
    assert!(panel(bundled("en"), vec![]).to_html().contains(bundled("en").get(Key::SupportNobody)));
}
