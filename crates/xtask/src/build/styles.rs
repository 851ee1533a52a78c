//! One stylesheet out of `style/main.css` and the brand's theme, small enough to travel inside the page.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use cssparser::{ParseError, ParseErrorKind, Parser, SourceLocation, Token};

use super::older_browsers;

/// The layer of the tokens.
const TOKEN_LAYER: &str = "tokens";
/// The layer that a brand's theme is put into; `style/main.css` gives it its place in the order.
const BRAND_LAYER: &str = "brand";
/// Deeper nesting of imports than this is a cycle.
const MAX_DEPTH: usize = 8;

/// The minified stylesheet of a brand.
///
/// # Errors
/// When a file is missing, an `@import` says more than a layer, or the CSS is not well formed.
pub fn stylesheet(main: &Path, theme: Option<&Path>) -> Result<String> {
    let mut css = flatten(main, 0)?;
    if let Some(theme) = theme {
        let theme = flatten(theme, 0)?;
        css = without_tokens_of(&css, &theme) + &in_layer(Some(BRAND_LAYER), &theme);
    }
    let fallback = older_browsers::fallback(&css)?;
    css.push_str(&fallback);
    // Inside <style> this would end the element, whatever the CSS means by it (HTML § 13.2.5.2).
    ensure!(!css.to_ascii_lowercase().contains("</style"), "the stylesheet contains `</style`");
    Ok(css)
}

fn flatten(file: &Path, depth: usize) -> Result<String> {
    ensure!(depth < MAX_DEPTH, "{} is imported in a circle", file.display());
    let source = std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    let minified = minify(&source).with_context(|| format!("in {}", file.display()))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut flat = String::with_capacity(minified.len());
    let mut rest = minified.as_str();
    while let Some(start) = rest.find("@import") {
        let (before, from_import) = rest.split_at(start);
        flat.push_str(before);
        let end = from_import.find(';').context("an @import without its semicolon")?;
        let import = Import::parse(&from_import[..end])?;
        flat.push_str(&in_layer(import.layer, &flatten(&folder.join(import.path), depth + 1)?));
        rest = &from_import[end + 1..];
    }
    flat.push_str(rest);
    Ok(flat)
}

/// The stylesheet without the tokens that the theme sets anew: they would travel in every document for nothing.
fn without_tokens_of(css: &str, theme: &str) -> String {
    let name = |declaration: &str| declaration.split(':').next().unwrap_or_default().trim().to_owned();
    let rule = theme.strip_prefix(":root{").and_then(|theme| theme.strip_suffix('}')).unwrap_or_default();
    let set_anew: Vec<String> = older_browsers::declarations(rule).map(name).collect();
    let Some((_, tokens)) = older_browsers::roots(css).find(|(layer, _)| *layer == TOKEN_LAYER) else {
        return css.to_owned();
    };
    let kept: Vec<_> = older_browsers::declarations(tokens).filter(|token| !set_anew.contains(&name(token))).collect();
    css.replacen(tokens, &kept.join(";"), 1)
}

fn in_layer(layer: Option<&str>, css: &str) -> String {
    match layer {
        Some(layer) => format!("@layer {layer}{{{css}}}"),
        None => css.to_owned(),
    }
}

struct Import<'a> {
    path: PathBuf,
    layer: Option<&'a str>,
}

impl<'a> Import<'a> {
    /// Reads `@import "file.css" layer(name)` as the minifier leaves it.
    fn parse(rule: &'a str) -> Result<Self> {
        let unknown = || format!("only `@import \"file.css\" layer(name);` is understood, not `{rule}`");
        let quoted = rule.trim_start_matches("@import").trim_start();
        let (path, conditions) =
            quoted.strip_prefix('"').and_then(|text| text.split_once('"')).with_context(unknown)?;
        let layer = match conditions.trim() {
            "" => None,
            text => Some(text.strip_prefix("layer(").and_then(|text| text.strip_suffix(')')).with_context(unknown)?),
        };
        ensure!(!path.contains("://"), "a stylesheet from another origin is refused by the page's CSP: `{path}`");
        Ok(Self { path: PathBuf::from(path), layer })
    }
}

/// Removes comments and the white space that means nothing. Every other token keeps its spelling, so that syntax newer
/// than this code passes unharmed; docs/decisions/0002-release-build.md has the numbers.
///
/// # Errors
/// On unbalanced brackets, unclosed strings, comments and URLs, with the line.
pub fn minify(source: &str) -> Result<String> {
    ensure!(source.rfind("/*") <= source.rfind("*/"), "a comment is not closed");
    let mut output = Output::default();
    match tokens(&mut Parser::new(source), &mut output) {
        Ok(()) => Ok(output.css),
        Err(error) => match error.kind {
            ParseErrorKind::Custom(Slip { at, what }) => bail!("line {}: {what}", at.line + 1),
            ParseErrorKind::Basic(kind) => bail!("{kind:?}"),
        },
    }
}

/// What is wrong with the CSS, and where.
struct Slip {
    at: SourceLocation,
    what: String,
}

fn slip(at: SourceLocation, what: impl Into<String>) -> ParseError<Slip> {
    ParseError::custom(Slip { at, what: what.into() })
}

/// Collects tokens; holds white space back until the next token shows whether it means anything.
#[derive(Default)]
struct Output {
    css: String,
    /// White space, or a comment, stood before the next token.
    space: bool,
    comment: bool,
    /// The last token swallows the white space after it.
    swallows: bool,
}

impl Output {
    fn push(&mut self, text: &str, token: &Token<'_>) {
        let meaningless = self.css.is_empty() || self.swallows || swallows_before(token);
        if self.space && !meaningless {
            self.css.push(' ');
        } else if self.comment && !meaningless {
            // A comment parts two tokens without being white space: `a/**/b` is neither `ab` nor `a b`.
            self.css.push_str("/**/");
        }
        (self.space, self.comment) = (false, false);
        if matches!(token, Token::CloseCurlyBracket) && self.css.ends_with(';') {
            self.css.pop();
        }
        self.css.push_str(text);
        self.swallows = swallows_after(token);
    }
}

fn swallows_before(token: &Token<'_>) -> bool {
    use Token::{CloseCurlyBracket, CloseParenthesis, CloseSquareBracket, Comma, CurlyBracketBlock, Delim, Semicolon};
    matches!(
        token,
        Comma
            | Semicolon
            | CurlyBracketBlock
            | CloseCurlyBracket
            | CloseParenthesis
            | CloseSquareBracket
            | Delim('>' | '<' | '=' | '!')
    )
}

/// A colon swallows what follows in declarations and conditions; in a selector no white space may stand there. Not so
/// `+`, which needs its spaces inside `calc()`, nor a closing bracket, after which a space is the descendant combinator.
fn swallows_after(token: &Token<'_>) -> bool {
    use Token::{
        CloseCurlyBracket, Colon, Comma, CurlyBracketBlock, Delim, Function, ParenthesisBlock, Semicolon,
        SquareBracketBlock,
    };
    matches!(
        token,
        Colon
            | Comma
            | Semicolon
            | CurlyBracketBlock
            | CloseCurlyBracket
            | ParenthesisBlock
            | Function(_)
            | SquareBracketBlock
            | Delim('>' | '<' | '=')
    )
}

fn tokens(parser: &mut Parser<'_>, output: &mut Output) -> Result<(), ParseError<Slip>> {
    loop {
        let (start, at) = (parser.position(), parser.current_source_location());
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return Ok(()) };
        let closing = match token {
            Token::WhiteSpace(_) => {
                output.space = true;
                continue;
            }
            Token::Comment(_) => {
                output.comment = true;
                continue;
            }
            Token::BadString(_) | Token::BadUrl(_) => {
                return Err(slip(at, "a string or URL is not closed"));
            }
            Token::CloseCurlyBracket | Token::CloseParenthesis | Token::CloseSquareBracket => {
                return Err(slip(at, "a bracket closes that was never opened"));
            }
            Token::CurlyBracketBlock => Some(("}", Token::CloseCurlyBracket)),
            Token::ParenthesisBlock | Token::Function(_) => Some((")", Token::CloseParenthesis)),
            Token::SquareBracketBlock => Some(("]", Token::CloseSquareBracket)),
            _ => None,
        };
        output.push(parser.slice_from(start), &token);
        let Some((text, closing)) = closing else { continue };
        parser.parse_nested_block(|parser| tokens(parser, output))?;
        // At the end of the file every block counts as closed (CSS Syntax 3 § 5.4.8); a slip of the hand should not.
        if !parser.slice_from(start).ends_with(text) {
            return Err(slip(at, format!("a `{text}` is missing")));
        }
        output.push(text, &closing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn white_space_goes_where_it_means_nothing_and_stays_where_it_does() {
        for (source, expected) in [
            (".a  .b > .c ,\n .d { color : red ; }", ".a .b>.c,.d{color :red}"),
            (".a :hover{x:y}", ".a :hover{x:y}"),
            (".a [href] .b{}", ".a [href] .b{}"),
            ("a{width:calc( 1px + 2px * ( 3 - 1 ) )}", "a{width:calc(1px + 2px * (3 - 1))}"),
            (
                "@container card (inline-size > 30em) { a { b: c !important } }",
                "@container card (inline-size>30em){a{b:c!important}}",
            ),
            ("@media screen and (width >= 40rem) {}", "@media screen and (width>=40rem){}"),
            ("@scope (.card) to (.x) {}", "@scope (.card) to (.x){}"),
            (
                "a { &:hover { color: light-dark( #fff , oklch( 25% .03 260 / 50% ) ) } }",
                "a{&:hover{color:light-dark(#fff,oklch(25% .03 260 / 50%))}}",
            ),
            (":root { --empty: ; --font: 'a  b', c }", ":root{--empty:;--font:'a  b',c}"),
            (".a\\: .b{}", ".a\\: .b{}"),
            ("a{x:y;;}", "a{x:y;}"),
            ("/* first */ a /* x */ b{}/* last */", "a b{}"),
            ("a/* x */b{}", "a/**/b{}"),
            ("@layer reset, tokens;\n\n@layer tokens { }", "@layer reset,tokens;@layer tokens{}"),
        ] {
            assert_eq!(minify(source).unwrap(), expected, "{source}");
            assert_eq!(minify(expected).unwrap(), expected.replace(";}", "}"), "minifying twice: {expected}");
        }
    }

    #[test]
    fn css_that_is_not_well_formed_is_refused_with_its_line() {
        for (source, line) in [("a {\n b: c", 1), ("a{}\n}", 2), ("a{b:'c\n}", 1), ("a{b:(c}", 1)] {
            let error = minify(source).unwrap_err().to_string();
            assert!(error.starts_with(&format!("line {line}")), "{source}: {error}");
        }
        assert!(minify("a{} /* open").is_err());
    }

    #[test]
    fn imports_are_put_in_place_in_their_layers_and_the_brand_comes_last() {
        let folder = scratch("styles");
        std::fs::create_dir_all(folder.join("components")).unwrap();
        for (name, css) in [
            ("main.css", "@layer base, components, brand;\n@import \"base.css\" layer(base);\n@import 'no' ;"),
            ("base.css", "a { b: c }"),
            ("components/all.css", "@import \"button.css\";"),
            ("components/button.css", ".button { d: e }"),
            ("theme.css", ":root { --accent: red }"),
            ("circle.css", "@import \"circle.css\";"),
            ("far.css", "@import \"https://elsewhere.example/x.css\";"),
            ("end.css", "a{content:'</style>'}"),
        ] {
            std::fs::write(folder.join(name), css).unwrap();
        }
        assert!(stylesheet(&folder.join("main.css"), None).is_err(), "quotes that the minifier does not know");
        std::fs::write(
            folder.join("main.css"),
            "@layer base, components, brand;\n@import \"base.css\" layer(base);\n@import \"components/all.css\" layer(components);",
        )
        .unwrap();
        assert_eq!(
            stylesheet(&folder.join("main.css"), Some(&folder.join("theme.css"))).unwrap(),
            "@layer base,components,brand;@layer base{a{b:c}}@layer components{.button{d:e}}@layer brand{:root{--accent:red}}"
        );
        for refused in ["circle.css", "far.css", "end.css", "missing.css"] {
            assert!(stylesheet(&folder.join(refused), None).is_err(), "{refused}");
        }
    }

    #[test]
    fn what_a_theme_sets_anew_does_not_travel_twice() {
        let css = "@layer tokens{:root{--a:url(\"data:x;y\");--b:2px;--ab:3px}}a{--b:4px}";
        assert_eq!(without_tokens_of(css, ":root{--b:5px;--c:1px}"), css.replace("--b:2px;", ""));
        assert_eq!(without_tokens_of(css, ":root{--a:none}"), css.replace("--a:url(\"data:x;y\");", ""));
        assert_eq!(without_tokens_of(css, ""), css);
    }

    #[test]
    fn the_stylesheet_of_the_repository_is_well_formed() {
        let root = crate::testing::repository();
        stylesheet(&root.join("style/main.css"), None).unwrap();
    }
}
