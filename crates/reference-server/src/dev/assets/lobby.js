// The lobby works without this file; it adds copying, codes that change, and a clock that moves.

const said = document.getElementById("said");
let silence;

function say(words) {
  said.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => { said.textContent = ""; }, 2500);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say("Copied");
  } catch {
    say("The browser does not let this page copy. Select the text instead.");
  }
});

function showCopyButtons() {
  for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
}

// Authenticator

const codes = document.getElementById("codes");
const progress = document.querySelector("progress");
const secondsLeft = document.querySelector("[data-seconds-left]");
const clock = document.querySelector("time[data-now]");
// The server's clock is moved by hand, so only its distance from this device's clock is kept.
let ahead = Number(clock.dataset.now) * 1000 - Date.now();

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function entry({ name, username, code, being_set_up }) {
  const half = code.length / 2;
  const label = element("span", {}, name);
  if (being_set_up) label.append(element("span", { class: "tag now" }, "being set up"));
  return element("li", { "data-username": username },
    label,
    element("strong", {}, `${code.slice(0, half)} ${code.slice(half)}`),
    element("button", { class: "copy", type: "button", "data-copy": code, "aria-label": `Copy the code of ${name}` }, "Copy"));
}

/** Changes what is there where it can, so that a focused button stays focused. */
function draw(entries) {
  const shown = [...codes.children];
  entries.forEach((next, i) => {
    const made = entry(next);
    const old = shown[i];
    if (!old) {
      codes.append(made);
    } else if (old.dataset.username !== next.username || old.firstElementChild.childElementCount !== Number(next.being_set_up)) {
      old.replaceWith(made);
    } else {
      old.querySelector("strong").textContent = made.querySelector("strong").textContent;
      old.querySelector("button").dataset.copy = next.code;
    }
  });
  shown.slice(entries.length).forEach((old) => old.remove());
}

async function refresh() {
  try {
    const answer = await fetch("/dev/authenticator");
    if (!answer.ok) return;
    const screen = await answer.json();
    const drift = screen.now * 1000 - Date.now();
    if (Math.abs(drift - ahead) > 1500) ahead = drift;
    draw(screen.entries);
  } catch {
    // The server is being restarted; the next second tries again.
  }
}

// Outbox

const messages = document.getElementById("messages");
const outboxEmpty = document.getElementById("outbox-empty");

function message({ id, channel, to, subject, text, code, sent_at, status }) {
  const head = element("p", { class: "muted" }, `${channel === "sms" ? "Text message" : "E-mail"} to ${to}`);
  if (status === "failed") head.append(" ", element("span", { class: "tag bad" }, "not sent"));
  const whole = element("details", {}, element("summary", {}, "Whole message"),
    element("p", { class: "muted" }, written(sent_at * 1000)));
  if (subject && code) whole.append(element("p", { class: "subject" }, subject));
  whole.append(element("p", { class: "text" }, text));
  const item = element("li", { "data-id": id, "data-status": status }, head);
  if (code) {
    const half = code.length / 2;
    item.append(
      element("strong", {}, `${code.slice(0, half)} ${code.slice(half)}`),
      element("button", { class: "copy", type: "button", "data-copy": code, "aria-label": `Copy the code for ${to}` }, "Copy"));
  } else {
    item.append(element("strong", { class: "words" }, subject ?? ""));
  }
  item.append(whole);
  return item;
}

/** New ones come on top; the others stay as they are, open or focused. */
function drawMessages(sent) {
  outboxEmpty.hidden = sent.length > 0;
  const shown = new Map([...messages.children].map((item) => [item.dataset.id, item]));
  const wanted = sent.map((next) => {
    const old = shown.get(String(next.id));
    return old?.dataset.status === next.status ? old : message(next);
  });
  if (wanted.length !== messages.childElementCount || wanted.some((item, i) => item !== messages.children[i])) {
    wanted.forEach((item, i) => { if (messages.children[i] !== item) messages.insertBefore(item, messages.children[i] ?? null); });
    while (messages.childElementCount > wanted.length) messages.lastElementChild.remove();
  }
}

async function refreshMessages() {
  try {
    const answer = await fetch("/dev/outbox");
    if (answer.ok) drawMessages(await answer.json());
  } catch {
    // As above.
  }
}

const words = new Intl.DateTimeFormat("en-GB", {
  weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC",
});

function written(milliseconds) {
  const parts = Object.fromEntries(words.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}, ${parts.hour}:${parts.minute}:${parts.second} UTC`;
}

function tick() {
  const now = new Date(Date.now() + ahead);
  clock.textContent = written(now);
  const period = Number(codes.dataset.period);
  const left = period - (Math.floor(now / 1000) % period);
  progress.value = left;
  secondsLeft.textContent = left;
}

setInterval(() => {
  tick();
  if (document.visibilityState === "visible") look();
}, 1000);

function look() {
  refresh();
  refreshMessages();
}
document.addEventListener("visibilitychange", look);
tick();
showCopyButtons();

// The announcement is there again: the page remembers in this browser what was dismissed (docs/stable-surface.md).
document.querySelector("a[data-announce]")?.addEventListener("click", () => {
  for (const key of Object.keys(localStorage)) if (key.startsWith("portico-seen:")) localStorage.removeItem(key);
});
