use auth_contract::Timestamp;

/// The device's clock, in whole seconds. It may be wrong: times from the server are shown by the pair
/// `Flow::server_time` and this one.
pub fn now() -> Timestamp {
    #[cfg(feature = "gallery")]
    return crate::gallery::clock::now(device());
    #[cfg(not(feature = "gallery"))]
    device()
}

#[allow(clippy::disallowed_methods)] // the one place that reads the wall clock
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn device() -> Timestamp {
    Timestamp((js_sys::Date::now() / 1000.0) as i64)
}
