//! Identity providers: other people's sign-in, by OpenID Connect (OpenID Connect Core 1.0, RFC 9700, RFC 9207).
//!
//! What comes from a provider is evidence about a person and never a sign-in by itself: this module ends with an
//! [`Identity`] or a [`Fault`], and the flow decides what either of them means here.

pub mod callback;
mod client;
mod clients_secret;
mod discovery;
mod fault;
mod identity;
mod outbound;
mod prompt;
mod providers;
mod redemption;
mod registration;

use std::{fmt, time::Duration};

use auth_contract::{Secret, Timestamp};
use openidconnect::{
    AuthenticationContextClass, CsrfToken, LoginHint, Nonce, PkceCodeChallenge, PkceCodeVerifier, Scope,
    core::CoreAuthenticationFlow,
};
use serde::{Deserialize, Serialize};

pub use fault::{Fault, FaultKind};
pub use identity::Identity;
pub use providers::Providers;
pub use redemption::{Answer, redeem};
pub use registration::{Organization, Provider, Registrations, RegistrationsError, ResponseMode, SecondFactor};

use crate::{app::App, entropy, vault::Fingerprint};

/// Where every provider sends its people back to, followed by the provider's id.
pub const CALLBACK: &str = "/auth/v1/federation/callback";

/// What one journey to a provider is known by, until its answer has come.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Which provider was asked, so that nobody else's answer is taken for its own (RFC 9700 section 4.4).
    pub provider: String,
    /// The image of `state`, by which the answer finds its attempt.
    pub state: Fingerprint,
    /// What the ID token must repeat (OpenID Connect Core section 3.1.2.1).
    pub nonce: Secret,
    /// What redeems the code (RFC 7636 section 4.1).
    pub verifier: Secret,
    /// The origin that the browser sees, when it is not the public one: its cookies are there.
    pub origin: Option<String>,
    /// The moment after which the person must have signed in there, by our clock; `None`: any time will do.
    #[serde(default)]
    pub signed_in_since: Option<Timestamp>,
}

/// What is asked of a provider for one journey, beside what its registration says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// Whom it may fill in (OpenID Connect Core section 3.1.2.1).
    pub login_hint: Option<String>,
    /// The moment after which the person must have signed in there; `None`: any time will do.
    pub signed_in_since: Option<Timestamp>,
    /// The person wants to choose an account, whoever is signed in there.
    pub another_account: bool,
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// A journey that is about to begin.
#[derive(Clone)]
pub struct Begun {
    /// Where the browser goes. Carries `state`.
    pub url: String,
    /// To be kept with [`crate::store::federation::begin`].
    pub attempt: Attempt,
}

impl Begun {
    /// The same for a browser that sees this server at `origin`, which is the public one or that of a host with a brand
    /// of its own.
    #[must_use]
    pub fn seen_at(mut self, origin: &str) -> Self {
        self.attempt.origin = Some(origin.into());
        self
    }
}

impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Begun").field("attempt", &self.attempt).finish_non_exhaustive()
    }
}

/// What came of a journey.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Who was asked.
    pub provider: &'a Provider,
    pub answer: &'a Result<Identity, Fault>,
    /// Under which a fault stands in the log, and which the person is shown.
    pub reference: &'a str,
}

/// The image of a `state` under which its attempt is stored.
pub fn state_fingerprint(app: &App, state: &str) -> Fingerprint {
    app.vault.fingerprint("federation state", state.as_bytes())
}

/// Prepares a journey to `provider`. Asks it where to go, so this can take up to eight seconds and belongs outside a
/// transaction.
pub async fn begin(app: &App, provider: &str, asking: Asking) -> Result<Begun, Fault> {
    let (provider, known) = app.providers.discovered(app, provider).await?;
    let oidc = client::of(app, provider, &known)?;
    let state = entropy::token(&*app.entropy);
    let nonce = entropy::token(&*app.entropy);
    let verifier = entropy::token(&*app.entropy);
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
    let max_age = asking.signed_in_since.map(|since| app.clock.now().since(since).max(0).unsigned_abs());
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
        state: state_fingerprint(app, &state),
        nonce: Secret::new(nonce),
        verifier: Secret::new(verifier),
        origin: None,
        signed_in_since: asking.signed_in_since,
    };
    Ok(Begun { url: url.into(), attempt })
}
