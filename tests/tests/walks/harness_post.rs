//! The machines that the product sends to, spoken to by hand.

use portico_tests::post::{GATEWAY_TOKEN, MAIL_PASSWORD, Post, code_in, prefix_of};
use portico_tests::{http_client, walk};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Says lines to a mail server and returns the last answer (RFC 5321).
async fn says(port: u16, lines: &[&str]) -> String {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await.expect("a mail server"));
    let mut answer = answer_of(&mut stream).await;
    for line in lines {
        stream.write_all(format!("{line}\r\n").as_bytes()).await.expect("it listens");
        answer = answer_of(&mut stream).await;
    }
    answer
}

async fn answer_of(stream: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    while line.as_bytes().get(3) != Some(&b' ') {
        line.clear();
        assert!(stream.read_line(&mut line).await.expect("an answer") > 0, "it hung up");
    }
    line
}

const MAIL: &str = "From: Portico <no-reply@portico.example>\r\nTo: <kari@example.no>\r\nSubject: =?utf-8?q?P=C3=A5logging?=\r\n\
    Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nKoden er 482913 =E2=80=93 hilsen oss.\r\n.";

#[test]
fn a_mail_is_read_as_a_mail_program_reads_it() {
    walk(async |_| {
        let post = Post::start().await;
        let credentials = data_encoding::BASE64.encode(format!("\0portico\0{MAIL_PASSWORD}").as_bytes());
        let envelope = ["MAIL FROM:<no-reply@portico.example>", "RCPT TO:<kari@example.no>", "DATA", MAIL];
        let signing_in = format!("AUTH PLAIN {credentials}");
        let authenticated = [["EHLO walk", &signing_in].as_slice(), &envelope].concat();
        let answer = says(post.mail_port(), &authenticated).await;
        assert!(answer.starts_with("250"), "{answer}");
        let mail = post.next_mail_to("kari@example.no").await;
        assert_eq!((mail.subject.as_str(), mail.from.as_str()), ("Pålogging", "no-reply@portico.example"));
        assert!(mail.text.contains("– hilsen"), "{}", mail.text);
        assert_eq!(code_in(&mail.text), "482913");
        assert_eq!((mail.html, post.mails_to("kari@example.no")), (None, 1));

        let refused = says(post.mail_port(), &["EHLO walk", "MAIL FROM:<no-reply@portico.example>"]).await;
        assert!(refused.starts_with("530"), "mail without signing in: {refused}");
    });
}

#[test]
fn the_gateway_takes_messages_of_those_with_its_token() {
    walk(async |_| {
        let (post, client) = (Post::start().await, http_client::builder().build().expect("a client"));
        let send = async |token: &str| {
            let request = client.post(post.gateway_url()).bearer_auth(token);
            let body = serde_json::json!({"to": "+4740000042", "text": "123456"});
            request.json(&body).send().await.expect("an answer").status().as_u16()
        };
        assert_eq!((send("wrong").await, send(GATEWAY_TOKEN).await), (401, 202));
        assert_eq!(post.next_text_to("+4740000042").await.text, "123456");
        post.gateway_is_down(true);
        assert_eq!((send(GATEWAY_TOKEN).await, post.texts_to("+4740000042")), (503, 1));
    });
}

#[test]
fn the_list_of_leaks_learns_five_characters() {
    walk(async |_| {
        let (post, client) = (Post::start().await, http_client::builder().build().expect("a client"));
        post.leaks("P@ssw0rd");
        let ask = async |prefix: &str| {
            let answer = client.get(format!("{}{prefix}", post.leaks_url())).send().await.expect("an answer");
            (answer.status().as_u16(), answer.text().await.expect("text"))
        };
        let (status, lines) = ask(&prefix_of("P@ssw0rd")).await;
        assert!(status == 200 && lines.contains("2DC183F740EE76F27B78EB39C8AD972A757:42"), "{lines}");
        assert!(!ask("00000").await.1.contains(":42"));
        assert_eq!(ask("21BD12").await.0, 400);
        assert_eq!(post.asked_for(), ["21BD1", "00000"]);
    });
}
