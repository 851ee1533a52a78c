//! What a test found wrong, cell by cell.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::Gallery;

/// As many are told in full; the rest is counted.
const TOLD: usize = 30;
/// Cells named for each finding.
const NAMED: usize = 3;

/// What is wrong, and where one can look at it.
#[derive(Debug)]
pub struct Findings {
    folder: PathBuf,
    looked_at: usize,
    /// What is wrong → the addresses where it is.
    wrong: BTreeMap<String, Vec<String>>,
}

impl Findings {
    pub(super) fn new(folder: PathBuf) -> Self {
        // Pictures of an earlier run would be taken for this one's; that there are none is fine.
        let _ = std::fs::remove_dir_all(&folder);
        Self { folder, looked_at: 0, wrong: BTreeMap::new() }
    }

    /// Whether a picture of this would show something that was not seen before.
    pub fn are_new(&self, wrong: &[String]) -> bool {
        self.wrong.len() < TOLD && wrong.iter().any(|line| !self.wrong.contains_key(line))
    }

    /// Notes what is wrong with the cell on screen, with a picture where that was not seen before.
    pub async fn note(&mut self, gallery: &Gallery, address: &str, wrong: &[String]) {
        self.looked_at += 1;
        if self.are_new(wrong) {
            let name = address.trim_start_matches('#').replace(['&', '='], "_");
            // The picture helps; what counts is said in words.
            let _ = std::fs::create_dir_all(&self.folder);
            let _ = std::fs::write(self.folder.join(format!("{name}.png")), gallery.picture().await);
        }
        for line in wrong {
            self.wrong.entry(line.clone()).or_default().push(address.to_owned());
        }
    }

    /// # Panics
    /// When something was wrong, or nothing was looked at.
    pub(super) fn tell(self) {
        assert!(self.looked_at > 0, "the test looked at no cell");
        if self.wrong.is_empty() {
            return;
        }
        let mut found: Vec<_> = self.wrong.iter().collect();
        found.sort_by_key(|(_, addresses)| std::cmp::Reverse(addresses.len()));
        let mut text = format!("{} findings in {} looks:\n", found.len(), self.looked_at);
        for (line, addresses) in found.iter().take(TOLD) {
            let _ = writeln!(text, "  {} × {line}", addresses.len());
            for address in addresses.iter().take(NAMED) {
                let _ = writeln!(text, "      {address}");
            }
        }
        if found.len() > TOLD {
            let _ = writeln!(text, "  … and {} more", found.len() - TOLD);
        }
        panic!("{text}pictures: {}", self.folder.display());
    }
}
