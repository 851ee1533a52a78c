//! From a fresh clone to a working sign-in page: installs, builds, starts the reference server and prints the URL.

mod http;
mod people;
mod port;
mod providers;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use self::providers::Providers;
use crate::build;
use crate::clock::{Stopwatch, in_words};
use crate::console::Console;
use crate::gallery;
use crate::process;
use crate::workspace::Workspace;

pub const DEFAULT_PORT: u16 = 8787;
/// A server that does not accept connections within this time has failed.
const START_LIMIT: Duration = Duration::from_secs(30);

pub struct Options {
    /// `None`: the default port, or the next free one.
    pub port: Option<u16>,
    /// Where the server keeps its database; `None`: `target/dev-data`.
    pub data: Option<PathBuf>,
    pub brand: String,
    /// Whether to open the lobby in the browser.
    pub open: bool,
}

/// Serves until Ctrl+C, or until the server ends by itself.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let watch = Stopwatch::start();
    let port = port::choose(options.port)?;
    let console = Console::new();
    let (report, program) = std::thread::scope(|scope| {
        let program = scope.spawn(|| console.stage("server", |stage| build::server(workspace, stage)));
        (build::site(workspace, &console, &options.brand, None), program.join())
    });
    let report = report?;
    let program = program.map_err(|_| anyhow!("the build of the server panicked"))??;
    let data = options.data.clone().unwrap_or_else(|| workspace.target.join("dev-data"));
    let providers = console
        .stage("providers", |stage| Ok(Providers::start(workspace, stage, &format!("http://localhost:{port}"))))?;
    let mut command = Command::new(program);
    command.current_dir(&workspace.root).arg("--dev").args(["--port", &port.to_string()]);
    command.arg("--data").arg(&data).arg("--site").arg(workspace.site());
    command.arg("--gallery").arg(workspace.gallery());
    if let Ok(providers) = &providers {
        command.arg("--providers").arg(&providers.file);
    }
    let server = console.stage("start", |stage| {
        let server = Server::start(&mut command)?;
        stage.note(server.address.clone());
        Ok(server)
    })?;
    drop(console);

    println!("\nReady after {}; a first visit loads {}.\n", in_words(watch.elapsed()), report.in_words());
    println!("  page    {}/", server.address);
    println!("  lobby   {}/dev   (start a sign-in, read mail and SMS, codes, clock)", server.address);
    println!(
        "  gallery {}/gallery/   (every screen in every state; built next, which takes a minute or two the first time)",
        server.address
    );
    match &providers {
        Ok(providers) => println!(
            "  sign-in elsewhere: Google, Apple and Microsoft are played by {}, an organisation's provider by {} \
             (any password does; the username is the account)",
            providers.social.issuer, providers.enterprise.issuer
        ),
        Err(error) => println!(
            "  sign-in elsewhere: the buttons are there and lead nowhere, because the two test providers do not run\n\
             \x20   ({error:#})"
        ),
    }
    println!("  data    {}\n", data.display());
    match http::get(&server.address, "/dev/accounts").and_then(|body| people::table(&body)) {
        Ok(table) => println!("{table}"),
        Err(error) => println!("  (the list of people could not be read: {error:#})\n"),
    }
    println!("Stop with Ctrl+C. The server's log follows.\n");
    if options.open {
        open(&format!("{}/dev", server.address));
    }
    // The gallery is optional: a sign-in does not wait for it, and its failure is not fatal.
    match gallery::build(workspace, &Console::new()) {
        Ok(_) => println!("\nThe gallery is ready: {}/gallery/\n", server.address),
        Err(error) => println!("\nThe gallery could not be built: {error:#}\n"),
    }
    server.wait()
}

struct Server {
    child: Arc<Mutex<Child>>,
    /// `http://localhost:<port>`
    address: String,
}

impl Server {
    /// Starts the server and waits until it accepts connections. Ctrl+C stops it from here on, then this process.
    fn start(command: &mut Command) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().with_context(|| format!("could not start `{}`", process::shown(command)))?;
        let stdout = child.stdout.take().context("the server has no standard output")?;
        let child = Arc::new(Mutex::new(child));
        stop_on_signal(Arc::clone(&child))?;
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Later lines are printed for the person only.
                if let Err(unread) = send.send(line) {
                    println!("{}", unread.0);
                }
            }
        });
        let address = match lines.recv_timeout(START_LIMIT) {
            Ok(line) => ready_address(&line).map(str::to_owned),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(anyhow!("the server was not ready after {START_LIMIT:?}")),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                Err(anyhow!("the server exited before it was ready; its message is printed above"))
            }
        };
        let server = Self { child, address: String::new() };
        match address {
            Ok(address) => Ok(Self { address, ..server }),
            Err(error) => {
                server.stop();
                Err(error)
            }
        }
    }

    fn stop(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        // It may have exited already, which is fine.
        drop(child.kill());
        drop(child.wait());
    }

    /// Waits for the end of the server.
    fn wait(&self) -> Result<()> {
        loop {
            // Not `wait()`: it would hold the lock that the signal handler needs.
            let ended = self.child.lock().unwrap_or_else(PoisonError::into_inner).try_wait()?;
            match ended {
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("the server exited with {status}"),
                None => std::thread::sleep(Duration::from_millis(200)),
            }
        }
    }
}

fn stop_on_signal(child: Arc<Mutex<Child>>) -> Result<()> {
    ctrlc::set_handler(move || {
        let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
        drop(child.kill());
        drop(child.wait());
        println!("\nStopped.");
        std::process::exit(0);
    })
    .context("could not watch for Ctrl+C")
}

fn ready_address(line: &str) -> Result<&str> {
    line.strip_prefix("ready ").with_context(|| format!("the server said `{line}` instead of `ready <address>`"))
}

fn open(address: &str) {
    let (program, arguments): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let started =
        Command::new(program).args(arguments).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if started.is_err() {
        println!("No browser could be opened from here (`{program}` is missing); open {address} yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_the_server_is_its_address() {
        assert_eq!(ready_address("ready http://localhost:8787").unwrap(), "http://localhost:8787");
        assert!(ready_address("listening").is_err());
    }
}
