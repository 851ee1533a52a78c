#!/usr/bin/env bash
# One would guess: the value of <input type=email> is what the person typed, in every browser, and typing and setting
# by script are alike.
# What happens: in Chromium a domain in letters beyond ASCII becomes punycode as soon as it is typed; the page never
# sees the original. Its mapping is transitional (UTS #46): "straße" becomes "strasse", which is another domain than
# the one of IDNA 2008 that resolvers and mail servers look up. The same address set by script stays as it is, and is
# then invalid. Firefox keeps both, and both are valid. Letters beyond ASCII before the @ are invalid in both.
# Seen since Chromium 156 and Firefox ESR 153.
# For a sign-in page: comparing the typed address with the one on file fails for such domains, and a code may be
# mailed to a domain of somebody else. Use type=text with inputmode=email, and compare by the ASCII form of IDNA 2008.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, html, inEach, serve } from "./browsers.js";

const port = await serve((_, response) => html(response, "<input type=email>"));
const addresses = { idn: "kari@blåbær.example", eszett: "kari@straße.example", local: "kåri@example.com" };
await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  const read = () => page.$eval("input", (field) => `${field.value} ${field.validity.valid ? "valid" : "invalid"}`);
  const set = (value) => page.$eval("input", (field, value) => (field.value = value), value);
  for (const [which, address] of Object.entries(addresses)) {
    await set("");
    await page.type("input", address);
    fact(`${name}.typed.${which}`, await read());
    await set(address);
    fact(`${name}.set.${which}`, await read());
  }
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "the value is what was typed, and valid"
seen chromium.typed.idn "kari@xn--blbr-roah.example valid"
seen chromium.set.idn "kari@blåbær.example invalid"
seen chromium.typed.eszett "kari@strasse.example valid"
seen chromium.set.eszett "kari@straße.example invalid"
for way in typed set; do
  seen "firefox.$way.idn" "kari@blåbær.example valid"
  seen "firefox.$way.eszett" "kari@straße.example valid"
  seen "firefox.$way.local" "kåri@example.com invalid"
  seen "chromium.$way.local" "kåri@example.com invalid"
done
done_here
