// Runs before the program is here. It keeps a press on the first screen for the program to carry out, fetches the
// program, and shows a way on when the program cannot be had or has broken. The build puts it in front of the glue.
const stop = (error) => {
  console.error(error);
  for (const id of ["main", "resume"]) document.getElementById(id).hidden = true;
  document.getElementById("stopped").hidden = false;
  document.querySelector("#stopped h1").focus();
};

const watch = () => {
  const form = document.getElementById("identify-form");
  form.addEventListener("submit", (event) => {
    if (form.hasAttribute("data-adopted")) return;
    event.preventDefault();
    form.setAttribute("data-held", "");
    form.querySelector("button[type=submit]").setAttribute("aria-busy", "true");
  });
  form.addEventListener("input", () => form.setAttribute("data-touched", ""));
  document.querySelector("#stopped button").addEventListener("click", () => location.reload());
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

const fetchProgram = (cache) => fetch("__WASM_URL__", { integrity: "__WASM_INTEGRITY__", cache });

// In a microtask, because the glue below has not been evaluated yet.
queueMicrotask(() =>
  fetchProgram("default")
    .then((response) => (response.ok ? response : Promise.reject(new Error(`program: ${response.status}`))))
    // Once more past the cache: a line that broke, or half a file that a proxy has kept.
    .catch(() => fetchProgram("reload"))
    .then((response) => parsed.then(() => __wbg_init({ module_or_path: response })))
    .catch((error) => parsed.then(() => stop(error))),
);
