//! Parsing and comparing versions of programs.

use std::{cmp::Ordering, fmt};

/// Longest version that is read, in bytes: a program's own words about itself are never long.
const MAX_BYTES: usize = 64;

/// A version: one to four numbers, perhaps an early release of them.
///
/// `v` in front, and what follows a `+` or stands in brackets (a build: `1.1.2+77`, `1.1.2 (77)`), mean nothing. Numbers
/// that are left out are 0. An early release (`1.2.0-beta.2`) is older than its version, and those are compared as
/// Semantic Versioning 2.0.0 section 11 says.
#[derive(Clone, Debug)]
pub struct Version {
    numbers: [u64; 4],
    early: Vec<Part>,
    /// As it was written.
    text: String,
}

/// Numbers are lower than words (Semantic Versioning 2.0.0 section 11.4.3).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

impl Version {
    /// Reads a version. `None` for everything else, digits of other scripts among it: whoever writes those did not mean a
    /// number that two programs would read alike.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(' ');
        if text.len() > MAX_BYTES || !text.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
            return None;
        }
        let bare = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let bare = without_build(bare)?;
        let (numbers, early) = match bare.split_once('-') {
            Some((numbers, early)) => (numbers, Some(early)),
            None => (bare, None),
        };
        let mut read = [0; 4];
        for (place, digits) in numbers.split('.').enumerate() {
            *read.get_mut(place)? = number(digits)?;
        }
        let early = early.map_or(Some(Vec::new()), |early| early.split('.').map(part).collect())?;
        Some(Self { numbers: read, early, text: text.to_owned() })
    }
}

fn without_build(text: &str) -> Option<&str> {
    if let Some((version, build)) = text.split_once('+') {
        return build.split('.').all(is_identifier).then_some(version);
    }
    let Some((version, build)) = text.split_once(" (") else { return Some(text) };
    build.strip_suffix(')').filter(|build| build.split('.').all(is_identifier)).map(|_| version)
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn number(digits: &str) -> Option<u64> {
    // `parse` alone would take a plus sign.
    let are_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    are_digits.then(|| digits.parse().ok())?
}

fn part(text: &str) -> Option<Part> {
    is_identifier(text).then(|| number(text).map_or_else(|| Part::Word(text.to_owned()), Part::Number))
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        // No early release at all is the latest; between two, the longer one is later when the rest is equal.
        let by_early = || match (self.early.is_empty(), other.early.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => self.early.cmp(&other.early),
        };
        self.numbers.cmp(&other.numbers).then_with(by_early)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap_or_else(|| panic!("{text:?} is a version"))
    }

    #[test]
    fn each_is_older_than_the_next() {
        let ascending = [
            "0",
            "0.0.0.1",
            "0.9",
            "1.0.0-1",
            "1.0.0-2",
            "1.0.0-10",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1",
            "1.0.0.1",
            "1.0.1-rc-1",
            "1.0.1",
            "1.9.9",
            "1.10",
            "2.0.0-x.7.z.92",
            "2",
            "10",
            "18446744073709551615",
        ];
        for (place, older) in ascending.iter().enumerate() {
            for newer in &ascending[place + 1..] {
                assert!(version(older) < version(newer), "{older} < {newer}");
            }
        }
    }

    #[test]
    fn the_same_may_be_written_in_several_ways() {
        for same in [
            "1.1.2",
            "v1.1.2",
            "V1.1.2",
            "1.1.2.0",
            "01.01.02",
            "1.1.2+77",
            "1.1.2+2026.11.22-x",
            "1.1.2 (77)",
            " 1.1.2 ",
        ] {
            assert_eq!(version(same), version("1.1.2"), "{same}");
        }
        assert_eq!(version("1.1.2-beta.2+9"), version("1.1.2-beta.2"));
    }

    #[test]
    fn everything_else_is_unreadable() {
        for garbage in [
            "",
            " ",
            "v",
            "vv1",
            "1.",
            ".1",
            "1..2",
            "1.2.3.4.5",
            "1.1.x",
            "latest",
            "1,1",
            "-1",
            "+1",
            "1.+2",
            "1.-2",
            "1-",
            "1-a..b",
            "1+",
            "1+a+b",
            "1-ä",
            "1.1.2 beta",
            "1.1.2 ()",
            "1.1.2 (77",
            "1 . 1",
            "١.١.٢",
            "１.１",
            "²",
            "1.1.2\n",
            "1.1.2\0",
            "1.1.2\u{200b}",
            "0x10",
            "1e3",
            "18446744073709551616",
            "1.1.2; drop",
            "<b>1</b>",
            "${version}",
        ] {
            assert!(Version::parse(garbage).is_none(), "{garbage:?}");
        }
        assert!(Version::parse(&"1".repeat(65)).is_none());
    }

    #[test]
    fn it_is_shown_as_it_was_written() {
        assert_eq!(version("v1.1.2+77").to_string(), "v1.1.2+77");
    }
}
