//! The whole matrix of the gallery: every screen in every state, as everybody may meet it. What the gallery shows is
//! the page's own code and style, so that what holds here holds for the page.
//!
//! Drawing a cell costs more than looking at it: each is drawn once in each language, brand and size of text, and
//! looked at in all ways that go with those.

use portico_tests::gallery::{Check, Findings, Gallery, Look, gallery};

/// As many tests share the cells, so that the processor's cores do.
const PARTS: usize = 4;

/// A small phone, and one of the usual size.
const SMALL: (u32, u32, u32) = (320, 640, 1);
const USUAL: (u32, u32, u32) = (390, 844, 1);

const AXE_IN_LIGHT: Check = Check { name: "axe, light", window: USUAL, scheme: "light", look: Look::Barriers };
const AXE_IN_DARK: Check = Check { name: "axe, dark", window: USUAL, scheme: "dark", look: Look::Barriers };
/// What a brand changes about accessibility is colour.
const CONTRAST_IN_LIGHT: Check = Check { name: "contrast, light", look: Look::Contrast, ..AXE_IN_LIGHT };
const CONTRAST_IN_DARK: Check = Check { name: "contrast, dark", look: Look::Contrast, ..AXE_IN_DARK };
/// WCAG 1.4.10.
const FITS: Check = Check { name: "small phone", window: SMALL, scheme: "light", look: Look::Layout };
/// WCAG 1.4.10 on a desk: a window of 1280 × 1024 px at 400 % is one of 320 × 256 CSS px.
const FITS_ENLARGED: Check = Check { name: "400 % zoom", window: (320, 256, 4), ..FITS };
/// WCAG 1.4.4, on a phone whose owner has set the size of text to twice the usual.
const FITS_WITH_LARGE_TEXT: Check = Check { name: "text twice as large", window: USUAL, ..FITS };
/// WCAG 2.5.5.
const FOR_THUMBS: Check = Check { name: "thumb", look: Look::Targets, ..FITS };

/// What cells are drawn with (the rest of a hash), and how they are looked at then. Languages: English, the longest of
/// ours, 40 % more of everything, and right to left.
fn ways(brands: &[String]) -> Vec<(String, Vec<Check>)> {
    let mut ways = vec![
        (String::new(), vec![FITS, FOR_THUMBS, FITS_ENLARGED, AXE_IN_LIGHT, AXE_IN_DARK]),
        ("&lang=ar-XB".to_owned(), vec![FITS, FITS_ENLARGED, AXE_IN_LIGHT, AXE_IN_DARK]),
        ("&lang=nb".to_owned(), vec![FITS]),
        ("&lang=en-XA".to_owned(), vec![FITS, FITS_ENLARGED]),
        ("&text=200".to_owned(), vec![FITS_WITH_LARGE_TEXT]),
        ("&text=200&lang=en-XA".to_owned(), vec![FITS_WITH_LARGE_TEXT]),
    ];
    for brand in brands.iter().filter(|brand| *brand != "portico") {
        ways.push((format!("&brand={brand}"), vec![FITS, FOR_THUMBS, CONTRAST_IN_LIGHT, CONTRAST_IN_DARK]));
        ways.push((format!("&brand={brand}&lang=en-XA"), vec![FITS]));
    }
    ways
}

/// Looks at every cell of one part that designers see, in every way.
async fn every_cell(gallery: &Gallery, findings: &mut Findings, part: usize) {
    let ways = ways(&gallery.brands);
    for (settings, checks) in &ways {
        for cell in gallery.shown().skip(part).step_by(PARTS) {
            let hash = format!("#cell={}&still=1{settings}", cell.id);
            // As narrow as it gets from the start: what the page measures once is measured there.
            gallery.uses(&checks[0]).await;
            if let Err(error) = gallery.draws(&hash).await {
                findings.note(gallery, &hash, &[error]).await;
                continue;
            }
            for check in checks {
                let wrong = gallery.checks(&hash, check).await;
                findings.note(gallery, &format!("{hash} ({})", check.name), &wrong).await;
            }
        }
    }
}

#[test]
fn every_cell_is_for_everybody_first_part() {
    gallery(async |gallery, findings| every_cell(gallery, findings, 0).await);
}

#[test]
fn every_cell_is_for_everybody_second_part() {
    gallery(async |gallery, findings| every_cell(gallery, findings, 1).await);
}

#[test]
fn every_cell_is_for_everybody_third_part() {
    gallery(async |gallery, findings| every_cell(gallery, findings, 2).await);
}

#[test]
fn every_cell_is_for_everybody_last_part() {
    gallery(async |gallery, findings| every_cell(gallery, findings, PARTS - 1).await);
}

/// Hidden cells are samples of what designers need not see; they are drawn all the same.
#[test]
fn every_hidden_cell_is_drawn_without_complaint() {
    gallery(async |gallery, findings| {
        for cell in gallery.cells.iter().filter(|cell| cell.hidden) {
            let hash = format!("#cell={}&still=1", cell.id);
            let wrong = gallery.sees(&hash, Look::Layout).await;
            findings.note(gallery, &hash, &wrong).await;
        }
        // At least one look, even where nothing is hidden.
        let first = format!("#cell={}&still=1", gallery.cells[0].id);
        findings.note(gallery, &first, &gallery.sees(&first, Look::Layout).await).await;
    });
}
