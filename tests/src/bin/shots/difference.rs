//! What differs between two pictures.

use image::{Rgba, RgbaImage};

/// How a changed pixel is shown.
const CHANGED: Rgba<u8> = Rgba([225, 0, 110, 255]);

/// The difference of two pictures.
#[derive(Debug)]
pub struct Difference {
    /// What changed stands out of a pale copy of the newer one; as large as the larger of both.
    pub picture: RgbaImage,
    /// Pixels that changed; one that only one picture has counts.
    pub changed: usize,
}

impl Difference {
    /// The share of pixels that changed, from 0 to 1.
    pub fn share(&self) -> f64 {
        let (width, height) = self.picture.dimensions();
        // Pixels of a picture are far fewer than what an f64 counts exactly.
        #[allow(clippy::cast_precision_loss)]
        let changed = self.changed as f64;
        changed / (f64::from(width) * f64::from(height)).max(1.0)
    }
}

/// Compares two pictures, pixel by pixel; `None` when they are the same.
pub fn between(before: &RgbaImage, after: &RgbaImage) -> Option<Difference> {
    if before == after {
        return None;
    }
    let (width, height) = (before.width().max(after.width()), before.height().max(after.height()));
    let mut picture = RgbaImage::new(width, height);
    let mut changed = 0;
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (old, new) = (before.get_pixel_checked(x, y), after.get_pixel_checked(x, y));
        *pixel = if old == new {
            pale(new.copied().unwrap_or(Rgba([255; 4])))
        } else {
            changed += 1;
            CHANGED
        };
    }
    Some(Difference { picture, changed })
}

/// Grey and faint, so that what changed stands out of it.
fn pale(pixel: Rgba<u8>) -> Rgba<u8> {
    let [red, green, blue, _] = pixel.0.map(u16::from);
    let grey = (red * 3 + green * 6 + blue) / 10;
    let light = u8::try_from(255 - (255 - grey) / 4).unwrap_or(u8::MAX);
    Rgba([light, light, light, 255])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white(width: u32, height: u32) -> RgbaImage {
        RgbaImage::from_pixel(width, height, Rgba([255; 4]))
    }

    #[test]
    fn the_same_picture_does_not_differ() {
        assert!(between(&white(3, 2), &white(3, 2)).is_none());
    }

    #[test]
    fn one_pixel_is_found_and_marked() {
        let mut after = white(10, 10);
        after.put_pixel(4, 5, Rgba([254, 255, 255, 255]));
        let difference = between(&white(10, 10), &after).expect("a difference");
        assert_eq!((difference.changed, difference.picture[(4, 5)]), (1, CHANGED));
        assert_eq!(difference.picture[(0, 0)], Rgba([255; 4]));
        assert!((difference.share() - 0.01).abs() < f64::EPSILON);
    }

    #[test]
    fn what_only_one_of_them_has_is_changed() {
        let difference = between(&white(2, 2), &white(2, 5)).expect("a difference");
        assert_eq!((difference.changed, difference.picture.dimensions()), (6, (2, 5)));
    }
}
