//! A provider's metadata and keys (OpenID Connect Discovery 1.0).

use std::time::Duration;

use auth_contract::Timestamp;
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};

use super::outbound::{NoAnswer, Outbound};
use crate::domain::federation::{Fault, FaultKind, Provider};
use crate::domain::web_address;

/// What is read beyond OpenID Connect Discovery.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct More {
    /// Whether every answer carries `iss` (RFC 9207 section 3).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
    /// Which prompts it knows (Initiating User Registration via OpenID Connect 1.0, section 4.1).
    #[serde(default)]
    pub prompt_values_supported: Option<Vec<String>>,
}

impl AdditionalProviderMetadata for More {}

/// A provider's description, its keys included.
pub type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What a provider said, and when.
pub struct Discovered {
    pub metadata: Metadata,
    pub fetched_at: Timestamp,
    /// It was looked at because of an unknown key.
    pub is_refetched: bool,
}

impl Discovered {
    /// Which prompts it says that it knows.
    pub fn prompts(&self) -> Option<&[String]> {
        self.metadata.additional_metadata().prompt_values_supported.as_deref()
    }
}

/// Asks a provider. `patience`: for description and keys together.
pub async fn fetch(
    client: &reqwest::Client,
    provider: &Provider,
    patience: Duration,
    now: Timestamp,
) -> Result<Discovered, Fault> {
    let issuer = IssuerUrl::new(provider.issuer.clone())
        .map_err(|_| Fault::new(FaultKind::Misconfigured, "the issuer is no address"))?;
    let outbound = Outbound::new(client, &provider.issuer, patience);
    let call = move |request| outbound.clone().call(request);
    let metadata = match tokio::time::timeout(patience, Metadata::discover_async(issuer, &call)).await {
        Ok(discovered) => discovered.map_err(fault)?,
        Err(_) => return Err(Fault::new(FaultKind::Unavailable, "discovery takes too long")),
    };
    if metadata.token_endpoint().is_none() {
        return Err(Fault::new(FaultKind::Misconfigured, "the provider has no token endpoint"));
    }
    // The rest are called by us, and looked at then; here the browser goes.
    let is_local = provider.issuer.starts_with("http://");
    let authorization = web_address::address(metadata.authorization_endpoint().as_str());
    if !authorization.is_ok_and(|url| url.scheme() == "https" || is_local) {
        return Err(Fault::new(FaultKind::Misconfigured, "the provider's authorization endpoint is not https"));
    }
    Ok(Discovered { metadata, fetched_at: now, is_refetched: false })
}

/// The body of an answer, which a parse error may quote, is left out.
fn fault(error: DiscoveryError<NoAnswer>) -> Fault {
    match error {
        DiscoveryError::Request(no_answer) => Fault::new(FaultKind::Unavailable, format!("discovery: {no_answer}")),
        DiscoveryError::Response(status, ..) => {
            Fault::new(FaultKind::Unavailable, format!("discovery: it answers with status {}", status.as_u16()))
        }
        DiscoveryError::Parse(error) => {
            Fault::new(FaultKind::Unavailable, format!("discovery: cannot be read at {}", error.path()))
        }
        DiscoveryError::Validation(_) => {
            Fault::new(FaultKind::Misconfigured, "discovery: the provider calls itself by another issuer")
        }
        _ => Fault::new(FaultKind::Unavailable, "discovery: not understood"),
    }
}
