//! Custom properties, each with the comment that says what it is for.

use anyhow::{Context, Result, ensure};

/// A custom property of the root.
#[derive(Debug, PartialEq, Eq)]
pub struct Token {
    /// With its hyphens: `--accent`.
    pub name: String,
    /// Its value, the one in light where it has two.
    pub value: String,
    /// Its value in dark, where that is another one.
    pub dark: Option<String>,
    pub purpose: String,
}

/// Reads the custom properties of a style sheet, in their order.
///
/// # Errors
/// When one has no comment directly above it.
pub fn read(css: &str) -> Result<Vec<Token>> {
    let body = css.split_once(":root {").context("there is no `:root {`")?.1;
    let mut tokens = Vec::new();
    let mut rest = body;
    let mut purpose = None;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("/*") {
            let (text, after) = comment.split_once("*/").context("a comment is not closed")?;
            purpose = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
            rest = after;
        } else if rest.starts_with('}') || rest.is_empty() {
            return Ok(tokens);
        } else {
            let (declaration, after) = rest.split_once(';').context("a declaration without its semicolon")?;
            let (name, value) = declaration.split_once(':').context("a declaration without its colon")?;
            let said = purpose.take();
            // Other properties of the root are no tokens.
            if let (true, name) = (name.starts_with("--"), name.trim()) {
                let purpose = said.with_context(|| format!("{name}: has no comment that describes its purpose"))?;
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                let (value, dark) = light_and_dark(value);
                ensure!(!purpose.is_empty(), "{name}: an empty comment");
                tokens.push(Token { name: name.to_owned(), value, dark, purpose });
            }
            rest = after;
        }
    }
}

/// The two values of `light-dark()`, when that is the whole value.
fn light_and_dark(value: String) -> (String, Option<String>) {
    let Some(pair) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) else {
        return (value, None);
    };
    let (mut depth, mut comma) = (0_usize, None);
    for (at, letter) in pair.char_indices() {
        match letter {
            '(' => depth += 1,
            // More closed than opened: the bracket that was taken off at the end belongs to another function.
            ')' if depth == 0 => return (value, None),
            ')' => depth -= 1,
            ',' if depth == 0 => comma = Some(at),
            _ => {}
        }
    }
    match comma {
        Some(at) => (pair[..at].trim().to_owned(), Some(pair[at + 1..].trim().to_owned())),
        None => (value, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_with_what_they_are_for() {
        let css = "/* The whole. */\n:root {\n  color-scheme: light dark;\n\n  /* Buttons,\n     links. */\n  --a: light-dark(\n    rgb(1, 2, 3), #000\n  );\n  /* A gap. */\n  --gap: calc(1px + var(--a));\n}\n";
        let tokens = read(css).unwrap();
        let token = |name: &str, value: &str, dark: Option<&str>, purpose: &str| Token {
            name: name.into(),
            value: value.into(),
            dark: dark.map(Into::into),
            purpose: purpose.into(),
        };
        assert_eq!(
            tokens,
            [
                token("--a", "rgb(1, 2, 3)", Some("#000"), "Buttons, links."),
                token("--gap", "calc(1px + var(--a))", None, "A gap."),
            ]
        );
    }

    #[test]
    fn a_token_that_says_nothing_is_refused() {
        let error = read(":root { --a: 1; }").unwrap_err().to_string();
        assert!(error.contains("--a"), "{error}");
        assert!(read(":root { /* One comment is for one token. */ --a: 1; --b: 2; }").is_err());
    }

    #[test]
    fn a_pair_inside_another_value_is_left_whole() {
        let (value, dark) = light_and_dark("light-dark(#fff, #000) light-dark(#000, #fff)".into());
        assert_eq!((value.as_str(), dark), ("light-dark(#fff, #000) light-dark(#000, #fff)", None));
    }
}
