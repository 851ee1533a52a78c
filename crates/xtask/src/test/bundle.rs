//! Nothing of the gallery is in the program that people sign in with: the page does not depend on it, and none of its texts
//! is in the built site.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace::Workspace;

const PAGE: &str = "portico";
const GALLERY: &str = "portico-gallery";
/// The feature of the released program.
const RELEASED: &str = "split";
/// Features with code that only previews and the build itself use.
const NEVER_RELEASED: [&str; 3] = ["preview", "bundled", "ssr"];
/// Shorter texts stand in any program by chance.
const LONG_ENOUGH: usize = 16;

/// Checks the dependency graph of the whole workspace.
///
/// # Errors
/// When the page depends on the gallery, or its released feature turns on the gallery's hooks.
pub fn check_dependencies(workspace: &Workspace) -> Result<()> {
    let mut command = workspace.cargo("metadata");
    let output = command.args(["--format-version", "1", "--locked", "--all-features"]).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    check_graph(&serde_json::from_slice(&output.stdout)?)
}

/// The same for what `cargo metadata` printed.
fn check_graph(metadata: &Value) -> Result<()> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    let package = |name: &str| {
        packages.iter().find(|package| package["name"] == name).with_context(|| format!("there is no package {name}"))
    };
    let (page, gallery) = (package(PAGE)?, package(GALLERY)?);
    let nodes = list(&metadata["resolve"]["nodes"]);
    // Tests may depend on anything; a program is made of normal and build dependencies.
    let dependencies = |id: &Value| -> Vec<Value> {
        let deps = nodes.iter().find(|node| node["id"] == *id).map(|node| list(&node["deps"])).unwrap_or_default();
        let counts = |dep: &Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev");
        deps.into_iter().filter(counts).map(|dep| dep["pkg"].clone()).collect()
    };
    let reaches = |from: &Value, to: &Value| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from["id"].clone()]);
        while let Some(id) = next.pop() {
            if id == to["id"] {
                return true;
            }
            if seen.insert(id.to_string()) {
                next.extend(dependencies(&id));
            }
        }
        false
    };
    ensure!(reaches(gallery, page), "{GALLERY} does not depend on {PAGE}: this check would prove nothing");
    ensure!(!reaches(page, gallery), "{PAGE} depends on {GALLERY}: the program would carry the gallery");
    let (mut on, mut next) = (BTreeSet::new(), vec![RELEASED.to_owned()]);
    while let Some(feature) = next.pop() {
        next.extend(list(&page["features"][&feature]).iter().filter_map(|part| Some(part.as_str()?.to_owned())));
        on.insert(feature);
    }
    let wrong: Vec<_> = NEVER_RELEASED.iter().filter(|feature| on.contains(**feature)).collect();
    ensure!(wrong.is_empty(), "the feature {RELEASED} of {PAGE} turns on {wrong:?}");
    Ok(())
}

/// Every longer text of the gallery's sources and of the samples that stands in the built site.
///
/// # Errors
/// When a file cannot be read.
pub fn traces(workspace: &Workspace) -> Result<Vec<String>> {
    let samples = workspace.root.join("crates").join("auth-contract").join("src").join("samples");
    let mut theirs = BTreeSet::new();
    for file in gallery_sources(&workspace.root)?.into_iter().chain(files(&samples)?) {
        theirs.extend(texts(&fs::read_to_string(&file)?));
    }
    ensure!(theirs.len() > 20, "hardly any text was found in the gallery's sources: this test would prove nothing");
    // What the page's own sources, words and brands say may be said by the gallery as well.
    let mut ours = String::new();
    for folder in ["src", "public", "brands", "crates/auth-contract/src"] {
        for file in files(&workspace.root.join(folder))? {
            let path = file.to_string_lossy().replace('\\', "/");
            if !path.contains("/samples") {
                ours.push_str(&String::from_utf8_lossy(&fs::read(&file)?));
            }
        }
    }
    let mut found = Vec::new();
    for file in files(&workspace.site())? {
        if file.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
            continue;
        }
        let bytes = fs::read(&file)?;
        let content = String::from_utf8_lossy(&bytes);
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let traces = theirs.iter().filter(|text| content.contains(text.as_str()) && !ours.contains(text.as_str()));
        found.extend(traces.map(|text| format!("{name}: {text}")));
    }
    Ok(found)
}

/// The Rust sources of the gallery.
fn gallery_sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = files(&root.join("crates").join("gallery").join("src"))?;
    found.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    Ok(found)
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("could not read {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// The longer string literals of a Rust file, those without escapes and placeholders: they stand in a program as they are.
fn texts(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|text| text.len() >= LONG_ENOUGH && !text.contains(['\\', '{']))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_what_stands_in_the_program() {
        let source = "/// \"a comment that is long enough\"\nlet a = \"short\"; let b = \"Search: wrong code now\";\nf(\"with {placeholder} inside it\");\n#[cfg(test)]\nlet c = \"only the tests say this\";";
        assert_eq!(texts(source), ["Search: wrong code now"]);
    }

    fn metadata(page_needs: &str, kind: Option<&str>, split: &[&str]) -> Value {
        let needs = |name: &str, kind: Option<&str>| json!({"pkg": name, "dep_kinds": [{"kind": kind}]});
        json!({
            "packages": [
                {"name": PAGE, "id": PAGE, "features": {"split": split, "csr": [], "preview": ["csr", "bundled"]}},
                {"name": GALLERY, "id": GALLERY, "features": {}},
            ],
            "resolve": {"nodes": [
                {"id": PAGE, "deps": [needs(page_needs, kind)]},
                {"id": GALLERY, "deps": [needs("ui", None)]},
                {"id": "ui", "deps": [needs(PAGE, None)]},
            ]},
        })
    }

    #[test]
    fn a_page_that_depends_on_the_gallery_is_refused() {
        check_graph(&metadata("leptos", None, &["csr"])).unwrap();
        check_graph(&metadata(GALLERY, Some("dev"), &["csr"])).unwrap();
        let error = check_graph(&metadata(GALLERY, None, &["csr"])).unwrap_err().to_string();
        assert!(error.contains("depends on portico-gallery"), "{error}");
        check_graph(&metadata(GALLERY, Some("build"), &["csr"])).unwrap_err();
    }

    #[test]
    fn a_release_with_the_hooks_of_the_gallery_is_refused() {
        let error = check_graph(&metadata("leptos", None, &["csr", "preview"])).unwrap_err().to_string();
        assert!(error.contains("preview") && error.contains("bundled"), "{error}");
    }

    #[test]
    fn the_gallery_of_the_repository_is_found() {
        let names: Vec<_> = gallery_sources(&crate::testing::repository()).unwrap();
        assert!(names.iter().any(|file| file.ends_with("src/main.rs")) && names.len() > 10, "{names:?}");
    }
}
