//! A second way to read what a server sends, beside serde: for programs in which bytes count.
//!
//! `Deserialize` as serde derives it is a state machine for each type: it takes members in any order and says precisely
//! what is wrong. On the page that was a sixth of the code (`docs/decisions/0004-json-bridge.md`), for messages that
//! nobody reads. [`Read`] asks a parsed value for one member after the other, goes on with a placeholder where something
//! does not fit, and looks only at the end whether everything did. The macros of this crate derive both readings from
//! one declaration, serde's attributes included.

use core::cell::Cell;

use crate::{RawJson, Secret, Timestamp};

/// A JSON value that was parsed already. What is not there is a value too, one that is none of the kinds below.
pub trait Source: Sized {
    /// The member of this name; absent in everything that is not an object.
    #[must_use]
    fn member(&self, name: &str) -> Self;
    /// The item at this place of an array.
    #[must_use]
    fn item(&self, index: u32) -> Self;
    /// How many items this array has; `None` when it is none.
    fn length(&self) -> Option<u32>;
    /// Whether this is a member that the object does not have.
    fn is_absent(&self) -> bool;
    fn is_null(&self) -> bool;
    fn is_object(&self) -> bool;
    fn truth(&self) -> Option<bool>;
    /// A whole number.
    fn number(&self) -> Option<i64>;
    fn text(&self) -> Option<String>;
    /// The value as JSON text.
    fn json(&self) -> String;
}

/// Reads `source` as a `T`: members that `T` does not have are ignored, words that it does not know are `Unknown`.
/// `None` when a required member is missing or something is of the wrong type.
pub fn read<T: Read>(source: impl Source) -> Option<T> {
    let misfit = Cell::new(false);
    let value = T::read(&Reader { source, misfit: &misfit });
    (!misfit.get()).then_some(value)
}

/// A type that can be read out of a [`Source`].
pub trait Read {
    /// Always a value; a placeholder when the reader was told that something does not fit.
    fn read<S: Source>(from: &Reader<'_, S>) -> Self;
}

/// One value on the way into a type.
pub struct Reader<'a, S> {
    source: S,
    misfit: &'a Cell<bool>,
}

impl<S: Source> Reader<'_, S> {
    /// Notes that the value does not fit.
    pub(crate) fn refuse(&self) {
        self.misfit.set(true);
    }

    /// Refuses everything but objects: a type with optional members only would fit them all.
    pub(crate) fn object(&self) -> &Self {
        if !self.source.is_object() {
            self.refuse();
        }
        self
    }

    /// A member that is required, or whose type takes its absence.
    pub(crate) fn member<T: Read>(&self, name: &str) -> T {
        T::read(&Reader { source: self.source.member(name), misfit: self.misfit })
    }

    /// A member that may be left out.
    pub(crate) fn member_or<T: Read>(&self, name: &str, default: fn() -> T) -> T {
        let member = Reader { source: self.source.member(name), misfit: self.misfit };
        if member.source.is_absent() { default() } else { T::read(&member) }
    }

    /// Where this word stands among `names`: those of variants, separated by spaces. Beyond the last one when it is not
    /// among them.
    pub(crate) fn word(&self, names: &str) -> usize {
        let word = self.string();
        names.as_bytes().split(|byte| *byte == b' ').take_while(|name| !is_snake_case(&word, name)).count()
    }

    pub(crate) fn string(&self) -> String {
        self.source.text().unwrap_or_else(|| {
            self.refuse();
            String::new()
        })
    }

    fn number(&self) -> i64 {
        self.source.number().unwrap_or_else(|| {
            self.refuse();
            0
        })
    }
}

/// Whether serde's `rename_all = "snake_case"` writes the variant `name` as `word`.
fn is_snake_case(word: &str, name: &[u8]) -> bool {
    let mut word = word.bytes();
    let matches = name.iter().enumerate().all(|(index, letter)| {
        (index == 0 || letter.is_ascii_lowercase() || word.next() == Some(b'_'))
            && word.next() == Some(letter.to_ascii_lowercase())
    });
    matches && word.next().is_none()
}

impl Read for String {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        from.string()
    }
}

impl Read for Secret {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        Self::new(from.string())
    }
}

impl Read for RawJson {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        if from.source.is_absent() {
            from.refuse();
        }
        Self::new(from.source.json())
    }
}

impl Read for bool {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        from.source.truth().unwrap_or_else(|| {
            from.refuse();
            false
        })
    }
}

impl Read for Timestamp {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        Self(from.number())
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Read for $number {
            fn read<S: Source>(from: &Reader<'_, S>) -> Self {
                from.number().try_into().unwrap_or_else(|_| {
                    from.refuse();
                    0
                })
            }
        })*
    };
}

numbers! { u8 u16 u32 }

impl<T: Read> Read for Option<T> {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        if from.source.is_absent() || from.source.is_null() { None } else { Some(T::read(from)) }
    }
}

impl<T: Read> Read for Box<T> {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        Self::new(T::read(from))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read<S: Source>(from: &Reader<'_, S>) -> Self {
        let length = from.source.length().unwrap_or_else(|| {
            from.refuse();
            0
        });
        (0..length).map(|index| T::read(&Reader { source: from.source.item(index), misfit: from.misfit })).collect()
    }
}
