//! `theme.css`: tokens that a brand sets anew, each to a value of the kind that it has.

use std::fs;
use std::path::Path;

use cssparser::{Parser, Token};

use crate::colour::{self, Mode};
use crate::contrast;
use crate::slip::{Report, Slips};
use crate::tokens::{Declaration, Tokens, declarations};

pub const FILE: &str = "theme.css";

/// The smallest press is 44 px (WCAG 2.2, 2.5.5), so fields and buttons are never lower: token, rem, pixels.
const LEAST: (&str, f32, f32) = ("--target", 2.75, 44.0);
/// Units that a length may have. Those of the window would make a control grow with it.
const LENGTHS: [&str; 5] = ["rem", "em", "px", "ch", "ex"];

/// What a brand sets. Empty for a brand that is content with the page's own tokens.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    pub(crate) declarations: Vec<Declaration>,
}

/// What a token's value is, by the one that the page gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Colour,
    Length,
    Number,
    /// `none`, a gradient, or a picture that travels with the theme.
    Picture,
    /// Typefaces, shadows.
    Free,
}

impl Theme {
    /// Reads `theme.css` in a brand's folder, if there is one.
    ///
    /// # Errors
    /// What is not a token, a value of another kind, and every pair of colours with too little contrast.
    pub fn read(folder: &Path, tokens: &Tokens) -> Result<Self, Slips> {
        let file = folder.join(FILE);
        let source = if file.exists() { fs::read_to_string(&file) } else { Ok(String::new()) };
        let mut report = Report::on(&file);
        let source = match source {
            Ok(source) => source,
            Err(error) => {
                report.add(None, format!("cannot be read: {error}"));
                return report.finish(None);
            }
        };
        let theme = Self::parse(&source, tokens, &mut report);
        // A colour that is none has no contrast.
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
                    if let Err(what) = theme.value_fits(declaration, kind(token, tokens), tokens) {
                        report.add(*line, format!("{name}: {what}"));
                    }
                }
            }
        }
        theme
    }

    /// The value that a token or primitive has under this theme.
    pub(crate) fn value<'a>(&'a self, name: &str, tokens: &'a Tokens) -> Option<&'a str> {
        let own = self.declarations.iter().find(|declaration| declaration.name == name);
        own.map(|declaration| declaration.value.as_str()).or_else(|| tokens.value(name))
    }

    /// Whether a token of type names this family.
    pub fn names_font(&self, family: &str) -> bool {
        let quoted = format!("\"{family}\"");
        self.declarations
            .iter()
            .any(|token| token.name.starts_with("--font") && token.value.replace('\'', "\"").contains(&quoted))
    }

    fn value_fits(&self, declaration: &Declaration, kind: Kind, tokens: &Tokens) -> Result<(), String> {
        let value = &declaration.value;
        match kind {
            Kind::Colour => [Mode::Light, Mode::Dark]
                .into_iter()
                .try_for_each(|mode| colour::resolve(value, mode, &|name| self.value(name, tokens)).map(|_| ())),
            Kind::Length => self.length_fits(declaration, tokens),
            Kind::Number => match only_token(value) {
                Some(Token::Number { value, .. }) if value >= 0.0 => Ok(()),
                _ => Err(format!("`{value}` must be a number, such as 600")),
            },
            Kind::Picture if value == "none" || value.starts_with("url(") || value.contains("-gradient(") => Ok(()),
            Kind::Picture => {
                Err(format!("`{value}` must be a picture; allowed: none, url(\"data:image/…\"), gradients"))
            }
            Kind::Free if value.is_empty() => Err("must not be empty".to_owned()),
            Kind::Free => Ok(()),
        }
    }

    fn length_fits(&self, Declaration { name, value, .. }: &Declaration, tokens: &Tokens) -> Result<(), String> {
        let wanted = || format!("`{value}` must be a length of {}, such as 0.75rem, or var(--s3)", LENGTHS.join(", "));
        let referred = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')).map(str::trim);
        let own = match referred {
            Some(name) => self.value(name, tokens).ok_or_else(|| format!("there is no {name}"))?,
            None => value,
        };
        let (number, unit) = match only_token(own) {
            Some(Token::Dimension { value, unit, .. }) => (value, unit.to_ascii_lowercase()),
            Some(Token::Number { value, .. }) if value.abs() < f32::EPSILON => (0.0, "px".to_owned()),
            _ => return Err(wanted()),
        };
        if number < 0.0 || !LENGTHS.contains(&unit.as_str()) {
            return Err(wanted());
        }
        let (least, rem, px) = LEAST;
        let is_tall = (unit == "rem" && number >= rem) || (unit == "px" && number >= px);
        if name == least && !is_tall {
            return Err(format!("`{value}` must be at least {rem}rem ({px} px): fingers are not smaller than that"));
        }
        Ok(())
    }
}

fn kind(token: &Declaration, tokens: &Tokens) -> Kind {
    match only_token(&token.value) {
        Some(Token::Dimension { .. }) => Kind::Length,
        Some(Token::Number { .. }) => Kind::Number,
        Some(Token::Function(name)) if name.eq_ignore_ascii_case("url") => Kind::Picture,
        _ if colour::resolve(&token.value, Mode::Light, &|name| tokens.value(name)).is_ok() => Kind::Colour,
        _ => Kind::Free,
    }
}

/// The token that a value consists of, if it is one.
fn only_token(value: &str) -> Option<Token<'_>> {
    let mut parser = Parser::new(value);
    let token = parser.next().ok()?.clone();
    parser.is_exhausted().then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repository;

    /// What is said about a theme with this in its `:root`, each with its line.
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
            ("--font: ;", "--font: must not be empty"),
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
