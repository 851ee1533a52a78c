//! Saving a text as a file.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{document, timer};

/// How long the browser may take to begin reading the file, in milliseconds.
const GRACE: i32 = 10_000;

/// Saves `text` as a file of this name. It never leaves the device.
pub fn download(name: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type("text/plain;charset=utf-8");
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    if let Ok(link) = document().create_element("a").map(JsCast::unchecked_into::<HtmlAnchorElement>) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    timer::set_timeout(GRACE, move || {
        let _ = Url::revoke_object_url(&url);
    });
}
