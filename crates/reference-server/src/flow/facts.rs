//! What is true outside a flow and decides what happens in it.

use auth_contract::Timestamp;
use rusqlite::Transaction;

use super::{RECOVERY_CODES, State};
use crate::store::{
    StoreError,
    accounts::{self, Policy},
};

/// Facts about the account of a flow. Before a password was accepted, they are those of nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub now: Timestamp,
    pub account_exists: bool,
    pub policy: Policy,
    /// Ids of the person's authenticators; recovery codes last.
    pub authenticators: Vec<String>,
}

impl Facts {
    /// The facts when nobody is known.
    pub fn of_nobody(now: Timestamp) -> Self {
        let policy = Policy { mfa_required: true, skippable_until: None };
        Self { now, account_exists: false, policy, authenticators: Vec::new() }
    }

    /// The facts about an account.
    pub fn of_account(tx: &Transaction<'_>, account_id: &str, now: Timestamp) -> Result<Self, StoreError> {
        let Some(account) = accounts::by_id(tx, account_id)? else { return Ok(Self::of_nobody(now)) };
        let mut authenticators: Vec<String> =
            accounts::totp_authenticators(tx, account_id)?.into_iter().map(|totp| totp.id).collect();
        // Recovery codes stand in for an authenticator and mean nothing without one.
        if !authenticators.is_empty() && accounts::recovery_codes_left(tx, account_id)? > 0 {
            authenticators.push(RECOVERY_CODES.into());
        }
        Ok(Self { now, account_exists: true, policy: accounts::policy(tx, &account.role)?, authenticators })
    }

    /// The facts about whom a flow has proven.
    pub fn of_state(tx: &Transaction<'_>, state: &State, now: Timestamp) -> Result<Self, StoreError> {
        match &state.account {
            Some(account) => Self::of_account(tx, account, now),
            None => Ok(Self::of_nobody(now)),
        }
    }

    /// What to ask for first.
    pub fn default_authenticator(&self) -> Option<&str> {
        self.authenticators.first().map(String::as_str)
    }

    /// Everything that can be asked for instead of `authenticator`.
    pub fn alternatives_to<'a>(&'a self, authenticator: &'a str) -> impl Iterator<Item = &'a str> {
        self.authenticators.iter().map(String::as_str).filter(move |id| *id != authenticator)
    }

    /// Whether enrolment may be put off now.
    pub fn may_skip(&self) -> bool {
        self.authenticators.is_empty()
            && (!self.policy.mfa_required || self.policy.skippable_until.is_some_and(|until| self.now < until))
    }
}
