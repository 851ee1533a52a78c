//! Carries the answer of an identity provider into the flow.

use auth_contract::{FlowNotice, NoticeCode, Timestamp};
use rusqlite::Transaction;

use super::{
    performance::Performance,
    performed::{Bearer, Performed},
};
use crate::{
    base::entropy,
    domain::{
        federation::{FaultKind, Heard, Identity, Provider},
        identifier,
        messages::Change,
    },
    flow::{
        context::Context,
        facts::Facts,
        record::FlowRecord,
        state::{PendingLink, Stage, State, Via},
        table::{Candidate, Event, Known, Matched, Organization, advance, matched},
    },
    store::{
        StoreError,
        accounts::{self, Account},
        federation,
        policies::{self, Policy},
    },
};

/// Authentication method references of RFC 8176 section 2. What a provider says beyond them means something to itself.
const AMR: [&str; 21] = [
    "face", "fpt", "geo", "hwk", "iris", "kba", "mca", "mfa", "otp", "pin", "pop", "pwd", "rba", "retina", "sc", "sms",
    "swk", "tel", "user", "vbm", "wia",
];

/// The role of people whom an organisation has sent: it looks after their second factor.
const PROVISIONED_ROLE: &str = "provisioned";

/// Carries what was heard into the flow that waits for it. A flow that does not wait for this provider stays as it is.
pub fn federated(
    context: &Context,
    tx: &Transaction<'_>,
    record: &mut FlowRecord,
    heard: &Heard<'_>,
    bearer: Bearer<'_>,
    now: Timestamp,
) -> Result<Performed, StoreError> {
    let Heard { provider, answer, reference } = *heard;
    let before = record.about.state.clone();
    match &before.stage {
        Stage::FederationRedirect(departure) if departure.provider.id == provider.id => {}
        _ => return Ok(Performed::default()),
    }
    let facts = Facts::of_state(context, tx, &before, now)?;
    let locale = record.about.locale.clone();
    let mut this = Performance { context, tx, now, locale: &locale, bearer, facts, device: None, message: None };
    let event = match answer {
        Ok(identity) => this.recognised(provider, identity, reference)?,
        Err(fault) => {
            // A person who has changed their mind needs no number for support.
            let reference = (fault.kind != FaultKind::Cancelled).then(|| reference.to_owned());
            let notice = FlowNotice { code: fault.notice(), params: vec![provider.name.clone()], reference };
            Event::FederationRefused { identifier: None, notice }
        }
    };
    let next = advance(before.clone(), event, &this.facts);
    let session = this.settle(record, &before, next)?;
    Ok(Performed { refused: None, session, device: this.device, message: this.message })
}

fn notice(code: NoticeCode, params: Vec<String>) -> FlowNotice {
    FlowNotice { code, params, reference: None }
}

impl Performance<'_, '_> {
    /// What an identity means here.
    fn recognised(&mut self, provider: &Provider, identity: &Identity, reference: &str) -> Result<Event, StoreError> {
        let name = provider.name.clone();
        let refused = |identifier, code, params| Event::FederationRefused { identifier, notice: notice(code, params) };
        let matched = matched(identity, self.known(provider, identity)?);
        // Who it is stays out of the log.
        tracing::info!(
            provider = identity.provider,
            reference,
            outcome = matched.name(),
            "an identity provider's answer"
        );
        Ok(match matched {
            Matched::Account { account, username } => self.accepted(provider, identity, account, username)?,
            Matched::AccountToLink { account, username } => {
                self.link(&account, &identity.provider, &identity.subject)?;
                self.accepted(provider, identity, account, username)?
            }
            Matched::NewAccount { username } => match self.provision(identity, &username)? {
                Some(account) => self.accepted(provider, identity, account, username)?,
                None => refused(None, NoticeCode::FederationUnknown, vec![name]),
            },
            Matched::ToProve { account, username } => Event::FederationToProve {
                identifier: username,
                link: PendingLink { account, provider: identity.provider.clone(), subject: identity.subject.clone() },
                notice: notice(NoticeCode::AccountExists, vec![name]),
            },
            Matched::Elsewhere { provider: other } => match self.context.registrations.get(&other) {
                Some(other) => refused(None, NoticeCode::AccountExistsElsewhere, vec![name, other.name.clone()]),
                None => refused(None, NoticeCode::FederationUnknown, vec![name]),
            },
            Matched::OfOrganization { username, organization } => {
                refused(Some(username), NoticeCode::FederationMismatch, vec![name, organization])
            }
            Matched::Nobody => refused(None, NoticeCode::FederationUnknown, vec![name]),
        })
    }

    fn known(&self, provider: &Provider, identity: &Identity) -> Result<Known, StoreError> {
        let linked = match federation::account_of(self.tx, &identity.provider, &identity.subject)? {
            Some(account) => accounts::by_id(self.tx, &account)?,
            None => None,
        };
        let by_email = match &identity.email {
            Some(email) => self.only_account_with(email)?,
            None => None,
        };
        let organization = identity.email.as_ref().and_then(|email| self.context.registrations.organization_of(email));
        Ok(Known {
            kind: provider.kind,
            linked: linked.map(|account| self.candidate(account)).transpose()?,
            by_email: by_email.map(|account| self.candidate(account)).transpose()?,
            organization: organization.map(|organization| Organization {
                name: organization.name.clone(),
                is_at_provider: organization.provider == provider.id,
                provisions: organization.provision,
            }),
        })
    }

    /// The account with this address as its username; else the one with it on file, when there is but one.
    fn only_account_with(&self, email: &str) -> Result<Option<Account>, StoreError> {
        if let Some(account) = accounts::by_username_key(self.tx, &identifier::key(email))? {
            return Ok(Some(account));
        }
        let mut found = accounts::by_email(self.tx, email)?;
        Ok(if found.len() == 1 { found.pop() } else { None })
    }

    fn candidate(&self, account: Account) -> Result<Candidate, StoreError> {
        let organization = self.context.registrations.organization_of(&account.username);
        Ok(Candidate {
            organization: organization.map(|organization| organization.name.clone()),
            has_password: accounts::password_hash(self.tx, &account.id)?.is_some(),
            linked: federation::providers_of(self.tx, &account.id)?,
            username: account.username,
            account: account.id,
        })
    }

    fn accepted(
        &mut self,
        provider: &Provider,
        identity: &Identity,
        account: String,
        username: String,
    ) -> Result<Event, StoreError> {
        let facts = Facts::of_account(self.context, self.tx, &account, self.now)?;
        self.facts = Facts { second_factor: Some(provider.second_factor), ..facts };
        let was_used = |method: &&&str| identity.amr.iter().any(|said| said == **method);
        Ok(Event::FederationAccepted {
            device_trusted: self.is_trusted(&account)?,
            account,
            identifier: username,
            epoch: self.facts.standing.epoch,
            via: Via {
                provider: identity.provider.clone(),
                said_mfa: identity.used_multiple_factors(&provider.acr_values),
                signed_in_at: identity.signed_in_at,
            },
            amr: AMR.iter().filter(was_used).map(ToString::to_string).collect(),
        })
    }

    /// An account for somebody whom their organisation has sent for the first time. `None` when nobody can have this
    /// username.
    fn provision(&self, identity: &Identity, username: &str) -> Result<Option<String>, StoreError> {
        let Some(username) = identifier::accepted(username) else { return Ok(None) };
        let name = identity.name.as_deref().and_then(identifier::accepted).unwrap_or(username);
        policies::insert(self.tx, PROVISIONED_ROLE, &Policy::none())?;
        let account = Account {
            id: entropy::id(&*self.context.entropy, "ac"),
            username: username.into(),
            name: name.into(),
            role: PROVISIONED_ROLE.into(),
            email: identifier::email(username).map(Into::into),
            phone: None,
        };
        accounts::insert(self.tx, &account, &identifier::key(username), None, self.now)?;
        federation::link(self.tx, &identity.provider, &identity.subject, &account.id, self.now)?;
        Ok(Some(account.id))
    }

    /// The state after the identity that waited for it was linked: the account was proven wholly, and is the one that the
    /// identity waited for. One that belongs to somebody by now stays theirs.
    pub(super) fn linked(&self, state: State) -> Result<State, StoreError> {
        let Some(link) = &state.link else { return Ok(state) };
        let is_free = federation::account_of(self.tx, &link.provider, &link.subject)?.is_none();
        if is_free && state.account.as_ref() == Some(&link.account) {
            self.link(&link.account, &link.provider, &link.subject)?;
        }
        Ok(State { link: None, ..state })
    }

    /// Links an account that was there before, whose owner is told so.
    fn link(&self, account: &str, provider: &str, subject: &str) -> Result<(), StoreError> {
        self.tell(account, Change::ProviderLinked { provider: provider.into() })?;
        federation::link(self.tx, provider, subject, account, self.now)
    }
}
