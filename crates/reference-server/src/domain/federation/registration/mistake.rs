//! What is wrong with the operator's file, and where.

use toml::Spanned;

/// What is wrong, and where in the text.
pub struct Wrong {
    pub at: usize,
    pub what: String,
}

/// A mistake at `place`.
pub fn wrong<T>(place: &Spanned<T>, what: impl Into<String>) -> Wrong {
    Wrong { at: place.span().start, what: what.into() }
}

/// A text that is neither empty nor very long, without control characters. `what`: its name in the message.
pub fn filled(given: Spanned<String>, what: &str) -> Result<String, Wrong> {
    let text = given.get_ref().trim().to_owned();
    if text.is_empty() || text.len() > 500 || text.contains(char::is_control) {
        return Err(wrong(&given, format!("{what} is empty, very long, or holds control characters")));
    }
    Ok(text)
}
