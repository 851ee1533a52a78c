use core::fmt::{self, Display};

use auth_contract::RawJson;
use js_sys::{Array, JSON, Object, Reflect};
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

impl Js<'_> {
    fn text(&self) -> Result<String, Mismatch> {
        self.0.as_string().ok_or(Mismatch)
    }

    /// JSON has one kind of number; the contract has whole ones only, all far below 2^53.
    #[allow(clippy::cast_possible_truncation)]
    fn number(&self) -> Result<i64, Mismatch> {
        self.0.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i64).ok_or(Mismatch)
    }

    fn fields(&self) -> Result<Fields, Mismatch> {
        let object = self.0.dyn_ref::<Object>().ok_or(Mismatch)?;
        Ok(Fields { entries: Object::entries(object), next: 0, value: JsValue::UNDEFINED })
    }
}

/// For what comes as a number.
macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            visitor.visit_i64(self.number()?)
        })*
    };
}

/// For what comes as text.
macro_rules! texts {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            visitor.visit_string(self.text()?)
        })*
    };
}

/// For what the contract does not have.
macro_rules! never {
    ($($method:ident($($arg:ty),*))*) => {
        $(fn $method<V: Visitor<'de>>(self, $(_: $arg,)* _: V) -> Result<V::Value, Mismatch> {
            Err(Mismatch)
        })*
    };
}

// Each kind of target asks for one kind of value, so that no visitor drags in the code for the others.
impl<'de> Deserializer<'de> for Js<'_> {
    type Error = Mismatch;

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64
    }

    // `any` is how a secret asks (it must never meet serde's own messages).
    texts! { deserialize_any deserialize_str deserialize_string deserialize_identifier }

    never! {
        deserialize_i128() deserialize_u128() deserialize_f32() deserialize_f64() deserialize_char() deserialize_bytes()
        deserialize_byte_buf() deserialize_unit() deserialize_unit_struct(&'static str) deserialize_tuple(usize)
        deserialize_tuple_struct(&'static str, usize)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.0.as_bool().ok_or(Mismatch)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() || self.0.is_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        if name == RawJson::TOKEN {
            return visitor.visit_string(JSON::stringify(self.0).map_err(|_| Mismatch)?.into());
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(Items { array: self.0.dyn_ref().ok_or(Mismatch)?, next: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_map(self.fields()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_map(self.fields()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if let Some(word) = self.0.as_string() {
            return visitor.visit_enum(Variant { name: word, content: &JsValue::NULL });
        }
        // `{"type": "password", …}`: the tag stands among the fields, which the variant then reads like any struct.
        let tag = Reflect::get(self.0, &"type".into()).ok().and_then(|tag| tag.as_string());
        visitor.visit_enum(Variant { name: tag.ok_or(Mismatch)?, content: self.0 })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
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

/// A variant of an enum: a plain word, or a tag with the object in which it stands.
struct Variant<'a> {
    name: String,
    content: &'a JsValue,
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Mismatch> {
        let name: StrDeserializer<'_, Mismatch> = self.name.as_str().into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Mismatch> {
        seed.deserialize(Js(self.content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_map(Js(self.content).fields()?)
    }
}
