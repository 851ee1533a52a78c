//! The two identity providers beside the page: one for everybody, one of an organisation.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;

use crate::console::Stage;
use crate::tools::browsers;
use crate::workspace::Workspace;

/// A provider that is not ready after this long will not be it any more.
const START_LIMIT: Duration = Duration::from_secs(20);

/// Running providers; they end with this value, and with this process.
pub struct Providers {
    pub social: Provider,
    pub enterprise: Provider,
    /// What the server reads: `--providers`.
    pub file: PathBuf,
}

pub struct Provider {
    pub issuer: String,
    /// Its standard input, held open, is what it lives on.
    _process: Child,
}

impl Providers {
    /// Starts both for a page at `origin`, and writes the server's file about them.
    ///
    /// # Errors
    /// When npm or Node.js is missing or npm cannot install their library, and when one does not start.
    pub fn start(workspace: &Workspace, stage: &Stage<'_>, origin: &str) -> Result<Self> {
        let library = browsers::oidc_provider(workspace, stage)?;
        let folder = workspace.root.join("tests").join("providers");
        stage.status("identity providers");
        let social = Provider::start(&folder, &library, "social", origin)?;
        let enterprise = Provider::start(&folder, &library, "enterprise", origin)?;
        let template = std::fs::read_to_string(folder.join("providers.toml")).context("could not read their file")?;
        let file = workspace.target.join("providers.toml");
        std::fs::write(&file, filled_in(&template, &social.issuer, &enterprise.issuer))
            .with_context(|| format!("could not write {}", file.display()))?;
        Ok(Self { social, enterprise, file })
    }
}

impl Provider {
    fn start(folder: &Path, library: &Path, kind: &str, origin: &str) -> Result<Self> {
        let mut command = Command::new("node");
        command.arg(folder.join("provider.mjs")).arg(library).args([kind, "0", "-", origin]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut process = command.spawn().context("could not start node")?;
        let stdout = process.stdout.take().context("the provider has no standard output")?;
        let (send, line) = mpsc::channel();
        std::thread::spawn(move || {
            let mut first = String::new();
            // Nobody listens any more when it took too long.
            drop(BufReader::new(stdout).read_line(&mut first).map(|_| send.send(first)));
        });
        let first = line.recv_timeout(START_LIMIT).map_err(|_| anyhow!("the provider `{kind}` did not respond"))?;
        Ok(Self { issuer: issuer(&first)?, _process: process })
    }
}

fn issuer(line: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Ready {
        issuer: String,
    }
    let ready: Ready =
        serde_json::from_str(line).context("the provider did not start; its message is printed above")?;
    Ok(ready.issuer)
}

/// The template names the issuers by words that are nothing else.
fn filled_in(template: &str, social: &str, enterprise: &str) -> String {
    let is = |issuer: &str| format!("issuer = \"{issuer}\"");
    template.replace(&is("SOCIAL"), &is(social)).replace(&is("ENTERPRISE"), &is(enterprise))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repository;

    #[test]
    fn the_issuers_are_filled_in_everywhere() {
        let template = std::fs::read_to_string(repository().join("tests/providers/providers.toml")).unwrap();
        let file = filled_in(&template, "http://127.0.0.1:1", "http://127.0.0.1:2");
        let issuers: Vec<_> = file.lines().filter(|line| line.starts_with("issuer")).collect();
        let social = "issuer = \"http://127.0.0.1:1\"";
        let (enterprise, nobody) = ("issuer = \"http://127.0.0.1:2\"", "issuer = \"http://127.0.0.1:9\"");
        assert_eq!(issuers, [social, social, social, enterprise, nobody]);
    }

    #[test]
    fn the_first_line_of_a_provider_names_its_issuer() {
        assert_eq!(issuer("{\"issuer\":\"http://127.0.0.1:1\",\"port\":1}\n").unwrap(), "http://127.0.0.1:1");
        assert!(issuer("").is_err());
    }
}
