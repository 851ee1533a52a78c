//! Whether a theme can be read: the pairs of tokens that lie on each other on the page, measured in light and dark.

use std::fmt;
use std::path::Path;

use crate::colour::{self, Colour, Mode};
use crate::slip::{Report, Slips};
use crate::theme::Theme;
use crate::tokens::Tokens;

/// Front, back (a token, or a mixture that a component paints), the least contrast (WCAG 2.2: 7 is 1.4.6 for text, 4.5 is 1.4.3, 3 is 1.4.11 for edges).
const PAIRS: [(&str, &str, f32); 31] = [
    ("--text", "--surface", 7.0),
    ("--text", "--canvas", 7.0),
    ("--text", "--field", 7.0),
    ("--text", "--accent-soft", 7.0),
    ("--muted", "--surface", 7.0),
    ("--muted", "--canvas", 4.5),
    ("--muted", "--canvas-glow", 4.5),
    ("--muted", "--field", 4.5),
    ("--muted", "--accent-soft", 4.5),
    ("--on-accent", "--accent", 7.0),
    ("--on-accent", "--accent-strong", 4.5),
    ("--accent", "--surface", 4.5),
    ("--accent-strong", "--surface", 4.5),
    ("--accent", "--accent-soft", 4.5),
    ("--accent", "--field", 3.0),
    ("--bad", "--surface", 4.5),
    ("--bad", "--field", 3.0),
    ("--good", "--surface", 4.5),
    ("--text", "--canvas-glow", 7.0),
    ("--edge", "--surface", 3.0),
    ("--edge", "--field", 3.0),
    // The ring around what has the focus, wherever that is.
    ("--accent", "--canvas", 3.0),
    ("--accent", "--canvas-glow", 3.0),
    ("--accent-strong", "--accent-soft", 4.5),
    ("--good", "--accent-soft", 4.5),
    ("--text", BEST_CHOICE, 7.0),
    ("--muted", BEST_CHOICE, 4.5),
    ("--good", BEST_CHOICE, 4.5),
    ("--text", NOTICE, 7.0),
    ("--good", GOOD_EMBLEM, 3.0),
    ("--bad", BAD_EMBLEM, 3.0),
];
/// What components mix, in their words.
const BEST_CHOICE: &str = "color-mix(in oklch, var(--accent-soft) 45%, var(--surface))";
const NOTICE: &str = "color-mix(in oklab, var(--good) 10%, var(--surface))";
const GOOD_EMBLEM: &str = "color-mix(in oklab, var(--good) 15%, var(--surface))";
const BAD_EMBLEM: &str = "color-mix(in oklab, var(--bad) 12%, var(--surface))";
/// What lies under everything, should a back be translucent.
const GROUND: &str = "--canvas";

/// The contrast of one pair.
#[derive(Clone, Debug)]
pub struct Measured {
    pub front: &'static str,
    pub back: &'static str,
    pub mode: &'static str,
    /// 1 to 21.
    pub ratio: f32,
    /// What it must at least be.
    pub least: f32,
    colours: [String; 2],
}

impl Measured {
    pub fn is_enough(&self) -> bool {
        self.ratio >= self.least
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { front, back, mode, ratio, least, colours: [front_colour, back_colour] } = self;
        // Rounded down: 6.996 is not 7.
        let ratio = (ratio * 100.0).floor() / 100.0;
        write!(
            f,
            "{front} ({front_colour}) on {back} ({back_colour}) has a contrast of {ratio:.2}:1 in {mode}, needed: {least}:1"
        )
    }
}

/// Measures every pair in both modes.
///
/// # Errors
/// In words, with the token, when one is missing or no colour.
pub fn measure(theme: &Theme, tokens: &Tokens) -> Result<Vec<Measured>, (&'static str, String)> {
    let mut measured = vec![];
    for mode in [Mode::Light, Mode::Dark] {
        let colour = |name: &'static str| -> Result<Colour, (&'static str, String)> {
            let is_token = name.starts_with("--");
            let value = if is_token { theme.value(name, tokens) } else { Some(name) };
            let value = value.ok_or_else(|| (name, "is missing".to_owned()))?;
            colour::resolve(value, mode, &|name| theme.value(name, tokens)).map_err(|what| (name, what))
        };
        let ground = colour(GROUND)?;
        for (front, back, least) in PAIRS {
            let back_colour = colour(back)?.over(ground);
            let front_colour = colour(front)?.over(back_colour);
            measured.push(Measured {
                front,
                back,
                mode: mode.name(),
                ratio: front_colour.contrast(back_colour),
                least,
                colours: [front_colour.hex(), back_colour.hex()],
            });
        }
    }
    Ok(measured)
}

/// Checks a theme (`file`); what it does not set is the page's own, and named there.
///
/// # Errors
/// Every pair with too little contrast, in the line of the token that the theme sets.
pub fn check(file: &Path, theme: &Theme, tokens: &Tokens) -> Result<(), Slips> {
    let mut own = Report::on(file);
    let mut base = Report::on(&tokens.file);
    let mut add = |names: [&str; 2], what: String| {
        let set = |name: &str| {
            let is_part = |token: &str| token == name || name.contains(&format!("var({token})"));
            theme.declarations.iter().find(|declaration| is_part(&declaration.name))
        };
        match names.into_iter().find_map(set) {
            Some(declaration) => own.add(declaration.line, what),
            None => base.add(tokens.get(names[0]).map(|token| token.line), what),
        }
    };
    match measure(theme, tokens) {
        Ok(all) => {
            for pair in all.iter().filter(|pair| !pair.is_enough()) {
                add([pair.front, pair.back], pair.to_string());
            }
        }
        Err((name, what)) => add([name, name], format!("{name}: {what}")),
    }
    let mut slips = own.into_slips();
    slips.extend(base.into_slips());
    if slips.is_empty() { Ok(()) } else { Err(Slips(slips)) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::testing::{repository, scratch};

    fn tokens() -> Tokens {
        Tokens::read(&repository().join("style")).unwrap()
    }

    #[test]
    fn the_pages_own_tokens_can_be_read() {
        if let Err(slips) = check(Path::new("no theme"), &Theme::default(), &tokens()) {
            panic!("{slips}");
        }
    }

    /// Words lie on what components mix as well, and no brand knows what that becomes.
    #[test]
    fn every_mixture_that_a_component_paints_is_measured() {
        let mut painted = vec![];
        for entry in fs::read_dir(repository().join("style/components")).unwrap() {
            let css = fs::read_to_string(entry.unwrap().path()).unwrap();
            let mixtures = css.split("background: color-mix(").skip(1).filter_map(|rest| rest.split(';').next());
            painted.extend(mixtures.map(|mixture| format!("color-mix({mixture}")));
        }
        painted.sort();
        let mut measured: Vec<_> =
            PAIRS.iter().map(|(_, back, _)| *back).filter(|back| !back.starts_with("--")).collect();
        measured.sort_unstable();
        measured.dedup();
        assert_eq!(painted, measured);
    }

    #[test]
    fn a_pair_that_cannot_be_read_is_named_with_its_line_and_figure() {
        let folder = scratch("contrast").join("brands").join("x");
        fs::create_dir_all(&folder).unwrap();
        let theme = ":root {\n  --surface: light-dark(#fff, #000);\n  --muted: light-dark(#767676, #fff);\n}\n";
        fs::write(folder.join("theme.css"), theme).unwrap();
        let slips = Theme::read(&folder, &tokens()).unwrap_err();
        let muted = "brands/x/theme.css:3: --muted (#767676) on --surface (#ffffff) has a contrast of 4.54:1 in light, needed: 7:1";
        assert!(slips.0.iter().any(|slip| slip.to_string() == muted), "{slips}");
        assert!(slips.0.iter().all(|slip| !slip.what.contains("in dark")), "{slips}");
    }

    #[test]
    fn a_translucent_surface_is_measured_on_what_lies_under_it() {
        let folder = scratch("contrast-translucent");
        let theme = ":root { --canvas: #fff; --canvas-glow: #fff; --surface: rgb(0 0 0 / 50%); --text: #000 }";
        fs::write(folder.join("theme.css"), theme).unwrap();
        let slips = Theme::read(&folder, &tokens()).unwrap_err().to_string();
        assert!(slips.contains("--text (#000000) on --surface (#808080) has a contrast of 5.28:1 in light"), "{slips}");
    }
}
