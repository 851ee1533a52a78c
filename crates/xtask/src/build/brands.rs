//! The brands of a build: every folder of `brands/`, read and checked before anything is compiled.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use portico_brand::{Brand, Slip, Slips, Summary, THEME_FILE, Tokens};

use super::styles;
use crate::workspace::{Workspace, folder_names};

/// All brands; at least one.
#[derive(Debug)]
pub struct Brands {
    /// The default one first, then by name.
    all: Vec<Branded>,
}

/// A brand with its stylesheet.
#[derive(Debug)]
pub struct Branded {
    pub brand: Brand,
    /// The minified stylesheet, theme included, without the rule for a font: that needs the font's address.
    css: String,
}

impl Branded {
    /// The whole stylesheet, for a font at `font`.
    pub fn style(&self, font: Option<&str>) -> String {
        let face = self.brand.font.as_ref().zip(font).map(|(font, address)| font.face(address));
        face.unwrap_or_default() + &self.css
    }
}

impl Brands {
    /// Reads the brands of a checkout; `default` is the one that `/` shows.
    ///
    /// # Errors
    /// Everything that is wrong with any of them, a line each.
    pub fn read(workspace: &Workspace, default: &str) -> Result<Self> {
        Self::read_from(&workspace.root.join("brands"), &workspace.root, default)
    }

    /// Reads the brands in `folder`, with languages and styles of the checkout `root`.
    pub fn read_from(folder: &Path, root: &Path, default: &str) -> Result<Self> {
        let mut names = folder_names(folder);
        ensure!(
            names.iter().any(|name| name == default),
            "there is no brand `{default}`; there is: {}",
            names.join(", ")
        );
        names.sort_by_key(|name| name != default);
        let languages = languages(&root.join("public").join("locales"))?;
        let style = root.join("style");
        let tokens = Tokens::read(&style)?;
        let shipped = root.join("public").join("providers");
        let (mut all, mut slips) = (vec![], vec![]);
        for name in names {
            if !is_name(&name) {
                let what = "must be lower-case letters, digits and hyphens, such as acme-clinic".to_owned();
                slips.push(Slip { file: format!("brands/{name}"), line: None, what });
                continue;
            }
            let folder = folder.join(&name);
            match Brand::read(&folder, &languages, &tokens, &shipped) {
                Ok(brand) => {
                    let theme = Some(folder.join(THEME_FILE)).filter(|theme| theme.is_file());
                    all.push(Branded { brand, css: styles::stylesheet(&style.join("main.css"), theme.as_deref())? });
                }
                Err(wrong) => slips.extend(wrong.0),
            }
        }
        // A pair that the page's own tokens get wrong is wrong in every brand, and said once.
        let mut seen = vec![];
        slips.retain(|slip| {
            !seen.contains(slip) && {
                seen.push(slip.clone());
                true
            }
        });
        ensure!(slips.is_empty(), "the brands have errors:\n{}", Slips(slips));
        Ok(Self { all })
    }

    /// The default one first, then by name.
    pub fn iter(&self) -> impl Iterator<Item = &Branded> {
        self.all.iter()
    }

    /// The one that `/` shows.
    pub fn default(&self) -> &Branded {
        &self.all[0]
    }

    /// What the prerenderer draws.
    pub fn summaries(&self) -> Vec<Summary> {
        self.all.iter().map(|branded| branded.brand.summary()).collect()
    }

    /// This brand alone.
    pub fn only_default(mut self) -> Self {
        self.all.truncate(1);
        self
    }
}

/// Part of a path, of an address and of a JSON key.
fn is_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The languages of the page: the files of `public/locales`, sorted.
fn languages(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    let mut languages: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
        .collect();
    languages.sort();
    Ok(languages)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::testing::{repository, scratch};

    const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><path d=\"M0 0h9v9z\"/></svg>";

    /// What passes for a font: its header, which says that the file has 48 bytes, `0` in ASCII.
    pub const FONT: &str =
        "wOF2\0\0\0\0\0\0\x000\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

    /// Name, theme, further files.
    type Files<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

    /// A folder of brands with these.
    pub fn folder_of_brands(test: &str, brands: &[Files<'_>]) -> std::path::PathBuf {
        let brands_folder = scratch(test).join("brands");
        for (name, theme, files) in brands {
            let folder = brands_folder.join(name);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("brand.toml"), format!("name = \"{name} & Co\"\ndefault_language = \"en\"\n"))
                .unwrap();
            fs::write(folder.join("logo.svg"), LOGO).unwrap();
            fs::write(folder.join("theme.css"), theme).unwrap();
            for (name, text) in *files {
                fs::write(folder.join(name), text).unwrap();
            }
        }
        brands_folder
    }

    /// Those brands, read; the first is the default one.
    pub fn brands_of(test: &str, brands: &[Files<'_>]) -> Result<Brands> {
        Brands::read_from(&folder_of_brands(test, brands), &repository(), brands[0].0)
    }

    #[test]
    fn the_default_brand_comes_first_and_each_has_its_own_style() {
        let brands = brands_of("brands", &[("plain", "", &[]), ("acme", ":root { --radius: 3px; }", &[])]).unwrap();
        let ids: Vec<_> = brands.iter().map(|branded| branded.brand.id.as_str()).collect();
        assert_eq!(ids, ["plain", "acme"]);
        assert!(!brands.default().style(None).contains("--radius:3px"));
        let acme = brands.iter().nth(1).unwrap();
        assert!(
            acme.style(None).ends_with("@layer brand{:root{--radius:3px}}")
                || acme.style(None).contains("@layer brand{:root{--radius:3px}}")
        );
        assert_eq!(brands.only_default().iter().count(), 1);
    }

    #[test]
    fn a_font_is_part_of_its_brands_style() {
        let toml = "name = \"A\"\ndefault_language = \"en\"\n[font]\nfamily = \"Acme\"\n";
        let files = [("brand.toml", toml), ("font.woff2", FONT), ("OFL.txt", "")];
        let brands = brands_of("brands-font", &[("acme", ":root { --font: \"Acme\", serif; }", &files)]).unwrap();
        assert!(brands.default().style(Some("/x")).starts_with("@font-face{font-family:\"Acme\";src:url(\"/x\")"));
    }

    #[test]
    fn everything_wrong_in_all_brands_is_named_in_one_run() {
        let wrong = [("a", ":root { --colour: red; }", &[][..]), ("b", "", &[("logo.gif", "")])];
        let error = brands_of("brands-wrong", &wrong).unwrap_err().to_string();
        assert!(error.contains("brands/a/theme.css:1: --colour") && error.contains("brands/b/logo.gif: "), "{error}");
        let folder = folder_of_brands("brands-missing", &[("a", "", &[])]);
        let error = Brands::read_from(&folder, &repository(), "none").unwrap_err().to_string();
        assert_eq!(error, "there is no brand `none`; there is: a");
        assert!(brands_of("brands-name", &[("Ä b", "", &[])]).unwrap_err().to_string().contains("lower-case"));
    }
}
