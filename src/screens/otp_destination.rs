use std::sync::Arc;

use auth_contract::{Action, ActionType, Country, Method, OtpDestination, StepType};
use leptos::prelude::WithUntracked;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    Handler, Node, alert, card, country_select, el, form, heading, lead, notice, phone_region, submit_button, way_back,
};

const COUNTRY: &str = "country";

/// Where codes shall be sent: an e-mail address, or a telephone number with its country.
pub fn otp_destination(cx: Cx, step: &OtpDestination) -> Node {
    let sms = step.method == Method::Sms;
    let (title, text) = match (sms, step.confirms) {
        (false, false) => (Key::OtpTitleEmail, Key::OtpLeadEmail),
        (false, true) => (Key::OtpTitleEmail, Key::OtpLeadEmailConfirm),
        (true, false) => (Key::OtpTitleSms, Key::OtpLeadSms),
        (true, true) => (Key::OtpTitleSms, Key::OtpLeadSmsConfirm),
    };
    let (given, country) = given(cx, sms);
    let mut fields = if sms { phone(cx, step, given, country) } else { vec![email(cx, given)] };
    fields.push(alert(cx));
    fields.push(submit_button(cx, ActionType::SetDestination, Key::OtpSend));
    let submit: Handler = Arc::new(move || {
        let destination = host::value(if sms { "phone" } else { "email" });
        let country = sms.then(|| host::selected(COUNTRY)).filter(|country| !country.is_empty());
        cx.act(Action::SetDestination { destination, country });
    });
    let mut parts = vec![heading(cx, title), lead(cx.text(text)), notice(cx), form(submit, fields)];
    parts.extend(way_back(cx, Key::CommonBack));
    card(StepType::OtpDestination, parts)
}

/// What was typed before and turned out to need a correction, with its country.
fn given(cx: Cx, sms: bool) -> (String, Option<String>) {
    match cx.live.with_untracked(|live| live.given.clone()) {
        Some(Action::SetDestination { destination, country }) if destination.contains('@') != sms => {
            (destination, country)
        }
        _ => Default::default(),
    }
}

fn email(cx: Cx, given: String) -> Node {
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
    let input = el("input", "input").attrs(&attributes).attr("value", given).live("aria-invalid", cx.invalid());
    el("div", "field").with(vec![el("label", "").attr("for", "email").say(cx.text(Key::OtpLabelEmail)), input.empty()])
}

fn phone(cx: Cx, step: &OtpDestination, given: String, country: Option<String>) -> Vec<Node> {
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
        .attr("value", given)
        .live("aria-invalid", cx.invalid())
        .on("input", follow);
    let label = el("label", "").attr("for", "phone").say(cx.text(Key::OtpLabelPhone));
    let mut fields = vec![];
    if !step.countries.is_empty() {
        fields.push(country_select(cx, COUNTRY, &step.countries, country.or_else(|| step.country.clone()).as_deref()));
    }
    fields.push(el("div", "field").with(vec![label, input.empty()]));
    fields
}
