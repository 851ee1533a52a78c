//! What messages are sent with.

use std::sync::Arc;

use super::{mail::Mailer, sms::SmsGateway};
use crate::{
    base::{clock::Clock, vault::Vault},
    domain::{
        federation::Registrations,
        messages::{Message, Sender, notice_text},
    },
    store::{
        Store, StoreError,
        outbox::{Channel, Kind, Row},
    },
};

/// The message did not go out, and will not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message could not be handed over")]
pub struct DeliveryFailed;

/// What messages are sent with. Cloning it is cheap.
#[derive(Clone)]
pub struct Delivery {
    pub store: Store,
    pub vault: Vault,
    pub clock: Clock,
    pub mail: Option<Mailer>,
    pub sms: Option<SmsGateway>,
    /// Development mode: the outbox alone will do, and messages stay in it.
    pub keep: bool,
    /// Whether people are told by mail what has changed at their account.
    pub account_mail: bool,
    /// Who writes the notices.
    pub sender: Arc<Sender>,
    /// The names of identity providers.
    pub registrations: Arc<Registrations>,
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

    /// The content of a stored message, in words; `None` when it was emptied.
    pub fn open(&self, row: &Row) -> Result<Option<Message>, StoreError> {
        match row.kind {
            Kind::Code => row.content(&self.vault),
            Kind::Notice => {
                let notice = row.content(&self.vault)?;
                Ok(notice.map(|notice| notice_text::compose(&notice, &self.sender, &self.registrations)))
            }
        }
    }
}
