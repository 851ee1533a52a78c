//! Which stages run, and which tests of `native` and `browser`: all of them, those that were named, or those that the
//! changes since a git revision can touch.

mod table;
mod walks;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use self::table::{Packages, Row, Walks};
use super::stage_list;
use crate::workspace::Workspace;

/// Programs that the native lane compiles are needed by these.
const NEED_NATIVE_PROGRAMS: [&str; 3] = ["clippy", "native", "browser"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    stages: BTreeSet<&'static str>,
    /// Folders of packages whose tests run.
    packages: Choice,
    /// Modules of walks that run.
    walks: Choice,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    All,
    Only(BTreeSet<String>),
}

impl Choice {
    fn none() -> Self {
        Self::Only(BTreeSet::new())
    }

    fn add(&mut self, names: impl IntoIterator<Item = String>) {
        if let Self::Only(chosen) = self {
            chosen.extend(names);
        }
    }

    fn in_words(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Only(names) => names.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        }
    }
}

impl Selection {
    /// The stages of these names with all their tests; without a name all stages.
    ///
    /// # Errors
    /// When there is no stage of a name.
    pub fn named(names: &[String]) -> Result<Self> {
        if let Some(unknown) = names.iter().find(|name| !table::ALL_STAGES.contains(&name.as_str())) {
            bail!("there is no stage `{unknown}`; the stages are:\n{}", stage_list());
        }
        let all = table::ALL_STAGES.iter().copied();
        let stages = all.filter(|stage| names.is_empty() || names.iter().any(|name| name == stage)).collect();
        Ok(Self { stages, packages: Choice::All, walks: Choice::All })
    }

    fn nothing() -> Self {
        Self { stages: BTreeSet::new(), packages: Choice::none(), walks: Choice::none() }
    }

    pub fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }

    pub fn has_stage(&self, name: &str) -> bool {
        self.stages.contains(name)
    }

    /// Whether `stage native` runs the tests of the package in this folder, a path from the root of the repository.
    pub fn has_package(&self, folder: &Path) -> bool {
        match &self.packages {
            Choice::All => true,
            Choice::Only(folders) => folders.iter().any(|chosen| Path::new(chosen) == folder),
        }
    }

    /// Arguments for the program of the walks: libtest runs the tests whose names contain one of them.
    pub fn walks(&self) -> Vec<String> {
        match &self.walks {
            Choice::All => Vec::new(),
            Choice::Only(modules) => modules.iter().map(|module| format!("{module}::")).collect(),
        }
    }

    /// Whether the programs of the native lane are compiled in this run.
    pub fn has_native_programs(&self) -> bool {
        NEED_NATIVE_PROGRAMS.iter().any(|stage| self.has_stage(stage))
    }

    /// Adds what a change of `path` touches.
    fn add(&mut self, path: &str, row: Option<&Row>, sources: &walks::Sources) {
        let Some(row) = row else {
            self.stages.extend(table::ALL_STAGES);
            (self.packages, self.walks) = (Choice::All, Choice::All);
            return;
        };
        self.stages.extend(row.stages);
        match row.packages {
            Packages::All => self.packages = Choice::All,
            Packages::Only(folders) => self.packages.add(folders.iter().map(|folder| (*folder).to_owned())),
        }
        let modules = match row.walks {
            Walks::All => None,
            Walks::Only(modules) => Some(modules.iter().map(|module| (*module).to_owned()).collect()),
            Walks::NamingTheStep => sources.naming_the_step_of(path),
            Walks::OfTheModule => sources.using_the_module_of(path),
        };
        match modules {
            None => self.walks = Choice::All,
            Some(modules) => self.walks.add(modules),
        }
    }
}

/// What the changes between `revision` and the files on the disk can touch, within `chosen`; and why, for people.
///
/// # Errors
/// When git does not know the revision.
pub fn since(workspace: &Workspace, revision: &str, chosen: Selection) -> Result<(Selection, String)> {
    let git = |arguments: &[&str]| -> Result<Vec<String>> {
        let output = Command::new("git").args(arguments).current_dir(&workspace.root).output();
        let output = output.context("--since compares with a git revision, but git could not be started")?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
        Ok(String::from_utf8_lossy(&output.stdout)
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect())
    };
    let mut changed: BTreeSet<String> =
        git(&["diff", "--name-only", "--no-renames", "-z", revision, "--"])?.into_iter().collect();
    changed.extend(git(&["ls-files", "--others", "--exclude-standard", "-z"])?);
    Ok(select(&changed, &walks::Sources::read(&workspace.root)?, revision, chosen))
}

fn select(
    changed: &BTreeSet<String>,
    sources: &walks::Sources,
    revision: &str,
    mut chosen: Selection,
) -> (Selection, String) {
    let mut reasons = format!("{} changed since {revision}\n", count(changed.len(), "file"));
    let mut touched = Selection::nothing();
    for path in changed {
        let row = table::row_of(path);
        let mut of_path = Selection::nothing();
        of_path.add(path, row, sources);
        touched.add(path, row, sources);
        let what = match row {
            None => "everything: no row names it".to_owned(),
            Some(_) if of_path.is_empty() => "nothing".to_owned(),
            Some(row) => format!("{} ({})", in_words(&of_path), row.pattern),
        };
        // Writing into a String cannot fail.
        let _ = writeln!(reasons, "  {path}: {what}");
    }
    chosen.stages.retain(|stage| touched.stages.contains(stage));
    (chosen.packages, chosen.walks) = (touched.packages, touched.walks);
    let _ = write!(reasons, "chosen: {}", in_words(&chosen));
    if chosen.has_stage("native") {
        let _ = write!(reasons, "\n  native, tests of: {}", chosen.packages.in_words());
    }
    if chosen.has_stage("browser") {
        let _ = write!(reasons, "\n  browser, walks of: {}", chosen.walks.in_words());
    }
    (chosen, reasons)
}

/// The stages in the order in which they run.
fn in_words(selection: &Selection) -> String {
    let stages = table::ALL_STAGES.iter().copied().filter(|stage| selection.has_stage(stage));
    let words = stages.collect::<Vec<_>>().join(" ");
    if words.is_empty() { "nothing".to_owned() } else { words }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn selected(changed: &[&str]) -> (Selection, String) {
        let sources = walks::Sources::read(&crate::testing::repository()).unwrap();
        select(
            &changed.iter().map(|path| (*path).to_owned()).collect(),
            &sources,
            "HEAD",
            Selection::named(&[]).unwrap(),
        )
    }

    #[test]
    fn stages_are_chosen_by_name() {
        assert_eq!(in_words(&Selection::named(&names(&["browser", "format"])).unwrap()), "format browser");
        assert_eq!(Selection::named(&[]).unwrap().stages.len(), table::ALL_STAGES.len());
        assert!(Selection::named(&names(&["brwoser"])).is_err());
    }

    #[test]
    fn a_file_that_nobody_reads_touches_nothing() {
        assert!(selected(&["CHANGELOG.md", "docs/decisions/0001-workspace-and-tests-crate.md"]).0.is_empty());
    }

    #[test]
    fn an_unknown_file_touches_everything() {
        let (selection, reasons) = selected(&["CHANGELOG.md", "something/new.rs"]);
        assert_eq!(selection, Selection::named(&[]).unwrap());
        assert!(reasons.contains("something/new.rs: everything: no row names it"), "{reasons}");
    }

    #[test]
    fn a_screen_touches_the_page_and_the_walks_that_name_its_step() {
        let (selection, reasons) = selected(&["src/screens/app_update.rs"]);
        assert!(["native", "web", "build", "browser"].iter().all(|stage| selection.has_stage(stage)), "{reasons}");
        assert!(!selection.has_stage("styles"));
        assert!(selection.has_package(Path::new("")) && !selection.has_package(Path::new("crates/reference-server")));
        let walks = selection.walks();
        assert!(
            ["app_updates::", "every_screen::"].iter().all(|walk| walks.contains(&(*walk).to_owned())),
            "{walks:?}"
        );
        assert!(!walks.contains(&"tabs::".to_owned()), "{walks:?}");
    }

    #[test]
    fn changes_add_up() {
        let (selection, _) = selected(&["src/screens/app_update.rs", "crates/reference-server/src/main.rs"]);
        assert!(selection.has_package(Path::new("crates/reference-server")) && selection.has_package(Path::new("")));
        assert_eq!(selection.walks(), Vec::<String>::new(), "all of them");
    }

    #[test]
    fn only_named_stages_are_chosen() {
        let sources = walks::Sources::default();
        let changed = BTreeSet::from(["src/app.rs".to_owned()]);
        let chosen = Selection::named(&names(&["native", "styles"])).unwrap();
        let (selection, reasons) = select(&changed, &sources, "main", chosen);
        assert_eq!(in_words(&selection), "native");
        assert!(reasons.starts_with("1 file changed since main\n"), "{reasons}");
    }
}
