//! Names of countries in the language of the page, and their order.

use js_sys::{Array, Function, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The names of countries in `locale`, for their ISO 3166-1 alpha-2 codes: `NO` → `Norway`. The code itself where the
/// browser has no name for it.
pub fn country_names(locale: &str, codes: &[&str]) -> Vec<String> {
    let names = display_names(locale);
    let of = names.as_ref().and_then(|names| Reflect::get(names, &"of".into()).ok()?.dyn_into::<Function>().ok());
    let name = |code: &&str| -> Option<String> {
        of.as_ref()?.call1(names.as_ref()?, &JsValue::from_str(code)).ok()?.as_string()
    };
    codes.iter().map(|code| name(code).unwrap_or_else(|| (*code).to_owned())).collect()
}

/// `Intl.DisplayNames` for regions (ECMA-402 section 12); `js_sys` does not have it.
fn display_names(locale: &str) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into::<Function>().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
    Reflect::construct(&constructor, &Array::of2(&locale.into(), &options)).ok()
}

/// The places of `names` in the alphabetical order of `locale`: Å comes last in Norwegian, and beside A in English.
pub fn alphabetical(locale: &str, names: &[String]) -> Vec<usize> {
    let compare = Intl::Collator::new(&Array::of1(&locale.into()), &Object::new()).compare();
    let names: Vec<JsString> = names.iter().map(|name| name.as_str().into()).collect();
    let mut places: Vec<usize> = (0..names.len()).collect();
    places.sort_by(|a, b| {
        let order = compare.call2(&JsValue::NULL, &names[*a], &names[*b]).ok().and_then(|order| order.as_f64());
        order.unwrap_or_default().total_cmp(&0.0)
    });
    places
}
