#!/usr/bin/env bash
# One would guess: <link rel=preload as=fetch integrity=…> followed by fetch(url, { integrity }) with the same digest
# loads the file once, and the digest on the link is what makes the two match.
# What happens: Firefox loads it twice, with or without the digest on the link; only a fetch without `integrity` takes
# the preloaded answer. Chromium loads it once, but says that it ignores `integrity` on a preload of this kind.
# Seen since Chromium 156 and Firefox ESR 153; the answer is `no-store`, so that the HTTP cache does not hide it.
# For a sign-in page: a program in WebAssembly that is pinned by digest cannot be preloaded in Firefox without paying
# for it twice. Start the fetch itself early, from the first script, with `integrity` there.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { createHash } from "node:crypto";
import { fact, html, inEach, serve } from "./browsers.js";

const body = "program".repeat(300);
const integrity = `sha384-${createHash("sha384").update(body).digest("base64")}`;
let loads = 0;
const port = await serve((request, response) => {
  if (request.url.startsWith("/program")) {
    loads += 1;
    response.writeHead(200, { "content-type": "application/wasm", "cache-control": "no-store" }).end(body);
  } else {
    const digest = request.url === "/with" ? `integrity="${integrity}"` : "";
    html(response, `<link rel=preload as=fetch crossorigin href=/program ${digest}>`);
  }
});
await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  for (const link of ["with", "without"]) {
    for (const fetched of ["with", "without"]) {
      await page.goto(`http://localhost:${port}/${link}`);
      await new Promise((later) => setTimeout(later, 700));
      const preloaded = loads;
      const options = fetched === "with" ? { integrity } : {};
      await page.evaluate((options) => fetch("/program", options).then((answer) => answer.text()), options);
      fact(`${name}.link-${link}.fetch-${fetched}`, `${preloaded}+${loads - preloaded}`);
      loads = 0;
    }
  }
  fact(`${name}.says-ignored`, messages.some((text) => text.includes("integrity") && text.includes("ignored")));
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "1+0, one load by the preload and none by the fetch, at least when both carry the digest"
for link in with without; do
  seen "firefox.link-$link.fetch-with" "1+1"
  seen "firefox.link-$link.fetch-without" "1+0"
  seen "chromium.link-$link.fetch-with" "1+0"
  seen "chromium.link-$link.fetch-without" "1+0"
done
seen chromium.says-ignored true
done_here
