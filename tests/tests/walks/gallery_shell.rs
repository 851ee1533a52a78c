//! A designer with the folder and no server finds a screen by keyboard and sends its address; the colleague sees the
//! same.

use portico_tests::BrowserKind::{Chromium, Firefox};
use portico_tests::gallery::{Gallery, gallery};
use portico_tests::{BrowserKind, settings};
use serde_json::Value;

const ENTER: &str = "\u{e007}";
const CONTROL: &str = "\u{e009}";

/// What there is to see of the cell in the frame, at rest. The seconds that a code has left go on counting, and browsers
/// differ in the invisible marks around numbers.
const SEEN: &str = "
    const root = document.documentElement, card = document.querySelector('[data-step]');
    const rests = document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity);
    return root.dataset.ready && card && rests && {
        words: card.innerText.replace(/[\\d\\u2066-\\u2069]+/g, '').split(/\\s+/).join(' '), lang: root.lang, dir: root.dir, width: innerWidth,
        dark: getComputedStyle(root).colorScheme, invalid: !!document.querySelector('[aria-invalid=true]'),
        card: JSON.stringify(card.getBoundingClientRect()), colour: getComputedStyle(card).backgroundColor,
    };
";

/// Waits for the cell in the shell's frame to be drawn, and describes it.
async fn seen_in_the_frame(gallery: &Gallery, hash: &str) -> Value {
    gallery.until("the frame", "return document.querySelector('iframe') !== null").await;
    gallery.browser.client.enter_frame(0).await.expect("a frame");
    let wanted = format!("return location.hash === {} && (() => {{ {SEEN} }})()", Value::from(hash));
    let seen = gallery.until(&format!("the cell {hash}"), &wanted).await;
    gallery.browser.client.enter_parent_frame().await.expect("the shell around the frame");
    seen
}

/// Finds "wrong code, right to left, dark, 320 px" with the keyboard alone; returns what is on the clipboard then.
async fn finds_by_keyboard(gallery: &Gallery) -> String {
    gallery.goes_to("index.html").await;
    gallery.until("the list", "return document.querySelectorAll('#list a').length > 10").await;
    gallery.presses(&["/"]).await;
    gallery.until("the search field", "return document.activeElement?.id === 'search'").await;
    for letter in "wrong code".chars() {
        gallery.presses(&[&letter.to_string()]).await;
    }
    gallery.until("what was found", "return document.querySelectorAll('#list a').length < 10").await;
    gallery.presses(&[ENTER]).await;
    gallery.until("the cell", "return /cell=[a-z-]*wrong/.test(location.hash)").await;
    for (key, setting) in [("t", "theme=dark"), ("l", "lang=ar-XB"), ("w", "width=320")] {
        let mut presses = 0;
        while gallery
            .browser
            .run("return location.hash", Value::Null)
            .await
            .expect("a hash")
            .as_str()
            .is_some_and(|hash| !hash.contains(setting))
        {
            assert!(presses < 12, "{key} never came to {setting}");
            gallery.presses(&[key]).await;
            presses += 1;
        }
    }
    gallery.presses(&["c"]).await;
    gallery.until("the word that it is copied", "return /copied/i.test(document.body.innerText)").await;
    // Pasting is how a person gets at the clipboard; the field holds any text.
    gallery.presses(&["/"]).await;
    gallery.until("the search field", "return document.activeElement?.id === 'search'").await;
    gallery.browser.run("document.activeElement.select()", Value::Null).await.expect("a field");
    gallery.presses(&[&format!("{CONTROL}v")]).await;
    let pasted = gallery.until("the pasted address", "return document.querySelector('#search').value.includes('cell=') && document.querySelector('#search').value").await;
    pasted.as_str().expect("text").to_owned()
}

async fn a_colleague_sees_the_same(designer: BrowserKind, colleague: BrowserKind) {
    let folder = settings::gallery();
    let one = Gallery::open(&folder, designer).await;
    let address = finds_by_keyboard(&one).await;
    for part in ["wrong", "lang=ar-XB", "theme=dark", "width=320"] {
        assert!(address.contains(part), "{address} lacks {part}");
    }
    let place = address.strip_prefix(&one.address("")).expect("an address in the folder").to_owned();
    one.goes_to("cell.html").await;
    one.goes_to(&place).await;
    let hash = one
        .until("the frame's hash", "return document.querySelector('iframe')?.getAttribute('src')?.match(/#.*/)?.[0]")
        .await;
    let hash = hash.as_str().expect("a hash");
    let there = seen_in_the_frame(&one, hash).await;
    assert_eq!((there["dir"].as_str(), there["width"].as_u64()), (Some("rtl"), Some(320)), "{there}");
    assert!(there["invalid"] == true && there["dark"] == "dark", "{there}");

    let other = Gallery::open(&folder, colleague).await;
    other.goes_to(&place).await;
    let here = seen_in_the_frame(&other, hash).await;
    for same in ["words", "lang", "dir", "width", "invalid", "colour"] {
        assert_eq!(here[same], there[same], "{same}");
    }
    if designer == colleague {
        assert_eq!(here, there, "the same browser puts everything in the same place");
    }
    one.browser.close().await;
    other.browser.close().await;
}

fn run(body: impl Future<Output = ()>) {
    let _time = portico_tests::stage::Time::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(body);
}

#[test]
fn a_colleague_with_chromium_sees_what_a_designer_with_chromium_saw() {
    run(a_colleague_sees_the_same(Chromium, Chromium));
}

/// D3: designers preview every screen, and send what they see.
#[test]
fn a_colleague_with_firefox_sees_what_a_designer_with_chromium_saw() {
    run(a_colleague_sees_the_same(Chromium, Firefox));
}

#[test]
fn a_designer_with_firefox_finds_it_too() {
    run(a_colleague_sees_the_same(Firefox, Chromium));
}

/// Whichever way one comes to a screen, the list has its group open and its row in sight.
#[test]
fn the_list_follows_the_screen_on_show() {
    run(async {
        let gallery = Gallery::open(&settings::gallery(), Chromium).await;
        gallery.goes_to("index.html#cell=totp-enroll-wrong").await;
        let on_show = |id: &str| {
            format!(
                "const row = document.querySelector('#list a[aria-current]'), list = document.querySelector('.branches');
                 if (!row?.href.includes('cell={id}') || !row.closest('details').open) return false;
                 const [a, b] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
                 return a.top >= b.top && a.bottom <= b.bottom"
            )
        };
        gallery.until("the row of an address", &on_show("totp-enroll-wrong")).await;
        let open = "return document.querySelectorAll('#list details[open]').length === 1";
        gallery.until("the other screens at a glance", open).await;
        gallery.presses(&["\u{e014}"]).await;
        gallery.until("the row of the next screen", &on_show("otp-destination")).await;
        gallery.browser.run("location.hash = '#cell=app-update-ios'", Value::Null).await.expect("an address");
        gallery.until("the row of a pasted address", &on_show("app-update-ios")).await;
        gallery.browser.close().await;
    });
}

/// What a designer has played to is what a colleague is sent, and Back goes one screen back.
#[test]
fn the_address_follows_a_walk() {
    run(async {
        let gallery = Gallery::open(&settings::gallery(), Chromium).await;
        gallery.goes_to("index.html#cell=identify&theme=dark&play=first-sign-in").await;
        let step = |step: &str, hash: &str| {
            format!("return location.hash === '{hash}' && !!document.querySelector('main [data-step={step}]')")
        };
        gallery.until("the frame", "return !!document.querySelector('iframe[src]')").await;
        // Enter leads into the live page; keys pressed outside are the shell's.
        gallery.presses(&[ENTER]).await;
        gallery.until("the focus in the frame", "return document.activeElement?.tagName === 'IFRAME'").await;
        gallery.browser.client.enter_frame(0).await.expect("a frame");
        let begun = "#cell=identify&theme=dark&play=first-sign-in";
        gallery.until("the first screen", &step("identify", begun)).await;
        gallery.until("that can be used", "return document.documentElement.dataset.ready !== undefined").await;
        gallery.browser.run("document.getElementById('username').focus()", Value::Null).await.expect("a field");
        for letter in "designer".chars() {
            gallery.presses(&[&letter.to_string()]).await;
        }
        gallery.presses(&[ENTER]).await;
        // The frame itself was told nothing: it would have begun anew, without what was typed.
        gallery.until("the next screen", &step("password", begun)).await;
        let typed = gallery.browser.run("return document.getElementById('username').value", Value::Null).await;
        assert_eq!(typed.expect("the name"), "designer");
        gallery.browser.client.enter_parent_frame().await.expect("the shell around the frame");
        let played = "return location.hash === '#cell=password&theme=dark&play=first-sign-in'";
        gallery.until("the address of the next screen", played).await;

        gallery.browser.run("history.back()", Value::Null).await.expect("Back");
        gallery.until("the address before", &format!("return location.hash === '{begun}'")).await;
        gallery.browser.client.enter_frame(0).await.expect("a frame");
        let anew = "return !!document.querySelector('main [data-step=identify]')";
        gallery.until("the first screen again", anew).await;
        gallery.browser.close().await;
    });
}

/// The list scrolls to the cell on show in the frame after it, and then on to the next whole row.
const AT_REST: &str = "
    const list = document.querySelector('.branches');
    if (!document.querySelector('#list a[aria-current]')) return true;
    const [before, now] = [window.listWas, list.scrollTop];
    window.listWas = now;
    window.listRested = before === now ? (window.listRested ?? 0) + 1 : 0;
    return window.listRested >= 5;
";

/// The tool is for everybody as well.
#[test]
fn axe_finds_nothing_in_the_shell() {
    gallery(async |gallery, findings| {
        for place in ["index.html", "index.html#view=states", "index.html#view=languages&cell=password-wrong"] {
            for theme in ["light", "dark"] {
                let media = serde_json::json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
                gallery.browser.cdp("Emulation.setEmulatedMedia", media).await;
                gallery.goes_to("cell.html").await;
                gallery.goes_to(place).await;
                gallery.until("the frame", "return document.querySelector('iframe') !== null").await;
                gallery.until("the list at rest", AT_REST).await;
                let wrong = gallery.barriers_here().await;
                findings.note(gallery, &format!("{place} in {theme}"), &wrong).await;
            }
        }
    });
}
