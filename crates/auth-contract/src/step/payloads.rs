//! What each step carries. On the wire the fields stand beside the tag `type`.

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
    /// Asks who the person is. Always the first step, and where `restart` leads.
    Identify {
        /// What the field accepts, the usual one first.
        identifier_types: Vec<IdentifierType>,
        /// Filled in when the person comes back to this step, or by `login_hint`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
        /// Buttons to offer, in this order.
        #[serde(default)]
        providers: Vec<Provider>,
        /// `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3) for conditional mediation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passkey_options: Option<RawJson>,
    }

    /// Asks for the password. The same for every identifier, known or not.
    Password {
        /// As typed, for the readonly field that password managers read.
        identifier: String,
        /// Providers to offer again. The same for every identifier, so that it tells a stranger nothing (U8).
        #[serde(default)]
        providers_hint: Vec<Provider>,
        /// For how many days "Remember this device" lasts; absent when policy forbids it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remember_device: Option<Days>,
        /// Whether the operator lets people reset a password themselves.
        reset_allowed: bool,
    }

    /// Asks for a further factor.
    MfaChallenge {
        /// Opaque id of the authenticator that is asked.
        authenticator: String,
        method: Method,
        /// Masked, for codes that are sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        destination: Option<String>,
        /// What the person called it, or them: `YubiKey, MacBook`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// At this many characters the page sends by itself; absent when the length is not fixed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_length: Option<u8>,
        /// Wrong answers that are still possible; absent when the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
        /// Before this moment `resend` is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resend_at: Option<Timestamp>,
        /// From this moment the code that was sent last does not work any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_valid_until: Option<Timestamp>,
        /// Seconds that a TOTP code lives (RFC 6238 section 4), for the "wait for the next one" tip.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<u8>,
        /// `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3), for a passkey.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        public_key: Option<RawJson>,
        /// Everything else that the person has (C3).
        #[serde(default)]
        alternatives: Vec<Alternative>,
        /// For how many days "Do not ask on this device" lasts; absent when policy forbids it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trust_device: Option<Days>,
    }

    /// Lets the person choose what to enrol.
    MfaEnrollSelect {
        /// In the order to show; the earlier method of a migrated person first (U6).
        methods: Vec<EnrollMethod>,
        reason: EnrollReason,
        /// Until when `skip` is offered; absent when it has no end. Whether it is offered stands in `actions` of the flow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skippable_until: Option<Timestamp>,
        /// What the entry of before the migration is called in the person's authenticator app, to delete it (U6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
    }

    /// Shows the seed of an authenticator app and asks for its first code. The same seed until the step is left.
    TotpEnroll {
        /// `otpauth://totp/…` (the Key URI format that authenticator apps read).
        otpauth_uri: Secret,
        /// The same seed in Base32 (RFC 4648 section 6), to type.
        secret: Secret,
        /// Length of a code.
        digits: u8,
        /// Seconds that a code lives.
        period: u8,
        /// Who issues the entry, as the app will list it.
        issuer: String,
        /// For whom, as the app will list it.
        account: String,
        /// What the entry of before the migration is called in the person's authenticator app, to delete it (U6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
        /// Wrong codes that are still possible; absent when the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
    }

    /// Asks where codes shall be sent. What is on file is not told.
    OtpDestination {
        /// `email` or `sms`.
        method: Method,
        /// Whether it has to be the one on file, typed once more, or may be any.
        #[serde(default)]
        confirms: bool,
        /// For `sms`: where messages can be sent, the likeliest first.
        #[serde(default)]
        countries: Vec<Country>,
        /// The `region` to begin with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        country: Option<String>,
    }

    /// Asks for the code that was sent to the destination just given.
    OtpEnroll {
        method: Method,
        /// Masked.
        destination: String,
        /// At this many characters the page sends by itself; absent when the length is not fixed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_length: Option<u8>,
        /// Before this moment `resend` is refused.
        resend_at: Timestamp,
        /// From this moment the code that was sent last does not work any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_valid_until: Option<Timestamp>,
        /// Wrong codes that are still possible; absent when the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
    }

    /// Asks the browser for a new passkey.
    PasskeyEnroll {
        /// `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3).
        public_key: RawJson,
    }

    /// Shows the codes to keep. The same ones until the person acknowledges, never again after.
    RecoveryCodes {
        codes: Vec<Secret>,
    }

    /// Asks for a new password.
    PasswordChange {
        policy: PasswordPolicy,
        reason: PasswordChangeReason,
    }

    /// Asks whose password was forgotten.
    PasswordResetRequest {
        /// What is known already, to fill in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
    }

    /// Asks for the code that was sent, or for an unknown identifier was not, with the same answer.
    PasswordResetCode {
        /// Masked. Only where it is what the person typed: what is on file is not told, and a decoy has nothing on file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        destination: Option<String>,
        /// At this many characters the page sends by itself; absent when the length is not fixed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_length: Option<u8>,
        /// Before this moment `resend` is refused.
        resend_at: Timestamp,
        /// From this moment the code that was sent last does not work any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_valid_until: Option<Timestamp>,
        /// Wrong codes that are still possible; absent when the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
    }

    /// Tells that the product's own program is too old (U5).
    AppUpdate {
        platform: ClientPlatform,
        /// As the product writes it; absent when it did not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        installed: Option<String>,
        /// The oldest version that may be used from `mandatory_from`.
        required: String,
        available_since: Timestamp,
        /// From this moment older versions are stopped; absent when the new one is only recommended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mandatory_from: Option<Timestamp>,
        /// Whether this person is stopped now.
        blocking: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        store_url: Option<String>,
    }

    /// Introduces the product (P1). The words are the operator's, in the language of the flow.
    Introduction {
        pages: Vec<IntroductionPage>,
    }

    /// Asks for a new PIN of this device (P3).
    DevicePinSet {
        /// How many digits.
        length: u8,
    }

    /// Asks for the PIN of this device (P3, P4).
    DevicePinVerify {
        /// How many digits.
        length: u8,
        /// Wrong PINs that are still possible, then a full sign-in is needed; absent when the server does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts_left: Option<u8>,
        /// From this moment a full sign-in is needed (P4).
        valid_until: Timestamp,
    }

    /// Lets the person choose for which organisation to sign in (P7).
    OrganizationSelect {
        organizations: Vec<Organization>,
        /// The id of the one chosen last time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last: Option<String>,
    }

    /// What a step-up asks the person to approve (P5). The words are the product's, in the language of the flow.
    Confirm {
        title: String,
        details: Vec<Detail>,
    }

    /// The end without a sign-in.
    Denied {
        code: DeniedCode,
        /// Whom the person may ask.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        support: Option<Support>,
    }
}

discreet_data! {
    /// Announces that the page leaves for an identity provider.
    FederationRedirect {
        provider: Provider,
        /// Whose people sign in there, for `sso`: the organisation as people know it (U9).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organization: Option<String>,
        /// Where to navigate, after the page has checked scheme and host. Carries `state`: not printed.
        url: String,
        reason: FederationReason,
    }

    /// The end with a sign-in, or with another answer for the product.
    Complete {
        /// Where to navigate, after the page has checked scheme and host. Carries the authorization code: not printed.
        redirect_to: String,
        handoff: Handoff,
        /// The product to go back to, for `native`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        app: Option<App>,
        /// For `native`, where policy allows it: the authorization code to type or paste into an app that does not open.
        /// It is worth nothing without the app's own secret for this request (RFC 7636).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<Secret>,
    }
}

/// A URL up to its query: what stands after it is for the receiver alone (RFC 6749 section 4.1.2, RFC 9700 section 4.2).
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
