//! Codes that are asked for: sent ones, those of an app, and what else the person has.

use auth_contract::{ActionType, ProblemCode};

use super::*;

/// In order of appearance, what stands between `before` and the next `after`.
fn all<'a>(html: &'a str, before: &str, after: char) -> Vec<&'a str> {
    html.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// The opening tag that has this in it.
fn tag_with<'a>(html: &'a str, has: &str) -> &'a str {
    html.split('<').find(|tag| tag.contains(has)).and_then(|tag| tag.split('>').next()).unwrap_or_default()
}

#[test]
fn every_step_has_one_place_for_a_notice_and_says_it_there() {
    each(|sample, tag, html| {
        let at = format!("{} in {tag}", sample.name);
        let step = sample.value.flow.step.step_type();
        // `page::first_screen` shows the errors of the first screen; an end without a sign-in says all in its lead.
        if matches!(step, StepType::Identify | StepType::Denied) {
            return;
        }
        assert_eq!(html.matches(" id=\"notice\" role=\"status\"").count(), 1, "{at}");
        let said = all(html, "data-notice=\"", '<');
        assert_eq!(said.len(), usize::from(sample.value.flow.notice.is_some()), "{at}");
        assert!(said.iter().all(|said| said.split('>').nth(1).is_some_and(|text| text.len() > 10)), "{at}: {said:?}");
    });
}

/// C2: absolute, so that it survives a reload; inside the button, which keeps its name for readers.
#[test]
fn the_wait_for_another_code_is_counted_in_its_button() {
    for name in ["mfa-challenge-email", "mfa-challenge-sms", "otp-enroll-email", "otp-enroll-sms"] {
        let scene = sample(name);
        let html = draw(&scene, "en");
        let button = tag_with(&html, "data-action=\"resend\"");
        assert!(button.contains("aria-disabled=\"true\"") && !button.contains(" disabled"), "{name}: {button}");
        assert!(
            html.contains(
                "<span>Send code again</span><span class=\"resend-wait\" aria-hidden=\"true\">in 0:41</span>"
            )
        );
        assert!(html.contains("role=\"status\">You can send the code again in 41 seconds.<"), "{name}");

        let later = draw_with(&scene, "en", |state| state.offset = 20);
        assert!(later.contains(">in 0:21</span>"), "{name}: another page, the same moment");
        let over = draw_with(&scene, "en", |state| state.offset = 41);
        let button = tag_with(&over, "data-action=\"resend\"");
        assert!(button.contains("aria-disabled=\"false\""), "{name}: {button}");
        assert!(over.contains("aria-hidden=\"true\"></span>") && over.contains(">You can send the code again now.<"));
    }
}

#[test]
fn a_button_that_sends_again_shows_its_own_work_and_no_other_does() {
    let html = draw_as(&sample("mfa-challenge-email"), "en", Submit::Sending(Some(ActionType::Resend)));
    assert!(tag_with(&html, "data-action=\"resend\"").contains("aria-busy=\"true\""));
    assert!(tag_with(&html, "data-action=\"submit_code\"").contains("aria-busy=\"false\""));
}

#[test]
fn nothing_sends_again_where_the_server_does_not_offer_it() {
    each(|sample, tag, html| {
        let offered = sample.value.flow.actions.contains(&ActionType::Resend);
        assert_eq!(html.contains("data-action=\"resend\""), offered, "{} in {tag}", sample.name);
    });
    let scene = sample("otp-enroll-email");
    let gone = draw_with(&scene, "en", |state| {
        let mut flow = scene.flow.clone();
        flow.actions.retain(|action| *action != ActionType::Resend);
        state.flow = Some(flow.into());
    });
    assert!(!gone.contains("data-action=\"resend\"") || tag_with(&gone, "class=\"resend\"").contains("hidden"));
}

/// C1: the masked destination, and where to look.
#[test]
fn who_waits_for_a_code_is_told_where_it_went_and_where_to_look() {
    for (name, destination, hint) in [
        ("mfa-challenge-email", "k•••n@example.no", "spam or junk"),
        ("otp-enroll-email", "k•••n@example.no", "spam or junk"),
        ("mfa-challenge-sms", "+47 ••• •• •42", "has a signal"),
        ("otp-enroll-sms", "+47 ••• •• •42", "has a signal"),
    ] {
        let html = draw(&sample(name), "en");
        assert!(html.replace('\u{a0}', " ").contains(&format!("We sent a code to {destination}.")), "{name}");
        assert!(html.contains(hint), "{name}");
        assert!(html.contains("The code works until 09:39."), "{name}");
    }
    let over = draw_with(&sample("mfa-challenge-email"), "en", |state| state.offset = 581);
    assert!(over.contains("That code is too old now. Send a new one.") && !over.contains("works until"));
}

/// P6: what the field is at fault for is said once, and nothing beside it says otherwise.
#[test]
fn a_code_that_was_refused_as_too_old_is_not_said_to_work() {
    for name in ["mfa-challenge-email-expired", "otp-enroll-expired", "password-reset-code-expired"] {
        let html = draw(&sample(name), "en");
        assert!(html.contains("That code is too old. Ask for a new one."), "{name}");
        assert!(!html.contains("works until") && !html.contains("too old now"), "{name}: {html}");
        let resend = tag_with(&html, "data-action=\"resend\"");
        assert!(!resend.is_empty() && !resend.contains("aria-disabled=\"true\""), "{name}: {resend}");
    }
}

#[test]
fn what_could_not_be_sent_is_not_said_to_be_there() {
    let html = draw(&sample("mfa-challenge-email-not-delivered"), "en");
    assert!(!html.contains("We sent") && !html.contains("works until"), "{html}");
    assert!(html.contains("Your codes go to k•••n@example.no."));
}

/// C3, each with what tells it from the others.
#[test]
fn every_other_method_of_the_person_is_offered() {
    let html = draw(&sample("mfa-challenge-sms"), "en");
    assert_eq!(all(&html, "data-authenticator=\"", '"'), ["au_1", "au_2", "au_4", "au_3"]);
    assert!(html.contains("<bdi class=\"choice-detail\" dir=\"ltr\">k•••n@example.no</bdi>"));
    assert!(html.contains("<bdi class=\"choice-detail\">MacBook Air</bdi>"));
    let old = draw_with(&sample("mfa-challenge-sms"), "en", |state| state.passkeys = false);
    assert_eq!(all(&old, "data-authenticator=\"", '"'), ["au_1", "au_2", "au_3"]);
}

#[test]
fn the_device_is_remembered_only_where_policy_allows_and_before_the_field_that_sends_itself() {
    let html = draw(&sample("mfa-challenge-totp"), "en");
    assert!(html.contains("Remember this device for 30 days"));
    assert!(html.find("id=\"trust-device\"") < html.find("id=\"otp\""));
    assert!(!draw(&sample("mfa-challenge-totp-alone"), "en").contains("trust-device"));
    let mut day = sample("mfa-challenge-totp");
    if let Step::MfaChallenge(step) = &mut day.flow.step {
        step.trust_device = Some(auth_contract::Days { days: 1 });
    }
    assert!(draw(&day, "en").contains("Remember this device for 1 day<"));
}

/// U12: the clock is measured against the server's, and only where codes are made from the time.
#[test]
fn a_rejected_code_of_an_app_measures_the_clock() {
    let html = draw(&sample("mfa-challenge-totp-clock"), "en");
    assert!(html.contains("That code doesn’t work. The clock on this device is off by 4 minutes. If"), "{html}");
    assert!(html.contains("automatic"));
    let right = draw(&sample("mfa-challenge-totp-wrong"), "en");
    assert!(!right.contains("is off by") && right.contains("Check that the time on your phone"));
    let mut sent = sample("mfa-challenge-sms-wrong");
    sent.flow.server_time = sent.flow.server_time.plus(240);
    let html = draw(&sent, "en");
    assert!(!html.contains("is off by") && html.contains("use the newest message"), "{html}");
}

#[test]
fn a_message_that_comes_too_soon_has_words_of_its_own() {
    let scene = sample("otp-destination-rate-limited");
    assert_eq!(scene.problem, Some(ProblemCode::RateLimited));
    assert!(draw(&scene, "en").contains("We can’t send another message there yet. Try again at\u{a0}09:38."));
    let scene = sample("mfa-challenge-sms-too-soon");
    let refused = |action| {
        let error = ApiError::Problem(Box::new(scene.failure().expect("a problem")));
        draw_as(&scene, "en", Submit::Failed(crate::flow::SubmitError::refused(error, action)))
    };
    assert!(refused(ActionType::Resend).contains("We can’t send another message there yet."));
    assert!(refused(ActionType::SubmitCode).contains("That was a lot of tries"));
}
