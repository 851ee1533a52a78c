use serde::{Deserialize, Serialize};

use crate::{Subject, Timestamp};

/// Answer of `GET /session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Who is signed in; absent when nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Authentication methods that were used (RFC 8176: `pwd`, `otp`, `hwk` …).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amr: Vec<String>,
    /// When the person has to sign in again; absent when nobody is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The server's clock when it answered.
    pub server_time: Timestamp,
}

/// Answer of `DELETE /session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedOut {
    /// Where to navigate (the product, or a provider that has to sign the person out too), after the page has checked
    /// scheme and host; absent to stay on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_to: Option<String>,
}
