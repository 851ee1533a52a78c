//! Dates, times and plural categories by the browser's `Intl`.

use auth_contract::Timestamp;
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::window;

#[allow(clippy::cast_precision_loss)]
fn date_of(at: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(at.0 as f64 * 1000.0))
}

/// The person's own variant of the language on screen (`en-GB` for `en`): it decides the order of day and month.
fn regional(locale: &str) -> String {
    let same_language = |tag: &String| tag.split('-').next() == locale.split('-').next();
    let languages = window().navigator().languages();
    languages.iter().filter_map(|tag| tag.as_string()).find(same_language).unwrap_or_else(|| locale.to_owned())
}

fn format(locale: &str, at: Timestamp, options: &[(&str, &str)]) -> String {
    let object = Object::new();
    for (name, value) in options {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    date_of(at).to_locale_string(&regional(locale), &object).into()
}

/// The day in the words of `locale`, in the device's time zone: `29 April 2027`.
pub fn date(locale: &str, at: Timestamp) -> String {
    format(locale, at, &[("dateStyle", "long")])
}

/// The time of day in the habit of `locale`, in the device's time zone: `14:05`.
pub fn time(locale: &str, at: Timestamp) -> String {
    format(locale, at, &[("timeStyle", "short")])
}

/// The moment in UTC, for support: `2026-11-21T09:30:00Z` (RFC 3339), the same in every language.
pub fn utc(at: Timestamp) -> String {
    let iso = String::from(date_of(at).to_iso_string());
    format!("{}Z", iso.get(..19).unwrap_or(&iso))
}

/// The CLDR plural category of `n` in `locale`.
pub fn plural_category(locale: &str, n: u32) -> String {
    Intl::PluralRules::new(&Array::of1(&locale.into()), &Object::new()).select(f64::from(n)).into()
}
