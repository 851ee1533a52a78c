#!/usr/bin/env bash
# One would guess: in a session that was started with --incognito every window is incognito, and WebDriver's New
# Window opens one with the same cookies and storage.
# What happens: New Window, as tab and as window, opens one of the normal profile: it sees neither cookies nor
# localStorage of the first. A window that the page itself opens with window.open() stays in incognito and sees both.
# Seen since chromedriver 156.
# For a sign-in page: a test of "two tabs in a private window" tries two browsers in truth, and passes or fails for
# the wrong reason. Open the second tab from the page.
source "$(dirname "$0")/lib.sh"

debian_program chromedriver chromium-driver
need node
cat >observe.mjs <<'JS'
import { spawn } from "node:child_process";
import { createServer } from "node:http";

const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("ok"));
await new Promise((ready) => server.listen(0, ready));
const page = `http://localhost:${server.address().port}/`;
const driver = spawn("chromedriver", ["--port=0"]);
const port = await new Promise((found) =>
  driver.stdout.on("data", (text) => /successfully on port (\d+)/.test(text) && found(String(text).match(/successfully on port (\d+)/)[1])),
);
const command = async (method, path, body) => {
  const answer = await fetch(`http://127.0.0.1:${port}/session${path}`, { method, body: body && JSON.stringify(body) });
  return (await answer.json()).value;
};
const options = { args: ["--headless=new", "--no-sandbox", "--incognito"] };
const { sessionId, capabilities } = await command("POST", "", { capabilities: { alwaysMatch: { "goog:chromeOptions": options } } });
console.log("version", capabilities.browserVersion);
const run = (method, path, body) => command(method, `/${sessionId}${path}`, body);
const script = (text) => run("POST", "/execute/sync", { script: text, args: [] });
const look = async (handle) => {
  await run("POST", "/window", { handle });
  await run("POST", "/url", { url: page });
  return script("return [document.cookie || 'no cookie', localStorage.getItem('stored') || 'nothing stored'].join(', ')");
};
await run("POST", "/url", { url: page });
const first = await run("GET", "/window");
await script("document.cookie = 'signed=in'; localStorage.setItem('stored', 'here')");
console.log("first", await look(first));
for (const type of ["tab", "window"]) {
  const { handle } = await run("POST", "/window/new", { type });
  console.log(`new-${type}`, await look(handle));
  await run("POST", "/window", { handle: first });
}
const known = await run("GET", "/window/handles");
await script("window.open('/', '_blank')");
const opened = (await run("GET", "/window/handles")).find((handle) => !known.includes(handle));
console.log("window.open", await look(opened));
await command("DELETE", `/${sessionId}`);
driver.kill();
server.close();
process.exit();
JS
observe node observe.mjs

versions "Chromium and chromedriver $(fact version)"
expected "all windows see the cookie and what was stored"
seen first "signed=in, here"
seen window.open "signed=in, here"
seen new-tab "no cookie, nothing stored"
seen new-window "no cookie, nothing stored"
done_here
