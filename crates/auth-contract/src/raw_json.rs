use core::fmt::{self, Write};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// WebAuthn Level 3 options and credentials. Browsers parse and produce this JSON
/// (`PublicKeyCredential.parseRequestOptionsFromJSON`, `toJSON()`); the page passes it on unread.
///
/// An ordinary JSON value in the message, JSON text in memory, so that the page needs no JSON tree. Serialisation may
/// reorder members; equality compares the text.
///
/// `Debug` prints only the length: results of the WebAuthn `prf` extension are key material.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = Object))]
pub struct RawJson(String);

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJson({} bytes)", self.0.len())
    }
}

impl RawJson {
    /// The serde newtype name by which a serializer that can embed JSON text recognises this type.
    pub const TOKEN: &'static str = "$portico::RawJson";

    /// Wraps JSON text without validation: invalid text causes an error in serialisation.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for RawJson {
    #[cfg(target_arch = "wasm32")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(Self::TOKEN, &self.0)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<serde_json::Value>(&self.0).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOf)
    }
}

/// Writes each visited value as JSON text. Internally tagged enums buffer their content, so no deserializer has the
/// original text at this point.
struct TextOf;

impl<'de> Visitor<'de> for TextOf {
    type Value = RawJson;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, v: bool) -> Result<RawJson, E> {
        Ok(RawJson::new(if v { "true" } else { "false" }))
    }

    fn visit_i64<E>(self, v: i64) -> Result<RawJson, E> {
        Ok(RawJson(v.to_string()))
    }

    fn visit_u64<E>(self, v: u64) -> Result<RawJson, E> {
        Ok(RawJson(v.to_string()))
    }

    fn visit_f64<E>(self, v: f64) -> Result<RawJson, E> {
        Ok(RawJson(v.to_string()))
    }

    fn visit_unit<E>(self) -> Result<RawJson, E> {
        Ok(RawJson::new("null"))
    }

    fn visit_none<E>(self) -> Result<RawJson, E> {
        Ok(RawJson::new("null"))
    }

    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<RawJson, D::Error> {
        Deserialize::deserialize(d)
    }

    fn visit_str<E>(self, v: &str) -> Result<RawJson, E> {
        Ok(RawJson(quoted(v)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<RawJson, A::Error> {
        let mut text = String::from("[");
        while let Some(RawJson(item)) = seq.next_element()? {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&item);
        }
        text.push(']');
        Ok(RawJson(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawJson, A::Error> {
        let mut text = String::from("{");
        while let Some((key, RawJson(value))) = map.next_entry::<String, RawJson>()? {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&quoted(&key));
            text.push(':');
            text.push_str(&value);
        }
        text.push('}');
        Ok(RawJson(text))
    }
}

/// A JSON string literal (RFC 8259 section 7).
fn quoted(v: &str) -> String {
    let mut out = String::with_capacity(v.len() + 2);
    out.push('"');
    for c in v.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_json_comes_back_the_same() {
        let text = r#"{"challenge":"a\"b\\c\u0001ø","n":[1,-2,1.5,true,null],"o":{}}"#;
        let raw: RawJson = serde_json::from_str(text).unwrap();
        let before: serde_json::Value = serde_json::from_str(text).unwrap();
        let after: serde_json::Value = serde_json::from_str(&serde_json::to_string(&raw).unwrap()).unwrap();
        assert_eq!(before, after);
    }
}
