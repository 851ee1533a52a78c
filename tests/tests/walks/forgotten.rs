//! Passwords that are forgotten, have to go, or are too weak.

use portico_tests::authenticator::Authenticator;
use portico_tests::caller::{Caller, Visit};
use portico_tests::dev_api::Account;
use portico_tests::post::prefix_of;
use portico_tests::{Person, walk};
use serde_json::{Value, json};

const NEW: &str = "tolv hvite seil over havet";

/// Types a new password twice and saves it.
async fn chooses_password(person: &Person, new: &str, again: &str) {
    person.types("#new-password", new).await;
    person.types("#new-password-confirmation", again).await;
    person.presses("change_password").await;
}

/// From the product to the code by mail, starting at the password that was forgotten.
async fn asks_for_a_reset(person: &Person, account: &Account) {
    person.opens_the_product("web").await;
    person.sees("identify").await;
    person.identifies(account).await;
    person.sees("password").await;
    person.presses("request_reset").await;
    person.sees("password_reset_code").await;
}

/// A forgotten password: a typed code by real mail, a new password, signed in; the old one is gone.
#[test]
fn a_forgotten_password_is_replaced() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("reset").await;
        asks_for_a_reset(&person, &account).await;
        let mail = product.post().next_mail_to(account.address()).await;
        crate::sent_codes::names_nothing_but(&product.origin(), &mail.text);
        person.gives_code(&portico_tests::post::code_in(&mail.text)).await;
        person.sees("password_change").await;
        assert_eq!(person.value_of("#username").await, account.username, "for password managers");
        chooses_password(&person, NEW, &NEW[..10]).await;
        person.reads("[role=alert] [data-error], [role=alert][data-error]").await;
        chooses_password(&person, NEW, NEW).await;
        person.lands_in_the_product().await;

        person.clears_the_browser().await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.expects_error("invalid_credentials").await;
        person.types("#password", NEW).await;
        person.presses("submit_password").await;
        person.lands_in_the_product().await;
    });
}

/// No factor is skipped by forgetting a password: the code by mail alone changes nothing, the app is asked first.
#[test]
fn a_forgotten_password_does_not_skip_the_second_factor() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("reset_totp").await;
        let app = Authenticator::from_seed(account.totp_secret.as_deref().expect("a seed"));
        asks_for_a_reset(&person, &account).await;
        let mailed = person.reads_mail_code(account.address()).await;
        person.gives_code(&mailed).await;
        person.sees("mfa_challenge").await;
        assert!(!person.can_see("[data-action=change_password]").await);
        person.gives_code(if mailed == "000000" { "000001" } else { "000000" }).await;
        person.expects_error("invalid_code").await;
        let code = product.code_of(&app).await;
        person.gives_code(&code).await;
        person.sees("password_change").await;
        chooses_password(&person, NEW, NEW).await;
        person.lands_in_the_product().await;
    });
}

/// The address that password managers open, from the first screen to the end; a reset can be left, too.
#[test]
fn a_password_manager_finds_the_way_to_a_new_password() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("reset").await;
        person.opens("/.well-known/change-password").await;
        person.sees("password_reset_request").await;
        person.types("#username", &account.username).await;
        person.presses("request_reset").await;
        person.sees("password_reset_code").await;
        person.reloads().await;
        person.sees("password_reset_code").await;
        let code = person.reads_mail_code(account.address()).await;
        person.gives_code(&code).await;
        person.sees("password_change").await;
        chooses_password(&person, NEW, NEW).await;
        // No product sent the person: home.
        person.until("home", "return location.pathname === '/dev'", Value::Null).await;
    });
}

/// Asks for a reset of `identifier` and gives a wrong code; what both answers say, without what differs by chance.
async fn tries_to_reset(product: &portico_tests::Product, identifier: &str) -> [String; 2] {
    let mut caller = Caller::of(product).await;
    let mut visit: Visit = caller.starts("recover").await;
    let asked = caller.acts(&mut visit, json!({"type": "request_reset", "identifier": identifier})).await;
    let wrong = caller.acts(&mut visit, json!({"type": "submit_code", "code": "000000"})).await;
    [crate::enumeration::masked(&asked, identifier), crate::enumeration::masked(&wrong, identifier)]
}

/// A stranger learns from a reset nothing about who has an account.
#[test]
fn forgetting_a_password_tells_nothing() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let account = product.account("reset").await;
        let known = tries_to_reset(&product, &account.username).await;
        let name = &account.username;
        let nobody = format!("{}999{}", &name[..3], &name[6..]);
        assert_eq!(known, tries_to_reset(&product, &nobody).await);
        assert_eq!(product.post().mails_to(&nobody), 0);
    });
}

/// Guesses at the code of a reset end as soon as those at any other, in one flow and across many.
#[test]
fn guessing_the_code_of_a_reset_ends_soon() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let account = product.account("reset").await;
        let mut caller = Caller::of(&product).await;
        let (mut right, mut guesses) = (0, 0);
        'guessing: loop {
            let mut visit = caller.starts("recover").await;
            let asked = json!({"type": "request_reset", "identifier": account.username});
            if caller.acts(&mut visit, asked).await.problem() == "locked" {
                break;
            }
            assert_eq!(visit.step(), "password_reset_code", "{}", visit.last.body);
            if guesses == 0 {
                let mail = product.post().next_mail_to(account.address()).await;
                right = portico_tests::post::code_in(&mail.text).parse::<u32>().expect("digits");
            }
            while visit.step() == "password_reset_code" {
                assert!(guesses < 30, "30 guesses and still no pause");
                guesses += 1;
                let guess = format!("{:06}", (right + guesses) % 1_000_000);
                let answer = caller.acts(&mut visit, json!({"type": "submit_code", "code": guess})).await;
                if answer.problem() == "locked" {
                    break 'guessing;
                }
            }
        }
        assert!(guesses >= 5, "only {guesses} mistakes are forgiven");
        // The password has a count of its own: who knows it is not kept out by somebody's guesses.
        let visit = caller.signs_in_as(&account).await;
        assert_eq!(visit.step(), "complete", "{}", visit.last.body);
    });
}

/// Who has to change the password does so before anything else, and weak ones are refused in words that help.
#[test]
fn a_password_that_has_to_go_is_replaced_by_a_good_one() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("forced_change").await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("password_change").await;
        product.post().leaks("seven grey geese over the fjord");
        let mut said = Vec::new();
        for weak in [
            "short",
            "aaaaaaaaaaaaaaaaaaaa",
            "qwertyuiopasdfghjkl",
            &account.password,
            "seven grey geese over the fjord",
        ] {
            chooses_password(&person, weak, weak).await;
            said.push(person.expects_error("weak_password").await);
        }
        let mut different = said.clone();
        different.sort();
        different.dedup();
        assert!(different.len() >= 4, "the same words for different faults: {said:#?}");
        assert!(said[0].contains("characters") && said[4].contains("leaked"), "{said:#?}");
        // The list learns five characters of a hash, never more.
        let asked = product.post().asked_for();
        assert!(asked.contains(&prefix_of("seven grey geese over the fjord")), "{asked:?}");
        assert!(asked.iter().all(|prefix| prefix.len() == 5), "{asked:?}");
        chooses_password(&person, NEW, NEW).await;
        person.lands_in_the_product().await;

        person.clears_the_browser().await;
        person.signs_in_up_to_the_second_factor(&Account { password: NEW.into(), ..account }).await;
        person.lands_in_the_product().await;
    });
}

/// Who has a leaked password reads so and takes another one.
#[test]
fn a_leaked_password_is_replaced() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("breached").await;
        product.post().leaks(&account.password);
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("password_change").await;
        assert!(person.text_on_screen().await.contains("leak"), "no reason");
        chooses_password(&person, NEW, NEW).await;
        person.lands_in_the_product().await;
    });
}

/// Show and hide keep what was typed, and what is sent is hidden again first (so that managers see a password).
#[test]
fn a_shown_password_is_hidden_when_it_is_sent() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("plain").await;
        crate::tour::goes_to(&person, "password").await;
        person.types("#password", "not the password").await;
        person.clicks("[data-step=password] .input-button").await;
        assert_eq!(person.property("#password", "type").await, "text");
        assert_eq!(person.value_of("#password").await, "not the password");
        let held = product.faults().on("POST /auth/v1/flows/*/actions").once().holds_the_answer();
        person.presses("submit_password").await;
        held.has_one().await;
        assert_eq!(person.property("#password", "type").await, "password");
        held.release();
        person.expects_error("invalid_credentials").await;
        assert_ne!(account.password, "not the password");
        person.until("still there", "return !!find('#password')", Value::Null).await;
    });
}
