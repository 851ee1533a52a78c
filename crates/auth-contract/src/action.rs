use serde::{Deserialize, Serialize};

use crate::{Method, RawJson, Secret};

/// Body of `POST /flows/{id}/actions`: one object, `{"revision": 3, "type": "submit_code", "code": "…"}`. Which actions
/// are possible now stands in `actions` of the flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionRequest {
    /// The revision of the flow on which the person acted; a stale one is answered with 409 and the flow.
    pub revision: u32,
    #[serde(flatten)]
    pub action: Action,
}

macro_rules! tagged_actions {
    ($($(#[$meta:meta])* $variant:ident $({ $($(#[$field_meta:meta])* $field:ident : $ty:ty),* $(,)? })?),* $(,)?) => {
        /// What a person can ask of a step. Which ones are possible now stands in `actions` of the flow.
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
            /// An action that a newer server offers and this page does not know. Never written.
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
    /// Names the person. A password that a manager filled along with the identifier travels in the same request.
    Identify {
        /// As typed; the server trims and normalises.
        identifier: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        password: Option<Secret>,
    },
    /// The password of the identifier given before.
    SubmitPassword {
        password: Secret,
        /// Only where the step says `remember_device`.
        #[serde(default)]
        remember_device: bool,
    },
    /// Leaves for an identity provider of `identify.providers` or `password.providers_hint`.
    StartFederation {
        /// Its `id`.
        provider: String,
    },
    /// A one-time code or a recovery code, as typed; the server normalises digits, spaces and hyphens.
    SubmitCode {
        code: Secret,
        /// Only where the step says `trust_device`.
        #[serde(default)]
        trust_device: bool,
    },
    /// A WebAuthn registration or assertion (`PublicKeyCredential.toJSON()`).
    SubmitPublicKey {
        credential: RawJson,
        /// What the person calls a new authenticator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Only where the step says `trust_device`.
        #[serde(default)]
        trust_device: bool,
    },
    /// Chooses what to enrol.
    SelectMethod {
        /// One of `methods` of the step.
        method: Method,
    },
    /// Where codes are to go.
    SetDestination {
        /// An e-mail address or a telephone number, as typed.
        destination: String,
        /// For a number without `+`: one of `countries` of the step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        country: Option<String>,
    },
    /// Sends the code again.
    Resend,
    /// Answers the challenge with another authenticator of the person.
    SwitchMethod {
        /// One of `alternatives` of the step.
        authenticator: String,
    },
    /// Leaves the step undone, where policy allows it.
    Skip,
    /// "I have read this", "I have kept the codes".
    Acknowledge,
    /// Sets a new password.
    ChangePassword { new_password: Secret },
    /// Starts a password reset.
    RequestReset {
        /// Absent while the step that asks for it is still to come, or the flow knows it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identifier: Option<String>,
    },
    /// Signs in for one of the person's organisations.
    SelectOrganization {
        /// Its `id`.
        organization: String,
    },
    /// Sets the PIN of this device. That it was typed twice alike is the page's affair.
    SetPin { pin: Secret },
    /// The PIN of this device.
    SubmitPin { pin: Secret },
    /// Approves what a step-up asks for.
    Confirm,
    /// To the step before; also what the browser's Back becomes.
    Back,
    /// To `identify`, with the same destination; never to what the device remembers.
    Restart,
}

impl ActionType {
    /// The tag as it stands on the wire and in `data-action`.
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
