//! What a new password must be (NIST SP 800-63B section 3.1.1.2): long enough, not guessable, not leaked. No rules of
//! composition, no expiry.

use auth_contract::{PasswordPolicy, PasswordWeakness, Secret};
use unicode_normalization::UnicodeNormalization;
use url::Url;
use zxcvbn::{
    Entropy, Score,
    feedback::{Feedback, Warning},
    matching::patterns::{DictionaryPattern, MatchPattern},
    zxcvbn,
};

/// Characters of a password that is all there is (NIST SP 800-63B-4: fifteen).
const ALONE: u16 = 15;
/// Characters of a password beside a second factor (eight): it need not resist guessing by itself.
const BESIDE: u16 = 8;
/// At least 64 have to be possible; this is room for a long sentence and no work for a flood.
const LONGEST: u16 = 128;
/// Guesses: 10⁸ and more, out of reach for an attacker who has stolen the hashes of argon2.
const STRONG_ENOUGH: Score = Score::Three;

/// Characters of a password whose guesses are counted: what comes after only adds to them, and the work grows faster
/// than the length.
const COUNTED: usize = 64;
/// Kinds of symbols that are read as letters (`$` for s). `zxcvbn` tries all of them with all others, which takes seconds
/// for a password that has every one.
const DISGUISES: usize = 3;

/// Whose password it is going to be.
#[derive(Clone, Copy, Debug)]
pub struct Whom<'a> {
    pub identifier: &'a str,
    pub name: &'a str,
}

/// The length that is asked for. `stands_alone`: this person signs in with nothing else.
pub const fn policy(stands_alone: bool) -> PasswordPolicy {
    PasswordPolicy { min_length: if stands_alone { ALONE } else { BESIDE }, max_length: LONGEST }
}

/// Whether the length will do. One code point is one character, composed, as it is hashed.
pub fn judge_length(policy: &PasswordPolicy, password: &Secret) -> Result<(), PasswordWeakness> {
    let length = password.expose().nfc().take(usize::from(policy.max_length) + 1).count();
    match length {
        length if length < usize::from(policy.min_length) => Err(PasswordWeakness::TooShort),
        length if length > usize::from(policy.max_length) => Err(PasswordWeakness::TooLong),
        _ => Ok(()),
    }
}

/// Words that an attacker tries first for this person: their names and those of the service.
pub fn own_words(whom: &Whom<'_>, service: &str, origin: &str) -> Vec<String> {
    let host = Url::parse(origin).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let mut words: Vec<String> = [whom.identifier, whom.name, service, &host, "portico"]
        .iter()
        .flat_map(|text| std::iter::once(*text).chain(text.split(|c: char| !c.is_alphanumeric())))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// Whether a password is hard to guess; `own_words`: see [`own_words`]. Takes milliseconds of arithmetic.
pub fn judge_guesses(password: &Secret, own_words: &[String]) -> Result<(), PasswordWeakness> {
    let inputs: Vec<&str> = own_words.iter().map(String::as_str).collect();
    let estimate = zxcvbn(&bounded(password.expose()), &inputs);
    if estimate.score() >= STRONG_ENOUGH { Ok(()) } else { Err(weakness(&estimate, own_words)) }
}

/// The part of a password that is looked at, with further kinds of symbols exchanged for ones that stand for nothing.
fn bounded(password: &str) -> String {
    const NOTHING: u32 = 0xe000; // private use: in no dictionary, and as far apart as before
    let mut kinds = Vec::new();
    let counted = password.chars().take(COUNTED);
    let exchanged = counted.map(|c| {
        if !c.is_ascii_punctuation() || kinds.contains(&c) {
            return c;
        }
        if kinds.len() < DISGUISES {
            kinds.push(c);
            return c;
        }
        char::from_u32(NOTHING + u32::from(c)).unwrap_or(c)
    });
    exchanged.collect()
}

fn weakness(estimate: &Entropy, own_words: &[String]) -> PasswordWeakness {
    let is_own = |word: &DictionaryPattern| own_words.contains(&word.matched_word);
    let is_personal = estimate
        .sequence()
        .iter()
        .any(|found| matches!(&found.pattern, MatchPattern::Dictionary(word) if is_own(word)));
    if is_personal {
        return PasswordWeakness::Personal;
    }
    let Some(warning) = estimate.feedback().and_then(Feedback::warning) else {
        return PasswordWeakness::Guessable;
    };
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => {
            PasswordWeakness::Keyboard
        }
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            PasswordWeakness::Repeated
        }
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => PasswordWeakness::Common,
        Warning::SequencesLikeAbcAreEasyToGuess => PasswordWeakness::Sequence,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => PasswordWeakness::Date,
        Warning::AWordByItselfIsEasyToGuess => PasswordWeakness::Word,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess => {
            PasswordWeakness::Name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KARI: Whom<'_> = Whom { identifier: "kari.nordmann@example.no", name: "Kari Nordmann" };

    fn judged(password: &str) -> Result<(), PasswordWeakness> {
        let words = own_words(&KARI, "Northwind", "https://auth.clinic.example");
        judge_guesses(&Secret::new(password), &words)
    }

    #[test]
    fn a_password_that_stands_alone_is_longer() {
        for (stands_alone, shortest) in [(true, 15), (false, 8)] {
            let policy = policy(stands_alone);
            let judged = |length: usize| judge_length(&policy, &Secret::new("å".repeat(length)));
            assert_eq!(judged(shortest - 1), Err(PasswordWeakness::TooShort));
            assert_eq!(judged(shortest), Ok(()));
            assert_eq!(judged(128), Ok(()));
            assert_eq!(judged(129), Err(PasswordWeakness::TooLong));
        }
        let decomposed = Secret::new("a\u{30a}".repeat(8));
        assert_eq!(
            judge_length(&policy(true), &decomposed),
            Err(PasswordWeakness::TooShort),
            "eight letters, not sixteen"
        );
        assert!(usize::from(LONGEST) * 4 <= crate::domain::passwords::MAX_BYTES, "what is asked for is hashed whole");
    }

    #[test]
    fn weak_passwords_are_told_why() {
        for (password, weakness) in [
            ("passwordpassword", PasswordWeakness::Repeated),
            ("password1", PasswordWeakness::Common),
            ("qwertyuiop[]", PasswordWeakness::Keyboard),
            ("aaaaaaaaaaaaaaaa", PasswordWeakness::Repeated),
            ("abcdefghijklmnop", PasswordWeakness::Sequence),
            ("nordmann2026", PasswordWeakness::Personal),
            ("Northwind1", PasswordWeakness::Personal),
        ] {
            assert_eq!(judged(password), Err(weakness), "{password}");
        }
    }

    #[test]
    fn no_password_is_much_work() {
        let disguises = r"4@8({[<369&#!1/|\70$5+7%2".repeat(5);
        assert_eq!(bounded(&disguises).chars().count(), COUNTED);
        let kinds: std::collections::BTreeSet<char> =
            bounded(&disguises).chars().filter(char::is_ascii_punctuation).collect();
        assert_eq!(kinds.len(), DISGUISES);
        assert_eq!(bounded("p@$$w0rd!, #1"), "p@$$w0rd!\u{e02c} \u{e023}1");
        assert_eq!(judged(&disguises), Ok(()));
        assert_eq!(judged("p@$$w0rd!"), Err(PasswordWeakness::Common), "disguised all the same");
    }

    #[test]
    fn sentences_and_random_passwords_will_do() {
        for password in
            ["fjord-lantern-4821", "vinteren kommer alltid for sent", "k2#vQz9!mLp0", "正しい馬電池ホチキスの針"]
        {
            assert_eq!(judged(password), Ok(()), "{password}");
        }
    }
}
