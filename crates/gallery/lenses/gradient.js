// The colour a gradient has at a place, so that contrast is measured where the text stands and not where it does not.
((lenses) => {
  "use strict";

  /**
   * The parts of a list in CSS, split at the commas outside brackets and quotes.
   * @param {string} text
   * @returns {string[]}
   */
  function parts(text) {
    const found = [];
    let depth = 0;
    let from = 0;
    let quote = "";
    for (let i = 0; i <= text.length; i += 1) {
      if (quote) {
        if (text[i] === "\\") i += 1;
        else if (text[i] === quote) quote = "";
        if (i < text.length) continue;
      }
      if (text[i] === '"' || text[i] === "'") quote = text[i];
      if (text[i] === "(") depth += 1;
      if (text[i] === ")") depth -= 1;
      if (i === text.length || (text[i] === "," && depth === 0)) {
        found.push(text.slice(from, i).trim());
        from = i + 1;
      }
    }
    return found;
  }

  /** px of a length or a share; NaN for what is neither. */
  function px(text, whole) {
    const keyword = { left: 0, top: 0, center: 0.5, right: 1, bottom: 1 }[text];
    if (keyword !== undefined) return keyword * whole;
    const value = Number.parseFloat(text);
    if (text.endsWith("%")) return (value / 100) * whole;
    return text.endsWith("px") || text === "0" ? value : Number.NaN;
  }

  /** Colours with their places along the gradient, 0 to 1; null where the notation is beyond this. */
  function stops(list, length) {
    const found = [];
    for (const part of list) {
      const match = part.match(/^(.*?)((?:\s+-?[\d.]+(?:px|%))*)$/);
      const places = match[2].trim().split(/\s+/).filter(Boolean);
      if (!CSS.supports("color", match[1])) return null;
      const colour = lenses.colour.parse(match[1]);
      if (places.length === 0) found.push({ colour, at: null });
      for (const place of places) found.push({ colour, at: px(place, length) / length });
    }
    if (found.length < 2) return null;
    found[0].at ??= 0;
    found.at(-1).at ??= 1;
    for (let i = 1; i < found.length - 1; i += 1) {
      if (found[i].at !== null) continue;
      const next = found.findIndex((stop, j) => j > i && stop.at !== null);
      found[i].at = found[i - 1].at + (found[next].at - found[i - 1].at) / (next - i + 1);
    }
    return found;
  }

  function between(list, at) {
    if (at <= list[0].at) return list[0].colour;
    const next = list.findIndex((stop) => stop.at >= at);
    if (next < 0) return list.at(-1).colour;
    const [a, b] = [list[next - 1], list[next]];
    const share = (at - a.at) / (b.at - a.at || 1);
    const alpha = a.colour[3] + (b.colour[3] - a.colour[3]) * share;
    if (alpha === 0) return [0, 0, 0, 0];
    // Premultiplied, as the browser mixes: what is transparent has no colour to give.
    const mix = (i) => (a.colour[i] * a.colour[3] * (1 - share) + b.colour[i] * b.colour[3] * share) / alpha;
    return [mix(0), mix(1), mix(2), alpha];
  }

  const DIRECTIONS = { "to top": 0, "to right": 90, "to bottom": 180, "to left": 270 };

  function linear(list, box) {
    const turn = list[0].match(/^(-?[\d.]+)deg$/);
    const angle = turn ? Number(turn[1]) : DIRECTIONS[list[0]];
    if (angle === undefined && list[0].startsWith("to ")) return null;
    const radians = ((angle ?? 180) * Math.PI) / 180;
    const [x, y] = [Math.sin(radians), -Math.cos(radians)];
    const length = Math.abs(box.width * x) + Math.abs(box.height * y);
    const found = stops(angle === undefined ? list : list.slice(1), length);
    if (!found) return null;
    const [middleX, middleY] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return (left, top) => between(found, ((left - middleX) * x + (top - middleY) * y) / length + 0.5);
  }

  function radial(list, box) {
    const match = list[0].match(/^(?:ellipse\s+)?(\S+)\s+(\S+?)(?:\s+at\s+(\S+)\s+(\S+))?$/);
    if (!match) return null;
    const radiusX = px(match[1], box.width);
    const radiusY = px(match[2], box.height);
    const centreX = box.left + px(match[3] ?? "center", box.width);
    const centreY = box.top + px(match[4] ?? "center", box.height);
    const found = stops(list.slice(1), radiusX);
    if (!found || ![radiusX, radiusY, centreX, centreY].every(Number.isFinite)) return null;
    return (left, top) => between(found, Math.hypot((left - centreX) / radiusX, (top - centreY) / radiusY));
  }

  /**
   * The colours of a gradient under a place.
   * @param {string} image a computed `background-image` of one gradient, painted once and not repeated
   * @param {object} box the rectangle it fills, in CSS px
   * @param {object} place the rectangle that is asked about, in the same coordinates
   * @returns {?number[][]} at its corners and its middle; null for a notation that is not understood (then every colour
   *   of the gradient may be there)
   */
  function under(image, box, place) {
    const match = image.match(/^(linear|radial)-gradient\((.*)\)$/s);
    if (!match) return null;
    const at = (match[1] === "linear" ? linear : radial)(parts(match[2]), box);
    if (!at) return null;
    const outside = (left, top) => left < box.left || left > box.right || top < box.top || top > box.bottom;
    const points = [
      [place.left, place.top],
      [place.right, place.top],
      [place.left, place.bottom],
      [place.right, place.bottom],
      [(place.left + place.right) / 2, (place.top + place.bottom) / 2],
    ];
    return points.map(([left, top]) => (outside(left, top) ? [0, 0, 0, 0] : at(left, top)));
  }

  lenses.gradient = { parts, under };
})((window.PorticoLenses ??= {}));
