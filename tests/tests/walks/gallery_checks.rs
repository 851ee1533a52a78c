//! The checks of the matrix themselves, on a gallery with everything wrong: a check that cannot fail proves nothing.

use std::fs;

use portico_tests::BrowserKind;
use portico_tests::gallery::{Check, Gallery, Job, Look, Matrix};
use portico_tests::stage::Time;

/// Cells with one mistake each, and `fine` with none.
const CELLS: [(&str, &str); 12] = [
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
    (
        "dim",
        "<style>@media (prefers-color-scheme: dark) {p {color: #444; background: #333}}</style><p>Hardly there</p>",
    ),
    (
        "zoomed",
        "<style>@media (max-height: 256px) and (min-resolution: 4dppx) {p {inline-size: 500px}}</style><p>Hello</p>",
    ),
    (
        "wordy",
        "<p style='overflow:hidden;white-space:nowrap' data-nb='Dette er en setning som er lengre enn vinduet er bredt'>Hi</p>",
    ),
];

fn page() -> String {
    let bodies: serde_json::Map<_, _> = CELLS.iter().map(|(id, body)| ((*id).to_owned(), (*body).into())).collect();
    let cells: Vec<_> = CELLS
        .iter()
        .map(|(id, _)| serde_json::json!({"id": id, "screen": "x", "state": id, "hidden": false}))
        .collect();
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Checks</title><body><main></main><footer><select id=language aria-label=Language style='min-block-size:44px;min-inline-size:80px'>
        <option>en<option>nb</select></footer><script>
        window.PORTICO = {{brands: [{{name: 'portico'}}]}};
        window.PORTICO_CELLS = JSON.stringify({});
        window.PORTICO_LANGUAGES = JSON.stringify([{{tag: 'en', name: 'English', dir: 'ltr'}}]);
        const bodies = {};
        document.querySelector('select').addEventListener('change', event => {{
            document.documentElement.lang = event.target.value;
            const text = document.querySelector('[data-nb]');
            if (text) text.textContent = text.dataset[event.target.value];
        }});
        const draw = () => {{
            document.documentElement.lang = 'en';
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
    let _time = Time::start();
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

const SMALL: Check<'static> =
    Check { name: "small", window: (320, 640, 1), scheme: "light", language: "", look: Look::Layout };

/// Runs a test on the gallery with everything wrong, in the frame of the matrix.
fn on_mistakes_in_the_matrix(body: impl AsyncFnOnce(&Matrix)) {
    let _time = Time::start();
    let folder = tempfile::TempDir::with_prefix("portico-gallery-").expect("a temporary folder");
    fs::write(folder.path().join("cell.html"), page()).expect("the page can be written");
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime").block_on(
        async {
            let matrix = Matrix::open(folder.path()).await;
            body(&matrix).await;
            matrix.gallery.browser.close().await;
        },
    );
}

#[test]
fn each_check_of_the_matrix_finds_its_mistake_and_nothing_else() {
    on_mistakes_in_the_matrix(async |matrix| {
        let targets = Check { name: "targets", look: Look::Targets, ..SMALL };
        let all = Check { name: "all", look: Look::Barriers, ..SMALL };
        let colours = Check { name: "colours", look: Look::Contrast, ..SMALL };
        let dark = Check { name: "dark", scheme: "dark", ..colours };
        let zoomed = Check { name: "zoomed", window: (320, 256, 4), ..SMALL };
        let norwegian = Check { name: "norwegian", language: "nb", ..SMALL };
        let checks = [SMALL, targets, all, colours, dark, zoomed, norwegian];
        // As many as there are checks; what each finds begins with its name.
        let mistakes: [(&str, &[&str]); 13] = [
            ("fine", &[]),
            ("wide", &["small: the page scrolls sideways by", "zoomed: ", "norwegian: "]),
            ("cut", &["small: cut off of <div", "zoomed: ", "norwegian: "]),
            ("out", &["small: runs out of <button", "zoomed: ", "norwegian: "]),
            ("over", &["small: text over text: “Below” and “Above”", "zoomed: ", "norwegian: "]),
            ("field", &["small: its text is cut off: <input", "zoomed: ", "norwegian: "]),
            ("folded", &["small: unfolded: the page scrolls sideways", "zoomed: ", "norwegian: "]),
            ("small", &["targets: 30 × 20 px to hit", "all: target-size"]),
            ("pale", &["all: color-contrast", "colours: color-contrast", "dark: color-contrast"]),
            ("dim", &["dark: color-contrast"]),
            ("zoomed", &["zoomed: the page scrolls sideways by"]),
            ("wordy", &["norwegian: cut off of <p"]),
            ("fine", &[]),
        ];
        let jobs = mistakes.map(|(cell, _)| Job { hash: format!("#cell={cell}"), checks: &checks });
        for ((cell, expected), found) in mistakes.iter().zip(matrix.finds(&jobs).await) {
            assert_eq!(found.len(), checks.len(), "{cell}: {found:?}");
            let lines: Vec<_> = found.concat();
            for words in *expected {
                assert!(lines.iter().any(|line| line.starts_with(words)), "{cell}: {words}: {lines:#?}");
            }
            let names: Vec<_> = expected.iter().filter_map(|words| words.split(": ").next()).collect();
            let others: Vec<_> = lines.iter().filter(|line| !names.iter().any(|name| line.starts_with(name))).collect();
            assert!(others.is_empty(), "{cell}: {others:#?}");
        }
    });
}

#[test]
fn the_matrix_tells_which_cell_complained_and_which_was_not_drawn() {
    on_mistakes_in_the_matrix(async |matrix| {
        let checks = [SMALL];
        let jobs = ["fine", "loud", "fine"].map(|cell| Job { hash: format!("#cell={cell}"), checks: &checks });
        let found = matrix.finds(&jobs).await;
        assert!(found[1][0].iter().any(|line| line.contains("something is wrong")), "{found:?}");
        assert!(found[0][0].is_empty() && found[2][0].is_empty(), "{found:?}");
        let never = Job { hash: "#cell=never".into(), checks: &checks };
        assert!(matrix.finds(&[never]).await[0][0][0].contains("drawn is undefined"), "a cell that is never drawn");
    });
}
