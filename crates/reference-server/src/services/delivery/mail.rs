//! Mail by SMTP.

use std::{
    error::Error,
    fmt, io,
    time::{Duration, UNIX_EPOCH},
};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use url::{Host, Url};

use super::tried::Tried;
use crate::domain::messages::Message;
use crate::{base::clock::Clock, store::outbox::Kind};

/// Longest wait for a single answer of the mail server.
const TIMEOUT: Duration = Duration::from_secs(4);

/// How mail goes out.
#[derive(Clone)]
pub struct MailSettings {
    /// `smtps://user:password@host`, or `smtp://…?tls=required`.
    pub url: String,
    /// `Portico <no-reply@auth.example.com>`.
    pub from: Mailbox,
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings").field("from", &self.from).finish_non_exhaustive()
    }
}

/// Why the settings do not do.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    #[error("--smtp-url is not smtps://… or smtp://…")]
    Url,
    #[error("--smtp-url would send codes and the password unencrypted: use smtps:// or add ?tls=required")]
    Unencrypted,
}

/// A mail server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    clock: Clock,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mailer {
    /// Without encryption only to this computer.
    pub fn new(settings: &MailSettings, clock: Clock) -> Result<Self, MailSettingsError> {
        let url = Url::parse(&settings.url).map_err(|_| MailSettingsError::Url)?;
        let tls_is_sure =
            url.scheme() == "smtps" || url.query_pairs().any(|(key, value)| key == "tls" && value == "required");
        if !tls_is_sure && !is_loopback(&url) {
            return Err(MailSettingsError::Unencrypted);
        }
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.url).map_err(|_| MailSettingsError::Url)?;
        Ok(Self { transport: transport.timeout(Some(TIMEOUT)).build(), from: settings.from.clone(), clock })
    }

    pub async fn send(&self, message: &Message, kind: Kind) -> Tried {
        let Ok(mail) = self.mail(message, kind) else {
            // Its words would name the address.
            tracing::warn!("a mail that cannot be written: the address is none");
            return Tried::Refused;
        };
        match self.transport.send(mail).await {
            Ok(_) => Tried::Sent,
            Err(error) => {
                // A server's own words may repeat the address, so only the code is kept.
                tracing::warn!(status = ?error.status().map(|code| code.to_string()), "the mail server");
                if error.is_transient() || was_never_reached(&error) {
                    Tried::NotNow
                } else if error.is_permanent() {
                    Tried::Refused
                } else {
                    Tried::Unknown
                }
            }
        }
    }

    fn mail(&self, message: &Message, kind: Kind) -> Result<lettre::Message, Box<dyn Error>> {
        let seconds = u64::try_from(self.clock.now().0).unwrap_or_default();
        let header = |name: &str, value: &str| {
            HeaderName::new_from_ascii(name.to_owned()).map(|name| HeaderValue::new(name, value.to_owned()))
        };
        let body = MultiPart::alternative_plain_html(message.text.clone(), message.html.clone().unwrap_or_default());
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, message.to.parse::<Address>()?))
            .subject(message.subject.clone().unwrap_or_default())
            .date(UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!("<{}@{}>", message.id, self.from.email.domain())))
            // RFC 3834: nobody's holiday answers this.
            .raw_header(header("Auto-Submitted", "auto-generated")?)
            .raw_header(header("Content-Language", &message.language)?)
            // For whoever sorts or counts them on the way.
            .raw_header(header("X-Portico-Message", kind.name())?)
            .multipart(body)?;
        Ok(mail)
    }
}

fn is_loopback(url: &Url) -> bool {
    // `url` does not read the host of schemes that it does not know as an address.
    match url.host().map(|host| host.to_owned()) {
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Whether not even a connection was made.
fn was_never_reached(error: &(dyn Error + 'static)) -> bool {
    use io::ErrorKind::{ConnectionRefused, HostUnreachable, NetworkUnreachable};
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return matches!(error.kind(), ConnectionRefused | HostUnreachable | NetworkUnreachable);
        }
        next = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::SystemTimeSource;

    fn made(url: &str) -> Result<Mailer, MailSettingsError> {
        let from = "Portico <no-reply@auth.example.com>".parse().expect("a mailbox");
        Mailer::new(&MailSettings { url: url.into(), from }, Clock::new(SystemTimeSource))
    }

    #[tokio::test]
    async fn codes_leave_this_computer_encrypted_only() {
        for url in [
            "smtps://user:secret@mail.example.com",
            "smtp://mail.example.com?tls=required",
            "smtp://localhost:2525",
            "smtp://127.0.0.1:2525",
            "smtp://[::1]:2525",
        ] {
            assert!(made(url).is_ok(), "{url}");
        }
        for url in
            ["smtp://mail.example.com", "smtp://mail.example.com?tls=opportunistic", "smtp://localhost.example.com"]
        {
            assert!(matches!(made(url), Err(MailSettingsError::Unencrypted)), "{url}");
        }
        assert!(matches!(made("mail.example.com"), Err(MailSettingsError::Url)));
        assert!(!format!("{:?}", made("smtps://user:secret@mail.example.com")).contains("secret"));
    }
}
