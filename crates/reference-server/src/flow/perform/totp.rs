//! Authenticator apps.

use auth_contract::{Method, Secret};

use super::performance::{NextOrRefused, Performance};
use crate::{
    base::entropy,
    domain::totp,
    flow::{authenticator_secret, state::State, table::advance},
    store::{
        StoreError,
        authenticators::{self, Authenticator},
    },
};

impl Performance<'_, '_> {
    /// Whether the code is right; its time step is used up then.
    pub(super) fn use_totp(&self, account: &str, id: &str, code: &Secret) -> Result<bool, StoreError> {
        let all = authenticators::of_method(self.tx, account, Method::Totp)?;
        let Some(stored) = all.into_iter().find(|stored| stored.id == id) else { return Ok(false) };
        let seed = authenticator_secret::open_seed(&self.context.vault, &stored)?;
        let Some(step) = totp::verify(&seed, code, self.now, stored.last_step) else { return Ok(false) };
        authenticators::set_last_step(self.tx, id, step)?;
        Ok(true)
    }

    pub(super) fn totp_enrolled(
        &mut self,
        state: State,
        account: &str,
        seed: &Secret,
        code: &Secret,
    ) -> Result<NextOrRefused, StoreError> {
        // No step of a new seed was ever accepted, hence the lowest possible one.
        let Some(last_step) = totp::verify(seed, code, self.now, i64::MIN) else { return Ok(self.wrong_code(state)) };
        let id = entropy::id(&*self.context.entropy, "au");
        let sealed = authenticator_secret::seal(&self.context.vault, Method::Totp, &id, seed.expose());
        let new = Authenticator { id, method: Method::Totp, sealed, name: None, credential_id: None, last_step };
        let event = self.enroll(account, &new)?;
        Ok((advance(state, event, &self.facts), None))
    }
}
