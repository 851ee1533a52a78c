//! Nodes in the document.

use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{self, Document, Element, Event};

use super::{El, Node, Value};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A node in the document, with everything that must live as long as it does.
pub struct Built {
    node: web_sys::Node,
    /// Held, never read: dropping it stops it.
    _alive: Vec<Alive>,
}

#[allow(dead_code)]
enum Alive {
    Child(Built),
    Follows(RenderEffect<()>),
    Listens(Closure<dyn Fn(Event)>),
}

impl Render for Node {
    type State = Built;

    fn build(self) -> Built {
        self.build_in(&document())
    }

    /// One screen has nothing in common with the next, so a node is replaced and never changed into another.
    fn rebuild(self, state: &mut Built) {
        let mut built = self.build();
        state.insert_before_this(&mut built);
        state.unmount();
        *state = built;
    }
}

impl Node {
    fn build_in(self, document: &Document) -> Built {
        match self {
            Self::El(el) => el.build_in(document),
            Self::Fixed(text) => Built { node: document.create_text_node(&text).into(), _alive: vec![] },
            Self::Reactive(text) => {
                let node = document.create_text_node("");
                let follower = node.clone();
                let effect = RenderEffect::new(move |_| text.with(|text| follower.set_data(text)));
                Built { node: node.into(), _alive: vec![Alive::Follows(effect)] }
            }
        }
    }
}

impl El {
    fn build_in(self, document: &Document) -> Built {
        let element =
            if self.svg { document.create_element_ns(Some(SVG), self.tag) } else { document.create_element(self.tag) }
                .expect("the tags of the page are names");
        let mut alive = Vec::with_capacity(self.children.len() + self.listeners.len());
        for (name, value) in self.attributes {
            match value {
                Value::Fixed(value) => set(&element, name, &value),
                Value::Reactive(value) => {
                    let element = element.clone();
                    let follow = move |value: &String| {
                        if value.is_empty() {
                            let _ = element.remove_attribute(name);
                        } else {
                            set(&element, name, value);
                        }
                    };
                    alive.push(Alive::Follows(RenderEffect::new(move |_| value.with(&follow))));
                }
            }
        }
        for (event, listener) in self.listeners {
            let listener: Closure<dyn Fn(Event)> = Closure::new(listener);
            let _ = element.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
            alive.push(Alive::Listens(listener));
        }
        for child in self.children {
            let child = child.build_in(document);
            let _ = element.append_child(&child.node);
            alive.push(Alive::Child(child));
        }
        Built { node: element.into(), _alive: alive }
    }
}

fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

impl Mountable for Built {
    fn unmount(&mut self) {
        if let Some(parent) = self.node.parent_node() {
            let _ = parent.remove_child(&self.node);
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&web_sys::Node>) {
        let _ = parent.insert_before(&self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.node.parent_node().and_then(|parent| parent.dyn_into::<Element>().ok());
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.node));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        self.node.dyn_ref::<Element>().cloned().into_iter().collect()
    }
}
