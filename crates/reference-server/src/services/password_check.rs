//! Verifies passwords and judges new ones, with everything that takes too long for a transaction: hashing, counting
//! guesses, asking a list of leaked passwords.

use std::sync::Arc;

use auth_contract::{PasswordWeakness, Secret};

use super::breach_list::BreachList;
use crate::{
    base::entropy::Entropy,
    domain::{
        new_password::{self, Whom},
        passwords::Passwords,
    },
};

/// What passwords are checked with.
#[derive(Clone)]
pub struct PasswordCheck {
    pub passwords: Passwords,
    pub entropy: Arc<dyn Entropy>,
    pub breaches: Option<BreachList>,
    /// The service's name and public origin: words that an attacker tries first.
    pub service: String,
    pub origin: String,
}

impl PasswordCheck {
    /// Whether `password` is the one behind `stored` (a PHC string). Without `stored` the answer is `false`, after the
    /// same work.
    pub async fn verify(&self, password: Secret, stored: Option<String>) -> bool {
        self.passwords.verify(password, stored).await
    }

    /// Whether a list of leaked passwords holds `password`; `false` without a list.
    pub async fn is_leaked(&self, password: &Secret) -> bool {
        match &self.breaches {
            Some(list) => list.holds(password).await,
            None => false,
        }
    }

    /// Whether a new password will do. `present` is the stored hash of the one that it replaces.
    pub async fn judge(
        &self,
        whom: &Whom<'_>,
        stands_alone: bool,
        password: &Secret,
        present: Option<String>,
    ) -> Result<(), PasswordWeakness> {
        new_password::judge_length(&new_password::policy(stands_alone), password)?;
        if present.is_some() && self.verify(password.clone(), present).await {
            return Err(PasswordWeakness::Reused);
        }
        let words = new_password::own_words(whom, &self.service, &self.origin);
        let (guessed, tried) = (password.clone(), words);
        // Milliseconds of arithmetic, which would hold up everybody else on this thread.
        let guessing = tokio::task::spawn_blocking(move || new_password::judge_guesses(&guessed, &tried));
        guessing.await.unwrap_or(Err(PasswordWeakness::Guessable))?;
        if self.is_leaked(password).await { Err(PasswordWeakness::Breached) } else { Ok(()) }
    }

    /// The PHC string to store for a password.
    pub async fn hash(&self, password: Secret) -> String {
        self.passwords.hash_new(password, self.entropy.clone()).await
    }
}
