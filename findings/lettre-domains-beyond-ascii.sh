#!/usr/bin/env bash
# One would guess: a mail library that accepts an address with an international domain writes the domain as punycode
# for a mail server without SMTPUTF8 (RFC 6531), or says that the address is not usable, in a way that reads as
# permanent.
# What happens: lettre accepts the address and refuses to send it: the domain is not converted, although with punycode
# the server would take it. The error is neither transient nor permanent; both questions answer no, so "permanent,
# else try again" tries for ever. Nothing is sent. The same address with its domain in ASCII goes through.
# Seen since lettre 0.11.23.
# For a sign-in page: people with such an address never get a code, and are told to try again. Convert domains by IDNA
# before the envelope, and treat an error that is neither as permanent.
source "$(dirname "$0")/lib.sh"

mkdir src
cat >src/main.rs <<'RS'
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;

use lettre::address::Envelope;
use lettre::{SmtpTransport, Transport};

/// A mail server that knows no extensions. Answers with the recipients it was told.
fn serve(listener: &TcpListener) -> Vec<String> {
    let (mut stream, _) = listener.accept().unwrap();
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut recipients = Vec::new();
    stream.write_all(b"220 mail.example\r\n").unwrap();
    let mut in_message = false;
    for line in lines.map_while(Result::ok) {
        let answer: &[u8] = match line.as_str() {
            "." => {
                in_message = false;
                b"250 ok\r\n"
            }
            _ if in_message => continue,
            "DATA" => {
                in_message = true;
                b"354 go on\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            line => {
                recipients.extend(line.strip_prefix("RCPT TO:").map(str::to_owned));
                b"250 ok\r\n"
            }
        };
        stream.write_all(answer).unwrap();
    }
    recipients
}

fn main() {
    for (key, to) in [("unicode", "kari@blåbær.example"), ("ascii", "kari@xn--blbr-roah.example")] {
        let address = to.parse();
        println!("{key}.parsed {}", address.is_ok());
        let envelope = Envelope::new(Some("service@example.com".parse().unwrap()), vec![address.unwrap()]).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || serve(&listener));
        let transport = SmtpTransport::builder_dangerous("127.0.0.1").port(port).build();
        match transport.send_raw(&envelope, b"Subject: code\r\n\r\n1\r\n") {
            Ok(_) => println!("{key}.sent yes"),
            Err(error) => {
                println!("{key}.sent no");
                println!("{key}.transient {}", error.is_transient());
                println!("{key}.permanent {}", error.is_permanent());
            }
        }
        drop(transport);
        println!("{key}.recipients {}", server.join().unwrap().join(" "));
    }
}
RS
cargo_program <<'TOML'
lettre = { version = "=0.11.23", default-features = false, features = ["smtp-transport"] }
TOML
observe target/debug/finding

versions "lettre 0.11.23"
expected "both are sent to <kari@xn--blbr-roah.example>"
seen unicode.parsed true
seen ascii.sent yes
seen ascii.recipients "<kari@xn--blbr-roah.example>"
seen unicode.sent no
seen unicode.transient false
seen unicode.permanent false
seen unicode.recipients ""
done_here
