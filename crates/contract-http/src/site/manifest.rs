//! `headers.json` of the built page: its brands, their languages, and the headers that a host must send with each file.

use std::{collections::BTreeMap, io, path::Path};

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

/// `headers.json`.
#[derive(Debug, Deserialize)]
pub struct Manifest {
    /// Of the default brand.
    #[serde(flatten)]
    default: BrandEntry,
    /// For everything below `assets/`.
    pub assets: Headers,
    /// The brand whose documents stand at the top; empty for a page without brands.
    #[serde(default)]
    default_brand: String,
    /// Every brand, the default one included.
    #[serde(default)]
    brands: BTreeMap<String, BrandEntry>,
}

/// What a brand's documents need.
#[derive(Debug, Deserialize)]
pub struct BrandEntry {
    /// For `index*.html`.
    pub documents: Headers,
    /// BCP 47, in the order shown.
    pub languages: Vec<String>,
    pub default_language: String,
}

/// Header name → value.
pub type Headers = BTreeMap<String, String>;

impl Manifest {
    /// Reads the manifest anew each time: the page is rebuilt while the server runs, and the file is small.
    pub async fn read(folder: &Path) -> io::Result<Self> {
        let json = tokio::fs::read(folder.join("headers.json")).await?;
        serde_json::from_slice(&json).map_err(Into::into)
    }

    /// The brand of this name, and the folder of its documents. A name that the page was not built with gives the default
    /// brand: people can sign in, and the log says what is wrong.
    pub fn brand<'a>(&'a self, name: Option<&'a str>) -> (&'a str, &'a BrandEntry, String) {
        if let Some(name) = name.filter(|name| *name != self.default_brand) {
            if let Some(brand) = self.brands.get(name) {
                return (name, brand, format!("brands/{name}/"));
            }
            tracing::warn!(name, "the page was built without this brand");
        }
        (&self.default_brand, &self.default, String::new())
    }
}

/// Sets headers of the manifest.
pub fn insert_all(headers: &mut HeaderMap, additions: &Headers) {
    for (name, value) in additions {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        } else {
            tracing::error!(name, "headers.json holds a header that cannot be sent");
        }
    }
}
