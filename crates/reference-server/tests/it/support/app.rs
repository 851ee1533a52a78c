use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use auth_contract::{Support, Timestamp};
use axum::Router;
use reference_server::{
    api::SharedApi,
    base::{
        clock::{Clock, TimeSource},
        entropy::Entropy,
    },
    dev::{self, people::Person},
    domain::oauth::{Client, Clients},
    server::{Server, Settings, router},
};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tracing_subscriber::fmt::MakeWriter;

use super::{Browser, browser::ORIGIN};

/// 21 November 2026, 09:30:00 UTC: the first second of a TOTP step.
pub const START: i64 = 1_795_253_400;

/// Time that stands still until a test moves it.
#[derive(Clone)]
pub struct FakeTime(Arc<AtomicI64>);

impl TimeSource for FakeTime {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Bytes that are the same in every run, and never the same twice in one.
struct SeededEntropy(AtomicU64);

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::digest(self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// A server in this process, with its state in a folder of its own.
pub struct TestApp {
    /// The parts that the handlers share.
    pub app: SharedApi,
    router: Router,
    folder: TempDir,
    time: FakeTime,
    entropy: Arc<dyn Entropy>,
    settings: Settings,
    clients: Vec<Client>,
}

impl TestApp {
    /// In development mode, at [`START`].
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The same with some settings changed.
    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::with_clients(change, |_| {})
    }

    /// The same with some clients changed, too.
    pub fn with_clients(change: impl FnOnce(&mut Settings), change_clients: impl FnOnce(&mut Vec<Client>)) -> Self {
        capture_logs();
        let mut settings = Settings {
            dev: true,
            public_origin: ORIGIN.into(),
            site: PathBuf::from("no such folder"),
            home: "/dev".into(),
            brand: None,
            brand_hosts: BTreeMap::new(),
            gallery: None,
            issuer: "Northwind".into(),
            support: Some(Support { email: Some("support@example.com".into()), phone: None, url: None }),
            requests_per_minute: 60_000,
            trusted_proxies: 0,
            mail: None,
            account_mail: true,
            sms: None,
            sms_countries: ["NO", "SE", "DK"].map(String::from).to_vec(),
            breaches: None,
            gate: None,
            providers: None,
        };
        change(&mut settings);
        let folder = TempDir::new().expect("a folder for the test");
        let time = FakeTime(Arc::new(AtomicI64::new(START * 1000)));
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy(AtomicU64::new(0)));
        let mut clients = dev::clients(ORIGIN);
        change_clients(&mut clients);
        let (app, router) = open(folder.path(), &settings, &clients, &time, &entropy);
        Self { app, router, folder, time, entropy, settings, clients }
    }

    /// As after `kill -9` and a new start: nothing but the folder is left.
    pub fn restarted(self) -> Self {
        let Self { app, router, folder, time, entropy, settings, clients } = self;
        drop((app, router));
        let (app, router) = open(folder.path(), &settings, &clients, &time, &entropy);
        Self { app, router, folder, time, entropy, settings, clients }
    }

    /// The same with other settings.
    pub fn restarted_with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self.restarted()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// The whole server.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Lets time pass.
    pub fn seconds_pass(&self, seconds: i64) {
        self.time.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// A browser that was never here.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    #[allow(clippy::unused_self)] // `app.person("enroll")` reads as it should
    pub fn person(&self, purpose: &str) -> &'static Person {
        dev::people::PEOPLE.iter().find(|person| person.purpose == purpose).expect("a demo person for this purpose")
    }
}

fn open(
    folder: &Path,
    settings: &Settings,
    clients: &[Client],
    time: &FakeTime,
    entropy: &Arc<dyn Entropy>,
) -> (SharedApi, Router) {
    let clients = Clients::new(clients.to_vec()).expect("the demo clients are in order");
    let server = Server::open(folder, settings.clone(), clients, Clock::new(time.clone()), entropy.clone());
    let server = server.expect("the state opens");
    (server.api.clone(), router(&server))
}

#[derive(Clone)]
struct Log;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        LOG.lock().expect("no writer panics").write(line)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self
    }
}

fn capture_logs() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let _ = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(Log)
            .try_init();
    });
}

/// What all apps of this test run have logged so far, at the most talkative level.
pub fn everything_logged() -> String {
    String::from_utf8_lossy(&LOG.lock().expect("no writer panics")).into_owned()
}

impl Browser {
    /// The same browser, talking to a server that was restarted.
    pub fn meets(self, app: &TestApp) -> Self {
        Self { server: app.router(), ..self }
    }
}
