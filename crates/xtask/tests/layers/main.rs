//! The direction of imports in this workspace: `table.rs` says which module may import which, and no files of a crate
//! import each other in a circle.

mod module_path;
mod modules;
mod rules;
mod source;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use self::modules::{Modules, To, Use};
use self::table::LAYERS;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the checkout is there")
}

/// The uses between all files of all crates, tests and examples included.
fn uses_of_the_workspace() -> Vec<Use> {
    let root = repository();
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(&root);
    let output = command.output().expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo answers in JSON");
    let mut modules = Modules::default();
    for package in metadata["packages"].as_array().expect("packages") {
        for target in package["targets"].as_array().expect("targets") {
            let path = Path::new(target["src_path"].as_str().expect("a path"));
            let file = path.strip_prefix(&root).expect("a path in the checkout").to_string_lossy().replace('\\', "/");
            let name = target["name"].as_str().expect("a name").replace('-', "_");
            let library = (target["kind"][0] == "lib").then_some(name.as_str());
            modules.add(library, &file, &|path| std::fs::read_to_string(root.join(path)).ok());
        }
    }
    modules.uses()
}

fn files(uses: &[Use]) -> BTreeSet<&str> {
    let targets = uses.iter().filter_map(|found| match &found.to {
        To::File(file) => Some(file.as_str()),
        To::Crate(_) => None,
    });
    uses.iter().map(|found| found.from.as_str()).chain(targets).collect()
}

#[test]
fn every_module_imports_only_what_its_layer_may() {
    let uses = uses_of_the_workspace();
    let mut complaints = Vec::new();
    for layers in LAYERS {
        let strangers = rules::without_layer(files(&uses).into_iter(), layers);
        let stranger = |name| format!("{}: crates/xtask/tests/layers/table.rs has no row for {name}", layers.source);
        complaints.extend(strangers.into_iter().map(stranger));
        complaints.extend(rules::against_layers(&uses, layers));
    }
    assert!(complaints.is_empty(), "forbidden imports:\n{}", complaints.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let uses = uses_of_the_workspace();
    assert!(uses.len() > 500, "hardly any import was found: this test would prove nothing");
    let circles = rules::circles(&uses);
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}
