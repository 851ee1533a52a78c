# shellcheck shell=bash
# Shared by all scripts of this folder: a temporary work folder, pinned installs, assertions and their report.
# A script runs a small program that only observes and prints `key value` lines; what the values must be stands in
# the script, as `seen` and `seen_like`. Exit status: 0 as described, 1 something changed, 2 it could not be tried.
set -Eeuo pipefail

findings=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d -t finding.XXXXXX)
changed=0
checks=0

clean_up() {
  local status=$?
  cd /
  # Browsers write to their profile for a moment after they were told to stop.
  rm -rf "$work" 2>/dev/null || { sleep 1; rm -rf "$work"; }
  exit "$status"
}
trap clean_up EXIT
trap 'exit 2' ERR
cd "$work"
touch facts

cannot_try() {
  printf 'cannot be tried here: %s\n' "$*" >&2
  exit 2
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || cannot_try "$program is missing"
  done
}

# debian_program NAME PACKAGE: a program that has to be installed, since only Debian builds it among the registries used.
debian_program() {
  command -v "$1" >/dev/null || cannot_try "$1 is missing; on Debian: apt-get install $2"
}

# npm_packages NAME@VERSION…: install scripts are off, because they download and compile.
npm_packages() {
  need node npm
  printf '{"private":true,"type":"module"}' >package.json
  npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >npm.log 2>&1 || cannot_try "npm: $(tail -n 3 npm.log)"
}

# pip_packages NAME==VERSION…: `python3` finds them afterwards. A folder instead of an environment saves making one.
pip_packages() {
  need python3
  python3 -m pip install --quiet --disable-pip-version-check --no-compile --target packages "$@" >pip.log 2>&1 ||
    cannot_try "pip: $(tail -n 3 pip.log)"
  export PYTHONPATH="$work/packages"
}

# cargo_program: reads [dependencies] from standard input; the source is src/main.rs, which the script has written.
cargo_program() {
  need cargo
  { printf '[package]\nname = "finding"\nversion = "0.0.0"\nedition = "2024"\n\n[profile.dev]\ndebug = false\n\n[dependencies]\n' && cat; } >Cargo.toml
  CARGO_TARGET_DIR="$work/target" cargo build --quiet >cargo.log 2>&1 || cannot_try "cargo: $(tail -n 5 cargo.log)"
}

# browsers_js [NAME@VERSION…]: writes browsers.js, which starts Chromium and Firefox by puppeteer-core.
browsers_js() {
  debian_program chromium chromium
  debian_program firefox-esr firefox-esr
  npm_packages puppeteer-core@25.16.0 "$@"
  cat >browsers.js <<'JS'
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import puppeteer from "puppeteer-core";

const program = (name) => execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
const start = {
  chromium: ({ args = [], ...more }) =>
    puppeteer.launch({ executablePath: program("chromium"), args: ["--no-sandbox", "--disable-quic", ...args], ...more }),
  firefox: ({ prefs = {}, ...more }) =>
    puppeteer.launch({ browser: "firefox", executablePath: program("firefox-esr"), extraPrefsFirefox: prefs, ...more }),
};

/** Runs `use(browser, name)` in each named browser, one after the other. Options: `args` (Chromium), `prefs` (Firefox), those of `launch`. */
export async function inEach(names, options, use) {
  for (const name of names) {
    const browser = await start[name]({ acceptInsecureCerts: true, ...options });
    try {
      fact(`version.${name}`, (await browser.version()).split("/").pop());
      await use(browser, name);
    } finally {
      await browser.close();
    }
  }
}

/** Answers with `handle` on a free port of the loopback interface. */
export async function serve(handle) {
  const server = createServer(handle);
  await new Promise((ready) => server.listen(0, ready));
  server.unref();
  return server.address().port;
}

/** One line of the report: a key without spaces, then the value. */
export const fact = (key, value) => console.log(key, typeof value === "string" ? value : JSON.stringify(value));
export const html = (response, body, headers = {}) =>
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(`<!doctype html><title>t</title>${body}`);
JS
}

# observe COMMAND…: its `key value` lines become the facts.
observe() {
  "$@" >>facts 2>observe.log || cannot_try "$1 failed: $(tail -n 15 observe.log)"
}

versions() { printf 'versions: %s\n' "$*"; }
expected() { printf 'expected by most: %s\n' "$*"; }
fact() { sed -n "s/^${1//./\\.} //p" facts | head -n 1; }

report() {
  local holds=$1 key=$2 value=$3 wanted=$4
  checks=$((checks + 1))
  # INVERT=1 turns every assertion round; a script that still succeeds then asserts nothing.
  if [ -n "${INVERT:-}" ]; then holds=$((1 - holds)); fi
  if [ "$holds" = 1 ]; then
    printf '  seen     %s = %s\n' "$key" "$value"
  else
    printf '  CHANGED  %s = %s (was: %s)\n' "$key" "$value" "$wanted"
    changed=1
  fi
}

# seen KEY VALUE: the fact is exactly this.
seen() {
  local value holds=0
  value=$(fact "$1")
  if [ "$value" = "$2" ]; then holds=1; fi
  report "$holds" "$1" "$value" "$2"
}

# seen_like KEY REGEX: the whole fact matches the extended regular expression.
seen_like() {
  local value holds=0
  value=$(fact "$1")
  if [[ $value =~ ^($2)$ ]]; then holds=1; fi
  report "$holds" "$1" "$value" "like $2"
}

# seen_at_least KEY NUMBER and seen_at_most KEY NUMBER: whole numbers.
seen_at_least() {
  local value holds=0
  value=$(fact "$1")
  if [ "$value" -ge "$2" ]; then holds=1; fi
  report "$holds" "$1" "$value" "at least $2"
}
seen_at_most() {
  local value holds=0
  value=$(fact "$1")
  if [ "$value" -le "$2" ]; then holds=1; fi
  report "$holds" "$1" "$value" "at most $2"
}

# done_here: the last line of every script.
done_here() {
  [ "$checks" -gt 0 ] || cannot_try "no assertion was made"
  if [ "$changed" = 0 ]; then printf 'as described\n'; else printf 'the behaviour has changed\n'; fi
  exit "$changed"
}
