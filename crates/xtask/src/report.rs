//! What the built site weighs, and the limits that it must keep.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

/// Bytes of a file as stored and as it travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    pub raw: usize,
    pub gzip: usize,
    pub brotli: usize,
}

impl std::ops::Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

/// The report of one build; `target/site-report.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Whether wasm-opt ran. Without it the numbers are not those of a release.
    pub optimised: bool,
    /// Every file of the site.
    pub files: BTreeMap<String, Size>,
    /// The stylesheet on its own; it travels inside the documents and counts there.
    pub style: Size,
    /// Language → files that a first visit loads.
    pub first_loads: BTreeMap<String, Vec<String>>,
}

/// Brotli bytes that a first visit may cost at most (kB = 1000 bytes).
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// HTML with its styles: everything before the first paint, in the first round trips of a connection.
    pub document: usize,
    /// Everything, the program included.
    pub first_load: usize,
}

pub const BUDGET: Budget = Budget { document: 10_000, first_load: 95_000 };

impl Report {
    fn size(&self, path: &str) -> Size {
        self.files.get(path.trim_start_matches('/')).copied().unwrap_or_default()
    }

    /// The first visit in `language`.
    pub fn first_load(&self, language: &str) -> Size {
        let files = self.first_loads.get(language).map(Vec::as_slice).unwrap_or_default();
        files.iter().fold(Size::default(), |sum, path| sum + self.size(path))
    }

    /// Every way in which the site is larger than `budget` allows.
    pub fn excesses(&self, budget: Budget) -> Vec<String> {
        let mut excesses = Vec::new();
        for language in self.first_loads.keys() {
            for (what, size, limit) in [
                ("HTML + CSS", self.size(&format!("index.{language}.html")), budget.document),
                ("first load", self.first_load(language), budget.first_load),
            ] {
                if size.brotli > limit {
                    excesses.push(format!("{what} ({language}): {} B brotli, {limit} B allowed", size.brotli));
                }
            }
        }
        if !excesses.is_empty() && !self.optimised {
            excesses.push("wasm-opt did not run on this machine; the release is smaller".to_owned());
        }
        excesses
    }

    /// What the heaviest first visit costs, `83.1 kB`.
    pub fn in_words(&self) -> String {
        let heaviest =
            self.first_loads.keys().map(|language| self.first_load(language).brotli).max().unwrap_or_default();
        // Integer tenths: bytes of a page are far from where this could lose anything that is shown.
        format!("{}.{} kB", heaviest / 1000, heaviest % 1000 / 100)
    }

    /// A table for people.
    pub fn table(&self) -> String {
        let mut table = format!("  {:<34}{:>9}{:>9}{:>9}\n", "bytes", "raw", "gzip", "brotli");
        let mut row = |name: &str, size: Size| {
            // Writing into a String cannot fail.
            let _ = writeln!(table, "  {name:<34}{:>9}{:>9}{:>9}", size.raw, size.gzip, size.brotli);
        };
        let mut shown = Vec::new();
        for (language, files) in &self.first_loads {
            for path in files {
                if !shown.contains(path) {
                    row(path.trim_start_matches('/'), self.size(path));
                    shown.push(path.clone());
                }
            }
            row(&format!("= first load, {language}"), self.first_load(language));
        }
        row("(CSS, inside the documents)", self.style);
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(document: usize, wasm: usize) -> Report {
        let size = |brotli| Size { raw: brotli * 3, gzip: brotli + 1, brotli };
        Report {
            optimised: true,
            files: [("index.en.html".to_owned(), size(document)), ("assets/p.wasm".to_owned(), size(wasm))].into(),
            style: size(1),
            first_loads: [("en".to_owned(), vec!["index.en.html".to_owned(), "/assets/p.wasm".to_owned()])].into(),
        }
    }

    #[test]
    fn the_budget_is_inclusive_and_each_excess_is_named() {
        assert!(report(10_000, 85_000).excesses(BUDGET).is_empty());
        assert_eq!(report(10_000, 85_001).excesses(BUDGET).len(), 1);
        let excesses = report(10_001, 85_000).excesses(BUDGET);
        assert!(excesses[0].contains("HTML + CSS (en): 10001 B"), "{excesses:?}");
        assert_eq!(excesses.len(), 2);
    }

    #[test]
    fn the_table_adds_up() {
        let table = report(4_000, 80_000).table();
        assert_eq!(report(4_000, 79_170).in_words(), "83.1 kB");
        assert!(table.lines().any(|line| line.contains("= first load, en") && line.ends_with("84000")), "{table}");
    }
}
