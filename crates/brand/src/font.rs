//! A typeface of the brand's own.

use std::fs;
use std::path::Path;

use crate::document::RawFont;
use crate::slip::{Report, Slips};

/// The one file that a font may be: every browser that runs the page reads it.
pub const FILE: &str = "font.woff2";
/// Largest font in bytes: what a subset of two scripts in a range of weights takes.
const LIMIT: usize = 60_000;
const SIGNATURE: &[u8] = b"wOF2";
/// Bytes of the header, which says at its eighth byte how long the file is (WOFF 2.0 section 4.1).
const HEADER: usize = 48;
/// What says that the font may be sent to everybody who opens the page; one of them.
pub const LICENCES: [&str; 4] = ["OFL.txt", "LICENSE", "LICENSE.txt", "font-license.txt"];

/// A font that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Font {
    /// As `theme.css` names it in `--font`.
    pub family: String,
    /// `400`, or a range: `300 700`.
    weight: String,
    pub bytes: Vec<u8>,
}

impl Font {
    /// The `@font-face` rule for a font at `address`.
    ///
    /// `optional`: a font that is not there when text is first drawn waits for the next page. So nothing moves under
    /// a finger, and nobody waits for letters; from the second visit on it comes from the browser's cache. One that
    /// travels with the styles (`data:`, in the gallery) takes no time on the way, and is `block`.
    pub fn face(&self, address: &str) -> String {
        let Self { family, weight, .. } = self;
        let display = if address.starts_with("data:") { "block" } else { "optional" };
        format!(
            "@font-face{{font-family:\"{family}\";src:url(\"{address}\") format(\"woff2\");font-weight:{weight};font-display:{display}}}"
        )
    }
}

/// Reads the font that `[font]` in `brand.toml` (`line`) describes; `None` without both.
///
/// # Errors
/// When one is there without the other, when the file is too large or no WOFF2, and when nothing says that it may be used.
pub fn read(folder: &Path, raw: Option<RawFont>, line: usize) -> Result<Option<Font>, Slips> {
    let (file, document) = (folder.join(FILE), folder.join("brand.toml"));
    let Some(raw) = raw else {
        if !file.exists() {
            return Ok(None);
        }
        let mut report = Report::on(&document);
        report.add(None, format!("font: is missing, and {FILE} is there; write [font] with `family` and `weight`"));
        return report.finish(None);
    };
    let mut report = Report::on(&document);
    let name = |c: char| c.is_ascii_alphanumeric() || " -".contains(c);
    if raw.family.trim().is_empty() || !raw.family.chars().all(name) {
        report
            .add(line, format!("font.family: {:?} must be a name of letters, digits, spaces and hyphens", raw.family));
    }
    if !is_weight(&raw.weight) {
        report.add(
            line,
            format!("font.weight: {:?} must be one of 1–1000, or two for a variable font: \"400 700\"", raw.weight),
        );
    }
    report.finish(Some(()))?;
    let mut report = Report::on(&file);
    let bytes = fs::read(&file).unwrap_or_default();
    if !file.is_file() {
        report.add(None, "is missing, and brand.toml has a [font]");
    } else if !is_woff2(&bytes) {
        report.add(None, "is not a WOFF2 font, or not all of one");
    } else if bytes.len() > LIMIT {
        report.add(
            None,
            format!(
                "has {} bytes; allowed: {LIMIT}; leave out the letters of scripts that the page's languages do not use",
                bytes.len()
            ),
        );
    }
    if file.is_file() && !LICENCES.iter().any(|name| folder.join(name).is_file()) {
        let what =
            "has no licence text, which is required because every visitor receives the font; put the text beside it";
        report.add(None, format!("{what}, allowed: {}", LICENCES.join(", ")));
    }
    report.finish(Some(Some(Font { family: raw.family, weight: raw.weight, bytes })))
}

fn is_woff2(bytes: &[u8]) -> bool {
    let length = bytes.get(8..12).and_then(|length| length.try_into().ok()).map(u32::from_be_bytes);
    bytes.len() >= HEADER && bytes.starts_with(SIGNATURE) && length.is_some_and(|length| length as usize == bytes.len())
}

fn is_weight(text: &str) -> bool {
    let weights: Option<Vec<u16>> =
        text.split(' ').map(|weight| weight.parse().ok().filter(|weight| (1..=1000).contains(weight))).collect();
    weights.is_some_and(|weights| matches!(weights[..], [_]) || matches!(weights[..], [light, bold] if light < bold))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{scratch, woff2};

    fn raw(family: &str, weight: &str) -> RawFont {
        RawFont { family: family.into(), weight: weight.into() }
    }

    #[test]
    fn a_font_is_its_file_and_its_description() {
        let folder = scratch("font");
        assert_eq!(read(&folder, None, 1).unwrap(), None);
        let message = |raw| read(&folder, raw, 7).expect_err("refused").to_string();
        assert!(message(Some(raw("Fjord", "400"))).contains("font.woff2: is missing"));
        fs::write(folder.join(FILE), "wOFF").unwrap();
        assert!(message(Some(raw("Fjord", "400"))).contains("is not a WOFF2 font"));
        fs::write(folder.join(FILE), [SIGNATURE, &[0; HEADER]].concat()).unwrap();
        assert!(message(Some(raw("Fjord", "400"))).contains("or not all of one"));
        fs::write(folder.join(FILE), woff2(LIMIT + 4)).unwrap();
        assert!(message(Some(raw("Fjord", "400"))).contains("has 60004 bytes; allowed: 60000"));
        fs::write(folder.join(FILE), woff2(HEADER)).unwrap();
        assert!(message(Some(raw("Fjord", "400"))).contains("font.woff2: has no licence text"));
        fs::write(folder.join("OFL.txt"), "").unwrap();
        assert!(message(None).contains("write [font]"));
        assert!(message(Some(raw("a\"}", "400"))).contains("brand.toml:7: font.family"));
        for weight in ["", "bold", "700 400", "400 500 600", "0"] {
            assert!(message(Some(raw("Fjord", weight))).contains("brand.toml:7: font.weight"), "{weight}");
        }
        let font = read(&folder, Some(raw("Fjord", "300 700")), 7).unwrap().unwrap();
        assert_eq!(
            font.face("/assets/font.1.woff2"),
            "@font-face{font-family:\"Fjord\";src:url(\"/assets/font.1.woff2\") format(\"woff2\");font-weight:300 700;font-display:optional}"
        );
        assert!(font.face("data:font/woff2;base64,x").ends_with("font-display:block}"));
    }
}
