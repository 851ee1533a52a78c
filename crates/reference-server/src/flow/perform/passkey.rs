//! The action `submit_public_key`: registration, authentication, and discovery without a username.

use auth_contract::{Method, ProblemCode, RawJson};

use super::{
    performance::{NextOrRefused, Performance, refuse},
    performed::Refused,
};
use crate::{
    base::entropy,
    domain::passkeys::{self, Ceremony, PasskeyError},
    flow::{
        authenticator_secret, ceremony, external_sign_in,
        facts::Facts,
        record::PASSKEYS,
        state::{Stage, State},
        table::{Event, advance},
    },
    store::{
        StoreError, accounts,
        authenticators::{self, Authenticator},
    },
};

/// The longest name that a person can give, in characters.
const LONGEST_NAME: usize = 60;

fn refused(error: PasskeyError) -> Refused {
    match error {
        PasskeyError::Invalid => Refused::new(ProblemCode::InvalidCredential),
        PasskeyError::Unknown => Refused::new(ProblemCode::UnknownCredential),
    }
}

impl Performance<'_, '_> {
    /// A ceremony is good for one answer, right or wrong: the state that is left has none, and gets a new one.
    pub(super) fn public_key(
        &mut self,
        mut state: State,
        credential: &RawJson,
        name: Option<&str>,
        trust_device: bool,
    ) -> Result<NextOrRefused, StoreError> {
        let Some(begun) = state.ceremony.take() else {
            return Ok(refuse(state, Refused::new(ProblemCode::ActionNotAllowed)));
        };
        let event = match &state.stage {
            Stage::Identify => self.discovered(&begun, credential)?,
            Stage::MfaChallenge { authenticator } if authenticator == PASSKEYS => {
                let account = state.account.clone().unwrap_or_default();
                let handle = accounts::user_handle(self.tx, &account, &passkeys::new_handle(&*self.context.entropy))?;
                let used = self.use_passkey(&begun, credential, &account, &handle)?;
                if used.is_ok() {
                    self.trust_device(&state, trust_device)?;
                }
                used.map(|()| Event::Answered { method: Method::Passkey, recovery_codes_left: None })
            }
            Stage::PasskeyEnroll => self.registered(&begun, credential, &state, name)?,
            _ => Err(PasskeyError::Invalid),
        };
        Ok(match event {
            Ok(event) => (advance(state, event, &self.facts), None),
            Err(error) => refuse(state, refused(error)),
        })
    }

    fn discovered(
        &mut self,
        begun: &Ceremony,
        credential: &RawJson,
    ) -> Result<Result<Event, PasskeyError>, StoreError> {
        let Some(claimed) = passkeys::claims(credential) else { return Ok(Err(PasskeyError::Invalid)) };
        let Some(handle) = claimed.handle else { return Ok(Err(PasskeyError::Invalid)) };
        let Some(account) = accounts::by_user_handle(self.tx, &handle)? else { return Ok(Err(PasskeyError::Unknown)) };
        if let Err(error) = self.use_passkey(begun, credential, &account.id, &handle)? {
            return Ok(Err(error));
        }
        // One from before the organisation signed its people in itself: the device may forget it.
        if external_sign_in::is_of_organization(self.context, &account.username) {
            return Ok(Err(PasskeyError::Unknown));
        }
        self.facts = Facts::of_account(self.context, self.tx, &account.id, self.now)?;
        let epoch = self.facts.standing.epoch;
        Ok(Ok(Event::PasskeyAccepted { account: account.id, identifier: account.username, epoch }))
    }

    fn use_passkey(
        &self,
        begun: &Ceremony,
        credential: &RawJson,
        account: &str,
        handle: &str,
    ) -> Result<Result<(), PasskeyError>, StoreError> {
        let all = authenticators::of_method(self.tx, account, Method::Passkey)?;
        let present = ceremony::opened(self.context, &all)?;
        let used = match self.context.passkeys.finish_authentication(begun, credential, handle, &present) {
            Ok(used) => used,
            Err(error) => return Ok(Err(error)),
        };
        if let Some(data) = used.data {
            let is_used = |stored: &&Authenticator| stored.credential_id.as_deref() == Some(&used.credential_id);
            if let Some(Authenticator { id, .. }) = all.iter().find(is_used) {
                authenticators::set_sealed(
                    self.tx,
                    id,
                    &authenticator_secret::seal(&self.context.vault, Method::Passkey, id, &data),
                )?;
            }
        }
        Ok(Ok(()))
    }

    fn registered(
        &mut self,
        begun: &Ceremony,
        credential: &RawJson,
        state: &State,
        name: Option<&str>,
    ) -> Result<Result<Event, PasskeyError>, StoreError> {
        let registered = match self.context.passkeys.finish_registration(begun, credential) {
            Ok(registered) => registered,
            Err(error) => return Ok(Err(error)),
        };
        // WebAuthn Level 3 section 7.1, step 26: no credential has two owners.
        if authenticators::has_credential(self.tx, &registered.credential_id)? {
            return Ok(Err(PasskeyError::Invalid));
        }
        let id = entropy::id(&*self.context.entropy, "au");
        let new = Authenticator {
            sealed: authenticator_secret::seal(&self.context.vault, Method::Passkey, &id, &registered.data),
            id,
            method: Method::Passkey,
            name: name.and_then(tidy_name),
            credential_id: Some(registered.credential_id),
            last_step: 0,
        };
        self.enroll(state.account.as_deref().unwrap_or_default(), &new).map(Ok)
    }
}

/// A name as it can be shown: one line, not endless.
fn tidy_name(typed: &str) -> Option<String> {
    let words = typed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
    (!name.is_empty()).then_some(name)
}
