//! A new authenticator has proven that it works.

use auth_contract::{Method, Secret};

use super::{Performance, code::Tried, secrets};
use crate::{
    delivery::notice::Change,
    entropy,
    flow::{State, facts::Facts, table::Event},
    recovery,
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
            codes = recovery::new_codes(&*self.app.entropy);
            let image = |code: &Secret| recovery::fingerprint(&self.app.vault, account, code);
            recovery_codes::replace(self.tx, account, &codes.iter().map(image).collect::<Vec<_>>())?;
        }
        self.facts = Facts::of_account(self.app, self.tx, account, self.now)?;
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
            super::sent_code::Verified::Right => {
                let id = entropy::id(&*self.app.entropy, "au");
                let sealed = secrets::seal(self.app, method, &id, destination);
                let new = Authenticator { id, method, sealed, name: None, credential_id: None, last_step: 0 };
                self.enroll(account, &new)?
            }
            _ => Event::CodeRefused,
        };
        Ok(Tried::sent(verified, event))
    }
}
