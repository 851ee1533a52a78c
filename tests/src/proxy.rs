//! A reverse proxy in front of the server. Its origin is the product's public origin; it passes everything through
//! unless a fault is in force, and remembers what it saw.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use bytes::Bytes;
use futures_util::StreamExt;
use http::{HeaderMap, Request, Response, header};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::faults::{Fault, Faults, Gate};
use crate::traffic::{Exchange, Traffic};

type Body = BoxBody<Bytes, io::Error>;

/// A running proxy; it stops when the runtime of the test does.
#[derive(Clone, Debug)]
pub(crate) struct Proxy {
    pub(crate) port: u16,
    pub(crate) faults: Faults,
    pub(crate) traffic: Traffic,
    upstream: Arc<AtomicU16>,
}

impl Proxy {
    /// Listens on a free port of the loopback interface, IPv6 too where the machine has it (browsers try it first).
    pub(crate) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let proxy = Self {
            port,
            faults: Faults::default(),
            traffic: Traffic::default(),
            upstream: Arc::new(AtomicU16::new(0)),
        };
        let client = crate::http_client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .pool_max_idle_per_host(0)
            .build()
            .map_err(io::Error::other)?;
        if let Ok(second) = TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
            tokio::spawn(proxy.clone().accept(second, client.clone()));
        }
        tokio::spawn(proxy.clone().accept(listener, client));
        Ok(proxy)
    }

    /// Names the port of the server behind.
    pub(crate) fn forward_to(&self, port: u16) {
        self.upstream.store(port, Ordering::SeqCst);
    }

    async fn accept(self, listener: TcpListener, client: reqwest::Client) -> Result<Infallible, io::Error> {
        loop {
            let (stream, _) = listener.accept().await?;
            let (proxy, client) = (self.clone(), client.clone());
            tokio::spawn(async move {
                let service = service_fn(move |request| proxy.clone().serve(request, client.clone()));
                // One request a connection: a browser silently repeats a request that dies on a kept connection,
                // and a walk could not tell that from a retry of the page.
                let mut server = hyper::server::conn::http1::Builder::new();
                server.keep_alive(false).serve_connection(TokioIo::new(stream), service).await
            });
        }
    }

    /// An `Err` closes the connection without an answer.
    async fn serve(self, request: Request<Incoming>, client: reqwest::Client) -> io::Result<Response<Body>> {
        let (mut parts, body) = request.into_parts();
        let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        let index = self.traffic.begin(Exchange {
            method: parts.method.clone(),
            target: target.clone(),
            request_headers: parts.headers.clone(),
            request_body: body.to_vec(),
            status: None,
            response_headers: HeaderMap::new(),
            response_body: Vec::new(),
        });

        let fault = self.faults.take(&parts.method, parts.uri.path());
        let answer = match &fault {
            Some(Fault::Drop) => return Err(closed()),
            Some(Fault::Instead(answer)) => answer(),
            _ => {
                match &fault {
                    Some(Fault::Delay(delay)) => tokio::time::sleep(*delay).await,
                    Some(Fault::HoldRequest(gate)) => gate.pass().await,
                    Some(Fault::HoldRest(..)) => drop(parts.headers.remove(header::ACCEPT_ENCODING)),
                    _ => {}
                }
                let url = format!("http://127.0.0.1:{}{target}", self.upstream.load(Ordering::SeqCst));
                let asked = client.request(parts.method, url).headers(end_to_end(parts.headers)).body(body).send();
                let answered = asked.await.map_err(|_| closed())?;
                let (status, headers) = (answered.status(), end_to_end(answered.headers().clone()));
                let mut answer = Response::new(answered.bytes().await.map_err(|_| closed())?);
                (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
                answer
            }
        };
        let answer = match &fault {
            Some(Fault::LoseAnswer) => return Err(closed()),
            Some(Fault::HoldAnswer(gate)) => {
                gate.pass().await;
                answer
            }
            Some(Fault::Alter(change)) => change(answer),
            _ => answer,
        };
        self.traffic.finish(index, answer.status().as_u16(), answer.headers(), answer.body());
        Ok(match fault {
            Some(Fault::HoldRest(marker, gate)) => answer.map(|body| in_two_parts(&body, &marker, gate)),
            _ => answer.map(|body| Full::new(body).map_err(|never| match never {}).boxed()),
        })
    }
}

fn in_two_parts(body: &Bytes, marker: &str, gate: Gate) -> Body {
    let at = body.windows(marker.len()).position(|window| window == marker.as_bytes()).unwrap_or(body.len());
    let rest = body.slice(at..);
    let rest = futures_util::stream::once(async move {
        gate.pass().await;
        Ok(Frame::data(rest))
    });
    let first = futures_util::stream::iter([Ok(Frame::data(body.slice(..at)))]);
    BodyExt::boxed(StreamBody::new(first.chain(rest)))
}

fn closed() -> io::Error {
    io::Error::from(io::ErrorKind::ConnectionAborted)
}

/// Drops the headers that belong to one connection (RFC 9110 section 7.6.1); lengths are computed anew.
fn end_to_end(mut headers: HeaderMap) -> HeaderMap {
    for name in [header::CONNECTION, header::TRANSFER_ENCODING, header::CONTENT_LENGTH, header::UPGRADE] {
        headers.remove(name);
    }
    headers
}
