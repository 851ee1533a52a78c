//! How to update, by platform.

use auth_contract::ClientPlatform;

use crate::i18n::Key;

/// Opening the store of this platform, if it has one that everybody uses.
pub fn store(platform: ClientPlatform) -> Option<Key> {
    match platform {
        ClientPlatform::Ios => Some(Key::UpdateAppStore),
        ClientPlatform::Android => Some(Key::UpdatePlayStore),
        ClientPlatform::Desktop | ClientPlatform::Web | ClientPlatform::Unknown => None,
    }
}

/// What to do, in order.
pub fn keys(platform: ClientPlatform) -> &'static [Key] {
    match platform {
        ClientPlatform::Desktop => &[Key::UpdateSettings, Key::UpdateInstall, Key::UpdateAgain],
        ClientPlatform::Ios => &[Key::UpdateAppStore, Key::UpdateSearch, Key::UpdateAgain],
        ClientPlatform::Android => &[Key::UpdatePlayStore, Key::UpdateSearch, Key::UpdateAgain],
        ClientPlatform::Web => &[Key::UpdateClose, Key::UpdateAgain],
        ClientPlatform::Unknown => &[Key::UpdateUsual, Key::UpdateAgain],
    }
}
