//! Policies of roles: which second factors are demanded or offered.

use auth_contract::{Method, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};

use super::{error::StoreError, words};

/// Whether a role asks for a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mfa {
    /// Nobody is asked to set one up. Who has one all the same is asked for it.
    None,
    /// Offered now and then, never demanded.
    Optional,
    Required,
}

impl Mfa {
    const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Optional => "optional",
            Self::Required => "required",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "none" => Self::None,
            "optional" => Self::Optional,
            _ => Self::Required,
        }
    }
}

/// What a role asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub mfa: Mfa,
    /// Until when a person without a second factor may go on without one although it is required.
    pub skippable_until: Option<Timestamp>,
    /// What is offered at enrolment, in this order.
    pub methods: Vec<Method>,
    /// For how many days a device may be remembered; `None`: not at all.
    pub trust_days: Option<u16>,
    /// Whether people who sign in with a code by mail or text are advised to take something stronger.
    pub recommend: bool,
}

impl Policy {
    /// What is offered unless the operator says otherwise, the advised one first.
    pub const METHODS: [Method; 4] = [Method::Totp, Method::Passkey, Method::Email, Method::Sms];

    fn of(mfa: Mfa) -> Self {
        Self { mfa, skippable_until: None, methods: Self::METHODS.into(), trust_days: None, recommend: true }
    }

    /// The password is enough.
    pub fn none() -> Self {
        Self::of(Mfa::None)
    }

    /// A second factor is offered.
    pub fn optional() -> Self {
        Self::of(Mfa::Optional)
    }

    /// A second factor is demanded, at once.
    pub fn required() -> Self {
        Self::of(Mfa::Required)
    }
}

/// What `role` asks for.
pub fn get(tx: &Transaction<'_>, role: &str) -> Result<Policy, StoreError> {
    // The schema does not allow a person's role without a policy; if one came about, it must not be the way around one.
    Ok(find(tx, role)?.unwrap_or_else(Policy::required))
}

/// Sets what `role` asks for, unless that was set before.
pub fn insert(tx: &Transaction<'_>, role: &str, policy: &Policy) -> Result<(), StoreError> {
    write(tx, role, policy, "NOTHING")
}

/// Sets what `role` asks for from now on.
pub fn set(tx: &Transaction<'_>, role: &str, policy: &Policy) -> Result<(), StoreError> {
    let all = "UPDATE SET mfa = ?2, skippable_until = ?3, methods = ?4, trust_days = ?5, recommend = ?6";
    write(tx, role, policy, all)
}

fn write(tx: &Transaction<'_>, role: &str, policy: &Policy, on_conflict: &str) -> Result<(), StoreError> {
    let Policy { mfa, skippable_until, methods, trust_days, recommend } = policy;
    let methods = methods.iter().filter_map(words::write).collect::<Vec<_>>().join(" ");
    let sql = format!(
        "INSERT INTO policies (role, mfa, skippable_until, methods, trust_days, recommend)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (role) DO {on_conflict}"
    );
    tx.execute(&sql, params![role, mfa.name(), skippable_until.map(|at| at.0), methods, trust_days, recommend])?;
    Ok(())
}

/// What `role` asks for, if anything was ever set.
pub fn find(tx: &Transaction<'_>, role: &str) -> Result<Option<Policy>, StoreError> {
    let found = tx
        .query_row(
            "SELECT mfa, skippable_until, methods, trust_days, recommend FROM policies WHERE role = ?1",
            [role],
            |row| {
                Ok(Policy {
                    mfa: Mfa::named(&row.get::<_, String>(0)?),
                    skippable_until: row.get::<_, Option<i64>>(1)?.map(Timestamp),
                    methods: row.get::<_, String>(2)?.split_whitespace().map(words::read).collect::<Result<_, _>>()?,
                    trust_days: row.get(3)?,
                    recommend: row.get(4)?,
                })
            },
        )
        .optional()?;
    Ok(found)
}
