// The grid everything stands on, and which tokens the distances of an element are.
((lenses) => {
  "use strict";

  /** Lines that stand out a little: every fourth step. */
  const BOLD = 4;
  /** CSS px that browsers put into buttons and fields by themselves; no choice of the designer. */
  const BROWSERS_OWN = 2;
  // The files are joined in the order of their names, so that this one is there already.
  const { called, length, offGrid, one, spacing, step, tokens } = lenses.distances;

  let asked;
  let pane;

  const SIDES = ["Top", "Right", "Bottom", "Left"];

  const sides = (style, property) => SIDES.map((side) => Number.parseFloat(style[`${property}${side}`]) || 0);

  const gaps = (style) => {
    if (!/flex|grid/.test(style.display)) return [];
    return [
      ["rows", style.rowGap],
      ["columns", style.columnGap],
    ]
      .filter(([, gap]) => Number.parseFloat(gap) > 0)
      .map(([which, gap]) => [which, Number.parseFloat(gap)]);
  };

  function named(element) {
    const classes = [...element.classList]
      .slice(0, 2)
      .map((name) => `.${name}`)
      .join("");
    return `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : classes}`;
  }

  /** Whether a padding or a gap of an element follows the width of the page on purpose. */
  function fluid(element) {
    let found = false;
    lenses.media.eachPageRule((rule) => {
      if (!rule.selectorText || !/(padding|gap)[^;]*(vw|vi|%|cqi)\b/.test(rule.style?.cssText ?? "")) return;
      found ||= element.matches(rule.selectorText);
    });
    return found;
  }

  /** Paddings and gaps of the screen that are on no token: a list for the designer. */
  function rows(known) {
    const size = step(known);
    const first = {
      text: `Grid of ${one(size)} px`,
      detail: known
        .filter(spacing)
        .map(({ name, px }) => `${name} ${one(px)}`)
        .join(", "),
      verdict: "ok",
    };
    const seen = new Map();
    for (const element of document.body.querySelectorAll("*")) {
      if (
        lenses.names.hidden(element) ||
        element.closest("svg") ||
        lenses.texts.tucked(element) ||
        element.matches("script, style, option, br")
      )
        continue;
      const style = getComputedStyle(element);
      const lengths = [
        ...sides(style, "padding").map((px, side) => [`padding ${SIDES[side].toLowerCase()}`, px]),
        ...gaps(style).map(([which, px]) => [`gap of ${which}`, px]),
      ].filter(([, px]) => px > BROWSERS_OWN && called(px, known) === null);
      if (lengths.length === 0) continue;
      const stray = lengths.some(([, px]) => offGrid(px, size));
      const flows = stray && fluid(element);
      const text = named(element);
      const detail = [
        ...lengths.map(([what, px]) => `${what} ${length(px, known)}`),
        flows && "It grows with the width of the page.",
      ]
        .filter(Boolean)
        .join("\n");
      if (!seen.has(text + detail)) seen.set(text + detail, { text, detail, verdict: stray && !flows ? "warn" : "ok" });
    }
    return [first, ...seen.values()];
  }

  /** The lines, from the edge of the card, so that what is inside it can be read off them. */
  function lines(known) {
    const root = lenses.overlay.shadow();
    const size = step(known);
    const card =
      [...document.body.querySelectorAll("[data-step]")].find((element) => !lenses.names.hidden(element)) ??
      document.body;
    const { left, top } = lenses.overlay.rectangle(card);
    const layer = document.createElement("div");
    layer.className = "layer";
    const lined = (way, every, strength) =>
      `repeating-linear-gradient(${way}, rgb(220 40 120 / ${strength}) 0 1px, transparent 1px ${every}px)`;
    layer.style.backgroundImage = [
      lined("to right", size * BOLD, 0.26),
      lined("to bottom", size * BOLD, 0.26),
      lined("to right", size, 0.1),
      lined("to bottom", size, 0.1),
    ].join(", ");
    const back = (offset) => (offset % (size * BOLD)) - size * BOLD;
    // Repeated gradients start at their box, so the box starts at a bold line above and before the page.
    layer.style.inset = `${back(top)}px 0 0 ${back(left)}px`;
    root.prepend(layer);
  }

  const COLOURS = { padding: "rgb(60 170 90 / 0.38)", margin: "rgb(240 150 40 / 0.38)", gap: "rgb(150 80 220 / 0.38)" };

  function strip(box, colour, px, known) {
    if (px <= BROWSERS_OWN || box.width <= 0 || box.height <= 0) return;
    const made = document.createElement("div");
    made.style.position = "absolute";
    made.style.background = colour;
    lenses.overlay.put(made, box);
    pane.append(made);
    const tag = document.createElement("span");
    tag.className = "badge";
    tag.style.pointerEvents = "none";
    const name = called(px, known);
    tag.textContent = name && name !== "0" ? `${one(px)} ${name}` : one(px);
    if (!name && offGrid(px, step(known))) tag.dataset.verdict = "warn";
    pane.append(tag);
    const room = document.documentElement.clientWidth;
    const width = tag.getBoundingClientRect().width;
    tag.style.left = `${Math.max(1, Math.min(box.left + (box.width - width) / 2, room - width - 1))}px`;
    tag.style.top = `${Math.max(1, box.top + (box.height - 15) / 2)}px`;
  }

  /** The four strips between an inner and an outer box. */
  function frame(outer, widths, colour, known) {
    const [top, right, bottom, left] = widths;
    const { left: x, top: y, width, height } = outer;
    strip({ left: x, top: y, width, height: top }, colour, top, known);
    strip({ left: x, top: y + height - bottom, width, height: bottom }, colour, bottom, known);
    strip({ left: x, top: y + top, width: left, height: height - top - bottom }, colour, left, known);
    strip({ left: x + width - right, top: y + top, width: right, height: height - top - bottom }, colour, right, known);
  }

  function between(element, style, known) {
    if (gaps(style).length === 0) return;
    const children = [...element.children].filter((child) => !lenses.names.hidden(child)).map(lenses.overlay.rectangle);
    for (const [index, child] of children.slice(1).entries()) {
      const before = children[index];
      const down = child.top - before.bottom;
      const across = style.direction === "rtl" ? before.left - child.right : child.left - before.right;
      if (down > 0)
        strip({ left: child.left, top: before.bottom, width: child.width, height: down }, COLOURS.gap, down, known);
      else if (across > 0) {
        const left = style.direction === "rtl" ? child.right : before.right;
        strip({ left, top: child.top, width: across, height: child.height }, COLOURS.gap, across, known);
      }
    }
  }

  function shape(element, style, known) {
    const text = (px) => called(px, known, ({ name }) => name.startsWith("--text"));
    const font = Number.parseFloat(style.fontSize);
    const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
    const round = called(radius, known, ({ name }) => name.startsWith("--radius"));
    const { width, height } = element.getBoundingClientRect();
    return [
      `${named(element)}  ${one(width)} × ${one(height)}`,
      `text ${one(font)}${text(font) ? ` ${text(font)}` : ""}`,
      radius ? `radius ${one(radius)}${round ? ` ${round}` : ""}` : "",
    ]
      .filter(Boolean)
      .join("\n");
  }

  function insideBorder(box, style) {
    const [top, right, bottom, left] = SIDES.map((side) => Number.parseFloat(style[`border${side}Width`]) || 0);
    return {
      left: box.left + left,
      top: box.top + top,
      width: box.width - left - right,
      height: box.height - top - bottom,
    };
  }

  /** Shows the distances of an element, or of none. */
  function measure(element) {
    pane?.remove();
    pane = undefined;
    if (!element || element === document.documentElement || !document.body.contains(element)) return;
    const known = tokens();
    const style = getComputedStyle(element);
    const box = lenses.overlay.rectangle(element);
    pane = document.createElement("div");
    pane.className = "layer";
    lenses.overlay.shadow().append(pane);
    const margins = sides(style, "margin").map((px) => Math.max(0, px));
    const [top, right, bottom, left] = margins;
    frame(
      { left: box.left - left, top: box.top - top, width: box.width + left + right, height: box.height + top + bottom },
      margins,
      COLOURS.margin,
      known,
    );
    frame(insideBorder(box, style), sides(style, "padding"), COLOURS.padding, known);
    between(element, style, known);
    label(element, box, shape(element, style, known));
  }

  function label(element, box, text) {
    const outline = document.createElement("div");
    outline.className = "box pointed";
    outline.style.background = "none";
    lenses.overlay.put(outline, box);
    const tag = document.createElement("div");
    tag.className = "tip";
    tag.textContent = text;
    pane.append(outline, tag);
    const room = document.documentElement;
    const below = box.bottom + 6;
    const top = below + tag.offsetHeight < room.scrollHeight ? below : Math.max(4, box.top - tag.offsetHeight - 6);
    tag.style.left = `${Math.max(4, Math.min(box.left, room.clientWidth - tag.offsetWidth - 4))}px`;
    tag.style.top = `${top}px`;
  }

  function pointed(event) {
    const target = event.type === "pointerleave" ? undefined : event.target;
    if (target === asked || (event.type === "focusin" && !lenses.byTab())) return;
    asked = target;
    measure(asked);
  }

  const EVENTS = ["pointerover", "focusin"];

  /** Follows the pointer and the focus from now on. */
  function start() {
    for (const event of EVENTS) document.addEventListener(event, pointed, { passive: true });
    document.documentElement.addEventListener("pointerleave", pointed);
  }

  function stop() {
    for (const event of EVENTS) document.removeEventListener(event, pointed);
    document.documentElement.removeEventListener("pointerleave", pointed);
    asked = undefined;
    measure(undefined);
  }

  /**
   * @returns {{rows: object[], marks: object[]}} no marks: the lines are one drawing
   */
  function look() {
    // Listeners that are there already are not added again.
    start();
    return { rows: rows(tokens()), marks: [] };
  }

  function drawn() {
    lines(tokens());
    measure(asked);
  }

  lenses.grid = { drawn, look, stop };
})((window.PorticoLenses ??= {}));
