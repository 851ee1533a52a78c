#!/usr/bin/env bash
# One would guess: Trusted Types guard markup that can run. A <template> is inert, a document without a window runs
# nothing, an empty string is harmless, and a script element of type application/json is data; all of them pass.
# What happens: each of them is refused, in both engines: the check belongs to the property or method, not to what
# becomes of the string. What passes without any policy are `setHTML` and `Document.parseHTML`, which sanitize, and
# cloning of templates that stand in the document.
# Seen since Chromium 156 and Firefox ESR 153.
# For a sign-in page: view libraries that build static parts by `template.innerHTML` (Leptos 0.8 does for static
# subtrees) fail under `require-trusted-types-for 'script'` although nothing of a person's goes into the string. It
# needs a policy, or views that avoid that path.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, html, inEach, serve } from "./browsers.js";

const policy = "require-trusted-types-for 'script'; trusted-types 'none'";
const port = await serve((_, response) => html(response, "<template><p>inert</p></template>", { "content-security-policy": policy }));
await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  const results = await page.evaluate(() => {
    const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
    const ways = {
      "template.innerHTML": () => make("template", { innerHTML: "<p>static</p>" }),
      "template.innerHTML-empty": () => make("template", { innerHTML: "" }),
      "windowless-document": () => (document.implementation.createHTMLDocument("").body.innerHTML = "<p>static</p>"),
      "DOMParser-xml": () => new DOMParser().parseFromString("<p>static</p>", "application/xml"),
      "json-script": () => make("script", { type: "application/json", textContent: "{}" }),
      setHTML: () => make("div").setHTML("<p>static</p>"),
      parseHTML: () => Document.parseHTML("<p>static</p>"),
      "clone-template": () => document.importNode(document.querySelector("template").content, true),
    };
    return Object.entries(ways).map(([way, run]) => {
      try {
        run();
        return [way, "passes"];
      } catch (error) {
        return [way, error.name];
      }
    });
  });
  for (const [way, result] of results) fact(`${name}.${way}`, result);
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "all pass, since nothing of it can run"
for browser in chromium firefox; do
  for way in template.innerHTML template.innerHTML-empty windowless-document DOMParser-xml json-script; do
    seen "$browser.$way" TypeError
  done
  for way in setHTML parseHTML clone-template; do
    seen "$browser.$way" passes
  done
done
done_here
