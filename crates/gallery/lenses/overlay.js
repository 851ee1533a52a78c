// Where lenses draw: one element beside the page's body, outside its layout, its tab order and its style.
((lenses) => {
  "use strict";

  const STYLE = `
    :host {
      all: initial; position: absolute; inset: 0 auto auto 0; z-index: 2147483647; overflow: clip; direction: ltr;
      pointer-events: none; font: 500 10px/14px ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace;
    }
    * { box-sizing: border-box; }
    .layer { position: absolute; inset: 0; }
    .badge {
      position: absolute; max-inline-size: min(100%, 19rem); block-size: 15px; padding: 0 4px; overflow: hidden; border: 0;
      border-radius: 4px; background: #16324f; color: #fff; font: inherit; line-height: 15px; text-overflow: ellipsis;
      box-shadow: 0 0 0 1px rgb(255 255 255 / 0.85), 0 1px 3px 1px rgb(0 0 0 / 0.3); white-space: nowrap; cursor: help;
      pointer-events: auto;
    }
    .badge[data-tone="calm"] { background: #4a5563; }
    .badge[data-tone="figure"] { background: #0d5c3b; }
    .badge[data-tone="order"] {
      min-inline-size: 17px; border-radius: 8px; background: #5b2a9d; font-weight: 700; text-align: center;
    }
    .badge[data-verdict="warn"] { background: #ffd24a; color: #241a00; font-weight: 700; }
    .badge[data-verdict="bad"] { background: #b3122b; font-weight: 700; }
    .badge.pointed { outline: 2px solid #ff3ea5; outline-offset: 1px; }
    .box {
      position: absolute; border: 1px dashed #3b82c4; border-radius: 3px; box-shadow: 0 0 0 1px rgb(255 255 255 / 0.35);
    }
    .box[data-tone="calm"] { border-style: dotted; border-color: #7a8696; box-shadow: none; }
    .box[data-verdict="warn"] { border: 2px solid #d99a00; }
    .box[data-verdict="bad"] { border: 2px solid #d5213f; }
    .box.pointed { border: 2px solid #ff3ea5; background: rgb(255 62 165 / 0.14); }
    svg { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; overflow: visible; }
    line { stroke: #16324f; filter: drop-shadow(0 0 1px #fff); }
    .tip {
      position: absolute; inline-size: max-content; max-inline-size: min(20rem, calc(100% - 8px)); padding: 8px 10px;
      border-radius: 6px; background: #0e1722; color: #fff; font: 12px/17px system-ui, sans-serif; overflow-wrap: anywhere;
      box-shadow: 0 0 0 1px rgb(255 255 255 / 0.5), 0 6px 20px rgb(0 0 0 / 0.4); white-space: pre-line;
    }
    .tip b { display: block; font: 600 12px/17px ui-monospace, Menlo, Consolas, "Noto Sans Mono", monospace; }
    .tip[hidden] { display: none; }`;

  let host;
  let root;
  let tip;
  let marks = [];
  /** The row that the shell points at, if any. */
  let pointed;

  function node(name, className, parent) {
    const made = document.createElement(name);
    if (className) made.className = className;
    parent?.append(made);
    return made;
  }

  function open() {
    if (host?.isConnected) return;
    if (!host) {
      host = document.createElement("portico-lens");
      host.setAttribute("aria-hidden", "true");
      root = host.attachShadow({ mode: "open" });
      // An adopted sheet needs no permission of a content security policy.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    }
    document.documentElement.append(host);
  }

  /**
   * Where a lens draws what is no badge: removed with the rest at the next draw when its class is "layer".
   * @returns {ShadowRoot}
   */
  function shadow() {
    open();
    return root;
  }

  /** Takes everything away. */
  function close() {
    pointed = undefined;
    host?.remove();
    clear();
  }

  /** Empties the overlay and fits it to the page, which it must never make longer. */
  function clear() {
    marks = [];
    if (!root) return;
    for (const old of root.querySelectorAll(".layer, .tip, .outline")) old.remove();
    tip = undefined;
  }

  function fit() {
    host.style.inlineSize = "0";
    host.style.blockSize = "0";
    const page = document.documentElement;
    host.style.inlineSize = `${page.clientWidth}px`;
    host.style.blockSize = `${Math.max(page.scrollHeight, page.clientHeight)}px`;
  }

  /**
   * The rectangle of something in the coordinates of the page.
   * @param {Element | Range} thing
   * @returns {{left: number, top: number, right: number, bottom: number, width: number, height: number}} CSS px
   */
  function rectangle(thing) {
    const box = thing.getBoundingClientRect();
    return moved(box, scrollX, scrollY);
  }

  function moved(box, x, y) {
    return {
      left: box.left + x,
      right: box.right + x,
      top: box.top + y,
      bottom: box.bottom + y,
      width: box.width,
      height: box.height,
    };
  }

  /**
   * Lays an element of the overlay over a rectangle.
   * @param {HTMLElement} element
   * @param {object} box from `rectangle`
   */
  function put(element, box) {
    element.style.left = `${box.left}px`;
    element.style.top = `${box.top}px`;
    element.style.width = `${box.width}px`;
    element.style.height = `${box.height}px`;
  }

  /**
   * Draws the marks of all lenses.
   *
   * A mark belongs to a row of a report: `{lens, row, at, rtl?, badge?, box?, tone?, verdict?, title, detail}`. `at` is a
   * rectangle from `rectangle`, `badge` the text of its badge, `box` whether `at` is outlined. `place` says where the
   * badge would like to be: "over" (on the upper edge, the default), "end" or "corner".
   * @param {object[]} wanted
   */
  function draw(wanted) {
    open();
    const active = tip && !tip.hidden ? tip.dataset.of : undefined;
    clear();
    fit();
    const layer = node("div", "layer", root);
    marks = wanted.map((mark) => ({ ...mark }));
    for (const mark of marks) {
      if (!mark.box) continue;
      mark.boxNode = node("div", "box", layer);
      if (mark.tone) mark.boxNode.dataset.tone = mark.tone;
      if (mark.verdict) mark.boxNode.dataset.verdict = mark.verdict;
      put(mark.boxNode, mark.at);
    }
    const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    layer.append(lines);
    for (const mark of marks) if (mark.badge) mark.badgeNode = badge(mark, layer);
    const badged = marks.filter((mark) => mark.badgeNode);
    for (const mark of badged) {
      const { width } = mark.badgeNode.getBoundingClientRect();
      mark.size = { width, height: 15 };
    }
    const room = { width: host.clientWidth, height: host.clientHeight };
    lenses.placing.place(badged, room, lenses.texts.lines());
    for (const mark of badged) {
      mark.badgeNode.style.left = `${mark.spot.left}px`;
      mark.badgeNode.style.top = `${mark.spot.top}px`;
      if (mark.spot.far) lines.append(leader(mark));
    }
    outline();
    if (active) show(marks.find((mark) => identity(mark) === active));
  }

  const identity = (mark) => `${mark.lens} ${mark.row}`;

  function badge(mark, layer) {
    const made = node("span", "badge", layer);
    made.textContent = mark.badge;
    if (mark.tone) made.dataset.tone = mark.tone;
    if (mark.verdict && mark.verdict !== "ok") made.dataset.verdict = mark.verdict;
    made.addEventListener("pointerenter", () => show(mark));
    made.addEventListener("pointerleave", () => show(undefined));
    // A press keeps the focus where it is in the page; on touch screens it takes the place of hovering.
    made.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      show(mark);
    });
    return made;
  }

  function leader(mark) {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const { spot, size, at } = mark;
    line.setAttribute("x1", spot.left + size.width / 2);
    line.setAttribute("y1", spot.top + size.height / 2);
    line.setAttribute("x2", (at.left + at.right) / 2);
    line.setAttribute("y2", (at.top + at.bottom) / 2);
    return line;
  }

  /** Shows what there is to say about a mark, or nothing. */
  function show(mark) {
    for (const old of root.querySelectorAll(".pointed")) old.classList.remove("pointed");
    if (!mark) {
      if (tip) tip.hidden = true;
      return;
    }
    mark.badgeNode?.classList.add("pointed");
    mark.boxNode?.classList.add("pointed");
    tip ??= node("div", "tip", root);
    tip.hidden = false;
    tip.dataset.of = identity(mark);
    tip.textContent = "";
    node("b", "", tip).textContent = mark.title;
    tip.append(mark.detail ?? "");
    const room = { width: host.clientWidth, height: host.clientHeight };
    const from = mark.spot
      ? { ...mark.spot, right: mark.spot.left + mark.size.width, bottom: mark.spot.top + 15 }
      : mark.at;
    const { offsetWidth: width, offsetHeight: height } = tip;
    const below = Math.max(from.bottom, mark.box ? mark.at.bottom : 0) + 4;
    const top = below + height < room.height ? below : Math.max(4, from.top - height - 4);
    tip.style.left = `${Math.max(4, Math.min(from.left, room.width - width - 4))}px`;
    tip.style.top = `${top}px`;
  }

  /**
   * Outlines what a row speaks of, and brings it into view; without a row, nothing is outlined any more. What there is to
   * say stands in the row already.
   * @param {string} [lens]
   * @param {number} [row] its place in the report of that lens
   */
  function point(lens, row) {
    if (!root) return;
    show(undefined);
    pointed = lens === undefined ? undefined : { lens, row };
    outline()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function outline() {
    root.querySelector(".outline")?.remove();
    const mark = pointed && marks.find((one) => one.lens === pointed.lens && one.row === pointed.row);
    if (!mark) return undefined;
    mark.badgeNode?.classList.add("pointed");
    const made = node("div", "box pointed outline", root);
    put(made, mark.at);
    return made;
  }

  /**
   * Shows the mark that belongs to an element of the page, for people who move with the keyboard.
   * @param {Element} [element] left out: hides what is shown
   */
  function pointAt(element) {
    if (!root) return;
    show(element && marks.find((mark) => mark.element === element));
  }

  lenses.overlay = { close, draw, moved, point, pointAt, put, rectangle, shadow };
})((window.PorticoLenses ??= {}));
