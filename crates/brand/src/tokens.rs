//! The tokens: custom properties that `style/tokens.css` declares on `:root` and a brand may set anew, and the
//! primitives of `style/primitives.css`, which a brand may use and not set.

use std::fs;
use std::path::{Path, PathBuf};

use cssparser::{Delimiter, ParseError, ParseErrorKind, Parser, Token};

use crate::slip::{Report, Slips, Wrong};

/// One custom property with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// With the two hyphens.
    pub name: String,
    /// Without white space around it.
    pub value: String,
    /// Counted from 1.
    pub line: usize,
}

/// What the stylesheet declares.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Where the tokens stand.
    pub(crate) file: PathBuf,
    pub(crate) brandable: Vec<Declaration>,
    primitives: Vec<Declaration>,
}

impl Tokens {
    /// Reads `tokens.css` and `primitives.css` of the folder `style`.
    ///
    /// # Errors
    /// When one of them cannot be read or declares nothing.
    pub fn read(style: &Path) -> Result<Self, Slips> {
        let declared = |name: &str| {
            let file = style.join(name);
            let mut report = Report::on(&file);
            let source =
                fs::read_to_string(&file).map_err(|error| report.add(None, format!("cannot be read: {error}")));
            let found = source.map(|source| declarations(&source).0).unwrap_or_default();
            if found.is_empty() {
                report.add(None, "declares no custom property in :root");
            }
            report.finish(Some(found))
        };
        Ok(Self {
            file: style.join("tokens.css"),
            brandable: declared("tokens.css")?,
            primitives: declared("primitives.css")?,
        })
    }

    /// The names that a theme may set, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.brandable.iter().map(|token| token.name.as_str())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Declaration> {
        self.brandable.iter().find(|token| token.name == name)
    }

    /// The value of a token or a primitive.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let mut all = self.brandable.iter().chain(&self.primitives);
        all.find(|token| token.name == name).map(|token| token.value.as_str())
    }
}

/// What a picture in a value may be: nothing is loaded from anywhere.
const URL: &str = "a picture must be embedded in the theme; allowed: url(\"data:image/…\")";

/// What a stylesheet declares on `:root`, and everything in it that is not such a declaration.
pub fn declarations(source: &str) -> (Vec<Declaration>, Vec<Wrong>) {
    let mut parser = Parser::new(source);
    let (mut found, mut wrong) = (vec![], vec![]);
    let mut is_first = true;
    loop {
        parser.skip_whitespace();
        if parser.is_exhausted() {
            return (found, wrong);
        }
        let (line, start) = (line(&parser), parser.position());
        let opens = loop {
            match parser.next() {
                Ok(Token::CurlyBracketBlock) => break true,
                Ok(Token::Semicolon) | Err(_) => break false,
                Ok(_) => {}
            }
        };
        let prelude = parser.slice_from(start).trim_end_matches(['{', ';']).trim();
        if opens && prelude == ":root" {
            if !std::mem::replace(&mut is_first, false) {
                wrong.push((line, "a second `:root` is refused; put all tokens into the first".to_owned()));
            }
            let read: Result<(), ParseError<()>> = parser.parse_nested_block(|parser| {
                of_rule(parser, &mut found, &mut wrong);
                Ok(())
            });
            // The block is read to its end whatever is in it.
            drop(read);
            // A parser takes the end of the file for the end of the rule (CSS Syntax 3 section 5.4.8).
            if !parser.slice_from(start).ends_with('}') || is_open_comment(parser.slice_from(start)) {
                wrong
                    .push((line, "the rule is not closed: a `}` or the end of a comment, `*/`, is missing".to_owned()));
            }
        } else {
            wrong.push((line, format!("`{prelude}` is refused; allowed: one rule :root {{ --token: value; }}")));
        }
    }
}

/// Whether a comment begins in this text that never ends, so that its `}` is part of it.
fn is_open_comment(rule: &str) -> bool {
    rule.rsplit_once("/*").is_some_and(|(_, last)| !last.contains("*/"))
}

fn of_rule(parser: &mut Parser<'_>, found: &mut Vec<Declaration>, wrong: &mut Vec<Wrong>) {
    loop {
        parser.skip_whitespace();
        if parser.is_exhausted() {
            return;
        }
        let (line, start) = (line(parser), parser.position());
        let read =
            parser.parse_until_after(Delimiter::Semicolon, |parser| -> Result<Declaration, ParseError<String>> {
                let name = parser.expect_ident_cloned()?.to_string();
                parser.expect_colon()?;
                let value = parser.position();
                refuse_escapes(parser)?;
                Ok(Declaration { name, value: parser.slice_from(value).trim().to_owned(), line })
            });
        match read {
            Ok(declaration) if !declaration.name.starts_with("--") => {
                wrong.push((line, format!("`{}` is not a token", declaration.name)));
            }
            Ok(declaration) => found.push(declaration),
            Err(error) => wrong.push((
                line,
                match error.kind {
                    ParseErrorKind::Custom(what) => what,
                    ParseErrorKind::Basic(_) => {
                        let source = parser.slice_from(start).trim().trim_end_matches(';');
                        format!(
                            "`{}` is not a declaration such as --accent: #124f86;",
                            source.lines().next().unwrap_or_default()
                        )
                    }
                },
            )),
        }
    }
}

/// Reads a value to its end. Refuses what is more than a value.
fn refuse_escapes(parser: &mut Parser<'_>) -> Result<(), ParseError<String>> {
    let custom = |what: &str| Err(ParseError::custom(what.to_owned()));
    while let Ok(token) = parser.next().cloned() {
        match token {
            Token::Delim('!') => return custom("`!important` is refused: a brand's tokens override the page's anyway"),
            Token::UnquotedUrl(_) | Token::BadUrl(_) => return custom(URL),
            Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                let inside = parser.parse_nested_block(|parser| Ok(parser.expect_string_cloned()?))?;
                if !inside.starts_with("data:image/") {
                    return custom(URL);
                }
            }
            Token::Function(name) if name.to_ascii_lowercase().ends_with("image-set") => return custom(URL),
            Token::BadString(_) => return custom("a string is not closed"),
            Token::CurlyBracketBlock | Token::AtKeyword(_) => return custom("a rule inside the rule is refused"),
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                parser.parse_nested_block(refuse_escapes)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn line(parser: &Parser<'_>) -> usize {
    parser.current_source_location().line as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repository;

    #[test]
    fn declarations_of_the_root_are_found_with_their_lines() {
        let source = "/* a */\n:root {\n  /* b */\n  --a: light-dark(#fff, rgb(0 0 0 / 50%)); --b : a, \"b;c\" ;\n\n  --c: 1px\n}\n";
        let (found, wrong) = declarations(source);
        let found: Vec<_> = found.iter().map(|d| (d.name.as_str(), d.value.as_str(), d.line)).collect();
        assert_eq!(
            found,
            [("--a", "light-dark(#fff, rgb(0 0 0 / 50%))", 4), ("--b", "a, \"b;c\"", 4), ("--c", "1px", 6)]
        );
        assert_eq!(wrong, []);
    }

    #[test]
    fn everything_else_is_named_with_its_line() {
        for (source, line, part) in [
            ("@import \"x.css\";", 1, "`@import \"x.css\"` is refused"),
            ("\n.card { --a: 1 }", 2, "`.card` is refused; allowed: one rule :root"),
            ("@media print {\n:root { --a: 1 }\n}", 1, "`@media print` is refused"),
            (":root {\n color: red }", 2, "`color` is not a token"),
            (":root {\n --a }", 2, "`--a` is not a declaration"),
            (":root {\n --a: 1 !important }", 2, "important"),
            (":root {\n --a: url(x.png) }", 2, "embedded in the theme"),
            (":root {\n --a: calc(1 * url(\"x\")) }", 2, "embedded in the theme"),
            (":root {\n --a: image-set(\"x.png\" 1x) }", 2, "embedded in the theme"),
            (":root {\n --a: 1; &:hover { --a: 2 } }", 2, "is not a declaration"),
            (":root {\n --a: { b: c } }", 2, "a rule inside"),
            (":root {\n --a: 1;\n", 1, "is not closed"),
            (":root {\n /* --a: 1;\n}\n", 1, "is not closed"),
            (":root { --a: 1 }\n:root { --b: 1 }", 2, "a second `:root`"),
        ] {
            let (_, wrong) = declarations(source);
            assert!(wrong.len() == 1 && wrong[0].0 == line && wrong[0].1.contains(part), "{source}: {wrong:?}");
        }
    }

    #[test]
    fn the_tokens_of_the_repository_are_declarations_and_nothing_else() {
        let source = fs::read_to_string(repository().join("style/tokens.css")).unwrap();
        let (found, wrong) = declarations(&source);
        assert_eq!(wrong, []);
        let tokens = Tokens::read(&repository().join("style")).unwrap();
        assert_eq!(tokens.names().count(), found.len());
        assert!(tokens.value("--s4").is_some() && tokens.get("--s4").is_none(), "a primitive is not a token");
    }
}
