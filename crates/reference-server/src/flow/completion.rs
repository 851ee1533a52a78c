//! The end of a sign-in: a session, and the way back to the product.

use auth_contract::{Secret, Timestamp};
use rusqlite::Transaction;
use url::Url;

use super::{
    authorization_code,
    context::{Context, Settings},
    cookie_fingerprint, pending_request,
    record::FlowRecord,
    state::{Second, Stage, State},
};
use crate::{
    base::{entropy, vault::Fingerprint},
    domain::web_address,
    store::{
        StoreError, accounts,
        sessions::{self, Session},
    },
};

/// Starts a session for whom `state` has proven, and completes the flow. Answers the new session cookie's value. The
/// session that the browser had before ends: an identifier from before sign-in must not live on after it.
pub fn complete(
    context: &Context,
    tx: &Transaction<'_>,
    record: &mut FlowRecord,
    state: State,
    previous_session: Option<&Fingerprint>,
    now: Timestamp,
) -> Result<Secret, StoreError> {
    if let Some(previous) = previous_session {
        sessions::delete(tx, previous)?;
    }
    let cookie = entropy::token(&*context.entropy);
    let session = Session {
        id: entropy::id(&*context.entropy, "se"),
        account_id: state.account.clone().unwrap_or_default(),
        amr: state.amr.clone(),
        auth_time: signed_in_at(&state).map_or(now, |at| at.min(now)),
        expires_at: now.plus(sessions::LIFETIME),
    };
    sessions::insert(tx, &session, &cookie_fingerprint::session(&context.vault, &cookie))?;
    if !record.about.locale.is_empty() {
        accounts::set_language(tx, &session.account_id, &record.about.locale)?;
    }
    record.about.state = State { stage: destination(context, tx, record, &session, now)?, ..state };
    Ok(Secret::new(cookie))
}

/// When the person last proved themselves, where that was at a provider and nothing was asked for here: whom it remembers
/// it signs in by a proof of long ago.
fn signed_in_at(state: &State) -> Option<Timestamp> {
    let by_provider_alone = matches!(state.second, None | Some(Second::Provider | Second::TrustedDevice));
    state.via.as_ref().filter(|_| by_provider_alone)?.signed_in_at
}

/// The last stage, on the strength of `session`.
pub fn destination(
    context: &Context,
    tx: &Transaction<'_>,
    record: &FlowRecord,
    session: &Session,
    now: Timestamp,
) -> Result<Stage, StoreError> {
    let session_id = session.id.clone();
    if let Some((client, request)) = pending_request::of(context, tx, record, now)? {
        let issued = authorization_code::issue(context, tx, client, &request, session, now)?;
        return Ok(Stage::Complete { session_id, redirect_to: issued.redirect_to, code: Some(issued.code) });
    }
    let target = record.about.return_to.as_deref().unwrap_or(&context.settings.home);
    let redirect_to = absolute(&context.settings.public_origin, target);
    Ok(Stage::Complete { session_id, redirect_to, code: None })
}

/// Whether the code of a completed flow is used up or too old to be carried on.
pub fn needs_fresh_code(
    context: &Context,
    tx: &Transaction<'_>,
    code: &Secret,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let stored = sessions::code(tx, &authorization_code::fingerprint(&context.vault, code.expose()))?;
    Ok(stored.is_none_or(|code| code.redeemed_at.is_some() || code.expires_at <= now))
}

/// `return_to` as an absolute URL, if it stays on the page's own `origin`. The allow-list for flows without a product.
pub fn allowed_return(origin: &str, return_to: &str) -> Option<String> {
    // A path of this site, or its whole address; what a parser would have to mend is neither.
    let is_path = return_to.starts_with('/') && !return_to.starts_with("//");
    let whole = if is_path { format!("{origin}{return_to}") } else { return_to.to_owned() };
    let url = web_address::canonical(&whole)?;
    // Some program behind this one may decode once more than it should, or take the first slash away.
    let path = url.path().to_ascii_lowercase();
    if ["//", "%2f", "%5c", ":", "%0", "%1"].iter().any(|trick| path.contains(trick)) {
        return None;
    }
    (url.origin() == Url::parse(origin).ok()?.origin()).then(|| url.into())
}

/// Home as it is seen from a host with a brand of its own, for a flow that says nothing about where to go. Which host it
/// was is known when the flow starts and not when it ends. `None` elsewhere.
pub fn home_of_host(context: &Context, origin: &str) -> Option<String> {
    let Settings { public_origin, home, .. } = &context.settings;
    (origin != public_origin && home.starts_with('/')).then(|| absolute(origin, home))
}

fn absolute(origin: &str, target: &str) -> String {
    Url::parse(origin).and_then(|base| base.join(target)).map_or_else(|_| origin.to_owned(), Into::into)
}
