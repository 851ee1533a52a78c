#!/usr/bin/env bash
# One would guess: a cookie without a SameSite attribute is `Lax` nowadays, so a form that is posted from another
# site, as identity providers do with `response_mode=form_post`, arrives without it, in every browser and at every
# time.
# What happens: Firefox always sends it. Chromium sends it while the cookie is younger than two minutes and then no
# more. A cookie that says `Lax` stays away from the start in both. The two minutes are Chromium's "Lax+POST"
# exception; the script shortens them to ten seconds with the feature switch that Chromium has for tests.
# Seen since Chromium 156 and Firefox ESR 153 (Firefox without the Lax default for years).
# For a sign-in page: a callback by form passes every quick test and fails for the person who needs three minutes at
# the provider. Say SameSite in every cookie, and give form_post a redirect to the page's own GET.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, html, inEach, serve } from "./browsers.js";

let arrived;
const port = await serve((request, response) => {
  const page = {
    "/start": () => response.setHeader("set-cookie", ["unnamed=1; Path=/", "lax=1; Path=/; SameSite=Lax"]).end("ok"),
    "/provider": () => html(response, `<form method=post action="http://localhost:${port}/callback"><button>Go on</button></form>`),
    "/callback": () => {
      arrived = request.headers.cookie ?? "none";
      html(response, "ok");
    },
  }[request.url];
  page ? page() : response.writeHead(404).end();
});
// 127.0.0.1 is the provider here: another site than localhost.
const postBack = async (page) => {
  arrived = "nothing arrived";
  await page.goto(`http://127.0.0.1:${port}/provider`);
  await Promise.all([page.waitForNavigation(), page.click("button")]);
  return arrived;
};
await inEach(["chromium", "firefox"], { args: ["--enable-features=ShortLaxAllowUnsafeThreshold"] }, async (browser, name) => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/start`);
  fact(`${name}.at-once`, await postBack(page));
  await new Promise((later) => setTimeout(later, 12_000));
  fact(`${name}.later`, await postBack(page));
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "none of the two cookies arrives, whenever the form is posted"
seen chromium.at-once "unnamed=1"
seen chromium.later "none"
seen firefox.at-once "unnamed=1"
seen firefox.later "unnamed=1"
done_here
