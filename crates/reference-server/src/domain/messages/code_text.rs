//! What messages say. No message holds a link that signs anybody in: a code has to be typed where it was asked for.

use auth_contract::Secret;
use url::Url;

use super::{
    html::page,
    message::{CodeMessage, Message, Purpose, Sender},
    words::{Language, NoPassword, language},
};
use crate::{domain::sent_code, store::outbox::Channel};

/// Minutes that a code works, as messages state it.
const MINUTES: i64 = sent_code::LIFETIME / 60;

/// The message for a code, in the language of the flow. `id` tells it from every other message.
pub fn compose(about: &CodeMessage<'_>, sender: &Sender, id: String) -> Message {
    let Language { tag, words } = language(about.locale);
    let host = Url::parse(&sender.origin).ok().and_then(|url| url.host_str().map(str::to_owned));
    let fill = |template: &str| {
        template
            .replace("{code}", about.code.expose())
            .replace("{minutes}", &MINUTES.to_string())
            .replace("{origin}", &sender.origin)
            .replace("{service}", &sender.service)
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
            message.html = Some(page(tag, &subject, None, &sender.service, &[&lead, &how, &not_you, &automatic]));
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
                &sender.service,
                &[&lead, &lasts, &only_here, &not_you, &automatic],
            ));
            message.subject = Some(subject);
        }
    }
    message
}

#[cfg(test)]
mod tests {
    use auth_contract::Secret;

    use super::*;

    fn composed(channel: Channel, purpose: Purpose, locale: &str) -> Message {
        let code = Secret::new("123456");
        let about =
            CodeMessage { channel, to: "kari@example.no", purpose, instead: "Google, Apple", code: &code, locale };
        let sender = Sender { service: "Northwind".into(), origin: "https://auth.example.com".into(), support: None };
        compose(&about, &sender, "id".into())
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
