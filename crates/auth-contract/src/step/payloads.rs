//! The members of each step. In JSON they stand beside the tag `type`.

use core::fmt;

use super::parts::{
    Alternative, App, Country, Days, Detail, EnrollMethod, IntroductionPage, Organization, PasswordPolicy, Provider,
    Support,
};
use crate::{
    ClientPlatform, DeniedCode, EnrollReason, FederationReason, Handoff, IdentifierType, Method, PasswordChangeReason,
    RawJson, Secret, Timestamp,
};

data! {
    /// Asks for the identifier. Always the first step, and the target of `restart`.
    Identify {
        /// The accepted types of identifier, the most common first.
        identifier_types: Vec<IdentifierType>,
        /// Prefilled when the person returns to this step, or from `login_hint`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
        /// Provider buttons, in display order.
        #[serde(default)]
        providers: Vec<Provider>,
        /// `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3) for conditional mediation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passkey_options: Option<RawJson>,
    }

    /// Asks for the password. The same for known and unknown identifiers.
    Password {
        /// As typed, for the readonly field that password managers read.
        identifier: String,
        /// Providers to offer again. The same for every identifier, so that the list reveals nothing about the account
        /// (U8).
        #[serde(default)]
        providers_hint: Vec<Provider>,
        /// Days for which "Remember this device" is valid; absent if policy forbids it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remember_device: Option<Days>,
        /// Whether the operator allows people to reset a password themselves.
        reset_allowed: bool,
    }

    /// Asks for a second factor.
    MfaChallenge {
        /// Opaque id of the challenged authenticator.
        authenticator: String,
        method: Method,
        /// The masked destination, for codes that are sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        destination: Option<String>,
        /// The person's name for it or them: `YubiKey, MacBook`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// At this many characters the page submits automatically; absent if the length varies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_length: Option<u8>,
        /// Remaining attempts; absent if the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
        /// `resend` is refused until this moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resend_at: Option<Timestamp>,
        /// When the code that was sent last expires.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_valid_until: Option<Timestamp>,
        /// Validity of a TOTP code in seconds (RFC 6238 section 4), for the "wait for the next one" tip.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<u8>,
        /// `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3), for a passkey.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        public_key: Option<RawJson>,
        /// All other authenticators of the person (C3).
        #[serde(default)]
        alternatives: Vec<Alternative>,
        /// Days for which "Do not ask on this device" is valid; absent if policy forbids it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trust_device: Option<Days>,
    }

    /// Lets the person choose a method to enrol.
    MfaEnrollSelect {
        /// In display order; the method that a migrated person used before comes first (U6).
        methods: Vec<EnrollMethod>,
        reason: EnrollReason,
        /// The last moment at which `skip` is offered; absent without a deadline. `actions` of the flow says whether it
        /// is offered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skippable_until: Option<Timestamp>,
        /// Name of the old entry from before the migration in the person's authenticator app, so that they can delete
        /// it (U6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
    }

    /// Shows the TOTP seed and asks for the first code. The seed stays the same until the person leaves the step.
    TotpEnroll {
        /// `otpauth://totp/…` (the Key URI format that authenticator apps read).
        otpauth_uri: Secret,
        /// The same seed in Base32 (RFC 4648 section 6), for manual entry.
        secret: Secret,
        /// Length of a code.
        digits: u8,
        /// Validity of a code in seconds.
        period: u8,
        /// The issuer, as the authenticator app lists it.
        issuer: String,
        /// The account name, as the authenticator app lists it.
        account: String,
        /// Name of the old entry from before the migration in the person's authenticator app, so that they can delete
        /// it (U6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
        /// Remaining attempts; absent if the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
    }

    /// Asks for the destination of the codes. The destination on file is not revealed.
    OtpDestination {
        /// `email` or `sms`.
        method: Method,
        /// Whether it must match the one on file (typed once more) or may be new.
        #[serde(default)]
        confirms: bool,
        /// For `sms`: the countries to which messages can be sent, the most likely first.
        #[serde(default)]
        countries: Vec<Country>,
        /// The preselected `region`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        country: Option<String>,
    }

    /// Asks for the code that was sent to the new destination.
    OtpEnroll {
        method: Method,
        /// The masked destination.
        destination: String,
        /// At this many characters the page submits automatically; absent if the length varies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_length: Option<u8>,
        /// `resend` is refused until this moment.
        resend_at: Timestamp,
        /// When the code that was sent last expires.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_valid_until: Option<Timestamp>,
        /// Remaining attempts; absent if the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
    }

    /// Asks the browser to create a passkey.
    PasskeyEnroll {
        /// `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3).
        public_key: RawJson,
    }

    /// Shows the recovery codes. They stay the same until the person acknowledges them and are never shown again.
    RecoveryCodes {
        codes: Vec<Secret>,
    }

    /// Asks for a new password.
    PasswordChange {
        policy: PasswordPolicy,
        reason: PasswordChangeReason,
    }

    /// Asks for the identifier of the account whose password was forgotten.
    PasswordResetRequest {
        /// The identifier to prefill, if it is already known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
    }

    /// Asks for the code. For an unknown identifier no code was sent, but the response is the same.
    PasswordResetCode {
        /// The masked destination; present only if the person typed it. The destination on file is not revealed, and an
        /// unknown identifier has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        destination: Option<String>,
        /// At this many characters the page submits automatically; absent if the length varies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_length: Option<u8>,
        /// `resend` is refused until this moment.
        resend_at: Timestamp,
        /// When the code that was sent last expires.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_valid_until: Option<Timestamp>,
        /// Remaining attempts; absent if the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
    }

    /// Says that the product's app is outdated (U5).
    AppUpdate {
        platform: ClientPlatform,
        /// The installed version in the product's own notation; absent if the product did not send it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        installed: Option<String>,
        /// The oldest version that is allowed from `mandatory_from` on.
        required: String,
        available_since: Timestamp,
        /// From this moment older versions are blocked; absent if the update is only recommended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mandatory_from: Option<Timestamp>,
        /// Whether this person is blocked now.
        blocking: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        store_url: Option<String>,
    }

    /// Introduces the product (P1). The operator's text, in the language of the flow.
    Introduction {
        pages: Vec<IntroductionPage>,
    }

    /// Asks for a new PIN of this device (P3).
    DevicePinSet {
        /// Number of digits.
        length: u8,
    }

    /// Asks for the PIN of this device (P3, P4).
    DevicePinVerify {
        /// Number of digits.
        length: u8,
        /// Remaining attempts before a full sign-in is required; absent if the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
        /// From this moment a full sign-in is required (P4).
        valid_until: Timestamp,
    }

    /// Lets the person choose an organisation for this sign-in (P7).
    OrganizationSelect {
        organizations: Vec<Organization>,
        /// The id of the organisation chosen last time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last: Option<String>,
    }

    /// The step-up request that the person approves (P5). The product's text, in the language of the flow.
    Confirm {
        title: String,
        details: Vec<Detail>,
    }

    /// The end of the flow without a sign-in.
    Denied {
        code: DeniedCode,
        /// Contact for support.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        support: Option<Support>,
    }
}

discreet_data! {
    /// Announces the redirect to an identity provider.
    FederationRedirect {
        provider: Provider,
        /// For `sso`: the name of the organisation whose provider this is (U9).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organization: Option<String>,
        /// Where to navigate, after the page has checked scheme and host. Contains `state`: `Debug` does not print it.
        url: String,
        reason: FederationReason,
    }

    /// The end of the flow with an authorization response for the product.
    Complete {
        /// Where to navigate, after the page has checked scheme and host. Contains the authorization code: `Debug` does
        /// not print it.
        redirect_to: String,
        handoff: Handoff,
        /// For `native`: the product to return to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        app: Option<App>,
        /// For `native`, where policy allows it: the authorization code to type or paste into an app that does not
        /// open. It is useless without the app's code verifier for this request (PKCE, RFC 7636).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<Secret>,
    }
}

/// A URL without its query: the query is for the recipient alone (RFC 6749 section 4.1.2, RFC 9700 section 4.2).
struct WithoutQuery<'a>(&'a str);

impl fmt::Debug for WithoutQuery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.find(['?', '#']) {
            Some(end) => write!(f, "{:?}[redacted]", &self.0[..=end]),
            None => write!(f, "{:?}", self.0),
        }
    }
}

impl fmt::Debug for FederationRedirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FederationRedirect")
            .field("provider", &self.provider)
            .field("organization", &self.organization)
            .field("url", &WithoutQuery(&self.url))
            .field("reason", &self.reason)
            .finish()
    }
}

impl fmt::Debug for Complete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Complete")
            .field("redirect_to", &WithoutQuery(&self.redirect_to))
            .field("handoff", &self.handoff)
            .field("app", &self.app)
            .field("code", &self.code)
            .finish()
    }
}
