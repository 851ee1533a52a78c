//! Sizes of the built site, and their limits.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

/// Size of a file in bytes, uncompressed and compressed.
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
    /// Language → files that a first visit loads, the document first. Of the default brand.
    pub first_loads: ByLanguage,
    /// The same for each other brand.
    pub other_brands: BTreeMap<String, ByLanguage>,
    /// The part of the program that comes after the first load.
    pub rest: Option<String>,
}

/// Language → files.
type ByLanguage = BTreeMap<String, Vec<String>>;

/// Brotli bytes that a first visit may cost at most (kB = 1000 bytes).
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// HTML with inline styles: everything before the first paint, in the first round trips of a connection.
    pub document: usize,
    /// Until the page handles a press on the first screen: the document, the first part of the program, the locale
    /// file.
    pub first_load: usize,
    /// The same and the second part of the program, which loads while the person types.
    pub everything: usize,
}

pub const BUDGET: Budget = Budget { document: 10_000, first_load: 75_000, everything: 162_000 };

impl Report {
    fn size(&self, path: &str) -> Size {
        self.files.get(path.trim_start_matches('/')).copied().unwrap_or_default()
    }

    /// What a first visit loads that needs these files.
    fn sum(&self, files: &[String]) -> Size {
        files.iter().fold(Size::default(), |sum, path| sum + self.size(path))
    }

    fn rest(&self) -> Size {
        self.rest.as_deref().map(|path| self.size(path)).unwrap_or_default()
    }

    /// Every first visit: whose (`nb`, or `fjord, nb`) and its files.
    fn first_visits(&self) -> impl Iterator<Item = (String, &[String])> {
        let default = self.first_loads.iter().map(|(language, files)| (language.clone(), files.as_slice()));
        let others = self.other_brands.iter().flat_map(|(brand, loads)| {
            loads.iter().map(move |(language, files)| (format!("{brand}, {language}"), files.as_slice()))
        });
        default.chain(others)
    }

    /// Every way in which the site is larger than `budget` allows.
    pub fn excesses(&self, budget: Budget) -> Vec<String> {
        let mut excesses = Vec::new();
        for (whose, files) in self.first_visits() {
            for (what, size, limit) in [
                ("HTML + CSS", files.first().map(|document| self.size(document)).unwrap_or_default(), budget.document),
                ("first load", self.sum(files), budget.first_load),
                ("everything", self.sum(files) + self.rest(), budget.everything),
            ] {
                if size.brotli > limit {
                    excesses.push(format!("{what} ({whose}): {} B brotli, {limit} B allowed", size.brotli));
                }
            }
        }
        if !excesses.is_empty() && !self.optimised {
            excesses.push("wasm-opt did not run on this machine; the release is smaller".to_owned());
        }
        excesses
    }

    /// What the heaviest first visit costs before its first press and after, `53.1 + 38.7 kB`.
    pub fn in_words(&self) -> String {
        let heaviest = self.first_visits().map(|(_, files)| self.sum(files).brotli).max().unwrap_or_default();
        // Integer tenths: bytes of a page are far from where this could lose anything that is shown.
        let tenths = |bytes: usize| format!("{}.{}", bytes / 1000, bytes % 1000 / 100);
        match self.rest() {
            rest if rest == Size::default() => format!("{} kB", tenths(heaviest)),
            rest => format!("{} + {} kB", tenths(heaviest), tenths(rest.brotli)),
        }
    }

    /// A table for people.
    pub fn table(&self) -> String {
        let mut table = format!("  {:<34}{:>9}{:>9}{:>9}\n", "bytes", "raw", "gzip", "brotli");
        let mut row = |name: &str, size: Size| {
            // Writing into a String cannot fail.
            let _ = writeln!(table, "  {name:<34}{:>9}{:>9}{:>9}", size.raw, size.gzip, size.brotli);
        };
        let mut shown = Vec::new();
        for (whose, files) in self.first_visits() {
            for path in files {
                if !shown.contains(path) {
                    row(path.trim_start_matches('/'), self.size(path));
                    shown.push(path.clone());
                }
            }
            row(&format!("= first load, {whose}"), self.sum(files));
        }
        if let Some(path) = &self.rest {
            row(path.trim_start_matches('/'), self.rest());
            for (whose, files) in self.first_visits() {
                row(&format!("= everything, {whose}"), self.sum(files) + self.rest());
            }
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
            other_brands: BTreeMap::new(),
            rest: None,
        }
    }

    #[test]
    fn every_brand_keeps_the_budget() {
        let mut report = report(10_000, 65_000);
        let size = Size { raw: 1, gzip: 1, brotli: 10_001 };
        report.files.insert("brands/acme/index.nb.html".to_owned(), size);
        let loads = ByLanguage::from([("nb".to_owned(), vec!["brands/acme/index.nb.html".to_owned()])]);
        report.other_brands.insert("acme".to_owned(), loads);
        assert_eq!(report.excesses(BUDGET), ["HTML + CSS (acme, nb): 10001 B brotli, 10000 B allowed"]);
    }

    #[test]
    fn the_budget_is_inclusive_and_each_excess_is_named() {
        assert!(report(10_000, 65_000).excesses(BUDGET).is_empty());
        assert_eq!(report(10_000, 65_001).excesses(BUDGET).len(), 1);
        let excesses = report(10_001, 65_000).excesses(BUDGET);
        assert!(excesses[0].contains("HTML + CSS (en): 10001 B"), "{excesses:?}");
        assert_eq!(excesses.len(), 2);
    }

    #[test]
    fn the_rest_counts_for_everything_and_not_for_the_first_load() {
        let mut report = report(10_000, 65_000);
        report.rest = Some("/assets/rest.wasm".to_owned());
        let mut rest = |brotli| {
            report.files.insert("assets/rest.wasm".to_owned(), Size { raw: 1, gzip: 1, brotli });
            (report.excesses(BUDGET), report.in_words())
        };
        assert_eq!(rest(87_000), (vec![], "75.0 + 87.0 kB".to_owned()));
        assert_eq!(rest(87_001).0, ["everything (en): 162001 B brotli, 162000 B allowed"]);
    }

    #[test]
    fn the_table_adds_up() {
        let table = report(4_000, 80_000).table();
        assert_eq!(report(4_000, 79_170).in_words(), "83.1 kB");
        assert!(table.lines().any(|line| line.contains("= first load, en") && line.ends_with("84000")), "{table}");
    }
}
