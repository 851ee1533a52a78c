//! Logo and icons.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::settings::Logo;
use crate::slip::{Report, Slips};
use crate::svg;
use crate::text;

/// Largest logo in bytes. It stands inside every document, before the first paint.
const LOGO_LIMIT: usize = 8_000;
/// Largest icon in bytes.
const ICON_LIMIT: usize = 40_000;
/// Largest picture of the introduction in bytes.
const PICTURE_LIMIT: usize = 80_000;
/// Widest and tallest picture in pixels: what unpacks to more than this is not seen at this size anywhere.
const PIXELS: usize = 2_048;
/// How tall the logo stands on the page, in CSS pixels.
const LOGO_HEIGHT: f32 = 32.0;
/// How much wider than tall a logo may be: beyond, it would not fit beside anything at 320 px.
const WIDEST: f32 = 7.0;

/// Formats of pictures, and their media types.
const FORMATS: [(&str, &str); 3] = [("svg", "image/svg+xml"), ("png", "image/png"), ("webp", "image/webp")];
/// Icons that a brand may have: name, format, attributes of the link.
const ICONS: [(&str, &str, &str); 3] = [
    ("favicon", "svg", "rel=\"icon\" type=\"image/svg+xml\""),
    ("favicon", "png", "rel=\"icon\" type=\"image/png\" sizes=\"any\""),
    ("apple-touch-icon", "png", "rel=\"apple-touch-icon\""),
];

/// An icon for the browser's tab or the home screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Icon {
    /// `favicon` or `apple-touch-icon`.
    pub name: &'static str,
    /// `svg` or `png`.
    pub format: &'static str,
    /// Attributes of its `<link>`, without the address.
    pub attributes: &'static str,
    pub bytes: Vec<u8>,
}

/// Every name that a picture of the folder may have.
pub fn names() -> impl Iterator<Item = String> {
    let logos =
        ["logo", "logo-dark"].into_iter().flat_map(|name| FORMATS.map(|(format, _)| format!("{name}.{format}")));
    logos.chain(ICONS.iter().map(|(name, format, _)| format!("{name}.{format}")))
}

/// Reads `logo.*`, which must be there, and `logo-dark.*`.
///
/// # Errors
/// When a file is missing, too large, of another shape than its twin, or an SVG with more than shapes.
pub fn logo(folder: &Path) -> Result<Logo, Slips> {
    let Some(light) = find(folder, "logo")? else {
        let mut report = Report::on(&folder.join("logo.svg"));
        report.add(None, "is missing; allowed: logo.svg, logo.png, logo.webp");
        return report.finish(None);
    };
    let dark_file = find(folder, "logo-dark")?;
    let (light, ratio) = read(&light, LOGO_LIMIT)?;
    let dark = dark_file.as_ref().map(|file| read(file, LOGO_LIMIT)).transpose()?;
    if let (Some((_, dark_ratio)), Some(file)) = (&dark, &dark_file)
        && (dark_ratio - ratio).abs() > 0.01
    {
        let mut report = Report::on(file);
        report.add(None, "has other proportions than the logo, so that a change of theme would shift the layout");
        return report.finish(None);
    }
    // Whole pixels of a picture that is at most seven times 32 wide.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let [width, height] = [ratio * LOGO_HEIGHT, LOGO_HEIGHT].map(|size| size.round().max(1.0) as u32);
    Ok(Logo { light, dark: dark.map(|(address, _)| address), width, height })
}

/// Reads the icons that there are.
///
/// # Errors
/// When one is too large, no square, or not what its name says.
pub fn icons(folder: &Path) -> Result<Vec<Icon>, Slips> {
    let mut icons = vec![];
    for (name, format, attributes) in ICONS {
        let file = folder.join(format!("{name}.{format}"));
        if file.is_file() {
            let (bytes, ratio) = checked(&file, ICON_LIMIT)?;
            if (ratio - 1.0).abs() > 0.02 {
                let mut report = Report::on(&file);
                report.add(
                    None,
                    format!("is {ratio:.2} times as wide as tall; allowed: a square, as tabs and home screens are"),
                );
                return report.finish(None);
            }
            icons.push(Icon { name, format, attributes, bytes });
        }
    }
    Ok(icons)
}

/// Checks a picture of the introduction.
///
/// # Errors
/// When it is missing, too large, or not what its name says.
pub fn picture(file: &Path) -> Result<(), Slips> {
    checked(file, PICTURE_LIMIT).map(|_| ())
}

/// The text of an SVG that holds nothing but shapes, of at most `limit` bytes.
///
/// # Errors
/// When it is missing, too large, or has more than shapes.
pub fn shapes(file: &Path, limit: usize) -> Result<String, Slips> {
    checked(file, limit).map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned())
}

/// The one file of this name, whatever its format.
fn find(folder: &Path, name: &str) -> Result<Option<PathBuf>, Slips> {
    let mut found = FORMATS.iter().map(|(format, _)| folder.join(format!("{name}.{format}"))).filter(|f| f.is_file());
    let first = found.next();
    if let Some(second) = found.next() {
        let mut report = Report::on(&second);
        report.add(None, format!("is one {name} too many; keep one"));
        return report.finish(None);
    }
    Ok(first)
}

/// A picture as a `data:` URI, and its width divided by its height.
fn read(file: &Path, limit: usize) -> Result<(String, f32), Slips> {
    let (bytes, ratio) = checked(file, limit)?;
    if !(1.0 / WIDEST..=WIDEST).contains(&ratio) {
        let mut report = Report::on(file);
        report.add(None, format!("is {ratio:.2} times as wide as tall; allowed: up to {WIDEST} times either way"));
        return report.finish(None);
    }
    let address = match std::str::from_utf8(&bytes) {
        Ok(text) if has_format(file, "svg") => svg_address(text),
        _ => {
            let media_type = FORMATS.iter().find(|(format, _)| has_format(file, format)).map_or("", |(_, of)| of);
            format!("data:{media_type};base64,{}", STANDARD.encode(&bytes))
        }
    };
    Ok((address, ratio))
}

fn has_format(file: &Path, format: &str) -> bool {
    file.extension().is_some_and(|extension| extension == format)
}

/// A picture's bytes and its width divided by its height.
fn checked(file: &Path, limit: usize) -> Result<(Vec<u8>, f32), Slips> {
    let mut report = Report::on(file);
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            report.add(None, format!("cannot be read: {error}"));
            return report.finish(None);
        }
    };
    if bytes.len() > limit {
        report.add(None, format!("has {} bytes; allowed: {limit}", bytes.len()));
    }
    let ratio =
        if has_format(file, "svg") { svg_ratio(&bytes, &mut report) } else { raster_ratio(file, &bytes, &mut report) };
    report.finish(ratio.map(|ratio| (bytes, ratio)))
}

fn svg_ratio(bytes: &[u8], report: &mut Report) -> Option<f32> {
    let text = text::decode(bytes.to_vec(), report)?;
    match svg::check(&text) {
        Ok(ratio) => Some(ratio),
        Err(wrong) => {
            for (line, what) in wrong {
                report.add(line, what);
            }
            None
        }
    }
}

fn raster_ratio(file: &Path, bytes: &[u8], report: &mut Report) -> Option<f32> {
    let is_named_so = match imagesize::image_type(bytes) {
        Ok(imagesize::ImageType::Png) => has_format(file, "png"),
        Ok(imagesize::ImageType::Webp) => has_format(file, "webp"),
        _ => false,
    };
    let size = imagesize::blob_size(bytes).ok().filter(|size| is_named_so && size.width > 0 && size.height > 0);
    if size.is_none() {
        report.add(None, "is not a picture of the format that its name says; allowed: svg, png, webp");
    }
    if let Some(size) = size.filter(|size| size.width.max(size.height) > PIXELS) {
        let (width, height) = (size.width, size.height);
        report.add(None, format!("has {width} × {height} pixels; allowed: up to {PIXELS} either way"));
    }
    // Pixels of a picture of a few kilobytes.
    #[allow(clippy::cast_precision_loss)]
    size.map(|size| size.width as f32 / size.height as f32)
}

/// An SVG as a `data:` URI (RFC 2397) that may stand in `src` and `srcset` alike: shorter than base64.
fn svg_address(svg: &str) -> String {
    let mut joined = String::with_capacity(svg.len());
    for line in svg.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // Between two tags white space means nothing; inside one it parts attributes.
        let is_between_tags = joined.ends_with('>') && line.starts_with('<');
        if !joined.is_empty() && !is_between_tags {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    // Single quotes need no escape in the attribute that the address will stand in.
    let joined = if joined.contains('\'') { joined } else { joined.replace('"', "'") };
    let mut address = String::from("data:image/svg+xml,");
    for byte in joined.bytes() {
        match byte {
            b'%' | b'#' | b' ' | b'"' | b'<' | b'>' | 0..0x20 | 0x7f.. => {
                // Writing into a String cannot fail.
                let _ = write!(address, "%{byte:02X}");
            }
            byte => address.push(char::from(byte)),
        }
    }
    address
}

#[cfg(test)]
mod tests;
