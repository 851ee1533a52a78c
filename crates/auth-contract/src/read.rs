//! A second JSON reader beside serde, for programs in which code size matters.
//!
//! Serde's derived `Deserialize` is a state machine per type: it accepts members in any order and reports precise
//! errors. In the page it was a sixth of the code (`docs/decisions/0004-json-bridge.md`), and nobody reads those errors
//! there. [`Read`] requests one member after the other from a parsed value, continues with a placeholder after a
//! mismatch, and reports success or failure once at the end. The macros of this crate derive both readers from one
//! declaration, serde's attributes included.

use core::cell::Cell;

use crate::{RawJson, Secret, Timestamp};

/// A parsed JSON value. An absent member is a value too, of none of the kinds below.
pub trait Source: Sized {
    /// The member of this name; absent if the value is no object.
    #[must_use]
    fn member(&self, name: &str) -> Self;
    /// The item at this index of an array.
    #[must_use]
    fn item(&self, index: u32) -> Self;
    /// The length of the array; `None` if the value is no array.
    fn length(&self) -> Option<u32>;
    /// Whether this value stands for a member that the object does not have.
    fn is_absent(&self) -> bool;
    fn is_null(&self) -> bool;
    fn is_object(&self) -> bool;
    fn truth(&self) -> Option<bool>;
    /// An integer.
    fn number(&self) -> Option<i64>;
    fn text(&self) -> Option<String>;
    /// The value as JSON text.
    fn json(&self) -> String;
}

/// Reads `source` as a `T`. Unknown members are ignored, unknown enum strings become `Unknown`. `None` if a required
/// member is missing or a type does not match.
pub fn read<T: Read>(source: impl Source) -> Option<T> {
    let misfit = Cell::new(false);
    let value = T::read(&Reader { source, misfit: &misfit });
    (!misfit.get()).then_some(value)
}

/// A type that can be read from a [`Source`].
pub trait Read {
    /// Always returns a value: a placeholder if the reader recorded a mismatch.
    fn read<S: Source>(from: &Reader<'_, S>) -> Self;
}

/// The value that is being read, with the record of mismatches.
pub struct Reader<'a, S> {
    source: S,
    misfit: &'a Cell<bool>,
}

impl<S: Source> Reader<'_, S> {
    /// Records a mismatch.
    pub(crate) fn refuse(&self) {
        self.misfit.set(true);
    }

    /// Requires an object: otherwise a type whose members are all optional would accept every value.
    pub(crate) fn object(&self) -> &Self {
        if !self.source.is_object() {
            self.refuse();
        }
        self
    }

    /// A required member, or one whose type handles absence.
    pub(crate) fn member<T: Read>(&self, name: &str) -> T {
        T::read(&Reader { source: self.source.member(name), misfit: self.misfit })
    }

    /// An optional member.
    pub(crate) fn member_or<T: Read>(&self, name: &str, default: fn() -> T) -> T {
        let member = Reader { source: self.source.member(name), misfit: self.misfit };
        if member.source.is_absent() { default() } else { T::read(&member) }
    }

    /// The index of this string among `names` (variant names, separated by spaces). Past the end if it is not among
    /// them.
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

/// Whether serde's `rename_all = "snake_case"` maps the variant `name` to `word`.
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
