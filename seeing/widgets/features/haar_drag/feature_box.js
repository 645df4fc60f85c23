/* A feature on a picture: rectangles with their signs, moved by a drag anywhere, stretched by one of
   the corner, moved and stretched by keys. */

import { HAAR_KINDS, placeInside } from "../../arithmetic/haar.js";
import { followDrag } from "../../kit/drag.js";
import { isPlainKey, make } from "../../kit/frame.js";
import { makePicture } from "../../kit/picture.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/* Where a key leads: an arrow moves, with Shift it stretches; null for a key that is none of ours. */
export function placeByKey({ key, shiftKey }, { top, left, height, width }) {
  const by = ARROWS[key];
  if (!by) return null;
  return shiftKey
    ? { top, left, height: height + by[0], width: width + by[1] }
    : { top: top + by[0], left: left + by[1], height, width };
}

/* Stretched by whole squares down and to the right: each of the rectangles takes its share. A
   feature that begins farther down or right has less room. */
export function stretched(kind, { top, left, height, width }, [down, right], squares) {
  const [rows, columns] = [HAAR_KINDS[kind].length, HAAR_KINDS[kind][0].length];
  return {
    top,
    left,
    height: Math.min(height + Math.round(down / rows), Math.floor((squares - top) / rows)),
    width: Math.min(width + Math.round(right / columns), Math.floor((squares - left) / columns)),
  };
}

export class FeatureBox {
  /* side, step, squares: of the picture in pixels, of a square, of the grid; onPlace(place). */
  constructor({ side, step, squares, onPlace }) {
    Object.assign(this, { side, step, squares, onPlace });
    this.picture = makePicture({
      label: "Face. Arrow keys move the feature, Shift and an arrow stretch it",
      onPoint() {},
      onKey: (event) => this.key(event),
    });
    this.parts = make("div", { class: "parts" });
    this.corners = make("div");
    this.handle = make("i", { class: "handle" });
    this.feature = make("div", { class: "feature" }, this.parts, this.corners, this.handle);
    this.picture.plate.append(this.feature);
    this.element = this.picture.element;
    this.element.classList.add("face");
    this.listen();
  }

  listen() {
    const { plate } = this.picture;
    let start;
    const onStart = () => {
      start = this.place;
    };
    const squaresOf = (pixels) =>
      (pixels / plate.getBoundingClientRect().width) * (this.side / this.step);
    const onHandle = (event) => this.handle.contains(event.target);
    followDrag(plate, (event) => !onHandle(event), {
      onStart,
      onMove: (dx, dy) =>
        this.go({
          ...start,
          top: start.top + Math.round(squaresOf(dy)),
          left: start.left + Math.round(squaresOf(dx)),
        }),
    });
    followDrag(plate, onHandle, {
      onStart,
      onMove: (dx, dy) =>
        this.go(stretched(this.kind, start, [squaresOf(dy), squaresOf(dx)], this.squares)),
    });
  }

  key(event) {
    const to = isPlainKey(event) ? placeByKey(event, this.place) : null;
    if (!to) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would go to another cell
    this.go(to);
  }

  go(place) {
    this.onPlace(placeInside(this.kind, place, this.squares));
  }

  showPicture(pixels) {
    this.picture.showGray(pixels, this.side, this.side);
  }

  update(kind, place) {
    [this.kind, this.place] = [kind, place];
    const signs = HAAR_KINDS[kind];
    const share = (squares) => `${(100 * squares * this.step) / this.side}%`;
    Object.assign(this.feature.style, {
      top: share(place.top),
      left: share(place.left),
      height: share(place.height * signs.length),
      width: share(place.width * signs[0].length),
    });
    this.parts.style.gridTemplateColumns = `repeat(${signs[0].length}, 1fr)`;
    this.parts.replaceChildren(
      ...signs
        .flat()
        .map((sign) => make("b", { class: sign > 0 ? "plus" : "minus" }, sign > 0 ? "+" : "−")),
    );
    this.corners.replaceChildren(...cornersOf(signs.length, signs[0].length));
  }
}

/* A dot at each corner that is looked up. */
function cornersOf(rows, columns) {
  return Array.from({ length: (rows + 1) * (columns + 1) }, (_, i) => {
    const [row, column] = [Math.floor(i / (columns + 1)), i % (columns + 1)];
    const style = `top: ${(100 * row) / rows}%; left: ${(100 * column) / columns}%`;
    return make("i", { class: "corner", style });
  });
}
