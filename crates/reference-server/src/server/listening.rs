//! Listening, and graceful shutdown.

use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use tokio::{
    net::TcpListener,
    signal,
    sync::watch,
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

use super::{composition::Server, router::router};
use crate::{
    api::SharedApi,
    services::delivery::outbox_worker,
    store::{StoreError, flows, outbox},
};

/// How often expired rows are removed.
const PRUNE_EVERY: Duration = Duration::from_secs(10 * 60);
/// How long requests under way may take once the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Listens on `address`, and on the other loopback address when it is one: `localhost` may mean either.
pub async fn listen(address: IpAddr, port: u16) -> io::Result<Vec<TcpListener>> {
    let first = TcpListener::bind((address, port)).await?;
    let port = first.local_addr()?.port();
    let other: Option<IpAddr> = match address {
        IpAddr::V4(Ipv4Addr::LOCALHOST) => Some(Ipv6Addr::LOCALHOST.into()),
        IpAddr::V6(Ipv6Addr::LOCALHOST) => Some(Ipv4Addr::LOCALHOST.into()),
        _ => None,
    };
    let mut listeners = vec![first];
    if let Some(other) = other {
        match TcpListener::bind((other, port)).await {
            Ok(listener) => listeners.push(listener),
            Err(error) => tracing::warn!(%other, %error, "listening on one loopback address only"),
        }
    }
    Ok(listeners)
}

/// Serves until it is told to stop.
pub async fn run(server: Server, listeners: Vec<TcpListener>, port: u16) -> io::Result<()> {
    tracing::info!("Portico reference server: for development, demos and tests");
    tracing::info!(public_origin = server.settings.public_origin, dev = server.settings.dev, "starting");
    if server.settings.dev {
        tracing::info!("lobby: {}/dev", server.settings.public_origin);
    }
    let (stop, stopped) = watch::channel(false);
    let service = router(&server).into_make_service_with_connect_info::<SocketAddr>();
    let mut servers = JoinSet::new();
    for listener in listeners {
        let mut stopped = stopped.clone();
        let serving = axum::serve(listener, service.clone()).with_graceful_shutdown(async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        });
        servers.spawn(serving.into_future());
    }
    let sending = tokio::spawn(outbox_worker::run(server.api.delivery.clone()));
    let pruning = tokio::spawn(prune_for_ever(server.api));
    let told_to_stop = told_to_stop()?;
    announce(port)?;

    told_to_stop.await;
    tracing::info!("stopping");
    let _ = stop.send(true);
    pruning.abort();
    sending.abort();
    // A connection that somebody keeps open must not keep the process.
    let _ = tokio::time::timeout(GRACE, servers.join_all()).await;
    Ok(())
}

/// Tells whoever started the server that it accepts connections.
#[allow(clippy::print_stdout)] // the one line that programs wait for
fn announce(port: u16) -> io::Result<()> {
    println!("ready http://localhost:{port}");
    io::stdout().flush()
}

async fn prune_for_ever(api: SharedApi) {
    let mut ticks = interval(PRUNE_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let now = api.clock.now();
        if let Err(error) = api.store.transact(move |tx| pruned(tx, now)).await {
            tracing::error!(%error, "removing expired rows");
        }
    }
}

fn pruned(tx: &rusqlite::Transaction<'_>, now: auth_contract::Timestamp) -> Result<(), StoreError> {
    flows::prune(tx, now)?;
    outbox::prune(tx, now)
}

/// Ctrl+C, and what service managers send. Listening begins here and not at the first `await`: a signal may come right
/// after the line that says the server is ready.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = signal::ctrl_c().await;
    })
}
