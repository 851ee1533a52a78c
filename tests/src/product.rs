//! The whole product: the real server with a data folder of its own, behind the fault proxy.

use std::fs::File;
use std::future::IntoFuture;
use std::io;
use std::net::Ipv4Addr;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

use crate::authenticator::Authenticator;
use crate::dev_api::{Account, DevApi};
use crate::faults::Faults;
use crate::post::Post;
use crate::providers::Providers;
use crate::proxy::Proxy;
use crate::seeded_data;
use crate::settings;
use crate::traffic::Traffic;

/// A running product. Clones are handles to the same one.
#[derive(Clone, Debug)]
pub struct Product(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    proxy: Proxy,
    data: TempDir,
    server: Mutex<Option<Server>>,
    around: Around,
}

/// Other people's machines.
#[derive(Debug, Default)]
struct Around {
    post: Option<Post>,
    providers: Option<Providers>,
}

#[derive(Debug)]
struct Server {
    process: Child,
    api: DevApi,
}

impl Product {
    /// Starts a server with fresh demo data behind a fresh proxy.
    pub async fn start() -> Self {
        Self::start_among(Self::proxy().await, Around::default()).await
    }

    /// The same, with a mail server, a gateway for text messages and a list of leaked passwords around it.
    pub async fn start_with_post() -> Self {
        let post = Some(Post::start().await);
        Self::start_among(Self::proxy().await, Around { post, ..Around::default() }).await
    }

    /// The same, with identity providers around it.
    pub async fn start_with_providers() -> Self {
        Self::start_with_providers_set(|file| file).await
    }

    /// The same, with what `change` makes of the operator's file about them.
    pub async fn start_with_providers_set(change: fn(String) -> String) -> Self {
        let proxy = Self::proxy().await;
        let providers = Some(Providers::start(&origin(&proxy), change).await);
        Self::start_among(proxy, Around { providers, ..Around::default() }).await
    }

    /// The same, with all of them around it.
    pub async fn start_with_post_and_providers() -> Self {
        let proxy = Self::proxy().await;
        let (post, providers) = (Post::start().await, Providers::start(&origin(&proxy), |file| file).await);
        Self::start_among(proxy, Around { post: Some(post), providers: Some(providers) }).await
    }

    async fn proxy() -> Proxy {
        Proxy::start().await.expect("a free port on the loopback interface")
    }

    async fn start_among(proxy: Proxy, around: Around) -> Self {
        let product = Self::new(proxy, around);
        seeded_data::copy_to(&product.0.data.path().join("data")).await;
        product.start_again().await;
        product
    }

    fn new(proxy: Proxy, around: Around) -> Self {
        let data = TempDir::with_prefix("portico-").expect("a temporary folder");
        Self(Arc::new(Inner { proxy, data, server: Mutex::new(None), around }))
    }

    /// Pages made for a test of the harness itself, behind the proxy instead of the server.
    pub async fn around(pages: axum::Router) -> Self {
        let proxy = Self::proxy().await;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        proxy.forward_to(listener.local_addr().expect("an address").port());
        tokio::spawn(axum::serve(listener, pages).into_future());
        Self::new(proxy, Around::default())
    }

    /// The origin that people see, without a trailing slash.
    pub fn origin(&self) -> String {
        origin(&self.0.proxy)
    }

    /// The rules of the proxy in front.
    pub fn faults(&self) -> &Faults {
        &self.0.proxy.faults
    }

    /// What the proxy saw.
    pub fn traffic(&self) -> &Traffic {
        &self.0.proxy.traffic
    }

    /// Ends the server at once, as a power cut would. Connections are refused from then on.
    pub async fn kill(&self) {
        if let Some(mut server) = self.0.server.lock().await.take() {
            server.process.kill().await.expect("the server can be killed");
        }
    }

    /// Starts the server on the same data, under the same public origin.
    pub async fn start_again(&self) {
        let mut running = self.0.server.lock().await;
        assert!(running.is_none(), "the server is running already");
        let log = File::options().create(true).append(true).open(self.0.data.path().join("server.log"));
        let mut command = Command::new(settings::server());
        if let Some(post) = &self.0.around.post {
            let (arguments, environment) = post.arguments();
            command.args(arguments).envs(environment);
        }
        if let Some(providers) = &self.0.around.providers {
            let file = self.0.data.path().join("providers.toml");
            std::fs::write(&file, providers.file()).expect("the file can be written");
            command.arg("--providers").arg(file);
        }
        let mut process = command
            .args(["--dev", "--port", "0", "--public-origin", &self.origin()])
            .arg("--data")
            .arg(self.0.data.path().join("data"))
            .arg("--site")
            .arg(settings::site())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.expect("a log file"))
            .kill_on_drop(true)
            .spawn()
            .expect("the server starts");
        let port = tokio::time::timeout(Duration::from_secs(20), ready(&mut process)).await;
        let port = port.map_err(io::Error::from).flatten().unwrap_or_else(|error| {
            panic!("the server did not become ready: {error}; its log:\n{}", self.server_log());
        });
        self.0.proxy.forward_to(port);
        *running = Some(Server { process, api: DevApi::new(port, self.0.proxy.port) });
    }

    /// What the server wrote to its log so far, all starts together.
    pub fn server_log(&self) -> String {
        std::fs::read_to_string(self.0.data.path().join("server.log")).unwrap_or_default()
    }

    /// Every file that the server keeps, one after the other; what is no text is replaced.
    pub fn kept_data(&self) -> String {
        let folder = std::fs::read_dir(self.0.data.path().join("data")).expect("the server's folder");
        let files = folder.flatten().filter_map(|file| std::fs::read(file.path()).ok());
        files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
    }

    /// The server past the proxy.
    pub async fn api(&self) -> DevApi {
        self.0.server.lock().await.as_ref().expect("the server is running").api.clone()
    }

    /// The machines that the product sends to.
    pub fn post(&self) -> &Post {
        self.0.around.post.as_ref().expect("the product was started with post")
    }

    /// The identity providers that the product knows.
    pub fn providers(&self) -> &Providers {
        self.0.around.providers.as_ref().expect("the product was started with providers")
    }

    /// The identity providers' origins; none when it was started without.
    pub(crate) fn issuers(&self) -> Vec<String> {
        let providers = self.0.around.providers.as_ref();
        providers.map(|providers| vec![providers.social.issuer(), providers.enterprise.issuer()]).unwrap_or_default()
    }

    /// What an administrator does for somebody who is locked out (C5): `reference-server reset-mfa`, beside the running
    /// server.
    pub async fn removes_factors_of(&self, identifier: &str) {
        let mut command = Command::new(settings::server());
        command.args(["reset-mfa", "--data"]).arg(self.0.data.path().join("data")).arg(identifier);
        let done = command.stdin(Stdio::null()).output().await.expect("the command runs");
        assert!(done.status.success(), "reset-mfa: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// What an operator does for somebody who is known at a provider by another name: `reference-server link`.
    pub async fn links(&self, identifier: &str, provider: &str, subject: &str) {
        let mut command = Command::new(settings::server());
        command.args(["link", "--data"]).arg(self.0.data.path().join("data"));
        command.args([identifier, "--provider", provider, "--subject", subject]);
        let done = command.stdin(Stdio::null()).output().await.expect("the command runs");
        assert!(done.status.success(), "link: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// The demo people.
    pub async fn accounts(&self) -> Vec<Account> {
        self.api().await.accounts().await
    }

    /// The demo person for `purpose`.
    pub async fn account(&self, purpose: &str) -> Account {
        let accounts = self.accounts().await;
        let found = accounts.iter().find(|account| account.purpose == purpose).cloned();
        found.unwrap_or_else(|| panic!("no demo person for {purpose:?} among {accounts:?}"))
    }

    /// The server's clock, Unix seconds.
    pub async fn now(&self) -> u64 {
        self.api().await.now().await
    }

    /// Moves the server's clock forward.
    pub async fn advance_clock(&self, by: Duration) {
        self.api().await.advance_clock(by.as_secs()).await;
    }

    /// The code that an authenticator shows now.
    pub async fn code_of(&self, authenticator: &Authenticator) -> String {
        authenticator.code_at(self.now().await)
    }

    /// Moves the clock into the next time step of an authenticator, so that its next code is another one, and
    /// returns that code.
    pub async fn next_code_of(&self, authenticator: &Authenticator) -> String {
        self.advance_clock(Duration::from_secs(authenticator.period)).await;
        self.code_of(authenticator).await
    }
}

fn origin(proxy: &Proxy) -> String {
    format!("http://localhost:{}", proxy.port)
}

/// Reads the one line that the server prints when it accepts connections.
async fn ready(process: &mut Child) -> io::Result<u16> {
    let stdout = process.stdout.take().ok_or_else(|| io::Error::other("no standard output"))?;
    let mut lines = BufReader::new(stdout).lines();
    while let Some(line) = lines.next_line().await? {
        if let Some(origin) = line.strip_prefix("ready ") {
            let port = origin.trim().rsplit(':').next().and_then(|port| port.parse().ok());
            return port.ok_or_else(|| io::Error::other(format!("no port in {line:?}")));
        }
    }
    Err(io::Error::other("it ended before it was ready"))
}
