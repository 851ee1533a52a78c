use serde::{Deserialize, Serialize};

use crate::{Flow, PasswordWeakness, Timestamp};

data! {
    /// Body of every 4xx and 5xx response: `application/problem+json` (RFC 9457) with the members that the page
    /// renders.
    Problem {
        /// `about:blank`, or the URL of documentation for developers.
        #[serde(rename = "type", default = "about_blank")]
        kind: String,
        /// For developers; the page does not show it.
        #[serde(default)]
        title: String,
        /// The HTTP status.
        status: u16,
        code: ProblemCode,
        /// Errors of single fields.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        errors: Vec<FieldError>,
        /// The reference that support asks for; also in the server's log.
        correlation_id: String,
        /// The server's clock at the time of the response.
        server_time: Timestamp,
        /// For `rate_limited` and `locked`: the earliest moment for a retry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_at: Option<Timestamp>,
        /// The current flow, so that the page can show the error on its step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        flow: Option<Box<Flow>>,
        /// For `flow_expired`: the input for a new flow, so that the person loses nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        restart: Option<Restart>,
    }
}

fn about_blank() -> String {
    "about:blank".into()
}

data! {
    /// An error of one field.
    FieldError {
        /// A JSON pointer into the request (RFC 6901): `/identifier`, `/code`.
        pointer: String,
        code: ProblemCode,
        /// For `weak_password`: the reason for the refusal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        weakness: Option<PasswordWeakness>,
    }

    /// The values with which the page starts a new flow after `flow_expired`.
    Restart {
        /// For `authorization_request` of the new flow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        authorization_request: Option<String>,
        /// For `return_to` of the new flow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_to: Option<String>,
        /// The identifier as typed, for `login_hint` of the new flow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        login_hint: Option<String>,
    }
}

macro_rules! problem_codes {
    ($($(#[$meta:meta])* $variant:ident = $name:literal / $status:literal),* $(,)?) => {
        /// Why an action failed. The page has a text for each code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ProblemCode {
            $($(#[$meta])* $variant,)*
            /// A code of a newer server that this page does not know. Never serialised.
            #[serde(other)]
            Unknown,
        }

        read_words!(ProblemCode: $($variant)*);

        impl ProblemCode {
            /// Every code of version 1.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The HTTP status of the response (for a field error: of the enclosing problem).
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$variant => $status,)*
                    Self::Unknown => 500,
                }
            }

            /// The code in JSON; the page shows it only as a reference for support.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Unknown => "unknown",
                }
            }
        }
    };
}

problem_codes! {
    /// Identifier and password do not match; the response never tells which of the two is wrong.
    InvalidCredentials = "invalid_credentials" / 422,
    /// The code is wrong, or the recovery code or TOTP time step was used before.
    InvalidCode = "invalid_code" / 422,
    CodeExpired = "code_expired" / 422,
    /// A newer code was sent; only the newest is valid.
    CodeSuperseded = "code_superseded" / 422,
    WeakPassword = "weak_password" / 422,
    /// A field is missing or malformed (an address without `@`).
    InvalidInput = "invalid_input" / 422,
    /// The address or number is not the one on file; the one on file is not revealed.
    DestinationMismatch = "destination_mismatch" / 422,
    /// The passkey was rejected.
    InvalidCredential = "invalid_credential" / 422,
    /// The credential is unknown to the server: the page may signal that to the authenticator (WebAuthn Level 3 section
    /// 5.1.10).
    UnknownCredential = "unknown_credential" / 422,
    /// The revision is stale: another tab has advanced the flow.
    RevisionConflict = "revision_conflict" / 409,
    AlreadySignedIn = "already_signed_in" / 409,
    CrossOrigin = "cross_origin" / 403,
    ActionNotAllowed = "action_not_allowed" / 403,
    /// The deadline for skipping has passed.
    SkipExpired = "skip_expired" / 403,
    /// The flow does not exist for this browser; also the answer if the cookie belongs to another flow.
    FlowNotFound = "flow_not_found" / 404,
    /// The authorization request is unknown, used or expired: start again from the product.
    RequestNotFound = "request_not_found" / 404,
    FlowExpired = "flow_expired" / 410,
    RateLimited = "rate_limited" / 429,
    /// Too many wrong passwords or codes for this person; `retry_at` says when the lock ends.
    Locked = "locked" / 429,
    /// The e-mail or SMS gateway did not accept the message.
    DeliveryFailed = "delivery_failed" / 503,
    /// The body violates the contract.
    BadRequest = "bad_request" / 400,
    ServerError = "server_error" / 500,
    Unavailable = "unavailable" / 503,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_codes_on_the_wire() {
        for code in ProblemCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        }
    }
}
