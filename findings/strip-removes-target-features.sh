#!/usr/bin/env bash
# One would guess: `strip = true` takes names and debug information out of a WebAssembly module, as it does of a
# native program, and nothing that tools need.
# What happens: rustc then drops all custom sections, `target_features` among them, which says what the module uses.
# wasm-opt takes such a module for one of the first version of WebAssembly and refuses it, since today's targets use
# bulk memory operations. The module itself is valid: engines run it. wasm-bindgen reads the same section to choose
# what its glue relies on. `strip = "debuginfo"` keeps the section.
# Seen since rustc 1.95 (whichever is installed is used), binaryen 132.
# For a sign-in page: the setting that everybody copies to make programs small breaks the step that makes them
# smallest. Strip debug information only, and let wasm-opt drop the rest.
source "$(dirname "$0")/lib.sh"

need rustc
npm_packages binaryen@132.0.0
cat >module.rs <<'RS'
#[unsafe(no_mangle)]
pub extern "C" fn filled(length: usize) -> usize {
    vec![1_u8; length].iter().map(|byte| usize::from(*byte)).sum()
}
RS
cat >observe.js <<'JS'
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

for (const strip of ["debuginfo", "symbols"]) {
  const module = new WebAssembly.Module(readFileSync(`${strip}.wasm`));
  console.log(`${strip}.section`, WebAssembly.Module.customSections(module, "target_features").length);
  console.log(`${strip}.runs`, new WebAssembly.Instance(module).exports.filled(1000));
  const optimised = spawnSync("node_modules/.bin/wasm-opt", ["-Oz", `${strip}.wasm`, "-o", "out.wasm"], { encoding: "utf8" });
  const reason = optimised.stderr.includes("require bulk memory") ? "refused, bulk memory" : optimised.stderr.split("\n")[0];
  console.log(`${strip}.wasm-opt`, optimised.status === 0 ? "optimised" : reason);
}
JS
# `strip = true` of a Cargo profile is `-C strip=symbols`.
for strip in debuginfo symbols; do
  rustc --edition 2024 --crate-type cdylib -O -C panic=abort -C "strip=$strip" --target wasm32-unknown-unknown module.rs -o "$strip.wasm" \
    2>rustc.log || cannot_try "rustc: $(tail -n 3 rustc.log)"
done
observe node observe.js

versions "$(rustc --version | cut -d' ' -f1,2), binaryen 132.0.0"
expected "both are optimised"
for strip in debuginfo symbols; do seen "$strip.runs" 1000; done
seen debuginfo.section 1
seen debuginfo.wasm-opt optimised
seen symbols.section 0
seen symbols.wasm-opt "refused, bulk memory"
done_here
