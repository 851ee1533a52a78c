//! One GET from the server that was just started on this machine.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use anyhow::{Context, Result, bail};

const LIMIT: Duration = Duration::from_secs(5);

/// The body of `GET <origin><path>`; `origin` is `http://host:port`.
///
/// # Errors
/// When the server cannot be reached, takes longer than five seconds, or answers with anything but 200.
pub fn get(origin: &str, path: &str) -> Result<String> {
    let host = origin.strip_prefix("http://").context("only http:// addresses are supported here")?;
    let address = host.to_socket_addrs()?.find_map(|address| TcpStream::connect_timeout(&address, LIMIT).ok());
    let mut stream = address.with_context(|| format!("{host} does not answer"))?;
    stream.set_read_timeout(Some(LIMIT))?;
    // HTTP/1.0: the answer comes in one piece and the connection ends with it.
    let request = format!("GET {path} HTTP/1.0\r\nhost: {host}\r\naccept: application/json\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    body(&answer).map(str::to_owned)
}

fn body(answer: &str) -> Result<&str> {
    let (head, body) = answer.split_once("\r\n\r\n").context("the server's response is incomplete")?;
    match head.split_whitespace().nth(1) {
        Some("200") => Ok(body),
        Some(status) => bail!("the server responded with {status}"),
        None => bail!("the server's response has no status"),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn the_body_of_a_good_answer_is_returned_and_no_other() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            for answer in ["HTTP/1.1 200 OK\r\na: b\r\n\r\n[1]", "HTTP/1.1 404 Not Found\r\n\r\n[1]", "nonsense"] {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = [0; 512];
                let length = stream.read(&mut request).unwrap();
                assert!(request[..length].starts_with(b"GET /dev/accounts HTTP/1.0\r\nhost: 127.0.0.1:"));
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        assert_eq!(get(&origin, "/dev/accounts").unwrap(), "[1]");
        assert!(get(&origin, "/dev/accounts").unwrap_err().to_string().contains("404"));
        assert!(get(&origin, "/dev/accounts").is_err());
        server.join().unwrap();
    }
}
