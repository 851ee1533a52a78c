//! The pictures and the theme in a brand's folder. What `brand.toml` says is read by the page's own code.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::site::{Asset, Site};

/// Formats of the logo, the preferred one first.
const LOGOS: [&str; 3] = ["svg", "png", "webp"];
/// Icons that a brand may have: name, format, attributes of the link.
const ICONS: [(&str, &str, &str); 3] = [
    ("favicon", "svg", "rel=\"icon\" type=\"image/svg+xml\""),
    ("favicon", "png", "rel=\"icon\" type=\"image/png\" sizes=\"any\""),
    ("apple-touch-icon", "png", "rel=\"apple-touch-icon\""),
];

pub struct Brand {
    folder: PathBuf,
}

impl Brand {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn theme(&self) -> Option<PathBuf> {
        Some(self.folder.join("theme.css")).filter(|theme| theme.is_file())
    }

    /// Adds the logo, where there is one; the first screen shows it.
    pub fn add_logo(&self, site: &mut Site) -> Result<Option<Asset>> {
        for format in LOGOS {
            if let Some(picture) = self.picture("logo", format)? {
                return Ok(Some(site.add_asset("logo", format, picture)));
            }
        }
        Ok(None)
    }

    /// Adds the icons; returns their links.
    pub fn add_icons(&self, site: &mut Site) -> Result<String> {
        let mut links = String::new();
        for (name, format, attributes) in ICONS {
            if let Some(picture) = self.picture(name, format)? {
                let url = site.add_asset(name, format, picture).url;
                links.extend(["<link ", attributes, " href=\"", &url, "\">"]);
            }
        }
        Ok(links)
    }

    fn picture(&self, name: &str, format: &str) -> Result<Option<Vec<u8>>> {
        let file = self.folder.join(name).with_extension(format);
        if !file.is_file() {
            return Ok(None);
        }
        fs::read(&file).map(Some).with_context(|| format!("could not read {}", file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn a_brand_brings_what_it_has() {
        let folder = scratch("brand");
        let brand = Brand::new(folder.clone());
        let mut site = Site::default();
        assert!(brand.add_logo(&mut site).unwrap().is_none() && brand.theme().is_none());
        assert_eq!(brand.add_icons(&mut site).unwrap(), "");

        for file in ["logo.png", "favicon.svg", "favicon.png", "theme.css"] {
            fs::write(folder.join(file), file).unwrap();
        }
        let logo = brand.add_logo(&mut site).unwrap().unwrap();
        assert_eq!(site.get(&logo.url), Some(b"logo.png".as_slice()));
        let links = brand.add_icons(&mut site).unwrap();
        assert_eq!(links.matches("<link rel=\"icon\"").count(), 2, "{links}");
        assert_eq!(brand.theme(), Some(folder.join("theme.css")));
    }
}
