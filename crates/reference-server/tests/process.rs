//! The compiled program: its output, its shutdown, and that a kill loses no data.

#![cfg(unix)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_reference-server");

struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(arguments: &[&str], data: &Path) -> Self {
        let mut process = Command::new(PROGRAM)
            .args(["--port", "0", "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let stdout = process.stdout.as_mut().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("ready http://").expect("the line that programs wait for").to_owned();
        Self { process, address }
    }

    /// One HTTP request; answers status, headers and body.
    fn request(&self, method: &str, path: &str, cookie: &str, body: Option<&Value>) -> (u16, String, String) {
        let body = body.map(ToString::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(&self.address).expect("it accepts connections");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nx-portico: 1\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/json\r\ncookie: {cookie}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .expect("it reads requests");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        (status, head.into(), body.into())
    }

    fn signal(&self, name: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args([format!("-{name}"), id]).status().expect("kill runs").success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_killed_server_goes_on_where_the_person_was() {
    let data = TempDir::new().expect("a folder");
    let mut server = Server::start(&["--dev"], data.path());
    let start = json!({
        "kind": "sign_in", "locale": "en", "client": {"platform": "web"},
        "supported_steps": ["identify", "password", "complete", "denied"],
    });
    let (status, head, body) = server.request("POST", "/auth/v1/flows", "", Some(&start));
    assert_eq!(status, 201, "{body}");
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
    let cookie = cookie.split(';').next().expect("a pair").to_owned();
    let flow: Value = serde_json::from_str(&body).expect("JSON");
    let path = format!("/auth/v1/flows/{}", flow["id"].as_str().expect("an id"));
    let identify = json!({ "revision": 1, "type": "identify", "identifier": "Åse Sørbø" });
    assert_eq!(server.request("POST", &format!("{path}/actions"), &cookie, Some(&identify)).0, 200);

    server.signal("KILL");
    server.process.wait().expect("it is gone");
    let server = Server::start(&["--dev"], data.path());
    let (status, _, body) = server.request("GET", &path, &cookie, None);
    let flow: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(
        (status, &flow["step"]["type"], &flow["step"]["identifier"]),
        (200, &json!("password"), &json!("Åse Sørbø"))
    );
    let password =
        json!({ "revision": flow["revision"], "type": "submit_password", "password": "cloudberry-tram-6208" });
    let (status, _, body) = server.request("POST", &format!("{path}/actions"), &cookie, Some(&password));
    assert_eq!(status, 200, "{body}");
    assert!(body.contains(r#""type":"complete""#), "{body}");
}

#[test]
fn it_stops_in_order_when_told_to() {
    for signal in ["TERM", "INT"] {
        let data = TempDir::new().expect("a folder");
        let mut server = Server::start(&["--dev"], data.path());
        server.signal(signal);
        assert!(server.process.wait().expect("it ends").success(), "{signal}");
    }
}

#[test]
fn both_loopback_addresses_are_served() {
    let data = TempDir::new().expect("a folder");
    let server = Server::start(&["--dev"], data.path());
    let port = server.address.rsplit(':').next().expect("a port");
    TcpStream::connect(format!("127.0.0.1:{port}")).expect("IPv4");
    // Not every machine has IPv6.
    if std::net::TcpListener::bind("[::1]:0").is_ok() {
        TcpStream::connect(format!("[::1]:{port}")).expect("IPv6");
    }
}

fn add_user(data: &Path, username: &str, password: &str) -> Output {
    let mut process = Command::new(PROGRAM)
        .args(["add-user", "--username", username, "--name", "Nina Berg", "--mfa", "none", "--data"])
        .arg(data)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    writeln!(process.stdin.take().expect("its input"), "{password}").expect("it reads");
    process.wait_with_output().expect("it ends")
}

fn reset_mfa(data: &Path, username: &str) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(["reset-mfa", "--data"]).arg(data).arg(username).output().expect("the program runs")
}

#[test]
fn support_removes_factors_while_the_server_runs_and_the_server_tells_the_person() {
    let data = TempDir::new().expect("a folder");
    let server = Server::start(&["--dev", "--issuer", "Fjord Notes"], data.path());
    let has_app = || {
        let (_, _, body) = server.request("GET", "/dev/accounts", "", None);
        let people: Vec<Value> = serde_json::from_str(&body).expect("JSON");
        let person = people.into_iter().find(|person| person["purpose"] == "totp").expect("a demo person");
        person["totp_secret"].is_string()
    };
    assert!(has_app());
    let unknown = reset_mfa(data.path(), "nobody@example.no");
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("nobody has this username"));
    assert!(reset_mfa(data.path(), " Ingrid.Solberg@example.no").status.success());
    assert!(!has_app());
    // The command knows nothing of the service's name; the words are the server's.
    let notice = (0..100).find_map(|_| {
        let (_, _, body) = server.request("GET", "/dev/outbox", "", None);
        let messages: Vec<Value> = serde_json::from_str(&body).expect("JSON");
        std::thread::sleep(std::time::Duration::from_millis(100));
        messages.into_iter().find(|message| message["status"] == "sent")
    });
    let notice = notice.expect("a notice, sent");
    assert_eq!((&notice["kind"], &notice["to"]), (&json!("notice"), &json!("ingrid.solberg@example.no")));
    assert_eq!(notice["subject"], "Your codes for Fjord Notes were reset");

    let mistyped = data.path().join("mistyped");
    let refused = reset_mfa(&mistyped, "ingrid.solberg@example.no");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not the data folder"));
    assert!(!mistyped.exists(), "nothing is made where nothing was");
}

#[test]
fn codes_are_sent_encrypted_or_not_at_all() {
    for (arguments, complaint) in [
        (["--smtp-url", "smtp://mail.example.com"], "unencrypted"),
        (["--smtp-url", "mail.example.com"], "not smtps"),
        (["--sms-webhook", "http://sms.example.com/send"], "https"),
        (["--sms-countries", "NO,XX"], "two-letter"),
    ] {
        let data = TempDir::new().expect("a folder");
        let output = Command::new(PROGRAM)
            .args(["--dev", "--port", "0", "--data"])
            .arg(data.path())
            .args(arguments)
            .output()
            .expect("the program runs");
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains(complaint), "{arguments:?}");
    }
}

#[test]
fn in_earnest_people_and_clients_are_the_operators() {
    let data = TempDir::new().expect("a folder");
    let clients = data.path().join("clients.toml");
    let registration = r#"
        [[client]]
        id = "notes"
        name = "Notes"
        platform = "web"
        uri = "https://notes.example.com"
        redirect_uris = ["https://notes.example.com/callback"]
    "#;
    std::fs::write(&clients, registration).expect("a file");
    assert!(!add_user(data.path(), "nina@example.com", "short").status.success());
    assert!(add_user(data.path(), "nina@example.com", "harbour-lights-9").status.success());
    let again = add_user(data.path(), " NINA@example.com", "harbour-lights-9");
    assert!(String::from_utf8_lossy(&again.stderr).contains("somebody has this username"));

    let clients = clients.to_str().expect("a path in UTF-8");
    let server = Server::start(&["--public-origin", "https://auth.example.com", "--clients", clients], data.path());
    assert_eq!(server.request("GET", "/dev", "", None).0, 404);
    let query = "client_id=notes&redirect_uri=https%3A%2F%2Fnotes.example.com%2Fcallback&response_type=code\
                 &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    let (status, head, _) = server.request("GET", &format!("/authorize?{query}"), "", None);
    assert_eq!(status, 303);
    let handle = head.lines().find_map(|line| line.strip_prefix("location: /?request=")).expect("a handle");
    let start = json!({
        "kind": "sign_in", "locale": "en", "client": {"platform": "web"}, "authorization_request": handle,
        "supported_steps": ["identify", "password", "complete", "denied"],
    });
    let (_, head, body) = server.request("POST", "/auth/v1/flows", "", Some(&start));
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
    let flow: Value = serde_json::from_str(&body).expect("JSON");
    let path = format!("/auth/v1/flows/{}/actions", flow["id"].as_str().expect("an id"));
    let action =
        json!({ "revision": 1, "type": "identify", "identifier": "nina@example.com", "password": "harbour-lights-9" });
    let (_, _, body) = server.request("POST", &path, cookie.split(';').next().expect("a pair"), Some(&action));
    assert!(body.contains("https://notes.example.com/callback?code="), "{body}");
}

#[test]
fn an_operator_links_unlinks_and_closes_accounts_while_the_server_runs() {
    let data = TempDir::new().expect("a folder");
    let _server = Server::start(&["--dev"], data.path());
    let runs = |arguments: &[&str]| {
        let (command, others) = arguments.split_first().expect("a command");
        let mut program = Command::new(PROGRAM);
        let done = program.args([command, "--data"]).arg(data.path()).args(others).output().expect("the program runs");
        (done.status.success(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let add = ["add-user", "--no-password", "--username", "ane@example.no", "--name", "Ane"];
    assert!(runs(&add).0, "no password is waited for");
    assert!(runs(&add).1.contains("somebody has this username"));
    assert!(runs(&["link", "ANE@example.no", "--provider", "google", "--subject", "1084"]).0);
    assert!(runs(&["link", "nobody", "--provider", "google", "--subject", "1084"]).1.contains("nobody has"));
    assert!(runs(&["link", "ane@example.no", "--provider", "google", "--subject", ""]).1.contains("must not be empty"));
    assert!(runs(&["unlink", "ane@example.no", "--provider", "apple"]).1.contains("is linked to this provider"));
    assert!(runs(&["unlink", "ane@example.no", "--provider", "google"]).0);
    assert!(!runs(&["unlink", "ane@example.no", "--provider", "google"]).0, "it is done");
    assert!(runs(&["disable-user", "ane@example.no"]).0);
    assert!(runs(&["disable-user", "ane@example.no", "--undo"]).0);
    assert!(runs(&["disable-user", "nobody"]).1.contains("nobody has this username"));
}
