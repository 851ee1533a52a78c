//! Sheets: all states of a screen in one picture, and a cell in all languages.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use portico_tests::gallery::Gallery;

use crate::plan::{Plan, Shot};
use crate::written::write as write_file;

/// Pictures beside each other.
const COLUMNS: u32 = 4;
/// A sheet shows an overview, not pixels: no picture on it is wider, in CSS px.
const WIDEST: u32 = 390;
const GAP: u32 = 32;

/// Writes the sheets into `overview/`, from the pictures on the disk; returns how many.
///
/// # Errors
/// When a file cannot be written.
pub async fn write(plan: &Plan, gallery: &Gallery, shots: &[Shot]) -> Result<usize, String> {
    let mut sheets: BTreeMap<String, Vec<(&Shot, String)>> = BTreeMap::new();
    for shot in shots {
        let states = format!("{}/{}", shot.setting.folder(), shot.screen.replace('_', "-"));
        sheets.entry(states).or_default().push((shot, shot.state.clone()));
        if plan.languages.len() > 1 || plan.languages.iter().any(|language| language == "all") {
            let setting = &shot.setting;
            let languages = format!("{}/languages/{}-{}/{}", setting.brand, setting.theme, setting.width, shot.cell);
            sheets.entry(languages).or_default().push((shot, setting.language.clone()));
        }
    }
    for (name, tiles) in &sheets {
        let page = plan.out.join("sheet.html");
        write_file(&page, html(plan, name, tiles).as_bytes())?;
        let columns = COLUMNS.min(u32::try_from(tiles.len()).unwrap_or(COLUMNS));
        let width = columns * tiles[0].0.setting.width.min(WIDEST) + (columns + 1) * GAP;
        gallery.uses_window(width, 600, plan.scale).await;
        let address = format!("file://{}", page.display());
        gallery.browser.client.goto(&address).await.map_err(|error| format!("{address}: {error}"))?;
        write_file(&plan.out.join("overview").join(format!("{name}.png")), &gallery.picture().await)?;
        std::fs::remove_file(&page).map_err(|error| error.to_string())?;
    }
    Ok(sheets.len())
}

fn html(plan: &Plan, name: &str, tiles: &[(&Shot, String)]) -> String {
    let mut figures = String::new();
    for (shot, caption) in tiles {
        // Names of files and cells are letters, digits and hyphens: nothing in them needs escaping.
        let source = plan.out.join(shot.file());
        // Writing into a String cannot fail.
        let _ = write!(
            figures,
            "<figure><figcaption>{caption}</figcaption><img src=\"file://{}\" style=\"width:{}px\"></figure>",
            source.display(),
            shot.setting.width.min(WIDEST)
        );
    }
    let dark = tiles.first().is_some_and(|(shot, _)| shot.setting.theme == "dark");
    let scheme = if dark { "dark" } else { "light" };
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>{name}</title><style>
        :root {{ color-scheme: {scheme}; background: light-dark(#e6e8eb, #0b0d10); font: 14px/1.4 system-ui, sans-serif }}
        body {{ margin: {GAP}px; display: flex; flex-wrap: wrap; gap: {GAP}px; align-items: start }}
        h1 {{ inline-size: 100%; margin: 0; font-size: 18px }}
        figure {{ margin: 0 }}
        figcaption {{ margin-block-end: 8px; font-weight: 600 }}
        img {{ display: block; border-radius: 8px; box-shadow: 0 0 0 1px light-dark(#0002, #fff2), 0 4px 16px #0001 }}
        </style><h1>{name}</h1>{figures}"
    )
}
