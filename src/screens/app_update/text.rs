//! The text to send to the IT department.

use auth_contract::ClientPlatform;

use super::Product;
use super::steps::keys;
use crate::host;
use crate::i18n::{Key, Words};

/// Label and value of what is known about the versions.
pub fn facts(product: &Product, words: Words) -> Vec<(&'static str, String)> {
    let update = &product.update;
    let version = |version: &str| words.left_to_right(version);
    let installed = update.installed.as_deref().map_or_else(|| words.get(Key::UpdateUnknown).to_owned(), version);
    let date = |at| host::date(words.tag(), at);
    let mut facts = vec![
        (words.get(Key::UpdateInstalled), installed),
        (words.get(Key::UpdateRequired), version(&update.required)),
        (words.get(Key::UpdateAvailable), date(update.available_since)),
    ];
    let from = if update.blocking { Key::UpdateSince } else { Key::UpdateFrom };
    facts.extend(update.mandatory_from.map(|at| (words.get(from), date(at))));
    facts
}

/// What to send to whoever installs programs: everything that they need, and nothing about the person.
pub fn text(product: &Product, words: Words) -> String {
    let platform = match product.update.platform {
        ClientPlatform::Desktop => words.get(Key::SupportComputer),
        ClientPlatform::Web => words.get(Key::SupportBrowser),
        // Names of products: the same in every language.
        ClientPlatform::Ios => "iOS",
        ClientPlatform::Android => "Android",
        ClientPlatform::Unknown => words.get(Key::UpdateUnknown),
    };
    let mut lines = vec![
        (words.get(Key::SupportApp), product.name(words).to_owned()),
        (words.get(Key::SupportDevice), platform.to_owned()),
    ];
    lines.extend(facts(product, words));
    lines.extend(product.store.clone().map(|url| (words.get(Key::UpdateWhere), url)));
    let steps: Vec<String> = keys(product.update.platform).iter().map(|key| product.say(words, *key)).collect();
    let title = if product.update.blocking { Key::UpdateItTitle } else { Key::UpdateItTitleSoon };
    let mut text = product.say(words, title) + "\n\n";
    for (label, value) in lines {
        text.extend([label, ": ", &value, "\n"]);
    }
    text.extend(["\n", words.get(Key::UpdateItDo), "\n"]);
    for (number, step) in steps.iter().enumerate() {
        text.extend([&(number + 1).to_string(), ". ", step, "\n"]);
    }
    text
}
