//! The port that the page is served on.

use std::net::TcpListener;

use anyhow::{Context, Result, bail};

use super::DEFAULT_PORT;

/// How many ports after a taken one are tried.
const REACH: u16 = 50;

/// The port asked for, or – when nobody asked – the default one or the next that is free.
///
/// # Errors
/// When the port asked for is taken; the message names one that is not.
pub fn choose(asked: Option<u16>) -> Result<u16> {
    let wanted = match asked {
        // The system chooses; it is chosen here because the identity providers have to know the page's address.
        Some(0) => TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port(),
        asked => asked.unwrap_or(DEFAULT_PORT),
    };
    if is_free(wanted) {
        return Ok(wanted);
    }
    let free = (1..=REACH).filter_map(|step| wanted.checked_add(step)).find(|port| is_free(*port));
    let free = free.with_context(|| format!("port {wanted} and the {REACH} after it are in use"))?;
    if asked.is_some() {
        bail!("port {wanted} is in use by another program; port {free} is free: --port {free}");
    }
    println!("Port {wanted} is in use by another program; {free} is used instead (choose with --port).");
    Ok(free)
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_with_a_free_one() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = choose(Some(port)).unwrap_err().to_string();
        let offered: u16 = error.rsplit(' ').next().unwrap().parse().unwrap();
        assert!(offered > port && is_free(offered), "{error}");
        drop(taken);
        assert_eq!(choose(Some(port)).unwrap(), port);
        assert_ne!(choose(Some(0)).unwrap(), 0);
    }
}
