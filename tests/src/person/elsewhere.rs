//! What a person does at an identity provider (the pages of `oidc-provider`).

use serde_json::{Value, json};

use super::Person;

const CONSENT: &str = "form:has([name=prompt][value=consent]) button";

impl Person {
    /// Opens an address as it is: of a provider, or one that was sent to the person.
    pub async fn opens_address(&self, url: &str) {
        self.note(format!("opens the address {}", url.split('?').next().unwrap_or_default()));
        self.browser().client.goto(url).await.unwrap_or_else(|error| self.fails(&format!("{url}: {error}")));
    }

    /// Presses the button of a provider.
    pub async fn presses_provider(&self, id: &str) {
        self.clicks(&format!("[data-action=start_federation][data-provider={id}]")).await;
    }

    /// Looks until the provider asks who the person is.
    pub async fn sees_the_provider(&self) {
        self.note("sees the provider".into());
        self.until("the provider's form", "return !!find('input[name=login]')", Value::Null).await;
    }

    /// Signs in at the provider as `login`, and consents where it asks.
    pub async fn signs_in_elsewhere(&self, login: &str) {
        self.signs_in_elsewhere_with(login, "any password").await;
    }

    /// The same with a certain password: `two factors` stands for two factors.
    pub async fn signs_in_elsewhere_with(&self, login: &str, password: &str) {
        self.note(format!("signs in elsewhere as {login}"));
        self.types("input[name=login]", login).await;
        self.types("input[name=password]", password).await;
        self.clicks("button[type=submit]").await;
        let body = "
            if (location.hostname !== '127.0.0.1') return 'left';
            return find(arguments[0]) && 'asked';
        ";
        if self.until("consent, or the way back", body, json!(CONSENT)).await == "asked" {
            self.consents_elsewhere().await;
        }
    }

    /// Consents at a provider that knows the person already.
    pub async fn consents_elsewhere(&self) {
        self.clicks(CONSENT).await;
    }

    /// Cancels at the provider.
    pub async fn cancels_elsewhere(&self) {
        self.clicks("a[href$='/abort']").await;
    }
}
