//! What a person may put off, and for how long.

use std::time::Duration;

use portico_tests::dev_api::Account;
use portico_tests::{Person, Product, walk, words};
use serde_json::Value;

use crate::enrolment::enrols;
use crate::factors::DAY;
use crate::sent_codes::PAUSE;

/// C6: who came by text message or mail is advised to take an authenticator app, does it at once, and is asked for the
/// app from then on.
#[test]
fn the_advice_to_take_an_app_is_followed_at_once() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("sms").await;
        person.signs_in_up_to_the_challenge(&account).await;
        let code = person.receives_sms_code(account.number()).await;
        person.gives_code(&code).await;
        person.sees("mfa_enroll_select").await;
        let reason = &words::of("en")["enroll.lead_recommendation"];
        assert!(person.text_on_screen().await.contains(reason), "no reason");
        let app = enrols(&person).await.authenticator;
        person.presses("acknowledge").await;
        person.lands_in_the_product().await;

        person.clears_the_browser().await;
        person.signs_in_up_to_the_challenge(&account).await;
        let code = product.next_code_of(&app).await;
        person.gives_code(&code).await;
        person.lands_in_the_product().await;
        assert_eq!(product.post().texts_to(account.number()), 1, "who has an app is not sent a code");
    });
}

/// C6: the advice can be put off; then nobody nags for a month.
#[test]
fn the_advice_that_was_put_off_comes_again_after_a_month() {
    walk(async |stage| {
        let product = stage.product_with_post().await;
        let person = stage.person(&product).await;
        let account = product.account("email").await;
        for (after, advised) in [(PAUSE, true), (PAUSE, false), (DAY * 31, true)] {
            product.advance_clock(after).await;
            person.clears_the_browser().await;
            person.signs_in_up_to_the_challenge(&account).await;
            let code = person.reads_mail_code(account.address()).await;
            person.gives_code(&code).await;
            if advised {
                person.sees("mfa_enroll_select").await;
                person.presses("skip").await;
            }
            person.lands_in_the_product().await;
        }
    });
}

/// M4: skipping ended while the page was open: told so, and the choice is gone.
#[test]
fn skipping_ends_while_the_page_is_open() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let account = product.account("skip_allowed").await;
        // A minute before the end.
        let end = skippable_until(&person, &product, &account).await;
        product.advance_clock(Duration::from_secs(end - product.now().await - 60)).await;
        person.clears_the_browser().await;
        person.signs_in_up_to_the_second_factor(&account).await;
        person.sees("mfa_enroll_select").await;
        person.reads("[data-action=skip]").await;
        product.advance_clock(PAUSE).await;
        person.presses("skip").await;
        person.expects_error("skip_expired").await;
        person.until("no skipping any more", "return !find('[data-action=skip]')", Value::Null).await;
        enrols(&person).await;
        person.presses("acknowledge").await;
        person.lands_in_the_product().await;
    });
}

async fn skippable_until(person: &Person, product: &Product, account: &Account) -> u64 {
    person.signs_in_up_to_the_second_factor(account).await;
    person.sees("mfa_enroll_select").await;
    let all = product.traffic().all();
    let until = all.iter().rev().find_map(|exchange| exchange.response_json()["step"]["skippable_until"].as_u64());
    until.expect("the server says until when")
}
