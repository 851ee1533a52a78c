//! What notices say. No address and no button: whoever gets used to following links in mails about their account follows
//! other people's, too.

use auth_contract::{Method, Secret, Support, Timestamp};
use jiff::{Zoned, tz::TimeZone};

use super::{
    html::page,
    message::{Message, Sender},
    notice::{By, Change, Notice},
    user_agent::Agent,
    words::{Language, NoticeWords, language},
};
use crate::domain::federation::Registrations;

impl NoticeWords {
    /// Subject and first sentences.
    fn of(&self, change: &Change) -> (&str, String) {
        let of_change = match change {
            Change::FactorAdded { method, new_codes } => {
                let lead = match method {
                    Method::Totp => &self.totp,
                    Method::Passkey => &self.passkey,
                    Method::Email => &self.email,
                    Method::Sms => &self.sms,
                    _ => &self.other,
                };
                let more = if *new_codes { format!(" {}", self.new_codes) } else { String::new() };
                return (&self.added, format!("{lead}{more}"));
            }
            Change::PasswordChanged => &self.password_changed,
            Change::PasswordReset => &self.password_reset,
            Change::RecoveryCodeUsed { .. } => &self.recovery_code_used,
            Change::FactorsReset => &self.factors_reset,
            Change::ProviderLinked { .. } => &self.provider_linked,
            Change::ProviderUnlinked { .. } => &self.provider_unlinked,
        };
        (&of_change.subject, of_change.lead.clone())
    }

    fn moment(&self, at: Timestamp) -> String {
        let at = Zoned::new(jiff::Timestamp::from_second(at.0).unwrap_or_default(), TimeZone::UTC);
        let month = &self.months[usize::try_from(at.month() - 1).unwrap_or_default()];
        self.moment
            .replace("{day}", &at.day().to_string())
            .replace("{month}", month)
            .replace("{year}", &at.year().to_string())
            .replace("{hour}", &format!("{:02}", at.hour()))
            .replace("{minute}", &format!("{:02}", at.minute()))
    }

    /// When and with what, a line each; where nothing is known of the browser, when alone.
    fn facts(&self, notice: &Notice) -> String {
        let when = self.when.replace("{moment}", &self.moment(notice.at));
        let with = |device: &str| format!("{when}\n{}", self.with.replace("{device}", device));
        match &notice.by {
            By::Operator => format!("{when}\n{}", self.by_operator),
            By::Person { agent: Agent { browser: Some(browser), system: Some(system) } } => {
                with(&self.browser_on.replace("{browser}", browser).replace("{system}", system))
            }
            By::Person { agent: Agent { browser: Some(only), .. } | Agent { system: Some(only), .. } } => with(only),
            By::Person { .. } => when,
        }
    }
}

/// The mail for a notice, in the owner's language.
pub fn compose(notice: &Notice, sender: &Sender, providers: &Registrations) -> Message {
    let Language { tag, words } = language(&notice.locale);
    let its = &words.notice;
    let service = &sender.service;
    let provider = match &notice.change {
        Change::ProviderLinked { provider: id } | Change::ProviderUnlinked { provider: id } => {
            providers.get(id).map_or(id.as_str(), |provider| &provider.name)
        }
        _ => "",
    };
    let left = match notice.change {
        Change::RecoveryCodeUsed { left } => left.to_string(),
        _ => String::new(),
    };
    let support = reachable(sender.support.as_ref()).unwrap_or(&its.nobody_to_ask);
    let fill = |template: &str| {
        template
            .replace("{support}", support)
            .replace("{service}", service)
            .replace("{provider}", provider)
            .replace("{left}", &left)
            .replace("{account}", &notice.account)
    };
    let (done, not_done) = match (&notice.by, notice.has_password) {
        (By::Operator, _) => (&its.was_asked, &its.not_asked),
        (By::Person { .. }, true) => (&its.was_you, &its.not_you_password),
        (By::Person { .. }, false) => (&its.was_you, &its.not_you),
    };
    let (subject, lead) = its.of(&notice.change);
    let facts = its.facts(notice);
    let [subject, lead, done, not_done, no_link, automatic] =
        [subject, &lead, done, not_done, &its.no_link, &words.automatic].map(fill);
    Message {
        id: notice.id.clone(),
        to: notice.to.clone(),
        text: format!("{lead}\n\n{facts}\n\n{done}\n\n{not_done}\n\n{no_link}\n\n-- \n{automatic}\n"),
        html: Some(page(tag, &subject, None, service, &[&lead, &facts, &done, &not_done, &no_link, &automatic])),
        subject: Some(subject),
        language: (*tag).into(),
        code: Secret::default(),
    }
}

/// Whom to write to or to call; an address of a page would be a link.
fn reachable(support: Option<&Support>) -> Option<&String> {
    let support = support?;
    support.email.as_ref().or(support.phone.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Change; 9] = [
        Change::PasswordChanged,
        Change::PasswordReset,
        Change::FactorAdded { method: Method::Totp, new_codes: true },
        Change::FactorAdded { method: Method::Passkey, new_codes: true },
        Change::FactorAdded { method: Method::Email, new_codes: false },
        Change::FactorAdded { method: Method::Sms, new_codes: false },
        Change::FactorAdded { method: Method::Unknown, new_codes: false },
        Change::RecoveryCodeUsed { left: 9 },
        Change::FactorsReset,
    ];

    fn notice(change: Change, by: By, locale: &str) -> Notice {
        Notice {
            id: "id".into(),
            to: "kari@example.no".into(),
            account: "Kåre Ås".into(),
            has_password: true,
            change,
            by,
            at: Timestamp(1_795_253_400),
            locale: locale.into(),
        }
    }

    fn with(browser: &str, system: &str) -> By {
        let known = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        By::Person { agent: Agent { browser: known(browser), system: known(system) } }
    }

    fn composed(notice: &Notice, support: Option<Support>) -> Message {
        let sender = Sender { service: "Northwind".into(), origin: "https://auth.example.com".into(), support };
        compose(notice, &sender, &Registrations::default())
    }

    #[test]
    fn every_change_is_told_in_every_language_with_nothing_left_open_and_nothing_to_press() {
        let linked = ["google", "fjord"].map(|id| Change::ProviderLinked { provider: id.into() });
        let unlinked = Change::ProviderUnlinked { provider: "google".into() };
        for locale in ["en", "nb"] {
            let mut subjects = Vec::new();
            for change in ALL.into_iter().chain(linked.clone()).chain([unlinked.clone()]) {
                let message = composed(&notice(change, with("Firefox", "Windows"), locale), None);
                let (subject, html) = (message.subject.expect("a subject"), message.html.expect("a page"));
                for words in [&subject, &message.text, &html] {
                    assert!(!words.contains(['{', '}']) && !words.contains("://"), "{words}");
                    assert!(words.contains("Northwind") && !words.contains("href"), "{words}");
                }
                assert!(message.text.contains("Kåre Ås") && html.contains("Kåre Ås"));
                assert!(!subject.contains("Kåre"), "subjects stand on lock screens");
                subjects.push(subject);
            }
            subjects.dedup();
            assert_eq!(subjects.len(), 7, "{subjects:?}");
        }
    }

    #[test]
    fn both_texts_say_when_and_with_what_as_far_as_that_is_known() {
        for (by, lines) in [
            (with("Firefox", "Windows"), "When: 21 November 2026, 09:30 (UTC)\nWith: Firefox on Windows\n"),
            (with("", "Mac"), "When: 21 November 2026, 09:30 (UTC)\nWith: Mac\n"),
            (with("Edge", ""), "When: 21 November 2026, 09:30 (UTC)\nWith: Edge\n"),
            (with("", ""), "When: 21 November 2026, 09:30 (UTC)\n"),
            (By::Operator, "When: 21 November 2026, 09:30 (UTC)\nDone by: support\n"),
        ] {
            let message = composed(&notice(Change::PasswordChanged, by, "en"), None);
            assert!(message.text.contains(&format!("\n\n{lines}\n")), "{}", message.text);
            let html = message.html.expect("a page");
            assert!(html.contains(&lines.trim_end().replace('\n', "<br>")), "{html}");
        }
    }

    #[test]
    fn whom_to_contact_is_an_address_or_a_number_or_told_in_words() {
        let (email, phone) = (Some("help@example.no".to_owned()), Some("+47 800 00 000".to_owned()));
        let url = Some("https://example.no/help".to_owned());
        for (support, words) in [
            (Some(Support { email, phone: phone.clone(), url: None }), "contact help@example.no"),
            (Some(Support { email: None, phone, url: None }), "contact +47 800 00 000"),
            (Some(Support { email: None, phone: None, url }), "contact whoever looks after accounts at Northwind"),
            (None, "contact whoever looks after accounts at Northwind"),
        ] {
            let message = composed(&notice(Change::PasswordChanged, with("", ""), "en"), support);
            assert!(message.text.contains(words), "{}", message.text);
        }
    }

    #[test]
    fn who_has_no_password_is_not_told_to_change_it() {
        let mut notice = notice(Change::RecoveryCodeUsed { left: 1 }, with("", ""), "en");
        assert!(composed(&notice, None).text.contains("new password"));
        notice.has_password = false;
        assert!(!composed(&notice, None).text.contains("password"));
    }
}
