//! The list of countries and calling codes.

use auth_contract::Country;
use leptos::prelude::*;

use super::code_input::ascii_digit;
use super::{Node, el};
use crate::context::Context;
use crate::host;
use crate::i18n::Key;

/// A list of countries with their calling codes: the server's likeliest one first, the others by name in the language
/// on screen. `chosen` is the region to begin with.
pub fn country_select(context: Context, id: &'static str, countries: &[Country], chosen: Option<&str>) -> Node {
    let tag = context.words.get_untracked().tag();
    let names = host::country_names(tag, &countries.iter().map(|country| &*country.region).collect::<Vec<_>>());
    let mut order = host::alphabetical(tag, &names);
    order.retain(|place| *place != 0);
    order.insert(0, 0);
    let option = |place: usize| {
        let Country { region, calling_code } = countries[place].clone();
        let mut option = el("option", "").attr("value", region.clone());
        if chosen.is_some_and(|chosen| chosen == region) {
            option = option.attr("selected", "");
        }
        option.say(Signal::derive(move || {
            let words = context.words.get();
            let name = host::country_names(words.tag(), &[&*region]).pop().unwrap_or_default();
            let code = words.left_to_right(&format!("+{calling_code}"));
            words.fill(Key::OtpCountry, &[("name", &name), ("code", &code)])
        }))
    };
    let list = el("select", "input select")
        .attr("id", id)
        .attr("name", id)
        .attr("autocomplete", "tel-country-code")
        .with(order.into_iter().map(option).collect());
    el("div", "field").with(vec![
        el("label", "").attr("for", id).say(context.text(Key::OtpLabelCountry)),
        el("div", "select-box").with(vec![list]),
    ])
}

/// The region that an international number (`+47 …`, `0047 …`, ITU-T E.123) belongs to; `None` while it names none of
/// `countries`. Where several share a calling code, the one that is `chosen` stays.
pub fn phone_region<'a>(typed: &str, countries: &'a [Country], chosen: &str) -> Option<&'a str> {
    let typed: String = typed.chars().filter(|c| *c == '+' || *c == '＋' || ascii_digit(*c).is_some()).collect();
    let plain: String = typed.chars().map(|c| ascii_digit(c).unwrap_or('+')).collect();
    let number = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"))?;
    let fits = |country: &&Country| number.starts_with(&country.calling_code);
    let longest = countries.iter().filter(fits).map(|country| country.calling_code.len()).max()?;
    let mut possible = countries.iter().filter(fits).filter(|country| country.calling_code.len() == longest);
    let first = possible.clone().next()?;
    Some(&possible.find(|country| country.region == chosen).unwrap_or(first).region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_its_calling_code_names_its_country() {
        let countries: Vec<Country> = [("NO", "47"), ("FI", "358"), ("US", "1"), ("CA", "1"), ("BB", "1246")]
            .map(|(region, code)| Country { region: region.into(), calling_code: code.into() })
            .into();
        let region = |typed, chosen| phone_region(typed, &countries, chosen);
        assert_eq!(region("+47 912 34 567", "US"), Some("NO"));
        assert_eq!(region("0047 91234567", "US"), Some("NO"));
        assert_eq!(region("  (+358) 40-123 4567", "NO"), Some("FI"));
        assert_eq!(region("＋４７ ９１２", "US"), Some("NO"));
        assert_eq!(region("٠٠٤٧٩١٢٣٤٥٦٧", "US"), Some("NO"));
        assert_eq!(region("+1 613 555 0100", "CA"), Some("CA"), "shared codes leave what was chosen");
        assert_eq!(region("+1 613 555 0100", "NO"), Some("US"));
        assert_eq!(region("+1246 555 0100", "US"), Some("BB"), "the longest code wins");
        assert_eq!(region("912 34 567", "NO"), None);
        assert_eq!(region("+999", "NO"), None);
        assert_eq!(region("+4", "NO"), None);
    }
}
