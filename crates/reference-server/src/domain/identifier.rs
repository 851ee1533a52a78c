//! Identifiers as people type them: an e-mail address, or a name with spaces and letters such as å (requirement P2).

use caseless::default_case_fold_str;
use unicode_normalization::UnicodeNormalization;

/// The longest identifier in bytes; the longest e-mail address has 254 (RFC 5321 section 4.5.3.1.3).
pub const MAX_BYTES: usize = 254;

/// What two spellings of one identifier have in common: without outer and doubled spaces, compatibility characters
/// resolved (NFKC, so that full-width letters of an input method match), case folded (Unicode chapter 3.13, D145).
pub fn key(typed: &str) -> String {
    let folded = default_case_fold_str(&typed.nfkc().collect::<String>());
    folded.nfkc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The identifier to keep and show: as typed, without outer spaces. `None` when nobody can be called so: empty, too
/// long, or with control characters.
pub fn accepted(typed: &str) -> Option<&str> {
    let trimmed = typed.trim();
    let possible = !trimmed.is_empty() && trimmed.len() <= MAX_BYTES && !trimmed.contains(char::is_control);
    possible.then_some(trimmed)
}

/// The address to send to: as typed, without outer spaces. `None` when mail cannot go there.
pub fn email(typed: &str) -> Option<&str> {
    let accepted = accepted(typed)?;
    accepted.parse::<lettre::Address>().ok().map(|_| accepted)
}

/// The identifier with its middle hidden: `k•••n@example.no`, `Å•••ø`. Derived from what was typed alone, so that it
/// tells nothing about who exists.
pub fn masked(typed: &str) -> String {
    match typed.rsplit_once('@') {
        Some((local, domain)) => format!("{}@{domain}", masked_word(local)),
        None => masked_word(typed),
    }
}

fn masked_word(word: &str) -> String {
    let mut letters = word.chars();
    match (letters.next(), letters.next_back()) {
        (Some(first), Some(last)) if word.chars().count() > 2 => format!("{first}•••{last}"),
        _ => "•••".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_identifier_have_one_key() {
        let composed = "Åse Sørbø";
        for spelling in ["åse sørbø", "  Åse  Sørbø ", "A\u{30a}se Sørbø", "ÅSE SØRBØ"] {
            assert_eq!(key(spelling), key(composed), "{spelling}");
        }
        assert_eq!(key("Kari@Example.no"), key("kari@example.NO"));
        assert_eq!(key("STRASSE"), key("straße"));
    }

    #[test]
    fn different_names_have_different_keys() {
        assert_ne!(key("Åse Sørbø"), key("Ase Sorbo"));
        assert_ne!(key("AseSorbo"), key("Ase Sorbo"));
    }

    #[test]
    fn masks_hide_the_middle_and_short_words_wholly() {
        assert_eq!(masked("kari.nordmann@example.no"), "k•••n@example.no");
        assert_eq!(masked("Åse Sørbø"), "Å•••ø");
        assert_eq!(masked("bo@example.no"), "•••@example.no");
        assert_eq!(masked("x"), "•••");
    }

    #[test]
    fn impossible_identifiers_are_refused() {
        assert_eq!(accepted("  \t "), None);
        assert_eq!(accepted("a\u{0}b"), None);
        assert_eq!(accepted(&"x".repeat(255)), None);
        assert_eq!(accepted(" Åse Sørbø "), Some("Åse Sørbø"));
    }
}
