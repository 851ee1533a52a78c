use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::cx::Cx;
use crate::i18n::Key;

/// The password with "Show". The field stays the same element, so that managers keep what they know of it.
pub fn password_input(cx: Cx) -> AnyView {
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    let watch = move |event: KeyboardEvent| caps.set(event.get_modifier_state("CapsLock"));
    let pick =
        move |when_shown, when_hidden| move || cx.words.get().get(if shown.get() { when_shown } else { when_hidden });
    view! {
        <div class="field">
            <label for="password">{cx.t(Key::PasswordLabel)}</label>
            <div class="input-group">
                <input
                    class="input"
                    id="password"
                    name="password"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="current-password"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="go"
                    aria-describedby="problem caps-lock"
                    aria-invalid=cx.invalid()
                    data-focus=""
                    on:keydown=watch
                    on:keyup=watch
                />
                <button
                    type="button"
                    class="input-button"
                    aria-label=pick(Key::PasswordHideLabel, Key::PasswordShowLabel)
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {pick(Key::PasswordHide, Key::PasswordShow)}
                </button>
            </div>
            <p class="hint" id="caps-lock">
                {move || caps.get().then(|| cx.words.get().get(Key::PasswordCapsLock))}
            </p>
        </div>
    }
    .into_any()
}
