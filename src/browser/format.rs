use auth_contract::Timestamp;
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

#[allow(clippy::cast_precision_loss)]
fn date_of(at: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64 * 1000.0))
}

fn format(locale: &str, at: Timestamp, options: &[(&str, &str)]) -> String {
    let object = Object::new();
    for (name, value) in options {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    date_of(at).to_locale_string(locale, &object).into()
}

/// The day in the words of `locale`, in the device's time zone: `29 April 2027`.
pub fn date(locale: &str, at: Timestamp) -> String {
    format(locale, at, &[("dateStyle", "long")])
}

/// The time of day in the habit of `locale`, in the device's time zone: `14:05`.
pub fn time(locale: &str, at: Timestamp) -> String {
    format(locale, at, &[("timeStyle", "short")])
}

/// The moment in UTC for support (ISO 8601): the same in every language.
pub fn utc(at: Timestamp) -> String {
    date_of(at).to_iso_string().into()
}

/// The CLDR plural category of `n` in `locale`.
pub fn plural_category(locale: &str, n: u32) -> String {
    Intl::PluralRules::new(&Array::of1(&locale.into()), &Object::new()).select(f64::from(n)).into()
}
