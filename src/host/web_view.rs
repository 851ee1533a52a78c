//! Detects web views inside apps (embedded user agents, RFC 8252 section 8.12). Some identity providers refuse them, since
//! the app can read what is typed; the person then continues in the browser. Chrome Custom Tabs and
//! `ASWebAuthenticationSession` are browsers and identify themselves as such.

use crate::flow::WebView;

/// What apps put into the `User-Agent` of their web views: Facebook and its family, LINE, `WeChat`, `LinkedIn`, Snapchat,
/// Pinterest, `TikTok`, X, `KakaoTalk`, NAVER, and desktop apps that are web views as a whole.
const APPS: [&str; 16] = [
    "FBAN/",
    "FBAV/",
    "FB_IAB/",
    "Instagram",
    " Line/",
    "MicroMessenger/",
    "LinkedInApp",
    "Snapchat",
    "[Pinterest/",
    "musical_ly",
    "BytedanceWebview",
    "Twitter for",
    "TwitterAndroid",
    "KAKAOTALK",
    "NAVER(inapp",
    "Electron/",
];

/// Whether this is a web view inside an app, and on which system. `agent` is the `User-Agent` (RFC 9110 section 10.1.5);
/// `touches` is `navigator.maxTouchPoints`, by which an iPad is told from the Mac that it says it is; `standalone` is
/// whether the page was put on the home screen of an iPhone, where a browser names itself like a web view.
pub fn detect(agent: &str, max_touch_points: u32, standalone: bool) -> Option<WebView> {
    // By bytes: `str::contains` would bring 6 kB of code into the part of the program that people wait for.
    let has = |mark: &str| agent.as_bytes().windows(mark.len()).any(|part| part == mark.as_bytes());
    let android = has("Android");
    let apple = has("iPhone") || has("iPad") || has("iPod") || (has("Macintosh") && max_touch_points > 1);
    // Android's own mark, and how web views named themselves before it: a version of their own beside Chrome's.
    let by_android = android && (has("; wv)") || (has("Version/") && has("Chrome/")));
    // Safari and every other browser there end with this word; WKWebView leaves it out.
    let by_apple = (apple || has("Macintosh")) && has("AppleWebKit/") && !has("Safari/") && !standalone;
    let is_inside = by_android || by_apple || APPS.iter().any(|app| has(app));
    is_inside.then_some(match () {
        () if android => WebView::Android,
        () if apple => WebView::Ios,
        () => WebView::Other,
    })
}

/// The address that asks the system to open `address` in the browser; `None` where a person has to copy it. `address` is
/// one of the page's own and begins with its scheme. Not every app lets these through, so that copying is always offered.
///
/// Android: "Android Intents with Chrome" (`intent:`). iOS: `x-safari-https:`, since iOS 17.
pub fn browser_url(web_view: WebView, address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once(':')?;
    match web_view {
        WebView::Android => Some(format!(
            "intent:{rest}#Intent;scheme={scheme};action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end"
        )),
        WebView::Ios => Some(format!("x-safari-{address}")),
        WebView::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 14; Pixel 8";
    const BLINK: &str = "AppleWebKit/537.36 (KHTML, like Gecko)";
    const IPHONE: &str =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";

    #[test]
    fn web_views_are_told_from_browsers() {
        let (android, ios, other) = (Some(WebView::Android), Some(WebView::Ios), Some(WebView::Other));
        let table: &[(&str, String, u32, Option<WebView>)] = &[
            ("Chrome", format!("{ANDROID}) {BLINK} Chrome/143.0.0.0 Mobile Safari/537.36"), 5, None),
            // A Custom Tab is the browser and says exactly what it says.
            (
                "Samsung",
                format!("{ANDROID}) {BLINK} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"),
                5,
                None,
            ),
            ("Firefox", "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0".into(), 5, None),
            (
                "WebView",
                format!("{ANDROID} Build/AP1A; wv) {BLINK} Version/4.0 Chrome/143.0.0.0 Mobile Safari/537.36"),
                5,
                android,
            ),
            (
                "old WebView",
                format!(
                    "Mozilla/5.0 (Linux; Android 4.4.4; Nexus 5) {BLINK} Version/4.0 Chrome/33.0.0.0 Mobile Safari/537.36"
                ),
                5,
                android,
            ),
            (
                "Facebook",
                format!(
                    "{ANDROID}; wv) {BLINK} Version/4.0 Chrome/143.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0;]"
                ),
                5,
                android,
            ),
            ("Line", format!("{ANDROID}) {BLINK} Chrome/143.0 Mobile Safari/537.36 Line/14.0.0/IAB"), 5, android),
            ("Safari", format!("{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1"), 5, None),
            ("Chrome on iOS", format!("{IPHONE} CriOS/143.0.0 Mobile/15E148 Safari/604.1"), 5, None),
            ("Firefox on iOS", format!("{IPHONE} FxiOS/140.0 Mobile/15E148 Safari/605.1.15"), 5, None),
            ("Edge on iOS", format!("{IPHONE} Version/18.0 EdgiOS/142.0 Mobile/15E148 Safari/605.1.15"), 5, None),
            ("WKWebView", format!("{IPHONE} Mobile/15E148"), 5, ios),
            ("Instagram", format!("{IPHONE} Mobile/15E148 Instagram 350.0.0 (iPhone15,3; iOS 18_1)"), 5, ios),
            ("Facebook on iOS", format!("{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/490.0;]"), 5, ios),
            ("LinkedIn", format!("{IPHONE} Mobile/15E148 [LinkedInApp]/9.29"), 5, ios),
            (
                "an app that adds the word",
                format!("{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1 [FBAN/FBIOS]"),
                5,
                ios,
            ),
            ("iPad", format!("{MAC} Version/18.1 Safari/605.1.15"), 5, None),
            ("WKWebView on an iPad", MAC.into(), 5, ios),
            ("Safari on a Mac", format!("{MAC} Version/18.1 Safari/605.1.15"), 0, None),
            ("an app on a Mac", MAC.into(), 0, other),
            (
                "Firefox on a Mac",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0".into(),
                0,
                None,
            ),
            (
                "Chrome on Windows",
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Chrome/143.0.0.0 Safari/537.36"),
                10,
                None,
            ),
            ("Edge", format!("Mozilla/5.0 (Windows NT 10.0) {BLINK} Chrome/142.0 Safari/537.36 Edg/142.0"), 0, None),
            (
                "Electron",
                format!("Mozilla/5.0 (Windows NT 10.0) {BLINK} Clinic/2.1 Chrome/130.0 Electron/33.0 Safari/537.36"),
                0,
                other,
            ),
            (
                "WebKitGTK",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15"
                    .into(),
                0,
                None,
            ),
            ("nothing", String::new(), 0, None),
        ];
        for (name, agent, max_touch_points, expected) in table {
            assert_eq!(detect(agent, *max_touch_points, false), *expected, "{name}");
        }
    }

    #[test]
    fn a_page_on_the_home_screen_is_in_no_app() {
        assert_eq!(detect(&format!("{IPHONE} Mobile/15E148"), 5, true), None);
        assert_eq!(detect(&format!("{IPHONE} Mobile/15E148 [FBAN/FBIOS]"), 5, true), Some(WebView::Ios));
    }

    #[test]
    fn the_browser_is_asked_to_open_the_same_address() {
        let address = "https://auth.example.com/?request=ar_7Q";
        assert_eq!(
            browser_url(WebView::Android, address).unwrap(),
            "intent://auth.example.com/?request=ar_7Q#Intent;scheme=https;action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end"
        );
        assert_eq!(browser_url(WebView::Ios, address).unwrap(), "x-safari-https://auth.example.com/?request=ar_7Q");
        assert_eq!(browser_url(WebView::Other, address), None);
    }
}
