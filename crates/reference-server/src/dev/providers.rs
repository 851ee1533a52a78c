//! The identity providers of the demo: two programs that `xtask serve` and the browser tests start.

use std::path::Path;

use crate::domain::federation::Registrations;

const FILE: &str = include_str!("providers.toml");

/// The registrations with the providers of the demo.
pub fn registrations() -> Registrations {
    Registrations::parse(FILE, Path::new("demo.toml")).expect("a test reads the file")
}

#[cfg(test)]
mod tests {
    use auth_contract::ProviderKind;

    use super::*;
    use crate::domain::federation::SecondFactor;

    #[test]
    fn the_demos_file_is_in_order() {
        let demo = registrations();
        let social: Vec<String> = demo.social().into_iter().map(|provider| provider.id).collect();
        assert_eq!(social, ["google", "apple", "microsoft"]);
        assert!(demo.social()[0].refuses_embedded && !demo.social()[1].refuses_embedded);
        let fjord = demo.get("fjord").expect("the organisation's provider");
        assert_eq!((fjord.kind, fjord.second_factor), (ProviderKind::Enterprise, SecondFactor::Trusted));
    }
}
