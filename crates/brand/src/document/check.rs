//! The check of a `brand.toml` under way.

use std::ops::Range;

use crate::slip::{Report, line_of};

/// Checks values; what is wrong goes into the report, and the value becomes `None`.
pub struct Check<'a> {
    pub text: &'a str,
    pub languages: &'a [String],
    pub default: &'a str,
    /// Whether a text may be missing in other languages than the default one.
    pub fallback: bool,
    pub report: Report,
}

impl Check<'_> {
    /// Reports what is wrong at a range of bytes in the file.
    pub fn slip(&mut self, at: &Range<usize>, what: impl Into<String>) {
        self.report.add(line_of(self.text, at.start), what);
    }
}
