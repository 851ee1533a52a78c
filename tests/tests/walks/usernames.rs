//! Usernames that are no e-mail addresses.

use portico_tests::walk;

/// P2: a name with a space and letters beyond ASCII is taken as typed, in whatever case or composition.
#[test]
fn a_username_may_be_a_name() {
    walk(async |stage| {
        let product = stage.product().await;
        let accounts = product.accounts().await;
        let named = accounts.iter().find(|account| account.username.contains(' ') && !account.username.is_ascii());
        let named = named.unwrap_or_else(|| panic!("no demo person has a name as username: {accounts:?}"));
        let person = stage.person(&product).await;
        person.opens_the_product("web").await;
        person.sees("identify").await;
        person.types("#username", &format!(" {} ", named.username.to_uppercase())).await;
        person.presses("identify").await;
        person.sees("password").await;
        person.gives_password(named).await;
        person
            .until(
                "past the password",
                "return find('[data-step]')?.dataset.step !== 'password'",
                serde_json::Value::Null,
            )
            .await;
        assert!(!person.can_see("[data-error]").await, "{}", person.text_on_screen().await);
    });
}
