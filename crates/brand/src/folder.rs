//! A brand's folder as a whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::document;
use crate::font::{self, Font};
use crate::pictures::{self, Icon};
use crate::providers;
use crate::settings::{Logo, Settings, Summary};
use crate::slip::{Report, Slip, Slips};
use crate::theme::Theme;
use crate::theme_file;
use crate::tokens::Tokens;

/// Names that mean nothing here and hurt nobody; some systems put the last two into every folder.
const IGNORED: [&str; 4] = ["README.md", "NOTICE", "Thumbs.db", "desktop.ini"];

/// A brand that was read and checked.
#[derive(Clone, Debug)]
pub struct Brand {
    /// The name of its folder.
    pub id: String,
    pub settings: Settings,
    pub logo: Logo,
    pub icons: Vec<Icon>,
    pub font: Option<Font>,
    pub theme: Theme,
    /// A `<symbol>` for each identity provider that has a logo.
    pub sprite: String,
}

impl Brand {
    /// Reads a brand's folder. `languages` are those of the page, as BCP 47 tags; `tokens` are what a theme may set;
    /// `shipped` is the folder of the logos of identity providers that come with the page.
    ///
    /// # Errors
    /// Everything that is wrong with any of its files, each with file, line and what is allowed.
    pub fn read(folder: &Path, languages: &[String], tokens: &Tokens, shipped: &Path) -> Result<Self, Slips> {
        let id = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut slips = vec![];
        // Every file is looked at even when another one is wrong: one run names everything.
        let document = keep(document::read(&folder.join("brand.toml"), languages), &mut slips);
        let logo = keep(pictures::logo(folder), &mut slips);
        let icons = keep(pictures::icons(folder), &mut slips);
        let theme = keep(Theme::read(folder, tokens), &mut slips);
        let Some(document) = document else { return Err(Slips(slips)) };
        slips.extend(strangers(folder, &document.pictures));
        slips.extend(introduction(folder, &document.pictures));
        let sprite = keep(providers::sprite(folder, shipped, &document.settings.providers), &mut slips);
        let line = document.font_line;
        let font = keep(font::read(folder, document.font, line), &mut slips).flatten();
        if let (Some(font), Some(theme)) = (&font, &theme)
            && !theme.names_font(&font.family)
        {
            let mut report = Report::on(&folder.join(theme_file::FILE));
            report.add(None, format!("nothing uses the font; write --font: \"{}\", sans-serif;", font.family));
            slips.extend(report.into_slips());
        }
        match (logo, icons, theme, sprite) {
            (Some(logo), Some(icons), Some(theme), Some(sprite)) if slips.is_empty() => {
                Ok(Self { id, settings: document.settings, logo, icons, font, theme, sprite })
            }
            _ => Err(Slips(slips)),
        }
    }

    /// What who draws the page needs.
    pub fn summary(&self) -> Summary {
        Summary {
            id: self.id.clone(),
            settings: self.settings.clone(),
            logo: self.logo.clone(),
            sprite: self.sprite.clone(),
        }
    }
}

fn keep<T>(result: Result<T, Slips>, slips: &mut Vec<Slip>) -> Option<T> {
    result.map_err(|error| slips.extend(error.0)).ok()
}

/// Files that nothing reads: a misspelt name would otherwise be noticed when somebody misses what it holds.
fn strangers(folder: &Path, pictures: &[(String, usize)]) -> Vec<Slip> {
    let mut allowed: Vec<String> =
        ["brand.toml", theme_file::FILE, font::FILE, providers::FOLDER].map(str::to_owned).to_vec();
    allowed.extend(pictures::names());
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|entries| {
            entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect()
        })
        .unwrap_or_default();
    names.sort();
    names.retain(|name| {
        !name.starts_with('.')
            && !IGNORED.contains(&name.as_str())
            && !font::LICENCES.contains(&name.as_str())
            && !allowed.contains(name)
            && pictures.iter().all(|(picture, _)| picture != name)
    });
    let slip = |name: &String| {
        let mut report = Report::on(&folder.join(name));
        let what =
            format!("is not a known file; allowed: {}, and pictures that the introduction names", allowed.join(", "));
        report.add(None, what);
        report.into_slips()
    };
    names.iter().flat_map(slip).collect()
}

fn introduction(folder: &Path, pictures: &[(String, usize)]) -> Vec<Slip> {
    let (mut slips, mut seen) = (vec![], BTreeSet::new());
    for (name, line) in pictures.iter().filter(|(name, _)| seen.insert(name)) {
        if name.contains(['/', '\\']) || !folder.join(name).is_file() {
            let mut report = Report::on(&folder.join("brand.toml"));
            report.add(*line, format!("introduction.picture: there is no file {name:?} beside brand.toml"));
            slips.extend(report.into_slips());
        } else {
            keep(pictures::picture(&folder.join(name)), &mut slips);
        }
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{repository, scratch, woff2};

    const TOML: &str = "name = \"X\"\ndefault_language = \"en\"\n";
    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"/>";

    fn tokens() -> Tokens {
        Tokens::read(&repository().join("style")).unwrap()
    }

    fn shipped() -> std::path::PathBuf {
        repository().join("public/providers")
    }

    fn languages() -> Vec<String> {
        ["en", "nb"].map(str::to_owned).to_vec()
    }

    #[test]
    fn every_brand_of_the_repository_is_right() {
        let mut ids = vec![];
        for entry in fs::read_dir(repository().join("brands")).unwrap() {
            let folder = entry.unwrap().path();
            match Brand::read(&folder, &languages(), &tokens(), &shipped()) {
                Ok(brand) => ids.push(brand.id),
                Err(slips) => panic!("{slips}"),
            }
        }
        // There may be more: adding a brand touches its folder alone.
        for id in ["fjord", "ledger", "portico"] {
            assert!(ids.iter().any(|found| found == id), "{id}: {ids:?}");
        }
    }

    #[test]
    fn all_files_are_checked_in_one_run() {
        let folder = scratch("folder").join("brands").join("x");
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in [
            ("brand.toml", &format!("{TOML}[links]\nhelp = \"x\"\n[font]\nfamily = \"F\"\n")[..]),
            ("logo.svg", "<svg/>"),
            ("logo.jpg", ""),
            ("theme.css", ":root { --colour: red; }"),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        let slips = Brand::read(&folder, &languages(), &tokens(), &shipped()).err().unwrap().to_string();
        for expected in ["brand.toml:4: links.help", "logo.svg:1: ", "theme.css:1: --colour"] {
            assert!(slips.contains(&format!("brands/x/{expected}")), "{slips}");
        }
        fs::write(folder.join("brand.toml"), format!("{TOML}[font]\nfamily = \"F\"\n[[introduction]]\ntitle = {{ en = \"a\", nb = \"a\" }}\ntext = {{ en = \"a\", nb = \"a\" }}\npicture = \"no.svg\"\n")).unwrap();
        fs::write(folder.join("logo.svg"), SVG).unwrap();
        fs::write(folder.join("theme.css"), "").unwrap();
        fs::write(folder.join("font.woff2"), woff2(48)).unwrap();
        fs::write(folder.join("OFL.txt"), "").unwrap();
        let slips = Brand::read(&folder, &languages(), &tokens(), &shipped()).err().unwrap().to_string();
        for expected in [
            "logo.jpg: is not a known file; allowed: brand.toml, theme.css",
            "theme.css: nothing uses the font",
            "brand.toml:8: introduction.picture: there is no file \"no.svg\"",
        ] {
            assert!(slips.contains(&format!("brands/x/{expected}")), "{slips}");
        }
        assert_eq!(slips.lines().count(), 3, "{slips}");
    }
}
