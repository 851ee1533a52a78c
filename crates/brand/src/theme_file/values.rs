//! What a value of each kind of token may be.

use cssparser::{ParseError, Parser, Token};

use super::art;
use super::css::only_token;
use crate::colour::{self, Mode};
use crate::theme::Theme;
use crate::tokens::{Declaration, Tokens};

/// What a token's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Colour,
    Length,
    Number,
    /// `none`, a gradient, or a picture that travels with the theme.
    Picture,
    Families,
    Shadow,
}

/// Units that a length may have. Those of the window would make a control grow with it.
const LENGTHS: [&str; 5] = ["rem", "em", "px", "ch", "ex"];
/// The smallest press is 44 px (WCAG 2.2, 2.5.5), so fields and buttons are never lower: token, rem, pixels.
const LEAST: (&str, f32, f32) = ("--target", 2.75, 44.0);
/// The least and the most that a length may be, in rem. Beyond, something would be out of sight at 320 px.
const RANGES: [(&str, f32, f32); 6] = [
    ("--radius", 0.0, 4.0),
    ("--radius-card", 0.0, 4.0),
    ("--target", LEAST.1, 5.0),
    ("--card-width", 18.0, 48.0),
    ("--card-padding", 0.75, 5.0),
    ("--stack", 0.25, 3.0),
];
/// As far as a shadow may reach, in rem: it sets something off, and covers nothing.
const SHADOW_REACH: f32 = 8.0;
const WEIGHTS: std::ops::RangeInclusive<f32> = 1.0..=1000.0;
/// Keywords that would take the value from elsewhere (CSS Cascade 5 section 7.3).
const WIDE_KEYWORDS: [&str; 5] = ["inherit", "initial", "unset", "revert", "revert-layer"];

impl Kind {
    /// By what the page itself gives the token; `None` for a value of no kind that a theme could set.
    pub fn of(token: &Declaration, tokens: &Tokens) -> Option<Self> {
        if token.name.starts_with("--font") {
            return Some(Self::Families);
        }
        if token.name.ends_with("shadow") {
            return Some(Self::Shadow);
        }
        match only_token(&token.value) {
            Some(Token::Dimension { .. }) => Some(Self::Length),
            Some(Token::Number { .. }) => Some(Self::Number),
            Some(Token::Function(name)) if name.eq_ignore_ascii_case("url") => Some(Self::Picture),
            _ => {
                let is_colour = colour::resolve(&token.value, Mode::Light, &|name| tokens.value(name)).is_ok();
                is_colour.then_some(Self::Colour)
            }
        }
    }

    /// Whether a theme's value fits.
    ///
    /// # Errors
    /// In words, with what is allowed.
    pub fn admits(self, declaration: &Declaration, theme: &Theme, tokens: &Tokens) -> Result<(), String> {
        let Declaration { name, value, .. } = declaration;
        let look_up = |name: &str| theme.value(name, tokens);
        match self {
            Self::Colour => is_colour(value, &look_up),
            Self::Length => length(name, value, &look_up),
            Self::Number => match only_token(value) {
                Some(Token::Number { value, .. }) if WEIGHTS.contains(&value) => Ok(()),
                _ => Err(format!("`{value}` must be a number from 1 to 1000, such as 600")),
            },
            Self::Picture => art::check(value),
            Self::Families if is_families(value) => Ok(()),
            Self::Families => {
                Err(format!("`{value}` must be typefaces with commas between, such as \"Acme Sans\", sans-serif"))
            }
            Self::Shadow if value == "none" => Ok(()),
            Self::Shadow => colour::split_at_commas(value).into_iter().try_for_each(|one| shadow(one, &look_up)),
        }
    }
}

fn is_colour<'a>(value: &'a str, look_up: &dyn Fn(&str) -> Option<&'a str>) -> Result<(), String> {
    [Mode::Light, Mode::Dark].into_iter().try_for_each(|mode| colour::resolve(value, mode, look_up).map(|_| ()))
}

fn length<'a>(name: &str, value: &'a str, look_up: &dyn Fn(&str) -> Option<&'a str>) -> Result<(), String> {
    let wanted = || format!("`{value}` must be a length of {}, such as 0.75rem, or var(--s3)", LENGTHS.join(", "));
    let (number, unit) = dimension(value, look_up)?.filter(|(number, _)| *number >= 0.0).ok_or_else(wanted)?;
    let (least, rem, px) = LEAST;
    let is_tall = (unit == "rem" && number >= rem) || (unit == "px" && number >= px);
    if name == least && !is_tall {
        return Err(format!(
            "`{value}` must be at least {rem}rem ({px} px): the minimum target size (WCAG 2.2, 2.5.5)"
        ));
    }
    match RANGES.iter().find(|(token, ..)| *token == name) {
        Some((_, least, most)) if !(*least..=*most).contains(&in_rem(number, &unit)) => {
            Err(format!("`{value}` must be from {least}rem to {most}rem"))
        }
        _ => Ok(()),
    }
}

/// Number and unit of a length, by way of a token where it names one; `None` for what is no length.
fn dimension<'a>(value: &'a str, look_up: &dyn Fn(&str) -> Option<&'a str>) -> Result<Option<(f32, String)>, String> {
    let referred = value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')).map(str::trim);
    let own = match referred {
        Some(name) => look_up(name).ok_or_else(|| format!("there is no {name}"))?,
        None => value,
    };
    let found = match only_token(own) {
        Some(Token::Dimension { value, unit, .. }) => Some((value, unit.to_ascii_lowercase())),
        Some(Token::Number { value, .. }) if value.abs() < f32::EPSILON => Some((0.0, "px".to_owned())),
        _ => None,
    };
    Ok(found.filter(|(_, unit)| LENGTHS.contains(&unit.as_str())))
}

/// About as much: a browser knows what `ch` and `ex` are once it has the typeface.
fn in_rem(number: f32, unit: &str) -> f32 {
    match unit {
        "px" => number / 16.0,
        "ch" | "ex" => number / 2.0,
        _ => number,
    }
}

/// `inset? <length>{2,4} <color>?`, in any order (CSS Backgrounds 3 section 6.1).
fn shadow<'a>(value: &'a str, look_up: &dyn Fn(&str) -> Option<&'a str>) -> Result<(), String> {
    let value = value.trim();
    let wanted = || {
        format!("`{value}` must be none or a shadow of at most {SHADOW_REACH}rem, such as 0 1px 2px rgb(0 0 0 / 0.1)")
    };
    let (mut lengths, mut colours, mut insets) = (0, 0, 0);
    for word in colour::split_at_spaces(value) {
        if word == "inset" {
            insets += 1;
        } else if let Some((number, unit)) = dimension(word, look_up)? {
            let is_blur = lengths == 2;
            lengths += 1;
            if in_rem(number.abs(), &unit) > SHADOW_REACH || (is_blur && number < 0.0) {
                return Err(wanted());
            }
        } else {
            is_colour(word, look_up)?;
            colours += 1;
        }
    }
    if (2..=4).contains(&lengths) && colours <= 1 && insets <= 1 { Ok(()) } else { Err(wanted()) }
}

/// Names in quotes, words, or another token, with commas between.
fn is_families(value: &str) -> bool {
    let mut parser = Parser::new(value);
    let read = parser.parse_comma_separated(|parser| -> Result<(), ParseError<()>> {
        let unfit = |text: &str| text.is_empty() || text.contains(['<', '\\', '\n']);
        match parser.next()?.clone() {
            Token::QuotedString(name) if !unfit(&name) => Ok(()),
            Token::Function(name) if name.eq_ignore_ascii_case("var") => parser.parse_nested_block(|parser| {
                let of_type = parser.expect_ident()?.starts_with("--font");
                of_type.then_some(()).ok_or_else(|| ParseError::custom(()))
            }),
            Token::Ident(first) if !WIDE_KEYWORDS.iter().any(|word| first.eq_ignore_ascii_case(word)) => {
                while parser.try_parse(|parser| parser.expect_ident().map(|_| ())).is_ok() {}
                Ok(())
            }
            _ => Err(ParseError::custom(())),
        }
    });
    read.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repository;

    /// A token that nobody thought of here would be open to any value.
    #[test]
    fn every_token_has_a_kind_and_every_length_a_range() {
        let tokens = Tokens::read(&repository().join("style")).unwrap();
        for token in &tokens.brandable {
            let kind = Kind::of(token, &tokens);
            assert!(kind.is_some(), "{}", token.name);
            let has_range = RANGES.iter().any(|(name, ..)| *name == token.name);
            assert_eq!(has_range, kind == Some(Kind::Length), "{}", token.name);
        }
    }

    #[test]
    fn families_are_names_and_nothing_else() {
        for good in ["serif", "\"A B\", serif", "Gill Sans, var(--font)", "system-ui"] {
            assert!(is_families(good), "{good}");
        }
        for wrong in ["", "12px", "initial", "a,, b", "a, b)", "\"</style>\"", "var(--accent)", "\"\"", "a; b"] {
            assert!(!is_families(wrong), "{wrong}");
        }
    }
}
