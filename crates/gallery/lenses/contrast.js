// Contrast as it is on the screen: every text and every edge of a control against what lies behind it.
((lenses) => {
  "use strict";

  /** What lies behind a positioned element although it is no ancestor: earlier siblings it is laid over. */
  function beneath(element, style) {
    if (style.position !== "absolute" && style.position !== "fixed") return [];
    const own = element.getBoundingClientRect();
    const found = [];
    for (let other = element.previousElementSibling; other; other = other.previousElementSibling) {
      const box = other.getBoundingClientRect();
      const covers =
        box.left <= own.left + 1 &&
        box.right >= own.right - 1 &&
        box.top <= own.top + 1 &&
        box.bottom >= own.bottom - 1;
      if (covers && !lenses.names.hidden(other)) found.push(other);
    }
    return found;
  }

  /** Lays pairs of a front and a ground over each of the colours below. */
  function lay(pairs, colours) {
    const laid = pairs.flatMap((pair) =>
      colours.map((below) => ({
        front: lenses.colour.over(pair.front, below),
        ground: lenses.colour.over(pair.ground, below),
      })),
    );
    const grounds = lenses.grounds.extremes(laid.map((pair) => pair.ground));
    return grounds.map((ground) => laid.find((pair) => pair.ground === ground));
  }

  const faded = (colour, opacity) => [...colour.slice(0, 3), colour[3] * opacity];

  /**
   * What a colour and its ground become on their way to the screen, for each ground that it may have.
   * @param {number[]} front the colour of a text or an edge
   * @param {Element} element from which outwards everything lies behind the colour
   * @param {DOMRect} place where the colour is seen
   * @returns {{pairs: {front: number[], ground: number[]}[], unknown: boolean, reading: boolean, opacity: number}} `unknown`
   *   when a picture lies behind that cannot be read, `reading` when one has not been read yet
   */
  function onScreen(front, element, place) {
    let pairs = [{ front, ground: [0, 0, 0, 0] }];
    let unknown = false;
    let reading = false;
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const solid = pairs.every((pair) => pair.ground[3] > 0.999);
      if (!solid) {
        for (const painter of [at, ...beneath(at, style)]) {
          const painted = lenses.grounds.under(painter, place);
          unknown ||= painted.unknown;
          reading ||= painted.reading;
          pairs = lay(pairs, painted.colours);
        }
      }
      const own = Number(style.opacity);
      if (own < 1) {
        opacity *= own;
        pairs = pairs.map((pair) => ({ front: faded(pair.front, own), ground: faded(pair.ground, own) }));
      }
    }
    return { pairs: lay(pairs, [canvasColour()]), unknown, reading, opacity };
  }

  /** What the browser paints where the page paints nothing. */
  function canvasColour() {
    const dark = getComputedStyle(document.documentElement).colorScheme.trim();
    const isDark = dark === "dark" || (dark.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches);
    return isDark ? [0.071, 0.071, 0.071, 1] : [1, 1, 1, 1];
  }

  function worst(pairs) {
    return pairs
      .map((pair) => ({ ...pair, ratio: lenses.colour.ratio(pair.front, pair.ground) }))
      .reduce((low, pair) => (pair.ratio < low.ratio ? pair : low));
  }

  const large = (style) => {
    const size = Number.parseFloat(style.fontSize);
    return size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  };

  /**
   * The contrast of a text.
   * @param {Element} element the one that holds the text
   * @param {DOMRect} place where it stands
   * @param {string} [pseudo] "::placeholder" for that of a field
   * @returns {?{ratio: number, front: string, ground: string, least: number, wanted: number, unknown: boolean,
   *   reading: boolean}}
   *   `least` is what WCAG AA asks, `wanted` what the page asks of itself (AAA); null when nothing is to be seen
   */
  function text(element, place, pseudo) {
    const style = getComputedStyle(element, pseudo);
    const fill = style.webkitTextFillColor || style.color;
    const colour = faded(lenses.colour.parse(fill), pseudo ? Number(style.opacity) : 1);
    const { pairs, unknown, reading, opacity } = onScreen(colour, element, place);
    if (opacity < 0.02) return null;
    const pair = worst(pairs);
    return {
      ratio: pair.ratio,
      front: lenses.colour.hex(pair.front),
      ground: lenses.colour.hex(pair.ground),
      least: large(style) ? 3 : 4.5,
      wanted: large(style) ? 4.5 : 7,
      unknown,
      reading,
    };
  }

  /**
   * The contrast of the shape of a control: of its border or its filling, whichever stands out more.
   * @param {Element} element
   * @returns {?{ratio: number, part: string, front: string, ground: string}} null when it has no shape of its own
   *   (then its text is what shows it)
   */
  function edge(element) {
    const style = getComputedStyle(element);
    const parent = element.parentElement;
    const shapes = [];
    const filling = lenses.colour.parse(style.backgroundColor);
    if (filling[3] > 0) shapes.push(["filling", filling]);
    const sides = ["Top", "Right", "Bottom", "Left"].filter(
      (side) => style[`border${side}Style`] !== "none" && Number.parseFloat(style[`border${side}Width`]) > 0,
    );
    const lines = sides.map((side) => lenses.colour.parse(style[`border${side}Color`])).filter((line) => line[3] > 0);
    if (lines.length > 0) shapes.push(["border", lines[0]]);
    const found = shapes.map(([part, front]) => {
      const pair = worst(onScreen(front, parent, element.getBoundingClientRect()).pairs);
      return { part, ratio: pair.ratio, front: lenses.colour.hex(pair.front), ground: lenses.colour.hex(pair.ground) };
    });
    return found.sort((a, b) => b.ratio - a.ratio)[0] ?? null;
  }

  lenses.contrast = { edge, text };
})((window.PorticoLenses ??= {}));
