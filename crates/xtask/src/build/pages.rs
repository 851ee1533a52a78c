//! The site in memory: assets named by their content, and one document a brand and language that refers to them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::brands::{Branded, Brands};
use super::glue;
use super::policy::OfBrand;
use super::prerender::Prerendered;
use super::program::Program;
use super::site::{Asset, Site};
use super::template::Page;
use super::{digest, policy, template};

/// What comes from the checkout as it is.
pub struct Sources {
    pub template: String,
    pub boot: String,
}

/// Language → files.
pub type ByLanguage = BTreeMap<String, Vec<String>>;

/// A site and the files that a first visit loads.
pub struct Built {
    pub site: Site,
    /// The part of the program that comes after the first load.
    pub rest: Option<String>,
    /// Of the default brand.
    pub first_loads: ByLanguage,
    /// Brand → its first visits.
    pub other_brands: BTreeMap<String, ByLanguage>,
}

/// Completes `site`, in which everything already is that the prerendered pages refer to, but for what is a brand's.
/// `shrink` makes the one module smaller.
pub fn build(
    mut site: Site,
    brands: &Brands,
    sources: &Sources,
    prerendered: &Prerendered,
    program: Program,
    shrink: impl FnOnce(String) -> Result<String>,
) -> Result<Built> {
    let wasm = site.add_asset("portico", "wasm", program.wasm);
    let rest = program.rest.map(|rest| site.add_asset("rest", "wasm", rest));
    let located = glue::Program { first: wasm.located(), rest: rest.as_ref().map(Asset::located).unwrap_or_default() };
    let module = shrink(glue::bundle(&sources.boot, &program.glue, &located)?)?;
    let documents = add_documents(&mut site, brands, sources, prerendered, module, template::document)?;
    let (mut loads, mut of_brands) = (vec![], vec![]);
    for Documents { brand, mut first_loads, style } in documents {
        for files in first_loads.values_mut() {
            files.push(wasm.url.clone());
        }
        of_brands.push(OfBrand {
            name: brand.brand.id.clone(),
            style_source: digest::csp_source(&style),
            has_font: brand.brand.font.is_some(),
            languages: prerendered.languages(&brand.brand.id),
        });
        loads.push((brand.brand.id.clone(), first_loads));
    }
    site.add(policy::FILE, serde_json::to_vec_pretty(&policy::headers(&of_brands))?);
    let (_, first_loads) = loads.remove(0);
    Ok(Built { site, rest: rest.map(|rest| rest.url), first_loads, other_brands: loads.into_iter().collect() })
}

/// What became of one brand.
pub struct Documents<'a> {
    brand: &'a Branded,
    /// What a browser fetches on its own for the document, the document first. A font is not among them: nothing waits
    /// for it.
    first_loads: ByLanguage,
    style: String,
}

/// Adds the one module, words, and for each brand its icons, its font and its documents: below `brands/<name>/`, and those
/// of the default brand at the top as well. `fill` puts a page into the template.
pub fn add_documents<'a>(
    site: &mut Site,
    brands: &'a Brands,
    sources: &Sources,
    prerendered: &Prerendered,
    module: String,
    fill: fn(&str, &Page, &str) -> Result<String>,
) -> Result<Vec<Documents<'a>>> {
    let script = site.add_asset("portico", "js", module.into_bytes());
    let mut locales = BTreeMap::new();
    for (language, words) in &prerendered.locales {
        locales.insert(language.clone(), site.add_asset(&format!("locale.{language}"), "json", words.clone()));
    }
    let mut added = vec![];
    for brand in brands.iter() {
        let is_default = added.is_empty();
        let id = &brand.brand.id;
        let font = brand.brand.font.as_ref().map(|font| site.add_asset("font", "woff2", font.bytes.clone()).url);
        let style = brand.style(font.as_deref());
        let head = head(&style, &script, &locales) + &add_icons(site, brand);
        let languages = prerendered.languages(id);
        ensure!(!languages.is_empty(), "no page of `{id}` was drawn");
        let mut first_loads = BTreeMap::new();
        for page in prerendered.of(id) {
            let html = fill(&sources.template, page, &head)?;
            let mut paths = vec![format!("brands/{id}/index.{}.html", page.lang)];
            if languages.first() == Some(&page.lang) {
                paths.push(format!("brands/{id}/index.html"));
            }
            if is_default {
                let at_the_top: Vec<_> = paths.iter().map(|path| path.replace(&format!("brands/{id}/"), "")).collect();
                paths.splice(0..0, at_the_top);
            }
            let words = locales.get(&page.lang).map(|asset| asset.url.clone());
            let files: Vec<String> =
                std::iter::once(paths[0].clone()).chain(template::references(&html)).chain(words).collect();
            first_loads.insert(page.lang.clone(), files);
            for path in paths {
                site.add(path, html.clone().into_bytes());
            }
        }
        for (language, files) in &first_loads {
            for path in files {
                ensure!(site.get(path).is_some(), "the `{language}` page needs {path}, which is not in the site");
            }
        }
        added.push(Documents { brand, first_loads, style });
    }
    Ok(added)
}

/// Adds a brand's icons; returns their links.
fn add_icons(site: &mut Site, brand: &Branded) -> String {
    let mut links = String::new();
    for icon in &brand.brand.icons {
        let url = site.add_asset(icon.name, icon.format, icon.bytes.clone()).url;
        links.extend(["<link ", icon.attributes, " href=\"", &url, "\">"]);
    }
    links
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
mod tests;
