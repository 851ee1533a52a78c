//! Errors between a provider and this server, and the notice that the page shows for each.

use std::{borrow::Cow, fmt};

use auth_contract::NoticeCode;

/// The kinds that the page tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    Cancelled,
    LoginRequired,
    NotFresh,
    Unavailable,
    Late,
    Misconfigured,
    Failed,
}

/// Why there is no [`super::Identity`]. Its text is for the log and holds no code, token, state or secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    reason: Cow<'static, str>,
}

impl Fault {
    /// `reason`: for the log, without anything secret.
    pub fn new(kind: FaultKind, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, reason: reason.into() }
    }

    /// The words of the page for it.
    pub const fn notice(&self) -> NoticeCode {
        match self.kind {
            FaultKind::Cancelled => NoticeCode::FederationCancelled,
            FaultKind::LoginRequired => NoticeCode::FederationLoginRequired,
            FaultKind::NotFresh => NoticeCode::FederationNotFresh,
            FaultKind::Unavailable => NoticeCode::FederationUnavailable,
            FaultKind::Late => NoticeCode::FederationLate,
            FaultKind::Misconfigured => NoticeCode::FederationMisconfigured,
            FaultKind::Failed => NoticeCode::FederationFailed,
        }
    }

    /// Writes it down under the reference that the person sees.
    pub fn log(&self, provider: &str, reference: &str) {
        let Self { kind, reason } = self;
        match kind {
            FaultKind::Cancelled | FaultKind::LoginRequired | FaultKind::NotFresh => {
                tracing::info!(provider, reference, ?kind, %reason, "no answer from the identity provider");
            }
            _ => tracing::warn!(provider, reference, ?kind, %reason, "the identity provider's answer is of no use"),
        }
    }

    /// An error answer of the provider (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6, and what
    /// providers have invented).
    pub fn of_error_code(code: &str) -> Self {
        let kind = match code {
            "access_denied" | "user_cancelled_authorize" | "user_cancelled_login" | "consent_declined" => {
                FaultKind::Cancelled
            }
            "login_required"
            | "interaction_required"
            | "consent_required"
            | "account_selection_required"
            | "registration_required" => FaultKind::LoginRequired,
            "temporarily_unavailable" | "server_error" => FaultKind::Unavailable,
            "invalid_client"
            | "unauthorized_client"
            | "invalid_scope"
            | "redirect_uri_mismatch"
            | "invalid_redirect_uri"
            | "unsupported_response_type"
            | "unsupported_response_mode"
            | "invalid_resource"
            | "unmet_authentication_requirements" => FaultKind::Misconfigured,
            _ => FaultKind::Failed,
        };
        Self::new(kind, format!("the provider says {}", Word(code)))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Fault {}

/// A word of a stranger, in a log: what no error code looks like is left out.
struct Word<'a>(&'a str);

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_word = (1..=60).contains(&self.0.len())
            && self.0.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
        f.write_str(if is_word { self.0 } else { "something that is no error code" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_of_a_provider_has_its_words() {
        for (code, notice) in [
            ("access_denied", NoticeCode::FederationCancelled),
            ("user_cancelled_authorize", NoticeCode::FederationCancelled),
            ("login_required", NoticeCode::FederationLoginRequired),
            ("interaction_required", NoticeCode::FederationLoginRequired),
            ("consent_required", NoticeCode::FederationLoginRequired),
            ("account_selection_required", NoticeCode::FederationLoginRequired),
            ("temporarily_unavailable", NoticeCode::FederationUnavailable),
            ("server_error", NoticeCode::FederationUnavailable),
            ("invalid_client", NoticeCode::FederationMisconfigured),
            ("unauthorized_client", NoticeCode::FederationMisconfigured),
            ("invalid_scope", NoticeCode::FederationMisconfigured),
            ("invalid_request", NoticeCode::FederationFailed),
            ("invalid_grant", NoticeCode::FederationFailed),
            ("", NoticeCode::FederationFailed),
            ("ACCESS_DENIED", NoticeCode::FederationFailed),
        ] {
            assert_eq!(Fault::of_error_code(code).notice(), notice, "{code}");
        }
    }

    #[test]
    fn a_log_line_holds_no_text_of_a_stranger() {
        for code in ["x\nINFO signed in as root", "code=abc def", &"a".repeat(61)] {
            let text = Fault::of_error_code(code).to_string();
            assert_eq!(text, "the provider says something that is no error code");
        }
        assert_eq!(Fault::of_error_code("access_denied").to_string(), "the provider says access_denied");
    }
}
