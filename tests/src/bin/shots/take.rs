//! Takes the pictures, with a browser for each core.

use portico_tests::BrowserKind;
use portico_tests::gallery::Gallery;

use crate::plan::{Plan, Shot, usual_height};
use crate::sheet;
use crate::written::write;

/// Browsers side by side; the machine that builds Portico has two cores.
const BROWSERS: usize = 2;

/// Takes every picture of the plan; returns what was done in words.
///
/// # Errors
/// When nothing fits the filter, a cell is not drawn, or a file cannot be written.
pub async fn take(plan: &Plan) -> Result<String, String> {
    let gallery = Gallery::open(&plan.gallery, BrowserKind::Chromium).await;
    let shots = plan.shots(&gallery);
    let taken = match &shots {
        Ok(shots) => take_all(plan, &gallery, shots).await,
        Err(error) => Err(error.clone()),
    };
    gallery.browser.close().await;
    taken
}

async fn take_all(plan: &Plan, gallery: &Gallery, shots: &[Shot]) -> Result<String, String> {
    // Neighbours go to one browser: it keeps its window, and the cells of one setting share their styles.
    let share = shots.len().div_ceil(BROWSERS);
    // The folder is there even when an earlier gallery has none of the cells: it is compared with a later one's.
    std::fs::create_dir_all(&plan.out).map_err(|error| format!("{}: {error}", plan.out.display()))?;
    let (mine, others) = shots.split_at(share.min(shots.len()));
    let (first, second) = tokio::join!(take_some(plan, gallery, mine), take_elsewhere(plan, others));
    first.and(second)?;
    let mut words = format!("{} pictures", shots.len());
    if plan.overview {
        let sheets = sheet::write(plan, gallery, shots).await?;
        words = format!("{words}, {sheets} sheets");
    }
    Ok(words)
}

async fn take_elsewhere(plan: &Plan, shots: &[Shot]) -> Result<(), String> {
    if shots.is_empty() {
        return Ok(());
    }
    let gallery = Gallery::open(&plan.gallery, BrowserKind::Chromium).await;
    let taken = take_some(plan, &gallery, shots).await;
    gallery.browser.close().await;
    taken
}

async fn take_some(plan: &Plan, gallery: &Gallery, shots: &[Shot]) -> Result<(), String> {
    let mut width = 0;
    for shot in shots {
        if shot.setting.width != width {
            width = shot.setting.width;
            gallery.uses_window(width, usual_height(width), plan.scale).await;
        }
        gallery.draws(&shot.hash()).await.map_err(|error| format!("{}: {error}", shot.cell))?;
        write(&plan.out.join(shot.file()), &gallery.picture().await)?;
    }
    Ok(())
}
