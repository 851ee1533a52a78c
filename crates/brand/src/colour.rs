//! From a token's value to the colour that a browser paints: `var()`, `light-dark()` and `color-mix()` are resolved
//! here, everything else by a library.

use color::{AlphaColor, ColorSpaceTag, DynamicColor, HueDirection, Srgb};
use cssparser::{Delimiter, ParseError, ParseErrorKind, Parser, Token};

/// Deeper than this, a token refers to itself.
const MAX_DEPTH: usize = 24;

/// Which of the two colours of `light-dark()` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Light,
    Dark,
}

impl Mode {
    /// As it is named to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A colour in sRGB, each part within 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour(AlphaColor<Srgb>);

impl Colour {
    /// What is seen where this colour lies on an opaque one.
    pub fn over(self, back: Self) -> Self {
        let ([r, g, b, alpha], back) = (self.0.components, back.0.components);
        let mix = |front: f32, back: f32| front * alpha + back * (1.0 - alpha);
        Self(AlphaColor::new([mix(r, back[0]), mix(g, back[1]), mix(b, back[2]), 1.0]))
    }

    /// The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f32 {
        let [a, b] = [self, other].map(|colour| colour.0.discard_alpha().relative_luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// `#rrggbb`, as tools for designers show it.
    pub fn hex(self) -> String {
        let rgba = self.0.to_rgba8();
        format!("#{:02x}{:02x}{:02x}", rgba.r, rgba.g, rgba.b)
    }
}

/// The colour of a value. `look_up` knows the values of custom properties.
///
/// # Errors
/// In words, when the value is not a colour, or one that only a browser in front of a page could know.
pub fn resolve<'a>(value: &'a str, mode: Mode, look_up: &dyn Fn(&str) -> Option<&'a str>) -> Result<Colour, String> {
    let plain = expand(value, mode, look_up, 0)?;
    let colour = evaluate(plain.trim())?;
    // What a screen cannot show is cut off part by part, as browsers do.
    let [r, g, b, alpha] = colour.to_alpha_color::<Srgb>().components.map(|part| part.clamp(0.0, 1.0));
    Ok(Colour(AlphaColor::new([r, g, b, alpha])))
}

/// The value without `var()` and `light-dark()`.
fn expand<'a>(
    value: &'a str,
    mode: Mode,
    look_up: &dyn Fn(&str) -> Option<&'a str>,
    depth: usize,
) -> Result<String, String> {
    if depth > MAX_DEPTH {
        return Err("refers to itself".to_owned());
    }
    let mut out = String::new();
    expand_into(&mut Parser::new(value), mode, look_up, depth, &mut out).map_err(|error| match error.kind {
        ParseErrorKind::Custom(what) => what,
        ParseErrorKind::Basic(_) => not_a_colour(value),
    })?;
    Ok(out)
}

fn expand_into<'a>(
    parser: &mut Parser<'_>,
    mode: Mode,
    look_up: &dyn Fn(&str) -> Option<&'a str>,
    depth: usize,
    out: &mut String,
) -> Result<(), ParseError<String>> {
    loop {
        let start = parser.position();
        let Ok(token) = parser.next_including_whitespace().cloned() else { return Ok(()) };
        match token {
            Token::Function(name) if name.eq_ignore_ascii_case("var") => {
                let name = parser.parse_nested_block(|parser| -> Result<_, ParseError<String>> {
                    let name = parser.expect_ident_cloned()?;
                    // A fallback counts where the property is missing, and here that is an error.
                    while parser.next().is_ok() {}
                    Ok(name)
                })?;
                let value = look_up(&name).ok_or_else(|| ParseError::custom(format!("there is no {name}")))?;
                out.push_str(&expand(value, mode, look_up, depth + 1).map_err(ParseError::custom)?);
            }
            Token::Function(name) if name.eq_ignore_ascii_case("light-dark") => {
                let chosen = parser.parse_nested_block(|parser| {
                    let (mut light, mut dark) = (String::new(), String::new());
                    parser.parse_until_before(Delimiter::Comma, |parser| {
                        expand_into(parser, mode, look_up, depth, &mut light)
                    })?;
                    parser.expect_comma()?;
                    expand_into(parser, mode, look_up, depth, &mut dark)?;
                    Ok::<_, ParseError<String>>(if mode == Mode::Light { light } else { dark })
                })?;
                out.push_str(chosen.trim());
            }
            Token::Function(_) | Token::ParenthesisBlock => {
                out.push_str(parser.slice_from(start));
                parser.parse_nested_block(|parser| expand_into(parser, mode, look_up, depth, out))?;
                out.push(')');
            }
            _ => out.push_str(parser.slice_from(start)),
        }
    }
}

fn not_a_colour(value: &str) -> String {
    format!(
        "`{value}` is not a colour that can be measured; allowed: #hex, names, rgb(), hsl(), hwb(), lab(), lch(), oklab(), oklch(), color(), color-mix(), light-dark(), var()"
    )
}

/// The colour of a value in which every part is spelt out.
fn evaluate(plain: &str) -> Result<DynamicColor, String> {
    match plain.strip_prefix("color-mix(").and_then(|rest| rest.strip_suffix(')')) {
        Some(arguments) => mix(arguments).ok_or_else(|| not_a_colour(plain))?,
        None => color::parse_color(plain).map_err(|_| not_a_colour(plain)),
    }
}

/// `in <space>, <colour> <percentage>?, <colour> <percentage>?` (CSS Color 5 section 3); `None` for anything else.
fn mix(arguments: &str) -> Option<Result<DynamicColor, String>> {
    let parts = split_at_commas(arguments);
    let [space, first, second] = parts[..] else { return None };
    let space = match space.trim().strip_prefix("in ")?.trim() {
        "oklch" => ColorSpaceTag::Oklch,
        "oklab" => ColorSpaceTag::Oklab,
        "srgb" => ColorSpaceTag::Srgb,
        "srgb-linear" => ColorSpaceTag::LinearSrgb,
        "lab" => ColorSpaceTag::Lab,
        "lch" => ColorSpaceTag::Lch,
        _ => return None,
    };
    let ((first, a), (second, b)) = (with_percentage(first)?, with_percentage(second)?);
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (Some(a), None) => (a, 1.0 - a),
        (None, Some(b)) => (1.0 - b, b),
        (None, None) => (0.5, 0.5),
    };
    let sum = a + b;
    if sum <= 0.0 {
        return None;
    }
    let both = evaluate(first).and_then(|first| evaluate(second).map(|second| (first, second)));
    Some(both.map(|(first, second)| {
        let mixed = first.interpolate(second, space, HueDirection::Shorter).eval(b / sum);
        mixed.multiply_alpha(sum.min(1.0))
    }))
}

/// A colour and the percentage before or after it, as a part of 1.
fn with_percentage(text: &str) -> Option<(&str, Option<f32>)> {
    let text = text.trim();
    let part = |text: &str| text.strip_suffix('%')?.parse::<f32>().ok().filter(|part| (0.0..=100.0).contains(part));
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (before, last) = text.rsplit_once(' ').unwrap_or(("", text));
    match (part(first), part(last)) {
        (Some(percent), None) if !rest.is_empty() => Some((rest.trim(), Some(percent / 100.0))),
        (None, Some(percent)) if !before.is_empty() => Some((before.trim(), Some(percent / 100.0))),
        (None, None) => Some((text, None)),
        _ => None,
    }
}

/// The parts of a value between its commas, those inside brackets left alone.
pub fn split_at_commas(text: &str) -> Vec<&str> {
    split(text, |c| c == ',')
}

/// The words of a value, what is inside brackets left alone.
pub fn split_at_spaces(text: &str) -> Vec<&str> {
    split(text, char::is_whitespace).into_iter().filter(|word| !word.is_empty()).collect()
}

fn split(text: &str, parts: fn(char) -> bool) -> Vec<&str> {
    let mut depth = 0i32;
    text.split(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        parts(c) && depth == 0
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(value: &str, mode: Mode) -> Result<String, String> {
        let known = |name: &str| match name {
            "--a" => Some("light-dark(var(--b), #000)"),
            "--b" => Some("oklch(0.42 0.11 250)"),
            "--c" => Some("var(--c)"),
            _ => None,
        };
        resolve(value, mode, &known).map(Colour::hex)
    }

    #[test]
    fn what_a_browser_computes_is_computed() {
        // What Chromium 156 paints, read back from a canvas.
        for (value, light, dark) in [
            ("var(--a)", "#0e4f86", "#000000"),
            ("light-dark(rgb(255 0 0 / 0.5), hsl(120 100% 50%))", "#ff0000", "#00ff00"),
            ("color-mix(in srgb, red 25%, blue)", "#4000bf", "#4000bf"),
            ("color-mix(in oklab, white, black 50%)", "#636363", "#636363"),
            ("color-mix( in srgb , light-dark(white,black) , light-dark(black,white) 20% )", "#cccccc", "#333333"),
            ("oklch(0.7 0.4 150)", "#00d600", "#00d600"),
            ("color-mix(in oklch, red, blue)", "#ba00c2", "#ba00c2"),
            ("color-mix(in oklch, #124f86 28%, white)", "#bcccde", "#bcccde"),
            ("RebeccaPurple", "#663399", "#663399"),
        ] {
            assert_eq!([hex(value, Mode::Light).unwrap(), hex(value, Mode::Dark).unwrap()], [light, dark], "{value}");
        }
    }

    #[test]
    fn what_cannot_be_known_is_said() {
        for (value, said) in [
            ("var(--c)", "refers to itself"),
            ("var(--x)", "there is no --x"),
            ("currentcolor", "is not a colour that can be measured"),
            ("Canvas", "is not a colour"),
            ("light-dark(red)", "is not a colour"),
            ("color-mix(in oklch, red)", "is not a colour"),
            ("1px solid red", "is not a colour"),
            ("", "is not a colour"),
        ] {
            assert!(hex(value, Mode::Light).unwrap_err().contains(said), "{value}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let colour = |value| resolve(value, Mode::Light, &|_| None).unwrap();
        let (white, black) = (colour("#fff"), colour("#000"));
        assert!((white.contrast(black) - 21.0).abs() < 0.01 && (black.contrast(black) - 1.0).abs() < 0.01);
        assert!((colour("#767676").contrast(white) - 4.54).abs() < 0.01);
        assert_eq!(colour("rgb(0 0 0 / 50%)").over(white).hex(), "#808080");
    }
}
