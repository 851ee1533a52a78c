//! Rules about versions, and what they say about one program.

use std::fmt;

use auth_contract::{ClientPlatform, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    platform,
    rollout::{Person, Rollout},
    version::Version,
};

/// What happens to a program whose version cannot be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// It counts as older than every version: asked to update first, stopped from the date on.
    #[default]
    Stop,
    /// It counts as new enough.
    LetIn,
}

/// One version of one platform's program, and from when it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub platform: ClientPlatform,
    /// Ids of the clients that it is about; empty: all of the platform.
    pub clients: Vec<String>,
    pub version: Version,
    /// Before this moment nobody hears of it.
    pub available_from: Timestamp,
    /// From this moment older programs are stopped; `None`: never.
    pub mandatory_from: Option<Timestamp>,
    pub store_url: Option<String>,
    /// For whom it is mandatory. All others are asked and never stopped.
    pub rollout: Rollout,
    /// What a version is that was told and cannot be read.
    pub unreadable: Unreadable,
    /// What a version is that was not told.
    pub missing: Unreadable,
}

/// A program that sends somebody to sign in.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    pub platform: ClientPlatform,
    /// The id of its registration, when it came by an authorization request.
    pub client: Option<&'a str>,
    /// As it writes it.
    pub version: Option<&'a str>,
}

/// A newer version that a program needs, or should have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    pub platform: ClientPlatform,
    /// As the operator writes it.
    pub required: String,
    pub available_since: Timestamp,
    /// `None`: never, for this person.
    pub mandatory_from: Option<Timestamp>,
    /// Whether the program is stopped now.
    pub blocking: bool,
    pub store_url: Option<String>,
}

impl fmt::Display for Update {
    /// The version of the platform, by which it is remembered that it was put off.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", platform::word(self.platform), self.required)
    }
}

/// All rules of an operator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate(pub(super) Vec<Rule>);

impl Gate {
    /// A gate of these rules.
    pub const fn new(rules: Vec<Rule>) -> Self {
        Self(rules)
    }

    /// The first client that a rule names and `is_known` denies.
    pub fn unknown_client(&self, is_known: impl Fn(&str) -> bool) -> Option<&str> {
        self.0.iter().flat_map(|rule| &rule.clients).map(String::as_str).find(|client| !is_known(client))
    }

    /// What `program` has to be told at `now`. Without a person, only what holds for everybody stops.
    ///
    /// Of several rules one that stops the program wins over those that only ask, and then the newest version: who updates
    /// should have to do it once.
    pub fn judge(&self, program: &Program<'_>, person: Option<&Person<'_>>, now: Timestamp) -> Option<Update> {
        let wanted = |rule: &&Rule| rule.is_about(program) && rule.available_from <= now && rule.is_newer_than(program);
        let stops = |rule: &Rule| rule.mandatory_for(person).is_some_and(|from| from <= now);
        let rule = self.0.iter().filter(wanted).max_by(|one, other| {
            let by_version = || one.version.cmp(&other.version);
            stops(one).cmp(&stops(other)).then_with(by_version)
        })?;
        Some(Update {
            platform: rule.platform,
            required: rule.version.to_string(),
            available_since: rule.available_from,
            mandatory_from: rule.mandatory_for(person),
            blocking: stops(rule),
            store_url: rule.store_url.clone(),
        })
    }
}

impl Rule {
    fn is_about(&self, program: &Program<'_>) -> bool {
        let is_named = || program.client.is_some_and(|id| self.clients.iter().any(|client| client == id));
        self.platform == program.platform && (self.clients.is_empty() || is_named())
    }

    fn is_newer_than(&self, program: &Program<'_>) -> bool {
        match program.version.map(Version::parse) {
            Some(Some(installed)) => installed < self.version,
            Some(None) => self.unreadable == Unreadable::Stop,
            None => self.missing == Unreadable::Stop,
        }
    }

    /// From when it is mandatory for this person, or, without one, for everybody.
    fn mandatory_for(&self, person: Option<&Person<'_>>) -> Option<Timestamp> {
        let is_in = match person {
            Some(person) => self.rollout.includes(person, &self.salt()),
            None => self.rollout.is_for_everybody(),
        };
        self.mandatory_from.filter(|_| is_in)
    }

    /// Each version picks its share anew: the same people should not always be the first.
    fn salt(&self) -> String {
        format!("{} {}", platform::word(self.platform), self.version)
    }
}
