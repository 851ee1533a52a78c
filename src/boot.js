// Runs before the program is here. It keeps a press on the first screen for the program to carry out, fetches the
// program in its two parts, and shows a way on when one cannot be had or has broken. The build puts it in front of the
// glue.
let broken = false;
const stop = (error) => {
  broken = true;
  console.error(error);
  for (const id of ["main", "resume"]) document.getElementById(id).hidden = true;
  document.getElementById("stopped").hidden = false;
  document.querySelector("#stopped h1").focus();
};

const watch = () => {
  const form = document.getElementById("identify-form");
  let held;
  // Of several presses the last one counts.
  const hold = (event, button) => {
    if (!button || form.hasAttribute("data-adopted")) return;
    event.preventDefault();
    for (const name of ["data-held", "aria-busy"]) {
      held?.removeAttribute(name);
      button.setAttribute(name, "true");
    }
    held = button;
  };
  form.addEventListener("submit", (event) => hold(event, form.querySelector("[type=submit]")));
  form.parentNode.addEventListener("click", (event) => hold(event, event.target.closest("[data-provider]")));
  form.addEventListener("input", () => form.setAttribute("data-touched", ""));
  // The program listens at the button itself and prevents this while it has a better way on.
  document.getElementById("stopped").addEventListener("click", (event) => {
    if (event.target.closest("button") && (broken || !event.defaultPrevented)) location.reload();
  });
};

// A script from the cache can be here before the document is.
const parsed = new Promise((resolve) => {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", resolve, { once: true });
  else resolve();
}).then(watch);

// A panic ends as a trap; nothing of the program can be trusted after it.
const trap = (error) => error instanceof Error && error.name === "RuntimeError";
addEventListener("error", (event) => trap(event.error) && stop(event.error));
addEventListener("unhandledrejection", (event) => trap(event.reason) && stop(event.reason));

const fetchPart = (url, integrity, priority, cache) =>
  fetch(url, { integrity, priority, cache }).then((response) => {
    if (response.ok) return response;
    throw new Error(`program: ${response.status}`);
  });

// The rest of the program, which draws every screen but the first. The first part calls this for another attempt, too;
// whichever comes first is taken.
let placed, answer, pending = 0, attempts = 0, misses = 0, isHere = false;
const fetchRest = async () => {
  pending += 1;
  try {
    // Past the cache, too, because an answer to the same request that is still awaited would be waited for.
    const cache = attempts++ ? "reload" : "default";
    const response = await fetchPart("__REST_URL__", "__REST_INTEGRITY__", "low", cache);
    const bytes = await response.arrayBuffer();
    // Twice would begin its part of the memory anew.
    await (placed ??= WebAssembly.instantiate(bytes, { __wasm_split: wasm }));
    isHere = true;
  } catch (error) {
    misses += 1;
    console.error(error);
  }
  pending -= 1;
  if (isHere || !pending) answer?.();
};

// Called by the first part, which is answered through the function with that number in the table.
const loadRest = (number, about) => {
  answer = () => {
    answer = undefined;
    wasm.__indirect_function_table.get(number)(about, isHere);
  };
  if (isHere) answer();
  else if (!pending) fetchRest();
};

// Asked by the first part. A line that broke cannot be told from a file that is gone or wrong; three times, with a
// connection, means that only a new document can know what has taken its place.
const isRestGone = () => misses > 2 && navigator.onLine;

// In a microtask, because the glue below has not been evaluated yet.
queueMicrotask(() =>
  fetchPart("__WASM_URL__", "__WASM_INTEGRITY__", "high", "default")
    // Once more past the cache: a line that broke, or half a file that a proxy has kept.
    .catch(() => fetchPart("__WASM_URL__", "__WASM_INTEGRITY__", "high", "reload"))
    .then((response) => parsed.then(() => __wbg_init({ module_or_path: response })))
    .catch((error) => parsed.then(() => stop(error))),
);
