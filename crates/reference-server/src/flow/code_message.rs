//! The message of a code, on its way to the outbox.
//!
//! It is written in the transaction that makes its code, and sent after it. So there is never a code without its
//! message, nor a message whose code does not work.

use auth_contract::Timestamp;
use rusqlite::Transaction;

use super::context::Context;
use crate::{
    base::entropy,
    domain::messages::{CodeMessage, Sender, code_text, message::CODE_IS_AWAITED_FOR},
    store::{
        StoreError,
        outbox::{self, Kind},
    },
};

/// Writes a message to the outbox. Returns the id of its row, with which it is sent after the transaction.
pub fn queue(
    context: &Context,
    tx: &Transaction<'_>,
    about: &CodeMessage<'_>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let Context { vault, entropy, settings, .. } = context;
    let sender = Sender {
        service: settings.issuer.clone(),
        origin: settings.public_origin.clone(),
        support: settings.support.clone(),
    };
    let message = code_text::compose(about, &sender, entropy::token(&**entropy));
    outbox::insert(tx, vault, about.channel, Kind::Code, &message, now.plus(CODE_IS_AWAITED_FOR), now)
}
