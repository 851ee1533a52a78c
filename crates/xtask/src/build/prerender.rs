//! What only the page's own code can know: the first screen of each brand as HTML and the words of each language.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use portico_brand::Summary;

use super::template::Page;
use crate::console::Stage;
use crate::process;
use crate::workspace::Workspace;

/// Names the program for tests that draw pages.
pub const VARIABLE: &str = "PORTICO_PRERENDERER";

pub struct Prerendered {
    /// Brand → its pages, one a language.
    pub pages: BTreeMap<String, Vec<Page>>,
    /// Language → the words as the program reads them.
    pub locales: BTreeMap<String, Vec<u8>>,
}

/// Waits for the prerenderer that somebody else compiles; returns its program.
pub type Compiled<'a> = &'a (dyn Fn() -> Result<PathBuf> + Sync);

/// Lets the prerenderer draw the first screen of every brand in every language; builds it when it is not given.
pub fn run(
    workspace: &Workspace,
    stage: &Stage<'_>,
    brands: &[Summary],
    compiled: Option<Compiled<'_>>,
) -> Result<Prerendered> {
    let program = if let Some(compiled) = compiled {
        compiled()?
    } else {
        let mut build = workspace.cargo("build");
        build.args(["--package", "portico", "--bin", "prerender", "--features", "ssr"]);
        process::run(stage, &mut build)?;
        workspace.debug_program("prerender")
    };
    draw(&program, &workspace.scratch().join("prerender"), stage, brands)
}

/// Runs the prerenderer in the folder `out`, whose content is replaced.
pub fn draw(program: &Path, out: &Path, stage: &Stage<'_>, brands: &[Summary]) -> Result<Prerendered> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    let file = out.join("brands.json");
    fs::write(&file, serde_json::to_vec(brands)?)?;
    process::run(stage, Command::new(program).arg("--brands").arg(&file).arg("--out").arg(out))?;
    let prerendered = read(out, brands.iter().map(|brand| brand.id.as_str()))?;
    stage.note(prerendered.locales.keys().map(String::as_str).collect::<Vec<_>>().join(", "));
    Ok(prerendered)
}

impl Prerendered {
    /// The pages of a brand; none for a brand that was not drawn.
    pub fn of(&self, brand: &str) -> &[Page] {
        self.pages.get(brand).map_or(&[], Vec::as_slice)
    }

    /// The tags of all languages of a brand, its default one first.
    pub fn languages(&self, brand: &str) -> Vec<String> {
        let (default, others): (Vec<_>, Vec<_>) = self.of(brand).iter().partition(|page| page.default);
        default.into_iter().chain(others).map(|page| page.lang.clone()).collect()
    }
}

/// Reads `<brand>.json` and `locales/<lang>.json`.
fn read<'a>(out: &Path, brands: impl Iterator<Item = &'a str>) -> Result<Prerendered> {
    let (mut all, mut locales) = (BTreeMap::new(), BTreeMap::new());
    for brand in brands {
        let file = out.join(format!("{brand}.json"));
        let drawn = fs::read(&file).with_context(|| format!("the prerenderer drew no page of `{brand}`"))?;
        let pages: Vec<Page> = serde_json::from_slice(&drawn)?;
        ensure!(!pages.is_empty(), "the prerenderer drew no page of `{brand}`");
        let defaults = pages.iter().filter(|page| page.default).count();
        ensure!(defaults == 1, "{defaults} languages of `{brand}` are the default one; it takes exactly one");
        for page in &pages {
            locales.insert(page.lang.clone(), words(out, &page.lang)?);
        }
        all.insert(brand.to_owned(), pages);
    }
    Ok(Prerendered { pages: all, locales })
}

fn words(out: &Path, language: &str) -> Result<Vec<u8>> {
    let file = out.join("locales").join(format!("{language}.json"));
    let words = fs::read(&file).with_context(|| format!("the prerenderer wrote no words for `{language}`"))?;
    let is_array = serde_json::from_slice::<Vec<serde_json::Value>>(&words).is_ok();
    ensure!(is_array, "the words of `{language}` are not a JSON array");
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    #[test]
    fn every_page_has_its_words() {
        let out = scratch("prerendered");
        fs::create_dir_all(out.join("locales")).unwrap();
        let page = |lang: &str| serde_json::json!({"lang": lang, "dir": "ltr", "title": "t", "head": "", "body": "b", "default": lang == "nb"});
        let read = || read(&out, ["acme"].into_iter());
        assert!(read().err().unwrap().to_string().contains("no page of `acme`"));
        fs::write(out.join("acme.json"), serde_json::json!([page("en"), page("nb")]).to_string()).unwrap();
        fs::write(out.join("locales/en.json"), "[\"a\"]").unwrap();
        let error = read().err().expect("no words for nb").to_string();
        assert!(error.contains("`nb`"), "{error}");
        fs::write(out.join("locales/nb.json"), "{}").unwrap();
        assert!(read().is_err(), "an object is not the compact form");
        fs::write(out.join("locales/nb.json"), "[\"b\"]").unwrap();
        assert_eq!(read().unwrap().languages("acme"), ["nb", "en"], "the default one first");
        for wrong in [serde_json::json!([]), serde_json::json!([page("en")])] {
            fs::write(out.join("acme.json"), wrong.to_string()).unwrap();
            assert!(read().is_err(), "{wrong}");
        }
    }
}
