//! An identity as a provider asserts it.

use std::fmt;

use auth_contract::Timestamp;

/// What a provider has proven about a person, in this moment.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The id of the provider that says so.
    pub provider: String,
    /// The person's name there, for ever and nobody else's: the only thing to recognise somebody by (OpenID Connect
    /// Core section 5.7).
    pub subject: String,
    /// From an enterprise's provider also the sign-in name, where that looks like an address.
    pub email: Option<String>,
    /// Whether the provider has made sure that the address is this person's.
    pub email_verified: bool,
    pub name: Option<String>,
    /// How the person proved themselves there (RFC 8176).
    pub amr: Vec<String>,
    /// How strong that was, in words that the provider and the operator have agreed upon.
    pub acr: Option<String>,
    /// When the person signed in there; `None`: it does not say.
    pub signed_in_at: Option<Timestamp>,
}

/// Authentication contexts that mean more than one factor wherever they are used: OpenID Provider Authentication Policy
/// Extension 1.0, OpenID Connect EAP ACR Values 1.0, REFEDS, Microsoft, Okta.
const MULTI_FACTOR_CONTEXTS: [&str; 6] = [
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    "phr",
    "phrh",
    "https://refeds.org/profile/mfa",
    "http://schemas.microsoft.com/claims/multipleauthn",
    "urn:okta:loa:2fa:any",
];

impl Identity {
    /// Whether the provider says that more than one factor was used (RFC 8176 section 2), or names one of the contexts
    /// that mean it. `wanted`: the contexts that were asked for, which mean it by the operator's choice.
    pub fn used_multiple_factors(&self, wanted: &[String]) -> bool {
        let by_acr = |acr: &String| MULTI_FACTOR_CONTEXTS.contains(&acr.as_str()) || wanted.contains(acr);
        self.amr.iter().any(|method| method == "mfa") || self.acr.as_ref().is_some_and(by_acr)
    }
}

/// Written by hand: who a person is belongs in no log.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("provider", &self.provider)
            .field("amr", &self.amr)
            .field("acr", &self.acr)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(amr: &[&str], acr: Option<&str>) -> Identity {
        Identity {
            provider: "fjord".into(),
            subject: "s-77".into(),
            email: Some("dr.lie@fjord.example".into()),
            email_verified: true,
            name: Some("Dr Lie".into()),
            amr: amr.iter().map(|&method| method.into()).collect(),
            acr: acr.map(Into::into),
            signed_in_at: None,
        }
    }

    #[test]
    fn several_factors_are_believed_where_the_provider_says_so() {
        let wanted = ["urn:fjord:strong".to_owned()];
        assert!(identity(&["pwd", "mfa"], None).used_multiple_factors(&[]));
        assert!(identity(&[], Some("phr")).used_multiple_factors(&[]));
        assert!(identity(&[], Some("urn:fjord:strong")).used_multiple_factors(&wanted));
        assert!(!identity(&[], Some("urn:fjord:strong")).used_multiple_factors(&[]));
        assert!(!identity(&["pwd", "otp"], Some("1")).used_multiple_factors(&wanted), "one of them, or two: unknown");
        assert!(!identity(&[], None).used_multiple_factors(&[]));
    }

    #[test]
    fn nobody_is_printed() {
        let printed = format!("{:?}", identity(&["mfa"], None));
        assert!(!printed.contains("lie") && !printed.contains("Lie") && !printed.contains("77"), "{printed}");
    }
}
