use serde::{Deserialize, Serialize};

use crate::{Flow, PasswordWeakness, Timestamp};

data! {
    /// Every 4xx and 5xx answer: `application/problem+json` (RFC 9457) with what the page needs to draw it.
    Problem {
        /// `about:blank`, or a page that explains the problem to developers.
        #[serde(rename = "type", default = "about_blank")]
        kind: String,
        /// For developers; the page never shows it.
        #[serde(default)]
        title: String,
        /// The HTTP status.
        status: u16,
        code: ProblemCode,
        /// Errors that belong to one field.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        errors: Vec<FieldError>,
        /// What support asks for; also in the server's log.
        correlation_id: String,
        /// The server's clock when it answered.
        server_time: Timestamp,
        /// For `rate_limited` and `locked`: when it is worth trying again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_at: Option<Timestamp>,
        /// The flow as it is now, so that the error can be drawn on its step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        flow: Option<Box<Flow>>,
        /// For `flow_expired`: how to begin again without losing anything.
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
        /// For `weak_password`: what is wrong with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        weakness: Option<PasswordWeakness>,
    }

    /// What a new flow needs so that the person loses nothing.
    Restart {
        /// For `authorization_request` of the new flow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        authorization_request: Option<String>,
        /// For `return_to` of the new flow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_to: Option<String>,
        /// What the person typed, for `login_hint` of the new flow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        login_hint: Option<String>,
    }
}

macro_rules! problem_codes {
    ($($(#[$meta:meta])* $variant:ident = $name:literal / $status:literal),* $(,)?) => {
        /// Why an action was not carried out. The page has words for each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ProblemCode {
            $($(#[$meta])* $variant,)*
            /// A code that a newer server sends and this page does not know. Never written.
            #[serde(other)]
            Unknown,
        }

        read_words!(ProblemCode: $($variant)*);

        impl ProblemCode {
            /// Every code of version 1.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The HTTP status it travels with (as a field error: of the problem around it).
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$variant => $status,)*
                    Self::Unknown => 500,
                }
            }

            /// The code as it stands on the wire; shown to support only, never as words.
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
    /// Identifier and password do not belong together; which of the two is wrong is never said.
    InvalidCredentials = "invalid_credentials" / 422,
    /// The code is not right, or a recovery code or TOTP step was used before.
    InvalidCode = "invalid_code" / 422,
    CodeExpired = "code_expired" / 422,
    /// A newer code was sent; only the newest works.
    CodeSuperseded = "code_superseded" / 422,
    WeakPassword = "weak_password" / 422,
    /// A field is missing or cannot be what it must be (an address without `@`).
    InvalidInput = "invalid_input" / 422,
    /// The address or number is not the one on file; the one on file is not revealed.
    DestinationMismatch = "destination_mismatch" / 422,
    /// The passkey was not accepted.
    InvalidCredential = "invalid_credential" / 422,
    /// Nobody here has this passkey: the device may forget it (WebAuthn Level 3 section 5.1.10).
    UnknownCredential = "unknown_credential" / 422,
    /// The flow went on in another tab.
    RevisionConflict = "revision_conflict" / 409,
    AlreadySignedIn = "already_signed_in" / 409,
    CrossOrigin = "cross_origin" / 403,
    ActionNotAllowed = "action_not_allowed" / 403,
    /// Skipping was possible until a moment that has passed.
    SkipExpired = "skip_expired" / 403,
    /// No such flow in this browser (a foreign cookie included).
    FlowNotFound = "flow_not_found" / 404,
    /// The authorization request is unknown, used or too old: start again from the product.
    RequestNotFound = "request_not_found" / 404,
    FlowExpired = "flow_expired" / 410,
    RateLimited = "rate_limited" / 429,
    /// Too many wrong passwords or codes for this person; `retry_at` says until when.
    Locked = "locked" / 429,
    /// The message could not be handed to the mail or text gateway.
    DeliveryFailed = "delivery_failed" / 503,
    /// The body is not what the contract says.
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
