//! The facts outside a flow that decide what happens in it.

use auth_contract::{EnrollReason, Method, Provider, Timestamp};
use rusqlite::Transaction;

use super::{
    authenticator_secret,
    context::Context,
    record::{PASSKEYS, RECOVERY_CODES},
    sent_code::{self, Sent},
    state::State,
};
use crate::{
    domain::{self, federation::SecondFactor, identifier, phone},
    store::{
        StoreError,
        accounts::{self, Standing},
        authenticators,
        policies::{self, Policy},
        recovery_codes,
    },
};

/// Seconds for which an optional enrolment that was put off is not asked about again.
const PUT_OFF_FOR: i64 = 30 * 24 * 60 * 60;

/// Something a person can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authenticator {
    /// What actions name it by.
    pub id: String,
    pub method: Method,
    /// Masked.
    pub destination: Option<String>,
    /// What the person calls it, or them.
    pub name: Option<String>,
}

/// Facts about the account of a flow. Before a first proof they are those of nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub now: Timestamp,
    /// Identity providers that everybody is offered.
    pub providers: Vec<Provider>,
    /// What the provider that the person came by is trusted with; `None`: came otherwise, or it is no longer there.
    pub second_factor: Option<SecondFactor>,
    pub account_exists: bool,
    pub policy: Policy,
    /// What the policy allows and this server can do, in the policy's order.
    pub methods: Vec<Method>,
    /// In the order to ask; recovery codes last.
    pub authenticators: Vec<Authenticator>,
    pub standing: Standing,
    pub has_email: bool,
    pub has_phone: bool,
    pub sent: Sent,
}

impl Facts {
    /// The facts when nobody is known.
    pub fn of_nobody(now: Timestamp) -> Self {
        Self {
            now,
            providers: Vec::new(),
            second_factor: None,
            account_exists: false,
            policy: Policy::required(),
            methods: Vec::new(),
            authenticators: Vec::new(),
            standing: Standing::default(),
            has_email: false,
            has_phone: false,
            sent: Sent::default(),
        }
    }

    /// The facts about an account.
    pub fn of_account(
        context: &Context,
        tx: &Transaction<'_>,
        account_id: &str,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let Some(account) = accounts::by_id(tx, account_id)? else { return Ok(Self::of_nobody(now)) };
        let policy = policies::get(tx, &account.role)?;
        Ok(Self {
            account_exists: true,
            methods: policy.methods.iter().copied().filter(|method| can_enroll(context, *method)).collect(),
            policy,
            authenticators: authenticators_of(context, tx, account_id)?,
            standing: accounts::standing(tx, account_id)?,
            has_email: account.email.is_some(),
            has_phone: account.phone.is_some(),
            ..Self::of_nobody(now)
        })
    }

    /// The facts about whom a flow has proven, where it is.
    pub fn of_state(
        context: &Context,
        tx: &Transaction<'_>,
        state: &State,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let facts = match &state.account {
            Some(account) => Self::of_account(context, tx, account, now)?,
            None => Self::of_nobody(now),
        };
        let via = state.via.as_ref().and_then(|via| context.registrations.get(&via.provider));
        Ok(Self {
            sent: sent_code::last_sent(&context.vault, tx, state)?,
            providers: context.registrations.social(),
            second_factor: via.map(|provider| provider.second_factor),
            ..facts
        })
    }

    /// The authenticator with this id.
    pub fn authenticator(&self, id: &str) -> Option<&Authenticator> {
        self.authenticators.iter().find(|authenticator| authenticator.id == id)
    }

    /// Why something is enrolled now.
    pub fn enroll_reason(&self) -> EnrollReason {
        match self.standing.enroll_reason {
            _ if !self.authenticators.is_empty() => EnrollReason::Recommendation,
            Some(reason) => reason,
            None => EnrollReason::Policy,
        }
    }

    /// What can be enrolled now: the earlier method of a migrated person first (U6); instead of what is sent, only what
    /// is stronger (C6).
    pub fn enrollable(&self) -> Vec<Method> {
        let mut methods = self.methods.clone();
        match self.enroll_reason() {
            EnrollReason::Recommendation => methods.retain(|method| {
                is_strong(*method) && !self.authenticators.iter().any(|present| present.method == *method)
            }),
            _ => methods.sort_by_key(|method| Some(*method) != self.standing.previous_method),
        }
        methods
    }

    /// Whether a stronger authenticator is to be advised to whom this one has let in.
    pub fn advises_instead_of(&self, method: Method) -> bool {
        self.policy.recommend
            && matches!(method, Method::Email | Method::Sms)
            && !self.authenticators.iter().any(|present| is_strong(present.method))
            && !self.enrollable().is_empty()
            && !self.was_put_off()
    }

    /// Whether an optional enrolment was put off a short while ago.
    pub fn was_put_off(&self) -> bool {
        self.standing.put_off_at.is_some_and(|at| self.now < at.plus(PUT_OFF_FOR))
    }
}

const fn is_strong(method: Method) -> bool {
    matches!(method, Method::Totp | Method::Passkey)
}

/// In which order people are asked: what no stranger can intercept first.
const fn rank(method: Method) -> u8 {
    match method {
        Method::Passkey => 0,
        Method::Totp => 1,
        Method::Sms => 2,
        Method::Email => 3,
        _ => 4,
    }
}

fn can_enroll(context: &Context, method: Method) -> bool {
    match method {
        Method::Totp => true,
        Method::Passkey => context.passkeys.is_possible(),
        _ => domain::sent_code::channel(method).is_some_and(|channel| context.channels.can_send(channel)),
    }
}

fn authenticators_of(
    context: &Context,
    tx: &Transaction<'_>,
    account_id: &str,
) -> Result<Vec<Authenticator>, StoreError> {
    let mut found: Vec<Authenticator> = Vec::new();
    for stored in authenticators::of_account(tx, account_id)? {
        let destination = match stored.method {
            Method::Email => Some(identifier::masked(&authenticator_secret::open(&context.vault, &stored)?)),
            Method::Sms => Some(phone::masked(&authenticator_secret::open(&context.vault, &stored)?)),
            _ => None,
        };
        if stored.method != Method::Passkey {
            found.push(Authenticator { id: stored.id, method: stored.method, destination, name: stored.name });
        } else if let Some(passkeys) = found.iter_mut().find(|authenticator| authenticator.id == PASSKEYS) {
            let names: Vec<String> = passkeys.name.take().into_iter().chain(stored.name).collect();
            passkeys.name = (!names.is_empty()).then(|| names.join(", "));
        } else {
            let id = PASSKEYS.to_owned();
            found.push(Authenticator { id, method: stored.method, destination, name: stored.name });
        }
    }
    found.sort_by_key(|authenticator| rank(authenticator.method));
    // Recovery codes stand in for an authenticator and mean nothing without one.
    if !found.is_empty() && recovery_codes::left(tx, account_id)? > 0 {
        let id = RECOVERY_CODES.to_owned();
        found.push(Authenticator { id, method: Method::RecoveryCode, destination: None, name: None });
    }
    Ok(found)
}
