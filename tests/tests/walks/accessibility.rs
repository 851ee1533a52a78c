//! Every screen for everybody: axe-core, focus, headings, titles, zoom. Most are checks that [`crate::every_screen`] makes.

use portico_tests::{Person, walk};
use serde_json::{Value, json};

use crate::tour;

/// WCAG 2.2 A and AA and axe's best practices, light and dark.
pub async fn no_barriers(person: &Person) {
    for scheme in ["dark", "light"] {
        person.prefers(scheme).await;
        person.expects_no_barriers().await;
    }
}

/// WCAG 2.4.2, 2.4.3, 2.4.6, 3.1.1: one heading, a title that names it, the language, focus on what is new.
pub async fn heading_title_language_and_focus(person: &Person, name: &str) {
    let body = "
        const headings = [...document.querySelectorAll('h1')].filter(visible);
        const focused = document.activeElement;
        return {
            headings: headings.map(words), title: document.title,
            lang: document.documentElement.lang, dir: document.documentElement.dir || 'ltr',
            inside: !!focused?.closest('[data-step]'), focused: focused?.outerHTML.slice(0, 200) ?? '',
            mains: document.querySelectorAll('main:not([hidden])').length,
        };
    ";
    let page = person.until("the page", body, Value::Null).await;
    let headings = page["headings"].as_array().expect("a list");
    assert_eq!(headings.len(), 1, "one heading: {page}");
    let (heading, title) = (headings[0].as_str().expect("text"), page["title"].as_str().expect("text"));
    assert!(title.contains(heading), "the title {title:?} does not name {heading:?}");
    assert_eq!((page["lang"].as_str(), page["dir"].as_str()), (Some("en"), Some("ltr")));
    assert_eq!(page["mains"], 1);
    // A freshly loaded page leaves the focus to the browser and the person.
    let fresh = name == "identify" || name.starts_with("failure-not") || name.starts_with("failure-req");
    assert!(fresh || page["inside"] == true, "the focus was left behind on {}", page["focused"]);
}

/// WCAG 1.4.10: at 320 px nothing has to be scrolled sideways.
pub async fn no_sideways_scrolling_at_320_pixels(person: &Person) {
    person.uses_screen(320, 640).await;
    let body = "
        const root = document.scrollingElement;
        const wide = [...document.body.querySelectorAll('*')].filter(visible)
            .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('.visually-hidden'))
            .map(e => e.outerHTML.slice(0, 160));
        return innerWidth === 320 && {over: root.scrollWidth - root.clientWidth, wide};
    ";
    let page = person.until("the page", body, Value::Null).await;
    person.uses_its_own_screen().await;
    assert_eq!(page["over"], 0, "scrolls sideways: {page}");
    assert_eq!(page["wide"], json!([]), "cut off at 320 px");
}

/// WCAG 2.5.5 (AAA): every control is at least 44 × 44 CSS pixels; links in running text are exempt.
pub async fn room_for_a_thumb(person: &Person) {
    person.uses_screen(390, 844).await;
    let body = "
        const size = e => (e.closest('label') ?? e).getBoundingClientRect();
        return innerWidth === 390 && {small: [...document.querySelectorAll('[data-step] :is(button, input:not([readonly]), select, summary, a[href])')]
            .filter(e => visible(e) && getComputedStyle(e).display !== 'inline' && e.tabIndex >= 0)
            .filter(e => size(e).width < 44 || size(e).height < 44)
            .map(e => `${Math.round(size(e).width)} × ${Math.round(size(e).height)}: ${e.outerHTML.slice(0, 120)}`)};
    ";
    let page = person.until("the page", body, Value::Null).await;
    person.uses_its_own_screen().await;
    assert_eq!(page["small"], json!([]), "too small for a thumb");
}

/// WCAG 3.3.1, 4.1.3: an error belongs to its field, is announced, and the field says that it is wrong.
pub async fn error_linked_to_its_field(person: &Person, name: &str) {
    if !name.ends_with("-wrong") && !name.ends_with("-empty") {
        return;
    }
    let body = "
        const alert = find('[role=alert]');
        const field = find('[data-step] input[aria-invalid=true]');
        const ids = (field?.getAttribute('aria-describedby') ?? '').split(' ')
            .concat(field?.getAttribute('aria-errormessage') ?? []);
        const linked = ids.some(id => id && document.getElementById(id)?.contains(alert) || alert?.id === id
            || alert?.contains(id && document.getElementById(id)));
        return {field: field?.id ?? null, linked, focused: document.activeElement === field};
    ";
    let page = person.until("the page", body, Value::Null).await;
    assert!(page["field"].is_string(), "no field says that it is wrong");
    assert_eq!(page["linked"], true, "the error is not linked to {}", page["field"]);
    assert_eq!(page["focused"], true, "the focus is not on the field to correct");
}

/// WCAG 2.3.3: who asks for less motion gets none.
#[test]
fn nothing_moves_for_who_asked_for_less_motion() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        let features = json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]});
        person.browser().cdp("Emulation.setEmulatedMedia", features).await;
        tour::goes_to(&person, "identify").await;
        let watch = "
            window.moved = [];
            for (const name of ['animationstart', 'transitionrun']) document.addEventListener(name, event => {
                const timings = event.target.getAnimations({subtree: true})
                    .filter(a => event.animationName ? a.animationName === event.animationName : a.transitionProperty === event.propertyName)
                    .map(a => a.effect.getComputedTiming());
                // Next to no duration is how style sheets switch motion off and still fire its events; what turns
                // without end says that work is under way, which is essential.
                if (timings.some(({duration, iterations}) => duration > 1 && iterations !== Infinity)) window.moved.push(event.type + ' ' + (event.propertyName ?? event.animationName) + ' ' + event.target.className);
            }, true);
        ";
        person.runs(watch, Value::Null).await;
        holds_the_button_down(&person).await;
        person.until("help that opens", "find('.help-open').click(); return find('.help').open", Value::Null).await;
        person.identifies(&product.account("enroll").await).await;
        person.sees("password").await;
        person.goes_back().await;
        person.sees("identify").await;
        let moved = person.runs("return window.moved", Value::Null).await;
        let moved = moved.as_array().into_iter().flatten().filter_map(Value::as_str);
        // Colours may fade: nothing changes its place (the understanding document of 2.3.3).
        let moved: Vec<_> = moved.filter(|what| !what.contains("color") && !what.contains("shadow")).collect();
        assert!(moved.is_empty(), "{moved:?}");
    });
}

/// A press that lasts, as a slow finger's does: long enough to be drawn, and let go beside the button, so that it
/// does nothing.
async fn holds_the_button_down(person: &Person) {
    let body = "const {left, top, width, height} = find('[type=submit]').getBoundingClientRect();
                return {x: left + width / 2, y: top + height / 2}";
    let at = person.until("the button", body, Value::Null).await;
    let mouse = async |kind: &str, x: &Value| {
        let event = json!({"type": kind, "x": x, "y": at["y"], "button": "left", "buttons": 1, "clickCount": 1});
        person.browser().cdp("Input.dispatchMouseEvent", event).await;
    };
    mouse("mousePressed", &at["x"]).await;
    person.until("the button held down", "return find('[type=submit]:active') !== null", Value::Null).await;
    person
        .until(
            "a frame",
            "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))",
            Value::Null,
        )
        .await;
    mouse("mouseReleased", &json!(0)).await;
}
