//! The step `otp_destination`: where codes are to be sent.

use std::sync::Arc;

use auth_contract::{Action, ActionType, Country, Method, OtpDestination, StepType};
use leptos::prelude::WithUntracked;

use crate::context::{Context, Handler};
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    Node, alert, back_link, card, country_select, el, form, heading, lead, notice, phone_region, submit_button,
};

const COUNTRY: &str = "country";

/// Where codes shall be sent: an e-mail address, or a telephone number with its country.
pub fn otp_destination(context: Context, step: &OtpDestination) -> Node {
    let sms = step.method == Method::Sms;
    let (title, text) = match (sms, step.confirms) {
        (false, false) => (Key::OtpTitleEmail, Key::OtpLeadEmail),
        (false, true) => (Key::OtpTitleEmail, Key::OtpLeadEmailConfirm),
        (true, false) => (Key::OtpTitleSms, Key::OtpLeadSms),
        (true, true) => (Key::OtpTitleSms, Key::OtpLeadSmsConfirm),
    };
    let (destination, country) = destination(context, sms);
    let mut fields = if sms { phone(context, step, destination, country) } else { vec![email(context, destination)] };
    fields.push(alert(context));
    fields.push(submit_button(context, ActionType::SetDestination, Key::OtpSend));
    let submit: Handler = Arc::new(move || {
        let destination = host::value(if sms { "phone" } else { "email" });
        let country = sms.then(|| host::selected(COUNTRY)).filter(|country| !country.is_empty());
        context.act(Action::SetDestination { destination, country });
    });
    let mut parts = vec![heading(context, title), lead(context.text(text)), notice(context), form(submit, fields)];
    parts.extend(back_link(context, Key::CommonBack));
    card(StepType::OtpDestination, parts)
}

/// What was typed before and turned out to need a correction, with its country.
fn destination(context: Context, sms: bool) -> (String, Option<String>) {
    match context.state.with_untracked(|state| state.destination.clone()) {
        Some(Action::SetDestination { destination, country }) if destination.contains('@') != sms => {
            (destination, country)
        }
        _ => Default::default(),
    }
}

fn email(context: Context, destination: String) -> Node {
    let attributes = [
        ("id", "email"),
        ("name", "email"),
        ("type", "email"),
        ("autocomplete", "email"),
        ("autocapitalize", "none"),
        ("spellcheck", "false"),
        ("enterkeyhint", "send"),
        ("dir", "ltr"),
        ("aria-describedby", "problem"),
        ("data-focus", ""),
    ];
    let input =
        el("input", "input").attrs(&attributes).attr("value", destination).bind("aria-invalid", context.invalid());
    el("div", "field")
        .with(vec![el("label", "").attr("for", "email").say(context.text(Key::OtpLabelEmail)), input.empty()])
}

fn phone(context: Context, step: &OtpDestination, destination: String, country: Option<String>) -> Vec<Node> {
    let attributes = [
        ("id", "phone"),
        ("name", "phone"),
        ("type", "tel"),
        ("autocomplete", "tel"),
        ("enterkeyhint", "send"),
        ("dir", "ltr"),
        ("aria-describedby", "problem"),
        ("data-focus", ""),
    ];
    let countries: Vec<Country> = step.countries.clone();
    // A number that names its country chooses it, so that the list never contradicts what was pasted or filled in.
    let follow = move |_| {
        if let Some(region) = phone_region(&host::value("phone"), &countries, &host::selected(COUNTRY)) {
            host::select(COUNTRY, region);
        }
    };
    let input = el("input", "input")
        .attrs(&attributes)
        .attr("value", destination)
        .bind("aria-invalid", context.invalid())
        .on("input", follow);
    let label = el("label", "").attr("for", "phone").say(context.text(Key::OtpLabelPhone));
    let mut fields = vec![];
    if !step.countries.is_empty() {
        fields.push(country_select(
            context,
            COUNTRY,
            &step.countries,
            country.or_else(|| step.country.clone()).as_deref(),
        ));
    }
    fields.push(el("div", "field").with(vec![label, input.empty()]));
    fields
}
