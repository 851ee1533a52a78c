//! The steps of a flow, one screen each, and the actions that each of them may offer.

mod parts;
mod payloads;

use serde::{Deserialize, Serialize};

pub use parts::{
    Alternative, App, Country, Days, Detail, EnrollMethod, IntroductionPage, Organization, PasswordPolicy, Provider,
    Support,
};
pub use payloads::{
    AppUpdate, Complete, Confirm, Denied, DevicePinSet, DevicePinVerify, FederationRedirect, Identify, Introduction,
    MfaChallenge, MfaEnrollSelect, OrganizationSelect, OtpDestination, OtpEnroll, PasskeyEnroll, Password,
    PasswordChange, PasswordResetCode, PasswordResetRequest, RecoveryCodes, TotpEnroll,
};

use crate::ActionType;
use crate::read::{Read, Reader, Source};

macro_rules! tagged_steps {
    ($($(#[$meta:meta])* $variant:ident $name:literal: $($action:ident)*),* $(,)?) => {
        /// The current step. Each step is one screen.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "type", rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Step {
            $($(#[$meta])* $variant($variant)),*
        }

        /// The tag `type` of a step.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum StepType {
            $($variant,)*
            /// A step of a newer peer that is not known here. Never serialised.
            #[serde(other)]
            Unknown,
        }

        read_words!(StepType: $($variant)*);

        impl Read for Step {
            fn read<S: Source>(from: &Reader<'_, S>) -> Self {
                match from.member("type") {
                    $(StepType::$variant => Self::$variant(Read::read(from)),)*
                    StepType::Unknown => {
                        from.refuse();
                        Self::Denied(Read::read(from))
                    }
                }
            }
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

            /// The tag in JSON and in `data-step`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Unknown => "unknown",
                }
            }

            /// All actions that this step can ever offer. `Flow::actions` is a subset of it; a server refuses all
            /// others with `action_not_allowed`.
            pub const fn possible_actions(self) -> &'static [ActionType] {
                match self {
                    $(Self::$variant => &[$(ActionType::$action),*],)*
                    Self::Unknown => &[],
                }
            }
        }
    };
}

// One line per step: its tag and its possible actions. This table defines the sign-in flow.
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
