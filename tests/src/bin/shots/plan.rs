//! Which pictures are wanted, and what their files are called.

use std::path::PathBuf;

use portico_tests::gallery::Gallery;
use serde::Deserialize;

/// What to do.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    Take(Plan),
    /// Compares two folders of pictures; `revision` is what `before` is called.
    Compare {
        before: PathBuf,
        after: PathBuf,
        out: PathBuf,
        revision: String,
    },
}

/// Every cell that fits the filter, once for each combination of the rest.
#[derive(Debug, Deserialize)]
pub struct Plan {
    /// The built gallery.
    pub gallery: PathBuf,
    /// Where the pictures go.
    pub out: PathBuf,
    /// Words that the name of a cell has; empty: every cell.
    pub filter: String,
    pub themes: Vec<String>,
    /// Tags; `all`: every language.
    pub languages: Vec<String>,
    /// Names; `all`: every brand.
    pub brands: Vec<String>,
    /// CSS px.
    pub widths: Vec<u32>,
    /// Device pixels to one CSS px.
    pub scale: u32,
    /// Sheets with all states of a screen, and with a cell in all languages.
    pub overview: bool,
    /// Passes over cells, languages and brands that the gallery does not have: an earlier one had fewer.
    pub lenient: bool,
}

/// How a picture is taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Setting {
    pub brand: String,
    pub language: String,
    pub theme: String,
    pub width: u32,
}

/// One picture.
#[derive(Clone, Debug)]
pub struct Shot {
    pub setting: Setting,
    pub screen: String,
    pub state: String,
    pub cell: String,
}

impl Setting {
    /// `portico/en/light-390`
    pub fn folder(&self) -> String {
        format!("{}/{}/{}-{}", self.brand, self.language, self.theme, self.width)
    }
}

impl Shot {
    /// Its file in the folder of pictures.
    pub fn file(&self) -> String {
        format!("{}/{}.png", self.setting.folder(), self.cell)
    }

    /// Its address in the gallery, the clock stopped.
    pub fn hash(&self) -> String {
        let Setting { brand, language, theme, .. } = &self.setting;
        format!("#cell={}&lang={language}&theme={theme}&brand={brand}&still=1", self.cell)
    }
}

/// The height of a window of this width, in CSS px: that of the devices which the shell offers.
pub fn usual_height(width: u32) -> u32 {
    match width {
        0..=320 => 568,
        321..=390 => 844,
        391..=768 => 1024,
        _ => 800,
    }
}

impl Plan {
    /// The pictures, in the order of their files.
    ///
    /// # Errors
    /// When nothing fits, or a language or brand does not exist, with what there is.
    pub fn shots(&self, gallery: &Gallery) -> Result<Vec<Shot>, String> {
        let wanted: Vec<_> = self.filter.split_whitespace().map(str::to_lowercase).collect();
        let fits = |id: &str| wanted.iter().all(|word| id.contains(word));
        let cells: Vec<_> = gallery.shown().filter(|cell| fits(&cell.id)).collect();
        if cells.is_empty() && !self.lenient {
            let all: Vec<_> = gallery.shown().map(|cell| cell.id.as_str()).collect();
            return Err(format!("no cell has `{}` in its name; there are:\n  {}", self.filter, all.join("\n  ")));
        }
        let tags: Vec<_> = gallery.languages.iter().map(|language| language.tag.clone()).collect();
        let languages = self.choose("language", &self.languages, &tags)?;
        let brands = self.choose("brand", &self.brands, &gallery.brands)?;
        let mut shots = Vec::new();
        for brand in &brands {
            for language in &languages {
                for theme in &self.themes {
                    for width in &self.widths {
                        let (brand, language, theme) = (brand.clone(), language.clone(), theme.clone());
                        let setting = Setting { brand, language, theme, width: *width };
                        shots.extend(cells.iter().map(|cell| Shot {
                            setting: setting.clone(),
                            screen: cell.screen.clone(),
                            state: cell.state.clone(),
                            cell: cell.id.clone(),
                        }));
                    }
                }
            }
        }
        Ok(shots)
    }

    fn choose(&self, what: &str, wanted: &[String], there: &[String]) -> Result<Vec<String>, String> {
        if wanted.iter().any(|name| name == "all") {
            return Ok(there.to_vec());
        }
        match wanted.iter().find(|name| !there.contains(name)) {
            Some(unknown) if !self.lenient => {
                Err(format!("there is no {what} `{unknown}`; there are: {}", there.join(", ")))
            }
            _ => Ok(wanted.iter().filter(|name| there.contains(name)).cloned().collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(lenient: bool) -> Plan {
        let plan = serde_json::json!({
            "gallery": "", "out": "", "filter": "", "themes": [], "languages": [], "brands": [], "widths": [],
            "scale": 1, "overview": false, "lenient": lenient,
        });
        serde_json::from_value(plan).expect("a plan")
    }

    #[test]
    fn all_means_all_and_what_is_not_there_is_named_or_passed_over() {
        let there = ["en".to_owned(), "nb".to_owned()];
        let choose = |lenient: bool, names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            plan(lenient).choose("language", &names, &there)
        };
        assert_eq!(choose(false, &["all"]).unwrap(), there);
        assert_eq!(choose(false, &["nb"]).unwrap(), ["nb"]);
        assert!(choose(false, &["nb", "nn"]).unwrap_err().contains("`nn`; there are: en, nb"));
        assert_eq!(choose(true, &["nb", "nn"]).unwrap(), ["nb"]);
    }
}
