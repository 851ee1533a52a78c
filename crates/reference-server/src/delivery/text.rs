//! What messages say. No message holds a link that signs anybody in: a code has to be typed where it was asked for.

use std::sync::OnceLock;

use maud::{DOCTYPE, html};
use serde::Deserialize;
use url::Url;

use auth_contract::Secret;

use super::{Channel, CodeMessage, Message, Purpose, notice_text::NoticeWords};
use crate::{app::Settings, flow::perform::sent_code};

/// Minutes that a code works, as messages state it.
const MINUTES: i64 = sent_code::LIFETIME / 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    lasts: String,
    only_here: String,
    pub(super) automatic: String,
    sms: String,
    sign_in: OfPurpose,
    enroll: OfPurpose,
    reset: OfPurpose,
    no_password: NoPassword,
    pub(super) notice: NoticeWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfPurpose {
    subject: String,
    lead: String,
    not_you: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoPassword {
    subject: String,
    lead: String,
    how: String,
    not_you: String,
}

pub(super) struct Language {
    pub(super) tag: &'static str,
    pub(super) words: Words,
}

/// The messages' languages; the first is for people whose language is not among them.
fn languages() -> &'static [Language] {
    static LANGUAGES: OnceLock<Vec<Language>> = OnceLock::new();
    LANGUAGES.get_or_init(|| {
        [("en", include_str!("words/en.toml")), ("nb", include_str!("words/nb.toml"))]
            .map(|(tag, file)| Language { tag, words: toml::from_str(file).expect("the words are checked by a test") })
            .into()
    })
}

/// The language of messages for people who read `locale` (BCP 47).
pub(super) fn language(locale: &str) -> &'static Language {
    let primary = locale.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let tag = if matches!(primary.as_str(), "no" | "nn") { "nb" } else { &primary };
    languages().iter().find(|language| language.tag == tag).unwrap_or(&languages()[0])
}

/// The message for a code, in the language of the flow. `id` tells it from every other message.
pub fn compose(about: &CodeMessage<'_>, settings: &Settings, id: String) -> Message {
    let Language { tag, words } = language(about.locale);
    let host = Url::parse(&settings.public_origin).ok().and_then(|url| url.host_str().map(str::to_owned));
    let fill = |template: &str| {
        template
            .replace("{code}", about.code.expose())
            .replace("{minutes}", &MINUTES.to_string())
            .replace("{origin}", &settings.public_origin)
            .replace("{service}", &settings.issuer)
            .replace("{instead}", about.instead)
    };
    let mut message = Message {
        id,
        to: about.to.into(),
        subject: None,
        text: String::new(),
        html: None,
        language: (*tag).into(),
        code: about.code.clone(),
    };
    match about.channel {
        Channel::Sms => {
            // The last line is for the browser (Origin-bound one-time codes, section 4).
            let host = host.unwrap_or_default();
            message.text = format!("{}\n\n@{host} #{}", fill(&words.sms), about.code.expose());
        }
        Channel::Email if about.purpose == Purpose::NoPassword => {
            let NoPassword { subject, lead, how, not_you } = &words.no_password;
            let [subject, lead, how, not_you, automatic] =
                [subject, lead, how, not_you, &words.automatic].map(|template| fill(template));
            message.text = format!("{lead}\n\n{how}\n\n{not_you}\n\n-- \n{automatic}\n");
            message.html = Some(page(tag, &subject, None, &settings.issuer, &[&lead, &how, &not_you, &automatic]));
            message.subject = Some(subject);
            message.code = Secret::default();
        }
        Channel::Email => {
            let of_purpose = match about.purpose {
                Purpose::SignIn => &words.sign_in,
                Purpose::Enroll => &words.enroll,
                Purpose::Reset | Purpose::NoPassword => &words.reset,
            };
            let [lead, lasts, only_here, not_you, automatic] =
                [&of_purpose.lead, &words.lasts, &words.only_here, &of_purpose.not_you, &words.automatic]
                    .map(|template| fill(template));
            let code = about.code.expose();
            message.text = format!("{lead}\n\n{code}\n\n{lasts}\n{only_here}\n\n{not_you}\n\n-- \n{automatic}\n");
            // Not the code: subjects stand on lock screens.
            let subject = fill(&of_purpose.subject);
            message.html = Some(page(
                tag,
                &subject,
                Some(code),
                &settings.issuer,
                &[&lead, &lasts, &only_here, &not_you, &automatic],
            ));
            message.subject = Some(subject);
        }
    }
    message
}

/// The same as a page. Styles stand inside, because mail programs drop style sheets; nothing is loaded from anywhere.
///
/// `code` stands below the first paragraph. A paragraph may have several lines.
pub(super) fn page(language: &str, subject: &str, code: Option<&str>, service: &str, paragraphs: &[&str]) -> String {
    let [lead, others @ .., automatic] = paragraphs else { return String::new() };
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                title { (subject) }
            }
            body style="margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif" {
                div style="max-width:480px;margin:0 auto" {
                    p style="margin:0 0 24px;font-weight:600" { (service) }
                    p style=(if code.is_some() { "margin:0 0 8px" } else { "margin:0 0 16px" }) { (lead) }
                    @if let Some(code) = code {
                        p style="margin:0 0 16px;font:600 34px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.12em" { (code) }
                    }
                    @for paragraph in others {
                        p style="margin:0 0 16px" {
                            @for (at, line) in paragraph.lines().enumerate() { @if at > 0 { br; } (line) }
                        }
                    }
                    hr style="border:0;border-top:1px solid;opacity:.25;margin:0 0 16px";
                    p style="margin:0;font-size:14px;opacity:.75" { (automatic) }
                }
            }
        }
    }
    .into_string()
}

#[cfg(test)]
mod tests {
    use auth_contract::Secret;

    use super::*;
    use crate::app::tests::settings;

    fn composed(channel: Channel, purpose: Purpose, locale: &str) -> Message {
        let code = Secret::new("123456");
        let about =
            CodeMessage { channel, to: "kari@example.no", purpose, instead: "Google, Apple", code: &code, locale };
        compose(&about, &settings("https://auth.example.com"), "id".into())
    }

    #[test]
    fn a_text_message_ends_with_the_line_for_the_browser_and_fits_into_one() {
        for locale in ["en", "nb"] {
            let message = composed(Channel::Sms, Purpose::SignIn, locale);
            assert_eq!(message.text.lines().last(), Some("@auth.example.com #123456"));
            assert!(message.text.chars().count() <= 160, "{}", message.text);
            // 3GPP TS 23.038: anything else halves what fits into a message.
            let is_gsm = |c: char| c.is_ascii_graphic() && c != '`' || " \n".contains(c) || "æøåÆØÅéè".contains(c);
            assert!(message.text.chars().all(is_gsm), "{}", message.text);
        }
    }

    #[test]
    fn a_mail_says_the_same_twice_and_nothing_in_its_subject() {
        for locale in ["en", "nb"] {
            for purpose in [Purpose::SignIn, Purpose::Enroll, Purpose::Reset] {
                let message = composed(Channel::Email, purpose, locale);
                let html = message.html.expect("a page");
                for text in [&message.text, &html] {
                    assert!(text.contains("123456") && text.contains("Northwind") && text.contains("10 minut"));
                    assert!(!text.contains('{') && !text.contains("href"), "{text}");
                }
                let subject = message.subject.expect("a subject");
                assert!(subject.contains("Northwind") && !subject.contains("123456"));
            }
        }
    }

    #[test]
    fn who_has_no_password_is_told_how_to_sign_in_and_gets_no_code() {
        for locale in ["en", "nb"] {
            let message = composed(Channel::Email, Purpose::NoPassword, locale);
            let html = message.html.expect("a page");
            for text in [&message.text, &html] {
                assert!(text.contains("Google, Apple") && text.contains("https://auth.example.com"), "{text}");
                assert!(!text.contains("123456") && !text.contains('{') && !text.contains("href"), "{text}");
            }
            assert!(message.code.expose().is_empty());
        }
    }

    #[test]
    fn languages_are_found_by_their_first_part() {
        for (locale, tag) in [("nb-NO", "nb"), ("nn", "nb"), ("no", "nb"), ("en-GB", "en"), ("sv", "en"), ("", "en")] {
            assert_eq!(composed(Channel::Sms, Purpose::SignIn, locale).language, tag, "{locale}");
        }
    }
}
