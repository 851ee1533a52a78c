//! Layer 9: the command line.

mod accounts;
mod error;
mod outgoing;
mod people;
mod policy;
mod serve;
#[cfg(all(test, feature = "dev"))]
mod tests;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::StartError;
pub use serve::{Serve, assemble};

use crate::server;

/// A reference auth server for the Portico sign-in page. For development, demos and tests.
#[derive(Parser, Debug)]
#[command(name = "reference-server", version)]
pub struct Cli {
    #[command(flatten)]
    pub serve: Serve,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Adds a person; the password is read from standard input, unless there is none.
    AddUser(people::AddUser),
    /// Sets what a role asks for beside the password. What is not given stays as it is. Works while the server runs, for
    /// flows under way as well.
    SetPolicy(policy::SetPolicy),
    /// Removes every second factor of a person who has lost theirs, signs them out everywhere and forgets their
    /// remembered devices and wrong attempts. The next sign-in asks for the password and sets up a new factor. Works
    /// while the server runs.
    ResetMfa {
        /// The username, however it is spelled.
        identifier: String,
    },
    /// Links a person at an identity provider to an account, away from the one that they were linked to before. Works
    /// while the server runs.
    Link(accounts::Link),
    /// Unlinks an account from an identity provider and signs the person out everywhere. Works while the server runs.
    Unlink(accounts::Unlink),
    /// Closes an account: the person is signed out everywhere and can sign in by no way. Works while the server runs.
    DisableUser(accounts::DisableUser),
}

/// Runs what the command line says.
#[allow(clippy::print_stderr)] // the answer to a wrong command line
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    server::log_to_stderr();
    let result = match cli.command {
        None => serve::serve(&cli.serve),
        Some(Command::AddUser(asked)) => people::add(&cli.serve, &asked),
        Some(Command::SetPolicy(asked)) => policy::set(&cli.serve, &asked),
        Some(Command::ResetMfa { identifier }) => people::reset_mfa(&cli.serve, &identifier),
        Some(Command::Link(asked)) => accounts::link(&cli.serve, &asked),
        Some(Command::Unlink(asked)) => accounts::unlink(&cli.serve, &asked),
        Some(Command::DisableUser(asked)) => accounts::disable(&cli.serve, &asked),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reference-server: {error}");
            ExitCode::FAILURE
        }
    }
}
