use core::fmt::{self, Display};

use js_sys::{Array, Object, Reflect};
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a contract type out of the result of `JSON.parse`. About 12 kB smaller than a JSON parser in the program
/// (docs/decisions/0004-json-bridge.md).
///
/// # Errors
/// When the value does not have the shape of `T`. The error says nothing more: values may be secrets, and nobody reads it.
pub fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T, Mismatch> {
    T::deserialize(Js(value))
}

/// The value does not have the expected shape.
#[derive(Debug)]
pub struct Mismatch;

impl Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the contract")
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

impl serde::ser::Error for Mismatch {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

struct Js<'a>(&'a JsValue);

impl<'de> Deserializer<'de> for Js<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if let Some(text) = self.0.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = self.0.as_f64() {
            visit_number(number, visitor)
        } else if let Some(truth) = self.0.as_bool() {
            visitor.visit_bool(truth)
        } else if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_unit()
        } else if let Some(array) = self.0.dyn_ref::<Array>() {
            visitor.visit_seq(Items { array, next: 0 })
        } else {
            let object: &Object = self.0.unchecked_ref();
            visitor.visit_map(Fields { entries: Object::entries(object), next: 0, value: JsValue::UNDEFINED })
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() || self.0.is_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(Word(self.0.as_string().ok_or(Mismatch)?))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// JSON has one kind of number; the contract has whole ones only, all far below 2^53.
#[allow(clippy::cast_possible_truncation)]
fn visit_number<'de, V: Visitor<'de>>(number: f64, visitor: V) -> Result<V::Value, Mismatch> {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        visitor.visit_i64(number as i64)
    } else {
        visitor.visit_f64(number)
    }
}

struct Items<'a> {
    array: &'a Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        if self.next == self.array.length() {
            return Ok(None);
        }
        self.next += 1;
        seed.deserialize(Js(&self.array.get(self.next - 1))).map(Some)
    }
}

struct Fields {
    entries: Array,
    next: u32,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        if self.next == self.entries.length() {
            return Ok(None);
        }
        let entry = self.entries.get(self.next);
        self.next += 1;
        self.value = Reflect::get_u32(&entry, 1).map_err(|_| Mismatch)?;
        seed.deserialize(Js(&Reflect::get_u32(&entry, 0).map_err(|_| Mismatch)?)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        seed.deserialize(Js(&self.value))
    }
}

/// An enum of plain words. Enums with fields are internally tagged and come through `deserialize_any`.
struct Word(String);

impl<'de> EnumAccess<'de> for Word {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Mismatch> {
        let name: StrDeserializer<'_, Mismatch> = self.0.as_str().into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Word {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Mismatch> {
        Err(Mismatch)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }
}
