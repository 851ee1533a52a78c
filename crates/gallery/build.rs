//! Finds each text of the page in the locale files and in the page's sources, for the gallery's lens over texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

/// The repository, seen from here.
const ROOT: &str = "../..";
const LOCALES: &str = "public/locales";
const SOURCE: &str = "en";

fn main() {
    let folder = Path::new(ROOT).join(LOCALES);
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut locales = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("public/locales exists") {
        let path = entry.expect("readable folder").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo::rerun-if-changed={}", path.display());
            let tag = path.file_stem().and_then(|stem| stem.to_str()).expect("a UTF-8 file name").to_owned();
            locales.insert(tag, fs::read_to_string(&path).expect("a readable file"));
        }
    }
    let keys = keys(&locales[SOURCE]);
    let mut code = key_lines(&keys, &locales);
    code.push_str(&key_uses(&keys));
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("places.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

/// The keys in the order of their numbers: as the page's own build script sorts them.
fn keys(source: &str) -> Vec<String> {
    let entries: BTreeMap<String, Value> =
        serde_json::from_str(source).expect("the page's build script has checked it");
    entries.into_keys().filter(|key| !key.starts_with('$')).collect()
}

fn key_lines(keys: &[String], locales: &BTreeMap<String, String>) -> String {
    let mut code = String::from(
        "/// The line of each key in the file of each language.\npub const KEY_LINES: &[(&str, &[usize])] = &[\n",
    );
    for (tag, text) in locales {
        let line = |key: &String| text.lines().position(|line| line.trim_start().starts_with(&format!("{key:?}")));
        let lines: Vec<usize> = keys.iter().map(|key| line(key).map_or(0, |index| index + 1)).collect();
        writeln!(code, "    ({tag:?}, &{lines:?}),").expect("writing to a String");
    }
    code.push_str("];\n");
    code
}

fn key_uses(keys: &[String]) -> String {
    let mut files = vec![];
    sources("src", &mut files);
    let mut code = String::from(
        "\n/// Where each key is used: `src/screens/password.rs:31`.\npub const KEY_USES: &[&[&str]] = &[\n",
    );
    for key in keys {
        let name = format!("Key::{}", variant(key));
        let uses: Vec<String> = files.iter().flat_map(|(path, text)| uses(path, text, &name)).collect();
        writeln!(code, "    &{uses:?},").expect("writing to a String");
    }
    code.push_str("];\n");
    code
}

/// `problem.at_day` → `ProblemAtDay`, as in the page's build script.
fn variant(key: &str) -> String {
    key.split(['.', '_'])
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

fn uses(path: &str, text: &str, name: &str) -> Vec<String> {
    let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    let has_name = |line: &str| line.match_indices(name).any(|(at, _)| is_whole(&line[at + name.len()..]));
    text.lines().enumerate().filter(|(_, line)| has_name(line)).map(|(at, _)| format!("{path}:{}", at + 1)).collect()
}

/// Path from the root of the repository, and text, of every source that may name a key.
fn sources(folder: &str, found: &mut Vec<(String, String)>) {
    let place = Path::new(ROOT).join(folder);
    println!("cargo::rerun-if-changed={}", place.display());
    let entries = fs::read_dir(&place).expect("a readable folder").filter_map(Result::ok);
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    for name in names {
        let path = format!("{folder}/{name}");
        if Path::new(ROOT).join(&path).is_dir() {
            if name != "tests" {
                sources(&path, found);
            }
        } else if Path::new(&name).extension().is_some_and(|extension| extension == "rs")
            && !["tests.rs", "native.rs", "i18n.rs", "prerender.rs"].contains(&name.as_str())
        {
            let text = fs::read_to_string(Path::new(ROOT).join(&path)).expect("a readable source");
            found.push((path, text));
        }
    }
}
