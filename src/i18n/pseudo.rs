//! Pseudo-localisation: generated languages that show what a translation does to a screen before there is one.

use std::sync::{LazyLock, Mutex, PoisonError};

use super::{PLURAL_MARK, Words, bundled};

/// Accented and 40 % longer, read from left to right.
pub const LONG: &str = "en-XA";
/// In Arabic letters, read from right to left.
pub const RIGHT_TO_LEFT: &str = "ar-XB";

/// The pseudo language with this tag, made from English. It lives as long as the page: made once and leaked.
pub fn pseudo(tag: &str) -> Option<Words> {
    static LONGER: LazyLock<Words> = LazyLock::new(|| make(LONG, "ltr", "[Ēñĝļîšĥ öñé öñé]", lengthen));
    static MIRRORED: LazyLock<Words> = LazyLock::new(|| make(RIGHT_TO_LEFT, "rtl", "عرب", mirror));
    match tag {
        LONG => Some(*LONGER),
        RIGHT_TO_LEFT => Some(*MIRRORED),
        _ => None,
    }
}

/// A text of an operator in the pseudo language with this tag. `None` for any other tag.
pub fn in_pseudo(tag: &str, text: &str) -> Option<String> {
    match tag {
        LONG => Some(lengthen(text)),
        RIGHT_TO_LEFT => Some(mirror(text)),
        _ => None,
    }
}

fn make(tag: &'static str, dir: &'static str, name: &'static str, change: fn(&str) -> String) -> Words {
    let words = bundled("en").table[2..].iter().map(|text| &*translate(text, change).leak());
    Words { tag, table: [dir, name].into_iter().chain(words).collect::<Vec<_>>().leak() }
}

/// The same words, each behind an invisible mark that says which key it is (Unicode tag characters, which browsers
/// give no width): the gallery finds the key of every text on screen by it.
///
/// Made once for each language and leaked, like the language itself.
pub fn marked(words: Words) -> Words {
    static MADE: Mutex<Vec<Words>> = Mutex::new(vec![]);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(marked) = made.iter().find(|marked| marked.tag == words.tag) {
        return *marked;
    }
    let mark = |number: usize, text: &str| {
        let digits: String =
            number.to_string().bytes().filter_map(|digit| char::from_u32(0xE0000 + u32::from(digit))).collect();
        let mark = format!("\u{E0001}{digits}\u{E007F}");
        if text.starts_with(PLURAL_MARK) { text.replace('=', &format!("={mark}")) } else { format!("{mark}{text}") }
    };
    let table = words.table.iter().enumerate().map(|(index, text)| match index {
        0 | 1 => *text,
        index => &*mark(index - 2, text).leak(),
    });
    let marked = Words { table: table.collect::<Vec<_>>().leak(), ..words };
    made.push(marked);
    marked
}

/// Changes what people read and leaves placeholders and the machinery of plurals alone.
fn translate(text: &str, change: fn(&str) -> String) -> String {
    if text.starts_with(PLURAL_MARK) {
        let forms = text.split(PLURAL_MARK).filter_map(|form| form.split_once('='));
        let translated: Vec<String> = forms.map(|(name, form)| [name, &translate(form, change)].join("=")).collect();
        return translated.iter().flat_map(|form| [PLURAL_MARK.to_string(), form.clone()]).collect();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(&change(before));
        out.push('{');
        out.push_str(name);
        out.push('}');
        rest = after;
    }
    out.push_str(&change(rest));
    out
}

/// Accents show what is not translatable yet; the padding is what German or Finnish needs (about two fifths).
fn lengthen(text: &str) -> String {
    let accented: String = text.chars().map(accent).collect();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let filler = ["öñé", "ţŵö", "ţĥŕéé", "ƒöûŕ", "ƒîvé", "šîx", "šévéñ"];
    let mut padding = String::new();
    for word in filler.iter().cycle() {
        if padding.chars().filter(|c| c.is_alphabetic()).count() * 5 >= letters * 2 {
            break;
        }
        if !padding.is_empty() || letters > 6 {
            padding.push(' ');
        }
        padding.push_str(word);
    }
    // The padding goes before what ends a sentence, so that a full stop stays at its end.
    let end = accented.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    format!("{}{padding}{}", &accented[..end], &accented[end..])
}

fn accent(c: char) -> char {
    const PLAIN: &str = "AaBbCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz";
    const ACCENTED: &str = "ÅåƁƀÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž";
    PLAIN.chars().position(|plain| plain == c).and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(c)
}

fn mirror(text: &str) -> String {
    const LATIN: &str = "abcdefghijklmnopqrstuvwxyz,?;%";
    const ARABIC: &str = "ابثدهفغحيجكلمنوطقرستعخشصزض،؟؛٪";
    let letters: Vec<char> = ARABIC.chars().collect();
    let to_arabic = |c: char| {
        let at = LATIN.chars().position(|latin| latin == c.to_ascii_lowercase());
        at.map_or(c, |at| letters[at.min(letters.len() - 1)])
    };
    text.chars().map(to_arabic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{BUNDLED, Key};

    #[test]
    fn placeholders_and_plural_forms_survive() {
        for tag in [LONG, RIGHT_TO_LEFT] {
            let words = pseudo(tag).unwrap();
            assert!(words.fill(Key::IdentifyLeadApp, &[("app", "Notes")]).contains("Notes"), "{tag}");
            assert!(words.plural(Key::ProblemAttempts, 3, "other").contains('3'), "{tag}");
            assert_eq!(words.dir(), if tag == LONG { "ltr" } else { "rtl" });
        }
        assert!(pseudo("de").is_none());
    }

    #[test]
    fn the_long_one_is_two_fifths_longer() {
        let (english, long) = (bundled("en"), pseudo(LONG).unwrap());
        let is_plain = |text: &str| !text.contains(['{', PLURAL_MARK]);
        for number in (0..BUNDLED[0].1.len() - 2).filter(|number| is_plain(english.by_number(*number))) {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            let (short, padded) = (letters(english.by_number(number)), letters(long.by_number(number)));
            assert!(padded * 5 >= short * 7 || short < 3, "{}", long.by_number(number));
        }
    }

    #[test]
    fn arabic_letters_replace_every_latin_one() {
        let words = pseudo(RIGHT_TO_LEFT).unwrap();
        let text = words.get(Key::IdentifyTitle);
        assert!(!text.chars().any(|c| c.is_ascii_alphabetic()), "{text}");
    }

    #[test]
    fn a_mark_names_its_key_and_takes_no_letter_away() {
        let (plain, marked) = (bundled("en"), marked(bundled("en")));
        let number = Key::IdentifyTitle as usize;
        let text = marked.get(Key::IdentifyTitle);
        assert!(text.ends_with(plain.get(Key::IdentifyTitle)));
        let digits: String = text
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c).checked_sub(0xE0000)?))
            .filter(char::is_ascii_digit)
            .collect();
        assert_eq!(digits, number.to_string());
        assert!(marked.plural(Key::ProblemAttempts, 1, "one").contains("1\u{a0}try left"));
    }
}
