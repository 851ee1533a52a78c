//! Security notices by e-mail about changes to an account: one per change, to a previously verified mailbox, in the
//! person's language, without codes or links.

mod changes;
mod sending;

use reference_server::{api::Api, store::StoreError};
use serde_json::{Value, json};

use crate::support::{Browser, TestApp, notices};

/// A notice is in order as such; answers its subject and text.
#[track_caller]
fn words(notice: &Value, to: &str) -> (String, String) {
    assert_eq!((&notice["to"], &notice["code"], &notice["channel"]), (&json!(to), &json!(""), &json!("email")));
    let [subject, text] = ["subject", "text"].map(|part| notice[part].as_str().expect("words").to_owned());
    for words in [&subject, &text] {
        assert!(!words.contains("://") && !words.contains('{'), "{words}");
        assert!(!words.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= 6), "a code in {words}");
    }
    assert!(text.contains("support@example.com"), "whom to ask: {text}");
    (subject, text)
}

/// The words of the only notice.
async fn told(browser: &mut Browser, to: &str) -> (String, String) {
    let all = notices(browser).await;
    let [notice] = &all[..] else { panic!("{} notices: {all:#?}", all.len()) };
    words(notice, to)
}

async fn nothing_told(browser: &mut Browser) {
    assert_eq!(notices(browser).await, Vec::<Value>::new());
}

/// What a command of the operator does.
async fn operator<T: Send + 'static>(
    app: &TestApp,
    work: impl FnOnce(&Api, &rusqlite::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    let parts = app.app.clone();
    app.app.store.transact(move |tx| work(&parts, tx)).await.expect("the database works")
}
