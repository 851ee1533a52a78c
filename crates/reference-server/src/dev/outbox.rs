//! The outbox as development mode shows it: every message with its code, if it has one, whether it left this computer or not.

use auth_contract::Timestamp;
use axum::{Json, extract::State};
use maud::{Markup, html};
use rusqlite::Transaction;
use serde::Serialize;

use super::moment::written;
use crate::{
    api::failure::Failure,
    api::{Api, SharedApi},
    store::{
        StoreError,
        outbox::{self, Channel, Kind, Status},
    },
};

/// A message, as `GET /dev/outbox` shows it.
#[derive(Debug, Serialize)]
pub struct Shown {
    pub id: i64,
    pub channel: Channel,
    pub kind: Kind,
    pub to: String,
    /// Of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    pub text: String,
    pub code: String,
    pub sent_at: Timestamp,
    pub status: Status,
}

/// `GET /dev/outbox`: newest first.
pub async fn show(State(api): State<SharedApi>) -> Result<Json<Vec<Shown>>, Failure> {
    let parts = api.clone();
    Ok(Json(api.store.transact(move |tx| Ok::<_, Failure>(messages(&parts, tx)?)).await?))
}

/// Every message, newest first.
pub fn messages(api: &Api, tx: &Transaction<'_>) -> Result<Vec<Shown>, StoreError> {
    let mut shown = Vec::new();
    for row in outbox::newest_first(tx)? {
        let Some(message) = api.delivery.open(&row)? else { continue };
        shown.push(Shown {
            id: row.id,
            channel: row.channel,
            kind: row.kind,
            to: message.to,
            subject: message.subject,
            text: message.text,
            code: message.code.expose().into(),
            sent_at: row.created_at,
            status: row.status,
        });
    }
    Ok(shown)
}

/// The outbox in the lobby. Its script draws the same from [`show`] again whenever a message comes.
pub fn card(messages: &[Shown]) -> Markup {
    html! {
        section.card aria-labelledby="outbox" {
            h2 #outbox { "Outbox" }
            p.muted #outbox-empty hidden[!messages.is_empty()] { "No mail and no text messages yet. Codes come here, and news about what has changed at an account." }
            ul.messages #messages {
                @for message in messages { (entry(message)) }
            }
            noscript { p.muted { "Reload the page for new messages." } }
        }
    }
}

fn entry(message: &Shown) -> Markup {
    html! {
        li data-id=(message.id) data-status=(message.status.name()) {
            p.muted {
                @match message.channel { Channel::Email => "E-mail", Channel::Sms => "Text message" }
                " to " (message.to)
                @if message.status == Status::Failed { " " span.tag.bad { "not sent" } }
            }
            @if message.code.is_empty() {
                strong.words { (message.subject.as_deref().unwrap_or_default()) }
            } @else {
                @let (first, second) = message.code.split_at(message.code.len() / 2);
                strong { (first) " " (second) }
                button.copy type="button" data-copy=(message.code) aria-label={ "Copy the code for " (message.to) } hidden { "Copy" }
            }
            details {
                summary { "Whole message" }
                p.muted { (written(message.sent_at)) }
                @if let Some(subject) = message.subject.as_ref().filter(|_| !message.code.is_empty()) { p.subject { (subject) } }
                p.text { (message.text) }
            }
        }
    }
}
