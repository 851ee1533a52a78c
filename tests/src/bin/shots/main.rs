//! Pictures of the gallery's cells, for `cargo xtask shots`, which says in one JSON argument what is wanted.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on the terminal")]

mod difference;
mod plan;
mod report;
mod sheet;
mod take;
mod written;

use std::process::ExitCode;

use plan::Order;

fn main() -> ExitCode {
    let order = std::env::args().nth(1).ok_or_else(|| "one argument, the order as JSON".to_owned());
    let order = order.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
    let done = order.and_then(|order| match order {
        Order::Take(plan) => {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.map_err(|error| error.to_string())?.block_on(take::take(&plan))
        }
        Order::Compare { before, after, out, revision } => report::write(&before, &after, &out, &revision),
    });
    match done {
        Ok(words) => {
            println!("{words}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
