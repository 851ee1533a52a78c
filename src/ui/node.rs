//! What screens are made of: elements and texts, all of one type.
//!
//! `view!` gives every element a type of its own, and the compiler then writes building, changing and removing anew for
//! each; view code was more than a third of the program. A `Node` is an ordinary Leptos view (it implements `Render` and
//! `RenderHtml` and listens to signals), but all nodes share that code (docs/decisions/0006-small-views.md).

mod html;
mod state;

#[cfg(feature = "csr")]
pub use state::Built;

use leptos::web_sys::Event;

use crate::context::{Handler, Text};

type Listener = Box<dyn Fn(Event) + Send + Sync>;

/// A part of a screen.
pub enum Node {
    El(El),
    /// A text that stays as it is.
    Fixed(String),
    /// A text that follows its signal.
    Reactive(Text),
}

/// An element under construction.
#[must_use]
pub struct El {
    tag: &'static str,
    /// SVG lives in a name space of its own.
    svg: bool,
    attributes: Vec<(&'static str, Value)>,
    listeners: Vec<(&'static str, Listener)>,
    children: Vec<Node>,
}

enum Value {
    Fixed(String),
    Reactive(Text),
}

/// Begins an HTML element.
pub fn el(tag: &'static str, class: &'static str) -> El {
    let el = El { tag, svg: false, attributes: vec![], listeners: vec![], children: vec![] };
    if class.is_empty() { el } else { el.attr("class", class) }
}

/// Begins an SVG element.
pub fn svg(tag: &'static str, class: &'static str) -> El {
    El { svg: true, ..el(tag, class) }
}

#[cfg(feature = "preview")]
impl Node {
    /// What a person reads, in order.
    pub fn text(&self) -> String {
        use leptos::prelude::GetUntracked;
        match self {
            Self::El(el) => el.children.iter().map(|child| child.text() + " ").collect(),
            Self::Fixed(text) => text.clone(),
            Self::Reactive(text) => text.get_untracked(),
        }
    }
}

impl El {
    /// An attribute that stays as it is.
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, Value::Fixed(value.into())));
        self
    }

    /// Several attributes that stay as they are.
    pub fn attrs(mut self, attributes: &[(&'static str, &'static str)]) -> Self {
        for (name, value) in attributes {
            self = self.attr(name, *value);
        }
        self
    }

    /// An attribute that follows its signal. While the text is empty the attribute is absent.
    pub fn bind(mut self, name: &'static str, value: Text) -> Self {
        self.attributes.push((name, Value::Reactive(value)));
        self
    }

    /// What an event does.
    pub fn on(mut self, event: &'static str, listener: impl Fn(Event) + Send + Sync + 'static) -> Self {
        self.listeners.push((event, Box::new(listener)));
        self
    }

    /// What a press does.
    pub fn on_press(self, handler: Handler) -> Self {
        self.on("click", move |_| handler())
    }

    /// The element around these parts.
    pub fn with(mut self, parts: Vec<Node>) -> Node {
        self.children = parts;
        Node::El(self)
    }

    /// The element with nothing in it.
    pub fn empty(self) -> Node {
        Node::El(self)
    }

    /// The element around a text that follows its signal.
    pub fn say(self, text: Text) -> Node {
        self.with(vec![Node::Reactive(text)])
    }

    /// The element around a text that stays as it is.
    pub fn show(self, text: impl Into<String>) -> Node {
        self.with(vec![Node::Fixed(text.into())])
    }
}
