//! What is wrong with a brand, and where.

use std::fmt;
use std::path::Path;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// From the folder of all brands on: `brands/fjord/theme.css`.
    pub file: String,
    /// Counted from 1.
    pub line: Option<usize>,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

/// Everything that is wrong, a line each; not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slips(pub Vec<Slip>);

impl fmt::Display for Slips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, slip) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            slip.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Slips {}

impl From<Slip> for Slips {
    fn from(slip: Slip) -> Self {
        Self(vec![slip])
    }
}

/// What is wrong with a text: the line, counted from 1, and the description.
pub type Wrong = (usize, String);

/// Collects what is wrong with one file.
pub struct Report {
    file: String,
    slips: Vec<Slip>,
}

impl Report {
    pub fn on(file: &Path) -> Self {
        Self { file: shown(file), slips: vec![] }
    }

    pub fn add(&mut self, line: impl Into<Option<usize>>, what: impl Into<String>) {
        self.slips.push(Slip { file: self.file.clone(), line: line.into(), what: what.into() });
    }

    pub fn into_slips(self) -> Vec<Slip> {
        self.slips
    }

    /// `value`, unless something was wrong.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Slips> {
        match value {
            Some(value) if self.slips.is_empty() => Ok(value),
            _ => Err(Slips(self.slips)),
        }
    }
}

/// A path from the folder of all brands on, or its last three parts: enough to find the file, and nothing about whose
/// disk it is on.
pub fn shown(file: &Path) -> String {
    let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
    // Deeper than a provider's logo there is nothing.
    let nearest = parts.len().saturating_sub(4);
    let start = parts[nearest..].iter().position(|part| part == "brands").map(|place| nearest + place);
    parts[start.unwrap_or(parts.len().saturating_sub(3))..].join("/")
}

/// The line of a byte, counted from 1.
pub fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_which_brand_and_not_whose_disk() {
        for (path, expected) in [
            ("/disk/portico/brands/acme/brand.toml", "brands/acme/brand.toml"),
            ("/disk/portico/brands/acme/providers/a.svg", "brands/acme/providers/a.svg"),
            ("/disk/portico/public/providers/a.svg", "public/providers/a.svg"),
            ("theme.css", "theme.css"),
        ] {
            assert_eq!(shown(Path::new(path)), expected);
        }
    }
}
