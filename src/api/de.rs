//! Reads contract types out of JavaScript values.

use auth_contract::read::{Read, Source, read};
use js_sys::{Array, JSON, Number, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a contract type out of the result of `JSON.parse`; `None` when it does not have that shape. A quarter of
/// what serde's own reading weighs (docs/decisions/0004-json-bridge.md).
pub fn from_js<T: Read>(value: JsValue) -> Option<T> {
    read(Js(value))
}

struct Js(JsValue);

impl Source for Js {
    fn member(&self, name: &str) -> Self {
        // Refused for everything that has no members. What objects inherit has other names than the contract.
        Self(Reflect::get(&self.0, &name.into()).unwrap_or(JsValue::UNDEFINED))
    }

    fn item(&self, index: u32) -> Self {
        Self(self.0.unchecked_ref::<Array>().get(index))
    }

    fn length(&self) -> Option<u32> {
        self.0.dyn_ref::<Array>().map(Array::length)
    }

    fn is_absent(&self) -> bool {
        self.0.is_undefined()
    }

    fn is_null(&self) -> bool {
        self.0.is_null()
    }

    fn is_object(&self) -> bool {
        self.0.is_object() && !Array::is_array(&self.0)
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }

    #[allow(clippy::cast_possible_truncation)] // within 2^53
    fn number(&self) -> Option<i64> {
        self.0.as_f64().filter(|_| Number::is_safe_integer(&self.0)).map(|number| number as i64)
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn json(&self) -> String {
        JSON::stringify(&self.0).map(String::from).unwrap_or_default()
    }
}
