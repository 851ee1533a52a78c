#!/usr/bin/env bash
# One would guess: libraries write a space in an otpauth:// URI as %20, in the label and in the `issuer` parameter
# alike, so that both name the same service.
# What happens: better-auth writes "Fjord%20Clinic" in the label and "Fjord+Clinic" in `issuer`, since it builds the
# query as a web form does. A reader that decodes percent signs, as URIs are read (RFC 3986), finds two different
# names. otplib and otpauth write %20 in both places.
# Seen since better-auth 1.7.25; otplib 13.5.0 and otpauth 9.5.2 beside it.
# For a sign-in page: "the entry is called …" taken from the URI, or an app that shows `issuer`, says "Fjord+Clinic".
# Decode a plus as a space in this one parameter, or write the URI anew.
source "$(dirname "$0")/lib.sh"

npm_packages better-auth@1.7.25 otplib@13.5.0 otpauth@9.5.2
cat >observe.js <<'JS'
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { twoFactor } from "better-auth/plugins";
import { TOTP } from "otpauth";
import { generateURI } from "otplib";

const [issuer, label, secret, origin] = ["Fjord Clinic", "kari@example.com", "JBSWY3DPEHPK3PXP", "http://localhost:3000"];
const auth = betterAuth({
  baseURL: origin,
  secret: "for this script alone, for this script alone",
  database: memoryAdapter({ user: [], session: [], account: [], verification: [], twoFactor: [] }),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  logger: { disabled: true },
  plugins: [twoFactor({ issuer })],
});
const post = (path, body, cookie = "") => {
  const headers = { "content-type": "application/json", origin, cookie };
  return auth.handler(new Request(`${origin}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
};
const password = "a password of kari";
const signedUp = await post("/sign-up/email", { email: label, password, name: "Kari" });
const cookie = signedUp.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
const uris = {
  "better-auth": (await (await post("/two-factor/enable", { password }, cookie)).json()).totpURI,
  otplib: generateURI({ issuer, label, secret }),
  otpauth: new TOTP({ issuer, label, secret }).toString(),
};
for (const [library, uri] of Object.entries(uris)) {
  const [, name, parameter] = uri.match(/^otpauth:\/\/totp\/([^:?]+):[^?]*\?.*?issuer=([^&]*)/);
  console.log(`${library}.label`, name);
  console.log(`${library}.issuer`, parameter);
  console.log(`${library}.read`, decodeURIComponent(name) === decodeURIComponent(parameter) ? "one name" : "two names");
}
JS
observe node observe.js

versions "better-auth 1.7.25, otplib 13.5.0, otpauth 9.5.2"
expected "one name everywhere"
for library in otplib otpauth; do
  seen "$library.issuer" Fjord%20Clinic
  seen "$library.read" "one name"
done
seen better-auth.label Fjord%20Clinic
seen better-auth.issuer Fjord+Clinic
seen better-auth.read "two names"
done_here
