/* The picture, whose blocks are exchanged: drawn from one to another, or one is taken and then
   another, by clicks, taps or keys. */

import { isPlainKey, make } from "../../kit/frame.js";
import { clampTo } from "../../kit/numbers.js";
import { makePicture } from "../../kit/picture.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/* Where a key leads from [row, column], by whole blocks; null for a key that is none of ours. */
export function blockByKey(key, place, unit, side) {
  const by = ARROWS[key];
  if (!by) return null;
  return place.map((at, i) => clampTo(Math.floor(at / unit) + by[i], side / unit) * unit);
}

export class PatchBoard {
  /* side: patches a side; onChoose([row, column]); onExchange(one, other). */
  constructor({ side, onChoose, onExchange }) {
    Object.assign(this, { side, onChoose, onExchange });
    this.taken = null; // [row, column] of what waits for another to change places with
    this.pointed = [0, 0];
    this.pressed = null;
    this.picture = makePicture({
      label: "Picture. Arrow keys choose, Enter takes, Enter again exchanges, Escape lets go",
      onPoint: (y, x) => this.point(y, x),
      onPick: (y, x) => this.release(y, x),
      onKey: (event) => this.key(event),
    });
    this.frames = {
      taken: make("i", { class: "taken", hidden: true }),
      aim: make("i", { class: "aim", hidden: true }),
    };
    const { plate } = this.picture;
    plate.append(...Object.values(this.frames));
    plate.addEventListener("pointerdown", (event) => {
      if (event.button === 0) this.pressed = this.pointed;
    });
    plate.addEventListener("pointerup", () => this.show({ aim: null }));
    plate.addEventListener("pointercancel", () => {
      this.pressed = null; // a finger that scrolls the page draws nothing
      this.show({ aim: null });
    });
    this.element = this.picture.element;
  }

  placeOf(y, x) {
    return [y, x].map((at) => clampTo(Math.floor((at * this.side) / this.pixels), this.side));
  }

  point(y, x) {
    this.pointed = this.placeOf(y, x);
    const drawnAway = this.pressed && !this.sameBlock(this.pressed, this.pointed);
    this.show({ aim: drawnAway ? this.pointed : null });
  }

  /* A press that ends elsewhere has drawn a block there. */
  release(y, x) {
    const [from, to] = [this.pressed, this.placeOf(y, x)];
    this.pressed = null;
    if (from && !this.sameBlock(from, to)) this.exchange(from, to);
    else this.take(to);
  }

  sameBlock(one, other) {
    return one.every((at, i) => Math.floor(at / this.unit) === Math.floor(other[i] / this.unit));
  }

  take(place) {
    if (this.taken && !this.sameBlock(this.taken, place)) {
      this.exchange(this.taken, place);
      return;
    }
    this.taken = this.taken ? null : place;
    this.onChoose(place);
  }

  exchange(one, other) {
    this.letGo();
    this.onExchange(one, other);
  }

  letGo() {
    this.taken = null;
    this.show({ aim: null });
  }

  key(event) {
    if (!isPlainKey(event)) return;
    const to = blockByKey(event.key, this.chosen, this.unit, this.side);
    if (!to && !["Enter", " ", "Escape"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would run a cell, or go to another
    if (to) this.onChoose(to);
    else if (event.key !== "Escape") this.take(this.chosen);
    else {
      this.letGo();
      this.onChoose(this.chosen);
    }
  }

  /* pixels: side·side greys; chosen: [row, column]; unit: patches a side of a block. */
  update(pixels, pixelsASide, chosen, unit) {
    [this.pixels, this.chosen, this.unit] = [pixelsASide, chosen, unit];
    this.picture.showGray(pixels, pixelsASide, pixelsASide);
    const [top, left] = this.cornerOf(chosen);
    const patch = pixelsASide / this.side;
    this.picture.setMark(top * patch, left * patch, unit * patch, unit * patch);
    this.show({ taken: this.taken });
  }

  cornerOf(place) {
    return place.map((at) => Math.floor(at / this.unit) * this.unit);
  }

  /* Lay each named frame round the block of a place, or hide it. */
  show(places) {
    for (const [name, place] of Object.entries(places)) {
      const frame = this.frames[name];
      frame.hidden = place === null;
      if (place === null) continue;
      const [top, left] = this.cornerOf(place).map((at) => `${(100 * at) / this.side}%`);
      const size = `${(100 * this.unit) / this.side}%`;
      Object.assign(frame.style, { top, left, width: size, height: size });
    }
    if (this.taken === null) this.frames.taken.hidden = true;
  }
}
