//! Logos of identity providers: those that come with the page, and a brand's own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::pictures;
use crate::settings::Provider;
use crate::slip::{Report, Slip, Slips};
use crate::svg;

/// The folder of a brand's own logos.
pub const FOLDER: &str = "providers";
/// Largest logo of a provider in bytes. It stands inside every document, before the first paint.
const LIMIT: usize = 4_000;

/// What the document needs so that each provider's logo can be drawn anywhere in it: a `<symbol>` for each that has one.
/// `brand` is the brand's folder, whose own logos come before those in `shipped`.
///
/// # Errors
/// When a logo is too large, has more than shapes or would style the page, and when one belongs to no provider.
pub fn sprite(brand: &Path, shipped: &Path, providers: &[Provider]) -> Result<String, Slips> {
    let (mut symbols, mut slips) = (String::new(), strangers(&brand.join(FOLDER), providers));
    for provider in providers {
        let name = format!("{}.svg", provider.id);
        let found = [brand.join(FOLDER).join(&name), shipped.join(&name)].into_iter().find(|file| file.is_file());
        match found.map(|file| symbol(&file, &provider.id)) {
            Some(Ok(symbol)) => symbols += &symbol,
            Some(Err(wrong)) => slips.extend(wrong.0),
            // The page draws the first letter of the name.
            None => {}
        }
    }
    if slips.is_empty() { Ok(symbols) } else { Err(Slips(slips)) }
}

fn symbol(file: &Path, id: &str) -> Result<String, Slips> {
    let text = pictures::shapes(file, LIMIT)?;
    svg::symbol(&text, &format!("provider-{id}")).map_err(|wrong| {
        let mut report = Report::on(file);
        for (line, what) in wrong {
            report.add(line, what);
        }
        Slips(report.into_slips())
    })
}

/// Files that belong to no provider: a misspelt name would otherwise be noticed when somebody misses the logo.
fn strangers(folder: &Path, providers: &[Provider]) -> Vec<Slip> {
    if folder.exists() && !folder.is_dir() {
        let mut report = Report::on(folder);
        report.add(None, "must be a folder with the logos of providers, <id>.svg");
        return report.into_slips();
    }
    let entries = fs::read_dir(folder).map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = entries.map(Iterator::collect).unwrap_or_default();
    files.sort();
    let is_ours = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('.') || providers.iter().any(|provider| name == format!("{}.svg", provider.id))
    };
    files.retain(|file| !is_ours(file));
    let slip = |file: &PathBuf| {
        let mut report = Report::on(file);
        report.add(None, "belongs to no provider; allowed: the id of one in `[[providers]]`, with .svg");
        report.into_slips()
    };
    files.iter().flat_map(slip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{repository, scratch};

    fn provider(id: &str) -> Provider {
        Provider { id: id.into(), name: id.into(), refuses_embedded: false }
    }

    fn svg(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inside}</svg>")
    }

    /// Their brand rules: Google's G in its four colours, Microsoft's squares in theirs, Apple's mark in one colour.
    #[test]
    fn the_logos_that_come_with_the_page_follow_the_rules_of_their_owners() {
        let shipped = repository().join("public/providers");
        let colours = |id: &str| {
            let sprite = sprite(Path::new("none"), &shipped, &[provider(id)]).unwrap();
            let mut fills: Vec<String> =
                sprite.split("fill=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
            fills.sort();
            fills
        };
        assert_eq!(colours("google"), ["#34a853", "#4285f4", "#ea4335", "#fbbc05"]);
        assert_eq!(colours("microsoft"), ["#00a4ef", "#7fba00", "#f25022", "#ffb900"]);
        assert_eq!(colours("apple"), ["currentColor"]);
    }

    #[test]
    fn a_brands_own_logo_comes_first_and_one_without_any_has_none() {
        let (brand, shipped) = (scratch("providers-own"), scratch("providers-shipped"));
        fs::create_dir(brand.join(FOLDER)).unwrap();
        fs::write(brand.join(FOLDER).join("a.svg"), svg("<path d=\"M1 1\"/>")).unwrap();
        fs::write(shipped.join("a.svg"), svg("<path d=\"M2 2\"/>")).unwrap();
        fs::write(shipped.join("b.svg"), svg("<path d=\"M3 3\"/>")).unwrap();
        let sprite = sprite(&brand, &shipped, &["a", "b", "c"].map(provider)).unwrap();
        assert!(sprite.contains("M1 1") && sprite.contains("M3 3") && !sprite.contains("M2 2"), "{sprite}");
        assert_eq!(sprite.matches("<symbol ").count(), 2, "{sprite}");
    }

    #[test]
    fn a_logo_that_cannot_be_used_is_named() {
        let brand = scratch("providers-wrong");
        fs::create_dir(brand.join(FOLDER)).unwrap();
        for (name, text) in [
            ("script.svg", svg("<script/>")),
            ("style.svg", svg("<style>*{}</style>")),
            ("large.svg", svg(&"<g></g>".repeat(700))),
            ("stranger.svg", svg("")),
            ("script.png", String::new()),
        ] {
            fs::write(brand.join(FOLDER).join(name), text).unwrap();
        }
        let providers = ["script", "style", "large"].map(provider);
        let slips = sprite(&brand, Path::new("none"), &providers).unwrap_err().to_string();
        for expected in [
            "providers/script.svg:1: <script> is refused",
            "providers/style.svg:1: <style>: a provider's logo becomes part",
            "large.svg: has ",
            "stranger.svg: belongs to no provider",
            "script.png: belongs to no provider",
        ] {
            assert!(slips.contains(expected), "{expected}: {slips}");
        }
        assert_eq!(slips.lines().count(), 5, "{slips}");
    }
}
