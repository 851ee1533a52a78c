// A frame that takes the focus whenever it is drawn would take it from the list that a designer walks through. It may
// move the focus once it has it: after a press inside. (`select` takes the focus too in Chromium.)
(() => {
  "use strict";

  if (window.parent === window) return;
  for (const [prototype, name] of [
    [HTMLElement.prototype, "focus"],
    [HTMLInputElement.prototype, "select"],
  ]) {
    const real = prototype[name];
    prototype[name] = function (...given) {
      if (document.hasFocus()) real.apply(this, given);
    };
  }
})();
