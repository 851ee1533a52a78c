//! Checks `docs/requirements.md`: every requirement is listed, and every test that it names exists and runs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const GROUPS: [(char, u32); 5] = [('U', 14), ('C', 6), ('P', 8), ('M', 6), ('D', 3)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn every_id() -> Vec<String> {
    GROUPS.iter().flat_map(|(group, last)| (1..=*last).map(move |number| format!("{group}{number}"))).collect()
}

/// The named tests of each row, by id.
fn rows() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("docs/requirements.md")).unwrap();
    let is_id = |cell: &str| {
        let group = cell.chars().next();
        GROUPS.iter().any(|(known, _)| group == Some(*known)) && cell.len() > 1 && cell[1..].parse::<u32>().is_ok()
    };
    text.lines()
        .filter_map(|line| {
            let cells: Vec<_> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
            is_id(cells[0]).then(|| {
                assert_eq!(cells.len(), 3, "{line}");
                assert!(!cells[1].is_empty(), "{} does not say what must be true", cells[0]);
                (cells[0].to_owned(), cells[2].to_owned())
            })
        })
        .collect()
}

/// The reason why a test does not prove the requirement, if there is one.
fn objection(id: &str, path: &str, test: &str) -> Option<String> {
    let Ok(source) = fs::read_to_string(root().join(path)) else { return Some(format!("there is no file {path}")) };
    let lines: Vec<_> = source.lines().map(str::trim).collect();
    let is_the_test = |line: &&str| {
        let after = line.split_once("fn ").map(|(_, name)| name);
        after.is_some_and(|name| name.strip_prefix(test).is_some_and(|rest| rest.starts_with('(')))
    };
    let Some(at) = lines.iter().position(is_the_test) else {
        return Some(format!("there is no fn {test} in {path}"));
    };
    let above: Vec<_> =
        lines[..at].iter().rev().take_while(|line| line.starts_with("//") || line.starts_with("#[")).collect();
    let is_test = above.iter().any(|line| line.starts_with("#[") && line.contains("test"));
    let is_ignored = above.iter().any(|line| line.starts_with("#[ignore"));
    let names_it = above
        .iter()
        .any(|line| line.starts_with("//") && line.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == id));
    match (is_test, is_ignored, names_it) {
        (false, ..) => Some(format!("{path}::{test} is no test")),
        (_, true, _) => Some(format!("{path}::{test} is ignored")),
        (.., false) => Some(format!("the comment above {path}::{test} does not name {id}")),
        _ => None,
    }
}

#[test]
fn every_requirement_stands_there_once() {
    let mut times = BTreeMap::<String, u32>::new();
    for (id, _) in rows() {
        *times.entry(id).or_default() += 1;
    }
    assert_eq!(times, every_id().into_iter().map(|id| (id, 1)).collect());
}

#[test]
fn every_requirement_has_a_proof_or_says_what_is_open() {
    for (id, proof) in rows() {
        let open = proof.split("open: ").nth(1);
        assert!(open.is_none_or(|what| !what.trim().is_empty()), "{id} does not say what is open");
        assert!(open.is_some() || proof.contains("::"), "{id} has neither a test nor says what is open");
    }
}

#[test]
fn every_test_named_as_a_proof_is_one() {
    let mut objections = Vec::new();
    for (id, proof) in rows() {
        for named in proof.split('`').skip(1).step_by(2) {
            let objection = match named.split_once("::") {
                Some((path, test)) => objection(&id, path, test),
                None => Some(format!("`{named}` is not path::test")),
            };
            objections.extend(objection.map(|objection| format!("{id}: {objection}")));
        }
    }
    assert!(objections.is_empty(), "{objections:#?}");
}

/// Row D1 lists the packages.
#[test]
fn the_page_is_built_from_the_packages_asked_for() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let depends_on = |package: &str| {
        let table = format!("[dependencies.{package}]");
        let mut lines = manifest.lines().skip_while(|line| *line != "[dependencies]");
        lines.any(|line| line == table || line.split_once('=').is_some_and(|(name, _)| name.trim() == package))
    };
    for package in ["leptos", "wasm-bindgen", "web-sys", "gloo-net", "serde", "qrcode", "console_error_panic_hook"] {
        assert!(depends_on(package), "the page does not depend on {package}");
    }
}

/// Row D2 lists the top level.
#[test]
fn the_top_level_is_as_was_asked_for() {
    for name in ["Cargo.toml", "src", "style", "public", "index.html", "Trunk.toml", "tests", "README.md"] {
        assert!(root().join(name).exists(), "there is no {name} at the top level");
    }
}
