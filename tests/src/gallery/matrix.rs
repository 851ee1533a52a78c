//! Many checks of many cells, each cell in a frame whose window, zoom and color scheme the check chooses.

use std::path::Path;
use std::time::Duration;

use fantoccini::wd::TimeoutConfiguration;
use serde_json::{Value, json};

use super::look::{BARRIERS, LAYOUT, Look};
use super::{Findings, Gallery};
use crate::browser::Settings;
use crate::clock::PATIENCE;
use crate::settings;

const MATRIX: &str = include_str!("matrix.js");
const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Matrix</title><body style=margin:0>";

/// Cells in one call of the browser. Console messages are told apart by call.
const AT_ONCE: usize = 12;
/// Longer than so many cells take on a busy machine.
const LONGEST_CALL: Duration = Duration::from_secs(200);

/// A way of looking, and how the cell is shown for it.
#[derive(Clone, Copy, Debug)]
pub struct Check<'a> {
    /// Stands before what it finds.
    pub name: &'static str,
    /// Width and height in CSS px, device pixels to one.
    pub window: (u32, u32, u32),
    /// What the system prefers: `light` or `dark`.
    pub scheme: &'static str,
    /// What the person chooses below the screen before the look; empty: nothing.
    pub language: &'a str,
    pub look: Look,
}

/// A cell to be drawn once and checked in several ways.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// The address of the cell within `cell.html`.
    pub hash: String,
    pub checks: &'a [Check<'a>],
}

/// A document with one frame, in which cells are drawn.
#[derive(Debug)]
pub struct Matrix {
    /// What is in the gallery; its browser shows the document with the frame.
    pub gallery: Gallery,
}

impl Matrix {
    /// Opens the gallery in `folder` with a fresh browser.
    ///
    /// # Panics
    /// When the browser or the gallery does not start, or axe-core cannot be read.
    pub async fn open(folder: &Path) -> Self {
        // A script reaches into a frame of its own origin only.
        let gallery = Gallery::open_with(folder, &Settings { disk_is_one_origin: true, ..Settings::default() }).await;
        let browser = &gallery.browser;
        let timeouts = TimeoutConfiguration::new(Some(LONGEST_CALL), None, None);
        browser.client.update_timeouts(timeouts).await.expect("a session that takes time-outs");
        let page = browser.folder().join("matrix.html");
        std::fs::write(&page, PAGE).expect("a document with a frame");
        browser.client.goto(&format!("file://{}", page.display())).await.expect("the document with the frame");
        let axe = std::fs::read_to_string(settings::axe()).unwrap_or_else(|error| panic!("axe-core: {error}"));
        let cell = gallery.address("cell.html");
        let sources = json!({"axe": axe, "layout": LAYOUT, "barriers": BARRIERS, "cell": cell});
        browser.run("window.sources = arguments[0];", sources).await.expect("the sources of the checks");
        Self { gallery }
    }

    /// Does the jobs and notes what is wrong, with a picture where that was not seen before.
    ///
    /// # Panics
    /// When the browser fails.
    pub async fn notes(&self, jobs: &[Job<'_>], findings: &mut Findings) {
        for some in jobs.chunks(AT_ONCE) {
            for (job, found) in some.iter().zip(self.finds(some).await) {
                for (check, wrong) in job.checks.iter().zip(found) {
                    if findings.are_new(&wrong) {
                        self.shows(&Job { hash: job.hash.clone(), checks: std::slice::from_ref(check) }).await;
                    }
                    findings.note(&self.gallery, &format!("{} ({})", job.hash, check.name), &wrong).await;
                }
            }
        }
    }

    /// What each check of each job finds, in words. What the console says is the first check's.
    ///
    /// # Panics
    /// When the browser fails.
    pub async fn finds(&self, jobs: &[Job<'_>]) -> Vec<Vec<Vec<String>>> {
        let found = self.asks(jobs).await;
        let complaints = self.gallery.complaints().await;
        match (complaints.is_empty(), jobs) {
            (true, _) => found,
            (false, [_]) => {
                let said = complaints.into_iter().map(|line| format!("console: {}", line.text));
                found
                    .into_iter()
                    .map(|mut found| {
                        found[0].extend(said.clone());
                        found
                    })
                    .collect()
            }
            (false, _) => {
                // Somewhere among them: each alone says where.
                let mut each = Vec::new();
                for job in jobs {
                    each.extend(Box::pin(self.finds(std::slice::from_ref(job))).await);
                }
                each
            }
        }
    }

    async fn asks(&self, jobs: &[Job<'_>]) -> Vec<Vec<Vec<String>>> {
        let wanted: Vec<_> = jobs.iter().map(|job| json!({"hash": job.hash, "checks": words(job.checks)})).collect();
        let arguments = vec![json!(wanted), json!(PATIENCE.as_millis())];
        let answer = self.gallery.browser.client.execute_async(MATRIX, arguments).await;
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", jobs[0].hash));
        serde_json::from_value(answer).unwrap_or_else(|error| panic!("{}: {error}", jobs[0].hash))
    }

    /// Shows a cell as the check of a job does, from top to bottom.
    async fn shows(&self, job: &Job<'_>) {
        self.asks(std::slice::from_ref(job)).await;
        let whole = "const frame = document.querySelector('iframe');
            Object.assign(frame.style, {position: 'static', display: 'block'});
            frame.style.height = `${frame.contentDocument.scrollingElement.scrollHeight}px`;";
        self.gallery.browser.run(whole, Value::Null).await.expect("a frame");
    }
}

fn words(checks: &[Check<'_>]) -> Vec<Value> {
    let words = |check: &Check<'_>| {
        let (width, height, zoom) = check.window;
        let Check { name, scheme, language, look, .. } = check;
        json!({
            "name": name, "width": width, "height": height, "zoom": zoom, "scheme": scheme, "language": language,
            "look": look.word(),
        })
    };
    checks.iter().map(words).collect()
}
