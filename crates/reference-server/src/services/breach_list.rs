//! Passwords that stand in lists of leaked ones, asked by k-anonymity: the list learns the first five characters of a
//! hash, which tens of thousands of passwords share, and the padding hides even how many it found.

use std::{
    fmt::{self, Write},
    time::Duration,
};

use auth_contract::Secret;
use reqwest::{Client, Url};
use sha1::{Digest, Sha1};

/// Longest wait. Somebody is watching a button turn.
const TIMEOUT: Duration = Duration::from_secs(2);

/// A list with the range protocol of Have I Been Pwned (`GET <base><five hexadecimal digits>`).
#[derive(Clone)]
pub struct BreachList {
    base: Url,
    client: Client,
}

impl fmt::Debug for BreachList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BreachList").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

impl BreachList {
    /// `base` ends with `/`.
    pub fn new(base: Url, client: Client) -> Self {
        Self { base, client }
    }

    /// Whether the password is in the list. A list that does not answer knows nothing: people can go on, and the log
    /// says so.
    pub async fn holds(&self, password: &Secret) -> bool {
        let (prefix, suffix) = hashed(password);
        match self.ask(&prefix).await {
            Ok(range) => contains(&range, &suffix),
            Err(error) => {
                tracing::warn!(error = %error.without_url(), "the list of leaked passwords did not answer");
                false
            }
        }
    }

    async fn ask(&self, prefix: &str) -> Result<String, reqwest::Error> {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{prefix}", self.base.path()));
        let answer = self.client.get(url).header("Add-Padding", "true").timeout(TIMEOUT).send().await?;
        answer.error_for_status()?.text().await
    }
}

/// First five and last thirty-five hexadecimal digits of the SHA-1 of a password.
fn hashed(password: &Secret) -> (String, String) {
    let mut hash = String::new();
    for byte in Sha1::digest(password.expose().as_bytes()) {
        let _ = write!(hash, "{byte:02X}");
    }
    let suffix = hash.split_off(5);
    (hash, suffix)
}

/// Lines are `<suffix>:<times seen>`; padding has been seen zero times.
fn contains(range: &str, suffix: &str) -> bool {
    range.lines().filter_map(|line| line.trim().split_once(':')).any(|(found, times)| {
        found.eq_ignore_ascii_case(suffix) && times.trim().parse::<u64>().is_ok_and(|times| times > 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_digits_leave_and_thirty_five_stay() {
        // FIPS 180: SHA-1 of "password".
        let hashed = hashed(&Secret::new("password"));
        assert_eq!(hashed, ("5BAA6".into(), "1E4C9B93F3F0682250B6CF8331B7EE68FD8".into()));
    }

    #[test]
    fn padding_counts_as_nothing() {
        let range = "003D68EB55068C33ACE09247EE4C639306B:3\r\n1E4C9B93F3F0682250B6CF8331B7EE68FD8:0\r\n";
        assert!(contains(range, "003D68EB55068C33ACE09247EE4C639306B"));
        assert!(!contains(range, "1E4C9B93F3F0682250B6CF8331B7EE68FD8"));
        assert!(!contains("", "1E4C9B93F3F0682250B6CF8331B7EE68FD8"));
    }
}
