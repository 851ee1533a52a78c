#!/usr/bin/env bash
# One would guess: signing in by a mailed code verifies the address and changes nothing else; the password that was
# chosen at sign-up goes on working.
# What happens: when the address was not verified before, better-auth deletes the account's password and ends all of
# its sessions. The answer is 200 and does not say so; afterwards the password is "invalid". With a verified address
# everything stays. It is meant so: whoever signed up may not have been the owner of the mailbox. There is no switch.
# Seen since better-auth 1.7.25 (plugin emailOTP).
# For a sign-in page: people who signed up with a password and try the code once find their password refused. Verify
# addresses at sign-up, or say it on the page and offer a new password after the code.
source "$(dirname "$0")/lib.sh"

npm_packages better-auth@1.7.25
cat >observe.js <<'JS'
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { emailOTP } from "better-auth/plugins";

const origin = "http://localhost:3000";
const database = { user: [], session: [], account: [], verification: [] };
let code;
const auth = betterAuth({
  baseURL: origin,
  secret: "for this script alone, for this script alone",
  database: memoryAdapter(database),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  logger: { disabled: true },
  plugins: [emailOTP({ sendVerificationOTP: async ({ otp }) => void (code = otp) })],
});
const post = async (path, body) => {
  const headers = { "content-type": "application/json", origin };
  const answer = await auth.handler(new Request(`${origin}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
  return answer.status;
};
for (const state of ["unverified", "verified"]) {
  const [email, password] = [`${state}@example.com`, "a password of kari"];
  await post("/sign-up/email", { email, password, name: "Kari" });
  const user = database.user.find((user) => user.email === email);
  if (state === "verified") user.emailVerified = true;
  const sessions = () => database.session.filter((session) => session.userId === user.id).length;
  console.log(`${state}.password-before`, await post("/sign-in/email", { email, password }));
  console.log(`${state}.sessions-before`, sessions());
  await post("/email-otp/send-verification-otp", { email, type: "sign-in" });
  console.log(`${state}.code`, await post("/sign-in/email-otp", { email, otp: code }));
  console.log(`${state}.sessions-after`, sessions());
  console.log(`${state}.password-after`, await post("/sign-in/email", { email, password }));
}
JS
observe node observe.js

versions "better-auth 1.7.25"
expected "200 for the password before and after, and one session more"
for state in unverified verified; do
  seen "$state.password-before" 200
  seen "$state.sessions-before" 2
  seen "$state.code" 200
done
seen unverified.sessions-after 1
seen unverified.password-after 401
seen verified.sessions-after 3
seen verified.password-after 200
done_here
