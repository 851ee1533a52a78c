use core::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A password, code, PIN or TOTP seed. Never logged, never stored by the page, never repeated in a response.
///
/// Serialised as a plain string. `Debug` does not print it, and deserialisation errors do not contain it.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Password))]
pub struct Secret(String);

impl Secret {
    /// Takes the plain text; the caller drops every other copy.
    pub fn new(plain: impl Into<String>) -> Self {
        Self(plain.into())
    }

    /// The plain text. The method has a distinctive name so that each use is found in a review.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // With `deserialize_string`, a buffering deserializer (internally tagged enums) would produce its own error.
        deserializer.deserialize_any(PlainText)
    }
}

/// Accepts strings only. For any other scalar serde's default message contains the value (`{"code": 123456}`), so the
/// scalars are refused here without it.
struct PlainText;

impl PlainText {
    fn refuse<E: Error>() -> Result<Secret, E> {
        Err(E::custom("a secret must be a string"))
    }
}

impl Visitor<'_> for PlainText {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, v: &str) -> Result<Secret, E> {
        Ok(Secret::new(v))
    }

    fn visit_string<E>(self, v: String) -> Result<Secret, E> {
        Ok(Secret(v))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Secret, E> {
        Self::refuse()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Secret, E> {
        Self::refuse()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Secret, E> {
        Self::refuse()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Secret, E> {
        Self::refuse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ActionRequest;

    #[test]
    fn a_secret_in_the_wrong_shape_is_not_in_the_error() {
        for wrong in ["482913", "-482913", "4829.13", "[482913]", r#"{"482913":"482913"}"#] {
            let body = format!(r#"{{"revision":1,"type":"submit_code","code":{wrong}}}"#);
            let error = serde_json::from_str::<ActionRequest>(&body).unwrap_err().to_string();
            assert!(!error.contains("4829"), "{error}");
        }
        assert!(serde_json::from_str::<Secret>("true").unwrap_err().to_string().contains("must be a string"));
    }

    #[test]
    fn a_secret_reads_and_writes_as_a_plain_string() {
        let secret: Secret = serde_json::from_str(r#""p\u00e5ss\"word""#).unwrap();
        assert_eq!(secret.expose(), "påss\"word");
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#""påss\"word""#);
    }
}
