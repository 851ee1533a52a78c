use std::fs;
use std::path::PathBuf;

use super::*;
use crate::build::brands::tests::{FONT, brands_of, folder_of_brands};
use crate::build::{prerender, styles};
use crate::console::{Console, Stage};
use crate::process;
use crate::testing::{repository, scratch};
use crate::workspace::Workspace;

const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"/>";

fn sources() -> Sources {
    Sources {
        template: "<!doctype html><html><head><title></title><!--portico:head--></head><body><!--portico:body--></body></html>".into(),
        boot: "let first = [\"__WASM_URL__\", \"__WASM_INTEGRITY__\"], rest = [\"__DEFERRED_URL__\", \"__DEFERRED_INTEGRITY__\"];".into(),
    }
}

fn program() -> Program {
    Program { wasm: b"\0asm".to_vec(), rest: Some(b"\0asm2".to_vec()), glue: "export function start() {}\n".into() }
}

fn prerendered(body: &str) -> Prerendered {
    let page = |lang: &str, title: &str, default| Page {
        lang: lang.into(),
        dir: "ltr".into(),
        title: title.into(),
        head: String::new(),
        body: body.into(),
        default: lang == default,
    };
    let pages = |default| vec![page("en", "Sign in", default), page("nb", "Logg inn", default)];
    let locales = ["en", "nb"].map(|language| (language.to_owned(), format!("[\"{language}\"]").into_bytes()));
    let pages = [("plain".to_owned(), pages("nb")), ("acme".to_owned(), pages("en"))];
    Prerendered { pages: pages.into(), locales: locales.into() }
}

/// The site of two brands: `plain`, the default one, and `acme`, with a font.
fn built(name: &str, body: &str) -> Result<Built> {
    let font = "name = \"A\"\ndefault_language = \"en\"\n[font]\nfamily = \"Acme\"\n";
    let acme = [("brand.toml", font), ("font.woff2", FONT), ("OFL.txt", ""), ("favicon.svg", ICON)];
    let brands = brands_of(
        name,
        &[("plain", "", &[("favicon.svg", ICON)]), ("acme", ":root { --font: \"Acme\", serif; }", &acme)],
    )?;
    let mut site = Site::default();
    site.add("providers/g.svg", b"<svg/>".to_vec());
    build(site, &brands, &sources(), &prerendered(body), program(), Ok)
}

fn text(site: &Site, path: &str) -> String {
    String::from_utf8(site.get(path).unwrap_or_else(|| panic!("{path} is not there")).to_vec()).unwrap()
}

#[test]
fn each_language_has_a_document_that_refers_to_files_of_the_site() {
    let built = built("pages", "<main><img src=\"/providers/g.svg\"></main>").unwrap();
    let (english, norwegian) = (text(&built.site, "index.en.html"), text(&built.site, "index.nb.html"));
    assert_eq!(norwegian, text(&built.site, "index.html"), "the default language");
    assert_eq!(norwegian, text(&built.site, "brands/plain/index.nb.html"), "the default brand");
    assert!(norwegian.contains("<html lang=\"nb\" dir=\"ltr\">") && norwegian.contains("<title>Logg inn</title>"));
    assert_eq!(english.matches("rel=\"portico-locale\"").count(), 2);
    assert_eq!(built.first_loads["nb"].len(), 6, "{:?}", built.first_loads);
    for path in built.first_loads["nb"].iter().chain(&built.other_brands["acme"]["en"]) {
        assert!(built.site.get(path).is_some(), "{path}");
    }
    assert!(built.first_loads["nb"].iter().all(|path| !path.contains("locale.en")));
}

#[test]
fn each_brand_has_documents_with_its_own_style_and_policy() {
    let built = built("pages-brands", "").unwrap();
    let acme = text(&built.site, "brands/acme/index.en.html");
    assert_eq!(acme, text(&built.site, "brands/acme/index.html"), "its own default language");
    assert_eq!(built.other_brands["acme"]["en"][0], "brands/acme/index.en.html");
    let headers: serde_json::Value = serde_json::from_str(&text(&built.site, "headers.json")).unwrap();
    for (brand, html) in [("acme", &acme), ("plain", &text(&built.site, "index.en.html"))] {
        let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        let policy = headers["brands"][brand]["documents"]["content-security-policy"].as_str().unwrap();
        assert!(policy.contains(&digest::csp_source(style)), "{brand}");
        assert_eq!(policy.contains("font-src 'self'"), brand == "acme");
    }
    let font = acme.split("src:url(\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(built.site.get(font), Some(FONT.as_bytes()), "{font}");
    assert!(!text(&built.site, "index.en.html").contains("@font-face"));
}

#[test]
fn digests_are_those_of_what_is_served() {
    let built = built("pages-digests", "").unwrap();
    let html = text(&built.site, "index.html");
    let script = &template::references(&html)[0];
    assert!(html.contains(&digest::integrity(built.site.get(script).unwrap())));
    let module = text(&built.site, script);
    for (part, content) in [("portico", b"\0asm".as_slice()), ("rest", b"\0asm2".as_slice())] {
        assert!(module.contains(&digest::integrity(content)), "{part}");
        let url = format!("/assets/{part}.{}.wasm", digest::for_name(content));
        assert!(module.contains(&url) && built.site.get(&url) == Some(content), "{part}");
    }
}

#[test]
fn a_reference_into_nothing_fails_the_build() {
    let error = built("pages-missing", "<img src=\"/providers/missing.svg\">").err().expect("refused").to_string();
    assert!(error.contains("/providers/missing.svg"), "{error}");
}

/// The brands of the repository and one folder more, drawn by the page's own code: everything that was there stays as it
/// is, and the new brand is complete.
#[test]
fn adding_a_brand_touches_nothing_but_its_folder() {
    let workspace = Workspace::find().unwrap();
    let console = Console::new();
    // The test command has it already; to build it again with the features of another selection takes a minute.
    let drawing_program = std::env::var_os(prerender::VARIABLE).map_or_else(
        || {
            let build = |stage: &Stage<'_>| {
                let mut cargo = workspace.cargo("build");
                process::run(stage, cargo.args(["--package", "portico", "--bin", "prerender", "--features", "ssr"]))
            };
            console.stage("prerenderer", build).unwrap();
            workspace.debug_program("prerender")
        },
        PathBuf::from,
    );
    let brands_folder = folder_of_brands("pages-add", &[("acme", ":root { --radius: 3px; }", &[])]);
    for name in crate::workspace::folder_names(&repository().join("brands")) {
        fs::create_dir_all(brands_folder.join(&name)).unwrap();
        for file in fs::read_dir(repository().join("brands").join(&name)).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), brands_folder.join(&name).join(file.file_name())).unwrap();
        }
    }
    let site = |folder: &std::path::Path| {
        let brands = Brands::read_from(folder, &repository(), "portico").unwrap();
        let out = scratch("pages-add-drawn");
        let prerendered =
            console.stage("draw", |stage| prerender::draw(&drawing_program, &out, stage, &brands.summaries()));
        let sources = Sources { template: fs::read_to_string(repository().join("index.html")).unwrap(), ..sources() };
        let mut site = Site::default();
        site.add_folder(&repository().join("public"), &["locales"]).unwrap();
        build(site, &brands, &sources, &prerendered.unwrap(), program(), Ok).unwrap().site
    };
    let (before, after) = (site(&repository().join("brands")), site(&brands_folder));
    for (path, content) in before.files().filter(|(path, _)| *path != policy::FILE) {
        assert_eq!(after.get(path), Some(content), "{path} changed");
    }
    let new: Vec<_> = after.files().map(|(path, _)| path).filter(|path| before.get(path).is_none()).collect();
    assert_eq!(new, ["brands/acme/index.en.html", "brands/acme/index.html", "brands/acme/index.nb.html"]);
    let html = text(&after, "brands/acme/index.nb.html");
    assert!(html.contains("acme &amp; Co") && html.contains("--radius:3px"), "{html}");
    let theme = brands_folder.join("acme").join("theme.css");
    let style = styles::stylesheet(&repository().join("style/main.css"), Some(&theme)).unwrap();
    assert!(text(&after, policy::FILE).contains(&digest::csp_source(&style)));
}
