//! Sends what stands in the outbox: each message at most once, and again only where the first try certainly reached
//! nobody.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tracing::Instrument;

use super::{Channel, Delivery, DeliveryFailed, Message, open};
use crate::{
    app::{App, SharedApp},
    store::{
        StoreError,
        outbox::{self, Status},
    },
};

/// How long a person waits for the verdict. The page gives up on an answer after ten seconds.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long one try may take.
const LONGEST_TRY: Duration = Duration::from_secs(5);
/// Waits before further tries, all within [`PATIENCE`]: once the person was told that it failed, nothing may arrive.
const RETRY_AFTER: [Duration; 2] = [Duration::from_millis(400), Duration::from_millis(1200)];
/// How often messages are looked for that nobody waits for.
const SWEEP_EVERY: Duration = Duration::from_secs(5);
/// Seconds after which nobody can be waiting for a message any more.
const ORPHANED_AFTER: i64 = 15;
/// Seconds after which a code is not worth sending.
const STALE_AFTER: i64 = 5 * 60;

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    Sent,
    /// It certainly went nowhere, and may work in a moment.
    NotNow,
    /// It was refused, or nobody knows: never again.
    Failed,
}

/// Sends the message `id` and waits for what becomes of it, eight seconds at most. It goes on when the caller is gone.
pub async fn deliver(app: &SharedApp, id: i64) -> Result<(), DeliveryFailed> {
    let parts = app.clone();
    let sending = async move { send(&parts, id).await }.in_current_span();
    match timeout(PATIENCE, tokio::spawn(sending)).await {
        Ok(Ok(Ok(true))) => Ok(()),
        Ok(Ok(Err(error))) => {
            tracing::error!(%error, "sending a message");
            Err(DeliveryFailed)
        }
        // Not sent, a panic that is in the log, or no verdict in time.
        _ => Err(DeliveryFailed),
    }
}

/// Sends what a stopped server left behind, for ever. What may have been sent already is given up: a code twice is
/// worse than a press on "Send again".
pub async fn run(app: SharedApp) {
    if let Err(error) = give_up_interrupted(&app).await {
        tracing::error!(%error, "looking through the outbox");
    }
    let mut ticks = interval(SWEEP_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = sweep(&app).await {
            tracing::error!(%error, "looking through the outbox");
        }
    }
}

async fn give_up_interrupted(app: &SharedApp) -> Result<(), StoreError> {
    let (now, keep) = (app.clock.now(), app.delivery.keep);
    app.store
        .transact(move |tx| {
            for row in outbox::with_status(tx, Status::Sending)? {
                outbox::settle(tx, row.id, false, keep, now)?;
            }
            outbox::prune(tx, now)
        })
        .await
}

/// Sends orphans, and settles those that are too old to be of use.
pub async fn sweep(app: &SharedApp) -> Result<(), StoreError> {
    let (now, keep) = (app.clock.now(), app.delivery.keep);
    let orphans = app
        .store
        .transact(move |tx| {
            let mut orphans = Vec::new();
            for row in outbox::with_status(tx, Status::Pending)? {
                if row.created_at.plus(STALE_AFTER) < now {
                    outbox::settle(tx, row.id, false, keep, now)?;
                } else if row.created_at.plus(ORPHANED_AFTER) < now {
                    orphans.push(row.id);
                }
            }
            Ok::<_, StoreError>(orphans)
        })
        .await?;
    for id in orphans {
        send(app, id).await?;
    }
    Ok(())
}

/// Whether the message went out, by us or by somebody before.
async fn send(app: &SharedApp, id: i64) -> Result<bool, StoreError> {
    let parts = app.clone();
    let claimed = app.store.transact(move |tx| claimed(&parts, tx, id)).await?;
    let (channel, message) = match claimed {
        Claimed::Ours(channel, message) => (channel, message),
        Claimed::Settled { sent } => return Ok(sent),
    };
    let sent = timeout(PATIENCE, hand_over(&app.delivery, channel, &message)).await.unwrap_or(false);
    if sent {
        tracing::info!(channel = channel.name(), outbox = id, "sent");
    } else {
        tracing::warn!(channel = channel.name(), outbox = id, "not sent");
    }
    let (now, keep) = (app.clock.now(), app.delivery.keep);
    app.store.transact(move |tx| outbox::settle(tx, id, sent, keep, now)).await?;
    Ok(sent)
}

enum Claimed {
    Ours(Channel, Box<Message>),
    Settled { sent: bool },
}

fn claimed(app: &App, tx: &rusqlite::Transaction<'_>, id: i64) -> Result<Claimed, StoreError> {
    let Some(row) = outbox::claim(tx, id)? else {
        return Ok(Claimed::Settled { sent: outbox::status(tx, id)? == Some(Status::Sent) });
    };
    Ok(match open(app, &row)? {
        Some(message) => Claimed::Ours(row.channel, Box::new(message)),
        None => Claimed::Settled { sent: false },
    })
}

async fn hand_over(delivery: &Delivery, channel: Channel, message: &Message) -> bool {
    let mut waits = RETRY_AFTER.into_iter();
    loop {
        let tried = match (channel, &delivery.mail, &delivery.sms) {
            (Channel::Email, Some(mailer), _) => timeout(LONGEST_TRY, mailer.send(message)).await,
            (Channel::Sms, _, Some(gateway)) => timeout(LONGEST_TRY, gateway.send(message)).await,
            // The outbox is all there is, or there is nothing at all.
            _ => return delivery.keep,
        };
        match tried.unwrap_or(Tried::Failed) {
            Tried::Sent => return true,
            Tried::Failed => return false,
            Tried::NotNow => match waits.next() {
                Some(wait) => sleep(wait).await,
                None => return false,
            },
        }
    }
}
