//! The lenses of the gallery say what is true of the page, notice what is wrong with it, and leave it as it is.

use portico_tests::BrowserKind::{Chromium, Firefox};
use portico_tests::gallery::{Findings, Gallery, gallery};
use portico_tests::stage::Time;
use portico_tests::{BrowserKind, settings};
use serde::Deserialize;
use serde_json::Value;

/// One row of what a lens reports.
#[derive(Clone, Debug, Deserialize)]
struct Row {
    text: String,
    detail: String,
    verdict: String,
    file: Option<String>,
}

/// What a lens reports of the cell of a hash.
async fn report(gallery: &Gallery, hash: &str, lens: &str) -> Vec<Row> {
    report_among(gallery, hash, lens, lens).await
}

/// What one of several lenses reports of the cell of a hash.
async fn report_among(gallery: &Gallery, hash: &str, lenses: &str, lens: &str) -> Vec<Row> {
    gallery.draws(&format!("#{hash}&still=1&lens={lenses}")).await.unwrap_or_else(|error| panic!("{hash}: {error}"));
    // A picture behind the page takes a moment to read.
    let read = format!(
        "return !JSON.stringify(PORTICO_REPORT['{lens}']).includes('is being read') && PORTICO_REPORT['{lens}']"
    );
    serde_json::from_value(gallery.until(&format!("the report on {hash}"), &read).await).expect("rows")
}

/// Does something to the page, and waits until the lens has said what it should.
async fn after(gallery: &Gallery, change: &str, lens: &str, verdict: &str, words: &str) {
    gallery.browser.run(change, Value::Null).await.unwrap_or_else(|error| panic!("{change}: {error}"));
    let (words, verdict) = (Value::from(words.to_lowercase()), Value::from(verdict));
    let found = format!(
        "return PORTICO_REPORT['{lens}'].some(row => row.verdict === {verdict} && `${{row.text}}\\n${{row.detail}}`.toLowerCase().includes({words}))"
    );
    gallery.until(&format!("{lens} says {words} after {change}"), &found).await;
}

fn row<'a>(rows: &'a [Row], text: &str) -> &'a Row {
    rows.iter().find(|row| row.text.contains(text)).unwrap_or_else(|| panic!("no row {text:?} in {rows:#?}"))
}

#[test]
fn each_text_names_its_key_and_the_line_it_is_written_in() {
    on(Chromium, async |gallery| {
        for (language, file) in [("en", "public/locales/en.json"), ("nb", "public/locales/nb.json")] {
            let rows = report(gallery, &format!("cell=password-wrong&lang={language}"), "keys").await;
            let locale = std::fs::read_to_string(settings::root().join(file)).expect("a locale file");
            for row in rows.iter().filter(|row| row.file.is_some()) {
                let (name, line) = row.file.as_deref().and_then(|file| file.rsplit_once(':')).expect("file:line");
                assert_eq!(name, file);
                let line = locale.lines().nth(line.parse::<usize>().expect("a number") - 1).expect("a line");
                assert!(line.contains(&format!("\"{}\"", row.text)), "{row:?} is not in {line:?}");
            }
            for key in ["password.title", "password.submit", "password.show_label", "problem.invalid_credentials"] {
                assert!(row(&rows, key).file.is_some(), "{key}");
            }
            assert!(row(&rows, "password.submit").detail.contains("src/screens/password.rs:"), "{rows:#?}");
            assert!(row(&rows, "Portico").detail.contains("No key"), "the name of the brand is no text of ours");
            assert!(rows.iter().all(|row| row.verdict == "ok"), "{rows:#?}");
        }
    });
}

/// What a lens must not say of any cell, by the lens's name.
type Rule = (&'static str, fn(&Row) -> bool);

/// Notes the rows of lenses, for every cell that designers see, that are not as they should be.
async fn every_cell(gallery: &Gallery, findings: &mut Findings, settings: &str, rules: &[Rule]) {
    let lenses = rules.iter().map(|(lens, _)| *lens).collect::<Vec<_>>().join(",");
    for cell in gallery.shown() {
        let hash = format!("cell={}{settings}", cell.id);
        for (lens, is_wrong) in rules {
            // Drawn once, with all of them.
            let rows = report_among(gallery, &hash, &lenses, lens).await;
            assert!(!rows.is_empty(), "{hash}: {lens} says nothing");
            let wrong: Vec<_> = rows.iter().filter(|row| is_wrong(row)).collect();
            let wrong: Vec<_> = wrong.iter().map(|row| format!("{lens}: {}: {}", row.text, row.detail)).collect();
            findings.note(gallery, &format!("{hash} ({lens})"), &wrong).await;
        }
    }
}

/// Every text and every edge stands out as the page asks of itself; every control has a name and room.
const NO_BARRIER: Rule = ("a11y", |row| row.verdict != "ok");

/// No mark is unknown, no manager is misled, and nobody is kept out.
#[test]
fn every_lens_is_content_with_every_cell() {
    const NO_UNKNOWN_MARK: Rule = ("keys", |row| row.verdict != "ok");
    const NO_MISLED_MANAGER: Rule = ("autofill", |row| row.verdict == "bad");
    let rules = [NO_UNKNOWN_MARK, NO_MISLED_MANAGER, NO_BARRIER];
    gallery(async |gallery, findings| every_cell(gallery, findings, "&theme=light", &rules).await);
}

#[test]
fn the_accessibility_lens_is_content_with_every_cell_in_dark() {
    gallery(async |gallery, findings| every_cell(gallery, findings, "&theme=dark", &[NO_BARRIER]).await);
}

#[test]
fn the_autofill_lens_reads_the_page_as_managers_do() {
    on(Chromium, async |gallery| {
        let rows = report(gallery, "cell=identify", "autofill").await;
        assert_eq!(row(&rows, "username: username webauthn").verdict, "ok");

        let rows = report(gallery, "cell=password", "autofill").await;
        let name = row(&rows, "1. username: username");
        assert!(name.detail.contains("readonly") && name.detail.contains("whose password this is"), "{name:?}");
        let password = row(&rows, "2. password: current-password");
        assert!(password.verdict == "ok" && password.detail.contains("type=password"), "{password:?}");
        assert!(row(&rows, "form").detail.contains("saved or updated under the shown name"), "{rows:#?}");

        let password = "const field = document.querySelector('#password');";
        for (change, verdict, words) in [
            ("field.autocomplete = 'current-password webauthn'", "bad", "does not fill when the page opens"),
            ("field.autocomplete = 'off'", "bad", "autocomplete=off"),
            ("field.removeAttribute('autocomplete')", "bad", "no autocomplete token"),
            ("field.type = 'text'", "warn", "managers see text"),
            ("document.querySelector('#username').type = 'hidden'", "bad", "cannot be seen"),
            ("document.querySelector('#username').autocomplete = ''", "bad", "no user name before it"),
            ("field.form.querySelector('[type=submit]').type = 'button'", "bad", "no button of type submit"),
        ] {
            report(gallery, "cell=identify", "autofill").await;
            report(gallery, "cell=password", "autofill").await;
            after(gallery, &format!("{password} {change};"), "autofill", verdict, words).await;
        }

        let rows = report(gallery, "cell=mfa-challenge-totp", "autofill").await;
        assert!(row(&rows, "otp: one-time-code").detail.contains("inputmode=numeric"), "{rows:#?}");
        after(gallery, "document.querySelector('#otp').type = 'password';", "autofill", "bad", "save the code").await;
    });
}

#[test]
fn the_accessibility_lens_tells_order_names_and_states() {
    for kind in [Chromium, Firefox] {
        on(kind, async |gallery| {
            let rows = report(gallery, "cell=password-wrong", "a11y").await;
            let order: Vec<_> = rows.iter().filter(|row| row.text.starts_with(|c: char| c.is_ascii_digit())).collect();
            let told: Vec<_> = order.iter().map(|row| row.text.as_str()).collect();
            assert_eq!(
                told[..5],
                [
                    "1. textbox “Signing in as”",
                    "2. button “Change”",
                    "3. textbox “Password”",
                    "4. button “Show password”",
                    "5. button “Sign in”",
                ]
            );
            let field = &order[2].detail;
            assert!(field.contains("invalid") && field.contains("Description “That didn’t match."), "{field}");
            for landmark in ["banner", "main", "contentinfo", "heading 1 “Welcome back”"] {
                assert_eq!(row(&rows, landmark).verdict, "ok");
            }
            assert!(row(&rows, "live region, assertive").detail.contains("That didn’t match."), "{rows:#?}");
        });
    }
}

#[test]
fn the_accessibility_lens_finds_what_is_wrong() {
    on(Chromium, async |gallery| {
        let title = "const title = document.querySelector('h1'), show = document.querySelector('.input-button');";
        for (change, verdict, words) in [
            ("title.style.color = '#777'", "warn", "below 4.5"),
            ("title.style.color = 'rgb(0 0 0 / 0.2)'", "bad", "below 3"),
            ("title.style.opacity = '0.2'", "bad", "below 3"),
            ("document.querySelector('#password').style.borderColor = '#ddd'", "bad", "below 3"),
            (
                "show.style.blockSize = show.style.minBlockSize = '20px'; show.style.inset = '0 0 auto auto'",
                "bad",
                "below 24",
            ),
            ("show.removeAttribute('aria-label'); show.textContent = ''", "bad", "no name"),
            ("show.tabIndex = 3", "bad", "positive tabindex"),
            ("title.outerHTML = '<h3>Welcome</h3>'", "bad", "level is left out"),
            ("document.documentElement.lang = ''; title.append(' ')", "bad", "Language missing"),
        ] {
            report(gallery, "cell=identify&theme=light", "a11y").await;
            report(gallery, "cell=password&theme=light", "a11y").await;
            after(gallery, &format!("{title} {change};"), "a11y", verdict, words).await;
        }
    });
}

#[test]
fn axe_core_says_what_it_finds_among_the_rows() {
    on(Chromium, async |gallery| {
        report(gallery, "cell=password", "a11y").await;
        after(gallery, "", "a11y", "ok", "axe-core finds nothing").await;
        after(gallery, "document.querySelector('#password').removeAttribute('id');", "a11y", "bad", "axe-core: label")
            .await;
    });
}

#[test]
fn the_grid_lens_names_tokens_and_finds_what_is_off_the_grid() {
    on(Chromium, async |gallery| {
        let rows = report(gallery, "cell=password", "grid").await;
        assert!(rows[0].text.contains("4 px") && rows[0].detail.contains("--s4 16"), "{rows:#?}");
        let rows = report(gallery, "cell=password&text=200", "grid").await;
        assert!(
            rows[0].text.contains("8 px") && rows[0].detail.contains("--s4 32"),
            "it grows with the text: {rows:#?}"
        );
        after(gallery, "document.querySelector('.form').style.rowGap = '13px';", "grid", "warn", "13 off the grid")
            .await;
    });
}

#[test]
fn a_row_that_is_pointed_at_is_outlined_on_the_screen() {
    on(Chromium, async |gallery| {
        let rows = report(gallery, "cell=password", "a11y").await;
        let place = rows.iter().position(|row| row.text.contains("textbox “Password”")).expect("a row of the password");
        let point = format!("postMessage(JSON.stringify({{portico: 'point', lens: 'a11y', row: {place}}}), '*');");
        gallery.browser.run(&point, Value::Null).await.expect("a message");
        let outlined = "
            const outline = document.querySelector('portico-lens').shadowRoot.querySelector('.outline');
            const [box, field] = [outline, document.querySelector('#password')].map(one => one?.getBoundingClientRect());
            return box && ['x', 'y', 'width', 'height'].every(side => Math.abs(box[side] - field[side]) < 0.1);
        ";
        gallery.until("an outline over the field", outlined).await;
        gallery.browser.run("postMessage('{\"portico\":\"point\"}', '*');", Value::Null).await.expect("a message");
        let gone = "return !document.querySelector('portico-lens').shadowRoot.querySelector('.outline')";
        gallery.until("no outline", gone).await;
    });
}

/// Where everything stands, and what the body holds.
const AS_IT_IS: &str = "
    const root = document.documentElement;
    return JSON.stringify([root.scrollWidth, root.scrollHeight, document.body.innerHTML,
        [...document.body.querySelectorAll('*')].map(one => JSON.stringify(one.getBoundingClientRect()))]);
";

#[test]
fn lenses_move_nothing_and_leave_nothing_behind() {
    for kind in [Chromium, Firefox] {
        on(kind, async |gallery| {
            for cell in ["identify", "password-wrong", "totp-enroll", "recovery-codes", "mfa-challenge-totp"] {
                let plain = format!("#cell={cell}&still=1");
                let with = format!("{plain}&lens=autofill,a11y,grid");
                gallery.draws(&plain).await.unwrap_or_else(|error| panic!("{cell}: {error}"));
                let before = gallery.browser.run(AS_IT_IS, Value::Null).await.expect("a page");
                gallery.draws(&with).await.unwrap_or_else(|error| panic!("{cell}: {error}"));
                gallery.until("an overlay", "return document.querySelector('portico-lens') !== null").await;
                let during = gallery.browser.run(AS_IT_IS, Value::Null).await.expect("a page");
                assert_eq!(before, during, "{cell}");
                gallery.draws(&plain).await.unwrap_or_else(|error| panic!("{cell}: {error}"));
                gallery.until("no overlay", "return document.querySelector('portico-lens') === null").await;
            }
        });
    }
}

/// Runs a test on the gallery in one of the browsers.
pub fn on(kind: BrowserKind, body: impl AsyncFnOnce(&Gallery)) {
    let _time = Time::start();
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime").block_on(
        async {
            let gallery = Gallery::open(&settings::gallery(), kind).await;
            body(&gallery).await;
            gallery.browser.close().await;
        },
    );
}
