//! The `prompt` of a request to a provider (OpenID Connect Core section 3.1.2.1). Pure.

use crate::domain::federation::Provider;

const LOGIN: &str = "login";
const SELECT_ACCOUNT: &str = "select_account";

/// The words for `prompt`; empty: nothing is asked for. `described`: what the provider says that it knows; `max_age`: how many
/// seconds ago the person may have signed in there.
///
/// A fresh sign-in lets people choose as well, and where there is no way to ask for one, choosing is better than nothing.
pub fn of(provider: &Provider, described: Option<&[String]>, max_age: Option<u64>, another_account: bool) -> String {
    let known = |word: &&str| match (&provider.prompts, described) {
        (Some(known), _) => known.iter().any(|it| it == word),
        (None, Some(known)) => known.iter().any(|it| it == word),
        (None, None) => true,
    };
    let needed = match (max_age, another_account) {
        (Some(0), _) => [LOGIN, SELECT_ACCOUNT].iter().find(|word| known(word)),
        (_, true) => [SELECT_ACCOUNT, LOGIN].iter().find(|word| known(word)),
        _ => None,
    };
    let chosen = provider.prompt.as_deref();
    match needed {
        None => chosen.unwrap_or_default().into(),
        Some(&needed) if chosen == Some("consent") => format!("consent {needed}"),
        Some(_) if chosen == Some(LOGIN) => LOGIN.into(),
        Some(&needed) => needed.into(),
    }
}
