//! Sends what stands in the outbox: each code at most once, and again only where the first try certainly reached nobody.
//! A notice is tried until it is handed over, for a day: nobody sees that it is missing, and twice is better than never.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tracing::Instrument;

use super::{
    sending::{Delivery, DeliveryFailed},
    tried::Tried,
};
use crate::{
    domain::messages::Message,
    store::{
        StoreError,
        outbox::{self, Channel, Kind, Row, Status},
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
/// Seconds between the first tries at a notice; each further wait is twice as long.
const NOTICE_AGAIN_AFTER: i64 = 60;
/// Seconds of the longest such wait.
const NOTICE_LONGEST_WAIT: i64 = 60 * 60;

/// Seconds after which a message is not worth sending.
const fn stale_after(kind: Kind) -> i64 {
    match kind {
        Kind::Code => 5 * 60,
        Kind::Notice => 24 * 60 * 60,
    }
}

/// Sends the message `id` and waits for what becomes of it, eight seconds at most. It goes on when the caller is gone.
pub async fn deliver(delivery: &Delivery, id: i64) -> Result<(), DeliveryFailed> {
    let parts = delivery.clone();
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

/// Sends notices, and what a stopped server left behind, for ever. A code that may have been sent already is given up:
/// twice is worse than a press on "Send again".
pub async fn run(delivery: Delivery) {
    if let Err(error) = give_up_interrupted(&delivery).await {
        tracing::error!(%error, "looking through the outbox");
    }
    let mut ticks = interval(SWEEP_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = sweep(&delivery).await {
            tracing::error!(%error, "looking through the outbox");
        }
    }
}

async fn give_up_interrupted(delivery: &Delivery) -> Result<(), StoreError> {
    let (now, keep) = (delivery.clock.now(), delivery.keep);
    delivery
        .store
        .transact(move |tx| {
            for row in outbox::with_status(tx, Status::Sending)? {
                match row.kind {
                    Kind::Code => outbox::settle(tx, row.id, false, keep, now)?,
                    Kind::Notice => outbox::put_off(tx, row.id, row.tries, now)?,
                }
            }
            outbox::prune(tx, now)
        })
        .await
}

/// Sends what is due, codes first, and settles what is too old to be of use.
pub async fn sweep(delivery: &Delivery) -> Result<(), StoreError> {
    let (now, keep) = (delivery.clock.now(), delivery.keep);
    // A command may have written one all the same: it knows nothing of how the server was started.
    let tells = delivery.account_mail && delivery.can_send(Channel::Email);
    let due = delivery
        .store
        .transact(move |tx| {
            let mut due = Vec::new();
            for row in outbox::with_status(tx, Status::Pending)? {
                if row.kind == Kind::Notice && !tells {
                    outbox::discard(tx, row.id)?;
                } else if row.created_at.plus(stale_after(row.kind)) < now {
                    outbox::settle(tx, row.id, false, keep, now)?;
                } else if row.due_at <= now {
                    due.push(row);
                }
            }
            Ok::<_, StoreError>(due)
        })
        .await?;
    let (notices, codes): (Vec<Row>, Vec<Row>) = due.into_iter().partition(|row| row.kind == Kind::Notice);
    for row in codes.into_iter().chain(notices) {
        send(delivery, row.id).await?;
    }
    Ok(())
}

/// Whether the message went out, by us or by somebody before.
async fn send(delivery: &Delivery, id: i64) -> Result<bool, StoreError> {
    let parts = delivery.clone();
    let claimed = delivery.store.transact(move |tx| claimed(&parts, tx, id)).await?;
    let (row, message) = match claimed {
        Claimed::Ours(row, message) => (row, message),
        Claimed::Settled { sent } => return Ok(sent),
    };
    let (channel, kind) = (row.channel.name(), row.kind.name());
    let further_tries = match row.kind {
        Kind::Code => &RETRY_AFTER[..],
        Kind::Notice => &[],
    };
    let handing_over = hand_over(delivery, &row, &message, further_tries);
    let tried = timeout(PATIENCE, handing_over).await.unwrap_or(Tried::Unknown);
    let (now, keep, sent) = (delivery.clock.now(), delivery.keep, tried == Tried::Sent);
    if row.kind == Kind::Notice && matches!(tried, Tried::NotNow | Tried::Unknown) {
        tracing::warn!(channel, kind, outbox = id, tries = row.tries + 1, "not sent, and tried again later");
        let wait = NOTICE_AGAIN_AFTER.saturating_mul(1 << row.tries.min(10)).min(NOTICE_LONGEST_WAIT);
        delivery.store.transact(move |tx| outbox::put_off(tx, id, row.tries + 1, now.plus(wait))).await?;
        return Ok(false);
    }
    if sent {
        tracing::info!(channel, kind, outbox = id, "sent");
    } else {
        tracing::warn!(channel, kind, outbox = id, "not sent");
    }
    delivery.store.transact(move |tx| outbox::settle(tx, id, sent, keep, now)).await?;
    Ok(sent)
}

enum Claimed {
    Ours(Row, Box<Message>),
    Settled { sent: bool },
}

fn claimed(delivery: &Delivery, tx: &rusqlite::Transaction<'_>, id: i64) -> Result<Claimed, StoreError> {
    let Some(row) = outbox::claim(tx, id)? else {
        return Ok(Claimed::Settled { sent: outbox::status(tx, id)? == Some(Status::Sent) });
    };
    Ok(match delivery.open(&row)? {
        Some(message) => Claimed::Ours(row, Box::new(message)),
        None => Claimed::Settled { sent: false },
    })
}

async fn hand_over(delivery: &Delivery, row: &Row, message: &Message, waits: &[Duration]) -> Tried {
    let mut waits = waits.iter();
    loop {
        let tried = match (row.channel, &delivery.mail, &delivery.sms) {
            (Channel::Email, Some(mailer), _) => timeout(LONGEST_TRY, mailer.send(message, row.kind)).await,
            (Channel::Sms, _, Some(gateway)) => timeout(LONGEST_TRY, gateway.send(message)).await,
            // The outbox is all there is, or there is nothing at all.
            _ => return if delivery.keep { Tried::Sent } else { Tried::Refused },
        };
        match (tried.unwrap_or(Tried::Unknown), waits.next()) {
            (Tried::NotNow, Some(wait)) => sleep(*wait).await,
            (tried, _) => return tried,
        }
    }
}
