//! The gallery: `target/gallery`, a folder of static files that shows every screen in every state with no server behind
//! it. A browser gives each `file://` document an origin of its own, so nothing in the folder fetches, and no script is a
//! module: the program and the brands travel inside a script.

mod data;
mod folder;
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::build::cache::Cache;
use crate::build::gallery_brands;
use crate::console::{Console, Stage};
use crate::tools::node::Optimisers;
use crate::tools::{browsers, wasm};
use crate::workspace::Workspace;

/// Files of the gallery that are what they are in the sources.
const AS_THEY_ARE: [&str; 3] = ["index.html", "cell.html", "shell.css"];

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
/// When the program does not compile, a brand is not right, or a file in `src/gallery` is missing.
pub fn build(workspace: &Workspace, console: &Console) -> Result<Gallery> {
    let cache = Cache::open(workspace.scratch().join("cache"))?;
    let (optimisers, axe) = console.stage("tools", |stage| tools(workspace, stage))?;
    let program = console.stage("gallery", |stage| {
        let compiled = program::compile(workspace, stage)?;
        stage.status("wasm-bindgen");
        let program = program::bind(workspace, &compiled, &cache)?;
        match &optimisers {
            Some(tools) => program.optimise(stage, &tools.wasm_opt, &workspace.scratch(), &cache),
            None => Ok(program),
        }
    })?;
    console.stage("gallery files", |stage| {
        let brands = gallery_brands(workspace)?;
        let sources = workspace.root.join("src").join("gallery");
        let mut files = folder::Files::default();
        for name in AS_THEY_ARE {
            files.add(name, read(&sources.join(name))?);
        }
        files.add("lenses.js", lenses(&sources.join("lenses"))?.into_bytes());
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

/// The optimiser and axe-core, each where npm is there.
fn tools(workspace: &Workspace, stage: &Stage<'_>) -> Result<(Option<Optimisers>, Option<PathBuf>)> {
    wasm::target(stage)?;
    let optimisers = Optimisers::find(workspace, stage)?;
    let axe = optimisers.as_ref().map(|_| browsers::axe(workspace, stage)).transpose()?;
    stage.note(if axe.is_some() { "wasm target, wasm-opt, axe-core" } else { "wasm target" });
    Ok((optimisers, axe))
}

/// All lenses in one script, in the order of their file names.
fn lenses(folder: &Path) -> Result<String> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    let mut scripts: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "js"))
        .collect();
    scripts.sort();
    let mut all = String::new();
    for script in scripts {
        all.push_str(&fs::read_to_string(&script).with_context(|| format!("could not read {}", script.display()))?);
        // A script that ends in an expression would swallow the next one's first bracket.
        all.push_str("\n;\n");
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
    fn lenses_are_joined_in_the_order_of_their_names() {
        let folder = scratch("lenses");
        for (name, script) in [("b.js", "(b)"), ("a.js", "a"), ("notes.md", "no script")] {
            fs::write(folder.join(name), script).unwrap();
        }
        assert_eq!(lenses(&folder).unwrap(), "a\n;\n(b)\n;\n");
    }
}
