use super::*;
use crate::testing::scratch;

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\"\n  viewBox=\"0 0 64 32\">\n  <path d=\"M0 0\" fill=\"#0aé\"/>\n</svg>\n";
/// The size stands in the header, which is all that is read.
fn png(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", size.as_slice(), b"\x08\x02\0\0\0"].concat()
}

fn message<T>(result: Result<T, Slips>) -> String {
    result.err().expect("it is refused").to_string()
}

#[test]
fn a_logo_is_an_address_that_fits_into_src_and_srcset() {
    let folder = scratch("logo");
    fs::write(folder.join("logo.svg"), SVG).unwrap();
    fs::write(folder.join("logo-dark.png"), png(2, 1)).unwrap();
    let logo = logo(&folder).unwrap();
    assert_eq!(
        logo.light,
        "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2064%2032'%3E%3Cpath%20d='M0%200'%20fill='%230a%C3%A9'/%3E%3C/svg%3E"
    );
    assert!(logo.dark.unwrap().starts_with("data:image/png;base64,iVBORw0K"));
    assert_eq!((logo.width, logo.height), (64, 32));
}

#[test]
fn a_logo_that_cannot_be_used_is_refused() {
    let folder = scratch("logo-wrong");
    assert!(message(logo(&folder)).ends_with("logo.svg: is missing; allowed: logo.svg, logo.png, logo.webp"));
    fs::write(folder.join("logo.png"), "GIF89a").unwrap();
    assert!(message(logo(&folder)).contains("is not a picture of the format"));
    fs::write(folder.join("logo.png"), png(40_000, 40_000)).unwrap();
    assert!(message(logo(&folder)).contains("has 40000 × 40000 pixels; allowed: up to 2048"));
    fs::write(folder.join("logo.svg"), SVG).unwrap();
    assert!(message(logo(&folder)).contains("one logo too many"));
    fs::remove_file(folder.join("logo.png")).unwrap();
    fs::write(folder.join("logo-dark.svg"), SVG.replace("64 32", "32 32")).unwrap();
    assert!(message(logo(&folder)).contains("other proportions"));
    fs::remove_file(folder.join("logo-dark.svg")).unwrap();
    fs::write(folder.join("logo.svg"), SVG.replace("64 32", "640 32")).unwrap();
    assert!(message(logo(&folder)).contains("20.00 times as wide as tall; allowed: up to 7"));
    let long = SVG.replace("M0 0", &"M0 0".repeat(2_000));
    fs::write(folder.join("logo.svg"), &long).unwrap();
    assert!(message(logo(&folder)).contains(&format!("has {} bytes; allowed: 8000", long.len())));
    fs::write(folder.join("logo.svg"), SVG.replace("<path", "<script")).unwrap();
    assert!(message(logo(&folder)).contains("logo.svg:3: <script> is refused; allowed: svg, g, path"));
}

#[test]
fn icons_are_those_that_are_there() {
    let folder = scratch("icons");
    assert!(icons(&folder).unwrap().is_empty());
    fs::write(folder.join("favicon.svg"), SVG).unwrap();
    assert!(message(icons(&folder)).contains("favicon.svg: is 2.00 times as wide as tall; allowed: a square"));
    fs::write(folder.join("favicon.svg"), SVG.replace("64 32", "32 32")).unwrap();
    fs::write(folder.join("apple-touch-icon.png"), png(180, 180)).unwrap();
    let found = icons(&folder).unwrap();
    assert_eq!(found.iter().map(|icon| icon.name).collect::<Vec<_>>(), ["favicon", "apple-touch-icon"]);
    fs::write(folder.join("favicon.png"), SVG).unwrap();
    assert!(message(icons(&folder)).contains("favicon.png: is not a picture"));
}
