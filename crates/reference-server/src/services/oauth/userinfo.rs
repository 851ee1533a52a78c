//! The userinfo endpoint (OpenID Connect Core section 5.3): who an access token stands for.

use auth_contract::Timestamp;
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use super::token;
use crate::{
    base::vault::Vault,
    store::{StoreError, accounts, sessions},
};

/// Claims after OpenID Connect Core section 5.1.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UserInfo {
    pub sub: String,
    pub name: String,
    pub preferred_username: String,
    /// Authentication methods (RFC 8176).
    pub amr: Vec<String>,
    /// When the person signed in, seconds since 1970-01-01T00:00:00Z.
    pub auth_time: i64,
}

/// Who the access token `presented` stands for; `None`: it is unknown or has expired.
pub fn of_token(
    tx: &Transaction<'_>,
    vault: &Vault,
    presented: &str,
    now: Timestamp,
) -> Result<Option<UserInfo>, StoreError> {
    let Some(session) = sessions::by_token(tx, &token::fingerprint(vault, presented), now)? else { return Ok(None) };
    let account = accounts::by_id(tx, &session.account_id)?;
    Ok(account.map(|account| UserInfo {
        sub: account.id,
        name: account.name,
        preferred_username: account.username,
        amr: session.amr,
        auth_time: session.auth_time.0,
    }))
}
