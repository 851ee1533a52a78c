// The colours of background pictures, at the place where they lie.
((lenses) => {
  "use strict";

  /** Pictures are read at about the size of a screen, so that thin lines keep their strength. */
  const READ_WIDTH = 1024;
  /** What is nearly as strong as the strongest shade is a shade, what is weaker is the soft edge of one. */
  const EDGE = 0.9;

  const known = new Map();

  /** Reads a picture once; the lenses are drawn again when that has been done. */
  async function read(address, entry) {
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const ratio = (image.naturalHeight || READ_WIDTH) / (image.naturalWidth || READ_WIDTH);
      const canvas = document.createElement("canvas");
      canvas.width = READ_WIDTH;
      canvas.height = Math.max(1, Math.min(READ_WIDTH * 2, Math.round(READ_WIDTH * ratio)));
      const brush = canvas.getContext("2d", { willReadFrequently: true });
      brush.drawImage(image, 0, 0, canvas.width, canvas.height);
      const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
      entry.picture = { ratio, width: canvas.width, height: canvas.height, pixels: new Uint32Array(data.buffer) };
    } catch {
      // One that cannot be read stays unknown, which is said.
      entry.unreadable = true;
    }
    lenses.redraw();
  }

  /** The strongest shades in a part of a picture, and nothing where it is clear. */
  function shades({ width, height, pixels }, part) {
    const [left, right] = [part.left, part.right].map((x) => Math.max(0, Math.min(width, Math.round(x * width))));
    const [top, bottom] = [part.top, part.bottom].map((y) => Math.max(0, Math.min(height, Math.round(y * height))));
    const found = new Set();
    for (let y = top; y < bottom; y += 1) {
      for (let x = left; x < right; x += 1) found.add(pixels[y * width + x]);
    }
    const colours = [...found].map((pixel) => [0, 8, 16, 24].map((shift) => ((pixel >>> shift) & 255) / 255));
    const strongest = Math.max(0, ...colours.map((colour) => colour[3]));
    return [[0, 0, 0, 0], ...colours.filter((colour) => colour[3] > strongest * EDGE)];
  }

  /** px of a length of style against a whole; NaN for what says neither. */
  function length(text, whole) {
    if (!CSS.supports("inline-size", text)) return Number.NaN;
    const root = lenses.overlay.shadow();
    const box = document.createElement("div");
    const probe = document.createElement("i");
    box.style.cssText = `position:absolute;visibility:hidden;inline-size:${whole}px`;
    probe.style.cssText = "position:absolute";
    probe.style.inlineSize = text;
    box.append(probe);
    root.append(box);
    const found = Number.parseFloat(getComputedStyle(probe).inlineSize);
    box.remove();
    return found;
  }

  /** Where a picture lies that is painted once, in CSS px of the window; null for what is beyond this. */
  function laid(picture, box, { size, position, repeat }) {
    if (repeat !== "no-repeat") return null;
    // Spaces inside brackets part nothing.
    const words = (text) => text.match(/[^\s()]+(?:\((?:[^()]|\([^()]*\))*\))?/g) ?? [];
    const [across, down = "auto"] = words(size);
    let width = across === "auto" ? Number.NaN : length(across, box.width);
    let height = down === "auto" ? Number.NaN : length(down, box.height);
    if (across === "cover") width = Math.max(box.width, box.height / picture.ratio);
    if (across === "contain") width = Math.min(box.width, box.height / picture.ratio);
    if (Number.isNaN(width) && Number.isNaN(height)) return null;
    if (Number.isNaN(height)) height = width * picture.ratio;
    if (Number.isNaN(width)) width = height / picture.ratio;
    const [x, y] = words(position);
    const place = (text, room) =>
      text.endsWith("%")
        ? (Number.parseFloat(text) / 100) * room
        : text.endsWith("px")
          ? Number.parseFloat(text)
          : Number.NaN;
    const left = box.left + place(x, box.width - width);
    const top = box.top + place(y ?? "50%", box.height - height);
    return [left, top, width, height].every(Number.isFinite) ? { left, top, width, height } : null;
  }

  /**
   * The colours that a background picture may put under a place.
   * @param {string} image `url("…")`
   * @param {DOMRect} box that the picture is placed in, in CSS px of the window
   * @param {{size: string, position: string, repeat: string}} how its computed style
   * @param {DOMRect} place
   * @returns {{colours: ?number[][], reading: boolean}} no colours while it is being read, or when it cannot be
   */
  function under(image, box, how, place) {
    const address = image
      .slice(4, -1)
      .replace(/^["']|["']$/g, "")
      .replace(/\\(["'])/g, "$1");
    if (!known.has(address)) {
      const entry = {};
      known.set(address, entry);
      read(address, entry);
    }
    const { picture, unreadable } = known.get(address);
    if (!picture) return { colours: null, reading: !unreadable };
    const at = laid(picture, box, how);
    const part = at
      ? {
          left: (place.left - at.left) / at.width,
          right: (place.right - at.left) / at.width,
          top: (place.top - at.top) / at.height,
          bottom: (place.bottom - at.top) / at.height,
        }
      : { left: 0, top: 0, right: 1, bottom: 1 };
    return { colours: shades(picture, part), reading: false };
  }

  lenses.pictures = { under };
})((window.PorticoLenses ??= {}));
