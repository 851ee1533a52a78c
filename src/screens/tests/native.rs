//! The way back to an app that is installed on the device, and the wall for one that is too old.

use auth_contract::{AppUpdate, ClientPlatform, Complete, Timestamp};

use super::*;
use crate::screens::complete::{HandOver, to_an_app};

fn completed(name: &str) -> (Scene, Complete) {
    let scene = sample(name);
    let Step::Complete(step) = scene.flow.step.clone() else { panic!("{name} is complete") };
    (scene, step)
}

/// The end when the app has come this far.
pub(super) fn ended(name: &str, tag: &str, state: HandOver, change: impl FnOnce(&mut ScreenState)) -> String {
    let (scene, step) = completed(name);
    let mut screen_state = ScreenState { flow: Some(scene.flow.into()), completed_here: true, ..live_at(Screen::Step) };
    change(&mut screen_state);
    Owner::new().with(|| to_an_app(context(tag, screen_state), &step, state).to_html())
}

fn ways_of(html: &str) -> &str {
    html.split("<details").nth(1).and_then(|rest| rest.split('>').next()).expect("other ways")
}

const NATIVE: [&str; 3] = ["complete-native", "complete-native-loopback", "complete-native-code"];

/// U3, RFC 8252: the press of a person opens the app; until then nothing is claimed.
#[test]
fn an_app_is_opened_by_a_press() {
    for name in NATIVE {
        let html = draw(&sample(name), "en");
        assert!(html.contains("data-continue") && html.contains(">Open Northwind Notes<"), "{name}: {html}");
        assert!(!html.contains("data-hand-over") && !html.contains("close this tab"), "{name}: {html}");
        assert_eq!(html.contains("<details"), name != "complete-native-loopback", "{name}: nothing is offered there");
        assert!(!html.contains("<details") || ways_of(&html).contains("hidden"), "{name}");
    }
}

/// Told by words that readers hear, never by the colour or place of something.
#[test]
fn what_became_of_the_app_is_said_and_announced() {
    for (state, name, label) in [
        (HandOver::Opening, "opening", "Open Northwind Notes"),
        (HandOver::Opened, "opened", "Open Northwind Notes again"),
        (HandOver::Failed, "failed", "Try again"),
    ] {
        let html = ended("complete-native", "en", state, |_| {});
        assert!(html.contains(&format!("role=\"status\" data-hand-over=\"{name}\"")), "{html}");
        assert!(html.contains(&format!("<span class=\"button-label\">{label}</span>")), "{html}");
        assert_eq!(html.matches("data-continue").count(), 1, "{name}");
    }
    assert!(
        ended("complete-native", "en", HandOver::Opened, |_| {})
            .contains("Once Northwind Notes is open, you can close")
    );
}

#[test]
fn where_nothing_opened_the_other_ways_stand_open() {
    let html = ended("complete-native-code", "en", HandOver::Failed, |_| {});
    assert!(ways_of(&html).contains(" open=") && !ways_of(&html).contains("hidden"), "{html}");
    assert!(html.contains("Use Northwind Notes in the browser") && html.contains("data-web"), "{html}");
    let opened = ended("complete-native-code", "en", HandOver::Opened, |_| {});
    assert!(!ways_of(&opened).contains(" open=") && !ways_of(&opened).contains("hidden"), "{opened}");
    assert!(opened.contains(">Didn’t Northwind Notes open?<"), "{opened}");
}

#[test]
fn only_where_policy_allows_it_there_is_a_code_to_copy() {
    for name in NATIVE {
        let (_, step) = completed(name);
        let html = ended(name, "en", HandOver::Failed, |_| {});
        let Some(code) = step.code else {
            assert!(!html.contains("<textarea"), "{name}");
            continue;
        };
        assert_eq!(html.matches(code.expose()).count(), 1, "{name}");
        let (_, field) = html.split_once("<textarea").expect("a field");
        let (field, _) = field.split_once('>').expect("a tag");
        assert!(field.contains("readonly") && !field.contains("name="), "{name}: {field}");
    }
}

/// What a reload finds complete has the same ways; the address is the app's and never the home of a product on the web.
#[test]
fn after_a_reload_the_app_can_still_be_opened() {
    for name in NATIVE {
        let html = ended(name, "nb", HandOver::Waiting, |screen_state| screen_state.completed_here = false);
        assert!(html.contains(">Åpne Northwind Notes<"), "{html}");
        assert!(!html.contains("<details") || !ways_of(&html).contains("hidden"), "{name}");
    }
}

#[test]
fn whom_the_page_may_not_send_on_has_the_other_ways() {
    let refused = Submit::Failed(crate::flow::SubmitError::of(crate::flow::SubmitErrorKind::Refused));
    let html = ended("complete-native-code", "en", HandOver::Waiting, |screen_state| screen_state.submit = refused);
    assert!(html.contains("data-error=\"refused\"") && !ways_of(&html).contains("hidden"), "{html}");
    assert!(!html.contains("One more press"), "{html}");
}

/// The screen does not promise what the page will not do.
#[test]
fn whom_the_page_may_not_send_on_is_not_told_that_it_does() {
    let draw = |submit| draw_as(&sample("complete-web"), "en", submit);
    assert!(draw(Submit::Idle).contains("Taking you to"));
    let html = draw(Submit::Failed(crate::flow::SubmitError::of(crate::flow::SubmitErrorKind::Refused)));
    assert!(!html.contains("Taking you to") && html.contains("button-quiet"), "{html}");
}

fn update(change: impl FnOnce(&mut AppUpdate)) -> Scene {
    let mut scene = sample("app-update-desktop");
    let Step::AppUpdate(step) = &mut scene.flow.step else { panic!("a wall") };
    change(step);
    scene
}

fn copied(html: &str) -> &str {
    let (_, text) = html.split_once("data-copy-text=\"\">").expect("a text");
    text.split("</p>").next().unwrap_or_default()
}

/// U5: both versions, what to do, trying again; nothing leads past the wall.
#[test]
fn the_wall_says_what_is_needed_and_how_to_get_it() {
    for (name, installed, required, step) in [
        ("app-update-desktop", "1.0.9", "1.1.2", "Choose Account, then Install update"),
        ("app-update-ios", "3.0.4", "3.1.0", "Open the App Store"),
        ("app-update-android", "2.4.1", "2.5.0", "Open the Play Store"),
    ] {
        let html = draw(&sample(name), "en");
        for part in [installed, required, step, "20 November 2026", ">I’ve updated – try again<"] {
            assert!(html.contains(part), "{name}: {part} is missing in {html}");
        }
        assert!(html.contains("<ol class=\"steps\">") && html.contains("data-action=\"restart\""), "{name}");
        assert!(!html.contains("data-action=\"skip\""), "{name}");
        assert_eq!(html.contains("data-store"), name != "app-update-desktop", "{name}");
    }
}

#[test]
fn before_the_date_there_is_time() {
    for name in ["app-update-desktop-soon", "app-update-ios-soon", "app-update-android-soon"] {
        let html = draw(&sample(name), "en");
        assert!(html.contains("From 1 December 2026, signing in needs version"), "{name}: {html}");
        assert!(html.contains("data-action=\"skip\"") && html.contains(">Later<"), "{name}");
    }
    let nb = draw(&sample("app-update-desktop-soon"), "nb");
    assert!(nb.contains(">Senere<") && nb.contains("1 December 2026"), "{nb}");
}

#[test]
fn a_version_that_nobody_told_is_not_made_up() {
    let html = draw(&sample("app-update-unknown-version"), "en");
    assert!(html.contains("<dt>Installed version</dt><dd>Not known</dd>"), "{html}");
    assert!(html.contains("Version 1.1.2 is ready.") && !html.contains("Needed from"), "{html}");
}

#[test]
fn every_platform_has_something_to_do() {
    for platform in [
        ClientPlatform::Desktop,
        ClientPlatform::Ios,
        ClientPlatform::Android,
        ClientPlatform::Web,
        ClientPlatform::Unknown,
    ] {
        let html = draw(&update(|step| step.platform = platform), "en");
        assert!(html.matches("<li>").count() >= 2, "{platform:?}: {html}");
        assert!(copied(&html).contains("\n2. "), "{platform:?}: {html}");
    }
}

/// Whoever installs programs gets all that they need, and nothing of the person or the sign-in.
#[test]
fn the_text_for_the_it_department_is_whole_and_has_no_secret() {
    let scene = sample("app-update-ios");
    for (tag, lines) in [
        ("en", ["App: Northwind Notes", "Installed version: 3.0.4", "Needed version: 3.1.0", "Device: iOS"]),
        ("nb", ["App: Northwind Notes", "Installert versjon: 3.0.4", "Nødvendig versjon: 3.1.0", "Enhet: iOS"]),
    ] {
        let html = draw(&scene, tag);
        let text = copied(&html);
        for line in lines {
            assert!(text.contains(line), "{line} is missing in {text}");
        }
        assert!(text.contains("https://apps.apple.com/app/id000000000") && text.contains("20 November 2026"), "{text}");
        let subject = scene.flow.subject.as_ref().expect("a subject");
        assert!(![&scene.flow.id, &subject.display, &subject.masked].into_iter().any(|it| text.contains(it)), "{text}");
    }
}

#[test]
fn a_store_that_is_no_web_address_is_not_drawn() {
    for url in ["javascript:alert(1)", "http://apps.apple.com/app", "https://apple.com@evil.example/", "itms://x"] {
        let html = draw(&update(|step| step.store_url = Some(url.into())), "en");
        assert!(!html.contains("data-store") && !html.contains(url), "{url}: {html}");
    }
    let html = draw(&update(|step| step.store_url = Some("https://get.example.com/notes".into())), "en");
    assert!(html.contains("data-store") && html.contains(">Get the update<"), "{html}");
}

/// The date that is named is the one of the server, whatever is made of it.
#[test]
fn the_day_is_the_one_that_the_server_names() {
    let scene = update(|step| step.mandatory_from = Some(Timestamp(samples::NOW.0 + 86_400)));
    assert!(draw(&scene, "en").contains("22 November 2026"));
}

#[test]
fn a_prompt_that_became_a_wall_says_so() {
    let mut scene = sample("app-update-desktop-soon");
    scene.problem = Some(auth_contract::ProblemCode::SkipExpired);
    assert!(draw(&scene, "en").contains("Your version can’t be used any more."));
}
