//! Every sample of every screen, in every language, drawn natively.

mod codes;
mod enrolling;
mod federation;
mod moved;
mod native;
mod passkey;
mod passwords;
mod providers;
mod surface;

use auth_contract::samples::{self, Scene};

use super::*;
use crate::flow::{ApiError, RedirectState, Submit};
use crate::i18n::{BUNDLED, bundled};

/// The facts of a page that has just come to `screen`, in a browser that has everything.
fn live_at(screen: Screen) -> ScreenState {
    ScreenState {
        screen,
        flow: None,
        submit: Submit::Idle,
        offset: 0,
        completed_here: false,
        redirect: RedirectState::Idle,
        passkeys: true,
        web_view: None,
        last_used_method: None,
        destination: None,
    }
}

fn context(tag: &str, state: ScreenState) -> Context {
    Context { words: RwSignal::new(bundled(tag)), state: RwSignal::new(state), dispatch: |_| {} }
}

fn draw(scene: &Scene, tag: &str) -> String {
    let problem = scene.failure();
    let submit = problem.map_or(Submit::Idle, |problem| Submit::Failed(ApiError::Problem(Box::new(problem)).into()));
    draw_as(scene, tag, submit)
}

fn draw_as(scene: &Scene, tag: &str, submit: Submit) -> String {
    draw_with(scene, tag, |state| state.submit = submit)
}

/// The facts as they are when the flow of this scene has just come, with what a test makes of them.
fn draw_with(scene: &Scene, tag: &str, change: impl FnOnce(&mut ScreenState)) -> String {
    let mut state = ScreenState {
        flow: Some(scene.flow.clone().into()),
        offset: scene.flow.server_time.since(samples::NOW),
        completed_here: true,
        ..live_at(Screen::Step)
    };
    change(&mut state);
    Owner::new().with(|| {
        let context = context(tag, state);
        screen(context, &scene.flow).to_html()
    })
}

/// The sample with this name.
fn sample(name: &str) -> Scene {
    samples::scenes().into_iter().find(|sample| sample.name == name).unwrap_or_else(|| panic!("no sample {name}")).value
}

fn supported() -> impl Iterator<Item = samples::Sample<Scene>> {
    samples::scenes().into_iter().filter(|sample| SUPPORTED.contains(&sample.value.flow.step.step_type()))
}

fn each(mut check: impl FnMut(&samples::Sample<Scene>, &str, &str)) {
    let mut drawn = 0;
    for sample in supported() {
        for (tag, _) in BUNDLED {
            check(&sample, tag, &draw(&sample.value, tag));
            drawn += 1;
        }
    }
    assert!(drawn > 50, "the samples are gone");
}

#[test]
fn every_screen_is_one_section_with_one_heading_and_its_hook() {
    each(|sample, tag, html| {
        let at = format!("{} in {tag}", sample.name);
        let hook = format!("data-step=\"{}\"", sample.value.flow.step.step_type().name());
        assert!(html.starts_with("<section "), "{at}: {html}");
        assert_eq!(html.matches("<section").count(), 1, "{at}");
        assert_eq!(html.matches("<h1").count(), 1, "{at}");
        assert!(html.contains(&hook), "{at}");
    });
}

#[test]
fn every_error_is_said_beside_its_field_and_never_raw() {
    each(|sample, tag, html| {
        let Some(code) = sample.value.problem else { return };
        // The first screen is static; `page::first_screen` shows its errors.
        if sample.value.flow.step.step_type() == StepType::Identify {
            return;
        }
        let at = format!("{} in {tag}", sample.name);
        let (_, alert) = html.split_once("role=\"alert\"").unwrap_or_else(|| panic!("{at}: no alert"));
        assert!(alert.contains(&format!("data-error=\"{}\"", code.name())), "{at}");
        let (_, text) = alert.split_once("data-error").unwrap();
        let (_, text) = text.split_once('>').unwrap();
        let (text, _) = text.split_once('<').unwrap();
        assert!(text.len() > 10 && !text.contains('_'), "{at}: {text}");
    });
}

#[test]
fn no_placeholder_is_left_and_no_text_is_empty() {
    each(|sample, tag, html| {
        assert!(!html.contains('{') && !html.contains('}'), "{} in {tag}: {html}", sample.name);
        assert!(!html.contains("<h1 class=\"title\" tabindex=\"-1\"></h1>"), "{} in {tag}", sample.name);
    });
}

#[test]
fn ids_are_unique() {
    each(|sample, tag, html| {
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{} in {tag}", sample.name);
    });
}

/// U14: one language at a time, errors included.
#[test]
fn no_other_language_shows() {
    each(|sample, tag, html| {
        let own = bundled(tag);
        for (other, table) in BUNDLED.iter().filter(|(other, _)| *other != tag) {
            for (number, text) in table[2..].iter().enumerate() {
                let is_sentence = text.contains(' ') && !text.contains(['{', '\u{1f}']);
                if is_sentence && own.by_number(number) != *text {
                    assert!(!html.contains(text), "{} in {tag} says {text:?} in {other}", sample.name);
                }
            }
        }
    });
}

#[test]
fn a_skip_is_offered_only_while_the_flow_lists_it() {
    each(|sample, tag, html| {
        let listed = sample.value.flow.actions.contains(&auth_contract::ActionType::Skip);
        assert_eq!(html.contains("data-action=\"skip\""), listed, "{} in {tag}", sample.name);
    });
}

/// One look, one place and its own work shown, whatever the words; and never where the server offers none.
#[test]
fn the_way_back_is_drawn_alike_on_every_screen() {
    let mut seen = 0;
    each(|sample, tag, html| {
        let at = format!("{} in {tag}", sample.name);
        let backs: Vec<&str> = html.split('<').filter(|part| part.contains("data-action=\"back\"")).collect();
        assert!(backs.len() <= 1, "{at}: {backs:?}");
        for back in backs {
            seen += 1;
            assert!(sample.value.flow.actions.contains(&auth_contract::ActionType::Back), "{at}");
            assert!(back.starts_with("button class=\"link\"") && back.contains("aria-busy=\"false\""), "{at}: {back}");
        }
    });
    assert!(seen > 20, "{seen}");
}

#[test]
fn every_failure_has_words_and_a_way_on() {
    for failure in Failure::ALL {
        for (tag, _) in BUNDLED {
            let state = live_at(Screen::Failure(failure));
            let html = Owner::new().with(|| view(context(tag, state), &ScreenKey::Failure(failure), None).to_html());
            assert!(html.contains(failure.name()) && html.contains("<button") && html.contains("<h1"), "{tag}: {html}");
        }
    }
}

#[test]
fn fields_follow_the_rules_of_password_managers() {
    each(|sample, tag, html| {
        let at = format!("{} in {tag}", sample.name);
        let field = |id: &str| {
            html.split("<input")
                .skip(1)
                .map(|rest| rest.split('>').next().unwrap_or_default())
                .find(|tag| tag.contains(&format!(" id=\"{id}\"")))
        };
        assert!(!html.contains("autocomplete=\"off\""), "{at}");
        if let Some(otp) = field("otp") {
            assert!(
                otp.contains("autocomplete=\"one-time-code\"")
                    && otp.contains("inputmode=\"numeric\"")
                    && otp.contains("type=\"text\""),
                "{at}: {otp}"
            );
        }
        if let Some(recovery) = field("recovery-code") {
            assert!(!recovery.contains("one-time-code"), "{at}: {recovery}");
        }
        if let Some(password) = field("password") {
            assert!(password.contains("autocomplete=\"current-password\""), "{at}: {password}");
            let username = field("username").expect("a readonly username in the same form");
            assert!(
                username.contains("autocomplete=\"username\"") && username.contains("readonly"),
                "{at}: {username}"
            );
            assert!(html.find("id=\"username\"") < html.find("id=\"password\""), "{at}: the name comes first");
        }
    });
}
