#!/usr/bin/env bash
# One would guess: a request with `mediation: "conditional"` waits until somebody chooses a passkey in the autofill
# menu of the field, also with a virtual authenticator; there is no field in this document, so nothing can be chosen.
# What happens: with `automaticPresenceSimulation`, which is the default and what modal requests need in tests,
# Chromium's virtual authenticator answers the conditional request by itself, without a field, focus or gesture.
# Without it the request stays pending.
# Seen since Chromium 156 (DevTools protocol, domain WebAuthn; WebDriver's virtual authenticators are the same).
# For a sign-in page: a test that opens the first screen is signed in before it can press anything, and "passkey
# autofill works" proves nothing. Switch the simulation off until the test wants an answer.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, html, inEach, serve } from "./browsers.js";

const port = await serve((_, response) => html(response, "<p>no field"));
await inEach(["chromium"], {}, async (browser) => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  const devtools = await page.createCDPSession();
  await devtools.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  await page.evaluate(async () => {
    await navigator.credentials.create({
      publicKey: {
        rp: { name: "Example" },
        user: { id: new Uint8Array([1]), name: "kari", displayName: "Kari" },
        challenge: new Uint8Array(16),
        pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        authenticatorSelection: { residentKey: "required" },
      },
    });
  });
  const conditional = () =>
    page.evaluate(async () => {
      const signal = AbortSignal.timeout(3000);
      const request = { mediation: "conditional", signal, publicKey: { challenge: new Uint8Array(16) } };
      return navigator.credentials.get(request).then(() => "answered", () => "pending");
    });
  fact("fields", await page.evaluate(() => document.querySelectorAll("input").length));
  fact("simulation.default", await conditional());
  await devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: false });
  fact("simulation.off", await conditional());
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium)"
expected "pending in both cases"
seen fields 0
seen simulation.default answered
seen simulation.off pending
done_here
