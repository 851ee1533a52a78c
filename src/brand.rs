//! A brand's folder, read when the page is built.

use std::path::Path;
use std::{fs, io};

use serde::Deserialize;

use crate::frame::{Frame, Link};
use crate::i18n::{BUNDLED, Key};

/// `brand.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    pub name: String,
    pub default_language: String,
    #[serde(default)]
    pub links: Links,
    #[serde(default)]
    pub navigation: Navigation,
}

/// Pages of the organisation; each must be `https:` or `mailto:`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    pub help: Option<String>,
    pub privacy: Option<String>,
    pub terms: Option<String>,
}

/// Where the page may send a person (see `navigation::Policy`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Navigation {
    #[serde(default)]
    pub origins: Vec<String>,
    #[serde(default)]
    pub schemes: Vec<String>,
    #[serde(default)]
    pub loopback: bool,
}

impl Brand {
    /// Reads `<folder>/brand.toml`.
    ///
    /// # Errors
    /// With file, line and the allowed values when the file is not what it must be.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let path = folder.join("brand.toml");
        let wrong =
            |reason: String| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {reason}", path.display()));
        let text = fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
        let brand: Self = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        brand.check().map_err(wrong)?;
        Ok(brand)
    }

    fn check(&self) -> Result<(), String> {
        if !BUNDLED.iter().any(|(tag, _)| *tag == self.default_language) {
            let known: Vec<_> = BUNDLED.iter().map(|(tag, _)| *tag).collect();
            return Err(format!("default_language = {:?}: must be one of {known:?}", self.default_language));
        }
        let links = [("help", &self.links.help), ("privacy", &self.links.privacy), ("terms", &self.links.terms)];
        for (name, link) in links {
            let fine = link.as_ref().is_none_or(|link| link.starts_with("https://") || link.starts_with("mailto:"));
            if !fine {
                return Err(format!("links.{name}: must begin with https:// or mailto:"));
            }
        }
        if let Some(origin) = self.navigation.origins.iter().find(|origin| !origin.starts_with("https://")) {
            return Err(format!("navigation.origins: {origin:?} must begin with https://"));
        }
        let reverse_domain = |scheme: &&String| !(scheme.ends_with(':') && scheme.contains('.'));
        if let Some(scheme) = self.navigation.schemes.iter().find(reverse_domain) {
            return Err(format!("navigation.schemes: {scheme:?} must be like com.example.app: (RFC 8252 section 7.1)"));
        }
        Ok(())
    }

    /// `<folder>/logo.svg` as an address that needs no request of its own, so that the first paint is branded.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn logo(folder: &Path) -> io::Result<String> {
        let path = folder.join("logo.svg");
        let svg = fs::read_to_string(&path)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
        let mut address = String::from("data:image/svg+xml,");
        for c in svg.trim().replace(['\n', '\r'], "").chars() {
            match c {
                '#' => address.push_str("%23"),
                '%' => address.push_str("%25"),
                c => address.push(c),
            }
        }
        Ok(address)
    }

    /// The content of `<meta name="portico-targets">`.
    pub fn targets(&self) -> String {
        let navigation = &self.navigation;
        let loopback = navigation.loopback.then(|| "loopback".to_owned());
        navigation.origins.iter().chain(&navigation.schemes).cloned().chain(loopback).collect::<Vec<_>>().join(" ")
    }

    /// What stands around every screen. `logo` is the logo's address.
    pub fn frame(&self, logo: &str) -> Frame {
        let links = [
            (Key::FooterHelp, &self.links.help),
            (Key::FooterPrivacy, &self.links.privacy),
            (Key::FooterTerms, &self.links.terms),
        ];
        Frame {
            name: self.name.clone(),
            shows_name: true,
            logo: crate::frame::Logo { light: logo.to_owned(), dark: None, width: 32, height: 32 },
            links: links.into_iter().filter_map(|(text, href)| Some(Link { text, href: href.clone()? })).collect(),
            languages: BUNDLED.iter().map(|(tag, table)| ((*tag).to_owned(), table[1].to_owned())).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(), String> {
        toml::from_str::<Brand>(text).map_err(|error| error.to_string())?.check()
    }

    #[test]
    fn our_own_brand_is_right() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("brands/portico");
        assert_eq!(Brand::read(&folder).unwrap().name, "Portico");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let base = "name = \"X\"\ndefault_language = \"en\"\n";
        assert!(check("name = \"X\"\ndefault_language = \"xx\"").unwrap_err().contains("must be one of"));
        assert!(check(&format!("{base}[links]\nhelp = \"javascript:x\"")).unwrap_err().contains("links.help"));
        assert!(
            check(&format!("{base}[navigation]\nschemes = [\"javascript:\"]"))
                .unwrap_err()
                .contains("com.example.app:")
        );
        assert!(check(&format!("{base}colour = \"red\"")).unwrap_err().contains("unknown field"));
    }
}
