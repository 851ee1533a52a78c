//! Which authenticators can be asked for as a second factor, given the first proof.

use auth_contract::Method;

use crate::flow::{
    facts::{Authenticator, Facts},
    state::{First, State},
};

/// Everything that can be asked for, in the order to ask. Codes by e-mail are no second factor for somebody whose mailbox
/// was the first, as long as they have anything else: the mailbox alone would be a way around all others.
pub fn askable<'a>(state: &State, facts: &'a Facts) -> impl Iterator<Item = &'a Authenticator> + use<'a> {
    let is_other =
        |authenticator: &Authenticator| !matches!(authenticator.method, Method::Email | Method::RecoveryCode);
    let without_mail = state.first == Some(First::Reset) && facts.authenticators.iter().any(is_other);
    facts.authenticators.iter().filter(move |asked| !(without_mail && asked.method == Method::Email))
}

/// Whether `id` can be asked for.
pub fn is_askable(state: &State, facts: &Facts, id: &str) -> bool {
    askable(state, facts).any(|asked| asked.id == id)
}

/// Everything that can be asked for instead of `id`.
pub fn alternatives<'a>(
    state: &State,
    facts: &'a Facts,
    id: &'a str,
) -> impl Iterator<Item = &'a Authenticator> + use<'a> {
    askable(state, facts).filter(move |asked| asked.id != id)
}
