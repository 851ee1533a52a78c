//! `GET /`: the page in the person's language and the brand of where they come from.

use std::path::Path;

use axum::{
    extract::{RawQuery, State},
    response::{Html, IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};

use super::{
    ProductBrand, Site, language,
    manifest::{BrandEntry, Manifest, insert_all},
};
use crate::entity_tag;

pub async fn serve<B: ProductBrand>(
    State(site): State<Site<B>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let folder = &site.settings.folder;
    let Ok(manifest) = Manifest::read(folder).await else { return not_built(folder) };
    let query = query.unwrap_or_default();
    let name = site.brand(&query, &headers).await;
    let (_, brand, below) = manifest.brand(name.as_deref());
    let mut response = document(&folder.join(below), brand, &query, &headers).await;
    if response.status() != StatusCode::SERVICE_UNAVAILABLE {
        insert_all(response.headers_mut(), &brand.documents);
    }
    response
}

/// The document in one of a brand's languages; `folder` is the brand's.
async fn document(folder: &Path, brand: &BrandEntry, query: &str, headers: &HeaderMap) -> Response {
    let language = language::choose(brand, query, headers);
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (suffix, encoding) in encodings(accepted) {
        let file = folder.join(format!("index.{language}.html{suffix}"));
        let Ok(body) = tokio::fs::read(&file).await else { continue };
        return answer(body, language, encoding, headers);
    }
    match tokio::fs::read(folder.join("index.html")).await {
        Ok(body) => answer(body, &brand.default_language, None, headers),
        Err(_) => not_built(folder),
    }
}

fn answer(body: Vec<u8>, language: &str, encoding: Option<&'static str>, headers: &HeaderMap) -> Response {
    let etag = entity_tag::of(&body);
    let is_known = entity_tag::is_known(headers, &etag);
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { Html(body).into_response() };
    let mut set = |name, value: &str| {
        if let Ok(value) = value.try_into() {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::ETAG, &etag);
    set(header::CACHE_CONTROL, "no-cache");
    set(header::CONTENT_LANGUAGE, language);
    set(header::VARY, "accept-language, cookie, accept-encoding");
    if let (Some(encoding), false) = (encoding, is_known) {
        set(header::CONTENT_ENCODING, encoding);
    }
    response
}

/// Suffix of the file and `content-encoding`, the one to try first in front.
fn encodings(accepted: &str) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    let accepts = |name: &str| {
        accepted.split(',').any(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let is_named = parts.next().is_some_and(|coding| coding.eq_ignore_ascii_case(name));
            let weight = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse::<f32>().ok());
            is_named && weight.is_none_or(|weight| weight > 0.0)
        })
    };
    let brotli = accepts("br").then_some((".br", Some("br")));
    let gzip = accepts("gzip").then_some((".gz", Some("gzip")));
    brotli.into_iter().chain(gzip).chain([("", None)])
}

fn not_built(folder: &Path) -> Response {
    let message = format!(
        "The sign-in page is not built: there is nothing in {}.\n\nBuild it:\n\n    cargo xtask build\n\nthen reload.\n",
        folder.display()
    );
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], message).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_preferred_and_a_zero_weight_refuses() {
        let of = |accepted| encodings(accepted).map(|(suffix, _)| suffix).collect::<Vec<_>>();
        assert_eq!(of("gzip, deflate, br;q=0.1"), [".br", ".gz", ""]);
        assert_eq!(of("gzip, br;q=0"), [".gz", ""]);
        assert_eq!(of(""), [""]);
    }
}
