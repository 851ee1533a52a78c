//! The shell's own few pictures: strokes on a grid of 16.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug)]
pub(super) enum Icon {
    List,
    Settings,
    Up,
    Down,
    Link,
    Out,
    Keys,
    Close,
}

/// The picture, in the colour of the text around it. What it means is said by the button that it stands on.
pub(super) fn icon(icon: Icon) -> impl IntoView {
    let strokes = match icon {
        Icon::List => "M2.5 3h11v10h-11zM6 3v10",
        Icon::Settings => "M2.5 3h11v10h-11zM10 3v10",
        Icon::Up => "m4 10 4-4 4 4",
        Icon::Down => "m4 6 4 4 4-4",
        Icon::Link => {
            "M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.3-2.3A2.6 2.6 0 0 0 9 3.3l-.9.9M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 \
             7 12.7l.9-.9"
        }
        Icon::Out => "M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5",
        Icon::Keys => "M2 4.5h12v7.5H2zM4.5 7h.01M7 7h.01M9.5 7h.01M12 7h-.01M5 9.7h6",
        Icon::Close => "m4 4 8 8M12 4l-8 8",
    };
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=strokes />
        </svg>
    }
}
