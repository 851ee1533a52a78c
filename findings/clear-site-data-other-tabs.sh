#!/usr/bin/env bash
# One would guess: when an answer with `Clear-Site-Data: "storage"` empties localStorage, other tabs of the origin get
# a `storage` event, as after localStorage.clear(); and an open IndexedDB connection gets `versionchange` first.
# What happens: Firefox sends no `storage` event. Chromium sends one with `key: null` at least. `versionchange` comes
# in neither: the connection is closed by force, and its `close` event is the only one of the platform that both
# engines send. sessionStorage of the other tab is cleared too. A BroadcastChannel still works.
# Seen since Chromium 156 and Firefox ESR 153.
# For a sign-in page: "signed out in another tab" must not hang on `storage` events. Post to a BroadcastChannel after
# the answer, and drop keys held in memory at the database's `close`.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, html, inEach, serve } from "./browsers.js";

const port = await serve((request, response) => html(response, "ok", request.url === "/sign-out" ? { "clear-site-data": '"storage"' } : {}));
await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const [one, other] = [await browser.newPage(), await browser.newPage()];
  for (const page of [one, other]) await page.goto(`http://localhost:${port}/`);
  await other.evaluate(async () => {
    const seen = (window.seen = []);
    localStorage.setItem("a", "1");
    sessionStorage.setItem("a", "1");
    addEventListener("storage", (event) => seen.push(`storage:${event.key}`));
    new BroadcastChannel("sign-out").onmessage = () => seen.push("channel");
    const opening = indexedDB.open("keys", 1);
    await new Promise((ready) => (opening.onsuccess = ready));
    opening.result.onversionchange = () => seen.push("versionchange");
    opening.result.onclose = () => seen.push("close");
  });
  // The control: an ordinary change by the first tab is told.
  await one.evaluate(() => localStorage.setItem("b", "1"));
  const settle = () => new Promise((later) => setTimeout(later, 1000));
  await settle();
  fact(`${name}.control`, await other.evaluate(() => window.seen.splice(0).join(" ")));
  await one.evaluate(async () => {
    await fetch("/sign-out");
    new BroadcastChannel("sign-out").postMessage("signed out");
  });
  await settle();
  fact(`${name}.told`, await other.evaluate(() => [...new Set(window.seen)].sort().join(" ")));
  fact(`${name}.left`, await other.evaluate(() => `${localStorage.length} ${sessionStorage.length}`));
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "storage:null and versionchange in both"
for browser in chromium firefox; do
  seen "$browser.control" storage:b
  seen "$browser.left" "0 0"
done
seen chromium.told "channel close storage:null"
seen firefox.told "channel close"
done_here
