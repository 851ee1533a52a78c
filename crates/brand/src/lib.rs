//! A brand: everything that an organisation changes, in one folder (`brands/<name>/`), read and checked as a whole.
//!
//! | File | Module |
//! |---|---|
//! | `brand.toml` | [`settings`] are its types, `document` reads it |
//! | `logo.*`, `logo-dark.*`, `favicon.*`, `apple-touch-icon.png` | `pictures`, `svg` |
//! | `providers/*.svg` | `providers` |
//! | `theme.css` | `theme` on top of `tokens`; `theme_file` reads it, `colour` and `contrast` measure it |
//! | `font.woff2` | `font` |
//!
//! The types come without features, so that a server or a program can be handed a brand that was checked; `files` adds
//! the reading. Nothing here knows the page or the server.

pub mod settings;

#[cfg(feature = "files")]
mod colour;
#[cfg(feature = "files")]
mod contrast;
#[cfg(feature = "files")]
mod document;
#[cfg(feature = "files")]
mod folder;
#[cfg(feature = "files")]
mod font;
#[cfg(feature = "files")]
mod pictures;
#[cfg(feature = "files")]
mod providers;
#[cfg(feature = "files")]
mod slip;
#[cfg(feature = "files")]
mod svg;
#[cfg(all(test, feature = "files"))]
mod testing;
#[cfg(feature = "files")]
mod text;
#[cfg(feature = "files")]
mod theme;
#[cfg(feature = "files")]
mod theme_file;
#[cfg(feature = "files")]
mod tokens;

#[cfg(feature = "files")]
pub use folder::Brand;
#[cfg(feature = "files")]
pub use font::Font;
#[cfg(feature = "files")]
pub use pictures::Icon;
pub use settings::{Logo, Settings, Summary};
#[cfg(feature = "files")]
pub use slip::{Slip, Slips};
#[cfg(feature = "files")]
pub use theme::Theme;
#[cfg(feature = "files")]
pub use theme_file::FILE as THEME_FILE;
#[cfg(feature = "files")]
pub use tokens::Tokens;
