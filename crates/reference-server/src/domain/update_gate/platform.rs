//! Names of platforms.

use auth_contract::ClientPlatform;

/// The word for a platform that has programs.
pub const fn word(platform: ClientPlatform) -> &'static str {
    match platform {
        ClientPlatform::Desktop => "desktop",
        ClientPlatform::Ios => "ios",
        ClientPlatform::Android => "android",
        _ => "web",
    }
}
