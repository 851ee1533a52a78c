//! The whole matrix of the gallery: every screen in every state, as everybody may meet it. What the gallery shows is
//! the page's own code and style, so that what holds here holds for the page.
//!
//! Drawing a cell costs more than looking at it: each is drawn once in each direction, brand and size of text, and
//! looked at in all ways that go with those.

use portico_tests::gallery::{Check, Findings, Gallery, Job, Look, Matrix, gallery, matrix};

/// As many tests share the cells, so that the processor's cores do.
const PARTS: usize = 4;

/// A small phone, and one of the usual size.
const SMALL: (u32, u32, u32) = (320, 640, 1);
const USUAL: (u32, u32, u32) = (390, 844, 1);

/// WCAG 1.4.10.
const FITS: Check<'static> =
    Check { name: "small phone", window: SMALL, scheme: "light", language: "", look: Look::Layout };
/// WCAG 1.4.10 on a desk: a window of 1280 × 1024 px at 400 % is one of 320 × 256 CSS px.
const FITS_ENLARGED: Check<'static> = Check { name: "400 % zoom", window: (320, 256, 4), ..FITS };
/// WCAG 1.4.4, on a phone whose owner has set the size of text to twice the usual.
const FITS_WITH_LARGE_TEXT: Check<'static> = Check { name: "text twice as large", window: USUAL, ..FITS };
/// WCAG 2.5.5.
const FOR_THUMBS: Check<'static> = Check { name: "thumb", look: Look::Targets, ..FITS };
const AXE: Check<'static> = Check { name: "axe", window: USUAL, look: Look::Barriers, ..FITS };
/// What a brand changes about accessibility is colour.
const CONTRAST_IN_LIGHT: Check<'static> =
    Check { name: "contrast, light", window: USUAL, look: Look::Contrast, ..FITS };
/// And so is what the dark changes.
const CONTRAST_IN_DARK: Check<'static> = Check { name: "contrast, dark", scheme: "dark", ..CONTRAST_IN_LIGHT };

/// What cells are drawn with (the rest of a hash), and how they are looked at then. Languages: English, 40 % more of
/// everything, and right to left; and each other one that the page speaks, chosen below the screen.
fn ways(gallery: &Gallery) -> Vec<(String, Vec<Check<'_>>)> {
    let others = gallery.languages.iter().filter(|language| language.tag != "en" && !language.is_invented());
    let others = others.map(|language| Check { name: "small phone, language", language: &language.tag, ..FITS });
    let english = [FITS, FOR_THUMBS, FITS_ENLARGED, AXE, CONTRAST_IN_DARK];
    let mut ways = vec![
        (String::new(), english.into_iter().chain(others).collect()),
        ("&lang=ar-XB".to_owned(), vec![FITS, FITS_ENLARGED, AXE, CONTRAST_IN_DARK]),
        ("&lang=en-XA".to_owned(), vec![FITS, FITS_ENLARGED]),
        ("&text=200".to_owned(), vec![FITS_WITH_LARGE_TEXT]),
        ("&text=200&lang=en-XA".to_owned(), vec![FITS_WITH_LARGE_TEXT]),
    ];
    for brand in gallery.brands.iter().filter(|brand| *brand != "portico") {
        ways.push((format!("&brand={brand}"), vec![FITS, FOR_THUMBS, CONTRAST_IN_LIGHT, CONTRAST_IN_DARK]));
        ways.push((format!("&brand={brand}&lang=en-XA"), vec![FITS]));
    }
    ways
}

/// Looks at every cell of one part that designers see, in every way.
async fn every_cell(matrix: &Matrix, findings: &mut Findings, part: usize) {
    for (settings, checks) in &ways(&matrix.gallery) {
        let cells = matrix.gallery.shown().skip(part).step_by(PARTS);
        let jobs = cells.map(|cell| Job { hash: format!("#cell={}&still=1{settings}", cell.id), checks });
        matrix.notes(&jobs.collect::<Vec<_>>(), findings).await;
    }
}

#[test]
fn every_cell_is_for_everybody_first_part() {
    matrix(async |matrix, findings| every_cell(matrix, findings, 0).await);
}

#[test]
fn every_cell_is_for_everybody_second_part() {
    matrix(async |matrix, findings| every_cell(matrix, findings, 1).await);
}

#[test]
fn every_cell_is_for_everybody_third_part() {
    matrix(async |matrix, findings| every_cell(matrix, findings, 2).await);
}

#[test]
fn every_cell_is_for_everybody_last_part() {
    matrix(async |matrix, findings| every_cell(matrix, findings, PARTS - 1).await);
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
