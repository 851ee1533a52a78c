//! The texts of the page. Keys are checked when the program is built; each language is a file of its own.

mod choose;
#[cfg(feature = "csr")]
pub mod load;
#[cfg(feature = "bundled")]
mod pseudo;
pub mod wording;

pub use choose::choose;
#[cfg(feature = "bundled")]
pub use pseudo::{LONG, RIGHT_TO_LEFT, in_pseudo, marked, pseudo};

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// Between the forms of a plural; written by `build.rs`.
const PLURAL_MARK: char = '\u{1f}';

/// One language, whole. Cheap to copy: a language that was loaded stays until the page is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    tag: &'static str,
    /// Direction and name first, then the words by key number.
    table: &'static [&'static str],
}

impl Words {
    /// Takes the table of a locale file in its runtime form: `[dir, name, word, word, …]`.
    /// `None` when it does not belong to this build.
    pub fn new(tag: &'static str, table: &'static [&'static str]) -> Option<Self> {
        (table.len() == KEY_COUNT + 2).then_some(Self { tag, table })
    }

    /// The language as a BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.tag
    }

    /// `ltr` or `rtl`.
    pub fn dir(self) -> &'static str {
        self.table[0]
    }

    /// The language's own name for itself.
    pub fn name(self) -> &'static str {
        self.table[1]
    }

    /// The text as it stands in the file, placeholders included.
    pub fn get(self, key: Key) -> &'static str {
        self.by_number(key as usize)
    }

    /// The text with this number; empty for a number that is no key.
    pub fn by_number(self, number: usize) -> &'static str {
        self.table.get(number + 2).copied().unwrap_or_default()
    }

    /// The text with its placeholders filled in.
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values, self.dir() == "rtl")
    }

    /// A number, an address, anything that reads from the left and stays on one line, to be filled into a text. In a
    /// language that is read from right to left a mark says so: digits and dots alone have no direction (Unicode
    /// Bidirectional Algorithm, LRM).
    pub fn left_to_right(self, value: &str) -> String {
        let mark = if self.dir() == "rtl" { "\u{200e}" } else { "" };
        format!("{mark}{}", value.replace(' ', "\u{a0}"))
    }

    /// The form of a plural for `n`, filled in as `{n}`. `category` is the CLDR category that `Intl.PluralRules` names.
    pub fn plural(self, key: Key, n: u32, category: &str) -> String {
        let forms = self.get(key).split(PLURAL_MARK).filter_map(|form| form.split_once('='));
        let mut text = "";
        for (name, form) in forms {
            if name == category {
                text = form;
                break;
            }
            if name == "other" {
                text = form;
            }
        }
        fill(text, &[("n", &n.to_string())], false)
    }
}

/// Puts the values in. In a language that is read from right to left each is isolated (Unicode Bidirectional Algorithm,
/// FSI and PDI): a name in Latin letters must not pull the words and stops around it to its side.
fn fill(text: &str, values: &[(&str, &str)], isolate: bool) -> String {
    let (before_value, after_value) = if isolate { ("\u{2068}", "\u{2069}") } else { ("", "") };
    let mut out = String::with_capacity(text.len() + 24);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        for (key, value) in values {
            if *key == name {
                out.push_str(before_value);
                out.push_str(value);
                out.push_str(after_value);
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A language of [`BUNDLED`]; the first build-time language for a tag that is not there.
#[cfg(feature = "bundled")]
pub fn bundled(tag: &str) -> Words {
    let (tag, table) = BUNDLED.iter().find(|(bundled, _)| *bundled == tag).unwrap_or(&BUNDLED[0]);
    Words { tag, table }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled() {
        assert_eq!(bundled("en").fill(Key::IdentifyLeadApp, &[("app", "Notes {x}")]), "to continue to Notes {x}");
    }

    #[test]
    fn a_plural_has_the_form_of_its_category_and_falls_back_to_other() {
        let en = bundled("en");
        assert_eq!(en.plural(Key::ProblemAttempts, 1, "one"), "1\u{a0}try left.");
        assert_eq!(en.plural(Key::ProblemAttempts, 3, "few"), "3\u{a0}tries left.");
    }

    #[test]
    fn a_number_reads_from_the_left_and_stays_on_one_line() {
        assert_eq!(bundled("en").left_to_right("+47 ••• 42"), "+47\u{a0}•••\u{a0}42");
        let mirrored = pseudo(RIGHT_TO_LEFT).expect("a language from right to left");
        assert_eq!(mirrored.left_to_right("+47"), "\u{200e}+47");
    }

    #[test]
    fn a_table_of_another_build_is_refused() {
        assert_eq!(Words::new("en", &["ltr", "English", "only one"]), None);
    }

    #[test]
    fn no_text_has_a_straight_quotation_mark_or_three_dots() {
        for (tag, table) in BUNDLED {
            for text in &table[2..] {
                assert!(!text.contains(['\'', '"']) && !text.contains("..."), "{tag}: {text}");
            }
        }
    }
}
