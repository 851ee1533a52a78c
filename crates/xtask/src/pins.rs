//! Every version of a tool that is not in `Cargo.lock`, in one place.

/// `wasm-opt` comes with it. No other version is used, not even one on the PATH: Debian's binaryen 108 is years older
/// than the compiler, and with `--all-features` writes modules that no browser compiles (`findings/`).
pub const BINARYEN: &str = "132.0.0";
/// Makes the one JavaScript module smaller.
pub const TERSER: &str = "5.51.2";
/// The accessibility engine that the browser tests inject.
pub const AXE_CORE: &str = "4.14.1";
/// The mail server of the browser tests.
pub const SMTP_SERVER: &str = "3.21.6";
/// The library of the identity providers of the browser tests and of `serve`; it runs with Node.js 20.
pub const OIDC_PROVIDER: &str = "9.13.3";
/// The library of the native app on the command line of the browser tests.
pub const OPENID_CLIENT: &str = "6.8.9";
/// Finds mistakes in style sheets; the newest that runs with Node.js 20.
pub const STYLELINT: &str = "17.16.0";
/// Its rules for what is never meant.
pub const STYLELINT_RECOMMENDED: &str = "18.0.0";
/// Its rules for directions that follow the language.
pub const STYLELINT_LOGICAL: &str = "2.1.0";
/// Drives Firefox in the browser tests.
pub const GECKODRIVER: &str = "0.37.1";

/// What the browser tests need from Debian.
pub const DEBIAN_BROWSERS: [&str; 3] = ["chromium", "chromium-driver", "firefox-esr"];
/// One family with Latin, Greek and Cyrillic, one with everything that the first lacks.
pub const DEBIAN_FONTS: [&str; 2] = ["fonts-dejavu-core", "fonts-noto-core"];

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
