//! The address of a cell: everything that decides what is seen stands in the hash, so that a copied address shows a
//! colleague the same. Both documents of the gallery read the same hash; what concerns the shell alone is left out for
//! the frame ([`Address::for_cell`]).

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

/// The language that is shown when the address names none.
pub const DEFAULT_LANGUAGE: &str = "en";
/// The brand that is shown when the address names none.
pub const DEFAULT_BRAND: &str = "portico";
/// The width of the frame, in CSS px, when the address names none.
pub const DEFAULT_WIDTH: u16 = 390;
/// What the frame may measure either way, in CSS px.
pub const SIZES: std::ops::RangeInclusive<u16> = 200..=3840;
/// Zoom, in per cent.
pub const ZOOMS: std::ops::RangeInclusive<u16> = 100..=400;
/// Size of text, in per cent of the browser's usual one.
pub const TEXTS: std::ops::RangeInclusive<u16> = 50..=400;

/// One look at the gallery. A field that has its default value does not appear in the hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The id of a cell; empty: the first one.
    pub cell: String,
    /// A BCP 47 tag; may name a language that does not exist.
    pub language: String,
    /// Set against what the language says.
    pub direction: Option<Direction>,
    /// `None`: the system's.
    pub theme: Option<Theme>,
    /// Forced colours, imitated.
    pub forced: bool,
    pub reduced_motion: bool,
    /// The name of a brand; may name one that does not exist.
    pub brand: String,
    pub network: Network,
    /// The name of the walk that answers presses.
    pub play: Option<String>,
    pub lenses: Lenses,
    /// Clock, caret and animations stand still, for pictures.
    pub still: bool,
    /// Size of text in per cent, within [`TEXTS`].
    pub text: u16,
    /// Shell only: what the window of the page measures, in px before zoom, within [`SIZES`].
    pub width: u16,
    /// Shell only: `None`: what goes with the width.
    pub height: Option<u16>,
    /// Shell only: the browser's zoom in per cent, within [`ZOOMS`].
    pub zoom: u16,
    /// Shell only.
    pub view: View,
    /// Shell only: what is searched for in the list.
    pub query: String,
}

impl Default for Address {
    fn default() -> Self {
        Self {
            cell: String::new(),
            language: DEFAULT_LANGUAGE.to_owned(),
            direction: None,
            theme: None,
            forced: false,
            reduced_motion: false,
            brand: DEFAULT_BRAND.to_owned(),
            network: Network::Normal,
            play: None,
            lenses: Lenses::default(),
            still: false,
            text: 100,
            width: DEFAULT_WIDTH,
            height: None,
            zoom: 100,
            view: View::Cell,
            query: String::new(),
        }
    }
}

/// Declares a choice of few words, with the words it has in the hash.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($variant),+ }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the hash.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one of this word.
            pub fn of(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

choice!(Direction { Ltr = "ltr", Rtl = "rtl" });
choice!(Theme { Light = "light", Dark = "dark" });
choice!(
    /// How the scripted answers arrive.
    Network { Normal = "normal", Slow = "slow", Offline = "offline" }
);
choice!(
    /// What is drawn over the page.
    Lens { Keys = "keys", Autofill = "autofill", A11y = "a11y", Grid = "grid" }
);
choice!(
    /// What the shell shows: one cell, all states of its screen, or the cell in all languages.
    View { Cell = "cell", States = "states", Languages = "languages" }
);

/// A set of lenses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lenses(Vec<Lens>);

impl Lenses {
    pub fn has(&self, lens: Lens) -> bool {
        self.0.contains(&lens)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts the lens on or takes it off.
    pub fn toggle(&mut self, lens: Lens) {
        if self.has(lens) {
            self.0.retain(|other| *other != lens);
        } else {
            self.0.push(lens);
            self.0.sort_unstable();
        }
    }

    /// In the order of [`Lens::ALL`], each once.
    pub fn iter(&self) -> impl Iterator<Item = Lens> + '_ {
        self.0.iter().copied()
    }

    fn parse(value: &str) -> Self {
        let mut lenses: Vec<_> = value.split(',').filter_map(Lens::of).collect();
        lenses.sort_unstable();
        lenses.dedup();
        Self(lenses)
    }
}

impl Address {
    /// Reads a hash, with or without its `#`. A key that is not known is passed over; a value that makes no sense is
    /// as good as none; of a key given twice the last counts.
    pub fn parse(hash: &str) -> Self {
        let mut address = Self::default();
        for pair in hash.trim_start_matches('#').split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            address.set(key, &decode(value));
        }
        address
    }

    fn set(&mut self, key: &str, value: &str) {
        match key {
            "cell" => self.cell = name(value).unwrap_or_default(),
            "lang" => self.language = name(value).unwrap_or_else(|| DEFAULT_LANGUAGE.to_owned()),
            "dir" => self.direction = Direction::of(value),
            "theme" => self.theme = Theme::of(value),
            "forced" => self.forced = value == "1",
            "motion" => self.reduced_motion = value == "reduced",
            "brand" => self.brand = name(value).unwrap_or_else(|| DEFAULT_BRAND.to_owned()),
            "network" => self.network = Network::of(value).unwrap_or(Network::Normal),
            "play" => self.play = name(value),
            "lens" => self.lenses = Lenses::parse(value),
            "still" => self.still = value == "1",
            "text" => self.text = number(value, &TEXTS).unwrap_or(100),
            "width" => self.width = number(value, &SIZES).unwrap_or(DEFAULT_WIDTH),
            "height" => self.height = number(value, &SIZES),
            "zoom" => self.zoom = number(value, &ZOOMS).unwrap_or(100),
            "view" => self.view = View::of(value).unwrap_or(View::Cell),
            "q" => value.clone_into(&mut self.query),
            _ => {}
        }
    }

    /// The hash that is read back as this address. Always begins with `#`: an address without one would load the
    /// document anew.
    pub fn to_hash(&self) -> String {
        let mut hash = String::from("#");
        let mut put = |key: &str, value: &str| {
            if hash.len() > 1 {
                hash.push('&');
            }
            hash.push_str(key);
            hash.push('=');
            encode(value, &mut hash);
        };
        let usual = Self::default();
        if self.cell != usual.cell {
            put("cell", &self.cell);
        }
        if self.language != usual.language {
            put("lang", &self.language);
        }
        if let Some(direction) = self.direction {
            put("dir", direction.word());
        }
        if let Some(theme) = self.theme {
            put("theme", theme.word());
        }
        if self.forced {
            put("forced", "1");
        }
        if self.reduced_motion {
            put("motion", "reduced");
        }
        if self.brand != usual.brand {
            put("brand", &self.brand);
        }
        if self.network != usual.network {
            put("network", self.network.word());
        }
        if let Some(play) = &self.play {
            put("play", play);
        }
        if !self.lenses.is_empty() {
            put("lens", &self.lenses.iter().map(Lens::word).collect::<Vec<_>>().join(","));
        }
        if self.still {
            put("still", "1");
        }
        if self.text != usual.text {
            put("text", &self.text.to_string());
        }
        if self.width != usual.width {
            put("width", &self.width.to_string());
        }
        if let Some(height) = self.height {
            put("height", &height.to_string());
        }
        if self.zoom != usual.zoom {
            put("zoom", &self.zoom.to_string());
        }
        if self.view != usual.view {
            put("view", self.view.word());
        }
        if self.query != usual.query {
            put("q", &self.query);
        }
        hash
    }

    /// The same without what concerns the shell alone: two addresses that show the same cell are the same here.
    #[must_use]
    pub fn for_cell(&self) -> Self {
        let Self { width, height, zoom, view, query, .. } = Self::default();
        Self { width, height, zoom, view, query, ..self.clone() }
    }
}

/// A name of ours: nothing else may reach a selector, a file name or a message.
fn name(value: &str) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    (!value.is_empty() && value.len() <= 80 && value.chars().all(plain)).then(|| value.to_owned())
}

fn number(value: &str, range: &std::ops::RangeInclusive<u16>) -> Option<u16> {
    value.parse().ok().filter(|number| range.contains(number))
}

/// Writes what a hash may hold as it is, and the rest per cent. Commas stay, so that a list can be read.
fn encode(value: &str, out: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Undoes [`encode`]. Chat programs encode what we did not, and leave as it is what we would have encoded.
fn decode(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let pair =
            (*first == b'%').then(|| tail.get(..2)).flatten().filter(|pair| pair.iter().all(u8::is_ascii_hexdigit));
        let pair = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(byte) = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
