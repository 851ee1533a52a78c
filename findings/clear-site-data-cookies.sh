#!/usr/bin/env bash
# One would guess: `Clear-Site-Data: "cookies"` from auth.example.com removes the cookies that auth.example.com sees,
# the same in each browser, and `__Host-` cookies of a neighbour are out of its reach.
# What happens: Chromium clears the whole registrable domain: the `__Host-` cookies of www.example.com go as well.
# Firefox clears what belongs to the host alone, and leaves cookies with a Domain attribute, also those that the
# sender itself has set.
# Seen since Chromium 156 and Firefox ESR 153, on names below .localhost, which are secure contexts by http too.
# For a sign-in page: as a sign-out it does too much in one engine (every product of the domain is signed out) and too
# little in the other. Expire each cookie by name with Set-Cookie; that is the same everywhere.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, inEach, serve } from "./browsers.js";

const port = await serve((request, response) => {
  const host = request.headers.host.split(".")[0];
  if (request.url === "/set")
    response.setHeader("set-cookie", ["__Host-own=1; Path=/; Secure; SameSite=Strict", `shared-by-${host}=1; Path=/; Domain=example.localhost`]);
  if (request.url === "/sign-out") response.setHeader("clear-site-data", '"cookies"');
  response.setHeader("content-type", "text/plain");
  response.end((request.headers.cookie ?? "none").split("; ").sort().join(" "));
});
await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  const visit = async (host, path) => {
    await page.goto(`http://${host}.example.localhost:${port}${path}`);
    return page.evaluate(() => document.body.innerText);
  };
  for (const host of ["auth", "www"]) await visit(host, "/set");
  fact(`${name}.before.www`, await visit("www", "/"));
  await visit("auth", "/sign-out");
  for (const host of ["auth", "www"]) fact(`${name}.after.${host}`, await visit(host, "/"));
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "auth has none left, www keeps its own"
for browser in chromium firefox; do
  seen "$browser.before.www" "__Host-own=1 shared-by-auth=1 shared-by-www=1"
done
seen chromium.after.auth none
seen chromium.after.www none
seen firefox.after.auth "shared-by-auth=1 shared-by-www=1"
seen firefox.after.www "__Host-own=1 shared-by-auth=1 shared-by-www=1"
done_here
