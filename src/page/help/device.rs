//! What the browser says of itself, as coarsely as support needs it.

use crate::i18n::{Key, Words};

/// The device that the page runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub kind: Kind,
    /// `Windows`, `iOS`; empty when the browser does not tell.
    pub system: &'static str,
    /// Name and version: `Firefox 128.0`; empty when it is none that is known here.
    pub browser: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Phone,
    Tablet,
    Computer,
}

/// The mark of each browser in a `User-Agent`, more specific ones first: nearly all claim to be Chrome and Safari too.
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
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

impl Device {
    /// Reads a `User-Agent` (RFC 9110 section 10.1.5). `touches` is `navigator.maxTouchPoints`: Safari on an iPad says
    /// that it is a Mac, and no Mac has more than one.
    pub fn of(agent: &str, max_touch_points: u32) -> Self {
        let found = SYSTEMS.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, system)| system);
        let system = if found == "macOS" && max_touch_points > 1 { "iPadOS" } else { found };
        let kind = match system {
            "iPadOS" => Kind::Tablet,
            "Android" if !agent.contains("Mobile") => Kind::Tablet,
            "Android" | "iOS" => Kind::Phone,
            _ => Kind::Computer,
        };
        let browser = BROWSERS.iter().find_map(|(mark, name)| {
            let (_, version) = agent.split_once(mark)?;
            let version: String = version.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            Some(format!("{name} {}", version.trim_end_matches(".0")))
        });
        Self { kind, system, browser: browser.unwrap_or_default() }
    }

    /// Kind and system in words.
    pub fn text(&self, words: Words) -> String {
        let kind = words.get(match self.kind {
            Kind::Phone => Key::SupportPhone,
            Kind::Tablet => Key::SupportTablet,
            Kind::Computer => Key::SupportComputer,
        });
        if self.system.is_empty() { kind.to_owned() } else { format!("{kind}, {}", self.system) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_told_apart() {
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0";
        let safari = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1";
        let cases = [
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {chrome} Safari/537.36"),
                10,
                Kind::Computer,
                "Windows",
                "Chrome 143",
            ),
            (
                format!("Mozilla/5.0 (Windows NT 10.0) {chrome} Safari/537.36 Edg/142.0.0.0"),
                0,
                Kind::Computer,
                "Windows",
                "Edge 142",
            ),
            (
                format!("Mozilla/5.0 (Linux; Android 10; K) {chrome} Mobile Safari/537.36"),
                5,
                Kind::Phone,
                "Android",
                "Chrome 143",
            ),
            (
                format!("Mozilla/5.0 (Linux; Android 10; K) {chrome} Safari/537.36"),
                5,
                Kind::Tablet,
                "Android",
                "Chrome 143",
            ),
            (
                format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {safari} Safari/605.1.15"),
                0,
                Kind::Computer,
                "macOS",
                "Safari 18.1",
            ),
            (
                format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {safari} Safari/605.1.15"),
                5,
                Kind::Tablet,
                "iPadOS",
                "Safari 18.1",
            ),
            (
                format!("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {safari} Mobile/15E148 Safari/604.1"),
                5,
                Kind::Phone,
                "iOS",
                "Safari 18.1",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".into(),
                0,
                Kind::Computer,
                "Linux",
                "Firefox 128",
            ),
            (
                "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0".into(),
                5,
                Kind::Phone,
                "Android",
                "Firefox 140",
            ),
            ("curl/8".into(), 0, Kind::Computer, "", ""),
        ];
        for (agent, max_touch_points, kind, system, browser) in cases {
            let expected = Device { kind, system, browser: browser.into() };
            assert_eq!(Device::of(&agent, max_touch_points), expected, "{agent}");
        }
    }
}
