//! What is written to people: codes by mail and text message, and notices of what has changed at their account.
//!
//! Wording only. The flow decides what is written to whom, `services::delivery` sends it.

pub mod code_text;
mod html;
pub mod message;
pub mod notice;
pub mod notice_text;
mod user_agent;
mod words;

pub use message::{CodeMessage, Message, Purpose, Sender};
pub use notice::{By, Change, Notice};
pub use user_agent::Agent;
