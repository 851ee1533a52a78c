//! A server of the contract with one flow, in memory. It knows nobody and accepts every identifier.

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
};

use auth_contract::{ActionRequest, BASE_PATH, Config, Flow, ProblemCode, Secret, Step, samples};
use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{Path as Parameter, RawQuery, State},
    response::{AppendHeaders, IntoResponse, Response},
    routing::{get, post},
};
use contract_http::{
    ArrivalTimes, Correlation, Environment, KeyedLocks, Middleware, Origins, RateLimit, Refusal, Site, SiteSettings,
    config, cookies,
    idempotency::{self, AnswerStore, Lookup, RequestKey, StoredAnswer},
    rate_limit::{Arrival, Scheduled},
};
use http::{HeaderMap, StatusCode, header};

pub const ORIGIN: &str = "https://auth.example.com";
const COOKIE: &str = "the only browser";

/// Image of the body and answer, by idempotency key.
type Answers = HashMap<String, ([u8; 32], StoredAnswer)>;

/// Everything that the server remembers.
#[derive(Clone)]
pub struct Memory {
    pub now_ms: Arc<AtomicI64>,
    pub flow: Arc<Mutex<Flow>>,
    arrivals: Arc<Mutex<HashMap<String, i64>>>,
    answers: Arc<Mutex<Answers>>,
    locks: Arc<KeyedLocks>,
    site: Site<()>,
}

impl ArrivalTimes for Memory {
    type Error = &'static str;

    async fn schedule(&self, client: String, arrival: Arrival) -> Result<Scheduled, &'static str> {
        let mut arrivals = self.arrivals.lock().map_err(|_| "poisoned")?;
        let scheduled = arrival.schedule(arrivals.get(&client).copied());
        if let Ok(next) = scheduled {
            arrivals.insert(client, next);
        }
        Ok(scheduled)
    }
}

impl AnswerStore for Memory {
    type Error = Refusal;

    fn look_up(&self, request: &RequestKey) -> Result<Lookup, Refusal> {
        Ok(match self.answers.lock().expect("a sound lock").get(&request.key) {
            None => Lookup::Fresh,
            Some((body, _)) if *body != request.body => Lookup::OtherBody,
            Some((_, answer)) => Lookup::Answered(answer.clone()),
        })
    }

    fn store(&self, request: &RequestKey, answer: &StoredAnswer) -> Result<(), Refusal> {
        let mut answers = self.answers.lock().expect("a sound lock");
        answers.insert(request.key.clone(), (request.body, answer.clone()));
        Ok(())
    }
}

/// The server and its memory. The built page is in `site`; a client may make `per_minute` requests.
pub fn serving(site: &Path, per_minute: u32) -> (Router, Memory) {
    let origins = Arc::new(Origins::new(ORIGIN, [("auth.clinic.example".into(), "clinic".into())].into()));
    let memory = Memory {
        now_ms: Arc::new(AtomicI64::new(samples::NOW.0 * 1000)),
        flow: Arc::new(Mutex::new(first_step())),
        arrivals: Arc::default(),
        answers: Arc::default(),
        locks: Arc::default(),
        site: Site::new(SiteSettings { folder: site.into(), brand: None }, origins.clone(), ()),
    };
    let (clock, counter) = (memory.now_ms.clone(), AtomicU32::new(0));
    let environment = Environment::new(
        move || clock.load(Ordering::SeqCst),
        move || format!("c_{}", counter.fetch_add(1, Ordering::SeqCst)),
    );
    let rate_limit =
        RateLimit { per_minute, trusted_proxies: 0, counts_read: |_| false, arrival_times: memory.clone() };
    let middleware = Middleware::new(environment, origins, rate_limit);

    let api = Router::new()
        .route(&format!("{BASE_PATH}/flows"), post(start))
        .route(&format!("{BASE_PATH}/flows/{{id}}/actions"), post(act))
        .route(&format!("{BASE_PATH}/config"), get(show_config))
        .route(&format!("{BASE_PATH}/panics"), get(panics));
    let router = middleware.api(api).merge(middleware.page(memory.site.router()));
    (middleware.server(router).with_state(memory.clone()), memory)
}

fn first_step() -> Flow {
    let is_identify = |flow: &Flow| matches!(flow.step, Step::Identify(_));
    let scenes = samples::scenes().into_iter().map(|scene| scene.value.flow);
    scenes.into_iter().find(is_identify).expect("a sample of the first step")
}

async fn start(State(memory): State<Memory>) -> Response {
    let flow = memory.flow.lock().expect("a sound lock").clone();
    let cookie = (header::SET_COOKIE, cookies::set(cookies::FLOW, &Secret::new(COOKIE)));
    (StatusCode::CREATED, AppendHeaders([cookie]), Json(flow)).into_response()
}

async fn act(
    State(memory): State<Memory>,
    Parameter(id): Parameter<String>,
    Extension(Correlation(_)): Extension<Correlation>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StoredAnswer, Box<Refusal>> {
    if cookies::read(&headers, cookies::FLOW) != Some(COOKIE) {
        return Err(Refusal::new(ProblemCode::FlowNotFound, "no such flow in this browser").into());
    }
    let request: ActionRequest = serde_json::from_slice(&body)
        .map_err(|_| Refusal::new(ProblemCode::BadRequest, "the body is not an ActionRequest"))?;
    let key = idempotency::key_of::<Box<Refusal>>(&headers)?;
    let key = key.map(|key| RequestKey { flow_id: id.clone(), key, body: image(&body) });
    let _one_at_a_time = memory.locks.acquire(&id).await;
    if let Some(key) = &key
        && let Some(answer) = idempotency::replay::<_, Box<Refusal>>(&memory, key)?
    {
        return Ok(answer);
    }
    let mut flow = memory.flow.lock().expect("a sound lock");
    if request.revision != flow.revision {
        let refusal = Refusal::new(ProblemCode::RevisionConflict, "the flow has gone on since this revision");
        return Err(refusal.with_flow(flow.clone()).into());
    }
    flow.revision += 1;
    let answer = StoredAnswer::of_flow(&flow, vec![cookies::set(cookies::SESSION, &Secret::new("signed in"))]);
    let answer = answer.map_err(|error| Refusal::of_failed_store(&error))?;
    if let Some(key) = &key {
        idempotency::keep(&memory, key, &answer, None)?;
    }
    Ok(answer)
}

/// A real server makes a keyed hash. Here the end of the body will do.
fn image(body: &[u8]) -> [u8; 32] {
    let mut image = [0; 32];
    image.iter_mut().zip(body.iter().rev()).for_each(|(image, byte)| *image = *byte);
    image
}

async fn show_config(State(memory): State<Memory>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let (brand, locales) = memory.site.brand_and_languages(&query.unwrap_or_default(), &headers).await;
    config::respond(&Config { brand, locales, providers: Vec::new(), notices: Vec::new() }, &headers)
}

async fn panics() {
    panic!("a secret in the message");
}
