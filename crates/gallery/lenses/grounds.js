// What an element paints behind its content: a colour, and over it gradients and pictures.
((lenses) => {
  "use strict";

  /** More possible grounds than this add nothing: the darkest and the brightest are kept. */
  const MOST = 8;

  /** The darkest and the brightest of some colours, each once. */
  function extremes(colours) {
    const different = [...new Map(colours.map((colour) => [colour.map((v) => v.toFixed(3)).join(), colour])).values()];
    if (different.length <= MOST) return different;
    different.sort((a, b) => lenses.colour.luminance(a) - lenses.colour.luminance(b));
    return [...different.slice(0, MOST / 2), ...different.slice(-MOST / 2)];
  }

  const nth = (list, index) => list[index % list.length];

  /** What one layer of a background puts over what is below it. */
  function layer(image, element, style, index, place) {
    const [size, repeat, position, attachment] = [
      style.backgroundSize,
      style.backgroundRepeat,
      style.backgroundPosition,
      style.backgroundAttachment,
    ].map((list) => nth(lenses.gradient.parts(list), index));
    // What the body paints fills the page from the root's box on.
    const painter = element === document.body ? document.documentElement : element;
    const box = attachment === "fixed" ? new DOMRect(0, 0, innerWidth, innerHeight) : painter.getBoundingClientRect();
    if (image.startsWith("url(")) return lenses.pictures.under(image, box, { size, position, repeat }, place);
    const whole = size === "auto" && (repeat === "no-repeat" || element !== document.body);
    return { colours: (whole && lenses.gradient.under(image, box, place)) || lenses.colour.all(image), reading: false };
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
      if (found.colours)
        colours = extremes(colours.flatMap((below) => found.colours.map((top) => lenses.colour.over(top, below))));
    }
    return { colours, reading, unknown };
  }

  lenses.grounds = { extremes, under };
})((window.PorticoLenses ??= {}));
