//! Checks of the style sheets: stylelint's rules, and the cascade layers, which stylelint does not check.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::console::Stage;
use crate::process;
use crate::tools::stylelint;
use crate::workspace::Workspace;

/// The page, its brands, and the gallery around it.
const FILES: [&str; 3] = ["style/**/*.css", "brands/*/theme.css", "crates/gallery/style/*.css"];

/// Lints the style sheets.
///
/// # Errors
/// With everything that is wrong, each with its file and line.
pub fn styles(workspace: &Workspace, stage: &Stage<'_>) -> Result<()> {
    let mut command = stylelint::command(workspace, stage)?;
    let finished = process::finish(stage, command.args(["--formatter", "unix"]).args(FILES))?;
    ensure!(finished.status.success(), "{}", finished.stderr.trim());
    layers(&workspace.root.join("style"))
}

/// Every sheet is in a layer that `main.css` declares, and every component is imported, in the order of the layers:
/// unlayered rules override all layered ones.
fn layers(folder: &Path) -> Result<()> {
    let main = fs::read_to_string(folder.join("main.css")).context("could not read style/main.css")?;
    let declared = main.lines().find_map(|line| line.strip_prefix("@layer ")?.strip_suffix(';'));
    let declared: Vec<&str> = declared.context("style/main.css declares no layers")?.split(", ").collect();
    let (mut imported, mut last) = (BTreeSet::new(), 0);
    for line in
        main.lines().filter(|line| !line.is_empty() && !line.starts_with(['/', ' ']) && !line.starts_with("@layer"))
    {
        let import = line.strip_prefix("@import \"").and_then(|rest| rest.split_once("\" layer("));
        let (file, layer) = import
            .with_context(|| format!("style/main.css: `{line}` is not an `@import \"file.css\" layer(name);`"))?;
        let layer = layer.trim_end_matches(");");
        let place = declared.iter().position(|name| *name == layer);
        let place = place.with_context(|| format!("style/main.css: {file} is in `{layer}`, which is not declared"))?;
        ensure!(place >= last, "style/main.css: {file} comes after sheets of a later layer");
        ensure!(imported.insert(file.to_owned()), "style/main.css imports {file} twice");
        last = place;
    }
    for entry in fs::read_dir(folder.join("components"))? {
        let file = format!("components/{}", entry?.file_name().to_string_lossy());
        ensure!(imported.contains(&file), "style/main.css does not import {file}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn the_layers_of_the_repository_are_in_order() {
        layers(&crate::testing::repository().join("style")).unwrap();
    }

    #[test]
    fn a_sheet_without_its_layer_is_found() {
        let folder = scratch("layers");
        fs::create_dir_all(folder.join("components")).unwrap();
        fs::write(folder.join("components/a.css"), "").unwrap();
        let head = "/* Why. */\n@layer base, components;\n\n";
        for (imports, error) in [
            ("@import \"components/a.css\" layer(components);", ""),
            ("@import \"b.css\" layer(base);\n@import \"components/a.css\" layer(components);", ""),
            ("@import \"components/a.css\" layer(other);", "`other`, which is not declared"),
            ("@import \"components/a.css\";", "is not an `@import"),
            (".a { color: red }", "is not an `@import"),
            ("@import \"components/a.css\" layer(components);\n@import \"b.css\" layer(base);", "later layer"),
            ("@import \"components/a.css\" layer(base);\n@import \"components/a.css\" layer(base);", "twice"),
            ("@import \"b.css\" layer(base);", "does not import components/a.css"),
        ] {
            fs::write(folder.join("main.css"), format!("{head}{imports}\n")).unwrap();
            let found = layers(&folder).map_err(|error| error.to_string()).err().unwrap_or_default();
            assert_eq!(found.is_empty(), error.is_empty(), "{imports}: {found}");
            assert!(found.contains(error), "{imports}: {found}");
        }
    }
}
