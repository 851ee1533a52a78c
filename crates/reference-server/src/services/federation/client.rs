//! The OpenID Connect client of one provider, for one sign-in.

use openidconnect::{
    AdditionalClaims, AuthType, Client, ClientId, ClientSecret, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdTokenClaims, IdTokenFields, RedirectUrl, StandardErrorResponse,
    StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};

use super::{discovery::Discovered, providers::Providers};
use crate::domain::federation::{CALLBACK, Fault, FaultKind, Provider, TokenAuth};

/// What is read from an ID token beyond OpenID Connect Core.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MoreClaims {
    /// RFC 7519 section 4.1.5, in seconds, perhaps with a fraction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<serde_json::Number>,
}

impl AdditionalClaims for MoreClaims {}

/// What an ID token says.
pub type Claims = IdTokenClaims<MoreClaims, CoreGenderClaim>;

type Fields = IdTokenFields<
    MoreClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// What the token endpoint answers.
pub type Tokens = StandardTokenResponse<Fields, CoreTokenType>;

/// A client that knows where to go.
pub type OidcClient = Client<
    MoreClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The client of `provider`, with the secret of this moment.
pub fn of(providers: &Providers, provider: &Provider, known: &Discovered) -> Result<OidcClient, Fault> {
    let metadata = known.metadata.clone();
    let secret = provider.credential.secret(&provider.client_id, &provider.issuer, providers.clock.now());
    let auth_type = match provider.token_auth {
        Some(TokenAuth::ClientSecretBasic) => AuthType::BasicAuth,
        Some(TokenAuth::ClientSecretPost) => AuthType::RequestBody,
        None => auth_type(metadata.token_endpoint_auth_methods_supported().map(Vec::as_slice)),
    };
    let redirect = format!("{}{CALLBACK}/{}", providers.public_origin, provider.id);
    let redirect = RedirectUrl::new(redirect)
        .map_err(|_| Fault::new(FaultKind::Misconfigured, "the public origin is no address"))?;
    let id = ClientId::new(provider.client_id.clone());
    let secret = ClientSecret::new(secret.expose().into());
    Ok(OidcClient::from_provider_metadata(metadata, id, Some(secret))
        .set_redirect_uri(redirect)
        .set_auth_type(auth_type))
}

/// `client_secret_basic` unless the provider says otherwise (OpenID Connect Discovery section 3).
fn auth_type(supported: Option<&[CoreClientAuthMethod]>) -> AuthType {
    match supported {
        Some(methods) if !methods.contains(&CoreClientAuthMethod::ClientSecretBasic) => AuthType::RequestBody,
        _ => AuthType::BasicAuth,
    }
}
