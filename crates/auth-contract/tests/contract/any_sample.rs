use std::fmt::Debug;

use auth_contract::{ActionRequest, samples};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

type Read = dyn Fn(&Value) -> Result<Reading, String>;

/// A type-erased sample: its JSON, and the operations of its type that the tests need.
pub struct AnySample {
    /// For messages: `<schema>/<name of the sample>`.
    pub name: String,
    /// The name of its schema in the API document.
    pub schema: &'static str,
    pub json: Value,
    /// `{:?}` and `{:#?}`.
    pub printed: String,
    read: Box<Read>,
}

/// The result of reading JSON as the type of a sample.
pub struct Reading {
    /// Whether the value equals the sample.
    pub same: bool,
    /// The value, serialised again.
    pub json: Value,
    /// `{:?}`.
    pub printed: String,
}

impl AnySample {
    fn new<T>(schema: &'static str, name: &str, value: T) -> Self
    where
        T: Serialize + DeserializeOwned + PartialEq + Debug + 'static,
    {
        Self {
            name: format!("{schema}/{name}"),
            schema,
            json: serde_json::to_value(&value).unwrap(),
            printed: format!("{value:?}{value:#?}"),
            read: Box::new(move |json| {
                let read: T = serde_json::from_str(&json.to_string()).map_err(|error| error.to_string())?;
                let printed = format!("{read:?}");
                Ok(Reading { same: read == value, json: serde_json::to_value(&read).unwrap(), printed })
            }),
        }
    }

    /// Reads JSON text as the type of this sample.
    pub fn read(&self, json: &Value) -> Result<Reading, String> {
        (self.read)(json)
    }

    /// Every sample of the contract.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        all.extend(samples::scenes().into_iter().map(|s| Self::new("Flow", s.name, s.value.flow)));
        all.extend(samples::problems().into_iter().map(|s| Self::new("Problem", s.name, s.value)));
        all.extend(
            samples::actions()
                .into_iter()
                .map(|s| Self::new("ActionRequest", s.name, ActionRequest { revision: 3, action: s.value })),
        );
        all.extend(samples::starts().into_iter().map(|s| Self::new("StartFlow", s.name, s.value)));
        all.extend(samples::sessions().into_iter().map(|s| Self::new("Session", s.name, s.value)));
        all.extend(samples::sign_outs().into_iter().map(|s| Self::new("SignedOut", s.name, s.value)));
        all.extend(samples::configs().into_iter().map(|s| Self::new("Config", s.name, s.value)));
        all
    }
}
