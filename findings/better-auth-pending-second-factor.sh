#!/usr/bin/env bash
# One would guess: a right password that wants a second factor leaves the session of whoever is signed in alone until
# the sign-in is complete, and the session endpoint says that something is pending, so that a reload can go on.
# What happens: better-auth ends the old session at once, also that of another person. `get-session` is then 200
# `null`, as for somebody who was never here; only an HttpOnly cookie that no script can read knows that a code is
# owed.
# Seen since better-auth 1.7.25 (plugin twoFactor).
# For a sign-in page: after a reload in the middle it cannot know that the code screen is next. Keep that state
# yourself. And a sign-in begun beside a running session signs out even if it is given up.
source "$(dirname "$0")/lib.sh"

npm_packages better-auth@1.7.25
cat >observe.js <<'JS'
import { createHmac } from "node:crypto";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { twoFactor } from "better-auth/plugins";

const origin = "http://localhost:3000";
const auth = betterAuth({
  baseURL: origin,
  secret: "for this script alone, for this script alone",
  database: memoryAdapter({ user: [], session: [], account: [], verification: [], twoFactor: [] }),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  logger: { disabled: true },
  plugins: [twoFactor()],
});
/** A browser: keeps cookies and drops those that expire. */
const browser = () => {
  const cookies = new Map();
  return async (method, path, body) => {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { "content-type": "application/json", origin, cookie };
    const request = new Request(`${origin}/api/auth${path}`, { method, headers, body: body && JSON.stringify(body) });
    const answer = await auth.handler(request);
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      /max-age=0/i.test(line) ? cookies.delete(name) : cookies.set(name, value);
    }
    return { status: answer.status, body: await answer.json(), cookies: [...cookies.keys()] };
  };
};
/** RFC 6238 with SHA-1, 30 s and six digits; the secret of the URI is Base32. */
const totp = (uri) => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...new URL(uri).searchParams.get("secret")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};
const password = "a password of somebody";
const kari = browser();
await kari("POST", "/sign-up/email", { email: "kari@example.com", password, name: "Kari" });
const { totpURI } = (await kari("POST", "/two-factor/enable", { password })).body;
console.log("enrolled", (await kari("POST", "/two-factor/verify-totp", { code: totp(totpURI) })).status);

const shared = browser();
await shared("POST", "/sign-up/email", { email: "ola@example.com", password, name: "Ola" });
console.log("before", (await shared("GET", "/get-session")).body.user.name);
const begun = await shared("POST", "/sign-in/email", { email: "kari@example.com", password });
console.log("password", begun.status, begun.body.twoFactorRedirect ? "second factor owed" : "signed in");
console.log("cookies", begun.cookies.join(" "));
const reloaded = await shared("GET", "/get-session");
console.log("after", reloaded.status, reloaded.body);
const never = await browser()("GET", "/get-session");
console.log("never-here", never.status, never.body);
JS
observe node observe.js

versions "better-auth 1.7.25"
expected "Ola is signed in until Kari has given her code, or the session endpoint says that a code is owed"
seen enrolled 200
seen before Ola
seen password "200 second factor owed"
seen cookies better-auth.two_factor
seen after "200 null"
seen never-here "200 null"
done_here
