//! The steps of a flow, one screen each.

use serde::{Deserialize, Serialize};

use crate::{ActionType, RawJson, Secret, Timestamp};

macro_rules! tagged_steps {
    ($($(#[$meta:meta])* $variant:ident $name:literal: $($action:ident)*),* $(,)?) => {
        /// What the person does next. One step is one screen.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "type", rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Step {
            $($(#[$meta])* $variant($variant)),*
        }

        /// The tag of a [`Step`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum StepType {
            $($variant),*
        }

        impl Step {
            /// The tag of this step.
            pub const fn step_type(&self) -> StepType {
                match self {
                    $(Self::$variant(_) => StepType::$variant),*
                }
            }
        }

        impl StepType {
            /// Every step of version 1.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The tag as it stands on the wire and in `data-step`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),*
                }
            }

            /// The most that this step can ever offer. `Flow::actions` is a subset of it, and a server refuses
            /// everything else with `action_not_allowed`.
            pub const fn possible_actions(self) -> &'static [ActionType] {
                match self {
                    $(Self::$variant => &[$(ActionType::$action),*]),*
                }
            }
        }
    };
}

// One line a step: its tag, and every action it may ever offer. This is the table of the whole sign-in.
tagged_steps! {
    Identify "identify": Identify StartFederation SubmitPublicKey RequestReset,
    Password "password": SubmitPassword StartFederation RequestReset SubmitPublicKey Back Restart,
    FederationRedirect "federation_redirect": Back Restart,
    MfaChallenge "mfa_challenge": SubmitCode SubmitPublicKey Resend SwitchMethod Back Restart,
    MfaEnrollSelect "mfa_enroll_select": SelectMethod Skip Back Restart,
    TotpEnroll "totp_enroll": SubmitCode Back Restart,
    OtpDestination "otp_destination": SetDestination Back Restart,
    OtpEnroll "otp_enroll": SubmitCode Resend Back Restart,
    PasskeyEnroll "passkey_enroll": SubmitPublicKey Back Restart,
    RecoveryCodes "recovery_codes": Acknowledge,
    PasswordChange "password_change": ChangePassword Back Restart,
    PasswordResetRequest "password_reset_request": RequestReset Back Restart,
    PasswordResetCode "password_reset_code": SubmitCode Resend Back Restart,
    AppUpdate "app_update": Skip Acknowledge Restart,
    Introduction "introduction": Skip Acknowledge,
    DevicePinSet "device_pin_set": SetPin Skip Back Restart,
    DevicePinVerify "device_pin_verify": SubmitPin Back Restart,
    OrganizationSelect "organization_select": SelectOrganization Back Restart,
    Confirm "confirm": Confirm SubmitPin SubmitCode SubmitPublicKey SwitchMethod Back,
    Complete "complete": Restart,
    Denied "denied": Restart,
}

/// Declares a plain data type of the contract.
macro_rules! data {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $ty:ty),* $(,)? })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
            pub struct $name {
                $($(#[$field_meta])* pub $field: $ty),*
            }
        )*
    };
}

/// Declares an enum of plain words that a newer server may extend.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident),* $(,)? })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
            pub enum $name {
                $($(#[$variant_meta])* $variant,)*
                /// A word that a newer server sends and this page does not know.
                #[serde(other)]
                Unknown,
            }
        )*
    };
}

words! {
    /// What an identifier may be; decides label and keyboard.
    IdentifierType { Email, Username, Phone }

    /// A kind of authenticator (NIST SP 800-63B section 3.1).
    Method {
        /// An app that shows time-based codes (RFC 6238).
        Totp,
        Email,
        Sms,
        /// WebAuthn, platform or roaming.
        Passkey,
        /// A look-up secret: one of the codes that were kept at enrolment.
        RecoveryCode,
    }

    /// How an identity provider came to be offered.
    ProviderKind { Social, Enterprise }

    FederationReason { Sso, Social }

    /// Why an authenticator has to be enrolled; each has its own words on the page.
    EnrollReason {
        /// The operator's policy demands it.
        Policy,
        /// The person had it in the sign-in before this one (U6).
        Migration,
        /// Support has removed the old ones (C5).
        AdminReset,
        /// The person signed in with a weaker one (C6).
        Recommendation,
    }

    PasswordChangeReason { Forced, Reset, Expired, Breached }

    /// How the page gives back to the product.
    Handoff {
        /// A navigation.
        Web,
        /// A press on "Open the app" (RFC 8252).
        Native,
    }

    DeniedCode {
        /// The account may not be used.
        AccountDisabled,
        /// The person may not use this product.
        NotAuthorized,
        /// The product asked for something that its registration does not allow.
        InvalidRequest,
        /// The page is older than the server needs: reload.
        ClientOutdated,
        /// Too many attempts in this flow; a new one may be begun.
        TooManyAttempts,
    }
}

data! {
    Identify {
        identifier_types: Vec<IdentifierType>,
        /// Filled in when the person comes back to this step, or by `login_hint`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
        #[serde(default)]
        providers: Vec<Provider>,
        /// `PublicKeyCredentialRequestOptionsJSON` for conditional mediation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passkey_options: Option<RawJson>,
    }

    Password {
        identifier: String,
        /// Providers to offer again. The same for every identifier, so that it tells a stranger nothing (U8).
        #[serde(default)]
        providers_hint: Vec<Provider>,
        /// For how many days "Remember this device" lasts; absent when policy forbids it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remember_device: Option<Days>,
        reset_allowed: bool,
    }

    FederationRedirect {
        provider: Provider,
        url: String,
        reason: FederationReason,
    }

    MfaChallenge {
        authenticator: String,
        method: Method,
        /// Masked, for codes that are sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        destination: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_length: Option<u8>,
        attempts_left: u8,
        /// Before this moment `resend` is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resend_at: Option<Timestamp>,
        /// Seconds that a TOTP code lives (RFC 6238 section 4), for the "wait for the next one" tip.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<u8>,
        /// `PublicKeyCredentialRequestOptionsJSON`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        public_key: Option<RawJson>,
        /// Everything else that the person has.
        #[serde(default)]
        alternatives: Vec<Alternative>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trust_device: Option<Days>,
    }

    MfaEnrollSelect {
        /// In the order to show; the earlier method of a migrated person first (U6).
        methods: Vec<EnrollMethod>,
        reason: EnrollReason,
        /// Until when `skip` is offered; absent when it is not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skippable_until: Option<Timestamp>,
    }

    TotpEnroll {
        /// `otpauth://totp/…` (the Key URI format that authenticator apps read).
        otpauth_uri: Secret,
        /// The same seed in Base32, to type.
        secret: Secret,
        digits: u8,
        /// Seconds that a code lives.
        period: u8,
        /// Who issues and for whom, as the app will list it.
        issuer: String,
        account: String,
        attempts_left: u8,
    }

    OtpDestination { method: Method }

    OtpEnroll {
        method: Method,
        /// Masked.
        destination: String,
        code_length: u8,
        resend_at: Timestamp,
        attempts_left: u8,
    }

    PasskeyEnroll {
        /// `PublicKeyCredentialCreationOptionsJSON`.
        public_key: RawJson,
    }

    RecoveryCodes {
        /// Shown once.
        codes: Vec<Secret>,
    }

    PasswordChange {
        policy: PasswordPolicy,
        reason: PasswordChangeReason,
    }

    PasswordResetRequest {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
    }

    PasswordResetCode {
        destination: String,
        code_length: u8,
        resend_at: Timestamp,
        attempts_left: u8,
    }

    AppUpdate {
        platform: crate::ClientPlatform,
        installed: String,
        required: String,
        available_since: Timestamp,
        mandatory_from: Timestamp,
        blocking: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        store_url: Option<String>,
    }

    Introduction { pages: Vec<IntroductionPage> }

    DevicePinSet { length: u8 }

    DevicePinVerify {
        attempts_left: u8,
        valid_until: Timestamp,
    }

    OrganizationSelect {
        organizations: Vec<Organization>,
        /// The id of the one chosen last time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last: Option<String>,
    }

    /// What a step-up asks the person to approve (P5).
    Confirm {
        title: String,
        details: Vec<Detail>,
    }

    Complete {
        redirect_to: String,
        handoff: Handoff,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        app: Option<App>,
    }

    Denied {
        code: DeniedCode,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        support: Option<Support>,
    }

    /// An identity provider.
    Provider {
        id: String,
        name: String,
        kind: ProviderKind,
    }

    /// How long something is remembered.
    Days { days: u16 }

    /// Another authenticator of the person.
    Alternative {
        authenticator: String,
        method: Method,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        destination: Option<String>,
    }

    /// A method that can be enrolled.
    EnrollMethod {
        method: Method,
        #[serde(default)]
        recommended: bool,
        /// The person had this one before the migration.
        #[serde(default)]
        previous: bool,
    }

    /// What a new password must be (NIST SP 800-63B section 3.1.1.2: a length, no composition rules).
    PasswordPolicy {
        min_length: u16,
        max_length: u16,
    }

    IntroductionPage {
        title: String,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        image: Option<String>,
    }

    Organization {
        id: String,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    }

    Detail {
        label: String,
        value: String,
    }

    /// The product to go back to.
    App { name: String }

    /// Whom to ask.
    Support {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_tags_on_the_wire() {
        for step in StepType::ALL {
            assert_eq!(serde_json::to_value(step).unwrap(), step.name());
        }
    }
}
