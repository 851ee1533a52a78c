//! Reads QR codes from pictures with `rqrr`, a decoder that shares nothing with the product's encoder.

/// The text of the only QR code in a PNG.
///
/// # Errors
/// Words on why an app's camera would not read it: no code found, more than one, or one that does not decode.
pub fn decode(png: &[u8]) -> Result<String, String> {
    let picture = image::load_from_memory_with_format(png, image::ImageFormat::Png)
        .map_err(|error| format!("no PNG: {error}"))?
        .to_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        let pixel = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        picture.get_pixel(pixel(x), pixel(y)).0[0]
    });
    match prepared.detect_grids().as_slice() {
        [] => Err("no QR code in the picture".into()),
        [grid] => grid.decode().map(|(_, text)| text).map_err(|error| format!("the QR code does not decode: {error}")),
        several => Err(format!("{} QR codes in one picture", several.len())),
    }
}
