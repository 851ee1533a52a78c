// Runs before the program is loaded. It keeps a press on the first screen for the program to carry out, fetches the two
// files of the program, and shows the load failure screen when one cannot be loaded or the program panics. The build puts
// it in front of wasm-bindgen's glue.
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

// The deferred part of the program, which draws every screen but the first. The first part calls this for another attempt,
// too; whichever answer comes first is used.
let placed, answer, pending = 0, attempts = 0, misses = 0, isHere = false;
const fetchDeferred = async () => {
  pending += 1;
  try {
    // Past the cache, too, because an answer to the same request that is still awaited would be waited for.
    const cache = attempts++ ? "reload" : "default";
    const response = await fetchPart("__DEFERRED_URL__", "__DEFERRED_INTEGRITY__", "low", cache);
    const bytes = await response.arrayBuffer();
    // A second instance would initialise its part of the memory again.
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
const loadDeferred = (number, about) => {
  answer = () => {
    answer = undefined;
    wasm.__indirect_function_table.get(number)(about, isHere);
  };
  if (isHere) answer();
  else if (!pending) fetchDeferred();
};

// Called by the first part. A broken connection cannot be told from a file that is gone or wrong; three failures while
// online mean that only a new document can name the file that has replaced it.
const isDeferredGone = () => misses > 2 && navigator.onLine;

// In a microtask, because the glue below has not been evaluated yet.
queueMicrotask(() =>
  fetchPart("__WASM_URL__", "__WASM_INTEGRITY__", "high", "default")
    // Once more past the cache: the connection broke, or a proxy has kept half a file.
    .catch(() => fetchPart("__WASM_URL__", "__WASM_INTEGRITY__", "high", "reload"))
    .then((response) => parsed.then(() => __wbg_init({ module_or_path: response })))
    .catch((error) => parsed.then(() => stop(error))),
);
