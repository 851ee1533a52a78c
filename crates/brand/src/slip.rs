//! Errors in a brand, with their location.

use std::fmt;
use std::path::Path;

/// One error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Path from the folder of all brands: `brands/fjord/theme.css`.
    pub file: String,
    /// Line number, starting at 1.
    pub line: Option<usize>,
    /// The problem and how to fix it.
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

/// All errors, one per line; not empty.
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

    /// `value`, unless there were errors.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Slips> {
        match value {
            Some(value) if self.slips.is_empty() => Ok(value),
            _ => Err(Slips(self.slips)),
        }
    }
}

/// A path from the folder of all brands, or its last three components: enough to find the file, without revealing the
/// user's directories.
pub fn shown(file: &Path) -> String {
    let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
    // The deepest file of a brand is a provider's logo.
    let nearest = parts.len().saturating_sub(4);
    let start = parts[nearest..].iter().position(|part| part == "brands").map(|place| nearest + place);
    parts[start.unwrap_or(parts.len().saturating_sub(3))..].join("/")
}

/// The line number of a byte offset, starting at 1.
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
