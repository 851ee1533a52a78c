//! The icons.

use super::{Node, el, svg};

/// The icons of the page, drawn for it on a 20-unit grid with a stroke of 1.75.
#[derive(Clone, Copy, Debug)]
pub enum Icon {
    Phone,
    Mail,
    Message,
    Key,
    Codes,
    Forward,
    Done,
    Stop,
    Cloud,
    Clock,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Phone => "M7.5 2.5h5a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM9 14.5h2",
            Self::Mail => "M4.5 4.5h11a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM3 6l7 5 7-5",
            Self::Message => {
                "M4.5 3.5h11a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9l-4 3.2v-3.2h-.5a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z"
            }
            Self::Key => "M7 9.2a3.8 3.8 0 1 0 .01 0zM9.7 10.3l7-7M13.4 6.6l2.6 2.6",
            Self::Codes => {
                "M4.5 3.5h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM6.5 7.5h3M6.5 10h3M6.5 12.5h3M12 7.5h1.5M12 10h1.5M12 12.5h1.5"
            }
            Self::Forward => "M8 5l5 5-5 5",
            Self::Done => "M4 10.5l4.2 4L16 6",
            Self::Stop => "M10 2.8a7.2 7.2 0 1 0 .01 0zM6.5 10h7",
            Self::Cloud => "M3.5 3.5l13 13M6.2 7A4 4 0 0 0 6 15h8.4M8.5 5.3A4.2 4.2 0 0 1 14 9a3 3 0 0 1 2.6 4.6",
            Self::Clock => "M10 2.8a7.2 7.2 0 1 0 .01 0zM10 6v4.2l2.6 1.8",
        }
    }
}

/// Draws an icon in the colour of the text around it. It says nothing: the text beside it does.
pub fn icon(icon: Icon) -> Node {
    svg("svg", "icon")
        .attrs(&[("viewBox", "0 0 20 20"), ("aria-hidden", "true"), ("focusable", "false")])
        .with(vec![svg("path", "").attr("d", icon.path()).empty()])
}

/// A large icon above the heading, for screens that say how something ended.
pub fn emblem(class: &'static str, symbol: Icon) -> Node {
    el("div", class).with(vec![icon(symbol)])
}
