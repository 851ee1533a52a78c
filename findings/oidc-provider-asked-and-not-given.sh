#!/usr/bin/env bash
# One would guess: a certified OpenID provider either does what a valid authentication request asks for, or answers
# with an error.
# What happens: oidc-provider, with its defaults, leaves away without a word: `email` from the ID token although the
# scope `email` is granted (it is in userinfo alone), an essential `auth_time` of the `claims` parameter, and
# `offline_access` unless `prompt=consent` is there. A prompt of the standard that it does not know, `select_account`,
# is refused with `invalid_request`. `auth_time` comes with `max_age` or `prompt=login`. OpenID Connect Core 1.0
# permits all of this (3.1.2.1, 5.4, 5.5, 11).
# Seen since oidc-provider 9.13.3.
# For a sign-in page: a relying party has to read userinfo for the address, ask for freshness by max_age, and must not
# send select_account to a provider that does not promise it in `prompt_values_supported`.
source "$(dirname "$0")/lib.sh"

npm_packages oidc-provider@9.13.3
cat >observe.js <<'JS'
import { createServer } from "node:http";
import Provider from "oidc-provider";

const server = createServer();
await new Promise((ready) => server.listen(0, ready));
const issuer = `http://localhost:${server.address().port}`;
const [client_id, client_secret, redirect_uri] = ["page", "for this script alone, thirty-two", "https://page.example/callback"];
const provider = new Provider(issuer, {
  clients: [{ client_id, client_secret, redirect_uris: [redirect_uri], grant_types: ["authorization_code", "refresh_token"] }],
  claims: { openid: ["sub"], email: ["email"] },
  scopes: ["openid", "offline_access", "email"],
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, email: "kari@example.com" }) }),
  pkce: { required: () => false },
});
server.on("request", provider.callback());

/** Walks from the request through the provider's own screens, as a person would, to the redirect back. */
const authorize = async (parameters) => {
  const cookies = new Map();
  const query = { client_id, redirect_uri, response_type: "code", scope: "openid email", ...parameters };
  let [url, body] = [`${issuer}/auth?${new URLSearchParams(query)}`, undefined];
  for (let step = 0; step < 15; step += 1) {
    const headers = { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") };
    const answer = await fetch(url, { method: body ? "POST" : "GET", body, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) cookies.set(...line.match(/^([^=]+)=([^;]*)/).slice(1));
    const location = answer.headers.get("location");
    if (location?.startsWith(redirect_uri)) return new URL(location).searchParams;
    const form = location ? undefined : await answer.text();
    url = new URL(location ?? form.match(/<form[^>]* action="([^"]+)"/)[1], url).href;
    body = form && new URLSearchParams({ prompt: form.match(/name="prompt" value="(\w+)"/)[1], login: "kari", password: "any" });
  }
  throw new Error("never came back");
};
const tokens = async (parameters) => {
  const code = (await authorize(parameters)).get("code");
  const body = new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri, client_id });
  const authorization = `Basic ${btoa([client_id, client_secret].map(encodeURIComponent).join(":"))}`;
  const answer = await (await fetch(`${issuer}/token`, { method: "POST", body, headers: { authorization } })).json();
  return { ...answer, claims: JSON.parse(Buffer.from(answer.id_token.split(".")[1], "base64url")) };
};
const has = (object, key) => (key in object ? "given" : "left away");
const plain = await tokens({});
console.log("scope-granted", plain.scope);
console.log("email.id-token", has(plain.claims, "email"));
const userinfo = await fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${plain.access_token}` } });
console.log("email.userinfo", has(await userinfo.json(), "email"));
const essential = JSON.stringify({ id_token: { auth_time: { essential: true } } });
console.log("auth_time.claims-parameter", has((await tokens({ claims: essential })).claims, "auth_time"));
console.log("auth_time.max_age", has((await tokens({ max_age: "600" })).claims, "auth_time"));
console.log("auth_time.prompt-login", has((await tokens({ prompt: "login" })).claims, "auth_time"));
const offline = { scope: "openid email offline_access" };
console.log("refresh_token.offline_access", has(await tokens(offline), "refresh_token"));
console.log("refresh_token.with-consent", has(await tokens({ ...offline, prompt: "consent" }), "refresh_token"));
console.log("select_account", (await authorize({ prompt: "select_account" })).get("error"));
process.exit();
JS
observe node observe.js

versions "oidc-provider 9.13.3"
expected "everything is given"
seen scope-granted "openid email"
seen email.userinfo given
seen email.id-token "left away"
seen auth_time.max_age given
seen auth_time.prompt-login given
seen auth_time.claims-parameter "left away"
seen refresh_token.with-consent given
seen refresh_token.offline_access "left away"
seen select_account invalid_request
done_here
