//! The update gate of the demo: the versions of U5, before their date and after it.

use auth_contract::{ClientPlatform, Timestamp};

use super::products::{PRODUCTS, Product};
use crate::domain::update_gate::{Gate, Rollout, Rule, Unreadable, version::Version};

const DAY: i64 = 24 * 60 * 60;
/// Days since the new versions are there, on the day of the start.
const AVAILABLE_FOR: i64 = 14;
/// Days until old ones are stopped.
const MANDATORY_IN: i64 = 30;

/// The version of each platform that is wanted, and the one before it.
pub const fn versions(platform: ClientPlatform) -> Option<(&'static str, &'static str)> {
    match platform {
        ClientPlatform::Desktop => Some(("1.1.2", "1.1.1")),
        ClientPlatform::Ios => Some(("3.1.0", "3.0.4")),
        ClientPlatform::Android => Some(("2.5.0", "2.4.1")),
        _ => None,
    }
}

/// Dates count from the midnight before `start`, which is real time: the lobby's clock moves past them.
pub fn demo(start: Timestamp) -> Gate {
    let today = Timestamp(start.0 - start.0.rem_euclid(DAY));
    Gate::new(PRODUCTS.iter().filter_map(|product| rule(product, today)).collect())
}

fn rule(product: &Product, today: Timestamp) -> Option<Rule> {
    let (wanted, _) = versions(product.platform)?;
    let mandatory_in = if product.after_the_date { -1 } else { MANDATORY_IN };
    Some(Rule {
        platform: product.platform,
        clients: vec![product.client_id.into()],
        version: Version::parse(wanted)?,
        available_from: today.plus(-AVAILABLE_FOR * DAY),
        mandatory_from: Some(today.plus(mandatory_in * DAY)),
        store_url: Some(store(product.platform).into()),
        rollout: Rollout::default(),
        unreadable: Unreadable::Stop,
        // Any OAuth client library can be tried against this server, and none of them knows our parameter.
        missing: Unreadable::LetIn,
    })
}

const fn store(platform: ClientPlatform) -> &'static str {
    match platform {
        ClientPlatform::Ios => "https://apps.apple.com/app/id0000000000",
        ClientPlatform::Android => "https://play.google.com/store/apps/details?id=com.example.northwind",
        _ => "https://notes.example.com/download",
    }
}
