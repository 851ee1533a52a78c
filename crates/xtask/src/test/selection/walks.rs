//! The sources of the walks: which modules have to do with a step or with another module.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::table::EVERY_SCREEN;

/// From the root of the repository, one module a topic.
const FOLDER: &str = "tests/tests/walks";

/// Module → its text, submodules included.
#[derive(Debug, Default)]
pub struct Sources(BTreeMap<String, String>);

impl Sources {
    /// # Errors
    /// When the folder of the walks cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let mut sources = Self::default();
        sources.read_below(&root.join(FOLDER), None)?;
        Ok(sources)
    }

    fn read_below(&mut self, folder: &Path, module: Option<&str>) -> Result<()> {
        for entry in fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))? {
            let path = entry?.path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let module = module.unwrap_or(&stem);
            if path.is_dir() {
                self.read_below(&path, Some(module))?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.0.entry(module.to_owned()).or_default().push_str(&fs::read_to_string(&path)?);
            }
        }
        Ok(())
    }

    /// The modules of walks that name the step of a screen's file, and those that see every screen; `None` when no
    /// module names it, so that nobody knows which walks see it.
    pub fn naming_the_step_of(&self, path: &str) -> Option<BTreeSet<String>> {
        let step = module_of(path, "src/screens/")?;
        let (quoted, selected) = (format!("\"{step}\""), format!("data-step={step}]"));
        let names = |text: &&String| text.contains(&quoted) || text.contains(&selected);
        let mut modules: BTreeSet<String> =
            self.0.iter().filter(|(_, text)| names(text)).map(|(module, _)| module.clone()).collect();
        if modules.is_empty() {
            return None;
        }
        modules.extend(EVERY_SCREEN.map(str::to_owned));
        Some(modules)
    }

    /// The module of a file and those that use it, directly or through others; `None` when it is no module of walks.
    pub fn using_the_module_of(&self, path: &str) -> Option<BTreeSet<String>> {
        let module = module_of(path, &format!("{FOLDER}/"))?;
        let mut users = BTreeSet::from([module.to_owned()]);
        loop {
            let is_user = |text: &str| users.iter().any(|module| names_module(text, module));
            let more: Vec<_> = self.0.iter().filter(|(name, text)| !users.contains(*name) && is_user(text)).collect();
            // `main` names every module.
            let more: Vec<_> = more.into_iter().map(|(name, _)| name.clone()).filter(|name| name != "main").collect();
            if more.is_empty() {
                return Some(users);
            }
            users.extend(more);
        }
    }
}

/// `otp_enroll` for `src/screens/otp_enroll.rs` as for `src/screens/otp_enroll/code.rs`.
fn module_of<'path>(path: &'path str, folder: &str) -> Option<&'path str> {
    let name = path.strip_prefix(folder)?.split('/').next()?;
    Some(name.strip_suffix(".rs").unwrap_or(name))
}

/// Whether a line of code imports a module of the walks or calls into it.
fn names_module(text: &str, module: &str) -> bool {
    let call = format!("{module}::");
    text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")).any(|line| {
        let imports = line.starts_with("use crate::") || line.starts_with("use super::");
        let words = || line.split(|c: char| !c.is_alphanumeric() && c != '_');
        (imports && words().any(|word| word == module))
            || line.match_indices(&call).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repository;

    fn sources(texts: &[(&str, &str)]) -> Sources {
        Sources(texts.iter().map(|(module, text)| ((*module).to_owned(), (*text).to_owned())).collect())
    }

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_step_is_named_as_a_word_or_in_a_selector() {
        let sources = sources(&[
            ("codes", "person.sees(\"otp_enroll\")"),
            ("tabs", "clicks(\"[data-step=otp_enroll] button\")"),
            ("help", "sees(\"otp_enroll_other\")"),
        ]);
        let expected = set(&["codes", "tabs", "every_screen", "gallery", "performance"]);
        assert_eq!(sources.naming_the_step_of("src/screens/otp_enroll.rs"), Some(expected.clone()));
        assert_eq!(sources.naming_the_step_of("src/screens/otp_enroll/form.rs"), Some(expected));
        assert_eq!(sources.naming_the_step_of("src/screens/code_form.rs"), None, "nobody knows: all walks");
    }

    #[test]
    fn who_uses_a_module_runs_with_it() {
        let sources = sources(&[
            ("main", "mod tour;\nmod harness;"),
            ("tour", "use crate::harness;"),
            ("every_screen", "use crate::tour::{self, Half};"),
            ("tabs", "// harness::x is not used\nlet my_harness::x;"),
            ("keyboard", "every_screen::looks()"),
        ]);
        let users = sources.using_the_module_of("tests/tests/walks/harness.rs");
        assert_eq!(users, Some(set(&["harness", "tour", "every_screen", "keyboard"])));
        assert_eq!(sources.using_the_module_of("tests/tests/walks/tabs.rs"), Some(set(&["tabs"])));
    }

    #[test]
    fn the_walks_of_the_repository_name_their_steps() {
        let sources = Sources::read(&repository()).unwrap();
        assert!(sources.0.len() > 30, "hardly any walks were found in {FOLDER}");
        for module in EVERY_SCREEN {
            assert!(sources.0.contains_key(module), "there is no module {module} in {FOLDER}");
        }
        for step in ["identify", "password", "totp_enroll", "recovery_codes", "complete"] {
            let path = format!("src/screens/{step}.rs");
            assert!(repository().join(&path).is_file(), "{path}");
            assert!(sources.naming_the_step_of(&path).is_some(), "no walk names {step}");
        }
    }
}
