//! The texts of errors and notices. Plain functions, because the static first screen needs them without Leptos.

#[cfg(all(test, feature = "ssr"))]
mod tests;

use auth_contract::{FlowNotice, Method, NoticeCode, PasswordWeakness, ProblemCode, Step, Timestamp};

use crate::flow::{CeremonyError, SubmitError, SubmitErrorKind};
use crate::host;
use crate::i18n::{Key, Words};

/// What happened and what to do, in one or two sentences. `step` is where it happened; `now` the server's clock.
pub fn error(words: Words, error: &SubmitError, step: Option<&Step>, now: Timestamp) -> String {
    let retry = |key| {
        let when = error.retry_at.map_or_else(|| words.get(Key::ProblemLater).to_owned(), |at| moment(words, at, now));
        words.fill(key, &[("when", &when)])
    };
    match error.kind {
        SubmitErrorKind::Connection => words.get(Key::ProblemConnection).into(),
        SubmitErrorKind::Timeout => words.get(Key::ProblemTimeout).into(),
        SubmitErrorKind::Cookies => words.get(Key::ProblemCookies).into(),
        SubmitErrorKind::Refused => match step {
            Some(Step::FederationRedirect(step)) => {
                words.fill(Key::FederationRefused, &[("provider", &step.provider.name)])
            }
            _ => words.get(Key::CompleteRefused).into(),
        },
        SubmitErrorKind::Empty => words.get(empty(step)).into(),
        SubmitErrorKind::Passkey(error) => words.get(passkey(error, step)).into(),
        SubmitErrorKind::Mismatch => words.get(Key::ChangeMismatch).into(),
        // Said of recovery codes alone.
        SubmitErrorKind::NoWayBack => words.get(Key::RecoveryNotBack).into(),
        SubmitErrorKind::Problem(ProblemCode::RateLimited) => retry(match step {
            Some(Step::OtpDestination(_)) => Key::OtpTooSoon,
            // Nothing was answered: it was one more message that was asked for.
            Some(step) if error.pauses.is_none() && is_sent(step) => Key::OtpTooSoon,
            _ => Key::ProblemRateLimited,
        }),
        SubmitErrorKind::Problem(ProblemCode::Locked) => retry(Key::ProblemLocked),
        SubmitErrorKind::Problem(ProblemCode::InvalidCode) => {
            // The app may be on this very device; the offset was measured anew with the answer.
            let off = clock_amount(words, now.since(host::now())).filter(|_| step.is_some_and(is_by_clock));
            let mut text = match off {
                Some(amount) => words.fill(Key::ChallengeClockOff, &[("amount", &amount)]),
                None => words.get(invalid_code(step)).to_owned(),
            };
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
        SubmitErrorKind::Problem(ProblemCode::WeakPassword) => weak_password(words, error.weakness, step),
        SubmitErrorKind::Problem(code) => words.get(problem(code, step)).into(),
    }
}

/// What support asks for, with a word for it.
pub fn reference(words: Words, reference: &str) -> String {
    format!("{} {reference}", words.get(Key::CommonReference))
}

/// From this many seconds on a wrong clock makes codes fail (RFC 6238 section 5.2: a server accepts one period around).
const CLOCK_TOLERANCE: u64 = 30;

/// How far off the device's clock is and what to do about it, when that matters. `offset` is the server's clock minus
/// the device's, in seconds.
pub fn clock_off(words: Words, offset: i64) -> Option<String> {
    let amount = clock_amount(words, offset)?;
    Some(words.fill(Key::ProblemClockOff, &[("amount", &amount)]))
}

/// How far off the device's clock is, when that matters: `4 minutes`.
fn clock_amount(words: Words, offset: i64) -> Option<String> {
    let seconds = offset.unsigned_abs();
    if seconds <= CLOCK_TOLERANCE {
        return None;
    }
    let minutes = seconds.saturating_add(30) / 60;
    let (key, n) = if minutes < 90 { (Key::ProblemMinutes, minutes) } else { (Key::ProblemHours, (minutes + 30) / 60) };
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    Some(words.plural(key, n, &host::plural_category(words.tag(), n)))
}

/// What a notice says. Empty for one that a newer server sends.
pub fn notice(words: Words, notice: &FlowNotice) -> String {
    let key = match notice.code {
        NoticeCode::CodeSent => Key::NoticeCodeSent,
        NoticeCode::PasswordChanged => Key::NoticePasswordChanged,
        NoticeCode::RecoveryCodesLow => {
            let left = notice.params.first().and_then(|left| left.parse().ok()).unwrap_or_default();
            return words.plural(Key::NoticeRecoveryCodesLow, left, &host::plural_category(words.tag(), left));
        }
        NoticeCode::FederationMismatch => Key::NoticeFederationMismatch,
        NoticeCode::FederationUnknown => Key::NoticeFederationUnknown,
        NoticeCode::FederationCancelled => Key::NoticeFederationCancelled,
        NoticeCode::FederationLoginRequired => Key::NoticeFederationLoginRequired,
        NoticeCode::FederationNotFresh => Key::NoticeFederationNotFresh,
        NoticeCode::FederationUnavailable => Key::NoticeFederationUnavailable,
        NoticeCode::FederationLate => Key::NoticeFederationLate,
        NoticeCode::FederationMisconfigured => Key::NoticeFederationMisconfigured,
        NoticeCode::FederationFailed => Key::NoticeFederationFailed,
        NoticeCode::AccountExists => Key::NoticeAccountExists,
        NoticeCode::AccountExistsElsewhere => Key::NoticeAccountExistsElsewhere,
        NoticeCode::Unknown => return String::new(),
    };
    // Names of a provider, and of a second provider or an organisation, in the order that the contract documents.
    let name = |place: usize| notice.params.get(place).map_or("", String::as_str);
    words.fill(key, &[("provider", name(0)), ("other", name(1))])
}

/// The name of a notice in `data-notice`, as it stands on the wire; empty for one that the page has no words for.
pub fn notice_name(code: NoticeCode) -> &'static str {
    match code {
        NoticeCode::CodeSent => "code_sent",
        NoticeCode::PasswordChanged => "password_changed",
        NoticeCode::RecoveryCodesLow => "recovery_codes_low",
        NoticeCode::FederationMismatch => "federation_mismatch",
        NoticeCode::FederationUnknown => "federation_unknown",
        NoticeCode::FederationCancelled => "federation_cancelled",
        NoticeCode::FederationLoginRequired => "federation_login_required",
        NoticeCode::FederationNotFresh => "federation_not_fresh",
        NoticeCode::FederationUnavailable => "federation_unavailable",
        NoticeCode::FederationLate => "federation_late",
        NoticeCode::FederationMisconfigured => "federation_misconfigured",
        NoticeCode::FederationFailed => "federation_failed",
        NoticeCode::AccountExists => "account_exists",
        NoticeCode::AccountExistsElsewhere => "account_exists_elsewhere",
        NoticeCode::Unknown => "",
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
        Some(Step::PasswordChange(_)) => Key::ChangeEmpty,
        Some(Step::OtpDestination(step)) if step.method == Method::Sms => Key::OtpEmptyPhone,
        Some(Step::OtpDestination(_)) => Key::OtpEmptyEmail,
        Some(Step::Identify(_) | Step::PasswordResetRequest(_)) | None => Key::IdentifyEmpty,
        _ => Key::ChallengeEmpty,
    }
}

fn invalid_code(step: Option<&Step>) -> Key {
    match step {
        Some(Step::MfaChallenge(challenge)) if challenge.method == Method::RecoveryCode => {
            Key::ProblemInvalidRecoveryCode
        }
        Some(step) if !is_by_clock(step) => Key::OtpWrong,
        _ => Key::ProblemInvalidCode,
    }
}

/// Whether the code of this step travels to the person.
fn is_sent(step: &Step) -> bool {
    matches!(step, Step::OtpEnroll(_) | Step::PasswordResetCode(_))
        || matches!(channel(step), Some(Method::Email | Method::Sms))
}

/// Whether the codes of this step are made from the time (RFC 6238), so that a wrong clock spoils them.
fn is_by_clock(step: &Step) -> bool {
    match step {
        Step::MfaChallenge(step) => step.method == Method::Totp,
        Step::TotpEnroll(_) => true,
        _ => false,
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

/// What is wrong with a new password and what would make it better (NIST SP 800-63B section 3.1.1.2: say why it was
/// refused, and help to choose another).
fn weak_password(words: Words, weakness: Option<PasswordWeakness>, step: Option<&Step>) -> String {
    let key = match weakness {
        Some(PasswordWeakness::TooShort) => Key::ChangeWeakTooShort,
        Some(PasswordWeakness::TooLong) => Key::ChangeWeakTooLong,
        Some(PasswordWeakness::Common) => Key::ChangeWeakCommon,
        Some(PasswordWeakness::Breached) => Key::ChangeWeakBreached,
        Some(PasswordWeakness::Personal) => Key::ChangeWeakPersonal,
        Some(PasswordWeakness::Reused) => Key::ChangeWeakReused,
        Some(PasswordWeakness::Word) => Key::ChangeWeakWord,
        Some(PasswordWeakness::Name) => Key::ChangeWeakName,
        Some(PasswordWeakness::Date) => Key::ChangeWeakDate,
        Some(PasswordWeakness::Keyboard) => Key::ChangeWeakKeyboard,
        Some(PasswordWeakness::Repeated) => Key::ChangeWeakRepeated,
        Some(PasswordWeakness::Sequence) => Key::ChangeWeakSequence,
        Some(PasswordWeakness::Guessable) => Key::ChangeWeakGuessable,
        Some(PasswordWeakness::Unknown) | None => Key::ProblemWeakPassword,
    };
    let (min, max) = match step {
        Some(Step::PasswordChange(step)) => (step.policy.min_length.to_string(), step.policy.max_length.to_string()),
        _ => Default::default(),
    };
    words.fill(key, &[("min", &min), ("max", &max)])
}

/// Why the device gave no passkey.
fn passkey(error: CeremonyError, step: Option<&Step>) -> Key {
    match error {
        CeremonyError::Cancelled if matches!(step, Some(Step::PasskeyEnroll(_))) => Key::PasskeyNotCreated,
        CeremonyError::Cancelled => Key::PasskeyNotUsed,
        CeremonyError::Exists => Key::PasskeyExists,
        CeremonyError::Unsupported => Key::PasskeyUnsupported,
        CeremonyError::Insecure => Key::PasskeyInsecure,
        CeremonyError::Failed => Key::PasskeyFailed,
        CeremonyError::Late => Key::PasskeyLate,
    }
}

fn problem(code: ProblemCode, step: Option<&Step>) -> Key {
    let channel = step.and_then(channel);
    match code {
        ProblemCode::InvalidCredentials => Key::ProblemInvalidCredentials,
        ProblemCode::InvalidCode => Key::ProblemInvalidCode,
        ProblemCode::CodeExpired => Key::ProblemCodeExpired,
        ProblemCode::CodeSuperseded => Key::ProblemCodeSuperseded,
        ProblemCode::WeakPassword => Key::ProblemWeakPassword,
        ProblemCode::InvalidInput => match (step, channel) {
            (Some(Step::OtpDestination(_)), Some(Method::Sms)) => Key::ProblemInvalidPhone,
            (Some(Step::OtpDestination(_)), _) => Key::ProblemInvalidEmail,
            (Some(Step::Identify(_) | Step::PasswordResetRequest(_)), _) => Key::ProblemInvalidIdentifier,
            _ => Key::ProblemInvalidInput,
        },
        ProblemCode::DestinationMismatch if channel == Some(Method::Sms) => Key::ProblemDestinationMismatchSms,
        ProblemCode::DestinationMismatch => Key::ProblemDestinationMismatch,
        ProblemCode::InvalidCredential => Key::ProblemInvalidCredential,
        ProblemCode::UnknownCredential => Key::ProblemUnknownCredential,
        ProblemCode::RevisionConflict => Key::ProblemRevisionConflict,
        ProblemCode::AlreadySignedIn => Key::ProblemAlreadySignedIn,
        ProblemCode::CrossOrigin => Key::ProblemCrossOrigin,
        ProblemCode::ActionNotAllowed => Key::ProblemActionNotAllowed,
        ProblemCode::SkipExpired if matches!(step, Some(Step::AppUpdate(_))) => Key::UpdateSkipExpired,
        ProblemCode::SkipExpired => Key::ProblemSkipExpired,
        ProblemCode::RateLimited => Key::ProblemRateLimited,
        ProblemCode::Locked => Key::ProblemLocked,
        ProblemCode::DeliveryFailed => match channel {
            Some(Method::Email) => Key::ProblemDeliveryFailedEmail,
            Some(Method::Sms) => Key::ProblemDeliveryFailedSms,
            _ => Key::ProblemDeliveryFailed,
        },
        ProblemCode::FlowNotFound
        | ProblemCode::RequestNotFound
        | ProblemCode::FlowExpired
        | ProblemCode::BadRequest
        | ProblemCode::ServerError
        | ProblemCode::Unavailable
        | ProblemCode::Unknown => Key::ProblemServerError,
    }
}

/// The method by which the codes of this step are sent, or would be.
fn channel(step: &Step) -> Option<Method> {
    match step {
        Step::MfaChallenge(step) => Some(step.method),
        Step::OtpDestination(step) => Some(step.method),
        Step::OtpEnroll(step) => Some(step.method),
        _ => None,
    }
}
