//! Language negotiation.

/// The language to show: the first wish that the page can fulfil, or `fallback`.
///
/// `wishes` are BCP 47 tags, the strongest first: `ui_locales`, the person's earlier choice, the browser's list.
/// A wish is met by its own tag, by its language (`en-GB` → `en`), or by another region of it (`pt` → `pt-BR`) –
/// RFC 4647 section 3.4 look-up, and the macrolanguage `no`, which stands for Bokmål on most machines.
pub fn choose<'a, 'w>(wishes: impl IntoIterator<Item = &'w str>, available: &[&'a str], fallback: &'a str) -> &'a str {
    for wish in wishes {
        let wish = wish.trim().replace('_', "-");
        let language = wish.split('-').next().unwrap_or_default();
        let relative =
            if language.eq_ignore_ascii_case("no") || language.eq_ignore_ascii_case("nn") { "nb" } else { language };
        let by = |wanted: &str| available.iter().find(|tag| tag.eq_ignore_ascii_case(wanted));
        let same_language =
            || available.iter().find(|tag| tag.split('-').next().unwrap_or_default().eq_ignore_ascii_case(language));
        let found = by(&wish).or_else(|| by(language)).or_else(same_language).or_else(|| by(relative));
        if let Some(tag) = found {
            return tag;
        }
    }
    fallback
}

#[cfg(test)]
mod tests {
    use super::choose;

    const HAVE: &[&str] = &["en", "nb", "pt-BR"];

    #[test]
    fn the_strongest_wish_that_can_be_met_wins() {
        assert_eq!(choose(["fr", "nb-NO", "en"], HAVE, "en"), "nb");
        assert_eq!(choose(["en-GB"], HAVE, "nb"), "en");
        assert_eq!(choose(["pt"], HAVE, "en"), "pt-BR");
        assert_eq!(choose(["no", "en"], HAVE, "en"), "nb");
        assert_eq!(choose(["nn_NO"], HAVE, "en"), "nb");
    }

    #[test]
    fn without_any_the_fallback_is_shown() {
        assert_eq!(choose(["", "xx"], HAVE, "nb"), "nb");
        assert_eq!(choose([], HAVE, "en"), "en");
    }
}
