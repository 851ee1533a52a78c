//! The gallery of an earlier revision, built from a worktree of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::console::Stage;
use crate::process;
use crate::workspace::Workspace;

/// Builds the gallery of `revision` with that revision's own tools; returns its folder. Everything happens below
/// `target/compare`: the checkout, its index and its branches are not touched.
///
/// # Errors
/// When git does not know the revision, or that had no gallery yet.
pub fn gallery(workspace: &Workspace, stage: &Stage<'_>, revision: &str) -> Result<PathBuf> {
    let folder = workspace.target.join("compare");
    let (sources, target) = (folder.join("sources"), folder.join("target"));
    let commit = commit(workspace, revision)?;
    stage.status(format!("checking out {commit}"));
    check_out(workspace, stage, &sources, &commit)?;
    ensure!(
        // Where the gallery is, and where it was while it was part of the page's package.
        ["crates/gallery/cell.html", "src/gallery/cell.html"].iter().any(|file| sources.join(file).is_file()),
        "`{revision}` is older than the gallery: there is nothing to compare with"
    );
    share_tools(workspace, &target)?;
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.current_dir(&sources).args(["run", "--package", "xtask", "--", "gallery"]);
    // Its own target folder: the two revisions would otherwise undo each other's work with every comparison.
    build.env("CARGO_TARGET_DIR", &target).env("CARGO_TERM_COLOR", "never");
    for variable in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        build.env_remove(variable);
    }
    process::run(stage, &mut build).with_context(|| format!("the gallery of `{revision}` could not be built"))?;
    stage.note(commit);
    Ok(target.join("gallery"))
}

/// The whole name of a commit.
fn commit(workspace: &Workspace, revision: &str) -> Result<String> {
    let output = git(&workspace.root)
        .args(["rev-parse", "--verify", "--quiet", "--end-of-options"])
        .arg(format!("{revision}^{{commit}}"))
        .output()
        .context("could not run git")?;
    ensure!(output.status.success(), "git knows no revision `{revision}`");
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Puts the commit into the worktree, which is kept from one comparison to the next: what did not change between two
/// revisions keeps its time, and is not compiled again.
fn check_out(workspace: &Workspace, stage: &Stage<'_>, sources: &Path, commit: &str) -> Result<()> {
    if sources.join(".git").exists() {
        let moved = process::run(stage, git(sources).args(["checkout", "--quiet", "--force", "--detach", commit]));
        if moved.is_ok() {
            return Ok(());
        }
        // Its entry in the repository is gone, or it belongs to another clone.
        std::fs::remove_dir_all(sources)?;
    }
    process::run(stage, git(&workspace.root).args(["worktree", "prune"]))?;
    let mut add = git(&workspace.root);
    add.args(["worktree", "add", "--quiet", "--force", "--detach"]).arg(sources).arg(commit);
    process::run(stage, &mut add).map(drop)
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    // A hook or an alias that runs this command would otherwise make git work on the outer repository's index.
    command.current_dir(folder).env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE").env_remove("GIT_WORK_TREE");
    command
}

/// The tools from npm are the same ones, a hundred megabytes of them.
fn share_tools(workspace: &Workspace, target: &Path) -> Result<()> {
    std::fs::create_dir_all(target)?;
    let link = target.join("tools");
    if link.exists() || !workspace.tools().is_dir() {
        return Ok(());
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(workspace.tools(), link)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    fn run(folder: &Path, arguments: &[&str]) -> String {
        let who = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        let output = git(folder).args(who).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    #[test]
    fn a_revision_is_checked_out_beside_and_the_checkout_stays_as_it_is() {
        let root = scratch("revision");
        run(&root, &["init", "--quiet"]);
        let mut commits = Vec::new();
        for text in ["one", "two"] {
            std::fs::write(root.join("file"), text).unwrap();
            run(&root, &["add", "file"]);
            run(&root, &["commit", "--quiet", "-m", text]);
            commits.push(run(&root, &["rev-parse", "HEAD"]));
        }
        std::fs::write(root.join("file"), "not committed").unwrap();
        let workspace = Workspace { root: root.clone(), target: root.join("target") };
        assert_eq!(commit(&workspace, "HEAD~1").unwrap(), commits[0]);
        assert!(commit(&workspace, "no-such").is_err() && commit(&workspace, "--help").is_err());

        let (sources, console) = (root.join("target/compare/sources"), crate::console::Console::new());
        for (commit, text) in [(&commits[0], "one"), (&commits[1], "two")] {
            console.stage("checkout", |stage| check_out(&workspace, stage, &sources, commit)).unwrap();
            assert_eq!(std::fs::read_to_string(sources.join("file")).unwrap(), text);
        }
        std::fs::remove_dir_all(&sources).unwrap();
        console.stage("checkout", |stage| check_out(&workspace, stage, &sources, &commits[0])).unwrap();
        assert_eq!(std::fs::read_to_string(sources.join("file")).unwrap(), "one", "after somebody removed the folder");
        assert_eq!(std::fs::read_to_string(root.join("file")).unwrap(), "not committed");
    }
}
