//! The update gate's TOML file.

use std::{fmt, fs, io, path::Path};

use auth_contract::{ClientPlatform, Timestamp};
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    platform::word,
    rollout::Rollout,
    rule::{Gate, Rule, Unreadable},
    version::Version,
};
use crate::domain::web_address;

const MOMENT: &str =
    "must be a date such as 2027-01-31 (from midnight UTC on) or a moment such as 2027-01-31T22:00:00+01:00";

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    #[error("reading the update gate's file: {0}")]
    Io(#[from] io::Error),
    #[error("the update gate's file: {0}")]
    Toml(#[from] Box<toml::de::Error>),
    /// Everything that is wrong, a line each.
    #[error("the update gate's file:\n{0}")]
    Wrong(Slips),
    #[error("the update gate's file: there is no client {0:?}")]
    UnknownClient(String),
}

/// What is wrong with a file.
#[derive(Debug)]
pub struct Slips(Vec<String>);

impl fmt::Display for Slips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    app: Vec<RawApp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawApp {
    platform: Spanned<String>,
    #[serde(default)]
    clients: Vec<String>,
    version: Spanned<String>,
    available_from: Spanned<Datetime>,
    mandatory_from: Option<Spanned<Datetime>>,
    store_url: Option<Spanned<String>>,
    #[serde(default)]
    rollout: RawRollout,
    #[serde(default)]
    unreadable: Unreadable,
    missing: Option<Unreadable>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRollout {
    percent: Option<Spanned<i64>>,
    roles: Option<Spanned<Vec<String>>>,
}

impl Gate {
    /// Reads a TOML file of `[[app]]` tables.
    pub fn read(path: &Path) -> Result<Self, GateError> {
        Self::parse(&fs::read_to_string(path)?)
    }

    /// Reads the text of such a file.
    pub fn parse(text: &str) -> Result<Self, GateError> {
        let raw: Raw = toml::from_str(text).map_err(Box::new)?;
        let mut reader = Reader { text, slips: Vec::new() };
        let rules = raw.app.into_iter().filter_map(|app| reader.rule(app)).collect();
        if reader.slips.is_empty() { Ok(Self::new(rules)) } else { Err(GateError::Wrong(Slips(reader.slips))) }
    }
}

struct Reader<'a> {
    text: &'a str,
    slips: Vec<String>,
}

impl Reader<'_> {
    fn slip<T>(&mut self, at: &Spanned<T>, what: &str) {
        let line = self.text.bytes().take(at.span().start).filter(|byte| *byte == b'\n').count() + 1;
        self.slips.push(format!("line {line}: {what}"));
    }

    /// The rule, unless something about it is wrong, which is written down.
    fn rule(&mut self, raw: RawApp) -> Option<Rule> {
        let platform = self.platform(&raw.platform);
        let version = Version::parse(raw.version.get_ref());
        if version.is_none() {
            let what = format!("version: {:?} must be one to four numbers such as 4.2.0", raw.version.get_ref());
            self.slip(&raw.version, &what);
        }
        let available_from = self.moment("available_from", &raw.available_from);
        let mandatory_from = raw.mandatory_from.as_ref().map(|at| self.moment("mandatory_from", at));
        if let (Some(available), Some(Some(mandatory)), Some(at)) =
            (available_from, mandatory_from, &raw.mandatory_from)
            && mandatory < available
        {
            self.slip(at, "mandatory_from: nobody could get that version by then; available_from is later");
        }
        let store_url = raw.store_url.map(|url| {
            if !web_address::is_https(url.get_ref()) {
                self.slip(&url, &format!("store_url: {:?} must be {}", url.get_ref(), web_address::HTTPS));
            }
            url.into_inner()
        });
        let rollout = self.rollout(raw.rollout);
        let missing = raw.missing.unwrap_or(raw.unreadable);
        Some(Rule {
            platform: platform?,
            clients: raw.clients,
            version: version?,
            available_from: available_from?,
            mandatory_from: mandatory_from.flatten(),
            store_url,
            rollout,
            unreadable: raw.unreadable,
            missing,
        })
    }

    fn platform(&mut self, raw: &Spanned<String>) -> Option<ClientPlatform> {
        let platforms = [ClientPlatform::Desktop, ClientPlatform::Ios, ClientPlatform::Android];
        let found = platforms.into_iter().find(|platform| word(*platform) == raw.get_ref());
        if found.is_none() {
            self.slip(raw, &format!("platform: {:?} must be desktop, ios or android", raw.get_ref()));
        }
        found
    }

    fn moment(&mut self, key: &str, raw: &Spanned<Datetime>) -> Option<Timestamp> {
        let moment = moment(raw.get_ref());
        if moment.is_none() {
            self.slip(raw, &format!("{key}: {MOMENT}"));
        }
        moment
    }

    fn rollout(&mut self, raw: RawRollout) -> Rollout {
        let percent = raw.percent.map_or(Some(100), |percent| {
            let found = u8::try_from(*percent.get_ref()).ok().filter(|percent| *percent <= 100);
            if found.is_none() {
                self.slip(&percent, &format!("rollout.percent: {} must be 0 to 100", percent.get_ref()));
            }
            found
        });
        let roles = raw.roles.map_or_else(Vec::new, |roles| {
            // An empty list reads like nobody and would mean everybody.
            if roles.get_ref().is_empty() {
                self.slip(&roles, "rollout.roles: name a role, or leave it out for all");
            }
            roles.into_inner()
        });
        Rollout { percent: percent.unwrap_or(100), roles }
    }
}

/// `None` for a time without a date, and for one that does not say where it is that time.
fn moment(value: &Datetime) -> Option<Timestamp> {
    let written = value.to_string();
    let moment: jiff::Timestamp = match (value.date, value.time, value.offset) {
        (Some(_), None, None) => format!("{written}T00:00:00Z").parse().ok()?,
        (Some(_), Some(_), Some(_)) => written.parse().ok()?,
        _ => return None,
    };
    Some(Timestamp(moment.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::update_gate::{rollout::Person, rule::Program};

    const WHOLE: &str = r#"
[[app]]
platform = "desktop"
clients = ["notes-desktop"]
version = "1.1.2"
available_from = 2027-01-10
mandatory_from = 2027-01-31T22:00:00+01:00
store_url = "https://notes.example.com/download"
rollout = { percent = 25, roles = ["staff"] }
unreadable = "let_in"
missing = "stop"

[[app]]
platform = "ios"
version = "3.1.0"
available_from = 2027-01-10
"#;

    #[test]
    fn everything_that_it_can_say_is_read() {
        let Gate(rules) = Gate::parse(WHOLE).expect("a gate");
        let desktop = Rule {
            platform: ClientPlatform::Desktop,
            clients: vec!["notes-desktop".into()],
            version: Version::parse("1.1.2").expect("a version"),
            available_from: Timestamp(1_799_539_200),
            mandatory_from: Some(Timestamp(1_801_429_200)),
            store_url: Some("https://notes.example.com/download".into()),
            rollout: Rollout { percent: 25, roles: vec!["staff".into()] },
            unreadable: Unreadable::LetIn,
            missing: Unreadable::Stop,
        };
        assert_eq!(rules[0], desktop);
        assert_eq!((rules[1].mandatory_from, &rules[1].rollout), (None, &Rollout::default()));
        assert_eq!((rules[1].unreadable, rules[1].missing), (Unreadable::Stop, Unreadable::Stop));
        assert_eq!(Gate::parse("").expect("no rules"), Gate::default());
    }

    /// Without a word about it, a version that was not told is what one is that cannot be read.
    #[test]
    fn missing_follows_unreadable() {
        let text = WHOLE.replace("missing = \"stop\"\n", "");
        let Gate(rules) = Gate::parse(&text).expect("a gate");
        assert_eq!(rules[0].missing, Unreadable::LetIn);
    }

    #[test]
    fn a_rule_about_nobody_is_found() {
        let gate = Gate::parse(WHOLE).expect("a gate");
        assert_eq!(gate.unknown_client(|_| true), None);
        assert_eq!(gate.unknown_client(|id| id == "notes"), Some("notes-desktop"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (from, to, expected) in [
            ("\"desktop\"", "\"windows\"", "line 3: platform: \"windows\" must be desktop, ios or android"),
            ("\"desktop\"", "\"web\"", "line 3: platform: \"web\" must be"),
            ("\"1.1.2\"", "\"1.1.x\"", "line 5: version: \"1.1.x\" must be one to four numbers"),
            ("2027-01-10\nmandatory", "10:00:00\nmandatory", "line 6: available_from: must be a date"),
            ("T22:00:00+01:00", "T22:00:00", "line 7: mandatory_from: must be a date"),
            ("2027-01-31T22:00:00+01:00", "2027-01-09", "line 7: mandatory_from: nobody could get"),
            ("https://notes.example.com/download", "javascript:alert(1)", "line 8: store_url: \"javascript:alert(1)\""),
            ("https://notes.example.com/download", "http://notes.example.com/", "line 8: store_url"),
            ("percent = 25", "percent = 101", "line 9: rollout.percent: 101 must be 0 to 100"),
            ("percent = 25", "percent = -1", "line 9: rollout.percent: -1 must be"),
            ("[\"staff\"]", "[]", "line 9: rollout.roles: name a role"),
            ("\"let_in\"", "\"guess\"", "unknown variant `guess`, expected `stop` or `let_in`"),
            ("clients", "client", "unknown field `client`"),
            ("[[app]]\nplatform = \"ios\"", "[[apps]]", "unknown field `apps`"),
            ("version = \"3.1.0\"\n", "", "missing field `version`"),
        ] {
            let text = WHOLE.replacen(from, to, 1);
            assert_ne!(text, WHOLE, "{from}");
            let told = Gate::parse(&text).expect_err(to).to_string();
            assert!(told.contains(expected), "{to}: {told}");
        }
        let both = WHOLE.replace("\"1.1.2\"", "\"x\"").replace("percent = 25", "percent = 200");
        assert_eq!(Gate::parse(&both).expect_err("two slips").to_string().lines().count(), 3);
    }

    #[test]
    fn what_was_read_is_what_is_judged() {
        let gate = Gate::parse(WHOLE).expect("a gate");
        let program = Program { platform: ClientPlatform::Ios, client: None, version: Some("3.0.9") };
        let person = Person { account: "ac_1", role: "staff" };
        let update = gate.judge(&program, Some(&person), Timestamp(1_801_429_200)).expect("an update");
        assert_eq!((update.required.as_str(), update.blocking, update.mandatory_from), ("3.1.0", false, None));
    }
}
