//! Which words belong to which trouble. Plain functions, because the static first screen needs them without Leptos.

use auth_contract::{Method, ProblemCode, Step, Timestamp};

use crate::flow::{Trouble, TroubleKind};
use crate::host;
use crate::i18n::{Key, Words};

/// What happened and what to do, in one or two sentences. `step` is where it happened; `now` the server's clock.
pub fn trouble(words: Words, trouble: &Trouble, step: Option<&Step>, now: Timestamp) -> String {
    let retry = |key| {
        let when = trouble.retry_at.map(|at| moment(words, at, now)).unwrap_or_default();
        words.fill(key, &[("when", &when)])
    };
    match trouble.kind {
        TroubleKind::Connection => words.get(Key::ProblemConnection).into(),
        TroubleKind::Timeout => words.get(Key::ProblemTimeout).into(),
        TroubleKind::Refused => words.get(Key::CompleteRefused).into(),
        TroubleKind::Empty => words.get(empty(step)).into(),
        TroubleKind::NoWayBack => words
            .get(match step {
                Some(Step::RecoveryCodes(_)) => Key::RecoveryNotBack,
                _ => Key::ProblemNoWayBack,
            })
            .into(),
        TroubleKind::Problem(ProblemCode::RateLimited) => retry(Key::ProblemRateLimited),
        TroubleKind::Problem(ProblemCode::Locked) => retry(Key::ProblemLocked),
        TroubleKind::Problem(ProblemCode::InvalidCode) => {
            let mut text = words.get(invalid_code(step)).to_owned();
            if let Some(left) = attempts_left(step) {
                text.push(' ');
                text.push_str(&words.plural(
                    Key::ProblemAttempts,
                    left.into(),
                    &host::plural_category(words.tag(), left.into()),
                ));
            }
            text
        }
        TroubleKind::Problem(code) => words.get(problem(code)).into(),
    }
}

/// A moment in a person's own words: `at 14:05`, or with the day when it is another one.
fn moment(words: Words, at: Timestamp, now: Timestamp) -> String {
    let (tag, time) = (words.tag(), host::time(words.tag(), at));
    let date = host::date(tag, at);
    if date == host::date(tag, now) {
        words.fill(Key::ProblemAt, &[("time", &time)])
    } else {
        words.fill(Key::ProblemAtDay, &[("date", &date), ("time", &time)])
    }
}

fn empty(step: Option<&Step>) -> Key {
    match step {
        Some(Step::Password(_)) => Key::PasswordEmpty,
        Some(Step::Identify(_)) | None => Key::IdentifyEmpty,
        _ => Key::ChallengeEmpty,
    }
}

fn invalid_code(step: Option<&Step>) -> Key {
    match step {
        Some(Step::MfaChallenge(challenge)) if challenge.method == Method::RecoveryCode => {
            Key::ProblemInvalidRecoveryCode
        }
        _ => Key::ProblemInvalidCode,
    }
}

/// Said only when it gets close: five tries left are no news.
fn attempts_left(step: Option<&Step>) -> Option<u8> {
    let left = match step? {
        Step::MfaChallenge(step) => step.attempts_left,
        Step::TotpEnroll(step) => step.attempts_left,
        Step::OtpEnroll(step) => step.attempts_left,
        Step::PasswordResetCode(step) => step.attempts_left,
        _ => None,
    }?;
    (left <= 3).then_some(left)
}

fn problem(code: ProblemCode) -> Key {
    match code {
        ProblemCode::InvalidCredentials => Key::ProblemInvalidCredentials,
        ProblemCode::InvalidCode => Key::ProblemInvalidCode,
        ProblemCode::CodeExpired => Key::ProblemCodeExpired,
        ProblemCode::CodeSuperseded => Key::ProblemCodeSuperseded,
        ProblemCode::WeakPassword => Key::ProblemWeakPassword,
        ProblemCode::InvalidInput => Key::ProblemInvalidInput,
        ProblemCode::DestinationMismatch => Key::ProblemDestinationMismatch,
        ProblemCode::InvalidCredential | ProblemCode::UnknownCredential => Key::ProblemInvalidCredential,
        ProblemCode::RevisionConflict => Key::ProblemRevisionConflict,
        ProblemCode::AlreadySignedIn => Key::ProblemAlreadySignedIn,
        ProblemCode::CrossOrigin => Key::ProblemCrossOrigin,
        ProblemCode::ActionNotAllowed => Key::ProblemActionNotAllowed,
        ProblemCode::SkipExpired => Key::ProblemSkipExpired,
        ProblemCode::RateLimited => Key::ProblemRateLimited,
        ProblemCode::Locked => Key::ProblemLocked,
        ProblemCode::DeliveryFailed => Key::ProblemDeliveryFailed,
        ProblemCode::FlowNotFound
        | ProblemCode::RequestNotFound
        | ProblemCode::FlowExpired
        | ProblemCode::BadRequest
        | ProblemCode::ServerError
        | ProblemCode::Unavailable
        | ProblemCode::Unknown => Key::ProblemServerError,
    }
}
