//! One action, or one answer of an identity provider, that is being carried out.

use auth_contract::{Secret, Timestamp};
use rusqlite::Transaction;

use super::performed::{Bearer, Outgoing, Refused};
use crate::{
    base::entropy,
    domain::messages::{By, Change},
    flow::{
        context::Context,
        cookie_fingerprint,
        facts::Facts,
        notice,
        state::State,
        table::{self, Next},
    },
    store::{StoreError, accounts, policies::Mfa, trusted_devices},
};

/// What the impls in the files of this folder work on.
pub struct Performance<'a, 'tx> {
    pub context: &'a Context,
    pub tx: &'a Transaction<'tx>,
    pub now: Timestamp,
    /// BCP 47.
    pub locale: &'a str,
    pub bearer: Bearer<'a>,
    pub facts: Facts,
    pub device: Option<Secret>,
    pub message: Option<Outgoing>,
}

pub type NextOrRefused = (Next, Option<Refused>);

pub fn refuse(state: State, refused: Refused) -> NextOrRefused {
    (Next::At(state), Some(refused))
}

impl Performance<'_, '_> {
    /// Tells the owner of an account what is about to change, by mail.
    pub fn tell(&self, account: &str, change: Change) -> Result<(), StoreError> {
        let by = By::Person { agent: self.bearer.agent.clone() };
        notice::tell(self.context, self.tx, account, change, by, Some(self.locale), self.now)
    }

    /// Whoever puts off what nobody demands is left in peace for a while.
    pub fn remember_putting_off(&self, state: &State) -> Result<(), StoreError> {
        let demanded = self.facts.policy.mfa == Mfa::Required && self.facts.authenticators.is_empty();
        match &state.account {
            Some(account) if !demanded => accounts::put_off(self.tx, account, self.now),
            _ => Ok(()),
        }
    }

    /// Remembers this browser for the account, where that was offered. Its old cookie is replaced, so that one that
    /// was planted is worth nothing.
    pub fn trust_device(&mut self, state: &State, wanted: bool) -> Result<(), StoreError> {
        let (Some(account), true) = (&state.account, wanted && table::trust_days(state, &self.facts).is_some()) else {
            return Ok(());
        };
        let cookie = Secret::new(entropy::token(&*self.context.entropy));
        let device = cookie_fingerprint::device(&self.context.vault, cookie.expose());
        if let Some(old) = self.bearer.device {
            trusted_devices::rename(self.tx, old, &device)?;
        }
        trusted_devices::trust(self.tx, &device, account, self.now)?;
        self.device = Some(cookie);
        Ok(())
    }
}
