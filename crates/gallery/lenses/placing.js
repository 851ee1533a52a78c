// Finds a place for each badge: near what it speaks of, off the other badges and inside the page.
((lenses) => {
  "use strict";

  const GAP = 1;
  /** How many badge heights away from its target a badge may go in search of room. */
  const REACH = 7;

  const overlap = (a, b, gap) => {
    const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left) + gap;
    const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top) + gap;
    return width > 0 && height > 0 ? width * height : 0;
  };

  /** What it costs to cover text entirely, in CSS px of distance. */
  const COVERING = 60;

  /** Where a badge would like to be, best first. */
  function wishes(mark) {
    const { at, size, rtl } = mark;
    const start = rtl ? at.right - size.width : at.left;
    const end = rtl ? at.left : at.right - size.width;
    const after = rtl ? at.left - size.width - 3 : at.right + 3;
    const before = rtl ? at.right + 3 : at.left - size.width - 3;
    const middle = at.top + (at.height - size.height) / 2;
    const above = at.top - size.height;
    const below = at.bottom;
    const spots = {
      over: [
        [start, above],
        [end, above],
        [start, below],
        [end, below],
        [after, middle],
      ],
      end: [
        [after, middle],
        [end, below],
        [end, above],
        [start, below],
        [before, middle],
      ],
      corner: [
        [end - 4, at.top - size.height / 2],
        [start + 4, at.top - size.height / 2],
        [end - 4, at.bottom - size.height / 2],
      ],
      start: [
        [rtl ? at.right - size.width + 8 : at.left - 8, at.top - 6],
        [before, middle],
        [start, below],
      ],
    };
    return spots[mark.place ?? "over"];
  }

  /**
   * Gives every mark a `spot`: `{left, top, far}` in CSS px of the page; `far` when a line should lead to the target.
   * Earlier marks choose first.
   * @param {object[]} marks with `at`, `size`, `place` and `rtl`
   * @param {{width: number, height: number}} room of the page
   * @param {object[]} lines rectangles of text, covered only where there is no other room
   */
  function place(marks, room, lines) {
    const taken = [];
    for (const mark of marks) {
      const { size } = mark;
      let best;
      for (const [rank, [x, y]] of wishes(mark).entries()) {
        for (let step = 0; step <= REACH * 2; step += 1) {
          // 0, then down and up by turns.
          const away = Math.ceil(step / 2) * (step % 2 === 1 ? 1 : -1);
          const spot = {
            left: Math.max(1, Math.min(x, room.width - size.width - 1)),
            top: Math.max(1, Math.min(y + away * (size.height + GAP), room.height - size.height - 1)),
            ...size,
          };
          const crossed = taken.reduce((sum, other) => sum + overlap(spot, other, GAP), 0);
          const covered = lines.reduce((sum, line) => sum + overlap(spot, line, 0), 0) / (size.width * size.height);
          const cost =
            crossed * 10 +
            Math.min(covered, 1) * COVERING +
            rank * 4 +
            Math.abs(spot.top - y) +
            Math.abs(spot.left - x);
          if (!best || cost < best.cost) best = { ...spot, cost };
          if (cost === 0) break;
        }
      }
      taken.push(best);
      mark.spot = { left: best.left, top: best.top, far: distance(best, mark.at) > 10 };
    }
  }

  function distance(spot, at) {
    const x = Math.max(at.left - (spot.left + spot.width), spot.left - at.right, 0);
    const y = Math.max(at.top - (spot.top + spot.height), spot.top - at.bottom, 0);
    return Math.hypot(x, y);
  }

  lenses.placing = { place };
})((window.PorticoLenses ??= {}));
