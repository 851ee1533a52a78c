//! The site in memory: assets named by their content, and one document a language that refers to them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::brand::Brand;
use super::glue;
use super::prerender::Prerendered;
use super::program::Program;
use super::site::{Asset, Site};
use super::template::Page;
use super::{digest, policy, template};

/// What comes from the checkout as it is.
pub struct Sources {
    pub template: String,
    pub boot: String,
    /// The minified stylesheet, brand included.
    pub style: String,
}

/// A site and, for each language, the files that a first visit loads.
pub struct Built {
    pub site: Site,
    pub first_loads: BTreeMap<String, Vec<String>>,
}

/// Completes `site`, in which everything already is that the prerendered pages refer to, but for the icons. `shrink`
/// makes the one module smaller.
pub fn build(
    mut site: Site,
    brand: &Brand,
    sources: &Sources,
    prerendered: &Prerendered,
    program: Program,
    shrink: impl FnOnce(String) -> Result<String>,
) -> Result<Built> {
    let wasm = site.add_asset("portico", "wasm", program.wasm);
    let located = glue::Program { url: &wasm.url, integrity: &wasm.integrity };
    let module = shrink(glue::bundle(&sources.boot, &program.glue, &located)?)?;
    let mut first_loads = add_documents(&mut site, brand, sources, prerendered, module, template::document)?;
    for files in first_loads.values_mut() {
        files.push(wasm.url.clone());
    }
    let headers = policy::headers(&digest::csp_source(&sources.style), &prerendered.languages());
    site.add(policy::FILE, serde_json::to_vec_pretty(&headers)?);
    Ok(Built { site, first_loads })
}

/// Adds the one module, words, icons and documents; `fill` puts a page into the template. Returns for each language the
/// document with what it refers to.
pub fn add_documents(
    site: &mut Site,
    brand: &Brand,
    sources: &Sources,
    prerendered: &Prerendered,
    module: String,
    fill: fn(&str, &Page, &str) -> Result<String>,
) -> Result<BTreeMap<String, Vec<String>>> {
    let script = site.add_asset("portico", "js", module.into_bytes());
    let mut locales = BTreeMap::new();
    for (language, words) in &prerendered.locales {
        locales.insert(language.clone(), site.add_asset(&format!("locale.{language}"), "json", words.clone()));
    }
    let head = head(&sources.style, &script, &locales) + &brand.add_icons(site)?;
    let languages = prerendered.languages();
    let mut loaded = BTreeMap::new();
    for page in &prerendered.pages {
        let html = fill(&sources.template, page, &head)?;
        let path = format!("index.{}.html", page.lang);
        let words = locales.get(&page.lang).map(|asset| asset.url.clone());
        let files: Vec<String> =
            std::iter::once(path.clone()).chain(template::references(&html)).chain(words).collect();
        loaded.insert(page.lang.clone(), files);
        if languages.first() == Some(&page.lang) {
            site.add("index.html", html.clone().into_bytes());
        }
        site.add(path, html.into_bytes());
    }
    for (language, files) in &loaded {
        for path in files {
            ensure!(site.get(path).is_some(), "the `{language}` page needs {path}, which is not in the site");
        }
    }
    Ok(loaded)
}

/// What the build adds to the head of every page.
fn head(style: &str, script: &Asset, locales: &BTreeMap<String, Asset>) -> String {
    let mut links = String::new();
    for (language, Asset { url, integrity }) in locales {
        let language = template::escaped(language);
        // Writing into a String cannot fail.
        let _ = write!(
            links,
            "<link rel=\"portico-locale\" hreflang=\"{language}\" href=\"{url}\" data-integrity=\"{integrity}\">"
        );
    }
    // The script first: its download starts while the styles are still arriving.
    format!(
        "<script type=\"module\" async src=\"{}\" integrity=\"{}\"></script>{links}<style>{style}</style>",
        script.url, script.integrity
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::scratch;

    fn sources() -> Sources {
        Sources {
            template: "<!doctype html><html><head><title></title><!--portico:head--></head><body><!--portico:body--></body></html>".into(),
            boot: "let url = \"__WASM_URL__\", integrity = \"__WASM_INTEGRITY__\";".into(),
            style: "a{}".into(),
        }
    }

    fn prerendered(body: &str) -> Prerendered {
        let page = |lang: &str, title: &str| Page {
            lang: lang.into(),
            dir: "ltr".into(),
            title: title.into(),
            head: String::new(),
            body: body.into(),
            default: lang == "nb",
        };
        let locales = ["en", "nb"].map(|language| (language.to_owned(), format!("[\"{language}\"]").into_bytes()));
        Prerendered { pages: vec![page("en", "Sign in"), page("nb", "Logg inn")], locales: locales.into() }
    }

    fn built(name: &str, body: &str) -> Result<Built> {
        let folder = scratch(name);
        std::fs::write(folder.join("favicon.svg"), "<svg/>").unwrap();
        let mut site = Site::default();
        site.add("providers/g.svg", b"<svg/>".to_vec());
        let program = Program { wasm: b"\0asm".to_vec(), glue: "export function start() {}\n".into() };
        build(site, &Brand::new(folder), &sources(), &prerendered(body), program, Ok)
    }

    fn text(site: &Site, path: &str) -> String {
        String::from_utf8(site.get(path).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn each_language_has_a_document_that_refers_to_files_of_the_site() {
        let built = built("pages", "<main><img src=\"/providers/g.svg\"></main>").unwrap();
        let (english, norwegian) = (text(&built.site, "index.en.html"), text(&built.site, "index.nb.html"));
        assert_eq!(norwegian, text(&built.site, "index.html"), "the default language");
        assert!(norwegian.contains("<html lang=\"nb\" dir=\"ltr\">") && norwegian.contains("<title>Logg inn</title>"));
        assert_eq!(english.matches("rel=\"portico-locale\"").count(), 2);
        assert_eq!(built.first_loads["nb"].len(), 6, "{:?}", built.first_loads);
        for path in &built.first_loads["nb"] {
            assert!(built.site.get(path).is_some(), "{path}");
        }
        assert!(built.first_loads["nb"].iter().all(|path| !path.contains("locale.en")));
    }

    #[test]
    fn digests_are_those_of_what_is_served() {
        let built = built("pages-digests", "").unwrap();
        let html = text(&built.site, "index.html");
        let script = &template::references(&html)[0];
        assert!(html.contains(&digest::integrity(built.site.get(script).unwrap())));
        let headers = text(&built.site, "headers.json");
        let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        assert!(headers.contains(&digest::csp_source(style)));
        let module = text(&built.site, script);
        assert!(module.contains(&digest::integrity(b"\0asm")));
    }

    #[test]
    fn a_reference_into_nothing_fails_the_build() {
        let error = built("pages-missing", "<img src=\"/providers/missing.svg\">").err().expect("refused").to_string();
        assert!(error.contains("/providers/missing.svg"), "{error}");
    }
}
