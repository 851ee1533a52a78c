use crate::{Subject, Timestamp};

data! {
    /// Response of `GET /session`.
    Session {
        /// The signed-in person; absent without a session.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<Subject>,
        /// Authentication methods that were used (RFC 8176: `pwd`, `otp`, `hwk` …).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        amr: Vec<String>,
        /// When the session expires; absent without a session.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Timestamp>,
        /// The server's clock at the time of the response.
        server_time: Timestamp,
    }

    /// Response of `DELETE /session`.
    SignedOut {
        /// Where to navigate (the product, or a provider with its own logout endpoint), after the page has checked
        /// scheme and host; absent to stay on the page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redirect_to: Option<String>,
    }
}
