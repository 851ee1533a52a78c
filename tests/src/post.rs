//! Other people's machines that the product sends to: a mail server, a gateway for text messages, a list of leaked
//! passwords. They are real servers on the loopback interface; none of their code is the product's.

mod leaks;
mod mail;
mod texts;
mod tray;

use leaks::LeakList;
use mail::MailServer;
use texts::TextGateway;
use tray::Tray;

pub use leaks::prefix_of;
pub use mail::{MAIL_PASSWORD, Mail};
pub use texts::{GATEWAY_TOKEN, Text};

/// All of them, for one product.
#[derive(Debug)]
pub struct Post {
    mail: MailServer,
    mails: Tray<Mail>,
    notices: Tray<Mail>,
    gateway: TextGateway,
    texts: Tray<Text>,
    leaks: LeakList,
}

impl Post {
    /// Starts them.
    pub async fn start() -> Self {
        let (mails, notices, texts) = (Tray::default(), Tray::default(), Tray::default());
        let mail = MailServer::start(mails.clone(), notices.clone()).await;
        let gateway = TextGateway::start(texts.clone()).await;
        Self { mail, mails, notices, gateway, texts, leaks: LeakList::start().await }
    }

    /// What the server is started with, and the environment of that.
    pub(crate) fn arguments(&self) -> ([String; 8], [(&'static str, &'static str); 1]) {
        let arguments = [
            "--smtp-url".to_owned(),
            self.mail.url(),
            "--mail-from".to_owned(),
            format!("Portico <{SENDER}>"),
            "--sms-webhook".to_owned(),
            self.gateway.url(),
            "--breach-url".to_owned(),
            self.leaks.url(),
        ];
        (arguments, [("PORTICO_SMS_TOKEN", GATEWAY_TOKEN)])
    }

    /// The port of the mail server.
    pub fn mail_port(&self) -> u16 {
        self.mail.port
    }

    /// Where the gateway takes messages.
    pub fn gateway_url(&self) -> String {
        self.gateway.url()
    }

    /// Where the list of leaked passwords is asked; a prefix follows.
    pub fn leaks_url(&self) -> String {
        self.leaks.url()
    }

    /// The oldest unread mail to `address` that somebody has asked for, as soon as there is one. Notices of what has
    /// changed lie beside them: a person who waits for a code does not take one for it.
    pub async fn next_mail_to(&self, address: &str) -> Mail {
        self.mails.next(address).await
    }

    /// How many mails to `address` have arrived so far, without notices.
    pub fn mails_to(&self, address: &str) -> usize {
        self.mails.count(address)
    }

    /// The oldest unread notice to `address` of what has changed at the account, as soon as there is one.
    pub async fn next_notice_to(&self, address: &str) -> Mail {
        self.notices.next(address).await
    }

    /// How many notices to `address` have arrived so far.
    pub fn notices_to(&self, address: &str) -> usize {
        self.notices.count(address)
    }

    /// How many messages have arrived that somebody has asked for: mails and text messages.
    pub fn asked_messages(&self) -> usize {
        self.mails.all().len() + self.texts.all().len()
    }

    /// The oldest unread text message to `number` (E.164), as soon as there is one.
    pub async fn next_text_to(&self, number: &str) -> Text {
        self.texts.next(number).await
    }

    /// How many text messages to `number` have been sent so far.
    pub fn texts_to(&self, number: &str) -> usize {
        self.texts.count(number)
    }

    /// The words of every message to whomever.
    pub fn everything(&self) -> Vec<String> {
        let mails = self.mails.all().into_iter().chain(self.notices.all());
        let mails = mails.flat_map(|mail| [mail.subject, mail.text, mail.html.unwrap_or_default()]);
        mails.chain(self.texts.all().into_iter().map(|text| text.text)).collect()
    }

    /// Ends the mail server: it refuses connections from now on.
    pub async fn mail_breaks_down(&self) {
        self.mail.end().await;
    }

    /// Lets the gateway refuse every message from now on, or take them again.
    pub fn gateway_is_down(&self, down: bool) {
        self.gateway.is_down(down);
    }

    /// Puts a password onto the list of leaked ones.
    pub fn leaks(&self, password: &str) {
        self.leaks.leak(password);
    }

    /// The beginnings of hashes that the list was asked for.
    pub fn asked_for(&self) -> Vec<String> {
        self.leaks.asked()
    }
}

/// Whom mails come from.
pub const SENDER: &str = "no-reply@portico.example";

/// The only six digits in a row of a message.
///
/// # Panics
/// When there are none, or different ones: a person would not know which to type.
pub fn code_in(message: &str) -> String {
    let runs = message.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 6);
    let mut codes: Vec<_> = runs.collect();
    codes.dedup();
    let [code] = codes.as_slice() else { panic!("{} codes in the message:\n{message}", codes.len()) };
    (*code).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_one_code() {
        assert_eq!(code_in("Your code is 123456.\n\n@localhost #123456"), "123456");
    }

    #[test]
    #[should_panic(expected = "2 codes")]
    fn two_codes_are_one_too_many() {
        code_in("123456 or 654321");
    }
}
