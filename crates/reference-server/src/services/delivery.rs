//! Codes on their way to people, by mail and by text message, and notices of what has changed at their account.
//!
//! A message is written to the outbox in the transaction that makes its code, and sent after it. So there is never a
//! code without its message, nor a message whose code does not work; and whoever waits learns what became of it.
//! Notices are written in the transaction of what they tell of, and go out without anybody waiting.

mod mail;
pub mod outbox_worker;
mod sending;
mod sms;
mod tried;

pub use mail::{MailSettings, MailSettingsError, Mailer};
pub use outbox_worker::deliver;
pub use sending::{Delivery, DeliveryFailed};
pub use sms::{SmsGateway, SmsSettings};
