//! What a brand's `theme.css` sets.

use crate::tokens::{Declaration, Tokens};

/// The tokens that a brand sets anew. Empty for a brand that takes the page's own.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    pub(crate) declarations: Vec<Declaration>,
}

impl Theme {
    /// The value that a token or primitive has under this theme.
    pub(crate) fn value<'a>(&'a self, name: &str, tokens: &'a Tokens) -> Option<&'a str> {
        let own = self.declarations.iter().find(|declaration| declaration.name == name);
        own.map(|declaration| declaration.value.as_str()).or_else(|| tokens.value(name))
    }

    /// Whether a token of type names this family.
    pub fn names_font(&self, family: &str) -> bool {
        let quoted = format!("\"{family}\"");
        self.declarations
            .iter()
            .any(|token| token.name.starts_with("--font") && token.value.replace('\'', "\"").contains(&quoted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_named_by_a_token_of_type() {
        let named = |value: &str| {
            let declarations = vec![Declaration { name: "--font-title".into(), value: value.into(), line: 1 }];
            Theme { declarations }.names_font("Fjord Sans")
        };
        assert!(named("'Fjord Sans', serif") && named("\"Fjord Sans\"") && !named("Fjord"));
    }
}
