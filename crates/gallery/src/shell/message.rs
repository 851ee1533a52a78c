//! What cells tell the shell. A frame is another document, so everything in it is checked.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::address::Lens;

/// A message of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The cell is drawn. `height` of its content in CSS px.
    Ready { cell: String, height: u32 },
    /// In play another cell is on screen now.
    Moved { cell: String },
    /// Another language was chosen in the page itself.
    Language { tag: String },
    /// Something was pressed.
    Pressed { action: String },
    /// The page would leave for this address now.
    Left { target: String },
    /// What a lens found.
    Report { lens: Lens, rows: Vec<Row> },
}

/// A line of a lens's report.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Row {
    pub text: String,
    pub detail: String,
    pub verdict: Verdict,
    /// File and line, where the lens knows it.
    pub file: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Bad,
    Warn,
    Ok,
    /// Nothing to judge; also what an unknown verdict becomes.
    #[default]
    #[serde(other)]
    None,
}

#[derive(Deserialize)]
struct Raw {
    portico: String,
    #[serde(default)]
    cell: String,
    #[serde(default)]
    height: f64,
    #[serde(default)]
    action: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    lens: String,
    #[serde(default)]
    rows: Vec<Row>,
}

impl Message {
    /// Reads a message; `None` for what is not one of ours.
    pub fn parse(json: &str) -> Option<Self> {
        let raw: Raw = serde_json::from_str(json).ok()?;
        Some(match raw.portico.as_str() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a height in px; `as` saturates"
            )]
            "ready" => Self::Ready { cell: raw.cell, height: raw.height as u32 },
            "moved" => Self::Moved { cell: raw.cell },
            "language" => Self::Language { tag: raw.lang },
            "pressed" => Self::Pressed { action: raw.action },
            "left" => Self::Left { target: raw.target },
            "report" => Self::Report { lens: Lens::of(&raw.lens)?, rows: raw.rows },
            _ => return None,
        })
    }
}

/// The reports of all lenses that are on.
pub type Reports = BTreeMap<Lens, Vec<Row>>;

/// How many rows of a report are bad, and how many deserve a look.
pub fn tally(rows: &[Row]) -> (usize, usize) {
    let count = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    (count(Verdict::Bad), count(Verdict::Warn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_messages_of_a_cell_are_read() {
        let ready = r#"{"portico":"ready","cell":"password-wrong","height":612.5,"title":"Welcome back"}"#;
        assert_eq!(Message::parse(ready), Some(Message::Ready { cell: "password-wrong".into(), height: 612 }));
        let moved = r#"{"portico":"moved","cell":"identify"}"#;
        assert_eq!(Message::parse(moved), Some(Message::Moved { cell: "identify".into() }));
    }

    #[test]
    fn a_report_keeps_rows_whose_verdict_is_new() {
        let json = r#"{"portico":"report","lens":"a11y","rows":[
            {"text":"button","detail":"40 px","verdict":"bad","file":"src/ui/button.rs:3"},
            {"text":"link","verdict":"splendid"},{"text":"x","verdict":"warn"}]}"#;
        let Some(Message::Report { lens: Lens::A11y, rows }) = Message::parse(json) else { panic!("a report") };
        assert_eq!(rows[0].file.as_deref(), Some("src/ui/button.rs:3"));
        assert_eq!(rows[1].verdict, Verdict::None);
        assert_eq!(tally(&rows), (1, 1));
    }

    #[test]
    fn what_others_post_is_passed_over() {
        for json in ["", "hello", "{}", r#"{"portico":"other"}"#, r#"{"portico":"report","lens":"x","rows":[]}"#] {
            assert_eq!(Message::parse(json), None, "{json}");
        }
    }
}
