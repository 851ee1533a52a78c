//! Codes on their way to people, by mail and by text message, and notices of what has changed at their account.
//!
//! A message is written to the outbox in the transaction that makes its code, and sent after it. So there is never a
//! code without its message, nor a message whose code does not work; and whoever waits learns what became of it.
//! Notices are written in the transaction of what they tell of, and go out without anybody waiting ([`notice`]).

mod agent;
mod mail;
pub mod notice;
mod notice_text;
mod sms;
pub mod text;
pub mod worker;

use std::fmt;

use auth_contract::{Secret, Timestamp};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

pub use agent::Agent;
pub use mail::{MailSettings, MailSettingsError, Mailer};
pub use sms::{SmsGateway, SmsSettings};
pub use worker::deliver;

use crate::{
    app::App,
    entropy,
    store::{
        StoreError,
        outbox::{self, Kind},
    },
};

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Sms,
}

impl Channel {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

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

/// The message did not go out, and will not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message could not be handed over")]
pub struct DeliveryFailed;

/// What there is to send with.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    pub mail: Option<Mailer>,
    pub sms: Option<SmsGateway>,
    /// Development mode: the outbox alone will do.
    pub keep: bool,
}

impl Delivery {
    /// Whether anything can be sent this way. If not, the method must not be offered.
    pub fn can_send(&self, channel: Channel) -> bool {
        self.keep
            || match channel {
                Channel::Email => self.mail.is_some(),
                Channel::Sms => self.sms.is_some(),
            }
    }
}

/// Writes a message to the outbox. After the transaction: [`deliver`] with the id that it answers.
pub fn queue(app: &App, tx: &Transaction<'_>, about: &CodeMessage<'_>, now: Timestamp) -> Result<i64, StoreError> {
    let message = text::compose(about, &app.settings, entropy::token(&*app.entropy));
    let id = outbox::insert(tx, about.channel, Kind::Code, now.plus(worker::ORPHANED_AFTER), now)?;
    outbox::fill(tx, id, &app.vault.seal(&context(id), serde_json::to_string(&message)?.as_bytes()))?;
    Ok(id)
}

/// The content of a stored message; `None` when it was emptied.
pub fn open(app: &App, row: &outbox::Row) -> Result<Option<Message>, StoreError> {
    let Some(sealed) = &row.sealed else { return Ok(None) };
    let plain = app.vault.unseal(&context(row.id), sealed)?;
    Ok(Some(match row.kind {
        Kind::Code => serde_json::from_slice(&plain)?,
        Kind::Notice => notice_text::compose(&serde_json::from_slice(&plain)?, &app.settings, &app.providers),
    }))
}

fn context(id: i64) -> String {
    format!("outbox message {id}")
}
