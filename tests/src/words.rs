//! The words of the page by language, to tell whether a screen speaks one language only.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::settings;

/// The texts of one language, key → text, as `public/locales/<language>.json` has them.
pub fn of(language: &str) -> BTreeMap<String, String> {
    let path = settings::root().join("public/locales").join(format!("{language}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut texts = BTreeMap::new();
    flatten("", &serde_json::from_str(&text).expect("a locale is JSON"), &mut texts);
    texts
}

fn flatten(prefix: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            texts.insert(prefix.to_owned(), text.clone());
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                flatten(&path, entry, texts);
            }
        }
        _ => {}
    }
}

/// Pieces of another language's texts that stand in `screen`: a piece is what lies between placeholders, at least
/// `SHORTEST` characters long, and does not occur in the texts of the language that the screen speaks.
pub fn foreign_pieces(screen: &str, spoken: &str, foreign: &str) -> Vec<String> {
    // Shorter pieces ("E-mail", "Portico") are words that both languages have.
    const SHORTEST: usize = 8;
    let screen = normalized(screen);
    let own: Vec<String> = of(spoken).into_values().map(|text| normalized(&text)).collect();
    let mut found: Vec<String> = of(foreign)
        .into_iter()
        .filter(|(key, _)| !key.starts_with('$'))
        .flat_map(|(_, text)| pieces(&text))
        .filter(|piece| piece.chars().count() >= SHORTEST)
        .filter(|piece| screen.contains(piece.as_str()) && !own.iter().any(|text| text.contains(piece.as_str())))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// What lies between placeholders such as `{name}`.
fn pieces(text: &str) -> Vec<String> {
    text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).map(normalized).collect()
}

fn normalized(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_split_a_text() {
        assert_eq!(pieces("Wait {count} seconds, {name}"), ["Wait", "seconds,", ""]);
    }
}
