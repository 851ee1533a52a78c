use serde::{Deserialize, Serialize};

use crate::{Method, RawJson, Secret};

/// Body of `POST /flows/{id}/actions`: one object, `{"revision": 3, "type": "submit_code", "code": "…"}`. `actions` of
/// the flow lists the actions that are allowed now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionRequest {
    /// The revision of the flow that was on screen; for a stale one the server answers 409 with the current flow.
    pub revision: u32,
    #[serde(flatten)]
    pub action: Action,
}

macro_rules! tagged_actions {
    ($($(#[$meta:meta])* $variant:ident $({ $($(#[$field_meta:meta])* $field:ident : $ty:ty),* $(,)? })?),* $(,)?) => {
        /// An action on the current step. `actions` of the flow lists the ones that are allowed now.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "type", rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Action {
            $($(#[$meta])* $variant $({ $($(#[$field_meta])* $field: $ty),* })?),*
        }

        /// The tag `type` of an action.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ActionType {
            $($variant,)*
            /// An action of a newer server that this page does not know. Never serialised.
            #[serde(other)]
            Unknown,
        }

        read_words!(ActionType: $($variant)*);

        impl ActionType {
            /// Every action of version 1.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl Action {
            /// The tag of this action.
            pub const fn action_type(&self) -> ActionType {
                match self {
                    $(Self::$variant { .. } => ActionType::$variant),*
                }
            }
        }
    };
}

tagged_actions! {
    /// Submits the identifier. A password that a password manager filled in with it is sent in the same request.
    Identify {
        /// As typed; the server trims and normalises.
        identifier: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        password: Option<Secret>,
    },
    /// Submits the password for the identifier that was given before.
    SubmitPassword {
        password: Secret,
        /// Only if the step has `remember_device`.
        #[serde(default)]
        remember_device: bool,
    },
    /// Starts federated sign-in at an identity provider of `identify.providers` or `password.providers_hint`.
    StartFederation {
        /// The `id` of the provider.
        provider: String,
    },
    /// A one-time code or a recovery code, as typed; the server normalises digits, spaces and hyphens.
    SubmitCode {
        code: Secret,
        /// Only if the step has `trust_device`.
        #[serde(default)]
        trust_device: bool,
    },
    /// A WebAuthn registration or assertion (`PublicKeyCredential.toJSON()`).
    SubmitPublicKey {
        credential: RawJson,
        /// The person's name for a new authenticator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Only if the step has `trust_device`.
        #[serde(default)]
        trust_device: bool,
    },
    /// Chooses the method to enrol.
    SelectMethod {
        /// One of `methods` of the step.
        method: Method,
    },
    /// Sets the destination of the codes.
    SetDestination {
        /// An e-mail address or a telephone number, as typed.
        destination: String,
        /// For a number without `+`: one of `countries` of the step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        country: Option<String>,
    },
    /// Requests a new code.
    Resend,
    /// Switches the challenge to another authenticator of the person.
    SwitchMethod {
        /// One of `alternatives` of the step.
        authenticator: String,
    },
    /// Skips the step, where policy allows it.
    Skip,
    /// Confirms that the person has read the step or saved the codes.
    Acknowledge,
    /// Sets a new password.
    ChangePassword { new_password: Secret },
    /// Starts a password reset.
    RequestReset {
        /// Absent if the flow already knows the identifier, or a later step asks for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
    },
    /// Selects one of the person's organisations.
    SelectOrganization {
        /// The `id` of the organisation.
        organization: String,
    },
    /// Sets the PIN of this device. The page itself compares the two entries.
    SetPin { pin: Secret },
    /// Submits the PIN of this device.
    SubmitPin { pin: Secret },
    /// Approves the step-up request.
    Confirm,
    /// Returns to the previous step; the page also sends it for the browser's Back button.
    Back,
    /// Returns to `identify` with the same destination, even if the device has a remembered session.
    Restart,
}

impl ActionType {
    /// The tag in JSON and in `data-action`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::SubmitPassword => "submit_password",
            Self::StartFederation => "start_federation",
            Self::SubmitCode => "submit_code",
            Self::SubmitPublicKey => "submit_public_key",
            Self::SelectMethod => "select_method",
            Self::SetDestination => "set_destination",
            Self::Resend => "resend",
            Self::SwitchMethod => "switch_method",
            Self::Skip => "skip",
            Self::Acknowledge => "acknowledge",
            Self::ChangePassword => "change_password",
            Self::RequestReset => "request_reset",
            Self::SelectOrganization => "select_organization",
            Self::SetPin => "set_pin",
            Self::SubmitPin => "submit_pin",
            Self::Confirm => "confirm",
            Self::Back => "back",
            Self::Restart => "restart",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_tags_on_the_wire() {
        for action in ActionType::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.name());
        }
    }
}
