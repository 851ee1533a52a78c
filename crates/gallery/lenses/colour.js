// Colours as they reach the eye: any CSS colour as numbers, layers laid over each other, and contrast.
((lenses) => {
  "use strict";

  const canvas = document.createElement("canvas");
  canvas.width = 2;
  canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map();

  /**
   * A computed CSS colour in sRGB. The browser's own painter translates it, so that every notation is understood.
   * @param {string} css a colour; anything else counts as transparent
   * @returns {number[]} red, green, blue and alpha, each 0 to 1, not premultiplied
   */
  function parse(css) {
    if (known.has(css)) return known.get(css);
    const colour = CSS.supports("color", css) ? painted(css) : [0, 0, 0, 0];
    known.set(css, colour);
    return colour;
  }

  // Read on black and on white: the difference is the alpha, which one pixel alone gives only roughly.
  function painted(css) {
    brush.clearRect(0, 0, 2, 1);
    brush.fillStyle = "#000";
    brush.fillRect(0, 0, 1, 1);
    brush.fillStyle = "#fff";
    brush.fillRect(1, 0, 1, 1);
    brush.fillStyle = css;
    brush.fillRect(0, 0, 2, 1);
    const pixels = brush.getImageData(0, 0, 2, 1).data;
    const alpha = 1 - (pixels[5] - pixels[1]) / 255;
    if (alpha <= 0.002) return [0, 0, 0, 0];
    return [0, 1, 2].map((i) => Math.min(1, pixels[i] / 255 / alpha)).concat(Math.min(1, alpha));
  }

  /**
   * One colour laid over another.
   * @param {number[]} top
   * @param {number[]} below
   * @returns {number[]}
   */
  function over(top, below) {
    const alpha = top[3] + below[3] * (1 - top[3]);
    if (alpha === 0) return [0, 0, 0, 0];
    const mix = (i) => (top[i] * top[3] + below[i] * below[3] * (1 - top[3])) / alpha;
    return [mix(0), mix(1), mix(2), alpha];
  }

  /**
   * How bright a colour is (WCAG 2.2, relative luminance).
   * @param {number[]} colour its alpha does not count
   * @returns {number} 0 to 1
   */
  function luminance(colour) {
    const [red, green, blue] = colour.slice(0, 3).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /**
   * The contrast ratio of two opaque colours (WCAG 2.2).
   * @param {number[]} one
   * @param {number[]} other
   * @returns {number} 1 to 21
   */
  function ratio(one, other) {
    const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dim + 0.05);
  }

  /**
   * An opaque colour in the notation of style sheets.
   * @param {number[]} colour
   * @returns {string} `#rrggbb`
   */
  function hex(colour) {
    return `#${colour
      .slice(0, 3)
      .map((v) =>
        Math.round(v * 255)
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")}`;
  }

  /**
   * Every colour that is named in a computed value such as a gradient or a shadow.
   * @param {string} value
   * @returns {number[][]}
   */
  function all(value) {
    const found = [];
    const start = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch|color)\(|\btransparent\b/gi;
    for (let match = start.exec(value); match; match = start.exec(value)) {
      let end = start.lastIndex;
      if (match[0].endsWith("(")) {
        for (let depth = 1; depth > 0 && end < value.length; end += 1) {
          if (value[end] === "(") depth += 1;
          if (value[end] === ")") depth -= 1;
        }
        start.lastIndex = end;
      }
      found.push(parse(value.slice(match.index, end)));
    }
    return found;
  }

  lenses.colour = { all, hex, luminance, over, parse, ratio };
})((window.PorticoLenses ??= {}));
