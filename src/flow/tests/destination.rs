//! Where codes are to go: what was typed, kept for the way back.

use super::*;

fn set(destination: &str) -> Msg {
    let action = Action::SetDestination { destination: destination.into(), country: Some("NO".into()) };
    Msg::ActionSubmitted { action, key: "k".into() }
}

fn at_destination() -> Tab {
    let (mut tab, _) = Tab::open(launch());
    tab.answer(at("otp-destination-sms", 3));
    tab
}

#[test]
fn a_destination_is_there_again_on_the_way_back_and_forgotten_with_the_person() {
    let mut tab = at_destination();
    tab.send(set("912 34 56"));
    tab.answer(at("otp-enroll-sms", 4));
    tab.send(Msg::ActionSubmitted { action: Action::Back, key: "b".into() });
    tab.answer(at("otp-destination-sms", 5));
    let Some(Action::SetDestination { destination, .. }) = tab.machine.destination() else { panic!("nothing is kept") };
    assert_eq!(destination, "912 34 56");
    tab.send(Msg::ActionSubmitted { action: Action::Restart, key: "r".into() });
    tab.answer(at("identify", 6));
    assert_eq!(tab.machine.destination(), None);
}

#[test]
fn an_empty_destination_is_not_sent() {
    let mut tab = at_destination();
    assert_eq!(tab.send(set("  ")), vec![]);
    assert_eq!(tab.machine.submit().error().map(|error| error.kind), Some(SubmitErrorKind::Empty));
}

#[test]
fn a_destination_outlives_a_reload() {
    let typed = Action::SetDestination { destination: "912 34 56".into(), country: Some("NO".into()) };
    let mut tab = at_destination();
    assert!(tab.send(set("912 34 56")).contains(&Effect::StoreDestination(Some(typed.clone()))));
    let effects = tab.answer(at("identify", 4));
    assert!(effects.contains(&Effect::StoreDestination(None)), "it goes with the person");

    let reloaded =
        || Launch { resume: Some("fl_4Zr8mQ2sV1xK7pWn".into()), destination: Some(typed.clone()), ..launch() };
    let (mut tab, _) = Tab::open(reloaded());
    tab.answer(at("otp-destination-sms", 5));
    assert_eq!(tab.machine.destination(), Some(&typed));

    let (mut tab, _) = Tab::open(reloaded());
    let effects = tab.answer(at("identify", 5));
    assert!(effects.contains(&Effect::StoreDestination(None)), "whoever comes next is told nothing of it");
    assert_eq!(tab.machine.destination(), None);
}
