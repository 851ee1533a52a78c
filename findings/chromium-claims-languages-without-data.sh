#!/usr/bin/env bash
# One would guess: a browser whose Intl.DateTimeFormat.supportedLocalesOf("kk") answers ["kk"] can write a Kazakh
# date.
# What happens: desktop Chromium claims Kazakh, Uzbek, Bosnian, Panjabi, Sindhi and Azerbaijani, and resolvedOptions()
# names them too, but the data are those of the root locale: "2026 M04 29". Albanian as spoken in Kosovo (sq-XK) is
# claimed in the same way while Albanian (sq) is not. Firefox has the data of all of them. The cause is Chromium's
# filter of ICU data: languages without menus are cut to a minimum, and leftovers of script and region variants make
# V8 believe that the language is there.
# Seen since Chromium 156 (Debian 12); Firefox ESR 153 beside it.
# For a sign-in page: no feature test finds these languages. Compare a known word (the name of a month) or bring own
# data.
source "$(dirname "$0")/lib.sh"

browsers_js
cat >observe.js <<'JS'
import { fact, inEach } from "./browsers.js";

await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  for (const tag of ["kk", "uz", "bs", "pa", "sd", "az", "sq-XK", "sq"]) {
    const [claimed, resolved, date] = await page.evaluate((tag) => {
      const format = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });
      const claimed = Intl.DateTimeFormat.supportedLocalesOf(tag).length === 1;
      return [claimed, format.resolvedOptions().locale, format.format(Date.UTC(2026, 3, 29))];
    }, tag);
    fact(`${name}.${tag}`, `${claimed ? "claimed" : "not-claimed"} ${resolved} ${date}`);
  }
});
JS
observe node observe.js

versions "Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "a locale that supportedLocalesOf returns has a date format of its own"
for tag in kk uz bs pa sd az; do
  seen_like "chromium.$tag" "claimed $tag 2026 M04 29"
  seen_like "firefox.$tag" "claimed $tag [^M]+"
done
seen_like chromium.sq-XK "claimed sq-XK 29 M04 2026"
seen_like chromium.sq "not-claimed .*"
seen_like firefox.sq "claimed sq 29 prill 2026"
done_here
