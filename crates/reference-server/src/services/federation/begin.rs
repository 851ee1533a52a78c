//! Builds the authorization request to a provider.

use std::time::Duration;

use auth_contract::{FlowNotice, Secret};
use openidconnect::{
    AuthenticationContextClass, CsrfToken, LoginHint, Nonce, PkceCodeChallenge, PkceCodeVerifier, Scope,
    core::CoreAuthenticationFlow,
};

use super::{client, prompt, providers::Providers};
use crate::{
    base::entropy,
    domain::federation::{Asking, Attempt, Begun, Fault, ResponseMode, state_fingerprint},
    flow::{Departure, Verdict, departure::Wanted},
};

/// Prepares a journey to `provider`. Asks it where to go, so this can take up to eight seconds and belongs outside a
/// transaction.
pub async fn begin(providers: &Providers, provider: &str, asking: Asking) -> Result<Begun, Fault> {
    let (provider, known) = providers.discovered(provider).await?;
    let oidc = client::of(providers, provider, &known)?;
    let state = entropy::token(&*providers.entropy);
    let nonce = entropy::token(&*providers.entropy);
    let verifier = entropy::token(&*providers.entropy);
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));

    let (given_state, given_nonce) = (state.clone(), nonce.clone());
    let mut request = oidc
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(given_state),
            move || Nonce::new(given_nonce),
        )
        .set_pkce_challenge(challenge);
    // The library asks for `openid` by itself.
    for scope in provider.scopes.iter().filter(|scope| *scope != "openid") {
        request = request.add_scope(Scope::new(scope.clone()));
    }
    for acr in &provider.acr_values {
        request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
    }
    if provider.response_mode == ResponseMode::FormPost {
        request = request.add_extra_param("response_mode", "form_post");
    }
    let max_age = asking.signed_in_since.map(|since| providers.clock.now().since(since).max(0).unsigned_abs());
    if let Some(seconds) = max_age {
        request = request.set_max_age(Duration::from_secs(seconds));
    }
    let prompt = prompt::of(provider, known.prompts(), max_age, asking.another_account);
    if !prompt.is_empty() {
        request = request.add_extra_param("prompt", prompt);
    }
    if let Some(hint) = asking.login_hint {
        request = request.set_login_hint(LoginHint::new(hint));
    }
    let (url, _, _) = request.url();
    let attempt = Attempt {
        provider: provider.id.clone(),
        state: state_fingerprint(&providers.vault, &state),
        nonce: Secret::new(nonce),
        verifier: Secret::new(verifier),
        origin: None,
        signed_in_since: asking.signed_in_since,
    };
    Ok(Begun { url: url.into(), attempt })
}

/// Asks the provider where to go, for a flow. `origin`: at which the browser sees this server; `reference`: under which a failure
/// stands in the log.
pub async fn verdict(providers: &Providers, wanted: Wanted, origin: &str, reference: &str) -> Verdict {
    let Wanted { provider, organization, reason, mut asking } = wanted;
    if asking.another_account {
        // It would be taken for the choice.
        asking.login_hint = None;
    }
    match begin(providers, &provider.id, asking).await {
        Ok(begun) => {
            let Begun { url, attempt } = begun.seen_at(origin);
            let departure = Departure { provider, organization, reason, url: Secret::new(url) };
            Verdict::Departing { departure, attempt }
        }
        Err(fault) => {
            fault.log(&provider.id, reference);
            let notice =
                FlowNotice { code: fault.notice(), params: vec![provider.name], reference: Some(reference.into()) };
            Verdict::Stranded { notice }
        }
    }
}
