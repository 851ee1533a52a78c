//! What a change of a file can touch. Safe by default: a file that no row names touches everything, and a test asks for
//! a row for every file of the repository.

/// The files of a pattern and what they touch. The first row that matches counts.
#[derive(Debug)]
pub struct Row {
    /// A path from the root of the repository; `*` stands for any text, `/` included.
    pub pattern: &'static str,
    pub stages: &'static [&'static str],
    /// Whose tests the stage `native` runs.
    pub packages: Packages,
    /// What the stage `browser` runs.
    pub walks: Walks,
}

#[derive(Clone, Copy, Debug)]
pub enum Packages {
    All,
    /// Folders of packages from the root of the repository; the page's is empty.
    Only(&'static [&'static str]),
}

#[derive(Clone, Copy, Debug)]
pub enum Walks {
    All,
    /// Modules of walks.
    Only(&'static [&'static str]),
    /// The file is named after a step: the modules that name that step, and those that see every screen.
    NamingTheStep,
    /// The file is a module of walks: it and the modules that use it.
    OfTheModule,
}

/// Modules that look at every screen, whatever it is.
pub const EVERY_SCREEN: [&str; 3] = ["every_screen", "gallery", "performance"];

pub const ALL_STAGES: &[&str] = &[
    "format",
    "clippy",
    "docs",
    "styles",
    "native",
    "build",
    "budget",
    "leaks",
    "bundle",
    "clippy-web",
    "web",
    "tools",
    "browser",
];
const NOTHING: &[&str] = &[];
const NATIVE: &[&str] = &["format", "clippy", "native"];
const SERVER: &[&str] = &["format", "clippy", "native", "tools", "browser"];
const PAGE: &[&str] =
    &["format", "clippy", "native", "build", "budget", "leaks", "bundle", "clippy-web", "web", "tools", "browser"];
const LOOKS: &[&str] = &["docs", "styles", "native", "build", "budget", "leaks", "bundle", "tools", "browser"];
const GALLERY: &[&str] = &["format", "clippy", "styles", "native", "build", "bundle", "clippy-web", "tools", "browser"];

/// Tests that read the sources of other packages: the names in `docs/requirements.md`, and the layers.
const READERS: [&str; 2] = ["crates/auth-contract", "crates/xtask"];
const ONLY_READERS: Packages = Packages::Only(&READERS);
const OF_PAGE: Packages = Packages::Only(&["", "crates/gallery", READERS[0], READERS[1]]);
const OF_SERVER: Packages =
    Packages::Only(&["crates/reference-server", "crates/contract-http", READERS[0], READERS[1]]);
const OF_LOOKS: Packages = Packages::Only(&["", "crates/gallery", "crates/brand", "crates/xtask"]);
const OF_DOCS: Packages = Packages::Only(&["", "crates/reference-server", READERS[0], READERS[1]]);

const GALLERY_WALKS: Walks =
    Walks::Only(&["gallery", "gallery_checks", "gallery_play", "gallery_shell", "lenses", "performance"]);

const fn row(pattern: &'static str, stages: &'static [&'static str], packages: Packages, walks: Walks) -> Row {
    Row { pattern, stages, packages, walks }
}

const fn everything(pattern: &'static str) -> Row {
    row(pattern, ALL_STAGES, Packages::All, Walks::All)
}

const fn nothing(pattern: &'static str) -> Row {
    row(pattern, NOTHING, Packages::Only(&[]), Walks::Only(&[]))
}

pub const TABLE: &[Row] = &[
    // What people read, and what no stage reads.
    nothing("LICENSE*"),
    nothing(".gitignore"),
    nothing("README.md"),
    nothing("CONTRIBUTING.md"),
    nothing("CHANGELOG.md"),
    nothing("Trunk.toml"),
    nothing("docs/screenshots/*"),
    nothing("docs/decisions/*"),
    nothing("findings/*"),
    row("docs/design-system.md", &["docs", "native"], OF_DOCS, Walks::Only(&[])),
    row("docs/*", &["native"], OF_DOCS, Walks::Only(&[])),
    // The page.
    row("src/screens/tests*", NATIVE, OF_PAGE, Walks::Only(&[])),
    row("src/screens/*", PAGE, OF_PAGE, Walks::NamingTheStep),
    row("crates/gallery/*", GALLERY, OF_PAGE, GALLERY_WALKS),
    row("src/*", PAGE, OF_PAGE, Walks::All),
    row("build.rs", PAGE, OF_PAGE, Walks::All),
    row("public/*", PAGE, OF_PAGE, Walks::All),
    row("index.html", PAGE, OF_PAGE, Walks::All),
    row("crates/no-wasm-streams/*", PAGE, OF_PAGE, Walks::All),
    row("style/*", LOOKS, OF_LOOKS, Walks::All),
    row("brands/*", LOOKS, OF_LOOKS, Walks::All),
    row(".stylelintrc.json", &["styles"], Packages::Only(&[]), Walks::Only(&[])),
    // The server.
    row("crates/reference-server/tests/*", NATIVE, OF_SERVER, Walks::Only(&[])),
    row("crates/reference-server/*", SERVER, OF_SERVER, Walks::All),
    row("crates/contract-http/tests/*", NATIVE, OF_SERVER, Walks::Only(&[])),
    row("crates/contract-http/*", SERVER, OF_SERVER, Walks::All),
    // What page, server and tools share.
    everything("crates/auth-contract/*"),
    everything("crates/brand/*"),
    // The walks. The server's tests read the lists of addresses.
    everything("tests/tests/walks/main.rs"),
    row("tests/tests/walks/*", SERVER, ONLY_READERS, Walks::OfTheModule),
    row("tests/data/*", SERVER, OF_SERVER, Walks::All),
    row("tests/*", SERVER, ONLY_READERS, Walks::All),
    // The tools.
    row("crates/xtask/tests/*", NATIVE, ONLY_READERS, Walks::Only(&[])),
    row("crates/xtask/src/docs*", &["format", "clippy", "docs", "native"], ONLY_READERS, Walks::Only(&[])),
    everything("crates/xtask/*"),
    row("rustfmt.toml", &["format"], Packages::Only(&[]), Walks::Only(&[])),
    row("clippy.toml", &["clippy", "clippy-web"], Packages::Only(&[]), Walks::Only(&[])),
    everything("rust-toolchain.toml"),
    everything("Cargo.toml"),
    everything("Cargo.lock"),
    everything(".cargo/*"),
    everything(".ci/*"),
];

/// The row of a file; `None` when it has none.
pub fn row_of(path: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| matches(row.pattern, path))
}

/// Whether a path fits a pattern with at most one `*`.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((start, end)) => path.len() >= start.len() + end.len() && path.starts_with(start) && path.ends_with(end),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::process::Command;

    use super::*;
    use crate::test::stages::STAGES;
    use crate::testing::repository;

    #[test]
    fn every_file_of_the_repository_has_a_row() {
        let output = Command::new("git").args(["ls-files"]).current_dir(repository()).output().expect("git runs");
        let files = String::from_utf8(output.stdout).unwrap();
        assert!(files.lines().count() > 500, "git lists hardly any file");
        let without: Vec<_> = files.lines().filter(|file| row_of(file).is_none()).collect();
        assert!(without.is_empty(), "crates/xtask/src/test/selection/table.rs has no row for {without:#?}");
    }

    #[test]
    fn a_row_names_stages_that_there_are() {
        let there: BTreeSet<_> = STAGES.iter().map(|stage| stage.name).collect();
        for row in TABLE {
            assert_eq!(row.stages.contains(&"tools"), row.stages.contains(&"browser"), "{}", row.pattern);
            assert!(row.stages.iter().all(|stage| there.contains(stage)), "{}", row.pattern);
        }
        assert_eq!(ALL_STAGES.iter().copied().collect::<BTreeSet<_>>(), there);
    }

    #[test]
    fn no_row_is_hidden_by_one_before_it() {
        for (position, row) in TABLE.iter().enumerate() {
            let example = row.pattern.replace('*', "x");
            let first = TABLE.iter().position(|other| matches(other.pattern, &example));
            assert_eq!(first, Some(position), "{}", row.pattern);
        }
    }

    #[test]
    fn patterns_match_whole_paths() {
        assert!(matches("src/*", "src/app/effects.rs"));
        assert!(matches("LICENSE*", "LICENSE"));
        assert!(!matches("build.rs", "crates/xtask/src/build.rs"));
        assert!(row_of("something/new.rs").is_none());
    }
}
