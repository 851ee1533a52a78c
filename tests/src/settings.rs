//! Where things are: from the environment (`cargo xtask test` sets it), else where `cargo xtask build` leaves them.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository")
}

/// The shared target folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The built page (`PORTICO_SITE`).
pub fn site() -> PathBuf {
    let site = from_env("PORTICO_SITE").unwrap_or_else(|| target().join("site"));
    assert!(site.join("headers.json").is_file(), "no built page in {}: run `cargo xtask build` first", site.display());
    site
}

/// The built gallery (`PORTICO_GALLERY`).
pub fn gallery() -> PathBuf {
    let gallery = from_env("PORTICO_GALLERY").unwrap_or_else(|| target().join("gallery"));
    assert!(
        gallery.join("cell.html").is_file(),
        "no gallery in {}: run `cargo xtask gallery` first",
        gallery.display()
    );
    gallery
}

/// The server's binary (`PORTICO_SERVER`).
pub fn server() -> PathBuf {
    from_env("PORTICO_SERVER").unwrap_or_else(|| {
        let name = format!("reference-server{}", env::consts::EXE_SUFFIX);
        ["release", "debug"]
            .iter()
            .map(|profile| target().join(profile).join(&name))
            .find(|path| path.is_file())
            .expect(
                "no reference-server in target/: run `cargo xtask build` or `cargo build -p reference-server --features dev` first",
            )
    })
}

/// Chromium (`CHROMIUM`).
pub fn chromium() -> PathBuf {
    from_env("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into())
}

/// `ChromeDriver` of the same version (`CHROMEDRIVER`).
pub fn chromedriver() -> PathBuf {
    from_env("CHROMEDRIVER").unwrap_or_else(|| "/usr/bin/chromedriver".into())
}

/// Firefox (`FIREFOX`).
pub fn firefox() -> PathBuf {
    from_env("FIREFOX").unwrap_or_else(|| "/usr/bin/firefox-esr".into())
}

/// geckodriver (`GECKODRIVER`).
pub fn geckodriver() -> PathBuf {
    from_env("GECKODRIVER").unwrap_or_else(|| {
        let tools = std::fs::read_dir(target().join("tools")).into_iter().flatten().flatten();
        let versions = tools.filter(|tool| tool.file_name().to_string_lossy().starts_with("geckodriver"));
        versions.map(|tool| tool.path().join("bin/geckodriver")).max().unwrap_or_else(|| "geckodriver".into())
    })
}

/// The source of axe-core (`AXE`).
pub fn axe() -> PathBuf {
    from_env("AXE").unwrap_or_else(|| target().join("tools/npm/node_modules/axe-core/axe.min.js"))
}

/// The package of the mail server (`SMTP_SERVER`).
pub fn smtp_server() -> PathBuf {
    package("SMTP_SERVER", "smtp-server")
}

/// The library of the identity providers (`OIDC_PROVIDER`).
pub fn oidc_provider() -> PathBuf {
    package("OIDC_PROVIDER", "oidc-provider")
}

/// The library of the native app (`OPENID_CLIENT`).
pub fn openid_client() -> PathBuf {
    package("OPENID_CLIENT", "openid-client")
}

fn package(variable: &str, name: &str) -> PathBuf {
    let folder = from_env(variable).unwrap_or_else(|| target().join("tools/npm/node_modules").join(name));
    let is_there = folder.join("package.json").is_file();
    assert!(is_there, "no {name} in {}: `cargo xtask test browser` installs it", folder.display());
    folder
}

/// Whether the full set of screenshots was asked for (`PORTICO_SHOTS=1`).
pub fn wants_screenshots() -> bool {
    env::var_os("PORTICO_SHOTS").is_some_and(|value| value != "0")
}

/// Where tests note how long they took (`PORTICO_TIMES`).
pub fn times() -> Option<PathBuf> {
    from_env("PORTICO_TIMES")
}

fn from_env(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
