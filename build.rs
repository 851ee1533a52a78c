//! Turns `public/locales/*.json` into typed keys, and refuses languages that do not fit together.
//!
//! A language is one file and is found by scanning. `en` is the source: every other file must have exactly its keys,
//! each with the same placeholders. A plural is an object of CLDR categories and becomes one string.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

const DIR: &str = "public/locales";
const SOURCE: &str = "en";
/// Between the forms of a plural; the same as `i18n::PLURAL_MARK`.
const PLURAL_MARK: char = '\u{1f}';

struct Locale {
    tag: String,
    dir: String,
    name: String,
    words: BTreeMap<String, String>,
}

fn main() {
    println!("cargo::rerun-if-changed={DIR}");
    let mut locales = Vec::new();
    for entry in fs::read_dir(DIR).expect("public/locales exists") {
        let path = entry.expect("readable folder").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo::rerun-if-changed={}", path.display());
            locales.push(read(&path));
        }
    }
    locales.sort_by(|a, b| a.tag.cmp(&b.tag));
    let source = locales.iter().find(|locale| locale.tag == SOURCE).expect("public/locales/en.json exists");
    for locale in &locales {
        compare(source, locale);
    }
    let code = generate(source, &locales);
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("locales.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn read(path: &Path) -> Locale {
    let file = path.display();
    let tag = path.file_stem().and_then(|stem| stem.to_str()).expect("a UTF-8 file name").to_owned();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let Value::Object(entries) = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}")) else {
        panic!("{file}: must be one JSON object of key → text");
    };
    let mut locale = Locale { tag, dir: String::new(), name: String::new(), words: BTreeMap::new() };
    for (key, value) in entries {
        match (key.as_str(), value) {
            ("$dir", Value::String(dir)) if dir == "ltr" || dir == "rtl" => locale.dir = dir,
            ("$name", Value::String(name)) => locale.name = name,
            (_, Value::String(text)) if !key.starts_with('$') => {
                assert!(!text.trim().is_empty(), "{file}: {key}: is empty");
                locale.words.insert(key, text);
            }
            (_, Value::Object(forms)) if forms.contains_key("other") => {
                let mut text = String::new();
                for (category, form) in forms {
                    let known = ["zero", "one", "two", "few", "many", "other"].contains(&category.as_str());
                    assert!(known, "{file}: {key}: {category} is not a CLDR plural category");
                    let form = form.as_str().unwrap_or_else(|| panic!("{file}: {key}.{category}: must be text"));
                    write!(text, "{PLURAL_MARK}{category}={form}").expect("writing to a String");
                }
                locale.words.insert(key, text);
            }
            _ => panic!("{file}: {key}: must be text, a plural with `other`, or $dir (ltr|rtl) or $name"),
        }
    }
    assert!(!locale.dir.is_empty() && !locale.name.is_empty(), "{file}: $dir and $name are missing");
    locale
}

fn compare(source: &Locale, other: &Locale) {
    let file = format!("{DIR}/{}.json", other.tag);
    for (key, text) in &source.words {
        let translated = other.words.get(key).unwrap_or_else(|| panic!("{file}: {key}: is missing"));
        let (wanted, found) = (placeholders(text), placeholders(translated));
        assert!(wanted == found, "{file}: {key}: has the placeholders {found:?} and needs {wanted:?}");
        let plural = |text: &str| text.starts_with(PLURAL_MARK);
        assert!(plural(text) == plural(translated), "{file}: {key}: must be a plural in every language or in none");
    }
    for key in other.words.keys() {
        assert!(source.words.contains_key(key), "{file}: {key}: is not in {DIR}/{SOURCE}.json");
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(name, _)| name)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// `problem.at_day` → `ProblemAtDay`.
fn variant(key: &str) -> String {
    key.split(['.', '_'])
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

fn generate(source: &Locale, locales: &[Locale]) -> String {
    let mut code = String::from("/// A text of the page; the same number in every language.\n");
    code.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[repr(u16)]\npub enum Key {\n");
    for (key, text) in &source.words {
        let text = text.replace(PLURAL_MARK, " ").replace(['[', ']'], "");
        writeln!(code, "    /// {text}\n    {},", variant(key)).expect("writing to a String");
    }
    code.push_str("}\n\n");
    let tags: Vec<&str> = locales.iter().map(|locale| locale.tag.as_str()).collect();
    writeln!(code, "/// Every language that the page has, as BCP 47 tags.\npub const TAGS: &[&str] = &{tags:?};")
        .expect("String");
    writeln!(code, "\nconst KEY_COUNT: usize = {};", source.words.len()).expect("String");
    let names: Vec<&String> = source.words.keys().collect();
    writeln!(code, "\n/// The name of each key, by its number.\n#[cfg(feature = \"bundled\")]\npub const KEY_NAMES: &[&str] = &{names:?};")
        .expect("String");
    code.push_str("\n/// Every language with all of its words, by key number.\n#[cfg(feature = \"bundled\")]\n");
    code.push_str("pub static BUNDLED: &[(&str, &[&str])] = &[\n");
    for locale in locales {
        let mut table = vec![locale.dir.as_str(), locale.name.as_str()];
        table.extend(locale.words.values().map(String::as_str));
        writeln!(code, "    ({:?}, &{table:?}),", locale.tag).expect("writing to a String");
    }
    code.push_str("];\n");
    code
}
