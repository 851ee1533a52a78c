//! What the gallery imitates looks as it does when the system really says so.

use portico_tests::BrowserKind::Chromium;
use portico_tests::gallery::Gallery;
use serde_json::{Value, json};

use crate::lenses::on;

/// Makes Chromium say this of the person's system.
async fn system_says(gallery: &Gallery, features: &[(&str, &str)]) {
    let features: Vec<_> = features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    gallery.browser.cdp("Emulation.setEmulatedMedia", json!({"features": features})).await;
}

/// Reads something of every element of the cell of a hash; `each` is a function body that knows `one` and `style`.
async fn of_each(gallery: &Gallery, hash: &str, each: &str) -> Value {
    gallery.draws(hash).await.unwrap_or_else(|error| panic!("{hash}: {error}"));
    let body = format!(
        "return [document.documentElement, ...document.querySelectorAll('body, body *:not(script)')].map(one => {{
            const style = getComputedStyle(one);
            return [one.tagName, one.className.baseVal ?? one.className, (() => {{ {each} }})()];
        }});"
    );
    gallery.browser.run(&body, Value::Null).await.unwrap_or_else(|error| panic!("{hash}: {error}"))
}

const COLOURS: &str = "return [style.color, style.backgroundColor, style.backgroundImage, style.borderTopColor, style.boxShadow, one.currentSrc];";

#[test]
fn a_chosen_theme_is_the_one_the_system_would_give() {
    on(Chromium, async |gallery| {
        for brand in &gallery.brands {
            for (theme, other) in [("light", "dark"), ("dark", "light")] {
                // Another cell in between, so that each is drawn anew.
                system_says(gallery, &[("prefers-color-scheme", theme)]).await;
                let hash = format!("#cell=password-wrong&brand={brand}&still=1");
                let real = of_each(gallery, &hash, COLOURS).await;
                system_says(gallery, &[("prefers-color-scheme", other)]).await;
                let imitated = of_each(gallery, &format!("{hash}&theme={theme}"), COLOURS).await;
                assert_eq!(real, imitated, "{brand}, {theme}");
                let back = of_each(gallery, &hash, COLOURS).await;
                assert_ne!(back, imitated, "{brand}: the system's theme comes back when none is chosen");
            }
        }
    });
}

const MOTION: &str =
    "return [style.animationName, style.animationDuration, style.transitionDuration, style.borderTopStyle];";

#[test]
fn chosen_reduced_motion_is_what_the_system_would_give() {
    on(Chromium, async |gallery| {
        for cell in ["password", "password-sending", "mfa-challenge-totp"] {
            let hash = format!("#cell={cell}");
            system_says(gallery, &[("prefers-reduced-motion", "no-preference")]).await;
            let lively = of_each(gallery, &hash, MOTION).await;
            let imitated = of_each(gallery, &format!("{hash}&motion=reduced"), MOTION).await;
            system_says(gallery, &[("prefers-reduced-motion", "reduce")]).await;
            gallery.draws("#cell=identify").await.expect("another cell");
            assert_eq!(of_each(gallery, &hash, MOTION).await, imitated, "{cell}");
            assert_ne!(lively, imitated, "{cell}: something moves, or there is nothing to compare");
        }
    });
}

/// What forced colours come to, whichever palette they are of: what is seen of shapes, and which texts are links, or in
/// the colour of the ground, or greyed.
const FORCED: &str = "
    const probe = document.createElement('a');
    probe.href = '#';
    document.documentElement.append(probe);
    const link = getComputedStyle(probe).color;
    probe.remove();
    const shown = side => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0;
    return [style.color === link && !one.closest('svg, img, picture'), shown('Top'), shown('Bottom'), style.boxShadow,
        style.backgroundImage.includes('gradient'), style.display];
";

#[test]
fn imitated_forced_colours_are_like_the_real_ones() {
    on(Chromium, async |gallery| {
        for theme in ["light", "dark"] {
            for cell in
                ["password-wrong", "totp-enroll", "mfa-enroll-select-policy", "mfa-challenge-totp", "complete-native"]
            {
                let hash = format!("#cell={cell}&theme={theme}&still=1");
                system_says(gallery, &[]).await;
                let imitated = of_each(gallery, &format!("{hash}&forced=1"), FORCED).await;
                system_says(gallery, &[("forced-colors", "active"), ("prefers-color-scheme", theme)]).await;
                let real = of_each(gallery, &hash, FORCED).await;
                assert_eq!(real, imitated, "{cell}, {theme}");
            }
        }
    });
}

/// Text and the edges of controls can be read in both palettes, which is what the mode is for.
#[test]
fn imitated_forced_colours_use_only_the_palette() {
    on(Chromium, async |gallery| {
        for theme in ["light", "dark"] {
            system_says(gallery, &[]).await;
            let colours = of_each(
                gallery,
                &format!("#cell=mfa-enroll-select-policy&theme={theme}&forced=1&still=1"),
                "return one.closest('svg, picture, .qr') ? [] : [style.color, style.borderTopColor, style.backgroundColor];",
            )
            .await;
            let mut used: Vec<_> = colours
                .as_array()
                .expect("elements")
                .iter()
                .flat_map(|element| element[2].as_array().expect("colours").clone())
                .filter_map(|colour| colour.as_str().map(str::to_owned))
                .collect();
            used.sort();
            used.dedup();
            assert!(used.len() <= 6, "more colours than the palette has for this screen: {used:?}");
        }
    });
}
