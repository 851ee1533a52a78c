//! Which browser a request came from, as roughly as a message to its owner needs it. Whoever writes a `User-Agent` can
//! write anything into it: these words help people to recognise themselves and decide nothing.

use serde::{Deserialize, Serialize};

/// The mark of each browser in a `User-Agent` (RFC 9110 section 10.1.5), more specific ones first: nearly all claim to be
/// Chrome and Safari too.
const BROWSERS: [(&str, &str); 11] = [
    ("EdgiOS/", "Edge"),
    ("EdgA/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

/// The mark of each system; Android says that it is Linux, and an iPhone that it is like Mac OS X.
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

/// A browser that is known here by name, and where it runs. Never what was sent, only words from these tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    pub browser: Option<String>,
    pub system: Option<String>,
}

impl Agent {
    /// `text`: the value of `User-Agent`, empty without one.
    pub fn of(text: &str) -> Self {
        let first = |marks: &[(&str, &str)]| {
            marks.iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| (*name).to_owned())
        };
        Self { browser: first(&BROWSERS), system: first(&SYSTEMS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_and_nothing_is_repeated_that_was_sent() {
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0";
        for (text, browser, system) in [
            (format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {chrome} Safari/537.36"), "Chrome", "Windows"),
            (format!("Mozilla/5.0 (Windows NT 10.0) {chrome} Safari/537.36 Edg/142.0"), "Edge", "Windows"),
            (format!("Mozilla/5.0 (Linux; Android 10; K) {chrome} Mobile Safari/537.36"), "Chrome", "Android"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".into(), "Firefox", "Linux"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 Version/18.1 Mobile Safari/604"
                    .into(),
                "Safari",
                "iPhone",
            ),
            ("curl/8.5 https://phish.example Call +47 800".into(), "", ""),
            (String::new(), "", ""),
        ] {
            let name = |name: &str| (!name.is_empty()).then(|| name.to_owned());
            assert_eq!(Agent::of(&text), Agent { browser: name(browser), system: name(system) }, "{text}");
        }
    }
}
