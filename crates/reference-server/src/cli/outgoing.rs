//! Arguments for mail, text messages and the list of leaked passwords.

use clap::Args;
use lettre::message::Mailbox;
use url::Url;

use crate::{
    domain::{phone, web_address::address},
    services::delivery::{MailSettings, SmsSettings},
};

/// The environment variable of the gateway's bearer token: a command line can be read by everybody on the computer.
const SMS_TOKEN: &str = "PORTICO_SMS_TOKEN";

#[allow(clippy::doc_markdown, rustdoc::bare_urls)] // these comments are what `--help` prints
#[derive(Args)]
#[command(next_help_heading = "Messages")]
pub struct Outgoing {
    /// The mail server: smtps://user:password@host, or smtp://… with ?tls=required. Unencrypted to this computer only.
    /// In the environment other people of this computer cannot read the password.
    #[arg(long, value_name = "URL", env = "PORTICO_SMTP_URL", hide_env_values = true, global = true)]
    smtp_url: Option<String>,
    /// From whom mail comes: Portico <no-reply@auth.example.com>.
    #[arg(long, value_name = "MAILBOX", requires = "smtp_url", global = true)]
    mail_from: Option<Mailbox>,
    /// People are told by other means what changes at their account (passwords, second factors, identity providers): send
    /// them no mail about it.
    #[arg(long, global = true)]
    pub no_account_mail: bool,
    /// A text message gateway that takes POST {"to", "text"}; its bearer token stands in PORTICO_SMS_TOKEN.
    #[arg(long, value_name = "URL", value_parser = address, global = true)]
    sms_webhook: Option<Url>,
    /// Where text messages may go: two-letter codes of countries.
    #[arg(long, value_name = "COUNTRIES", value_delimiter = ',', default_value = "NO,SE,DK,FI,IS", value_parser = region, global = true)]
    sms_countries: Vec<String>,
    /// A list of leaked passwords with the range protocol of Have I Been Pwned, such as https://host/range/. It learns
    /// five digits of a hash.
    #[arg(long, value_name = "URL", value_parser = address, global = true)]
    breach_url: Option<Url>,
}

/// Written by hand: URLs of mail servers and gateways hold secrets.
impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outgoing").field("sms_countries", &self.sms_countries).finish_non_exhaustive()
    }
}

impl Outgoing {
    pub fn mail(&self, issuer: &str, public_origin: &str) -> Option<MailSettings> {
        let url = self.smtp_url.clone()?;
        let from = self.mail_from.clone().or_else(|| no_reply(issuer, public_origin))?;
        Some(MailSettings { url, from })
    }

    pub fn sms(&self) -> Option<SmsSettings> {
        let token = std::env::var(SMS_TOKEN).ok().map(auth_contract::Secret::new);
        Some(SmsSettings { webhook: self.sms_webhook.clone()?, token })
    }

    pub fn sms_countries(&self) -> Vec<String> {
        self.sms_countries.clone()
    }

    pub fn breaches(&self) -> Option<Url> {
        self.breach_url.clone()
    }
}

fn no_reply(issuer: &str, public_origin: &str) -> Option<Mailbox> {
    let url = Url::parse(public_origin).ok()?;
    let address = format!("no-reply@{}", url.host_str()?).parse().ok()?;
    Some(Mailbox::new(Some(issuer.to_owned()), address))
}

fn region(text: &str) -> Result<String, String> {
    let region = text.trim().to_ascii_uppercase();
    if phone::is_region(&region) { Ok(region) } else { Err("a two-letter code such as NO is wanted".into()) }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        outgoing: Outgoing,
    }

    fn read(arguments: &[&str]) -> Result<Outgoing, clap::Error> {
        Line::try_parse_from([&["reference-server"], arguments].concat()).map(|line| line.outgoing)
    }

    #[test]
    fn mail_comes_from_the_service_unless_told_otherwise() {
        let mail = read(&["--smtp-url", "smtp://localhost:2525"]).expect("arguments");
        let mail = mail.mail("Northwind", "https://auth.example.com").expect("mail");
        assert_eq!(mail.from.to_string(), "Northwind <no-reply@auth.example.com>");
        assert!(read(&["--mail-from", "A <a@example.com>"]).is_err(), "nothing to send by");
    }

    #[test]
    fn countries_have_two_letters() {
        let read_countries = |text: &str| read(&["--sms-countries", text]).map(|args| args.sms_countries());
        assert_eq!(read_countries("no,GB").expect("countries"), ["NO", "GB"]);
        for wrong in ["XX", "NOR", "47", ""] {
            assert!(read_countries(wrong).is_err(), "{wrong}");
        }
        assert_eq!(read(&[]).expect("arguments").sms_countries()[0], "NO");
    }

    #[test]
    fn secrets_are_not_printed() {
        let args =
            ["--smtp-url", "smtps://user:hunter2@mail.example.com", "--sms-webhook", "https://sms.example.com/key-77"];
        let printed = format!("{:?}", read(&args).expect("arguments"));
        assert!(!printed.contains("hunter2") && !printed.contains("key-77"), "{printed}");
    }
}
