//! Screenshots of the gallery: `cargo xtask shots`, and differences since a git revision.

mod revision;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use crate::console::{Console, Stage};
use crate::gallery;
use crate::process;
use crate::tools::browsers;
use crate::workspace::Workspace;

/// Which pictures are wanted; every list may say `all` where there is a list to know.
pub struct Options {
    /// Words that the name of a cell has; empty: every cell.
    pub filter: String,
    pub themes: Vec<String>,
    pub languages: Vec<String>,
    pub brands: Vec<String>,
    /// CSS px.
    pub widths: Vec<u32>,
    /// Device pixels to one CSS px.
    pub scale: u32,
    /// Sheets with all states of a screen as well.
    pub overview: bool,
    /// A git revision to compare with.
    pub compare: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            filter: String::new(),
            themes: vec!["light".to_owned(), "dark".to_owned()],
            languages: vec!["en".to_owned()],
            brands: vec![crate::build::DEFAULT_BRAND.to_owned()],
            widths: vec![390],
            scale: 1,
            overview: false,
            compare: None,
        }
    }
}

/// Takes the pictures into `target/shots`, or compares them into `target/shots/compare`; returns where to look.
///
/// # Errors
/// When a gallery cannot be built, nothing fits the filter, or a browser fails.
pub fn run(workspace: &Workspace, console: &Console, options: &Options) -> Result<PathBuf> {
    let gallery = gallery::build(workspace, console)?;
    let camera = console.stage("camera", |stage| Camera::build(workspace, stage))?;
    let folder = workspace.target.join("shots");
    let Some(revision) = &options.compare else {
        // Pictures of an earlier run would look like part of this one.
        clear(&folder)?;
        camera.take(console, "pictures", &gallery.folder, &folder, options, false)?;
        return Ok(folder);
    };
    let folder = folder.join("compare");
    clear(&folder)?;
    let (before, after) = (folder.join("before"), folder.join("after"));
    let earlier = console.stage("revision", |stage| revision::gallery(workspace, stage, revision))?;
    // The older revision may lack some languages, brands and cells; that is no error.
    camera.take(console, "before", &earlier, &before, options, true)?;
    camera.take(console, "after", &gallery.folder, &after, options, false)?;
    console.stage("compare", |stage| {
        let order = json!({"compare": {"before": before, "after": after, "out": folder, "revision": revision}});
        stage.note(camera.run(stage, &order)?);
        Ok(())
    })?;
    Ok(folder.join("index.html"))
}

/// The program that takes the pictures, with its browser.
struct Camera {
    program: PathBuf,
    browser: browsers::Browser,
    /// Where cargo builds; the camera finds its own tools from there.
    target: PathBuf,
}

impl Camera {
    fn build(workspace: &Workspace, stage: &Stage<'_>) -> Result<Self> {
        browsers::fonts(stage)?;
        let browser = browsers::chromium(stage)?;
        process::run(stage, workspace.cargo("build").args(["--package", "portico-tests", "--bin", "shots"]))?;
        Ok(Self { program: workspace.debug_program("shots"), browser, target: workspace.target.clone() })
    }

    /// `lenient`: passes over what this gallery does not have.
    fn take(
        &self,
        console: &Console,
        name: &str,
        gallery: &Path,
        out: &Path,
        options: &Options,
        lenient: bool,
    ) -> Result<()> {
        let order = json!({"take": {
            "gallery": gallery, "out": out, "filter": options.filter, "themes": options.themes,
            "languages": options.languages, "brands": options.brands, "widths": options.widths,
            "scale": options.scale, "overview": options.overview,
            "lenient": lenient,
        }});
        console.stage(name, |stage| {
            stage.note(self.run(stage, &order)?);
            Ok(())
        })
    }

    fn run(&self, stage: &Stage<'_>, order: &serde_json::Value) -> Result<String> {
        let mut command = Command::new(&self.program);
        command.arg(order.to_string()).env("CARGO_TARGET_DIR", &self.target);
        command.env("CHROMIUM", &self.browser.program).env("CHROMEDRIVER", &self.browser.driver);
        let finished = process::finish(stage, &mut command)?;
        anyhow::ensure!(finished.status.success(), "{}", finished.stderr.trim());
        Ok(finished.stdout.trim().to_owned())
    }
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("could not remove {}", folder.display()))?;
    }
    Ok(())
}
