//! What can be wrong with a cell: barriers, things cut off, targets too small.

use serde_json::{Value, json};

use super::Gallery;
use crate::settings;

const LAYOUT: &str = include_str!("layout.js");
const BARRIERS: &str = include_str!("barriers.js");

/// A way of looking at the cell on screen; each finding is one line of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// axe-core: WCAG 2.0 to 2.2, A and AA, and its best practices.
    Barriers,
    /// axe-core's contrast rules alone.
    Contrast,
    /// Sideways scroll, text that is cut off or runs into other text; with what can be unfolded folded, and unfolded.
    Layout,
    /// Controls under 44 × 44 CSS px (WCAG 2.5.5).
    Targets,
}

/// A way of looking, and how the cell is shown for it.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Stands before what it finds.
    pub name: &'static str,
    /// Width and height in CSS px, device pixels to one.
    pub window: (u32, u32, u32),
    /// What the system prefers: `light` or `dark`.
    pub scheme: &'static str,
    pub look: Look,
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

    /// Makes window and system as `check` wants them.
    ///
    /// # Panics
    /// When the document does not follow.
    pub async fn uses(&self, check: &Check) {
        let (width, height, scale) = check.window;
        self.uses_window(width, height, scale).await;
        self.prefers(check.scheme).await;
    }

    /// Looks at the cell that was drawn last as `check` says.
    ///
    /// # Panics
    /// When the cell cannot be looked at.
    pub async fn checks(&self, hash: &str, check: &Check) -> Vec<String> {
        self.uses(check).await;
        let found = self.looks(hash, check.look).await;
        found.into_iter().map(|line| format!("{}: {line}", check.name)).collect()
    }

    async fn looks(&self, hash: &str, look: Look) -> Vec<String> {
        let found = match look {
            Look::Barriers => self.barriers(false).await,
            Look::Contrast => self.barriers(true).await,
            Look::Layout => self.browser.run(LAYOUT, json!("layout")).await,
            Look::Targets => self.browser.run(LAYOUT, json!("targets")).await,
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
        let found = self.barriers(false).await.unwrap_or_else(|error| panic!("{error}"));
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    async fn barriers(&self, contrast_only: bool) -> Result<Value, String> {
        let there = self.browser.run("return typeof window.axe === 'object'", Value::Null).await?;
        if there != true {
            let source = std::fs::read_to_string(settings::axe()).map_err(|error| format!("axe-core: {error}"))?;
            self.browser.run(&source, Value::Null).await?;
        }
        let answer = self.browser.client.execute_async(BARRIERS, vec![json!(contrast_only)]).await;
        answer.map_err(|error| error.to_string())
    }
}
