//! One-time codes as they are typed, pasted and filled in.

use std::collections::BTreeSet;

use auth_contract::Secret;
use unicode_general_category::{GeneralCategory, get_general_category};

/// The one code of `length` digits in what was typed, in ASCII: digits of any script, spaces and hyphens between them,
/// words around them ("Your code is 123 456", a whole text message). `None` when there is none, or more than one.
pub fn digits(typed: &Secret, length: usize) -> Option<Secret> {
    let mut found = BTreeSet::new();
    let mut run = String::new();
    // The end of a line ends a run: the last line of a text message repeats the code for the browser.
    for c in typed.expose().chars().chain(['\n']) {
        match digit(c) {
            Some(digit) => run.push(char::from(b'0' + digit)),
            None if is_separator(c) && !matches!(c, '\n' | '\r') => {}
            None => {
                let run = std::mem::take(&mut run);
                if run.len() == length {
                    found.insert(run);
                }
            }
        }
    }
    let code = found.pop_first()?;
    found.is_empty().then(|| Secret::new(code))
}

/// Spaces, hyphens and the marks that copying from right-to-left text leaves.
pub fn is_separator(c: char) -> bool {
    use GeneralCategory::{Control, DashPunctuation, Format, SpaceSeparator};
    let category = get_general_category(c);
    matches!(category, SpaceSeparator | DashPunctuation | Format)
        || (category == Control && c.is_whitespace())
        || c == '\u{2212}'
}

/// The value of a decimal digit of any script. Unicode encodes them as unbroken tens, in order from zero (chapter 4.6,
/// and stability policy since version 6.3), so it is the number of digits before it in its block, modulo ten.
pub fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    let is_digit = |c: char| get_general_category(c) == GeneralCategory::DecimalNumber;
    if !is_digit(c) {
        return None;
    }
    let before = (0..u32::from(c)).rev().map_while(char::from_u32).take_while(|c| is_digit(*c)).count();
    u8::try_from(before % 10).ok()
}

/// `text` with the decimal digits of every script as ASCII, and everything else as it is.
pub fn with_ascii_digits(text: &str) -> String {
    text.chars().map(|c| digit(c).map_or(c, |digit| char::from(b'0' + digit))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn six(typed: &str) -> Option<String> {
        digits(&Secret::new(typed), 6).map(|code| code.expose().into())
    }

    #[test]
    fn one_code_is_found_however_it_is_written() {
        for typed in [
            "123456",
            "123 456",
            " 12-34-56 ",
            "123\u{a0}456",
            "123\u{2011}456",
            "1 2 3 4 5 6\n",
            "Your code is 123 456",
            "Koden din er 123456.",
            "123456 is your code for Northwind. It works for 10 minutes.\n\n@localhost #123456",
            "\u{202b}123456\u{202c}",
            "\u{feff}123456",
        ] {
            assert_eq!(six(typed).as_deref(), Some("123456"), "{typed}");
        }
    }

    #[test]
    fn digits_of_every_script_are_digits() {
        for typed in ["１２３４５６", "١٢٣٤٥٦", "۱۲۳۴۵۶", "१२३४५६", "১২৩৪৫৬", "๑๒๓๔๕๖", "𝟏𝟐𝟑𝟜𝟝𝟞", "𑛛𑛜𑛝𑛞𑛟𑛠", "١٢٣ 456"]
        {
            assert_eq!(six(typed).as_deref(), Some("123456"), "{typed}");
        }
        assert_eq!(with_ascii_digits("+٤٧ ９12"), "+47 912");
    }

    #[test]
    fn what_is_no_digit_has_no_value() {
        for c in ['a', '½', '²', '①', '一', 'Ⅵ', '㊳', ' '] {
            assert_eq!(digit(c), None, "{c}");
        }
    }

    #[test]
    fn no_code_and_two_codes_are_none() {
        for typed in ["", "12345", "1234567", "123456 or 654321 ,", "123456, 654321", "12345a6", "one two three"] {
            assert_eq!(six(typed), None, "{typed}");
        }
    }
}
