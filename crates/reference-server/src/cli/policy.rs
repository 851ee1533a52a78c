//! The command `set-policy`.

use auth_contract::{Method, Timestamp};
use clap::{Args, ValueEnum};

use super::{error::StartError, people::existing, serve::Serve};
use crate::store::{
    policies::{self, Mfa, Policy},
    trusted_devices,
};

const DAY: i64 = 24 * 60 * 60;

#[derive(Args, Debug)]
pub struct SetPolicy {
    /// The role: `mfa_none`, `mfa_optional` and `mfa_required` are those that add-user gives.
    role: String,
    /// Whether a second factor is asked for.
    #[arg(long, value_enum)]
    mfa: Option<Demand>,
    /// What people may set up, in the order to show it.
    #[arg(long, value_enum, value_delimiter = ',', num_args = 1..)]
    methods: Option<Vec<Factor>>,
    /// Until when setting it up may be put off, such as 2027-01-31T00:00:00Z; `never` takes that away.
    #[arg(long, value_parser = moment)]
    skippable_until: Option<Moment>,
    /// For how many days a device may be remembered, 90 at most; 0: not at all.
    #[arg(long, value_parser = clap::value_parser!(u16).range(0..=trusted_devices::LIFETIME / DAY))]
    trust_days: Option<u16>,
    /// Whether people who sign in with a code by mail or text are advised to take something stronger.
    #[arg(long, action = clap::ArgAction::Set)]
    recommend: Option<bool>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Demand {
    None,
    Optional,
    Required,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Factor {
    Totp,
    Passkey,
    Email,
    Sms,
}

/// A moment, or none.
#[derive(Clone, Copy, Debug)]
struct Moment(Option<Timestamp>);

fn moment(text: &str) -> Result<Moment, String> {
    if text == "never" {
        return Ok(Moment(None));
    }
    let parsed: jiff::Timestamp = text.parse().map_err(|error| format!("{error}"))?;
    Ok(Moment(Some(Timestamp(parsed.as_second()))))
}

/// Changes what was asked to change.
pub fn set(serve: &Serve, asked: &SetPolicy) -> Result<(), StartError> {
    let server = existing(serve)?;
    server.api.store.transact_blocking(|tx| {
        let present = policies::find(tx, &asked.role)?.unwrap_or_else(Policy::required);
        Ok(policies::set(tx, &asked.role, &asked.applied_to(present))?)
    })
}

impl SetPolicy {
    fn applied_to(&self, present: Policy) -> Policy {
        let mfa = self.mfa.map(|demand| match demand {
            Demand::None => Mfa::None,
            Demand::Optional => Mfa::Optional,
            Demand::Required => Mfa::Required,
        });
        let method = |factor: &Factor| match factor {
            Factor::Totp => Method::Totp,
            Factor::Passkey => Method::Passkey,
            Factor::Email => Method::Email,
            Factor::Sms => Method::Sms,
        };
        Policy {
            mfa: mfa.unwrap_or(present.mfa),
            skippable_until: self.skippable_until.map_or(present.skippable_until, |moment| moment.0),
            methods: self.methods.as_ref().map_or(present.methods, |factors| factors.iter().map(method).collect()),
            trust_days: self.trust_days.map_or(present.trust_days, |days| (days > 0).then_some(days)),
            recommend: self.recommend.unwrap_or(present.recommend),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        policy: SetPolicy,
    }

    fn after(line: &[&str]) -> Policy {
        let line = ["set-policy", "staff"].iter().chain(line);
        let asked = Line::try_parse_from(line).expect("the line is in order").policy;
        asked.applied_to(Policy { trust_days: Some(7), ..Policy::required() })
    }

    #[test]
    fn what_is_not_given_stays() {
        assert_eq!(after(&[]), Policy { trust_days: Some(7), ..Policy::required() });
        assert_eq!(after(&["--trust-days", "30"]), Policy { trust_days: Some(30), ..Policy::required() });
    }

    #[test]
    fn everything_can_be_set() {
        let line = [
            "--mfa",
            "optional",
            "--methods",
            "email,totp",
            "--trust-days",
            "0",
            "--recommend",
            "false",
            "--skippable-until",
            "2027-01-31T00:00:00Z",
        ];
        let expected = Policy {
            mfa: Mfa::Optional,
            skippable_until: Some(Timestamp(1_801_353_600)),
            methods: vec![Method::Email, Method::Totp],
            trust_days: None,
            recommend: false,
        };
        assert_eq!(after(&line), expected);
        assert_eq!(after(&["--skippable-until", "never"]).skippable_until, None);
    }

    #[test]
    fn nothing_is_remembered_longer_than_its_cookie_lives() {
        assert!(Line::try_parse_from(["set-policy", "staff", "--trust-days", "91"]).is_err());
    }
}
