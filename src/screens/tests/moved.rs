//! The hint for who signed in elsewhere before (U11).

use super::*;

#[test]
fn it_stands_after_the_form_and_outside_of_it() {
    let mut seen = 0;
    each(|sample, tag, html| {
        let Some((before, after)) = html.split_once("id=\"moved-hint\"") else { return };
        assert_eq!(before.matches("<form").count(), before.matches("</form>").count(), "{} in {tag}", sample.name);
        assert!(!after.contains("<input") && !after.contains("<form"), "{} in {tag}: {after}", sample.name);
        assert!(after.contains("app.example.com") && after.contains("data-dismiss"), "{} in {tag}", sample.name);
        seen += 1;
    });
    assert!(seen > 8, "no screen has the hint");
}

/// Where a password is saved already, or made, or not asked for, the hint would only be in the way.
#[test]
fn only_who_is_to_know_a_password_meets_it() {
    each(|sample, tag, html| {
        let wanted = matches!(sample.value.flow.step, Step::Password(_) | Step::PasswordResetRequest(_));
        assert_eq!(html.contains("moved-hint"), wanted, "{} in {tag}", sample.name);
    });
}
