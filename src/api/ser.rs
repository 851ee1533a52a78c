//! Writes contract types as JavaScript values.

use core::fmt::{self, Display};

use auth_contract::RawJson;
use js_sys::{Array, JSON, Object, Reflect};
use serde::ser::{self, Impossible, Serialize, Serializer};
use wasm_bindgen::JsValue;

/// The value has a shape that the contract does not have.
#[derive(Debug)]
pub struct Mismatch;

impl Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the contract")
    }
}

impl std::error::Error for Mismatch {}

impl ser::Error for Mismatch {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// Builds the JavaScript value of a contract type, for `JSON.stringify`.
///
/// # Errors
/// For shapes that the contract does not have (tuples, bytes, enums without a tag among their fields).
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, Mismatch> {
    value.serialize(Builder)
}

struct Builder;

type Never = Impossible<JsValue, Mismatch>;

impl Serializer for Builder {
    type Ok = JsValue;
    type Error = Mismatch;
    type SerializeSeq = List;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Never;

    fn serialize_bool(self, v: bool) -> Result<JsValue, Mismatch> {
        Ok(v.into())
    }

    fn serialize_i8(self, v: i8) -> Result<JsValue, Mismatch> {
        Ok(v.into())
    }

    fn serialize_i16(self, v: i16) -> Result<JsValue, Mismatch> {
        Ok(v.into())
    }

    fn serialize_i32(self, v: i32) -> Result<JsValue, Mismatch> {
        Ok(v.into())
    }

    #[allow(clippy::cast_precision_loss)] // timestamps, far below 2^53
    fn serialize_i64(self, v: i64) -> Result<JsValue, Mismatch> {
        Ok((v as f64).into())
    }

    fn serialize_u8(self, v: u8) -> Result<JsValue, Mismatch> {
        Ok(v.into())
    }

    fn serialize_u16(self, v: u16) -> Result<JsValue, Mismatch> {
        Ok(v.into())
    }

    fn serialize_u32(self, v: u32) -> Result<JsValue, Mismatch> {
        Ok(v.into())
    }

    fn serialize_u64(self, _: u64) -> Result<JsValue, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_f32(self, _: f32) -> Result<JsValue, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_f64(self, _: f64) -> Result<JsValue, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_char(self, _: char) -> Result<JsValue, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_str(self, v: &str) -> Result<JsValue, Mismatch> {
        Ok(v.into())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<JsValue, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_none(self) -> Result<JsValue, Mismatch> {
        Ok(JsValue::NULL)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<JsValue, Mismatch> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<JsValue, Mismatch> {
        Ok(JsValue::NULL)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<JsValue, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<JsValue, Mismatch> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<JsValue, Mismatch> {
        let inner = value.serialize(self)?;
        if name != RawJson::TOKEN {
            return Ok(inner);
        }
        JSON::parse(&inner.as_string().unwrap_or_default()).map_err(|_| Mismatch)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<JsValue, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Mismatch> {
        Ok(List(Array::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Never, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Never, Mismatch> {
        Err(Mismatch)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields, Mismatch> {
        Ok(Fields { object: Object::new(), key: JsValue::NULL })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, Mismatch> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Never, Mismatch> {
        Err(Mismatch)
    }
}

struct List(Array);

impl ser::SerializeSeq for List {
    type Ok = JsValue;
    type Error = Mismatch;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Mismatch> {
        self.0.push(&to_js(value)?);
        Ok(())
    }

    fn end(self) -> Result<JsValue, Mismatch> {
        Ok(self.0.into())
    }
}

struct Fields {
    object: Object,
    key: JsValue,
}

impl ser::SerializeMap for Fields {
    type Ok = JsValue;
    type Error = Mismatch;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Mismatch> {
        self.key = to_js(key)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Mismatch> {
        Reflect::set(&self.object, &self.key, &to_js(value)?).map(drop).map_err(|_| Mismatch)
    }

    fn end(self) -> Result<JsValue, Mismatch> {
        Ok(self.object.into())
    }
}

impl ser::SerializeStruct for Fields {
    type Ok = JsValue;
    type Error = Mismatch;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Mismatch> {
        ser::SerializeMap::serialize_entry(self, key, value)
    }

    fn end(self) -> Result<JsValue, Mismatch> {
        Ok(self.object.into())
    }
}
