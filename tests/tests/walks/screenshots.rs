//! Pictures of every screen, to be looked at: `target/screenshots/<language>/<scheme>/<width>/<screen>.png`.

use portico_tests::{Person, settings, walk};

use crate::tour;

const SCREENS: [(u32, u32); 2] = [(390, 844), (1280, 800)];

async fn takes_pictures(person: &Person, language: &str) {
    tour::every_screen(person, language, async |person, name| {
        for (width, height) in SCREENS {
            person.uses_screen(width, height).await;
            for scheme in ["light", "dark"] {
                person.prefers(scheme).await;
                person.screenshot(&format!("{language}/{scheme}/{width}/{name}")).await;
            }
        }
        person.uses_its_own_screen().await;
    })
    .await;
}

/// Pictures prove nothing by themselves, so they are taken on request (`PORTICO_SHOTS=1`).
#[test]
fn every_screen_in_english() {
    if settings::wants_screenshots() {
        walk(async |stage| takes_pictures(&stage.person(&stage.product().await).await, "en").await);
    }
}

#[test]
fn every_screen_in_norwegian() {
    if settings::wants_screenshots() {
        walk(async |stage| takes_pictures(&stage.person(&stage.product().await).await, "nb").await);
    }
}
