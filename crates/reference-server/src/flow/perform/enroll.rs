//! Stores a new authenticator after its first proof.

use auth_contract::{Method, Secret};

use super::{code::Tried, performance::Performance, send_code::Verified};
use crate::{
    base::entropy,
    domain::{messages::Change, recovery_code},
    flow::{authenticator_secret, facts::Facts, state::State, table::Event},
    store::{
        StoreError, accounts,
        authenticators::{self, Authenticator},
        recovery_codes,
    },
};

impl Performance<'_, '_> {
    /// Keeps the authenticator. One that can be lost with a device comes with new recovery codes; a mailbox or a number
    /// has other ways back.
    pub(super) fn enroll(&mut self, account: &str, new: &Authenticator) -> Result<Event, StoreError> {
        let new_codes = matches!(new.method, Method::Totp | Method::Passkey);
        self.tell(account, Change::FactorAdded { method: new.method, new_codes })?;
        authenticators::insert(self.tx, account, new, self.now)?;
        accounts::enrolled(self.tx, account)?;
        let mut codes = Vec::new();
        if new_codes {
            codes = recovery_code::new_codes(&*self.context.entropy);
            let image = |code: &Secret| recovery_code::fingerprint(&self.context.vault, account, code);
            recovery_codes::replace(self.tx, account, &codes.iter().map(image).collect::<Vec<_>>())?;
        }
        self.facts = Facts::of_account(self.context, self.tx, account, self.now)?;
        Ok(Event::Enrolled { method: new.method, codes })
    }

    /// The code that was sent to a new destination.
    pub(super) fn otp_enrolled(
        &mut self,
        state: &State,
        account: &str,
        method: Method,
        destination: &str,
        code: &Secret,
    ) -> Result<Tried, StoreError> {
        let verified = self.use_sent_code(state, code)?;
        let event = match verified {
            Verified::Right => {
                let id = entropy::id(&*self.context.entropy, "au");
                let sealed = authenticator_secret::seal(&self.context.vault, method, &id, destination);
                let new = Authenticator { id, method, sealed, name: None, credential_id: None, last_step: 0 };
                self.enroll(account, &new)?
            }
            _ => Event::CodeRefused,
        };
        Ok(Tried::sent(verified, event))
    }
}
