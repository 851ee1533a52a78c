//! The checks of the matrix themselves, on a gallery with everything wrong: a check that cannot fail proves nothing.

use std::fs;

use portico_tests::BrowserKind;
use portico_tests::gallery::{Gallery, Look};

/// Cells with one mistake each, and `fine` with none.
const CELLS: [(&str, &str); 9] = [
    ("fine", "<button style='min-block-size:44px'>Continue</button>"),
    ("wide", "<div style='inline-size:500px'>x</div>"),
    (
        "cut",
        "<div style='inline-size:80px;overflow:hidden;white-space:nowrap'>A text that is longer than its box</div>",
    ),
    (
        "out",
        "<button style='inline-size:60px;min-block-size:44px;padding:0;white-space:nowrap'>A long name for it</button>",
    ),
    ("over", "<p>Below</p><p style='margin-block-start:-2.2em'>Above</p>"),
    (
        "field",
        "<label>Code <input readonly value='a value that is longer than the field is' style='inline-size:60px'></label>",
    ),
    (
        "folded",
        "<details><summary style='min-block-size:44px'>More</summary><div style='inline-size:500px'>x</div></details>",
    ),
    ("small", "<button style='padding:0;inline-size:30px;block-size:20px'>x</button>"),
    ("pale", "<p style='color:#bbb;background:#fff'>Hardly there</p>"),
];

fn page() -> String {
    let bodies: serde_json::Map<_, _> = CELLS.iter().map(|(id, body)| ((*id).to_owned(), (*body).into())).collect();
    let cells: Vec<_> = CELLS
        .iter()
        .map(|(id, _)| serde_json::json!({"id": id, "screen": "x", "state": id, "hidden": false}))
        .collect();
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Checks</title><body><main></main><script>
        window.PORTICO = {{brands: [{{name: 'portico'}}]}};
        window.PORTICO_CELLS = JSON.stringify({});
        window.PORTICO_LANGUAGES = JSON.stringify([{{tag: 'en', name: 'English', dir: 'ltr'}}]);
        const bodies = {};
        const draw = () => {{
            const id = new URLSearchParams(location.hash.slice(1)).get('cell');
            document.querySelector('main').innerHTML = '<h1>Checks</h1>' + (bodies[id] ?? '');
            if (id === 'loud') console.error('something is wrong');
            if (id !== 'never') document.documentElement.dataset.ready = location.hash;
        }};
        addEventListener('hashchange', draw);
        draw();
        </script></html>",
        serde_json::Value::from(cells),
        serde_json::Value::from(bodies)
    )
}

/// Runs a test on the gallery with everything wrong.
fn on_mistakes(body: impl AsyncFnOnce(&Gallery)) {
    let folder = tempfile::TempDir::with_prefix("portico-gallery-").expect("a temporary folder");
    fs::write(folder.path().join("cell.html"), page()).expect("the page can be written");
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime").block_on(
        async {
            let gallery = Gallery::open(folder.path(), BrowserKind::Chromium).await;
            gallery.uses_window(320, 640, 1).await;
            body(&gallery).await;
            gallery.browser.close().await;
        },
    );
}

#[test]
fn each_check_finds_its_mistake_and_nothing_else() {
    on_mistakes(async |gallery| {
        for (cell, look, words) in [
            ("wide", Look::Layout, "scrolls sideways by"),
            ("cut", Look::Layout, "cut off of <div"),
            ("out", Look::Layout, "runs out of <button"),
            ("over", Look::Layout, "text over text: “Below” and “Above”"),
            ("field", Look::Layout, "its text is cut off: <input"),
            ("folded", Look::Layout, "unfolded: the page scrolls sideways"),
            ("small", Look::Targets, "30 × 20 px to hit"),
            ("pale", Look::Contrast, "color-contrast"),
            ("pale", Look::Barriers, "color-contrast"),
        ] {
            let found = gallery.sees(&format!("#cell={cell}"), look).await;
            assert!(found.iter().any(|line| line.contains(words)), "{cell}, {look:?}: {found:?}");
        }
        for look in [Look::Layout, Look::Targets, Look::Contrast, Look::Barriers] {
            assert_eq!(gallery.sees("#cell=fine", look).await, Vec::<String>::new(), "{look:?}");
        }
    });
}

#[test]
fn what_the_console_says_is_found() {
    on_mistakes(async |gallery| {
        let found = gallery.sees("#cell=loud", Look::Layout).await;
        assert!(found.iter().any(|line| line.contains("something is wrong")), "{found:?}");
        assert_eq!(gallery.sees("#cell=fine", Look::Layout).await, Vec::<String>::new(), "said once, told once");
    });
}
