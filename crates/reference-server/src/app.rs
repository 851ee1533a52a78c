//! What every handler works with.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use auth_contract::Support;

use crate::{
    clock::Clock,
    dev::people,
    entropy::Entropy,
    locks::KeyedLocks,
    oauth::Clients,
    passwords::Passwords,
    store::{Store, StoreError, settings},
    vault::Vault,
};

/// What an operator decides.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Demo people, lobby and movable clock.
    pub dev: bool,
    /// The origin that browsers see, without a trailing slash. Also the OAuth issuer.
    pub public_origin: String,
    /// The folder of the built page.
    pub site: PathBuf,
    /// Where a person goes who came without a product's request. A path or an absolute URL.
    pub home: String,
    /// The brand whose folder the page uses.
    pub brand: String,
    /// Who issues the codes, as authenticator apps list it.
    pub issuer: String,
    pub support: Option<Support>,
    /// How many requests that change something one client address may make a minute.
    pub requests_per_minute: u32,
    /// How many proxies in front may be believed about the client's address.
    pub trusted_proxies: usize,
}

/// For its owner only: the database holds who has an account.
fn create_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Why the state could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the data folder: {0}")]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The server's parts.
pub struct App {
    pub settings: Settings,
    pub clients: Clients,
    pub store: Store,
    pub vault: Vault,
    pub clock: Clock,
    pub entropy: Arc<dyn Entropy>,
    pub passwords: Passwords,
    /// One action of a flow at a time.
    pub flow_locks: KeyedLocks,
}

/// The parts, as handlers share them.
pub type SharedApp = Arc<App>;

const CLOCK_OFFSET: &str = "clock_offset_seconds";

impl App {
    /// Opens or creates the state in the folder `data`. In development mode the clock goes back to where it was moved,
    /// and the demo people are there.
    pub fn open(
        data: &Path,
        settings: Settings,
        clients: Clients,
        clock: Clock,
        entropy: Arc<dyn Entropy>,
    ) -> Result<SharedApp, OpenError> {
        create_private_folder(data)?;
        let app = Self {
            clients,
            store: Store::open(data)?,
            vault: Vault::open(data, entropy.clone())?,
            clock,
            passwords: Passwords::new(&*entropy),
            entropy,
            flow_locks: KeyedLocks::default(),
            settings,
        };
        if app.settings.dev {
            app.restore_clock_offset()?;
            people::seed(&app)?;
        }
        Ok(Arc::new(app))
    }

    /// Moves the clock, for good: a restart finds it where it was.
    pub async fn set_clock_offset(&self, seconds: i64) -> Result<(), StoreError> {
        self.store.transact(move |tx| settings::set(tx, CLOCK_OFFSET, &seconds.to_string())).await?;
        self.clock.set_offset_seconds(seconds);
        Ok(())
    }

    fn restore_clock_offset(&self) -> Result<(), StoreError> {
        let stored = self.store.transact_blocking(|tx| settings::get(tx, CLOCK_OFFSET))?;
        self.clock.set_offset_seconds(stored.and_then(|text| text.parse().ok()).unwrap_or(0));
        Ok(())
    }
}
