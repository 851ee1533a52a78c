//! What can be wrong with a cell: barriers, things cut off, targets too small.

use serde_json::{Value, json};

use super::Gallery;
use crate::settings;

pub(super) const LAYOUT: &str = include_str!("layout.js");
pub(super) const BARRIERS: &str = include_str!("barriers.js");

/// A way of looking at the cell on screen; each finding is one line of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// axe-core: WCAG 2.0 to 2.2, A and AA, and its best practices.
    Barriers,
    /// axe-core's rules about colours and pictures alone.
    Contrast,
    /// Sideways scroll, text that is cut off or runs into other text; with what can be unfolded folded, and unfolded.
    Layout,
    /// Controls under 44 × 44 CSS px (WCAG 2.5.5).
    Targets,
}

impl Look {
    /// As the scripts call it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Barriers => "all",
            Self::Contrast => "colours",
            Self::Layout => "layout",
            Self::Targets => "targets",
        }
    }
}

impl Gallery {
    /// Shows the cell of a hash and looks at it.
    ///
    /// # Panics
    /// When the cell cannot be looked at.
    pub async fn sees(&self, hash: &str, look: Look) -> Vec<String> {
        match self.draws(hash).await {
            Ok(()) => self.looks(hash, look).await,
            Err(error) => vec![error],
        }
    }

    async fn looks(&self, hash: &str, look: Look) -> Vec<String> {
        let found = match look {
            Look::Barriers | Look::Contrast => self.barriers(look).await,
            Look::Layout | Look::Targets => self.browser.run(LAYOUT, json!(look.word())).await,
        };
        let found = found.unwrap_or_else(|error| panic!("{hash}: {error}"));
        let lines = found.as_array().unwrap_or_else(|| panic!("{hash}: no list: {found}"));
        let mut wrong: Vec<String> = lines.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        wrong.extend(self.complaints().await.into_iter().map(|line| format!("console: {}", line.text)));
        wrong
    }

    /// What axe-core finds in the document as it is now, frames of other origins left out.
    ///
    /// # Panics
    /// When axe-core cannot run.
    pub async fn barriers_here(&self) -> Vec<String> {
        let found = self.barriers(Look::Barriers).await.unwrap_or_else(|error| panic!("{error}"));
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    async fn barriers(&self, look: Look) -> Result<Value, String> {
        let there = self.browser.run("return typeof window.axe === 'object'", Value::Null).await?;
        if there != true {
            let source = std::fs::read_to_string(settings::axe()).map_err(|error| format!("axe-core: {error}"))?;
            self.browser.run(&source, Value::Null).await?;
        }
        let answer = self.browser.client.execute_async(BARRIERS, vec![json!(look.word())]).await;
        answer.map_err(|error| error.to_string())
    }
}
