use crate::{Subject, Timestamp};

data! {
    /// Answer of `GET /session`.
    Session {
        /// Who is signed in; absent when nobody is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<Subject>,
        /// Authentication methods that were used (RFC 8176: `pwd`, `otp`, `hwk` …).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        amr: Vec<String>,
        /// When the person has to sign in again; absent when nobody is signed in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<Timestamp>,
        /// The server's clock when it answered.
        server_time: Timestamp,
    }

    /// Answer of `DELETE /session`.
    SignedOut {
        /// Where to navigate (the product, or a provider that has to sign the person out too), after the page has checked
        /// scheme and host; absent to stay on the page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redirect_to: Option<String>,
    }
}
