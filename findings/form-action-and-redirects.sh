#!/usr/bin/env bash
# One would guess: `form-action 'self'` looks at the address in the form's `action`. A form that posts to its own
# origin, which answers with a redirect to the product, passes everywhere.
# What happens: Chromium also checks where the redirect leads, and blocks the navigation after the POST has been
# carried out. Its message names the address of the form, which is allowed, and not the target. Firefox follows the
# redirect. CSP Level 3 leaves open whether redirects of a submitted form count.
# Seen since Chromium 156 and Firefox ESR 153.
# For a sign-in page: a form POST that ends in "303 to the identity provider" or "303 to the product" works in one
# engine only. Send by fetch and navigate afterwards, or list the targets.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, html, inEach, serve } from "./browsers.js";

const log = [];
const port = await serve((request, response) => {
  log.push(`${request.method}${request.url}`);
  if (request.url === "/sign-in") {
    html(response, "<form method=post action=/session><button>Sign in</button></form>", { "content-security-policy": "form-action 'self'" });
  } else if (request.url === "/session") {
    // Another origin: localhost and 127.0.0.1 differ in host.
    response.writeHead(303, { location: `http://127.0.0.1:${port}/product` }).end();
  } else {
    html(response, "ok");
  }
});
await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  await page.goto(`http://localhost:${port}/sign-in`);
  log.length = 0;
  await page.click("button");
  await new Promise((later) => setTimeout(later, 2000));
  fact(`${name}.requests`, log.filter((line) => !line.includes("favicon")).join(" "));
  fact(`${name}.ends-at`, await page.evaluate(() => location.pathname));
  fact(`${name}.blames`, messages.join(" ").match(/Sending form data to 'http:\/\/[^/]*([^']*)'/)?.[1] ?? "nothing");
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "both end at /product"
seen firefox.requests "POST/session GET/product"
seen firefox.ends-at /product
seen chromium.requests "POST/session"
seen chromium.ends-at /sign-in
seen chromium.blames /session
done_here
