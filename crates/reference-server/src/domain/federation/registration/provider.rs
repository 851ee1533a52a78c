//! An identity provider, as the operator has registered with it.

use std::fmt;

use auth_contract::ProviderKind;
use serde::Deserialize;

use crate::domain::federation::{client_credential::Credential, identity::Identity};

/// What a sign-in at a provider is worth here (U7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// No further factor is asked for.
    #[default]
    Trusted,
    /// One is asked for unless the provider says that it has asked.
    ByAmr,
    /// One is asked for as after a password.
    Asked,
}

/// How this server proves itself at the token endpoint (OpenID Connect Core section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenAuth {
    ClientSecretBasic,
    ClientSecretPost,
}

/// How the provider sends the answer (OAuth 2.0 Multiple Response Types, Form Post Response Mode).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    #[default]
    Query,
    FormPost,
}

/// An identity provider, as the operator has registered with it.
#[derive(Clone, Debug)]
pub struct Provider {
    pub id: String,
    /// As people know it.
    pub name: String,
    pub kind: ProviderKind,
    /// Exactly as it calls itself (OpenID Connect Discovery section 3).
    pub issuer: String,
    pub client_id: String,
    pub credential: Credential,
    /// How the secret is sent; `None`: as the provider's description says.
    pub token_auth: Option<TokenAuth>,
    pub scopes: Vec<String>,
    pub response_mode: ResponseMode,
    /// Asked for as voluntary claims (OpenID Connect Core section 3.1.2.1); for `by_amr` each of them counts as several
    /// factors.
    pub acr_values: Vec<String>,
    /// Sent along as it is.
    pub prompt: Option<String>,
    pub second_factor: SecondFactor,
    /// Its e-mail addresses count as verified although it does not say so.
    pub email_is_verified: bool,
    pub refuses_embedded: bool,
    /// Which prompts it knows; `None`: as its description says, or those of OpenID Connect Core.
    pub prompts: Option<Vec<String>>,
    /// A sign-in that has to be fresh counts as such although it does not say when it was.
    pub freshness_is_believed: bool,
}

impl Provider {
    /// As the page knows it.
    pub fn on_the_wire(&self) -> auth_contract::Provider {
        auth_contract::Provider {
            id: self.id.clone(),
            name: self.name.clone(),
            kind: self.kind,
            refuses_embedded: self.refuses_embedded,
        }
    }

    /// Whether a sign-in there is followed by a second factor here, as the policy of the person's role wants it.
    pub fn leaves_second_factor(&self, identity: &Identity) -> bool {
        match self.second_factor {
            SecondFactor::Trusted => false,
            SecondFactor::Asked => true,
            SecondFactor::ByAmr => !identity.used_multiple_factors(&self.acr_values),
        }
    }
}

impl fmt::Display for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Trusted => "trusted",
            Self::ByAmr => "by_amr",
            Self::Asked => "asked",
        })
    }
}
