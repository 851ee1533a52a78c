//! Platform × version × date × rollout × unreadable × missing, cell by cell.

use auth_contract::{ClientPlatform, Timestamp};

use super::{version::Version, *};

const A: Timestamp = Timestamp(1_795_000_000);
const B: Timestamp = Timestamp(1_797_000_000);
const STAFF: Person<'static> = Person { account: "ac_1", role: "staff" };

fn rule(platform: ClientPlatform, version: &str) -> Rule {
    Rule {
        platform,
        clients: Vec::new(),
        version: Version::parse(version).expect("a version"),
        available_from: A,
        mandatory_from: Some(B),
        store_url: None,
        rollout: Rollout::default(),
        unreadable: Unreadable::Stop,
        missing: Unreadable::Stop,
    }
}

/// The values of U5.
fn reference() -> [(ClientPlatform, &'static str); 3] {
    [(ClientPlatform::Desktop, "1.1.2"), (ClientPlatform::Ios, "3.1.0"), (ClientPlatform::Android, "2.5.0")]
}

/// What a program hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    Nothing,
    /// With a date, or without one.
    Asked {
        dated: bool,
    },
    Stopped,
}

fn heard(update: Option<&Update>) -> Heard {
    match update {
        None => Heard::Nothing,
        Some(Update { blocking: true, .. }) => Heard::Stopped,
        Some(update) => Heard::Asked { dated: update.mandatory_from.is_some() },
    }
}

/// Versions of a program beside the one that is wanted: how each relates to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Older,
    NewEnough,
    Unreadable,
    Missing,
}

fn versions(wanted: &str) -> Vec<(Option<String>, Told)> {
    let told = |text: String, how| (Some(text), how);
    let mut all = vec![
        told(wanted.to_owned(), Told::NewEnough),
        told(format!("v{wanted}"), Told::NewEnough),
        told(format!("{wanted}.1"), Told::NewEnough),
        told(format!("{wanted}+build.7"), Told::NewEnough),
        told("99".into(), Told::NewEnough),
        told("99.0.0-beta".into(), Told::NewEnough),
        told(format!("{wanted}-beta.1"), Told::Older),
        told("0.9.12.4000".into(), Told::Older),
        told("v1.0".into(), Told::Older),
        (None, Told::Missing),
    ];
    all.extend(
        ["", "latest", "١.١.٢", "1.1.x", "1.2.3.4.5", "9\u{202e}9"].map(|text| told(text.into(), Told::Unreadable)),
    );
    all
}

/// U5: the reference values, on every side of both dates.
#[test]
fn every_cell_of_the_matrix() {
    let rollouts = [
        (Rollout::default(), true, true),
        (Rollout { percent: 0, roles: vec![] }, false, false),
        (Rollout { percent: 100, roles: vec!["staff".into()] }, true, false),
        (Rollout { percent: 100, roles: vec!["patient".into()] }, false, false),
    ];
    let dates = [A.plus(-1), A, B.plus(-1), B, B.plus(1)];
    let rules = [Unreadable::Stop, Unreadable::LetIn];
    let mut cells = 0;
    for (platform, wanted) in reference() {
        for (installed, told) in versions(wanted) {
            for now in dates {
                for (rollout, for_staff, for_everybody) in &rollouts {
                    for (unreadable, missing) in
                        rules.iter().flat_map(|one| rules.iter().map(move |other| (*one, *other)))
                    {
                        let rule = Rule { rollout: rollout.clone(), unreadable, missing, ..rule(platform, wanted) };
                        let gate = Gate::new(vec![rule]);
                        let program = Program { platform, client: None, version: installed.as_deref() };
                        let is_old = match told {
                            Told::Older => true,
                            Told::NewEnough => false,
                            Told::Unreadable => unreadable == Unreadable::Stop,
                            Told::Missing => missing == Unreadable::Stop,
                        };
                        for (person, is_in) in [(Some(&STAFF), *for_staff), (None, *for_everybody)] {
                            let expected = match (is_old && now >= A, is_in) {
                                (false, _) => Heard::Nothing,
                                (true, true) if now >= B => Heard::Stopped,
                                (true, is_in) => Heard::Asked { dated: is_in },
                            };
                            let found = gate.judge(&program, person, now);
                            let cell =
                                format!("{platform:?} {installed:?} {now:?} {rollout:?} {unreadable:?} {missing:?}");
                            assert_eq!(heard(found.as_ref()), expected, "{cell}");
                            cells += 1;
                        }
                    }
                }
            }
        }
    }
    assert_eq!(cells, 3 * 16 * 5 * 4 * 4 * 2);
}

#[test]
fn a_rule_is_about_its_platform_and_its_clients() {
    let notes = Rule { clients: vec!["notes".into(), "notes-beta".into()], ..rule(ClientPlatform::Desktop, "1.1.2") };
    let gate = Gate::new(vec![notes]);
    let judged =
        |platform, client| heard(gate.judge(&Program { platform, client, version: Some("1") }, None, B).as_ref());
    assert_eq!(judged(ClientPlatform::Desktop, Some("notes")), Heard::Stopped);
    assert_eq!(judged(ClientPlatform::Desktop, Some("notes-beta")), Heard::Stopped);
    for (platform, client) in [
        (ClientPlatform::Desktop, Some("other")),
        (ClientPlatform::Desktop, None),
        (ClientPlatform::Ios, Some("notes")),
        (ClientPlatform::Web, Some("notes")),
        (ClientPlatform::Unknown, Some("notes")),
    ] {
        assert_eq!(judged(platform, client), Heard::Nothing, "{platform:?} {client:?}");
    }
}

#[test]
fn what_stops_wins_and_then_the_newest() {
    let desktop = |version, mandatory_from| Rule { mandatory_from, ..rule(ClientPlatform::Desktop, version) };
    let gate = Gate::new(vec![
        desktop("1.0", Some(A)),
        desktop("1.1.2", Some(A)),
        desktop("2.0", None),
        desktop("1.5", Some(B)),
    ]);
    let required = |version, now| {
        let program = Program { platform: ClientPlatform::Desktop, client: None, version: Some(version) };
        gate.judge(&program, None, now).map(|update| (update.required, update.blocking))
    };
    assert_eq!(required("0.9", A), Some(("1.1.2".into(), true)));
    assert_eq!(required("1.0.5", B), Some(("1.5".into(), true)));
    assert_eq!(required("1.1.2", A), Some(("2.0".into(), false)));
    assert_eq!(required("2.0", B), None);
}

#[test]
fn nobody_hears_anything_without_rules() {
    let program = Program { platform: ClientPlatform::Desktop, client: None, version: None };
    assert_eq!(Gate::default().judge(&program, Some(&STAFF), B), None);
}
