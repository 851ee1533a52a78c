//! Mail about what has changed at an account: for whoever reads the mailbox and did not do it.

use portico_tests::browser::Settings;
use portico_tests::clock::eventually;
use portico_tests::post::{Mail, SENDER};
use portico_tests::walk;

use crate::social::{EXISTS, goes_to_the_provider};

/// Nothing to press and nothing to type: whoever gets used to links in such mails follows those of others.
fn has_neither_code_nor_link(mail: &Mail) {
    let html = mail.html.as_deref().expect("a page");
    for words in [&mail.subject, &mail.text, html] {
        assert!(!words.contains("href") && !words.contains("http") && !words.contains("src="), "{words}");
    }
    for words in [&mail.subject, &mail.text] {
        let digits = words.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
        assert!(digits < 6, "{words}");
    }
}

/// A provider that was linked by somebody who has the password: the mailbox learns of it, with when and with what, in the
/// language of the page, once; and a code that comes after it is found as ever.
#[test]
fn a_provider_that_was_linked_is_told_by_mail() {
    walk(async |stage| {
        let product = stage.product_with_post_and_providers().await;
        let settings = Settings { languages: "nb".into(), ..Default::default() };
        let person = stage.person_with(&product, &settings).await;
        let account = product.account(EXISTS).await;
        goes_to_the_provider(&person, "google").await;
        person.signs_in_elsewhere(&account.username).await;
        person.sees("password").await;
        assert_eq!(product.post().notices_to(account.address()), 0, "nothing was proven yet");
        person.gives_password(&account).await;
        person.lands_in_the_product().await;

        let mail = product.post().next_notice_to(account.address()).await;
        assert_eq!((mail.from.as_str(), mail.subject.as_str()), (SENDER, "Google kan nå logge deg inn på Northwind"));
        has_neither_code_nor_link(&mail);
        let header = |name: &str| mail.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
        assert_eq!((header("content-language"), header("auto-submitted")), (Some("nb"), Some("auto-generated")));
        for words in [&account.username, "Når: ", "(UTC)", "Med: Chrome på Linux", "Var det ikke deg?", "support@"] {
            assert!(mail.text.contains(words), "no “{words}” in {}", mail.text);
        }

        let later = stage.person_with(&product, &settings).await;
        goes_to_the_provider(&later, "google").await;
        later.signs_in_elsewhere(&account.username).await;
        later.lands_in_the_product().await;
        assert_eq!(product.post().notices_to(account.address()), 1, "it is no news any more");
        let log = product.server_log();
        assert!(!log.contains(account.address()), "the log names the mailbox");
    });
}

/// A mail server that is down keeps nobody from a new password, nor from signing in with it.
#[test]
fn a_mail_that_cannot_be_sent_is_in_nobodys_way() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("forced_change").await;
        product.post().mail_breaks_down().await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("password_change").await;
        let new = "otters juggle seven plums";
        person.types("#new-password", new).await;
        person.types("#new-password-confirmation", new).await;
        person.presses("change_password").await;
        person.lands_in_the_product().await;
        eventually("a try at the mail", async || product.server_log().contains("tried again later").then_some(()))
            .await;
    });
}
