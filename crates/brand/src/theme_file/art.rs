//! The picture behind the page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cssparser::{Parser, Token};
use percent_encoding::percent_decode_str;

use super::css::only_token;
use crate::slip::Wrong;
use crate::svg;

/// Largest picture in bytes, as it is written. It stands inside every document, before the first paint.
const LIMIT: usize = 4_000;
const GRADIENTS: [&str; 6] = [
    "linear-gradient",
    "radial-gradient",
    "conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "repeating-conic-gradient",
];

/// Whether a value is `none`, one gradient, or one picture that is inside the file.
///
/// # Errors
/// In words, with what is allowed.
pub fn check(value: &str) -> Result<(), String> {
    if value.len() > LIMIT {
        return Err(format!("has {} bytes; allowed: {LIMIT}", value.len()));
    }
    match only_token(value) {
        _ if value == "none" => Ok(()),
        Some(Token::Function(name)) if GRADIENTS.contains(&name.to_ascii_lowercase().as_str()) => Ok(()),
        Some(Token::Function(name)) if name.eq_ignore_ascii_case("url") => {
            let mut parser = Parser::new(value);
            drop(parser.next());
            let address = parser.parse_nested_block(|parser| parser.expect_string_cloned().map_err(Into::into));
            picture(address.map_err(|_: cssparser::ParseError<()>| wanted(value))?.as_ref())
        }
        _ => Err(wanted(value)),
    }
}

fn wanted(value: &str) -> String {
    format!("`{value}` must be a picture; allowed: none, url(\"data:image/…\"), {}", GRADIENTS.join(", "))
}

/// A `data:` URI (RFC 2397) of an image.
fn picture(address: &str) -> Result<(), String> {
    let wanted =
        || "the picture cannot be read; allowed: data:image/svg+xml,… data:image/png;base64,… and webp".to_owned();
    let (kind, data) = address.strip_prefix("data:image/").and_then(|rest| rest.split_once(',')).ok_or_else(wanted)?;
    if data.contains('#') {
        return Err("a browser ends the picture at `#`; write %23".to_owned());
    }
    let data: Vec<u8> = percent_decode_str(data).collect();
    let data = if kind.ends_with(";base64") { STANDARD.decode(data).map_err(|_| wanted())? } else { data };
    match (kind.split(';').next().unwrap_or_default(), imagesize::image_type(&data)) {
        ("svg+xml", _) => {
            let text = String::from_utf8(data).map_err(|_| wanted())?;
            let said = |wrong: Vec<Wrong>| wrong.into_iter().map(|(_, what)| what).collect::<Vec<_>>().join("; ");
            svg::check(&text).map(|_| ()).map_err(|wrong| format!("the picture is not right: {}", said(wrong)))
        }
        ("png", Ok(imagesize::ImageType::Png)) | ("webp", Ok(imagesize::ImageType::Webp)) => Ok(()),
        _ => Err(wanted()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_in_the_file_is_refused() {
        let svg = |inside: &str| {
            format!(
                "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E{inside}%3C/svg%3E\")"
            )
        };
        for good in [
            "none",
            "linear-gradient(red, blue)",
            "url(\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAA=\")",
            &svg(""),
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (wrong, said) in [
            ("foo-gradient(red)", "must be a picture"),
            ("linear-gradient(red, blue) repeat", "must be a picture"),
            ("url(\"data:image/png;base64,AA\")", "cannot be read"),
            ("url(\"data:image/png;base64,AAAA\")", "cannot be read"),
            ("url(\"data:image/gif;base64,R0lGODlh\")", "cannot be read"),
            ("url(\"data:text/html,x\")", "cannot be read"),
            (&svg("%3Cscript/%3E"), "<script> is refused"),
            (&svg("%3Cpath fill='#fff'/%3E"), "write %23"),
            (&svg(&"%3Cg/%3E".repeat(600)), "allowed: 4000"),
        ] {
            let error = check(wrong).unwrap_err();
            assert!(error.contains(said), "{wrong}: {error}");
        }
    }
}
