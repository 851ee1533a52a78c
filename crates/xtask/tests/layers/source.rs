//! Reads one module of Rust: what it declares, what it imports, and which paths it names. Works on tokens, so that
//! comments and strings are no code and the inside of a macro call is.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::module_path::{Import, ModulePath};

/// What stands in a module, without what is compiled for tests alone.
#[derive(Debug, Default)]
pub struct Source {
    /// Modules in files of their own, with the value of `#[path]`.
    pub files: Vec<(String, Option<String>)>,
    /// Modules between braces.
    pub inline: Vec<(String, Source)>,
    pub imports: Vec<Import>,
    /// Names of types, functions, constants and macros.
    pub items: BTreeSet<String>,
    /// Paths in bodies, signatures and macro calls.
    pub paths: Vec<ModulePath>,
}

/// Keywords after which comes the name of an item.
const ITEMS: [&str; 9] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static", "macro_rules"];

impl Source {
    /// # Panics
    /// When `text` is not made of Rust tokens.
    pub fn parse(text: &str, file: &str) -> Self {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        Self::of(tokens)
    }

    fn of(tokens: TokenStream) -> Self {
        let mut source = Self::default();
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (item, after) = rest.split_at(end_of_item(rest));
            source.item(item);
            rest = after;
        }
        source
    }

    fn item(&mut self, tokens: &[TokenTree]) {
        let mut rest = tokens;
        let mut path = None;
        while is_punct(rest.first(), '#') {
            // An inner attribute has an exclamation mark.
            let at = 1 + usize::from(is_punct(rest.get(1), '!'));
            let Some(TokenTree::Group(attribute)) = rest.get(at) else { break };
            if is_for_tests(&attribute.stream()) {
                return;
            }
            path = path.or_else(|| value_of_path(&attribute.stream()));
            rest = &rest[at + 1..];
        }
        let is_public = is_ident(rest.first(), "pub");
        if is_public {
            let has_scope =
                matches!(rest.get(1), Some(TokenTree::Group(scope)) if scope.delimiter() == Delimiter::Parenthesis);
            rest = &rest[1 + usize::from(has_scope)..];
        }
        match (ident(rest.first()).as_deref(), rest) {
            (Some("mod"), [_, name, TokenTree::Group(body), ..]) => {
                self.inline.push((ident(Some(name)).unwrap_or_default(), Self::of(body.stream())));
            }
            (Some("mod"), [_, name, ..]) => self.files.push((ident(Some(name)).unwrap_or_default(), path)),
            (Some("use"), [_, tree @ ..]) => self.imports.extend(imports(tree, is_public)),
            _ => {
                self.items.extend(name_of_item(rest));
                self.body(rest);
            }
        }
    }

    /// Paths and imports inside an item.
    fn body(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            if let (true, Some(TokenTree::Group(attribute))) = (is_punct(tokens.get(at), '#'), tokens.get(at + 1)) {
                at += 2;
                if is_for_tests(&attribute.stream()) {
                    at += end_of_item(&tokens[at..]);
                }
                continue;
            }
            if let TokenTree::Group(group) = &tokens[at] {
                let inside: Vec<_> = group.stream().into_iter().collect();
                self.body(&inside);
                at += 1;
                continue;
            }
            if is_ident(tokens.get(at), "use") {
                let length = tokens[at..].iter().position(|token| is_punct(Some(token), ';')).unwrap_or(1);
                self.imports.extend(imports(&tokens[at + 1..at + length.max(1)], false));
                at += length.max(1);
                continue;
            }
            let (path, length) = path_at(&tokens[at..]);
            // A method's or a field's name begins no path, and neither does what goes on after `<T>::`.
            let is_continued = at > 0 && (is_punct(tokens.get(at - 1), '.') || is_punct(tokens.get(at - 1), ':'));
            if path.segments.len() > 1 && !(is_continued && is_punct_pair(tokens, at)) {
                self.paths.push(path);
            }
            at += length.max(1);
        }
    }
}

/// Whether `::` stands right before a token.
fn is_punct_pair(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at - 1), '.')
        || (at > 1 && is_punct(tokens.get(at - 2), ':') && is_punct(tokens.get(at - 1), ':'))
}

/// The number of tokens of the first item, attributes included.
fn end_of_item(tokens: &[TokenTree]) -> usize {
    let mut ends_at_brace = true;
    let mut is_begun = false;
    for (position, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => return position + 1,
            TokenTree::Punct(punct) if punct.as_char() == '=' && !is_arrow(tokens, position) => ends_at_brace = false,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && ends_at_brace => return position + 1,
            // `use a::{b, c};` goes on after the brace.
            TokenTree::Ident(word) if !is_begun && word == "use" => {
                is_begun = true;
                ends_at_brace = false;
            }
            TokenTree::Ident(word) if word != "pub" => is_begun = true,
            _ => {}
        }
    }
    tokens.len()
}

/// `=` of `>=`, `<=`, `==` and `=>` says nothing; in an item's head only the one of a value or an associated type counts.
fn is_arrow(tokens: &[TokenTree], position: usize) -> bool {
    // `fn f() -> impl Iterator<Item = X> { … }`: the sign stands between angle brackets.
    let depth = tokens[..position].iter().enumerate().fold(0_i32, |depth, (at, token)| match token {
        TokenTree::Punct(punct) if punct.as_char() == '<' => depth + 1,
        TokenTree::Punct(punct) if punct.as_char() == '>' && !(at > 0 && is_punct(tokens.get(at - 1), '-')) => {
            depth - 1
        }
        _ => depth,
    });
    depth > 0 || is_punct(tokens.get(position + 1), '>')
}

fn name_of_item(tokens: &[TokenTree]) -> Option<String> {
    let keyword = tokens.iter().position(|token| ITEMS.iter().any(|word| is_ident(Some(token), word)))?;
    // `const fn`, `macro_rules!`
    tokens[keyword + 1..].iter().filter_map(|token| ident(Some(token))).find(|name| name != "fn" && name != "mut")
}

/// The path that begins here and the number of its tokens; one segment for a plain name, none for anything else.
fn path_at(tokens: &[TokenTree]) -> (ModulePath, usize) {
    let mut path = ModulePath { segments: Vec::new(), line: 0 };
    let mut at = 0;
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        if path.segments.is_empty() {
            path.line = name.span().start().line;
        }
        path.segments.push(name.to_string());
        at += 1;
        if !(is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')) {
            break;
        }
        at += 2;
    }
    (path, at)
}

/// All names of a `use`, its groups taken apart.
fn imports(tree: &[TokenTree], is_public: bool) -> Vec<Import> {
    let mut found = Vec::new();
    branches(tree, &[], is_public, &mut found);
    found
}

fn branches(tree: &[TokenTree], prefix: &[String], is_public: bool, found: &mut Vec<Import>) {
    for branch in tree.split(|token| is_punct(Some(token), ',')) {
        let branch: &[TokenTree] = if is_punct(branch.last(), ';') { &branch[..branch.len() - 1] } else { branch };
        let start = branch.iter().position(|token| !is_punct(Some(token), ':')).unwrap_or(branch.len());
        let (path, length) = path_at(&branch[start..]);
        let mut segments = [prefix, &path.segments].concat();
        let line = |token: &TokenTree| token.span().start().line;
        match branch.get(start + length) {
            Some(TokenTree::Group(group)) => {
                let inside: Vec<_> = group.stream().into_iter().collect();
                branches(&inside, &segments, is_public, found);
            }
            Some(star) if is_punct(Some(star), '*') => {
                let path = ModulePath { segments, line: line(star) };
                found.push(Import { path, name: "*".to_owned(), is_public });
            }
            after if !path.segments.is_empty() => {
                if segments.last().is_some_and(|last| last == "self") && segments.len() > 1 {
                    segments.pop();
                }
                let alias = after.filter(|word| is_ident(Some(word), "as")).and(ident(branch.last()));
                let name = alias.or_else(|| segments.last().cloned()).unwrap_or_default();
                found.push(Import { path: ModulePath { segments, line: path.line }, name, is_public });
            }
            _ => {}
        }
    }
}

/// `cfg(test)` and `test`, the attributes of what only tests have.
fn is_for_tests(attribute: &TokenStream) -> bool {
    let text: String = attribute.to_string().chars().filter(|c| !c.is_whitespace()).collect();
    text == "cfg(test)" || text == "test" || text.starts_with("cfg(all(test,")
}

/// The file of `#[path = "…"]`.
fn value_of_path(attribute: &TokenStream) -> Option<String> {
    let tokens: Vec<_> = attribute.clone().into_iter().collect();
    match tokens.as_slice() {
        [name, _, TokenTree::Literal(value)] if is_ident(Some(name), "path") => {
            Some(value.to_string().trim_matches('"').to_owned())
        }
        _ => None,
    }
}

fn ident(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(name)) => Some(name.to_string()),
        _ => None,
    }
}

fn is_ident(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(name)) if name == word)
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(source: &Source) -> Vec<String> {
        source.imports.iter().map(|import| format!("{} = {}", import.name, import.path.segments.join("::"))).collect()
    }

    fn paths(source: &Source) -> Vec<String> {
        source.paths.iter().map(|path| format!("{} {}", path.line, path.segments.join("::"))).collect()
    }

    #[test]
    fn a_use_is_taken_apart() {
        let source = Source::parse(
            "use crate::a::{self, b::{C, D as E}, *};\npub(crate) use self::x::Y;\nuse ::serde::Serialize;",
            "x.rs",
        );
        assert_eq!(
            names(&source),
            [
                "a = crate::a",
                "C = crate::a::b::C",
                "E = crate::a::b::D",
                "* = crate::a",
                "Y = self::x::Y",
                "Serialize = serde::Serialize",
            ]
        );
        assert!(source.imports[4].is_public && !source.imports[0].is_public);
        assert_eq!(source.imports[4].path.line, 2);
    }

    #[test]
    fn paths_are_found_in_signatures_bodies_and_macros_and_not_in_comments_or_strings() {
        let source = Source::parse(
            "/// crate::no\nfn f(x: &crate::a::X) -> impl Iterator<Item = super::B> {\n    // crate::no\n    \
             let s = \"crate::no\";\n    view! { <p>{self::c::d()}</p> };\n    x.y::<crate::e::F>()\n}\nstruct G;",
            "x.rs",
        );
        assert_eq!(paths(&source), ["2 crate::a::X", "2 super::B", "5 self::c::d", "6 crate::e::F"]);
        assert_eq!(source.items.iter().collect::<Vec<_>>(), ["G", "f"]);
    }

    #[test]
    fn what_is_for_tests_is_left_out() {
        let source = Source::parse(
            "#[cfg(test)]\nmod tests { use crate::a; }\n#[cfg(test)]\nuse crate::b;\nmod kept;\n#[cfg(test)] mod more;\n\
             impl X {\n #[cfg(test)]\n fn t() { crate::c::d() }\n fn u() { crate::e::f() } }",
            "x.rs",
        );
        assert!(source.imports.is_empty() && source.inline.is_empty());
        assert_eq!(source.files, [("kept".to_owned(), None)]);
        assert_eq!(paths(&source), ["10 crate::e::f"]);
    }

    #[test]
    fn an_item_ends_where_the_next_begins() {
        let source = Source::parse(
            "const A: B = B { c: 1 };\nconst fn d() {}\nstruct E(u8);\nstatic F: [u8; 1] = [1];\n#[path = \"g/h.rs\"]\nmod g;\n\
             impl Iterator for E {}\nmacro_rules! i { () => {} }\ntype J = K;\nmod l { pub fn m() {} }\nfn n<T>() where T: O<P = Q> {}",
            "x.rs",
        );
        assert_eq!(source.items.iter().collect::<Vec<_>>(), ["A", "E", "F", "J", "d", "i", "n"]);
        assert_eq!(source.files, [("g".to_owned(), Some("g/h.rs".to_owned()))]);
        assert_eq!(source.inline[0].0, "l");
        assert!(source.inline[0].1.items.contains("m"));
    }
}
