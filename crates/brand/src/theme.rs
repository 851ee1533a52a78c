//! `theme.css`: values of the brand for tokens, each of the token's kind.

mod art;
mod values;

use std::path::Path;

use self::values::Kind;
use crate::contrast;
use crate::slip::{Report, Slips};
use crate::text;
use crate::tokens::{Declaration, Tokens, declarations};

pub const FILE: &str = "theme.css";

/// The tokens that a brand overrides. Empty if the brand uses the page's own.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    pub(crate) declarations: Vec<Declaration>,
}

impl Theme {
    /// Reads `theme.css` in a brand's folder, if it exists.
    ///
    /// # Errors
    /// Names that are no tokens, values of another kind, and every pair of colours with too little contrast.
    pub fn read(folder: &Path, tokens: &Tokens) -> Result<Self, Slips> {
        let file = folder.join(FILE);
        let mut report = Report::on(&file);
        let source = if file.exists() { text::read(&file, &mut report) } else { Some(String::new()) };
        let Some(source) = source else { return report.finish(None) };
        let theme = Self::parse(&source, tokens, &mut report);
        // Contrast can be measured only if all colours are valid.
        let theme = report.finish(Some(theme))?;
        contrast::check(&file, &theme, tokens)?;
        Ok(theme)
    }

    fn parse(source: &str, tokens: &Tokens, report: &mut Report) -> Self {
        let (declarations, wrong) = declarations(source);
        let theme = Self { declarations };
        let allowed = || tokens.names().collect::<Vec<_>>().join(", ");
        for (line, what) in wrong {
            let what = if what.ends_with("is no token") { format!("{what}; allowed: {}", allowed()) } else { what };
            report.add(line, what);
        }
        for (place, declaration) in theme.declarations.iter().enumerate() {
            let Declaration { name, line, .. } = declaration;
            if theme.declarations[..place].iter().any(|earlier| earlier.name == *name) {
                report.add(*line, format!("{name}: is set twice"));
            }
            match tokens.get(name) {
                None if tokens.value(name).is_some() => {
                    report.add(
                        *line,
                        format!("{name}: is a primitive, which a brand uses and does not set; allowed: {}", allowed()),
                    );
                }
                None => report.add(*line, format!("{name}: is no token; allowed: {}", allowed())),
                Some(token) => {
                    let fits = Kind::of(token, tokens).map_or(Ok(()), |kind| kind.admits(declaration, &theme, tokens));
                    if let Err(what) = fits {
                        report.add(*line, format!("{name}: {}", on_one_line(&what)));
                    }
                }
            }
        }
        theme
    }

    /// The value of a token or primitive under this theme.
    pub(crate) fn value<'a>(&'a self, name: &str, tokens: &'a Tokens) -> Option<&'a str> {
        let own = self.declarations.iter().find(|declaration| declaration.name == name);
        own.map(|declaration| declaration.value.as_str()).or_else(|| tokens.value(name))
    }

    /// Whether a typeface token names this family.
    pub fn names_font(&self, family: &str) -> bool {
        let quoted = format!("\"{family}\"");
        self.declarations
            .iter()
            .any(|token| token.name.starts_with("--font") && token.value.replace('\'', "\"").contains(&quoted))
    }
}

/// A value that continues on the next line probably lacks its semicolon.
fn on_one_line(what: &str) -> String {
    match what.split_once('\n') {
        Some((first, rest)) => {
            format!("{first} … {}; is there a semicolon missing?", rest.lines().last().unwrap_or_default().trim())
        }
        None => what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repository;

    /// The error messages for a theme with this text in `:root`, each with its line.
    fn slips(inside: &str) -> Vec<String> {
        let tokens = Tokens::read(&repository().join("style")).unwrap();
        let mut report = Report::on(Path::new("brands/x/theme.css"));
        Theme::parse(&format!(":root {{\n{inside}\n}}"), &tokens, &mut report);
        report.into_slips().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn values_of_the_right_kind_are_taken() {
        let inside = "--accent: light-dark(oklch(0.4 0.1 160), color-mix(in oklch, #7fd1ae 80%, white));\n--surface: var(--canvas);\n--radius: 0;\n--radius-card: var(--s2);\n--target: 44px;\n--font: \"Fjord Sans\", serif;\n--shadow: none;";
        assert_eq!(slips(inside), Vec::<String>::new());
    }

    #[test]
    fn values_of_another_kind_are_refused_with_line_and_example() {
        for (inside, expected) in [
            ("--accent: 3px;", "--accent: `3px` is no colour"),
            ("--accent: blurple;", "--accent: `blurple` is no colour"),
            ("--accent: light-dark(red, var(--nothing));", "--accent: there is no --nothing"),
            ("--accent: var(--accent);", "--accent: refers to itself"),
            ("--radius: red;", "--radius: `red` must be a length of rem"),
            ("--radius: -1px;", "--radius: `-1px` must be a length"),
            ("--radius: 2vw;", "--radius: `2vw` must be a length"),
            ("--target: 40px;", "--target: `40px` must be at least 2.75rem"),
            ("--canvas-art: red;", "--canvas-art: `red` must be a picture"),
            ("--font: ;", "--font: `` must be typefaces"),
            ("--s4: 1rem;", "--s4: is a primitive"),
            ("--colour: red;", "--colour: is no token; allowed: --accent, "),
            ("color: red;", "`color` is no token; allowed: --accent, "),
        ] {
            let slips = slips(inside);
            assert!(
                slips.len() == 1 && slips[0].starts_with(&format!("brands/x/theme.css:2: {expected}")),
                "{inside}: {slips:?}"
            );
        }
        assert!(slips("--radius: 1px;\n--radius: 2px;")[0].contains(":3: --radius: is set twice"));
    }

    #[test]
    fn a_family_is_named_by_a_token_of_type() {
        let named = |value: &str| {
            let declarations = vec![Declaration { name: "--font-title".into(), value: value.into(), line: 1 }];
            Theme { declarations }.names_font("Fjord Sans")
        };
        assert!(named("'Fjord Sans', serif") && named("\"Fjord Sans\"") && !named("Fjord"));
    }
}
