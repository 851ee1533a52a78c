//! Files that people write.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::slip::Report;

/// What editors on some systems put first; it is no part of the text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text of a file. What is wrong goes into `report`; a file that is not there is for the caller to judge.
pub fn read(file: &Path, report: &mut Report) -> Option<String> {
    match fs::read(file) {
        Ok(bytes) => decode(bytes, report),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            report.add(None, "is missing");
            None
        }
        Err(error) => {
            report.add(None, format!("cannot be read: {error}"));
            None
        }
    }
}

/// Bytes as text, without a byte order mark.
pub fn decode(bytes: Vec<u8>, report: &mut Report) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix(BYTE_ORDER_MARK).map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = String::from_utf8_lossy(valid).matches('\n').count() + 1;
            report.add(line, "is not UTF-8; save the file in that encoding");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, String> {
        let mut report = Report::on(Path::new("brands/x/brand.toml"));
        let text = decode(bytes.to_vec(), &mut report);
        report.finish(text).map_err(|slips| slips.to_string())
    }

    #[test]
    fn the_line_of_another_encoding_is_named() {
        assert_eq!(decoded("\u{feff}æ".as_bytes()).as_deref(), Ok("æ"));
        let error = decoded(b"a\nb\n\xe6").unwrap_err();
        assert_eq!(error, "brands/x/brand.toml:3: is not UTF-8; save the file in that encoding");
    }
}
