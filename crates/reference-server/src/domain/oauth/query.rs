//! Parameters of OAuth requests.

use std::collections::BTreeMap;

/// Longest value that is looked at, in bytes.
const MAX_BYTES: usize = 2048;

/// Parameters by name. Empty ones count as left out (RFC 6749 section 3.1).
#[derive(Debug, Default)]
pub struct Params {
    values: BTreeMap<String, String>,
    repeated: Vec<String>,
}

impl Params {
    /// Reads a query string or a form body.
    pub fn parse(encoded: &[u8]) -> Self {
        let mut params = Self::default();
        for (name, value) in url::form_urlencoded::parse(encoded) {
            if value.is_empty() {
                continue;
            }
            if params.values.insert(name.clone().into_owned(), value.into_owned()).is_some() {
                params.repeated.push(name.into_owned());
            }
        }
        params
    }

    /// The value of `name`, unless it was left out, repeated or is absurdly long.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.values.get(name)?;
        (value.len() <= MAX_BYTES && !self.repeated.iter().any(|repeated| repeated == name)).then_some(value)
    }

    /// Whether a parameter was sent in a way that no client may (RFC 6749 section 3.1: at most once).
    pub fn are_malformed(&self) -> bool {
        !self.repeated.is_empty() || self.values.values().any(|value| value.len() > MAX_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_parameter_has_no_value() {
        let params = Params::parse(b"client_id=a&client_id=b&state=x&scope=");
        assert_eq!((params.get("client_id"), params.get("state"), params.get("scope")), (None, Some("x"), None));
        assert!(params.are_malformed());
    }
}
