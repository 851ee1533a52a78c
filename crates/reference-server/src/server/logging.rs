//! Logs on standard error.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

/// Structured logs on standard error; `RUST_LOG` decides how much.
pub fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .try_init();
}
