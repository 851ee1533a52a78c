#!/usr/bin/env bash
# One would guess: `field.autocomplete` of <input autocomplete="one-time-code"> reads "one-time-code", as the HTML
# Standard has it.
# What happens: in Firefox the property is the empty string, as for a word that does not exist: its list of autofill
# fields lacks this one. Other fields that sign-in pages use are known, "username webauthn" included. Chromium reads
# them all.
# Seen since Firefox ESR 153; Chromium 156 beside it.
# For a sign-in page: scripts, tests and extensions that look at the property, not at the attribute, find no code
# field in Firefox. Read getAttribute("autocomplete"), and do not take an empty property for "autofill is off".
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, inEach } from "./browsers.js";

const tokens = ["one-time-code", "username webauthn", "current-password", "new-password", "tel-national", "no-such-token"];
await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  for (const token of tokens) {
    const property = await page.evaluate((token) => {
      const field = document.createElement("input");
      field.setAttribute("autocomplete", token);
      return field.autocomplete;
    }, token);
    fact(`${name}.${token.replace(" ", "+")}`, property || "empty");
  }
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "every token of the standard is read back"
seen chromium.one-time-code one-time-code
seen firefox.one-time-code empty
for browser in chromium firefox; do
  for token in username+webauthn current-password new-password tel-national; do
    seen "$browser.$token" "${token/+/ }"
  done
  seen "$browser.no-such-token" empty
done
done_here
