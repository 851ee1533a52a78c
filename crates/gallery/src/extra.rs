//! What a brand adds to a screen for a while: an announcement, the hint for who has moved. In a cell they are there only
//! when its name says so, so that nothing depends on the day on which a brand was written.

use auth_contract::samples;

use portico::page::announcement::{Announcement, Span};

/// What is added in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// An announcement is due.
    Announced,
    /// One that is as long as anybody should make it, with a link.
    AnnouncedLongest,
    /// One that was put away: nothing of it is seen.
    AnnouncedDismissed,
    /// People signed in elsewhere before.
    Moved,
    /// The same, at an address that has to be broken.
    MovedLongest,
    /// The hint was put away.
    MovedDismissed,
}

impl Extra {
    /// Screen, state, and what is added there.
    pub const ALL: [(&str, &str, Self); 7] = [
        ("identify", "announcement", Self::Announced),
        ("identify", "announcement-longest", Self::AnnouncedLongest),
        ("identify", "announcement-dismissed", Self::AnnouncedDismissed),
        ("password", "moved", Self::Moved),
        ("password", "moved-longest", Self::MovedLongest),
        ("password", "moved-dismissed", Self::MovedDismissed),
        ("password-reset-request", "moved", Self::Moved),
    ];

    /// The file that draws it.
    pub fn source(self) -> &'static str {
        match self {
            Self::Announced | Self::AnnouncedLongest | Self::AnnouncedDismissed => "src/page/announcement/note.rs",
            Self::Moved | Self::MovedLongest | Self::MovedDismissed => "src/ui/moved_hint.rs",
        }
    }

    /// Whether the person has put it away.
    pub fn is_dismissed(self) -> bool {
        matches!(self, Self::AnnouncedDismissed | Self::MovedDismissed)
    }

    /// The announcement of this cell, due at the moment of the samples. `own` are those of the brand.
    pub fn announcement(self, own: &[Announcement]) -> Option<Announcement> {
        let span = Span { from: samples::NOW.plus(-60), until: samples::NOW.plus(86_400) };
        let announcement = match self {
            Self::Announced | Self::AnnouncedDismissed => own.first().cloned().unwrap_or_else(usual),
            Self::AnnouncedLongest => longest(),
            _ => return None,
        };
        Some(Announcement { span, ..announcement })
    }

    /// The content of `<meta name="portico-moved">`.
    pub fn moved(self) -> Option<String> {
        let host = match self {
            Self::Moved | Self::MovedDismissed => "app.example.com",
            Self::MovedLongest => "innlogging.pasientadministrasjon.helseforetaket-nordfjord.example",
            _ => return None,
        };
        Some(format!("{host} {}", samples::NOW.plus(86_400).0))
    }
}

/// Of a brand that has none of its own.
fn usual() -> Announcement {
    written(
        &[("en", "Only how you sign in has changed"), ("nb", "Bare innloggingen er ny")],
        &[
            ("en", "Your data and all features are just as they were. You may have to sign in once more."),
            ("nb", "Dataene dine og alle funksjoner er som før. Du må kanskje logge inn en gang til."),
        ],
        None,
    )
}

fn longest() -> Announcement {
    written(
        &[
            ("en", "On the night to Sunday, sign-in for every hospital, practice and laboratory moves to this page"),
            (
                "nb",
                "Natt til søndag flytter innloggingen for alle sykehus, legekontorer og laboratorier til denne siden",
            ),
        ],
        &[
            (
                "en",
                "Your data, your access and all features are just as they were. You may have to sign in once more on each of your devices, and programs that were installed before November will ask to be updated. If your organisation looks after your computer, its IT department has heard from us already, and there is nothing that you have to do.",
            ),
            (
                "nb",
                "Dataene, tilgangen din og alle funksjoner er som før. Du må kanskje logge inn en gang til på hver av enhetene dine, og programmer som ble installert før november, vil be om å bli oppdatert. Hvis virksomheten din tar seg av datamaskinen din, har IT-avdelingen alt hørt fra oss, og du trenger ikke å gjøre noe.",
            ),
        ],
        Some("https://example.com/help"),
    )
}

fn written(title: &[(&str, &str)], text: &[(&str, &str)], link: Option<&str>) -> Announcement {
    let texts = |texts: &[(&str, &str)]| {
        texts.iter().map(|(language, text)| ((*language).to_owned(), (*text).to_owned())).collect()
    };
    Announcement {
        id: "sample".into(),
        span: Span { from: samples::NOW, until: samples::NOW },
        title: texts(title),
        text: texts(text),
        link: link.map(|href| (None, href.to_owned())).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cell_announces_is_due_there() {
        for (_, state, extra) in Extra::ALL {
            let announcement = extra.announcement(&[]);
            assert_eq!(announcement.is_some(), state.starts_with("announcement"), "{state}");
            assert_eq!(extra.moved().is_some(), state.starts_with("moved"), "{state}");
            assert!(announcement.is_none_or(|announcement| announcement.span.holds(samples::NOW)), "{state}");
        }
    }

    #[test]
    fn a_brand_that_announces_something_is_shown_with_its_own_words() {
        let own = Announcement { id: "own".into(), ..longest() };
        assert_eq!(Extra::Announced.announcement(&[own]).unwrap().id, "own");
    }
}
