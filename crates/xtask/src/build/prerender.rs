//! What only the page's own code can know: the first screen as HTML and the words of each language.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::template::Page;
use crate::console::Stage;
use crate::process;
use crate::workspace::Workspace;

pub struct Prerendered {
    /// One page a language.
    pub pages: Vec<Page>,
    /// Language → the words as the program reads them.
    pub locales: BTreeMap<String, Vec<u8>>,
}

/// Builds the prerenderer and lets it draw the first screen of a brand in every language. `logo` is the address of the
/// brand's logo on the site.
pub fn run(workspace: &Workspace, stage: &Stage<'_>, brand: &Path, logo: Option<&str>) -> Result<Prerendered> {
    let mut build = workspace.cargo("build");
    build.args(["--package", "portico", "--bin", "prerender", "--features", "ssr"]);
    process::run(stage, &mut build)?;
    let out = workspace.scratch().join("prerender");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let mut prerender = Command::new(workspace.debug_program("prerender"));
    prerender.current_dir(&workspace.root).arg("--brand").arg(brand).arg("--out").arg(&out);
    if let Some(logo) = logo {
        prerender.args(["--logo", logo]);
    }
    process::run(stage, &mut prerender)?;
    let prerendered = read(&out)?;
    stage.note(prerendered.languages().join(", "));
    Ok(prerendered)
}

impl Prerendered {
    /// The tags of all languages, the default one first.
    pub fn languages(&self) -> Vec<String> {
        let (default, others): (Vec<_>, Vec<_>) = self.pages.iter().partition(|page| page.default);
        default.into_iter().chain(others).map(|page| page.lang.clone()).collect()
    }
}

/// Reads `pages.json` and `locales/<lang>.json`.
fn read(out: &Path) -> Result<Prerendered> {
    let pages = out.join("pages.json");
    let pages: Vec<Page> = serde_json::from_slice(&fs::read(&pages).context("the prerenderer wrote no pages.json")?)?;
    ensure!(!pages.is_empty(), "the prerenderer drew no page");
    let defaults = pages.iter().filter(|page| page.default).count();
    ensure!(defaults == 1, "{defaults} languages are the default one; it takes exactly one");
    let mut locales = BTreeMap::new();
    for page in &pages {
        let file = out.join("locales").join(format!("{}.json", page.lang));
        let words = fs::read(&file).with_context(|| format!("the prerenderer wrote no words for `{}`", page.lang))?;
        ensure!(
            serde_json::from_slice::<Vec<serde_json::Value>>(&words).is_ok(),
            "the words of `{}` are not a JSON array",
            page.lang
        );
        locales.insert(page.lang.clone(), words);
    }
    Ok(Prerendered { pages, locales })
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
        fs::write(out.join("pages.json"), serde_json::json!([page("en"), page("nb")]).to_string()).unwrap();
        fs::write(out.join("locales/en.json"), "[\"a\"]").unwrap();
        let error = read(&out).err().expect("no words for nb").to_string();
        assert!(error.contains("`nb`"), "{error}");
        fs::write(out.join("locales/nb.json"), "{}").unwrap();
        assert!(read(&out).is_err(), "an object is not the compact form");
        fs::write(out.join("locales/nb.json"), "[\"b\"]").unwrap();
        assert_eq!(read(&out).unwrap().languages(), ["nb", "en"], "the default one first");
        for wrong in [serde_json::json!([]), serde_json::json!([page("en")])] {
            fs::write(out.join("pages.json"), wrong.to_string()).unwrap();
            assert!(read(&out).is_err(), "{wrong}");
        }
    }
}
