//! The table, cell by cell.

use auth_contract::{ActionType, EnrollReason, Method, PasswordChangeReason, StepType};

use super::*;
use super::{
    fixtures::{DAY, NOW, facts, proven},
    whole_tests::every_stage,
};
use crate::flow::facts::Facts;
use crate::flow::state::*;
use crate::store::{accounts::Standing, policies::Mfa};

fn step(next: &Next) -> StepType {
    match next {
        Next::At(state) => state.stage.step_type(),
        Next::SignIn(_) => StepType::Complete,
    }
}

#[test]
fn what_is_still_owed_comes_in_one_order() {
    use First::{Passkey, Password, Reset};
    use Method::{Email, RecoveryCode, Sms, Totp};
    use StepType as T;
    let required = |has: &[Method]| facts(Mfa::Required, has);
    let forced = |facts: Facts| Facts {
        standing: Standing { must_change: Some(PasswordChangeReason::Forced), ..Standing::default() },
        ..facts
    };
    let answered = |method| Some(Second::Answered(method));
    for (name, first, second, facts, expected) in [
        ("nothing needed", Password, None, facts(Mfa::None, &[]), T::Complete),
        ("required, none there", Password, None, required(&[]), T::MfaEnrollSelect),
        ("optional, none there", Password, None, facts(Mfa::Optional, &[]), T::MfaEnrollSelect),
        ("one there", Password, None, required(&[Totp]), T::MfaChallenge),
        ("one there although nobody demands it", Password, None, facts(Mfa::None, &[Totp]), T::MfaChallenge),
        ("answered", Password, answered(Totp), required(&[Totp]), T::Complete),
        ("the device is trusted", Password, Some(Second::TrustedDevice), required(&[Totp]), T::Complete),
        ("a passkey was both", Passkey, Some(Second::Passkey), required(&[Method::Passkey]), T::Complete),
        ("forced, but first the factor", Password, None, forced(required(&[Totp])), T::MfaChallenge),
        ("forced, after the factor", Password, answered(Totp), forced(required(&[Totp])), T::PasswordChange),
        ("forced, before the enrolment", Password, None, forced(required(&[])), T::PasswordChange),
        ("forced, by a passkey", Passkey, Some(Second::Passkey), forced(required(&[Method::Passkey])), T::Complete),
        ("reset, but first the factor", Reset, None, required(&[Totp]), T::MfaChallenge),
        ("reset, after the factor", Reset, answered(Totp), required(&[Totp]), T::PasswordChange),
        ("reset, nothing there", Reset, None, facts(Mfa::None, &[]), T::PasswordChange),
        ("by mail: advice", Password, answered(Email), required(&[Email]), T::MfaEnrollSelect),
        ("by text: advice", Password, answered(Sms), required(&[Sms]), T::MfaEnrollSelect),
        ("by mail, an app is there", Password, answered(Email), required(&[Totp, Email]), T::Complete),
        (
            "by recovery code: no advice",
            Password,
            answered(RecoveryCode),
            required(&[Email, RecoveryCode]),
            T::Complete,
        ),
        ("just enrolled: no advice", Password, Some(Second::Enrolled), required(&[Email]), T::Complete),
    ] {
        assert_eq!(step(&owed(proven(first, second), &facts)), expected, "{name}");
    }
}

#[test]
fn advice_and_optional_enrolment_leave_people_in_peace_for_thirty_days() {
    let put_off = |ago: i64, facts: Facts| {
        let standing = Standing { put_off_at: Some(NOW.plus(-ago)), ..Standing::default() };
        Facts { standing, ..facts }
    };
    let by_mail = || proven(First::Password, Some(Second::Answered(Method::Email)));
    for (days, expected) in [(29, StepType::Complete), (30, StepType::MfaEnrollSelect)] {
        let facts_then = put_off(days * DAY, facts(Mfa::Required, &[Method::Email]));
        assert_eq!(step(&owed(by_mail(), &facts_then)), expected, "advice after {days} days");
        let facts_then = put_off(days * DAY, facts(Mfa::Optional, &[]));
        assert_eq!(step(&owed(proven(First::Password, None), &facts_then)), expected, "offer after {days} days");
    }
    let required = put_off(DAY, facts(Mfa::Required, &[]));
    assert_eq!(
        step(&owed(proven(First::Password, None), &required)),
        StepType::MfaEnrollSelect,
        "demanded all the same"
    );
    let mut unwanted = facts(Mfa::Required, &[Method::Email]);
    unwanted.policy.recommend = false;
    assert_eq!(step(&owed(by_mail(), &unwanted)), StepType::Complete, "the operator gives no advice");
}

#[test]
fn after_a_reset_the_mailbox_is_asked_last() {
    let asked = |first, has: &[Method]| match owed(proven(first, None), &facts(Mfa::Required, has)) {
        Next::At(State { stage: Stage::MfaChallenge { authenticator }, .. }) => authenticator,
        other => panic!("{other:?}"),
    };
    let has = [Method::Email, Method::Totp, Method::RecoveryCode];
    assert_eq!(asked(First::Password, &has), "Email");
    assert_eq!(asked(First::Reset, &has), "Totp");
    assert_eq!(asked(First::Reset, &[Method::Email, Method::RecoveryCode]), "Email", "there is nothing else");
}

/// Otherwise two codes to one mailbox would be all that it takes.
#[test]
fn after_a_reset_the_mailbox_is_no_second_factor_beside_another() {
    let has = [Method::Email, Method::Totp, Method::RecoveryCode];
    let offers = |first, has: &[Method]| -> Vec<Method> {
        let facts = facts(Mfa::Required, has);
        askable(&proven(first, None), &facts).map(|asked| asked.method).collect()
    };
    assert_eq!(offers(First::Password, &has), has);
    assert_eq!(offers(First::Reset, &has), [Method::Totp, Method::RecoveryCode]);
    assert_eq!(offers(First::Reset, &[Method::Email]), [Method::Email], "there is nothing else");

    let by_mail = Stage::MfaChallenge { authenticator: "Email".into() };
    let kept_open = reconciled(proven(First::Reset, None).at(by_mail), &facts(Mfa::Required, &has));
    assert_eq!(kept_open.stage, Stage::MfaChallenge { authenticator: "Totp".into() });
}

#[test]
fn what_happened_elsewhere_voids_proofs() {
    let with_totp = facts(Mfa::Required, &[Method::Totp]);
    let select = || State { stage: Stage::MfaEnrollSelect, ..proven(First::Password, None) };
    assert_eq!(
        reconciled(select(), &with_totp).stage,
        Stage::MfaChallenge { authenticator: "Totp".into() },
        "an authenticator was enrolled elsewhere"
    );
    let mut reset = facts(Mfa::Required, &[]);
    reset.standing.epoch = 1;
    for stage in every_stage() {
        let before = State { stage, ..proven(First::Password, Some(Second::Enrolled)) };
        let after = reconciled(before.clone(), &reset);
        let stays = matches!(
            before.stage,
            Stage::Identify
                | Stage::Password
                | Stage::FederationRedirect(_)
                | Stage::PasswordResetRequest
                | Stage::PasswordResetCode
                | Stage::Complete { .. }
                | Stage::Denied { .. }
        );
        assert_eq!(after, if stays { before } else { before.unproven(Stage::Identify) });
    }
}

#[test]
fn a_deadline_that_passes_takes_skip_away() {
    let mut soon = facts(Mfa::Required, &[]);
    let state = State { stage: Stage::MfaEnrollSelect, ..proven(First::Password, None) };
    soon.policy.skippable_until = Some(NOW.plus(1));
    assert!(offered(&state, &soon).contains(&ActionType::Skip));
    soon.now = NOW.plus(1);
    assert!(!offered(&state, &soon).contains(&ActionType::Skip));
}

#[test]
fn people_choose_from_what_suits_the_reason() {
    use Method::{Email, Passkey, Sms, Totp};
    let mut migrated = facts(Mfa::Required, &[]);
    migrated.standing =
        Standing { enroll_reason: Some(EnrollReason::Migration), previous_method: Some(Sms), ..Standing::default() };
    assert_eq!(migrated.enrollable(), [Sms, Totp, Passkey, Email], "the earlier method first");
    assert_eq!(facts(Mfa::Required, &[Email]).enrollable(), [Totp, Passkey], "only what is stronger");
}
