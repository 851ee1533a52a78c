//! Recipients and number of notices, and behaviour without a working mail server.

use std::sync::{Arc, Mutex};

use auth_contract::{Method, StepType};
use reference_server::{
    domain::identifier,
    flow::admin,
    services::delivery::{MailSettings, outbox_worker},
    store::{
        StoreError, accounts,
        policies::{self, Policy},
    },
};
use rusqlite::Transaction;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::{nothing_told, operator, told};
use crate::support::{TestApp, change_password, choose, everything_logged, notices, send_to, submit_code};

const KARI: &str = "kari.nordmann@example.no";
const HOUR: i64 = 60 * 60;

/// A mail server that takes everything (RFC 5321), or puts everybody off.
#[derive(Clone, Default)]
struct MailServer {
    got: Arc<Mutex<Vec<String>>>,
    is_busy: Arc<Mutex<bool>>,
}

impl MailServer {
    async fn start() -> (Self, MailSettings) {
        let server = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let taking = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(taking.clone().talk(stream));
            }
        });
        (server, MailSettings { url, from: "Northwind <no-reply@auth.example.com>".parse().expect("a mailbox") })
    }

    async fn talk(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        let mut answer = "220 ready";
        let mut mail: Option<String> = None;
        loop {
            if mail.is_none() && stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                return;
            }
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or_default() == 0 {
                return;
            }
            answer = match (&mut mail, line.trim_end()) {
                (Some(_), ".") => {
                    self.got.lock().expect("no panic").extend(mail.take());
                    "250 taken"
                }
                (Some(mail), _) => {
                    mail.push_str(&line);
                    continue;
                }
                (None, "DATA") => {
                    mail = Some(String::new());
                    stream.write_all(b"354 go on\r\n").await.expect("it listens");
                    continue;
                }
                (None, line) if line.starts_with("MAIL") && *self.is_busy.lock().expect("no panic") => "451 later",
                (None, _) => "250 ok",
            };
        }
    }

    fn is_busy(&self, busy: bool) {
        *self.is_busy.lock().expect("no panic") = busy;
    }

    fn got(&self) -> Vec<String> {
        self.got.lock().expect("no panic").clone()
    }
}

async fn with_mail_server() -> (TestApp, MailServer) {
    let (server, mail) = MailServer::start().await;
    (TestApp::with(|settings| settings.mail = Some(mail)), server)
}

async fn sweeps(app: &TestApp) {
    outbox_worker::sweep(&app.app.delivery).await.expect("the database works");
}

async fn resets_kari(app: &TestApp) {
    assert!(operator(app, |app, tx| admin::reset_mfa(&app.flow, tx, KARI, app.clock.now())).await);
}

async fn status(app: &TestApp) -> Value {
    notices(&mut app.browser()).await[0]["status"].clone()
}

#[tokio::test]
async fn it_goes_out_once_and_without_anybody_waiting() {
    let (app, server) = with_mail_server().await;
    let person = app.person("forced_change");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(person).await.does(change_password("otters juggle seven plums")).await;
    assert_eq!((status(&app).await.as_str(), server.got().len()), (Some("pending"), 0));
    sweeps(&app).await;
    sweeps(&app).await;
    assert_eq!(status(&app).await, "sent");
    let got = server.got();
    assert_eq!(got.len(), 1);
    let mail = got[0].to_lowercase();
    for header in ["auto-submitted: auto-generated", "x-portico-message: notice", "content-language: en"] {
        assert!(mail.contains(header), "{header} in {mail}");
    }
    let app = app.restarted();
    sweeps(&app).await;
    assert_eq!(server.got().len(), 1);
}

#[tokio::test]
async fn it_outlives_the_server_and_a_day_without_mail_at_most() {
    let (app, server) = with_mail_server().await;
    server.is_busy(true);
    resets_kari(&app).await;
    let app = app.restarted();
    sweeps(&app).await;
    sweeps(&app).await;
    assert_eq!(status(&app).await, "pending");
    app.seconds_pass(5);
    server.is_busy(false);
    sweeps(&app).await;
    assert_eq!(server.got().len(), 0, "the mail server asked for patience");
    app.seconds_pass(60);
    sweeps(&app).await;
    assert_eq!((status(&app).await.as_str(), server.got().len()), (Some("sent"), 1));

    server.is_busy(true);
    resets_kari(&app).await;
    for _ in 0..25 {
        sweeps(&app).await;
        assert_eq!(status(&app).await, "pending");
        app.seconds_pass(HOUR - 130);
    }
    app.seconds_pass(2 * HOUR);
    sweeps(&app).await;
    assert_eq!(status(&app).await, "failed", "yesterday's news");
    assert_eq!(server.got().len(), 1);
}

/// Killed between handing it over and writing that down: the message has the same id, and twice is better than never.
#[tokio::test]
async fn what_was_being_sent_when_the_server_stopped_is_sent_again() {
    let (app, server) = with_mail_server().await;
    resets_kari(&app).await;
    operator(&app, |_, tx| Ok::<_, StoreError>(tx.execute("UPDATE outbox SET status = 'sending'", [])?)).await;
    let app = app.restarted();
    let running = tokio::spawn(outbox_worker::run(app.app.delivery.clone()));
    for _ in 0..100 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        if status(&app).await == "sent" {
            break;
        }
    }
    running.abort();
    assert_eq!((status(&app).await.as_str(), server.got().len()), (Some("sent"), 1));
}

#[tokio::test]
async fn an_operator_who_tells_people_otherwise_can_turn_it_off() {
    let (server, mail) = MailServer::start().await;
    let app = TestApp::with(|settings| {
        settings.mail = Some(mail);
        settings.account_mail = false;
    });
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("forced_change")).await.does(change_password("otters juggle seven plums")).await;
    nothing_told(&mut browser).await;

    // A command knows nothing of how the server was started.
    let app = app.restarted_with(|settings| settings.account_mail = true);
    resets_kari(&app).await;
    let app = app.restarted_with(|settings| settings.account_mail = false);
    sweeps(&app).await;
    nothing_told(&mut app.browser()).await;
    assert_eq!(server.got().len(), 0);
}

#[tokio::test]
async fn without_mail_nothing_piles_up() {
    let app = TestApp::with(|settings| settings.dev = false);
    adds_kari(&app, KARI).await;
    resets_kari(&app).await;
    let written = || operator(&app, |_, tx| count(tx));
    assert_eq!(written().await, 1);
    sweeps(&app).await;
    assert_eq!(written().await, 0);
}

fn count(tx: &Transaction<'_>) -> Result<i64, StoreError> {
    Ok(tx.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0))?)
}

/// In earnest there are no demo people.
async fn adds_kari(app: &TestApp, email: &'static str) {
    let added = operator(app, move |app, tx| {
        policies::insert(tx, "staff", &Policy::none())?;
        let kari = accounts::Account {
            id: "ac_kari".into(),
            username: KARI.into(),
            name: "Kari".into(),
            role: "staff".into(),
            email: Some(email.into()),
            phone: None,
        };
        accounts::insert(tx, &kari, &identifier::key(KARI), None, app.clock.now())
    });
    added.await;
}

/// The first mailbox of an account without an address on file proves itself by a code. It is told nothing of that, and
/// everything from then on, its own removal included.
#[tokio::test]
async fn without_an_address_on_file_a_mailbox_that_was_proven_will_do() {
    let app = TestApp::new();
    let person = app.person("enroll");
    operator(&app, |_, tx| Ok::<_, StoreError>(tx.execute("UPDATE accounts SET email = NULL", [])?)).await;
    resets_kari(&app).await;
    let mut browser = app.browser();
    nothing_told(&mut browser).await;
    let mut visit = browser.arrives().await;
    visit.gives_password(person).await.does(choose(Method::Email)).await.does(send_to("new@example.no")).await;
    let code = visit.code_sent_to("new@example.no").await;
    visit.does(submit_code(&code)).await.sees(StepType::Complete);
    nothing_told(&mut browser).await;
    resets_kari(&app).await;
    assert_eq!(told(&mut browser, "new@example.no").await.0, "Your codes for Northwind were reset");
    resets_kari(&app).await;
    assert_eq!(notices(&mut browser).await.len(), 1, "that mailbox is the account's no more");
}

#[tokio::test]
async fn who_changes_everything_all_day_does_not_bury_the_mailbox() {
    let app = TestApp::new();
    let mut browser = app.browser();
    for _ in 0..30 {
        resets_kari(&app).await;
    }
    assert_eq!(notices(&mut browser).await.len(), 20);
    app.seconds_pass(24 * HOUR + 1);
    resets_kari(&app).await;
    assert_eq!(notices(&mut browser).await.len(), 21);
}

#[tokio::test]
async fn neither_recipient_nor_words_stand_in_the_log_or_the_database() {
    let app = TestApp::with(|settings| settings.dev = false);
    adds_kari(&app, "sealed.mailbox@example.no").await;
    resets_kari(&app).await;
    assert_eq!(operator(&app, |_, tx| count(tx)).await, 1);
    let stored: Vec<u8> = std::fs::read_dir(app.folder())
        .expect("the data folder")
        .flat_map(|file| std::fs::read(file.expect("a file").path()).expect("its content"))
        .collect();
    let holds = |needle: &str| stored.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(holds("sealed.mailbox@example.no"), "the account has it in the clear, so the search would find it");
    assert!(!holds("factors_reset"));
    sweeps(&app).await;
    assert!(!everything_logged().contains("sealed.mailbox"));
}
