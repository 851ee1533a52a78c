//! A message, before and after it is put into words.

use std::fmt;

use auth_contract::{Secret, Support};
use serde::{Deserialize, Serialize};

use crate::store::outbox::Channel;

/// Who writes.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The service's name, which is also the issuer in authenticator apps.
    pub service: String,
    /// The public origin, without a trailing slash.
    pub origin: String,
    /// Whom to ask.
    pub support: Option<Support>,
}

/// Seconds after which nobody waits for a code any more: the worker may send what a stopped server has left.
pub const CODE_IS_AWAITED_FOR: i64 = 15;

/// What a code is for; each has its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    SignIn,
    /// This address or number is to be used for codes from now on.
    Enroll,
    /// A forgotten password.
    Reset,
    /// A forgotten password of somebody who has none: says so, and holds no code.
    NoPassword,
}

/// A code to send.
#[derive(Clone, Copy, Debug)]
pub struct CodeMessage<'a> {
    pub channel: Channel,
    /// An e-mail address, or a number in E.164.
    pub to: &'a str,
    pub purpose: Purpose,
    /// For [`Purpose::NoPassword`]: who signs the person in instead, by name.
    pub instead: &'a str,
    pub code: &'a Secret,
    /// BCP 47: of the flow.
    pub locale: &'a str,
}

/// A message as it is sealed in the outbox.
#[derive(Clone, Serialize, Deserialize)]
pub struct Message {
    /// Tells one message from another, to mail servers and gateways.
    pub id: String,
    pub to: String,
    /// Of a mail.
    pub subject: Option<String>,
    pub text: String,
    pub html: Option<String>,
    /// BCP 47: of the text.
    pub language: String,
    pub code: Secret,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({})", self.id)
    }
}
