//! Facts and states for the tests of the table.

use auth_contract::{Method, Timestamp};

use crate::{
    flow::{
        facts::{Authenticator, Facts},
        state::{First, Second, State},
    },
    store::policies::{Mfa, Policy},
};

pub const NOW: Timestamp = Timestamp(1_795_253_400);
pub const DAY: i64 = 24 * 60 * 60;

pub fn facts(mfa: Mfa, has: &[Method]) -> Facts {
    Facts {
        account_exists: true,
        policy: Policy { mfa, ..Policy::required() },
        methods: Policy::METHODS.into(),
        authenticators: has.iter().map(|method| authenticator(*method)).collect(),
        ..Facts::of_nobody(NOW)
    }
}

fn authenticator(method: Method) -> Authenticator {
    Authenticator { id: format!("{method:?}"), method, destination: None, name: None }
}

pub fn proven(first: First, second: Option<Second>) -> State {
    State { first: Some(first), second, account: Some("ac_1".into()), ..State::new(Some("kari".into())) }
}
