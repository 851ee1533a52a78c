//! U9: the redirect is announced, can be stopped, and a mistyped name is mended in one action.

use auth_contract::ActionType;

use super::*;
use crate::flow::{RedirectState, SubmitError, SubmitErrorKind};

fn on_the_way(name: &str, redirect: RedirectState) -> String {
    draw_with(&sample(name), "en", |screen_state| screen_state.redirect = redirect)
}

const EVERY: [(RedirectState, &str); 4] = [
    (RedirectState::Idle, "standing"),
    (RedirectState::Scheduled, "soon"),
    (RedirectState::Leaving, "leaving"),
    (RedirectState::Stalled, "stalled"),
];

/// What is between this and the end of its element.
fn text_after<'a>(html: &'a str, mark: &str) -> &'a str {
    let (_, rest) = html.split_once(mark).unwrap_or_else(|| panic!("{mark} in {html}"));
    let (_, rest) = rest.split_once('>').expect("the end of a tag");
    rest.split('<').next().unwrap_or_default()
}

#[test]
fn organisation_provider_and_name_are_said_before_it_leaves() {
    let html = on_the_way("federation-redirect-sso", RedirectState::Scheduled);
    assert_eq!(text_after(&html, "<h1"), "Your organisation signs you in");
    let lead = text_after(&html, "class=\"lead\"");
    assert!(lead.contains("Fjord Hospital Trust") && lead.contains("Fjord Entra ID"), "{lead}");
    assert!(html.contains("<bdi class=\"who-name\">dr.lie<wbr>@fjord.example</bdi>"), "{html}");
    assert!(!html.contains("<input"), "the name is no field here: managers would take it for one");
    let mut scene = sample("federation-redirect-sso");
    let Step::FederationRedirect(step) = &mut scene.flow.step else { panic!("a redirect") };
    step.organization = None;
    let html = draw(&scene, "en");
    assert!(text_after(&html, "class=\"lead\"").starts_with("It uses Fjord Entra ID."), "{html}");
}

#[test]
fn each_state_is_said_in_words_and_only_a_moment_can_be_stopped() {
    for (redirect, name) in EVERY {
        let html = on_the_way("federation-redirect-sso", redirect);
        assert!(html.contains(&format!("data-departure=\"{name}\"")), "{html}");
        let said = text_after(&html, "role=\"status\" data-spoken");
        assert!(said.len() > 10, "{name}: {said}");
        let stay = html.split("<button").find(|button| button.contains("data-stay")).expect("the button");
        let (stay, _) = stay.split_once('>').unwrap();
        assert_eq!(stay.contains("hidden=\"hidden\""), redirect != RedirectState::Scheduled, "{name}: {stay}");
        let go = html.split("<button").find(|button| button.contains("data-continue")).expect("the button");
        assert_eq!(go.contains("aria-busy=\"true\""), redirect == RedirectState::Leaving, "{name}");
        let said = [said, text_after(&html, "data-continue")];
        assert!(said.iter().all(|said| !said.contains('{')), "{said:?}");
    }
    let words: std::collections::BTreeSet<String> = EVERY
        .iter()
        .map(|(redirect, _)| {
            text_after(&on_the_way("federation-redirect-sso", *redirect), "role=\"status\" data-spoken").to_owned()
        })
        .collect();
    assert_eq!(words.len(), 4, "each has its own: {words:?}");
}

#[test]
fn the_way_back_is_one_press_and_is_named_after_what_it_does() {
    let html = on_the_way("federation-redirect-sso", RedirectState::Scheduled);
    assert_eq!(html.matches("data-action=\"back\"").count(), 1);
    assert_eq!(html.matches("data-action=\"restart\"").count(), 0, "one way, not two");
    let change = html.split("<button").find(|button| button.contains("data-action=\"back\"")).unwrap();
    assert!(change.contains(">Change<"), "{change}");
    let html = on_the_way("federation-redirect-social", RedirectState::Leaving);
    let another = html.split("<button").find(|button| button.contains("data-action=\"back\"")).unwrap();
    assert!(another.contains(">Choose another way<"), "{another}");
    assert!(!html.contains("who-name"), "nobody has said a name");
    assert_eq!(text_after(&html, "<h1"), "Sign in with Google");

    let mut scene = sample("federation-redirect-sso");
    scene.flow.actions.retain(|action| *action != ActionType::Back);
    assert!(!draw(&scene, "en").contains("data-action=\"back\""), "only while the flow offers it");
}

/// The page says which provider, and leaves the address unsaid: it carries `state`.
#[test]
fn a_refused_target_is_named_by_its_provider_and_never_shown() {
    for (tag, _) in BUNDLED {
        let scene = sample("federation-redirect-sso");
        let html = draw_as(&scene, tag, Submit::Failed(SubmitError::of(SubmitErrorKind::Refused)));
        assert!(text_after(&html, "data-error=\"refused\"").contains("Fjord Entra ID"), "{tag}: {html}");
        assert!(html.contains("data-continue") && html.contains("data-action=\"back\""), "{tag}: a way on");
        assert!(!html.contains("login.fjord.example"), "{tag}: {html}");
    }
}

/// Another address is another departure: the screen is told anew.
#[test]
fn another_provider_is_another_screen_and_the_same_one_is_not() {
    let screen_state = |name: &str| ScreenState { flow: Some(sample(name).flow.into()), ..live_at(Screen::Step) };
    let sso = ScreenKey::of(&screen_state("federation-redirect-sso"));
    assert_eq!(sso, ScreenKey::of(&screen_state("federation-redirect-sso")));
    assert_ne!(sso, ScreenKey::of(&screen_state("federation-redirect-longest")));
}

/// A server's slip in an address of support is read and not followed.
#[test]
fn a_contact_that_may_not_be_followed_is_still_read() {
    for (url, followed) in [
        ("https://help.example.no/sign-in", true),
        ("https://help.example.no\\@evil.test/", false),
        ("https://help.example.no@evil.test/", false),
        ("javascript:alert('help.example.no')", false),
    ] {
        let mut scene = sample("denied-disabled");
        let Step::Denied(step) = &mut scene.flow.step else { panic!("the end") };
        step.support.as_mut().expect("whom to ask").url = Some(url.into());
        let html = draw(&scene, "en");
        let links = html.matches("<a ").count();
        assert_eq!(links, if followed { 3 } else { 2 }, "{url}: {html}");
        assert!(html.contains("help.example.no"), "{url}: {html}");
    }
}

/// The title agrees with the reason: nobody reads "You can't sign in here" above "Start again", and the button asks to be
/// pressed only where a press mends something.
#[test]
fn an_end_that_a_press_mends_says_so() {
    for (name, title, mended) in [
        ("denied-disabled", "You can’t sign in here", false),
        ("denied-not-authorized", "You can’t sign in here", false),
        ("denied-outdated", "This page is too old", true),
        ("denied-too-many", "Sign-in was stopped", true),
        ("denied-not-begun-here", "This sign-in is not here", false),
    ] {
        let html = draw(&sample(name), "en");
        assert!(html.contains(title), "{name}: {html}");
        assert_eq!(html.contains("button-quiet"), !mended, "{name}: {html}");
    }
}

/// Where the page may not go, a second press cannot help.
#[test]
fn a_refused_departure_no_longer_asks_to_be_pressed() {
    let quiet = |submit| draw_as(&sample("federation-redirect-sso"), "en", submit).contains("button-quiet");
    assert!(!quiet(Submit::Idle));
    assert!(!quiet(Submit::Failed(SubmitError::of(SubmitErrorKind::Connection))));
    assert!(quiet(Submit::Failed(SubmitError::of(SubmitErrorKind::Refused))));
}
