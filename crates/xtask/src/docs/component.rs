//! A component: its style sheet, its classes, and the sources that draw it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use cssparser::{Parser, Token};

/// One file of `style/components/`.
#[derive(Debug, PartialEq, Eq)]
pub struct Component {
    /// The stem of its file.
    pub name: String,
    pub purpose: String,
    /// Sources, relative to the repository.
    pub drawn_by: BTreeSet<String>,
    pub classes: BTreeSet<String>,
    /// Classes of other components that look different in this one's company.
    pub others: BTreeSet<String>,
    /// Classes that have a rule of their own in its sheet: `.form { … }`.
    ruled: BTreeSet<String>,
    /// What it adapts to: the conditions of `@media` and `@container`.
    pub conditions: BTreeSet<String>,
    /// Attributes and pseudo-classes that change its look.
    pub states: BTreeSet<String>,
    /// Custom properties that it uses.
    pub tokens: BTreeSet<String>,
}

/// A Rust file of the page.
pub struct Source {
    /// `src/ui/button.rs`
    path: String,
    text: String,
}

impl Component {
    /// Its name as a heading: `QR code`.
    pub fn title(&self) -> String {
        let words = self.name.replace('_', " ").replace("qr ", "QR ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
}

/// Reads a style sheet.
///
/// # Errors
/// When it does not begin with a comment that says what it is, or styles no class.
pub fn read(name: &str, css: &str) -> Result<Component> {
    let comment = css.strip_prefix("/*").and_then(|rest| rest.split_once("*/"));
    let (purpose, _) = comment.context("does not begin with a comment that says what it is")?;
    let mut component = Component {
        name: name.to_owned(),
        purpose: purpose.split_whitespace().collect::<Vec<_>>().join(" "),
        drawn_by: BTreeSet::new(),
        classes: BTreeSet::new(),
        others: BTreeSet::new(),
        ruled: BTreeSet::new(),
        conditions: BTreeSet::new(),
        states: BTreeSet::new(),
        tokens: BTreeSet::new(),
    };
    tokens(&mut Parser::new(css), &mut component, false);
    preludes(css, &mut component);
    ensure!(!component.purpose.is_empty() && !component.classes.is_empty(), "styles nothing");
    Ok(component)
}

/// Gives each class to one component, the one whose name it begins with or the first that has a rule for it, and finds
/// who draws them.
pub fn connect(components: &mut [Component], sources: &[Source]) {
    let stems: Vec<_> = components.iter().map(|component| component.name.replace('_', "-")).collect();
    let owner = |class: &str| {
        let begins = |stem: &&String| {
            class.strip_prefix(stem.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        stems.iter().filter(begins).max_by_key(|stem| stem.len())
    };
    let all: Vec<_> = components.iter().map(|component| component.classes.clone()).collect();
    let ruled: Vec<_> = components.iter().map(|component| component.ruled.clone()).collect();
    let first = |sheets: &[BTreeSet<String>], class: &String| sheets.iter().position(|sheet| sheet.contains(class));
    for (place, component) in components.iter_mut().enumerate() {
        let is_own = |class: &String| {
            let named = owner(class).and_then(|name| stems.iter().position(|stem| stem == name));
            let named = named.filter(|place| all[*place].contains(class));
            named.or_else(|| first(&ruled, class)).or_else(|| first(&all, class)) == Some(place)
        };
        let (own, others) = component.classes.iter().cloned().partition(is_own);
        (component.classes, component.others) = (own, others);
        let names = if component.classes.is_empty() { &component.others } else { &component.classes };
        let draws = |source: &&Source| names.iter().any(|class| source.names(class));
        component.drawn_by = sources.iter().filter(draws).map(|source| source.path.clone()).collect();
    }
}

/// The page's sources that may draw something: without its tests, the build's own program and the browser's services.
///
/// # Errors
/// When a folder cannot be read.
pub fn sources(folder: &Path) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), "src".to_owned())];
    while let Some((next, prefix)) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("could not read {prefix}"))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}/{name}");
            if entry.path().is_dir() && !["browser", "tests"].contains(&name.as_str()) {
                folders.push((entry.path(), path));
            } else if entry.path().extension().is_some_and(|extension| extension == "rs")
                && !["tests.rs", "prerender.rs"].contains(&name.as_str())
            {
                found.push(Source { path, text: fs::read_to_string(entry.path())? });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

impl Source {
    /// Whether a string of the source has the class as one of its words: `"button quiet"`.
    fn names(&self, class: &str) -> bool {
        let code = self.text.split("#[cfg(test)]\nmod").next().unwrap_or_default();
        let strings = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(|line| line.split('"').skip(1).step_by(2));
        strings.into_iter().any(|string| string.split([' ', '{', '}']).any(|word| word == class))
    }
}

/// Attributes that say in which state something is; others only pick an element out.
fn is_state(attribute: &str) -> bool {
    attribute.starts_with("aria-") || matches!(attribute, "dir" | "hidden" | "open" | "readonly" | "disabled")
}

/// What stands before the braces: conditions, and selectors that are one class and nothing else.
fn preludes(css: &str, component: &mut Component) {
    let plain: String = css
        .split("/*")
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) })
        .collect();
    for before in plain.split('{') {
        let prelude = before.rsplit(['}', ';']).next().unwrap_or_default().trim();
        if let Some((_, condition)) = prelude.strip_prefix('@').and_then(|rule| rule.split_once(char::is_whitespace)) {
            if !prelude.starts_with("@keyframes") {
                component.conditions.insert(condition.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        } else if !prelude.contains('(') {
            let classes = prelude.split(',').filter_map(|selector| selector.trim().strip_prefix('.'));
            let alone = classes.filter(|class| class.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
            component.ruled.extend(alone.map(ToOwned::to_owned));
        }
    }
}

/// `in_condition`: inside the parentheses of a condition, where a colon begins a value and no state.
fn tokens(parser: &mut Parser<'_>, component: &mut Component, in_condition: bool) {
    let mut before = Token::Semicolon;
    while let Ok(token) = parser.next().cloned() {
        match (&before, &token) {
            (Token::Delim('.'), Token::Ident(class)) => {
                component.classes.insert(format!("{class}"));
            }
            (Token::Colon, Token::Ident(state)) if is_pseudo_class(state) && !in_condition => {
                component.states.insert(format!(":{state}"));
            }
            _ => {}
        }
        let is_attribute = matches!(token, Token::SquareBracketBlock);
        let inside = in_condition || matches!(token, Token::ParenthesisBlock);
        let is_variable = matches!(&token, Token::Function(name) if name.eq_ignore_ascii_case("var"));
        if matches!(
            token,
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock
        ) {
            // Nothing in here fails: what is not well formed was refused by the build.
            let _: Result<(), cssparser::ParseError<()>> = parser.parse_nested_block(|parser| {
                if is_attribute || is_variable {
                    let start = parser.position();
                    if let Ok(name) = parser.expect_ident().cloned() {
                        if is_variable {
                            component.tokens.insert(format!("{name}"));
                        } else if is_state(&name) {
                            while parser.next().is_ok() {}
                            let text = parser.slice_from(start).replace('"', "");
                            component.states.insert(format!("[{text}]"));
                        }
                    }
                }
                tokens(parser, component, inside);
                Ok(())
            });
        }
        before = token;
    }
}

/// Those that a person brings about, or the page; not those that count elements.
fn is_pseudo_class(name: &str) -> bool {
    matches!(
        name,
        "hover"
            | "active"
            | "focus"
            | "focus-visible"
            | "focus-within"
            | "checked"
            | "disabled"
            | "empty"
            | "target"
            | "autofill"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_is_read_whole() {
        let css = "/* The one\n   button. */\n.button { color: var(--on-accent); padding: .5rem }\n.button:hover:not([aria-disabled=\"true\"]) > .icon { margin: calc(var(--s1) * .5) }\n@media print { .quiet[data-x] { a: b } }\n@media (forced-colors: active) { .form > .button { a: b } }";
        let source = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        let sources = [
            source("src/ui/button.rs", "el(\"button\", \"button quiet\")"),
            source("src/ui/other.rs", "// \"quiet\"\nel(\"p\", \"buttons\")"),
        ];
        let icon = read("icon", "/* An icon. */ .icon { a: b } .button, .form { c: d }").unwrap();
        let mut components = [read("button", css).unwrap(), icon];
        connect(&mut components, &sources);
        let [component, icon] = components;
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(component.purpose, "The one button.");
        assert_eq!((component.classes, component.others), (set(&["button", "quiet"]), set(&["form", "icon"])));
        assert_eq!(component.conditions, set(&["(forced-colors: active)", "print"]));
        assert_eq!((icon.classes, icon.others), (set(&["form", "icon"]), set(&["button"])));
        assert!(icon.drawn_by.is_empty());
        assert_eq!(component.states, set(&[":hover", "[aria-disabled=true]"]));
        assert_eq!(component.tokens, set(&["--on-accent", "--s1"]));
        assert_eq!(component.drawn_by, set(&["src/ui/button.rs"]));
    }

    #[test]
    fn a_sheet_without_its_comment_is_refused() {
        assert!(read("x", ".x { a: b }").is_err());
        assert!(read("x", "/* Nothing. */").is_err());
    }

    #[test]
    fn names_become_headings() {
        let component = |name: &str| read(name, "/* X. */ .x {}").unwrap().title();
        assert_eq!([component("qr_code"), component("code_input")], ["QR code", "Code input"]);
    }
}
