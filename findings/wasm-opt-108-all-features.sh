#!/usr/bin/env bash
# One would guess: wasm-opt's --all-features only permits what the input uses, so a valid module stays one that
# engines take; and Debian's wasm-opt is old but sound.
# What happens: with --all-features the optimiser of version 108 also uses features that the input does not have. It
# writes typed function references as an early draft of that proposal encoded them: neither engine takes the module,
# although wasm-opt reports success. Without the flag, and with version 132 and the flag, the result is valid and
# computes the same.
# Seen since binaryen 108-1 (Debian 12); Chromium 156 and Firefox ESR 153.
# For a sign-in page: build scripts pass --all-features or -all to silence "requires bulk memory", and the program
# fails in the browser and not in the build. Name the features, pin wasm-opt from npm, and compile the result once
# before it is published.
source "$(dirname "$0")/lib.sh"

need rustc apt-get dpkg-deb
browsers_js binaryen@132.0.0
apt-get download binaryen=108-1 >apt.log 2>&1 || cannot_try "apt-get: $(tail -n 1 apt.log)"
dpkg-deb --extract binaryen_*.deb debian
cat >module.rs <<'RS'
#[unsafe(no_mangle)]
pub extern "C" fn sum(count: u32) -> u32 {
    let texts: Vec<String> = (0..count).map(|number| format!("{number}")).collect();
    texts.iter().map(|text| text.len() as u32).sum()
}
RS
rustc --edition 2024 --crate-type cdylib -O -C panic=abort -C strip=debuginfo --target wasm32-unknown-unknown module.rs -o input.wasm \
  2>rustc.log || cannot_try "rustc: $(tail -n 3 rustc.log)"
debian/usr/bin/wasm-opt -Oz input.wasm -o 108-plain.wasm
debian/usr/bin/wasm-opt -Oz --all-features input.wasm -o 108-all-features.wasm
node_modules/.bin/wasm-opt -Oz --all-features input.wasm -o 132-all-features.wasm
cat >observe.js <<'JS'
import { readFileSync } from "node:fs";
import { fact, inEach } from "./browsers.js";

await inEach(["chromium", "firefox"], {}, async (browser, name) => {
  const page = await browser.newPage();
  for (const file of ["input", "108-plain", "108-all-features", "132-all-features"]) {
    const result = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      return WebAssembly.instantiate(bytes).then(({ instance }) => instance.exports.sum(150), (error) => error.name);
    }, readFileSync(`${file}.wasm`, "base64"));
    fact(`${name}.${file}`, result);
  }
});
JS
observe node observe.js

versions "$(debian/usr/bin/wasm-opt --version), binaryen 132.0.0, Chromium $(fact version.chromium), Firefox $(fact version.firefox)"
expected "340 from each module"
for browser in chromium firefox; do
  for file in input 108-plain 132-all-features; do seen "$browser.$file" 340; done
  seen "$browser.108-all-features" CompileError
done
done_here
