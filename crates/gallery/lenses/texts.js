// Where text stands on the screen.
((lenses) => {
  "use strict";

  /**
   * What hides an element from the eye by being cut down to a point, for screen readers only.
   * @param {Element} element
   * @returns {?Element} itself or an ancestor; null when it is there for everybody
   */
  function tucked(element) {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const { width, height } = at.getBoundingClientRect();
      if (width <= 1 && height <= 1 && getComputedStyle(at).overflowX !== "visible") return at;
    }
    return null;
  }

  /**
   * The part of a text's rectangle that is not cut off by what it stands in.
   * @param {Range} range
   * @returns {DOMRect} in CSS px of the window
   */
  function seen(range) {
    const box = range.getBoundingClientRect();
    let [left, right] = [box.left, box.right];
    for (let at = range.startContainer.parentElement; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflowX === "visible" || style.display === "inline") continue;
      const around = at.getBoundingClientRect();
      left = Math.max(left, around.left);
      right = Math.min(right, around.right);
    }
    return new DOMRect(left, box.top, Math.max(0, right - left), box.height);
  }

  /**
   * Every text node that can be seen.
   * @returns {Text[]}
   */
  function nodes() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!lenses.keys.unmarked(node.data).trim() || element.closest("script, style, noscript, option, svg")) continue;
      if (!lenses.names.hidden(element) && !tucked(element)) found.push(node);
    }
    return found;
  }

  /**
   * The rectangle of a text node, or of a part of it.
   * @param {Text} node
   * @param {number} [start] of the part, in UTF-16 units
   * @param {number} [end]
   * @returns {Range}
   */
  function range(node, start = 0, end = node.length) {
    const made = document.createRange();
    made.setStart(node, start);
    made.setEnd(node, end);
    return made;
  }

  /**
   * The rectangles of all lines of text, which badges had better not cover.
   * @returns {object[]} in CSS px of the page
   */
  function lines() {
    const text = nodes().flatMap((node) => [...range(node).getClientRects()]);
    const fields = [...document.body.querySelectorAll("input, select")].filter(
      (field) => field.value && !lenses.names.hidden(field),
    );
    // A field keeps its text on one line in the middle of it.
    const values = fields.map((field) => {
      const box = field.getBoundingClientRect();
      const half = Math.min(box.height, Number.parseFloat(getComputedStyle(field).fontSize) * 1.3) / 2;
      return new DOMRect(box.x, box.y + box.height / 2 - half, box.width, half * 2);
    });
    return [...text, ...values].map((box) => lenses.overlay.moved(box, scrollX, scrollY));
  }

  lenses.texts = { lines, nodes, range, seen, tucked };
})((window.PorticoLenses ??= {}));
