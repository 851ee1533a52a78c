// What an element paints behind its content: a colour, and over it gradients and pictures.
((lenses) => {
  "use strict";

  /** More possible grounds than this add nothing: the darkest and the brightest are kept. */
  const MOST = 8;
  /** Pictures are read at about the size of a screen, so that thin lines keep their strength. */
  const READ_WIDTH = 1024;

  const pictures = new Map();

  /** The darkest and the brightest of some colours, each once. */
  function extremes(colours) {
    const different = [...new Map(colours.map((colour) => [colour.map((v) => v.toFixed(3)).join(), colour])).values()];
    if (different.length <= MOST) return different;
    different.sort((a, b) => lenses.colour.luminance(a) - lenses.colour.luminance(b));
    return [...different.slice(0, MOST / 2), ...different.slice(-MOST / 2)];
  }

  /** Every colour of a picture, read once; the lenses are drawn again when it has been. */
  async function read(address, entry) {
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const scale = READ_WIDTH / (image.naturalWidth || READ_WIDTH);
      const canvas = document.createElement("canvas");
      canvas.width = READ_WIDTH;
      canvas.height = Math.max(1, Math.min(READ_WIDTH, Math.round((image.naturalHeight || READ_WIDTH) * scale)));
      const brush = canvas.getContext("2d", { willReadFrequently: true });
      brush.drawImage(image, 0, 0, canvas.width, canvas.height);
      const pixels = new Uint32Array(brush.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      const colours = [...new Set(pixels)].map((pixel) => [0, 8, 16, 24].map((shift) => ((pixel >>> shift) & 255) / 255));
      entry.colours = strongest(colours);
    } catch {
      // One that cannot be read stays unknown, which is said.
      entry.unreadable = true;
    }
    lenses.redraw();
  }

  /** Of all shades of a picture those that change most what lies below, and nothing where it is clear. */
  function strongest(colours) {
    const solid = Math.max(...colours.map((colour) => colour[3]));
    return extremes([[0, 0, 0, 0], ...colours.filter((colour) => colour[3] > solid * 0.9)]);
  }

  /**
   * The colours of a picture.
   * @param {string} layer `url("…")`
   * @returns {{colours: ?number[][], reading: boolean}} no colours while it is being read, or when it cannot be
   */
  function picture(layer) {
    const address = layer.slice(4, -1).replace(/^["']|["']$/g, "").replace(/\\(["'])/g, "$1");
    if (!pictures.has(address)) {
      const entry = {};
      pictures.set(address, entry);
      read(address, entry);
    }
    const { colours, unreadable } = pictures.get(address);
    return { colours: colours ?? null, reading: !colours && !unreadable };
  }

  const nth = (list, index) => list[index % list.length];

  /** What one layer of a background puts over what is below it. */
  function layer(image, element, style, index, place) {
    if (image.startsWith("url(")) return picture(image);
    // What the body paints fills the page from the root's box on.
    const painter = element === document.body ? document.documentElement : element;
    const size = nth(lenses.gradient.parts(style.backgroundSize), index);
    const repeat = nth(lenses.gradient.parts(style.backgroundRepeat), index);
    const whole = size === "auto" && (repeat === "no-repeat" || element !== document.body);
    const fixed = nth(lenses.gradient.parts(style.backgroundAttachment), index) === "fixed";
    const box = fixed ? new DOMRect(0, 0, innerWidth, innerHeight) : painter.getBoundingClientRect();
    const there = whole ? lenses.gradient.under(image, box, place) : null;
    return { colours: there ?? lenses.colour.all(image), reading: false };
  }

  /**
   * The colours that an element may have under a place.
   * @param {Element} element
   * @param {DOMRect} place in CSS px of the window
   * @returns {{colours: number[][], unknown: boolean, reading: boolean}} `unknown` when there is a picture that cannot be
   *   read, `reading` when one has not been read yet
   */
  function under(element, place) {
    const style = getComputedStyle(element);
    let colours = [lenses.colour.parse(style.backgroundColor)];
    let unknown = false;
    let reading = false;
    const images = style.backgroundImage === "none" ? [] : lenses.gradient.parts(style.backgroundImage);
    for (const [index, image] of [...images.entries()].reverse()) {
      if (image === "none") continue;
      const found = layer(image, element, style, index, place);
      reading ||= found.reading;
      unknown ||= !found.colours && !found.reading;
      if (found.colours) colours = extremes(colours.flatMap((below) => found.colours.map((top) => lenses.colour.over(top, below))));
    }
    return { colours, reading, unknown };
  }

  lenses.grounds = { extremes, under };
})((window.PorticoLenses ??= {}));
