/* One picture of the pair: a canvas, and on it the window (over the photograph) or the one pixel
   that it makes (over the output). Tells where the reader points, by mouse, touch or keys. */

import { clampTo } from "./numbers.js";

const STRIDE = 16; // pixels for the keys that jump

/* The output pixel that a key leads to, or null for a key that is none of ours.
   limits: {rows, columns} of the output; event: {key, shiftKey}. */
export function keyTarget(event, row, column, { rows, columns }) {
  const far = event.shiftKey ? STRIDE : 1;
  const step = {
    ArrowUp: [row - far, column],
    ArrowDown: [row + far, column],
    ArrowLeft: [row, column - far],
    ArrowRight: [row, column + far],
    PageUp: [row - STRIDE, column],
    PageDown: [row + STRIDE, column],
    Home: [row, 0],
    End: [row, columns - 1],
  }[event.key];
  return step ? [clampTo(step[0], rows), clampTo(step[1], columns)] : null;
}

/* What listens to a picture's keys: place() and limits() tell where it is and how far it can go,
   go(row, column) moves it. */
export function moveByKeys(place, limits, go) {
  return (event) => {
    const { row, column } = place();
    const target = keyTarget(event, row, column, limits());
    if (!target) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would go to another cell
    go(...target);
  };
}

/* A framed canvas. `onPoint(row, column)` gets the pixel of the picture under the pointer; `onKey`
   the keyboard's events, if given: then the picture can be focused. Where pointing only shows,
   `onPick(row, column)` gets the pixel that is clicked, and `onLeave()` is called when the pointer
   has gone. Where pointing does nothing, `onHold(row, column)` gets the pixel that is pressed, and
   those that the pointer is drawn to from there. pin: of the frame, where a click is to hold what
   pointing shows. Both pictures of the pair have the same size in
   pixels, so that equal places lie at equal places. */
export function makePicture({ label, onPoint, onKey, onPick, onLeave, onHold, pin }) {
  const element = document.createElement("div");
  element.className = "place";
  const plate = Object.assign(document.createElement("div"), { className: "plate" });
  const canvas = document.createElement("canvas");
  const mark = Object.assign(document.createElement("div"), { className: "mark" });
  plate.append(canvas, mark);
  element.append(plate);
  plate.setAttribute("role", onKey ? "application" : "img");
  plate.setAttribute("aria-label", label);
  if (onKey) {
    plate.tabIndex = 0;
    plate.addEventListener("keydown", onKey);
  }
  const isHeldPlace = (event) => isWithin(mark.getBoundingClientRect(), event);
  followPointer(plate, canvas, { onPoint, onPick, onLeave, onHold, pin, isHeldPlace });

  const context = canvas.getContext("2d", { willReadFrequently: true }); // see show()
  let image = null;
  let pixels = null;
  return {
    element,
    plate,
    /* Prepare for pictures of h × w; returns the pixels to fill, RGBA packed in 32 bits. */
    resize(h, w) {
      if (image?.height === h && image.width === w) return pixels;
      canvas.width = w;
      canvas.height = h;
      plate.style.setProperty("--ratio", w / h);
      // Few pixels are shown as the squares they are; many would flicker at odd sizes.
      canvas.style.imageRendering = Math.max(h, w) <= 64 ? "pixelated" : "auto";
      image = new ImageData(w, h);
      pixels = new Uint32Array(image.data.buffer);
      return pixels;
    },
    /* Show the pixels. They were computed on the processor, so a canvas in its memory, not the
       graphics card's, takes them without a journey. */
    show() {
      context.putImageData(image, 0, 0);
    },
    /* Show numbers of 0–255 as grey. */
    showGray(values, h, w) {
      this.resize(h, w);
      for (let i = 0; i < values.length; i++) pixels[i] = 0xff000000 | (values[i] * 0x010101);
      this.show();
    },
    /* Frame the rectangle from (row, column), in pixels of the picture. */
    setMark(row, column, rows, columns) {
      const { style } = mark;
      style.top = `${(100 * row) / canvas.height}%`;
      style.left = `${(100 * column) / canvas.width}%`;
      style.height = `${(100 * rows) / canvas.height}%`;
      style.width = `${(100 * columns) / canvas.width}%`;
    },
  };
}

/* Tell which pixel of a canvas the pointer is at, which one it picks, and when it has gone. */
function followPointer(plate, canvas, options) {
  const { onPoint, onPick, onLeave, onHold, pin, isHeldPlace } = options;
  const at = (tell) => (event) => {
    const box = canvas.getBoundingClientRect();
    tell(
      Math.floor(((event.clientY - box.top) / box.height) * canvas.height),
      Math.floor(((event.clientX - box.left) / box.width) * canvas.width),
    );
  };
  if (onPoint && pin) pin.follow(plate, at(onPoint), { isHeldPlace, capture: true });
  else if (onPoint) {
    plate.addEventListener("pointermove", at(onPoint));
    plate.addEventListener("pointerdown", at(onPoint));
  }
  if (onHold) {
    const hold = at(onHold);
    plate.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      plate.setPointerCapture(event.pointerId);
      hold(event);
    });
    plate.addEventListener("pointermove", (event) => {
      if (plate.hasPointerCapture(event.pointerId)) hold(event);
    });
  }
  if (onPick) {
    // A press that ends outside picks the nearest pixel; a swipe that scrolls is no click.
    plate.addEventListener("pointerdown", ({ pointerId }) => plate.setPointerCapture(pointerId));
    plate.addEventListener("click", at(onPick));
  }
  if (onLeave) plate.addEventListener("pointerleave", onLeave);
}

/* Is a pointer in a box, or as near as a hand can aim? */
function isWithin({ left, right, top, bottom, width }, { clientX: x, clientY: y }) {
  const near = 4;
  if (width === 0) return false; // not drawn
  return x >= left - near && x <= right + near && y >= top - near && y <= bottom + near;
}

/* Show planes of numbers from 0 to 1 on a picture. */
export function paintColours(picture, planes, height, width) {
  const pixels = picture.resize(height, width);
  const bytes = new Uint8ClampedArray(pixels.buffer); // rounds, and cuts off at 0 and 255
  for (let i = 0; i < height * width; i += 1) {
    for (let c = 0; c < 3; c += 1) bytes[4 * i + c] = 255 * planes[c][i];
    bytes[4 * i + 3] = 255;
  }
  picture.show();
}
