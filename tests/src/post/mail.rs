//! A mail server that is not ours (`smtp-server` for Node.js), and what arrived there.

use std::process::Stdio;

use mail_parser::{MessageParser, MessagePart};
use serde::Deserialize;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

use super::tray::Tray;
use crate::settings;

const USER: &str = "portico";

/// The password of the mail server: it belongs into no log.
pub const MAIL_PASSWORD: &str = "Relay-91-Fjellvann";

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Envelope and headers agree on it.
    pub from: String,
    pub to: String,
    pub subject: String,
    /// The plain text of the message, decoded.
    pub text: String,
    /// The HTML of the message, decoded; when it has one.
    pub html: Option<String>,
    /// Every header with its value, names in lower case.
    pub headers: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Received {
    from: String,
    to: Vec<String>,
    raw: String,
}

/// A running mail server.
#[derive(Debug)]
pub(super) struct MailServer {
    process: Mutex<Child>,
    pub(super) port: u16,
}

impl MailServer {
    /// Starts it; what arrives goes into `mails`, or `notices` when it says that it is one, by recipient.
    pub(super) async fn start(mails: Tray<Mail>, notices: Tray<Mail>) -> Self {
        let program = settings::root().join("tests/src/post/mail.cjs");
        let mut process = Command::new("node")
            .args([&program, &settings::smtp_server()])
            .args([USER, MAIL_PASSWORD])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Node.js starts");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let first = lines.next_line().await.expect("a line").expect("the mail server is ready");
        let first: Value = serde_json::from_str(&first).expect("JSON");
        let port = first["port"].as_u64().and_then(|port| port.try_into().ok()).expect("a port");
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let mail = Mail::read(&serde_json::from_str(&line).expect("JSON"));
                let tray = if mail.is_notice() { &notices } else { &mails };
                tray.put(&mail.to.clone(), mail);
            }
        });
        Self { process: Mutex::new(process), port }
    }

    /// What the product is started with: it signs in there.
    pub(super) fn url(&self) -> String {
        format!("smtp://{USER}:{MAIL_PASSWORD}@127.0.0.1:{}", self.port)
    }

    /// Ends it: connections are refused from then on.
    pub(super) async fn end(&self) {
        self.process.lock().await.kill().await.expect("the mail server can be ended");
    }
}

impl Mail {
    fn is_notice(&self) -> bool {
        self.headers.iter().any(|(name, value)| name == "x-portico-message" && value == "notice")
    }

    /// # Panics
    /// When mail programs would have trouble with the message, or its envelope says something else.
    fn read(received: &Received) -> Self {
        let raw = data_encoding::BASE64.decode(received.raw.as_bytes()).expect("Base64");
        let message = MessageParser::default().parse(&raw).expect("a message (RFC 5322)");
        let only = |address: Option<&mail_parser::Address<'_>>| {
            let addresses: Vec<_> = address.into_iter().flat_map(mail_parser::Address::iter).collect();
            let [one] = addresses.as_slice() else { panic!("not one address but {addresses:?}") };
            one.address().expect("an address").to_owned()
        };
        let (from, to) = (only(message.from()), only(message.to()));
        assert_eq!((&from, std::slice::from_ref(&to)), (&received.from, &*received.to), "envelope and headers");
        let headers = String::from_utf8_lossy(&raw).split("\r\n\r\n").next().unwrap_or_default().to_owned();
        let unfolded = headers.replace("\r\n ", " ").replace("\r\n\t", " ");
        Self {
            from,
            to,
            subject: message.subject().expect("a subject").to_owned(),
            text: text_of(message.text_bodies().find(|part| !part.is_text_html())).expect("a plain text"),
            html: text_of(message.html_bodies().find(|part| part.is_text_html())),
            headers: unfolded
                .lines()
                .filter_map(|line| line.split_once(':'))
                .map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned()))
                .collect(),
        }
    }
}

fn text_of(part: Option<&MessagePart<'_>>) -> Option<String> {
    part.and_then(MessagePart::text_contents).map(str::to_owned)
}
