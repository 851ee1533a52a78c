//! U9, U10, U8: leaving for an identity provider and coming back. What leads there by itself, and what only by a press.

use super::*;

const FLOW: &str = "fl_4Zr8mQ2sV1xK7pWn";

fn federate(key: &str) -> Msg {
    Msg::ActionSubmitted { action: Action::StartFederation { provider: "google".into() }, key: key.into() }
}

fn back(key: &str) -> Msg {
    Msg::ActionSubmitted { action: Action::Back, key: key.into() }
}

fn departs(effects: &[Effect]) -> Vec<&str> {
    let mut targets = vec![];
    for effect in effects {
        if let Effect::RedirectToProvider { target, .. } = effect {
            targets.push(target.as_str());
        }
    }
    targets
}

fn leaves(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Leave(_))).count()
}

/// At the step of an organisation, by typing a name in this page.
fn sso() -> Tab {
    let tab = Tab::at("federation-redirect-sso");
    assert_eq!(tab.machine.redirect(), RedirectState::Scheduled);
    tab
}

/// A page that is loaded with `?flow=`; `left` when this tab has left for a provider in that flow before.
fn loaded(guarded: bool, left: bool, name: &str) -> (Tab, Vec<Effect>) {
    let redirected_flow = left.then(|| FLOW.to_owned());
    let (mut tab, _) = Tab::open(Launch { resume: Some(FLOW.into()), guarded, redirected_flow, ..launch() });
    let effects = tab.answer(at(name, 3));
    (tab, effects)
}

#[test]
fn a_typed_name_is_told_first_and_a_pressed_button_leaves_at_once() {
    let (mut tab, _) = Tab::open(launch());
    tab.answer(at("identify", 1));
    tab.send(identify("dr.lie@fjord.example"));
    let effects = tab.answer(at("federation-redirect-sso", 2));
    assert_eq!(departs(&effects), Vec::<&str>::new());
    assert_eq!(tab.machine.redirect(), RedirectState::Scheduled);
    let effects = tab.send(Msg::RedirectRequested);
    assert_eq!(departs(&effects), ["https://login.fjord.example/authorize?client_id=portico&state=st_5Yw2"]);
    assert!(matches!(&effects[..], [Effect::RedirectToProvider { flow, .. }] if flow == FLOW));
    assert_eq!(tab.send(Msg::RedirectRequested), [], "once is enough");

    let (mut tab, _) = Tab::open(launch());
    tab.answer(at("identify-providers", 1));
    tab.send(federate("k1"));
    let effects = tab.answer(at("federation-redirect-social", 2));
    assert_eq!(departs(&effects).len(), 1);
    assert_eq!(tab.machine.redirect(), RedirectState::Leaving);
    let (guard, redirect_to_provider) = (
        effects.iter().position(|effect| *effect == Effect::PushGuardEntry),
        effects.iter().position(|effect| matches!(effect, Effect::RedirectToProvider { .. })),
    );
    assert!(
        guard.is_some() && guard < redirect_to_provider,
        "Back from the provider comes to the entry that guards the step"
    );
}

#[test]
fn a_provider_pressed_before_the_flow_is_there_is_gone_to_once() {
    let (mut tab, _) = Tab::open(launch());
    assert_eq!(tab.send(federate("k1")), []);
    assert_eq!(tab.machine.submit(), &Submit::Sending(Some(auth_contract::ActionType::StartFederation)));
    assert_eq!(tab.send(federate("k2")), [], "a second press while the first is held does nothing");
    let effects = tab.answer(at("identify-providers", 1));
    let requests = action_handler(&effects);
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].1, "k1");
    assert_eq!(departs(&tab.answer(at("federation-redirect-social", 2))).len(), 1);
}

/// The first screen stays until the program that draws the next one is here, and an impatient person presses again.
#[test]
fn a_press_on_a_screen_that_is_over_stops_nothing() {
    for again in [federate("k2"), identify("kari.nordmann@example.no")] {
        let (mut tab, _) = Tab::open(launch());
        tab.answer(at("identify-providers", 1));
        tab.send(federate("k1"));
        tab.answer(at("federation-redirect-social", 2));
        assert_eq!(tab.send(again), []);
        assert_eq!(tab.machine.redirect(), RedirectState::Leaving);
        assert_eq!(tab.machine.submit(), &Submit::Idle);
    }
}

#[test]
fn a_provider_pressed_on_a_page_that_stood_open_for_long_begins_anew() {
    for gone in [ProblemCode::FlowExpired, ProblemCode::FlowNotFound] {
        let (mut tab, _) = Tab::open(launch());
        tab.answer(at("identify-providers", 1));
        tab.send(federate("k1"));
        let effects = tab.problem(gone, None);
        assert!(matches!(&effects[..], [Effect::Call { call: Call::Start(_), .. }]), "{effects:?}");
        assert_eq!(action_handler(&tab.answer(at("identify-providers", 1))).len(), 1);
        assert_eq!(departs(&tab.answer(at("federation-redirect-social", 2))).len(), 1);
    }
    // Later on, beginning anew would lose where the person was: it is said.
    let mut tab = Tab::at("password-providers");
    tab.send(federate("k2"));
    tab.problem(ProblemCode::FlowExpired, None);
    assert_eq!(tab.machine.screen(), &Screen::Failure(Failure::Expired));
}

/// What was not asked for in this page does not leave it: reload, Back from the provider, forward, another tab, a conflict,
/// the back-forward cache, and Back inside the sign-in.
#[test]
fn nothing_but_a_press_in_this_page_sets_out() {
    for name in ["federation-redirect-sso", "federation-redirect-social", "federation-redirect-longest"] {
        for (guarded, left) in [(true, false), (true, true), (false, false), (false, true)] {
            let (tab, effects) = loaded(guarded, left, name);
            assert_eq!(departs(&effects).len(), 0, "{name} loaded, guarded {guarded}, left before {left}");
            assert_eq!(tab.machine.redirect(), RedirectState::Idle);
        }
        let mut tab = Tab::at("password-providers");
        tab.send(Msg::AdvancedInOtherTab { flow: FLOW.into(), revision: 3 });
        assert_eq!(departs(&tab.answer(at(name, 3))).len(), 0, "{name} reached in another tab");
        assert_eq!(tab.machine.redirect(), RedirectState::Idle);

        let mut tab = Tab::at("password-providers");
        tab.send(password("k2"));
        assert_eq!(departs(&tab.problem(ProblemCode::RevisionConflict, Some(at(name, 4)))).len(), 0, "{name}");
        assert_eq!(tab.machine.redirect(), RedirectState::Idle);

        let mut tab = Tab::at("mfa-challenge-totp");
        for step_back in [back("k2"), Msg::WentBack { key: "k2".into() }] {
            tab.send(step_back);
            assert_eq!(departs(&tab.answer(at(name, 4))).len(), 0, "{name} by Back");
            assert_eq!(tab.machine.redirect(), RedirectState::Idle);
            tab.answer(at("mfa-challenge-totp", 5));
        }

        let mut tab = Tab::at("identify-providers");
        tab.send(federate("k2"));
        tab.answer(at(name, 3));
        tab.send(Msg::RedirectRequested);
        assert!(matches!(&tab.send(Msg::PageRestored)[..], [Effect::Call { call: Call::Resume { .. }, .. }]));
        assert_eq!(tab.machine.redirect(), RedirectState::Idle, "{name} out of the cache");
        assert_eq!(departs(&tab.answer(at(name, 3))).len(), 0);
        assert_eq!(departs(&tab.send(Msg::RedirectRequested)).len(), 1, "{name}: a press always may");
    }
}

#[test]
fn staying_stops_it_and_a_press_goes_on() {
    let mut tab = sso();
    assert_eq!(tab.send(Msg::RedirectCancelled), []);
    assert_eq!(tab.machine.redirect(), RedirectState::Idle);
    assert_eq!(tab.send(Msg::RedirectStalled), [], "nothing was under way");
    assert_eq!(tab.machine.redirect(), RedirectState::Idle);
    assert_eq!(departs(&tab.send(Msg::RedirectRequested)).len(), 1);
}

#[test]
fn a_provider_that_does_not_come_gives_the_button_back() {
    let mut tab = sso();
    tab.send(Msg::RedirectRequested);
    assert_eq!(tab.send(Msg::RedirectStalled), []);
    assert_eq!(tab.machine.redirect(), RedirectState::Stalled);
    assert_eq!(departs(&tab.send(Msg::RedirectRequested)).len(), 1);
    assert_eq!(tab.machine.redirect(), RedirectState::Leaving);
}

/// A browser that was told to go is told to stop, or Back would lead to the provider after all.
#[test]
fn going_back_stops_leaving() {
    for (before, halts) in [
        (vec![], false),
        (vec![Msg::RedirectRequested], true),
        (vec![Msg::RedirectRequested, Msg::RedirectStalled], true),
    ] {
        for step_back in [back("k2"), Msg::WentBack { key: "k2".into() }] {
            let mut tab = sso();
            for msg in before.clone() {
                tab.send(msg);
            }
            let effects = tab.send(step_back);
            assert_eq!(effects.first() == Some(&Effect::StopNavigation), halts, "{effects:?}");
            assert_eq!(action_handler(&effects)[0].0.action, Action::Back);
            assert!(effects.contains(&Effect::ClearRedirectedFlow), "nothing is waited for any more");
            assert_eq!(tab.machine.redirect(), RedirectState::Idle);
            assert_eq!(tab.send(Msg::RedirectRequested), [], "not while it goes back");
            tab.answer(at("identify-filled", 3));
            assert_eq!(tab.machine.screen(), &Screen::Identify);
            assert_eq!(tab.machine.identifier(), Some("kari"), "what was typed can be corrected");
            assert_eq!(tab.send(Msg::RedirectRequested), [], "a late timer finds nothing to leave from");
        }
    }
}

#[test]
fn change_and_the_name_once_more_lead_on_in_one_press() {
    let mut tab = sso();
    tab.send(back("k2"));
    tab.answer(at("identify-filled", 3));
    tab.send(identify("dr.lie@fjord.example"));
    tab.answer(at("federation-redirect-sso", 4));
    assert_eq!(tab.machine.redirect(), RedirectState::Scheduled, "discovery ran again, and it was a press");
}

#[test]
fn a_target_that_is_not_permitted_is_said_and_the_ways_on_stay_open() {
    let mut tab = sso();
    tab.send(Msg::RedirectRequested);
    assert_eq!(tab.send(Msg::TargetRefused), []);
    assert_eq!(tab.machine.submit().error().unwrap().kind, SubmitErrorKind::Refused);
    assert_eq!(tab.machine.redirect(), RedirectState::Idle, "and it does not try by itself again");
    assert_eq!(tab.machine.screen(), &Screen::Step);
    assert_eq!(action_handler(&tab.send(back("k2"))).len(), 1);
}

#[test]
fn an_answer_of_the_server_ends_a_departure_unless_it_is_the_same_step() {
    let mut tab = sso();
    tab.send(Msg::RedirectRequested);
    tab.send(Msg::AdvancedInOtherTab { flow: FLOW.into(), revision: 3 });
    tab.answer(at("federation-redirect-sso", 3));
    assert_eq!(tab.machine.redirect(), RedirectState::Leaving, "the browser is on its way there");
    tab.send(Msg::AdvancedInOtherTab { flow: FLOW.into(), revision: 4 });
    tab.answer(at("federation-redirect-longest", 4));
    assert_eq!(tab.machine.redirect(), RedirectState::Idle, "another provider, chosen elsewhere");

    let mut tab = sso();
    tab.send(Msg::AdvancedInOtherTab { flow: FLOW.into(), revision: 3 });
    tab.answer(at("federation-redirect-sso", 3));
    assert_eq!(tab.machine.redirect(), RedirectState::Idle, "two tabs do not leave for one answer");

    let mut tab = sso();
    tab.send(Msg::AdvancedInOtherTab { flow: FLOW.into(), revision: 3 });
    let effects = tab.answer(at("complete-web", 3));
    assert_eq!((leaves(&effects), tab.machine.redirect()), (0, RedirectState::Idle));
}

/// The page is loaded anew by the provider's answer. It was not pressed here, but it is what the person left for.
#[test]
fn back_from_the_provider_with_a_sign_in_leaves_for_the_product_exactly_once() {
    for (left, expected) in [(true, 1), (false, 0)] {
        let (mut tab, effects) = loaded(false, left, "complete-web");
        assert_eq!(leaves(&effects), expected);
        assert_eq!(tab.machine.completed_here(), left);
        assert!(effects.contains(&Effect::StoreIdentifier(None)));
        let used_up = effects.iter().position(|effect| *effect == Effect::ClearRedirectedFlow);
        let leave = effects.iter().position(|effect| matches!(effect, Effect::Leave(_)));
        assert_eq!(used_up.is_some(), left, "a reload finds nothing remembered");
        assert!(used_up <= leave, "and that is done before leaving");
        assert!(
            effects.contains(&Effect::SetAddress(Some(FLOW.into()))),
            "the address names the flow and nothing else"
        );
        // The same page once more: out of the cache, and by news from another tab.
        tab.send(Msg::PageRestored);
        assert_eq!(leaves(&tab.answer(at("complete-web", 3))), 0);
        tab.send(Msg::AdvancedInOtherTab { flow: FLOW.into(), revision: 9 });
        assert_eq!(leaves(&tab.answer(at("complete-web", 9))), 0);
    }
    let (tab, effects) = loaded(false, true, "complete-native");
    assert_eq!(
        (leaves(&effects), tab.machine.completed_here()),
        (0, true),
        "an app waits for a press, and the page knows why"
    );
}

#[test]
fn what_was_remembered_of_another_sign_in_leads_nowhere() {
    let (mut tab, _) =
        Tab::open(Launch { resume: Some(FLOW.into()), redirected_flow: Some("fl_other".into()), ..launch() });
    let effects = tab.answer(at("complete-web", 3));
    assert_eq!((leaves(&effects), tab.machine.completed_here()), (0, false));
    assert!(!effects.contains(&Effect::ClearRedirectedFlow), "the other one may come yet");

    // No flow in the address: a new one that is complete at once, since the person is signed in.
    let (mut tab, _) = Tab::open(Launch { redirected_flow: Some(FLOW.into()), ..launch() });
    assert_eq!(leaves(&tab.answer(at("complete-web", 1))), 0);
}

/// Back from the provider without an answer, then forward to it, and this time an answer comes.
#[test]
fn it_is_remembered_until_there_is_an_answer() {
    let (_, effects) = loaded(true, true, "federation-redirect-sso");
    assert!(!effects.contains(&Effect::ClearRedirectedFlow));
    for name in ["identify-federation-cancelled", "password-account-exists", "mfa-challenge-totp", "denied-disabled"] {
        let (tab, effects) = loaded(false, true, name);
        assert!(effects.contains(&Effect::ClearRedirectedFlow), "{name}");
        assert_eq!((leaves(&effects), departs(&effects).len(), tab.machine.completed_here()), (0, 0, false), "{name}");
    }
}

#[test]
fn a_line_that_breaks_on_the_way_back_loses_nothing() {
    let (mut tab, _) = Tab::open(Launch { resume: Some(FLOW.into()), redirected_flow: Some(FLOW.into()), ..launch() });
    for _ in RETRY_DELAYS {
        tab.refuse(ApiError::Connection);
        let ticket = tab.ticket;
        tab.send(Msg::RetryDue { ticket });
    }
    tab.refuse(ApiError::Connection);
    assert_eq!(tab.machine.screen(), &Screen::Failure(Failure::Connection));
    tab.send(Msg::RetryRequested);
    assert_eq!(leaves(&tab.answer(at("complete-web", 3))), 1);

    let (mut tab, _) = Tab::open(Launch { resume: Some(FLOW.into()), redirected_flow: Some(FLOW.into()), ..launch() });
    tab.problem(ProblemCode::FlowExpired, None);
    tab.send(Msg::RestartRequested { key: "again".into() });
    assert_eq!(leaves(&tab.answer(at("complete-web", 1))), 0, "that is another sign-in");
}

/// U10: an organisation's person who pressed Google. The name is filled in, and one press goes on.
#[test]
fn the_wrong_button_is_one_press_away_from_the_right_way() {
    let (mut tab, effects) = loaded(false, true, "identify-federation-mismatch");
    assert_eq!(tab.machine.screen(), &Screen::Identify);
    assert!(!effects.contains(&Effect::PushGuardEntry), "Back leads to the provider, not to a step that is over");
    assert_eq!(tab.machine.identifier(), Some("kari.nordmann@example.no"));
    let effects = tab.send(identify("kari.nordmann@example.no"));
    assert_eq!(action_handler(&effects).len(), 1);
    tab.answer(at("federation-redirect-sso", 4));
    assert_eq!(tab.machine.redirect(), RedirectState::Scheduled);
}

/// U8: a person who normally uses Google and typed the name: forth with one press, back with one.
#[test]
fn a_username_typed_by_mistake_is_one_press_away_from_the_button() {
    let mut tab = Tab::at("password-providers");
    assert_eq!(action_handler(&tab.send(federate("k2"))).len(), 1);
    assert_eq!(departs(&tab.answer(at("federation-redirect-social", 3))).len(), 1);

    let mut tab = Tab::at("password-providers");
    assert_eq!(action_handler(&tab.send(Msg::WentBack { key: "k2".into() }))[0].0.action, Action::Back);
    tab.answer(at("identify-providers", 3));
    assert_eq!(tab.machine.screen(), &Screen::Identify);
}

#[test]
fn a_browser_that_never_left_starts_again_from_the_first_screen() {
    let mut tab = sso();
    tab.send(Msg::RedirectRequested);
    tab.send(Msg::ActionSubmitted { action: Action::Restart, key: "k2".into() });
    tab.answer(at("identify", 3));
    assert_eq!((tab.machine.screen(), tab.machine.redirect()), (&Screen::Identify, RedirectState::Idle));
}
