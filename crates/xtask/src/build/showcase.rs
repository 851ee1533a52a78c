//! The brands for the gallery, which loads nothing: everything of a brand in one value.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portico_brand::settings::Localised;
use serde::Serialize;

use super::brands::{Branded, Brands};
use crate::workspace::Workspace;

/// A brand as the gallery reads it.
#[derive(Debug, Serialize)]
pub struct BrandData {
    /// The name of its folder.
    name: String,
    /// What people call it.
    title: String,
    /// Whether the title is written beside the logo.
    shows_name: bool,
    /// `data:` URI.
    logo: String,
    /// `data:` URI, where the brand has another one for dark surroundings.
    logo_dark: Option<String>,
    /// In CSS pixels.
    logo_width: u32,
    logo_height: u32,
    /// Those of the default language.
    links: Links,
    /// Address and text of each way to support, in the default language.
    contacts: Vec<(String, String)>,
    default_language: String,
    announcements: Vec<Announcement>,
    /// A `<symbol>` for each identity provider that has a logo.
    sprite: String,
    /// The stylesheet, theme and font included.
    style: String,
}

/// An announcement without its dates: the gallery shows it whatever the day.
#[derive(Debug, Serialize)]
struct Announcement {
    id: String,
    /// Language and text, that of the default language first.
    title: Vec<(String, String)>,
    text: Vec<(String, String)>,
    /// That of the default language.
    link: Option<String>,
}

#[derive(Debug, Serialize)]
struct Links {
    help: Option<String>,
    privacy: Option<String>,
    terms: Option<String>,
}

/// All brands, our own first.
///
/// # Errors
/// Everything that is wrong with any of them.
pub fn gallery_brands(workspace: &Workspace) -> Result<Vec<BrandData>> {
    Ok(Brands::read(workspace, super::DEFAULT_BRAND)?.iter().map(of).collect())
}

fn of(branded: &Branded) -> BrandData {
    let (brand, settings) = (&branded.brand, &branded.brand.settings);
    let link = |link: &Option<Localised>| link.as_ref().map(|link| link.get(&settings.default_language).to_owned());
    let font = brand.font.as_ref().map(|font| format!("data:font/woff2;base64,{}", STANDARD.encode(&font.bytes)));
    BrandData {
        name: brand.id.clone(),
        title: settings.name.clone(),
        shows_name: !settings.logo_shows_name,
        logo: brand.logo.light.clone(),
        logo_dark: brand.logo.dark.clone(),
        logo_width: brand.logo.width,
        logo_height: brand.logo.height,
        links: Links {
            help: link(&settings.links.help),
            privacy: link(&settings.links.privacy),
            terms: link(&settings.links.terms),
        },
        contacts: settings.support.contacts(&settings.default_language),
        default_language: settings.default_language.clone(),
        announcements: settings
            .notices
            .iter()
            .map(|notice| Announcement {
                id: notice.id.clone(),
                title: texts(&notice.title),
                text: texts(&notice.text),
                link: link(&notice.link),
            })
            .collect(),
        sprite: brand.sprite.clone(),
        style: branded.style(font.as_deref()),
    }
}

fn texts(texts: &Localised) -> Vec<(String, String)> {
    texts.each().map(|(language, text)| (language.to_owned(), text.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::brands::tests::brands_of;
    use crate::testing::repository;

    #[test]
    fn a_token_of_a_brand_reaches_the_gallery_as_it_reaches_the_page() {
        let brands = brands_of("showcase", &[("acme", ":root { --radius: 3px; }", &[])]).unwrap();
        let shown = of(brands.default());
        assert!(shown.style.contains("--radius:3px"));
        assert_eq!(shown.style, brands.default().style(None));
    }

    #[test]
    fn every_brand_of_the_repository_is_shown_and_nothing_in_it_is_loaded() {
        let brands = Brands::read_from(&repository().join("brands"), &repository(), "portico").unwrap();
        let shown: Vec<_> = brands.iter().map(of).collect();
        assert_eq!(shown[0].name, "portico");
        assert!(shown.len() >= 3);
        for brand in shown {
            assert!(brand.logo.starts_with("data:image/"), "{}", brand.name);
            assert!(!brand.style.contains("url(\"/") && !brand.style.contains("@import"), "{}", brand.name);
        }
    }
}
