#!/usr/bin/env bash
# One would guess: `prefers-color-scheme` means the same in <source media> of a <picture> and in the style inside an
# SVG image, so that either can bring the logo for a dark page.
# What happens: <source media> follows the system alone. The SVG follows the `color-scheme` that the <img> has: on a
# page that is set to dark under a light system the <picture> chooses the light file while the SVG draws its dark
# variant.
# Seen since Chromium 156 and Firefox ESR 153.
# For a sign-in page: a brand's logo in a <picture> is wrong wherever the page forces a scheme (a theme switch, a
# gallery). One SVG with its own media query is right.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, html, inEach, serve } from "./browsers.js";

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><style>rect { fill: #f00 }
  @media (prefers-color-scheme: dark) { rect { fill: #0f0 } }</style><rect width="20" height="20"/></svg>`;
const port = await serve((request, response) => {
  if (request.url.startsWith("/logo")) response.writeHead(200, { "content-type": "image/svg+xml" }).end(svg);
  else
    html(
      response,
      '<picture><source media="(prefers-color-scheme: dark)" srcset="/logo-dark.svg"><img src="/logo-light.svg"></picture>',
    );
});
const colours = { "255,0,0": "light", "0,255,0": "dark" };
await inEach(["chromium", "firefox"], { prefs: { "layout.css.prefers-color-scheme.content-override": 1 } }, async (browser, name) => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  fact(`${name}.system`, await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")));
  const colourOf = (url) =>
    page.evaluate(async (url) => {
      const image = Object.assign(new Image(), { src: url });
      await image.decode();
      const context = document.createElement("canvas").getContext("2d");
      context.drawImage(image, 0, 0);
      return [...context.getImageData(10, 10, 1, 1).data].slice(0, 3).join();
    }, url);
  for (const scheme of ["light", "dark"]) {
    await page.evaluate((scheme) => void (document.documentElement.style.colorScheme = scheme), scheme);
    fact(`${name}.page-${scheme}.picture-chooses`, await page.$eval("img", (image) => image.currentSrc.match(/logo-(\w+)/)[1]));
    const shot = await (await page.$("img")).screenshot({ encoding: "base64" });
    fact(`${name}.page-${scheme}.svg-draws`, colours[await colourOf(`data:image/png;base64,${shot}`)] ?? "neither");
  }
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "both follow the page, or both follow the system"
for browser in chromium firefox; do
  seen "$browser.system" light
  seen "$browser.page-light.picture-chooses" light
  seen "$browser.page-light.svg-draws" light
  seen "$browser.page-dark.picture-chooses" light
  seen "$browser.page-dark.svg-draws" dark
done
done_here
