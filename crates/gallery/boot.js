// Starts the gallery's program: the bytes come from gallery-data.js, since a page opened from a file may not fetch.
(() => {
  "use strict";

  const explain = (what, why) => {
    const box = document.createElement("section");
    box.setAttribute("role", "alert");
    box.style.cssText =
      "max-inline-size:40rem;margin:4rem auto;padding-inline:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:CanvasText";
    const heading = document.createElement("h1");
    heading.style.cssText = "font-size:1.25rem;margin:0 0 .5rem";
    heading.textContent = what;
    const reason = document.createElement("pre");
    reason.style.cssText = "white-space:pre-wrap;overflow-wrap:anywhere;font:.875rem/1.5 ui-monospace,monospace";
    reason.textContent = why;
    const advice = document.createElement("p");
    advice.textContent = "Build the folder again with “cargo xtask gallery”, and keep its files together.";
    box.append(heading, reason, advice);
    document.body.replaceChildren(box);
    // Tests wait for a drawn cell; they should not have to wait out their patience to learn that there is none.
    document.documentElement.dataset.failed = what;
  };

  const bytes = (base64) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const text = atob(base64);
    const array = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) array[i] = text.charCodeAt(i);
    return array;
  };

  const data = window.PORTICO;
  if (!data?.wasm) {
    explain("The gallery is not complete", "gallery-data.js is missing or could not be read.");
    return;
  }
  const program = bytes(data.wasm);
  // Several megabytes of text that nobody reads again.
  delete data.wasm;
  wasm_bindgen({ module_or_path: program }).catch((error) => {
    explain("The gallery could not start", String(error?.stack ?? error));
  });
})();
