//! axe-core, run in the page: every rule for WCAG 2.0, 2.1 and 2.2, A and AA, and its best practices.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{Person, settings};

impl Person {
    /// Fails when axe-core finds anything on the screen as it is now.
    pub async fn expects_no_barriers(&self) {
        self.note("lets axe-core look".into());
        self.until("at rest", "return atRest();", Value::Null).await;
        let found = self.barriers().await;
        if !found.is_empty() {
            self.fails(&format!("axe-core found barriers on {:?}:\n{found}", self.step().await));
        }
    }

    /// What axe-core finds on the screen as it is now, in words; empty when nothing.
    pub async fn barriers(&self) -> String {
        if self.runs("return typeof window.axe === 'object';", Value::Null).await != true {
            let source = std::fs::read_to_string(settings::axe());
            let source = source
                .unwrap_or_else(|error| self.fails(&format!("axe-core ({}): {error}", settings::axe().display())));
            self.runs(&source, Value::Null).await;
        }
        let script = "
            const [options, done] = arguments;
            axe.run(document, options).then(
                found => done(found.violations.map(rule => ({
                    id: rule.id, help: rule.help,
                    nodes: rule.nodes.map(node => node.html + '  ' + (node.failureSummary ?? '')),
                }))),
                error => done([{id: 'axe-core', help: String(error), nodes: []}]));
        ";
        let tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
        let options = json!({
            "runOnly": {"type": "tag", "values": tags},
            "resultTypes": ["violations"],
            // Off by default even within its tag.
            "rules": {"target-size": {"enabled": true}},
        });
        let found = self.browser().client.execute_async(script, vec![options]).await;
        let found = found.unwrap_or_else(|error| self.fails(&format!("axe-core: {error}")));
        found.as_array().into_iter().flatten().fold(String::new(), |mut text, rule| {
            let _ = writeln!(text, "{}: {}", rule["id"], rule["help"]);
            for node in rule["nodes"].as_array().into_iter().flatten() {
                let _ = writeln!(text, "    {}", node.as_str().unwrap_or_default());
            }
            text
        })
    }
}
