//! The page that people sign in on has nothing of the gallery, not a byte: compared, and searched for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::console::Stage;
use crate::pins;
use crate::process;
use crate::workspace::Workspace;

/// Where the compiler begins; new ones make cargo build the page anew.
const ROOTS: [&str; 3] = ["build.rs", "src/lib.rs", "src/main.rs"];
/// What the copy is made of: all that cargo needs to build the page.
const SOURCES: [&str; 8] = ["Cargo.toml", "Cargo.lock", ".cargo", "build.rs", "src", "public", "crates", "tests"];
/// Shorter texts stand in any program by chance.
const LONG_ENOUGH: usize = 16;

/// Builds the program twice in a copy of the sources, with the gallery's and with empty files in their place.
///
/// Without optimisation, which makes it cheap and changes nothing: the compiler answers the same sources with the same
/// bytes, and later steps see nothing but those.
///
/// # Errors
/// When the two programs differ.
pub fn grows_by_nothing(workspace: &Workspace, stage: &Stage<'_>) -> Result<()> {
    let sources = workspace.target.join("bundle");
    // The one of everything else: what the page stands on was compiled there for its own tests.
    let target = workspace.target.clone();
    fs::create_dir_all(&sources)?;
    for name in SOURCES {
        mirror(&workspace.root.join(name), &sources.join(name))?;
    }
    let with = compile(&sources, &target, stage)?;
    let emptied = empty(&sources)?;
    ensure!(emptied > 0, "no sources of the gallery were found: this test would prove nothing");
    stage.status("once more without the gallery");
    let without = compile(&sources, &target, stage)?;
    ensure!(
        with == without,
        "the program is {} bytes with the gallery's sources and {} without: some of them are compiled into it",
        with.len(),
        without.len()
    );
    stage.note(format!("the same {} kB without its {emptied} files", with.len() / 1000));
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
            if !path.contains("/gallery") && !path.contains("/samples") {
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

fn compile(sources: &Path, target: &Path, stage: &Stage<'_>) -> Result<Vec<u8>> {
    // Cargo believes the compiler's own list of what it read, and would not build again for a file that is not on it.
    // Then the program would be compared with itself.
    for root in ROOTS {
        let file = sources.join(root);
        fs::write(&file, fs::read(&file)?)?;
    }
    let copy = Workspace { root: sources.to_owned(), target: target.to_owned() };
    let mut command = copy.cargo("build");
    command.args(["--package", "portico", "--bin", "portico", "--no-default-features", "--features", "csr"]);
    command.args(["--target", pins::WASM_TARGET, "--locked"]);
    // Incremental builds cut the program differently from one time to the next.
    command.env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0");
    process::run(stage, &mut command)?;
    let program = target.join(pins::WASM_TARGET).join("debug").join("portico.wasm");
    fs::read(&program).with_context(|| format!("could not read {}", program.display()))
}

/// The files that are the gallery's alone.
fn gallery_sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = files(&root.join("src").join("gallery"))?;
    found.extend([root.join("src").join("gallery.rs"), root.join("src").join("bin").join("gallery.rs")]);
    found.retain(|file| file.is_file() && file.extension().is_some_and(|extension| extension == "rs"));
    Ok(found)
}

/// Puts empty files in the place of the gallery's; returns how many.
fn empty(sources: &Path) -> Result<usize> {
    let theirs = gallery_sources(sources)?;
    for file in &theirs {
        fs::write(file, "")?;
    }
    Ok(theirs.len())
}

/// Makes `to` the same as `from`, file by file; what is the same keeps its time, so that cargo has nothing to do.
fn mirror(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        let names = |folder: &Path| -> Result<BTreeSet<_>> {
            fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
        };
        let there = names(from)?;
        for name in &there {
            mirror(&from.join(name), &to.join(name))?;
        }
        for gone in names(to)?.difference(&there) {
            let path = to.join(gone);
            if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
        }
        return Ok(());
    }
    let content = fs::read(from).with_context(|| format!("could not read {}", from.display()))?;
    if fs::read(to).is_ok_and(|there| there == content) {
        return Ok(());
    }
    fs::write(to, content).with_context(|| format!("could not write {}", to.display()))
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
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn texts_are_what_stands_in_the_program() {
        let source = "/// \"a comment that is long enough\"\nlet a = \"short\"; let b = \"Search: wrong code now\";\nf(\"with {placeholder} inside it\");\n#[cfg(test)]\nlet c = \"only the tests say this\";";
        assert_eq!(texts(source), ["Search: wrong code now"]);
    }

    #[test]
    fn a_mirror_follows_and_leaves_what_is_the_same() {
        let folder = scratch("mirror");
        let (from, to) = (folder.join("from"), folder.join("to"));
        for (file, text) in
            [("from/a/b.rs", "b"), ("from/c.rs", "c"), ("to/a/b.rs", "b"), ("to/old/x.rs", "x"), ("to/y.rs", "y")]
        {
            fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
            fs::write(folder.join(file), text).unwrap();
        }
        let before = fs::metadata(to.join("a/b.rs")).unwrap().modified().unwrap();
        mirror(&from, &to).unwrap();
        assert_eq!(files(&to).unwrap(), [to.join("a/b.rs"), to.join("c.rs")]);
        assert_eq!(fs::metadata(to.join("a/b.rs")).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn the_gallery_of_the_repository_is_found() {
        let names: Vec<_> = gallery_sources(&crate::testing::repository()).unwrap();
        assert!(names.iter().any(|file| file.ends_with("src/bin/gallery.rs")) && names.len() > 10, "{names:?}");
    }
}
