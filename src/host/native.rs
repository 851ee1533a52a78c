//! The constants that stand for the browser when views are drawn natively: the clock stands at the moment of the samples,
//! nothing is pressed, no timer fires. Has the same names as `browser`.

use auth_contract::{Timestamp, samples};
use time::OffsetDateTime;

use super::allow_list::{AllowList, Purpose};
use super::former_address::FormerAddress;

pub fn now() -> Timestamp {
    samples::NOW
}

pub fn value(_: &str) -> String {
    String::new()
}

pub fn caps_lock() -> bool {
    false
}

pub fn checked(_: &str) -> bool {
    false
}

pub fn selected(_: &str) -> String {
    String::new()
}

pub fn select(_: &str, _: &str) {}

/// Stands for waiting for a text message.
pub struct SmsCodeRequest;

pub fn fill_from_sms(_: &'static str) -> SmsCodeRequest {
    SmsCodeRequest
}

pub fn country_names(_: &str, codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| format!("({code})")).collect()
}

pub fn alphabetical(_: &str, names: &[String]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..names.len()).collect();
    places.sort_by_key(|place| &names[*place]);
    places
}

pub fn sign_in_address() -> String {
    "https://auth.example.com/?request=ar_7Qx2".into()
}

/// The logos that come with the page.
pub fn has_logo(provider: &str) -> bool {
    ["google", "apple", "microsoft"].contains(&provider)
}

pub fn focus(_: &str) {}

pub fn scroll_into_view(_: &str) {}

pub fn is_hidden() -> bool {
    false
}

/// Everybody has moved, and the hint is drawn wherever it belongs.
pub fn former_address() -> Option<FormerAddress> {
    FormerAddress::read("app.example.com 1809129600")
}

pub fn is_dismissed(_: &str) -> bool {
    false
}

pub fn store_dismissed(_: &str) {}

pub fn permitted(purpose: Purpose, target: &str) -> Option<String> {
    AllowList::default().permits(purpose, target).map(|_| target.to_owned())
}

pub fn select_text(_: &str) {}

/// Stands for watching whether an app opens.
pub struct HandOverWatch;

pub fn watch_hand_over(_: i32, _: impl Fn(bool) + 'static) -> HandOverWatch {
    HandOverWatch
}

pub fn system() -> &'static str {
    "Mac"
}

pub fn copy(_: &str, _: impl FnOnce(bool) + 'static) {}

pub fn download(_: &str, _: &str) {}

pub fn print() {}

/// Stands for a timer.
pub struct Interval;

pub fn interval(_: i32, _: impl FnMut() + 'static) -> Interval {
    Interval
}

fn moment(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.0).expect("a moment of the samples")
}

pub fn date(_: &str, at: Timestamp) -> String {
    let at = moment(at);
    format!("{} {} {}", at.day(), at.month(), at.year())
}

pub fn time(_: &str, at: Timestamp) -> String {
    let at = moment(at);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

pub fn utc(at: Timestamp) -> String {
    let at = moment(at);
    format!("{}T{:02}:{:02}:{:02}Z", at.date(), at.hour(), at.minute(), at.second())
}

pub fn plural_category(_: &str, n: u32) -> String {
    if n == 1 { "one" } else { "other" }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_play_on_21_november_2026() {
        assert_eq!(utc(now()), "2026-11-21T09:30:00Z");
    }
}
