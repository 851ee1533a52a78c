#!/usr/bin/env bash
# One would guess: `await navigator.storage.persist()` answers true or false after a moment; the browser decides by
# itself.
# What happens: Firefox asks the person, and the promise stays pending as long as nobody answers: without any
# interface that is for ever. Chromium answers at once and never asks (here: false, a site that nobody has visited
# before).
# Seen since Firefox ESR 153; Chromium 156 beside it. Five seconds are waited for.
# For a sign-in page: a device key or PIN in IndexedDB wants persistent storage, but awaiting the call on the way to
# the next screen stops the sign-in in Firefox. Call it and go on.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, html, inEach, serve } from "./browsers.js";

const port = await serve((_, response) => html(response, "ok"));
await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  const answers = (call) =>
    page.evaluate(async (call) => {
      const pending = new Promise((later) => setTimeout(later, 5000, "pending"));
      return String(await Promise.race([navigator.storage[call](), pending]));
    }, call);
  fact(`${name}.persisted`, await answers("persisted"));
  fact(`${name}.persist`, await answers("persist"));
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "persist() is true or false in both"
seen chromium.persisted false
seen firefox.persisted false
seen chromium.persist false
seen firefox.persist pending
done_here
