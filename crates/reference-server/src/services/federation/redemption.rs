//! Redeems the code of an answer and verifies the identity. Everything is checked before anything in it is believed.

mod checks;

use std::time::Duration;

use auth_contract::{ProviderKind, Secret};
use openidconnect::{
    AccessToken, AuthorizationCode, Nonce, OAuth2TokenResponse, PkceCodeVerifier, RequestTokenError, UserInfoClaims,
    UserInfoError, core::CoreGenderClaim,
};

use super::{
    client::{self, Claims, MoreClaims, OidcClient, Tokens},
    discovery::Discovered,
    outbound::Outbound,
    providers::Providers,
};
use crate::domain::{
    federation::{Answer, Attempt, Fault, FaultKind, Identity, Provider},
    identifier,
};

/// For everything that is asked of a provider after its answer. The browser waits for a page.
const PATIENCE: Duration = Duration::from_secs(20);

/// Turns an answer into a person. Asks the provider, so it can take up to twenty seconds and belongs outside a
/// transaction. The caller has consumed `attempt`, and made sure that the browser is the one that began.
pub async fn redeem(providers: &Providers, attempt: Attempt, answer: Answer) -> Result<Identity, Fault> {
    match tokio::time::timeout(PATIENCE, redeemed(providers, attempt, answer)).await {
        Ok(redeemed) => redeemed,
        Err(_) => Err(Fault::new(FaultKind::Unavailable, "the provider takes too long")),
    }
}

async fn redeemed(providers: &Providers, attempt: Attempt, answer: Answer) -> Result<Identity, Fault> {
    if answer.provider != attempt.provider {
        return Err(Fault::new(FaultKind::Failed, "the answer came to the address of another provider"));
    }
    if answer.is_malformed {
        return Err(Fault::new(FaultKind::Failed, "the answer has a parameter twice, or one that is too long"));
    }
    let (provider, known) = providers.discovered(&attempt.provider).await?;
    let says_issuer = known.metadata.additional_metadata().authorization_response_iss_parameter_supported;
    match &answer.iss {
        Some(iss) if *iss != provider.issuer => {
            return Err(Fault::new(FaultKind::Failed, "iss is another provider's (RFC 9207)"));
        }
        // An error is as harmless without it: nothing is redeemed.
        None if says_issuer && answer.error.is_none() => {
            return Err(Fault::new(FaultKind::Failed, "iss is missing (RFC 9207)"));
        }
        _ => {}
    }
    if let Some(error) = &answer.error {
        return Err(Fault::of_error_code(error));
    }
    let code = answer.code.ok_or_else(|| Fault::new(FaultKind::Failed, "neither code nor error"))?;

    let oidc = client::of(providers, provider, &known)?;
    let outbound = providers.outbound(provider)?;
    let tokens = exchanged(&oidc, &outbound, &code, &attempt).await?;
    let claims = verified(providers, provider, &known, oidc.clone(), &tokens, &attempt.nonce).await?;
    checks::freshness(checks::signed_in_at(&claims), attempt.signed_in_since, provider.freshness_is_believed)?;
    let more = match asks_further(&claims) {
        None => None,
        Some(need) => match userinfo(&oidc, &outbound, tokens.access_token(), &claims).await {
            Ok(more) => more,
            Err(fault) if need == Need::Email => return Err(fault),
            Err(fault) => {
                tracing::info!(provider = provider.id, %fault, "no userinfo, and none is needed");
                None
            }
        },
    };
    Ok(identity(provider, &claims, more.as_ref(), answer.name))
}

async fn exchanged(oidc: &OidcClient, outbound: &Outbound, code: &Secret, attempt: &Attempt) -> Result<Tokens, Fault> {
    let call = |request| outbound.clone().call(request);
    let request = oidc
        .exchange_code(AuthorizationCode::new(code.expose().into()))
        .map_err(|_| Fault::new(FaultKind::Misconfigured, "the provider has no token endpoint"))?
        .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.expose().into()));
    request.request_async(&call).await.map_err(|error| match error {
        RequestTokenError::ServerResponse(response) => Fault::of_error_code(response.error().as_ref()),
        RequestTokenError::Request(no_answer) => {
            Fault::new(FaultKind::Unavailable, format!("token endpoint: {no_answer}"))
        }
        // Neither may be printed: both can quote tokens.
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            Fault::new(FaultKind::Failed, "token endpoint: the answer cannot be read")
        }
    })
}

/// The claims of the ID token. When it is signed with a key that is not known, the keys are looked at once more.
async fn verified(
    providers: &Providers,
    provider: &Provider,
    known: &Discovered,
    oidc: OidcClient,
    tokens: &Tokens,
    nonce: &Secret,
) -> Result<Claims, Fault> {
    let nonce = Nonce::new(nonce.expose().into());
    let claims = match checks::claims(&oidc, tokens, &nonce, providers.clock.now()) {
        Err(checks::Refused::UnknownKey) => {
            let known = providers.with_new_keys(provider, known).await?;
            let unknown = || Fault::new(FaultKind::Failed, "the ID token is signed with an unknown key");
            let again = client::of(providers, provider, &*known.ok_or_else(unknown)?)?;
            checks::claims(&again, tokens, &nonce, providers.clock.now())
        }
        claims => claims,
    };
    claims.map_err(checks::Refused::into_fault)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Nobody can be found without it who is not linked yet.
    Email,
    /// It would be nice.
    Name,
}

fn asks_further(claims: &Claims) -> Option<Need> {
    match (claims.email(), claims.name()) {
        (None, _) => Some(Need::Email),
        (_, None) => Some(Need::Name),
        _ => None,
    }
}

type More = UserInfoClaims<MoreClaims, CoreGenderClaim>;

/// What else the provider tells about the same person (OpenID Connect Core section 5.3); `None`: it has no such
/// endpoint.
async fn userinfo(
    oidc: &OidcClient,
    outbound: &Outbound,
    token: &AccessToken,
    claims: &Claims,
) -> Result<Option<More>, Fault> {
    // The subject must be the ID token's: otherwise it is about somebody else (section 5.3.2).
    let Ok(request) = oidc.user_info(token.clone(), Some(claims.subject().clone())) else { return Ok(None) };
    let call = |request| outbound.clone().call(request);
    match request.request_async::<MoreClaims, _, _>(&call).await {
        Ok(more) => Ok(Some(more)),
        Err(UserInfoError::Request(no_answer)) => {
            Err(Fault::new(FaultKind::Unavailable, format!("userinfo: {no_answer}")))
        }
        Err(UserInfoError::ClaimsVerification(_)) => {
            Err(Fault::new(FaultKind::Failed, "userinfo: it is about somebody else, or not signed as it must be"))
        }
        Err(UserInfoError::Response(status, ..)) => {
            Err(Fault::new(FaultKind::Failed, format!("userinfo: it answers with status {}", status.as_u16())))
        }
        Err(_) => Err(Fault::new(FaultKind::Failed, "userinfo: the answer cannot be read")),
    }
}

fn identity(provider: &Provider, claims: &Claims, more: Option<&More>, told_name: Option<String>) -> Identity {
    let (email, email_verified) = match claims.email() {
        Some(email) => (Some(email.as_str()), claims.email_verified()),
        None => (more.and_then(|it| it.email()).map(|it| it.as_str()), more.and_then(More::email_verified)),
    };
    let sign_in_name = claims.preferred_username().or_else(|| more.and_then(More::preferred_username));
    // Entra ID puts the sign-in name here, and an address only where there is a mailbox.
    let sign_in_name = sign_in_name
        .map(|name| name.as_str())
        .filter(|name| provider.kind == ProviderKind::Enterprise && name.contains('@'));
    let name = claims.name().or_else(|| more.and_then(More::name)).and_then(|name| name.get(None));
    Identity {
        provider: provider.id.clone(),
        subject: claims.subject().as_str().into(),
        email: email.or(sign_in_name).and_then(identifier::accepted).map(Into::into),
        email_verified: email.is_some() && (email_verified.unwrap_or(false) || provider.email_is_verified),
        name: name.map(|name| name.as_str()).or(told_name.as_deref()).and_then(identifier::accepted).map(Into::into),
        amr: claims.auth_method_refs().into_iter().flatten().map(|method| method.as_str().to_owned()).collect(),
        acr: claims.auth_context_ref().map(|acr| acr.as_str().into()),
        signed_in_at: checks::signed_in_at(claims),
    }
}
