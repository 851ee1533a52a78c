//! The frame's arithmetic: what the page in it is told, and how large that is drawn.

/// The screens that a page must fit: width and height in px.
pub const PRESETS: [(u16, u16); 4] = [(320, 568), (390, 844), (768, 1024), (1280, 800)];

/// The zooms of a browser that are offered, in per cent.
pub const ZOOMS: [u16; 5] = [100, 150, 200, 300, 400];

/// The sizes of text that are offered, in per cent.
pub const TEXTS: [u16; 4] = [100, 125, 150, 200];

/// The height that goes with a width: that of the preset, or of the next wider one.
pub fn usual_height(width: u16) -> u16 {
    let preset = PRESETS.iter().find(|(preset, _)| *preset >= width).unwrap_or(&PRESETS[3]);
    preset.1
}

/// A page in its frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The window, in px before zoom.
    pub width: u16,
    pub height: u16,
    /// What the page believes it has, in CSS px.
    pub css_width: u16,
    pub css_height: u16,
    /// By how much the frame's content is drawn larger or smaller.
    pub scale: f64,
    /// By how much the window is drawn smaller than it is, so that it fits; never more than 1.
    pub fit: f64,
}

impl Measure {
    /// The frame for a window of `width` × `height` px under a browser's `zoom` in per cent, where `room` px are left
    /// to draw it. Zoom makes the page's window smaller by as much as everything in it becomes larger.
    pub fn new(width: u16, height: u16, zoom: u16, room: f64) -> Self {
        let css = |length: u16| -> u16 {
            let shrunk = (u32::from(length) * 100 + u32::from(zoom) / 2) / u32::from(zoom.max(1));
            u16::try_from(shrunk).unwrap_or(u16::MAX).max(1)
        };
        let fit = (room / f64::from(width)).clamp(0.05, 1.0);
        Self {
            width,
            height,
            css_width: css(width),
            css_height: css(height),
            scale: fit * f64::from(zoom) / 100.0,
            fit,
        }
    }

    /// What the frame measures where it is drawn, in px.
    pub fn drawn(&self) -> (f64, f64) {
        (f64::from(self.width) * self.fit, f64::from(self.height) * self.fit)
    }

    /// In words, for the line under the stage.
    pub fn words(&self) -> String {
        let window = format!("{} × {} px", self.width, self.height);
        let zoomed =
            (self.css_width != self.width).then(|| format!(", {} × {} CSS px", self.css_width, self.css_height));
        let shown = (self.fit < 1.0).then(|| format!(", shown at {:.0} %", self.fit * 100.0));
        [window, zoomed.unwrap_or_default(), shown.unwrap_or_default()].concat()
    }
}

/// The preset after or before a width, round the ends.
pub fn next_width(width: u16) -> u16 {
    PRESETS.iter().map(|(preset, _)| *preset).find(|preset| *preset > width).unwrap_or(PRESETS[0].0)
}

/// Between two tiles of the overview, in px.
pub const GAP: f64 = 20.0;

/// How wide a tile of the overview is drawn, in px: about half as wide as the window, and then as much wider as fills
/// the row. Never wider than the window itself.
pub fn tile_width(width: u16, room: f64) -> f64 {
    let least = (f64::from(width) * 0.5).clamp(180.0, 360.0).min(room);
    let abreast = ((room + GAP) / (least + GAP)).floor().max(1.0);
    ((room - (abreast - 1.0) * GAP) / abreast).min(f64::from(width))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn four_hundred_per_cent_of_1280_is_320() {
        let measure = Measure::new(1280, 1024, 400, 2000.0);
        assert_eq!((measure.css_width, measure.css_height), (320, 256));
        assert!(close(measure.scale, 4.0) && close(measure.fit, 1.0));
        assert_eq!(measure.words(), "1280 × 1024 px, 320 × 256 CSS px");
    }

    #[test]
    fn what_does_not_fit_is_drawn_smaller_and_says_so() {
        let measure = Measure::new(1280, 800, 100, 640.0);
        assert_eq!(measure.css_width, 1280, "the page does not notice");
        assert!(close(measure.scale, 0.5));
        let (width, height) = measure.drawn();
        assert!(close(width, 640.0) && close(height, 400.0));
        assert_eq!(measure.words(), "1280 × 800 px, shown at 50 %");
    }

    #[test]
    fn what_fits_is_never_blown_up() {
        let measure = Measure::new(320, 568, 100, 900.0);
        assert!(close(measure.scale, 1.0));
        assert_eq!(measure.words(), "320 × 568 px");
    }

    #[test]
    fn the_content_fills_the_frame_to_the_pixel() {
        for zoom in ZOOMS {
            for (width, height) in PRESETS {
                let measure = Measure::new(width, height, zoom, 500.0);
                let (drawn, _) = measure.drawn();
                assert!((f64::from(measure.css_width) * measure.scale - drawn).abs() <= measure.scale, "{measure:?}");
            }
        }
    }

    #[test]
    fn a_height_goes_with_every_width() {
        assert_eq!(usual_height(320), 568);
        assert_eq!(usual_height(500), 1024);
        assert_eq!(usual_height(2000), 800);
    }

    #[test]
    fn tiles_fill_their_row() {
        for room in [200.0, 640.0, 1000.0, 1713.0] {
            for (width, _) in PRESETS {
                let tile = tile_width(width, room);
                let abreast = ((room + GAP) / (tile + GAP)).round();
                let left = room - (abreast * (tile + GAP) - GAP);
                assert!((0.0 - 1e-6..tile).contains(&left), "{width} in {room}: {tile}");
                assert!(close(left, 0.0) || close(tile, f64::from(width)), "{width} in {room}: {tile}");
            }
        }
    }

    #[test]
    fn widths_go_round() {
        let mut seen = vec![];
        let mut width = 390;
        for _ in 0..4 {
            width = next_width(width);
            seen.push(width);
        }
        assert_eq!(seen, [768, 1280, 320, 390]);
        assert_eq!(next_width(500), 768);
    }
}
