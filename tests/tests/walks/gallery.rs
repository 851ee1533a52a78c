//! The whole matrix of the gallery: every screen in every state, as everybody may meet it. What the gallery shows is
//! the page's own code and style, so that what holds here holds for the page.

use portico_tests::gallery::{Cell, Findings, Gallery, Look, gallery};

/// English, the longest of our languages, 40 % more of everything, and right to left.
const LANGUAGES: [&str; 4] = ["en", "nb", "en-XA", "ar-XB"];
/// A small phone.
const PHONE: (u32, u32) = (320, 640);

/// Looks at every cell that designers see, with each of the settings (the rest of a hash).
async fn every_cell(gallery: &Gallery, findings: &mut Findings, look: Look, settings: &[String]) {
    let cells: Vec<&Cell> = gallery.shown().collect();
    for setting in settings {
        for cell in &cells {
            let hash = format!("#cell={}&still=1{setting}", cell.id);
            let wrong = gallery.sees(&hash, look).await;
            findings.note(gallery, &hash, &wrong).await;
        }
    }
}

fn each(key: &str, values: &[&str]) -> Vec<String> {
    values.iter().map(|value| format!("&{key}={value}")).collect()
}

#[test]
fn axe_finds_nothing_in_any_cell_left_to_right_in_light() {
    gallery(async |gallery, findings| {
        gallery.uses_window(390, 844, 1).await;
        every_cell(gallery, findings, Look::Barriers, &["&theme=light".into()]).await;
    });
}

#[test]
fn axe_finds_nothing_in_any_cell_left_to_right_in_dark() {
    gallery(async |gallery, findings| {
        gallery.uses_window(390, 844, 1).await;
        every_cell(gallery, findings, Look::Barriers, &["&theme=dark".into()]).await;
    });
}

#[test]
fn axe_finds_nothing_in_any_cell_right_to_left_in_light() {
    gallery(async |gallery, findings| {
        gallery.uses_window(390, 844, 1).await;
        every_cell(gallery, findings, Look::Barriers, &["&theme=light&lang=ar-XB".into()]).await;
    });
}

#[test]
fn axe_finds_nothing_in_any_cell_right_to_left_in_dark() {
    gallery(async |gallery, findings| {
        gallery.uses_window(390, 844, 1).await;
        every_cell(gallery, findings, Look::Barriers, &["&theme=dark&lang=ar-XB".into()]).await;
    });
}

/// What a brand changes about accessibility is colour.
#[test]
fn every_brand_keeps_its_contrast_in_light_and_dark() {
    gallery(async |gallery, findings| {
        gallery.uses_window(390, 844, 1).await;
        let others = gallery.brands.iter().filter(|brand| *brand != "portico");
        let settings: Vec<_> =
            others.flat_map(|brand| ["light", "dark"].map(|theme| format!("&brand={brand}&theme={theme}"))).collect();
        every_cell(gallery, findings, Look::Contrast, &settings).await;
    });
}

/// And what it changes about the layout is measures and type.
#[test]
fn every_brand_fits_on_a_small_phone() {
    gallery(async |gallery, findings| {
        gallery.uses_window(PHONE.0, PHONE.1, 1).await;
        let others = gallery.brands.iter().filter(|brand| *brand != "portico");
        let settings: Vec<_> =
            others.flat_map(|brand| ["en", "en-XA"].map(|lang| format!("&brand={brand}&lang={lang}"))).collect();
        every_cell(gallery, findings, Look::Layout, &settings).await;
    });
}

/// WCAG 1.4.10, in every language and in 40 % more text than English has.
#[test]
fn nothing_is_cut_off_on_a_small_phone() {
    gallery(async |gallery, findings| {
        gallery.uses_window(PHONE.0, PHONE.1, 1).await;
        every_cell(gallery, findings, Look::Layout, &each("lang", &LANGUAGES)).await;
    });
}

/// WCAG 1.4.10 on a desk: a window of 1280 × 1024 px at 400 % is one of 320 × 256 CSS px.
#[test]
fn nothing_is_cut_off_at_400_percent_zoom() {
    gallery(async |gallery, findings| {
        gallery.uses_window(320, 256, 4).await;
        every_cell(gallery, findings, Look::Layout, &each("lang", &["en", "en-XA", "ar-XB"])).await;
    });
}

/// WCAG 1.4.4, on a phone whose owner has set the size of text to twice the usual.
#[test]
fn nothing_is_cut_off_with_text_twice_as_large() {
    gallery(async |gallery, findings| {
        gallery.uses_window(390, 844, 1).await;
        every_cell(gallery, findings, Look::Layout, &each("text", &["200"])).await;
        every_cell(gallery, findings, Look::Layout, &["&text=200&lang=en-XA".into()]).await;
    });
}

#[test]
fn every_control_is_large_enough_for_a_thumb() {
    gallery(async |gallery, findings| {
        gallery.uses_window(PHONE.0, PHONE.1, 1).await;
        let settings: Vec<_> = gallery.brands.iter().map(|brand| format!("&brand={brand}")).collect();
        every_cell(gallery, findings, Look::Targets, &settings).await;
    });
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
