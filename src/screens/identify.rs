use auth_contract::{ActionType, IdentifierType, Identify, StepType};
use leptos::prelude::*;

use crate::i18n::{Key, Words};

/// The first screen. It is drawn when the page is built and stands in `index.html`; the program adopts these very
/// nodes (`door.rs`) and never draws them again. Hence no signals here: every text carries the number of its key in
/// `data-t`, by which the door changes the language in place.
pub fn identify(words: Words, step: &Identify) -> AnyView {
    let text = |key: Key| view! { <span data-t=(key as usize).to_string()>{words.get(key)}</span> };
    let label = match step.identifier_types[..] {
        [IdentifierType::Email] => Key::IdentifyLabelEmail,
        [IdentifierType::Username] => Key::IdentifyLabelUsername,
        _ => Key::IdentifyLabel,
    };
    view! {
        <section class="card" id="identify" data-step=StepType::Identify.name()>
            <h1 class="title" tabindex="-1">{text(Key::IdentifyTitle)}</h1>
            <p class="lead lead-line" id="identify-lead">{text(Key::IdentifyLead)}</p>
            // `dialog` submits nothing by itself: until the program is here, a press waits instead of leaving the page.
            <form class="form" id="identify-form" method="dialog" novalidate=true>
                <div class="field">
                    <label for="username">{text(label)}</label>
                    <input
                        class="input"
                        id="username"
                        name="username"
                        type="text"
                        autocomplete="username webauthn"
                        autocapitalize="none"
                        spellcheck="false"
                        enterkeyhint="next"
                        aria-describedby="identify-problem"
                        autofocus=true
                        value=step.identifier.clone()
                    />
                    <div class="alert-slot" id={"identify-problem"} role="alert"></div>
                </div>
                <button type="submit" class="button" data-action=ActionType::Identify.name()>
                    <span class="button-label">{text(Key::CommonContinue)}</span>
                </button>
            </form>
        </section>
    }
    .into_any()
}
