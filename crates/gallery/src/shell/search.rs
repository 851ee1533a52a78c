//! Finding a cell by what a person remembers of it: parts of its name, words that stand on the screen, in any order,
//! with a letter left out.

/// What can be found, with everything folded once.
#[derive(Debug, Default)]
pub struct Search {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// Words of the name: screen, state, title.
    name: Vec<String>,
    /// Words that stand on the screen.
    text: Vec<String>,
}

/// A word of the name says more than one on the screen.
const NAME: u32 = 4;

impl Search {
    /// Takes the name and the text of each entry.
    pub fn new(entries: impl Iterator<Item = (String, String)>) -> Self {
        let entries = entries.map(|(name, text)| Entry { name: words(&name), text: words(&text) });
        Self { entries: entries.collect() }
    }

    /// How well each entry fits, in their order; 0: not at all. An entry fits when each word that is searched for is
    /// in it somewhere. `None` when there is nothing to search for.
    pub fn ranks(&self, query: &str) -> Option<Vec<u32>> {
        let query = words(query);
        if query.is_empty() {
            return None;
        }
        Some(self.entries.iter().map(|entry| entry.rank(&query)).collect())
    }
}

impl Entry {
    fn rank(&self, query: &[String]) -> u32 {
        let mut sum = 0;
        for sought in query {
            let best = |words: &[String]| words.iter().map(|word| likeness(sought, word)).max().unwrap_or(0);
            let rank = (best(&self.name) * NAME).max(best(&self.text));
            if rank == 0 {
                return 0;
            }
            sum += rank;
        }
        sum
    }
}

/// From 0 (not alike) to 5 (the same).
fn likeness(sought: &str, word: &str) -> u32 {
    if word == sought {
        5
    } else if word.starts_with(sought) {
        4
    } else if word.contains(sought) {
        3
    } else {
        u32::from(is_abbreviation(sought, word))
    }
}

/// Whether the letters stand in the word in their order, beginning with its first. Short ones would fit anything.
fn is_abbreviation(sought: &str, word: &str) -> bool {
    let mut letters = word.chars();
    sought.chars().count() >= 3
        && sought.chars().next() == word.chars().next()
        && sought.chars().all(|letter| letters.any(|other| other == letter))
}

/// The words of a text in small letters, without the marks that a person leaves out when typing in a hurry.
fn words(text: &str) -> Vec<String> {
    let folded: String = text.chars().flat_map(char::to_lowercase).map(plain).collect();
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn plain(letter: char) -> char {
    match letter {
        'à'..='æ' => 'a',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(query: &str) -> Vec<u32> {
        let entries = [
            ("Password wrong password wrong", "That password is not right"),
            ("Challenge totp-wrong", "That code isn’t right. På nytt"),
            ("Recovery codes", "Save your codes"),
        ];
        let search = Search::new(entries.into_iter().map(|(name, text)| (name.into(), text.into())));
        search.ranks(query).expect("something to search for")
    }

    #[test]
    fn every_word_must_be_somewhere() {
        let ranks = ranks("wrong code");
        assert_eq!((ranks[0], ranks[2]), (0, 0));
        assert!(ranks[1] > 0);
    }

    #[test]
    fn the_name_counts_for_more_than_the_text() {
        let ranks = ranks("code");
        assert!(ranks[2] > ranks[1] && ranks[1] > 0, "{ranks:?}");
    }

    #[test]
    fn a_part_an_abbreviation_and_another_order_are_enough() {
        assert!(ranks("wro pass")[0] > 0);
        assert!(ranks("pwd")[0] > 0);
        assert!(ranks("chlng")[1] > 0);
        assert_eq!(ranks("wd"), [0, 0, 0], "two letters are a part or nothing");
    }

    #[test]
    fn marks_and_capitals_do_not_matter() {
        assert!(ranks("PA nytt")[1] > 0);
        assert!(ranks("TOTP")[1] > 0);
    }

    #[test]
    fn nothing_to_search_for_is_no_search() {
        assert_eq!(Search::new(std::iter::empty()).ranks(" – "), None);
    }
}
