//! Carries out an action: from its type to the event of the table.

use auth_contract::{Action, Method, ProblemCode, Secret, Timestamp};
use rusqlite::Transaction;

use super::{
    performance::{NextOrRefused, Performance, refuse},
    performed::{Bearer, Performed, Refused},
};
use crate::{
    domain::{identifier, totp},
    flow::{
        authorization_code, ceremony,
        context::Context,
        departure,
        facts::Facts,
        record::FlowRecord,
        sign_in,
        state::{Stage, State},
        table::{self, Event, Next, advance, drawable},
        update,
        verdict::Verdict,
    },
    store::{
        StoreError, answers,
        federation::{self, Journey},
        sessions,
    },
};

/// Carries out `action`, which the caller found among those that the flow offers.
pub fn perform(
    context: &Context,
    tx: &Transaction<'_>,
    record: &mut FlowRecord,
    action: &Action,
    verdict: &Verdict,
    bearer: Bearer<'_>,
    now: Timestamp,
) -> Result<Performed, StoreError> {
    let before = record.about.state.clone();
    let facts = Facts::of_state(context, tx, &before, now)?;
    let locale = record.about.locale.clone();
    let mut this = Performance { context, tx, now, locale: &locale, bearer, facts, device: None, message: None };
    let (next, refused) = match (&before.stage, action) {
        (Stage::AppUpdate { .. }, Action::Skip) => {
            (update::put_off(context, tx, record, before.clone(), &this.facts, now)?, None)
        }
        _ => this.next(before.clone(), action, verdict)?,
    };
    let next = match (next, action) {
        (Next::At(state), Action::Restart) => Next::At(update::entrance(context, tx, record, state, now)?),
        (next, _) => next,
    };
    let session = this.settle(record, &before, next)?;
    if let (Stage::FederationRedirect(_), Verdict::Departing { attempt, .. }) = (&record.about.state.stage, verdict) {
        let origin = attempt.origin.clone().unwrap_or_default();
        let journey = Journey { flow_id: record.id.clone(), state: attempt.state, origin };
        federation::begin(tx, &context.vault, &journey, attempt, now)?;
    }
    Ok(Performed { refused, session, device: this.device, message: this.message })
}

/// What the stage that was left kept, and nobody needs any more.
fn forget_what_was_left(
    context: &Context,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    left: &Stage,
) -> Result<(), StoreError> {
    match left {
        Stage::RecoveryCodes { .. } => answers::forget(tx, &record.id),
        Stage::FederationRedirect(_) => federation::abandon(tx, &record.id),
        Stage::Complete { code: Some(code), .. } => {
            sessions::delete_code(tx, &authorization_code::fingerprint(&context.vault, code.expose()))
        }
        _ => Ok(()),
    }
}

impl Performance<'_, '_> {
    /// Brings the flow to where it goes on, with all that happens on the way. Answers the new session cookie's value.
    pub(super) fn settle(
        &mut self,
        record: &mut FlowRecord,
        before: &State,
        next: Next,
    ) -> Result<Option<Secret>, StoreError> {
        let Self { context, tx, now, .. } = *self;
        let mut session = None;
        match next {
            Next::At(state) => {
                let state = drawable(state, &record.about.supported_steps);
                let state = if state.stage == before.stage { state } else { self.entered(state)? };
                record.about.state = ceremony::prepared(context, tx, state)?;
            }
            Next::SignIn(state) => {
                let state = self.linked(state)?;
                session = sign_in::finish(context, tx, record, state, self.bearer.session, now)?;
            }
        }
        if record.about.state != *before {
            record.changed(now);
            forget_what_was_left(context, tx, record, &before.stage)?;
        }
        Ok(session)
    }

    fn next(&mut self, state: State, action: &Action, verdict: &Verdict) -> Result<NextOrRefused, StoreError> {
        let event = match action {
            Action::Identify { identifier, password } => {
                let Some(accepted) = identifier::accepted(identifier) else {
                    return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/identifier")));
                };
                // Whose people sign in elsewhere has no password here, whatever a manager has filled.
                if let Some(event) = departure::event(verdict, Some(accepted)) {
                    return Ok((advance(state, event, &self.facts), None));
                }
                let identified = Event::Identified { identifier: accepted.into() };
                let Next::At(state) = advance(state, identified, &self.facts) else {
                    unreachable!("an identifier alone signs nobody in");
                };
                return match password {
                    Some(_) => self.password(state, verdict),
                    None => Ok((Next::At(state), None)),
                };
            }
            Action::SubmitPassword { .. } => return self.password(state, verdict),
            Action::StartFederation { .. } => match departure::event(verdict, None) {
                Some(event) => event,
                None => return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/provider"))),
            },
            Action::SubmitCode { code, trust_device } => return self.code(state, code, *trust_device),
            Action::SubmitPublicKey { credential, name, trust_device } => {
                return self.public_key(state, credential, name.as_deref(), *trust_device);
            }
            Action::SelectMethod { method } if !self.facts.enrollable().contains(method) => {
                return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/method")));
            }
            Action::SelectMethod { method } => Event::MethodChosen {
                method: *method,
                seed: (*method == Method::Totp).then(|| totp::new_seed(&*self.context.entropy)),
            },
            Action::SetDestination { destination, country } => {
                return self.destination(state, destination, country.as_deref());
            }
            Action::Resend => return self.resend(state),
            Action::SwitchMethod { authenticator } => {
                if !table::is_askable(&state, &self.facts, authenticator) {
                    return Ok(refuse(state, Refused::field(ProblemCode::InvalidInput, "/authenticator")));
                }
                Event::AuthenticatorSwitched { authenticator: authenticator.clone() }
            }
            Action::ChangePassword { .. } => return self.new_password(state, verdict),
            Action::RequestReset { identifier } => return Ok(self.request_reset(state, identifier.as_deref())),
            Action::Skip => {
                self.remember_putting_off(&state)?;
                Event::Skipped
            }
            Action::Acknowledge => Event::CodesKept,
            Action::Back => Event::Back,
            Action::Restart => Event::Restarted,
            // No step of this release offers these, so the caller has refused them.
            _ => return Ok(refuse(state, Refused::new(ProblemCode::ActionNotAllowed))),
        };
        Ok((advance(state, event, &self.facts), None))
    }
}
