// What is different in the shell's frame.
(() => {
  "use strict";

  if (window.parent === window) return;

  // A frame that takes the focus whenever it is drawn would take it from the list that a designer walks through. It may
  // move the focus once it has it: after a press inside. (`select` takes the focus too in Chromium.)
  for (const [prototype, name] of [
    [HTMLElement.prototype, "focus"],
    [HTMLInputElement.prototype, "select"],
  ]) {
    const real = prototype[name];
    prototype[name] = function (...given) {
      if (document.hasFocus()) real.apply(this, given);
    };
  }

  // A desktop's scroll bar would make a phone's screen narrower than the phone's own, which lies over the page.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":root { scrollbar-width: none; }");
  document.adoptedStyleSheets.push(sheet);
})();
