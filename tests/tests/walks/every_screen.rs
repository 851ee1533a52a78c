//! What holds on every screen, checked on tours past all of them. A tour costs more than the checks: each is made once
//! in a language, half by half, and every check looks at every stop. One that fails is told by its name with the
//! screens where it did, and keeps none of the others from looking.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use portico_tests::browser::Settings;
use portico_tests::{Person, Stage, walk};

use crate::tour::{self, Half};
use crate::{accessibility, keyboard, language, password_managers, support};

/// What checks found, by their names.
#[derive(Default)]
struct Found(BTreeMap<&'static str, Vec<String>>);

impl Found {
    /// Makes a check, whose panic is what it found.
    async fn by(&mut self, name: &'static str, person: &Person, screen: &str, check: impl Future<Output = ()>) {
        person.note(format!("lets {name} look"));
        if let Err(panic) = AssertUnwindSafe(check).catch_unwind().await {
            self.0.entry(name).or_default().push(format!("{screen}: {}", said(&*panic)));
        }
    }

    /// # Panics
    /// When something was found.
    fn tell(self) {
        let text = self.0.iter().fold(String::new(), |mut text, (name, places)| {
            let _ = writeln!(text, "{name}, on {} screens:", places.len());
            for place in places {
                let _ = writeln!(text, "    {place}");
            }
            text
        });
        assert!(text.is_empty(), "{} checks failed:\n{text}", self.0.len());
    }
}

/// What a panic said, without the journal.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("(not in words)").split("\n\nThe person so far").next().unwrap_or_default()
}

/// In English, with a browser that is Norwegian. What moves the focus comes last.
async fn in_english(stage: &Stage, half: Half) {
    let product = stage.product().await;
    let norwegian = Settings { languages: "nb-NO,nb".into(), ..Settings::default() };
    let person = stage.person_with(&product, &norwegian).await;
    let secrets = support::secrets_of(&product).await;
    let mut found = Found::default();
    tour::half(half, &person, "en", async |person, name| {
        let heading = accessibility::heading_title_language_and_focus(person, name);
        found.by("heading, title, language and focus", person, name, heading).await;
        found
            .by("error linked to its field", person, name, accessibility::error_linked_to_its_field(person, name))
            .await;
        found.by("rules of password managers", person, name, password_managers::common_rules(person)).await;
        found.by("English alone", person, name, language::speaks_only(person, "en", "nb")).await;
        found.by("room for a thumb", person, name, accessibility::room_for_a_thumb(person)).await;
        found.by("axe", person, name, accessibility::no_barriers(person)).await;
        found.by("order of Tab", person, name, keyboard::tab_order(person)).await;
        found.by("help and support", person, name, support::help_and_details(person, name, &secrets)).await;
    })
    .await;
    found.tell();
}

/// In the longest of our languages, with a browser that is English.
async fn in_norwegian(stage: &Stage, half: Half) {
    let person = stage.person(&stage.product().await).await;
    let mut found = Found::default();
    tour::half(half, &person, "nb", async |person, name| {
        found.by("Norwegian alone", person, name, language::speaks_only(person, "nb", "en")).await;
        let sideways = accessibility::no_sideways_scrolling_at_320_pixels(person);
        found.by("no sideways scrolling", person, name, sideways).await;
        found.by("axe", person, name, accessibility::no_barriers(person)).await;
    })
    .await;
    found.tell();
}

/// U12, C4 and M6 (help), U13 (details for support), U14 (one language), and that nothing bars anybody.
#[test]
fn in_english_first_half() {
    walk(async |stage| in_english(stage, Half::First).await);
}

/// U12, U13, U14, C4, M6: the other half.
#[test]
fn in_english_second_half() {
    walk(async |stage| in_english(stage, Half::Second).await);
}

/// U14, in the longest of our languages.
#[test]
fn in_norwegian_first_half() {
    walk(async |stage| in_norwegian(stage, Half::First).await);
}

/// U14: the other half.
#[test]
fn in_norwegian_second_half() {
    walk(async |stage| in_norwegian(stage, Half::Second).await);
}
