//! Which language a person gets: the one that the product asks for (`ui_locales`), then their own choice (cookie), then
//! the browser's (`accept-language`).

use http::{HeaderMap, header};

use super::manifest::BrandEntry;
use crate::cookies;

/// The language of the document for this request, one of the brand's.
pub fn choose<'a>(brand: &'a BrandEntry, query: &str, headers: &HeaderMap) -> &'a str {
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "ui_locales");
    let asked: Vec<String> = asked.iter().flat_map(|(_, value)| value.split(' ')).map(Into::into).collect();
    let chosen: Vec<String> = cookies::read(headers, cookies::LOCALE).map(Into::into).into_iter().collect();
    let spoken = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let spoken = by_preference(spoken);
    let mut wanted = asked.iter().chain(&chosen).chain(&spoken);
    wanted.find_map(|tag| look_up(&brand.languages, tag)).unwrap_or(&brand.default_language)
}

/// The tags of an `accept-language` header, best first (RFC 9110 section 12.5.4). Our own few lines: a weight of `NaN`
/// makes the sorting of the library that is usual for this panic.
fn by_preference(header: &str) -> Vec<String> {
    let mut weighted: Vec<(f32, &str)> = header
        .split(',')
        .map(|entry| {
            let (tag, parameters) = entry.split_once(';').unwrap_or((entry, "q=1"));
            let weight = parameters.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok()).unwrap_or(0.0);
            (weight, tag.trim())
        })
        .filter(|(weight, tag)| *weight > 0.0 && !tag.is_empty())
        .collect();
    weighted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    weighted.into_iter().map(|(_, tag)| tag.into()).collect()
}

/// The offered language for a tag, losing subtags from the end (RFC 4647 section 3.4). `no` stands for both written
/// forms of Norwegian, and browsers still send it; Nynorsk readers read Bokmål before English.
fn look_up<'a>(offered: &'a [String], tag: &str) -> Option<&'a str> {
    let mut range = tag;
    loop {
        if let Some(found) = offered.iter().find(|language| language.eq_ignore_ascii_case(range)) {
            return Some(found);
        }
        match range.rfind('-') {
            Some(end) => range = &range[..end],
            None => break,
        }
    }
    let is_norwegian = ["no", "nn"].iter().any(|norwegian| norwegian.eq_ignore_ascii_case(range));
    offered.iter().find(|language| is_norwegian && *language == "nb").map(String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn chosen(query: &str, cookie: &str, accept: &str) -> String {
        let brand = BrandEntry {
            documents: BTreeMap::new(),
            languages: vec!["en".into(), "nb".into()],
            default_language: "en".into(),
        };
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, format!("portico-locale={cookie}").parse().expect("a header value"));
        headers.insert(header::ACCEPT_LANGUAGE, accept.parse().expect("a header value"));
        choose(&brand, query, &headers).into()
    }

    #[test]
    fn the_product_comes_first_then_the_person_then_the_browser() {
        assert_eq!(chosen("ui_locales=nb", "en", "en"), "nb");
        assert_eq!(chosen("ui_locales=fr+nb", "en", "en"), "nb");
        assert_eq!(chosen("", "nb", "en"), "nb");
        assert_eq!(chosen("", "", "fr, nb-NO;q=0.8, en;q=0.5"), "nb");
        assert_eq!(chosen("", "", "fr"), "en");
    }

    #[test]
    fn regions_and_kinds_of_norwegian_are_understood() {
        for tag in ["nb-NO", "NB", "no", "nn-NO"] {
            assert_eq!(chosen("", "", tag), "nb", "{tag}");
        }
        assert_eq!(chosen("", "", "nb;q=0, en;q=0.1"), "en");
    }

    #[test]
    fn nonsense_falls_back() {
        assert_eq!(by_preference("nb;q=NaN, en;q=x, fr;q=-1, de;level=1, it;q=0.2, sv; q=0.5, ,;"), ["sv", "it"]);
        for tag in ["../../etc/passwd", "-", "*", "e"] {
            assert_eq!(chosen(&format!("ui_locales={tag}"), tag, tag), "en", "{tag}");
        }
    }
}
