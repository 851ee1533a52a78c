//! The gallery: `target/gallery`, a folder of static files that shows every screen in every state with no server behind
//! it. A browser gives each `file://` document an origin of its own, so nothing in the folder fetches, and no script is a
//! module: the program and the brands travel inside a script.

mod data;
mod folder;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::build::cache::Cache;
use crate::build::gallery_brands;
use crate::build::program::{self, Kind};
use crate::console::{Console, Stage};
use crate::tools::{browsers, wasm};
use crate::workspace::Workspace;

/// Files of the gallery that are what they are in the sources.
const AS_THEY_ARE: [&str; 2] = ["index.html", "cell.html"];

/// A gallery on the disk.
pub struct Gallery {
    pub folder: PathBuf,
    /// Bytes of all files together.
    pub size: usize,
    /// How many brands a designer can choose from.
    pub brands: usize,
}

impl Gallery {
    /// The address that opens it without a server.
    pub fn address(&self) -> String {
        format!("file://{}", self.folder.join("index.html").display())
    }

    /// What it is, in a line.
    pub fn in_words(&self) -> String {
        // Whole kilobytes: nobody compares galleries by the byte.
        format!("{} kB, {} brand{}", self.size / 1000, self.brands, if self.brands == 1 { "" } else { "s" })
    }
}

/// Builds the gallery of every brand into `target/gallery`.
///
/// # Errors
/// When the program does not compile, a brand is not right, or a file in `crates/gallery` is missing.
pub fn build(workspace: &Workspace, console: &Console) -> Result<Gallery> {
    let cache = Cache::open(workspace.scratch().join("cache"))?;
    let axe = console.stage("tools", |stage| tools(workspace, stage))?;
    let program = console.stage("gallery", |stage| {
        let compiled = program::compile(workspace, stage, Kind::Gallery)?;
        stage.status("wasm-bindgen");
        program::bind(workspace, &compiled, Kind::Gallery, &cache)
    })?;
    console.stage("gallery files", |stage| {
        let brands = gallery_brands(workspace)?;
        let sources = workspace.root.join("crates").join("gallery");
        let mut files = folder::Files::default();
        for name in AS_THEY_ARE {
            files.add(name, read(&sources.join(name))?);
        }
        files.add("shell.css", joined(&sources.join("style"), "css", "\n")?.into_bytes());
        // A script that ends in an expression would swallow the next one's first bracket.
        files.add("lenses.js", joined(&sources.join("lenses"), "js", "\n;\n")?.into_bytes());
        let boot = String::from_utf8(read(&sources.join("boot.js"))?)?;
        files.add("gallery.js", format!("{}\n{boot}", program.glue).into_bytes());
        files.add("gallery-data.js", data::script(&program.wasm, &brands, axe.is_some())?.into_bytes());
        if let Some(axe) = &axe {
            files.add("axe.min.js", read(axe)?);
        }
        let folder = workspace.gallery();
        files.write(&folder)?;
        let gallery = Gallery { folder, size: files.size(), brands: brands.len() };
        stage.note(gallery.in_words());
        Ok(gallery)
    })
}

/// axe-core, where npm is there; without it the accessibility lens makes do with its own rules.
fn tools(workspace: &Workspace, stage: &Stage<'_>) -> Result<Option<PathBuf>> {
    wasm::target(stage)?;
    let axe = browsers::optional_axe(workspace, stage)?;
    stage.note(if axe.is_some() { "wasm target, axe-core" } else { "wasm target" });
    Ok(axe)
}

/// All files of a kind in one, in the order of their names, with `end` after each.
fn joined(folder: &Path, kind: &str, end: &str) -> Result<String> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    let mut files: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == kind))
        .collect();
    files.sort();
    let mut all = String::new();
    for file in files {
        all.push_str(&fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?);
        all.push_str(end);
    }
    Ok(all)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("could not read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn files_are_joined_in_the_order_of_their_names() {
        let folder = scratch("lenses");
        for (name, script) in [("b.js", "(b)"), ("a.js", "a"), ("notes.md", "no script")] {
            fs::write(folder.join(name), script).unwrap();
        }
        assert_eq!(joined(&folder, "js", "\n;\n").unwrap(), "a\n;\n(b)\n;\n");
    }
}
