/* FilterGallery: a first layer's kernels as pictures; one of them over a photograph, and the
   patches that it likes most. */

import { correlate2d } from "../../arithmetic/correlation.js";
import { colourTable, paintInto, rgbOf } from "../../kit/colour_table.js";
import {
  assign,
  bind,
  challengeLine,
  colour,
  controlRow,
  isPlainKey,
  make,
  mount,
  onThemeChange,
  resetButton,
  titled,
} from "../../kit/frame.js";
import { clampTo, format } from "../../kit/numbers.js";
import { makePicture, moveByKeys, paintColours } from "../../kit/picture.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { unpackColours, unpackNumbers } from "../../kit/unpack.js";

const BEST = 9;
const TILES_ACROSS = 8;

/* The layer's kernels: flat weights of each, channel by channel, and its bias. */
export function kernelsOf(packed, biases) {
  const [count, , k] = packed.shape;
  const [weights, shifts] = [unpackNumbers(packed), unpackNumbers(biases)];
  const size = 3 * k * k;
  return Array.from({ length: count }, (_, i) => ({
    side: k,
    weights: weights.subarray(i * size, (i + 1) * size),
    bias: shifts[i],
  }));
}

/* Its map over a photograph whose channels are planes of 0–1: before ReLU, valid places only. */
export function mapOf({ side, weights, bias }, { planes, height, width }) {
  const parts = planes.map((plane, c) =>
    correlate2d(
      plane,
      height,
      width,
      weights.slice(c * side * side, (c + 1) * side * side),
      side,
      side,
    ),
  );
  return Float64Array.from(parts[0], (value, i) => value + parts[1][i] + parts[2][i] + bias);
}

/* The share of a kernel's squares that sees colours alone: 0 if its channels are alike, 1 if they
   add up to 0 at each tap, so that it is blind to grey. */
export function colourShare({ side, weights }) {
  const taps = side * side;
  let [all, grey] = [0, 0];
  for (let tap = 0; tap < taps; tap += 1) {
    const three = [0, 1, 2].map((c) => weights[c * taps + tap]);
    const mean = (three[0] + three[1] + three[2]) / 3;
    all += three.reduce((sum, value) => sum + value * value, 0);
    grey += 3 * mean * mean;
  }
  return all > 0 ? 1 - grey / all : 0;
}

/* The places of the largest values that lie at least `apart` from each other. */
export function bestPlaces(values, columns, count, apart) {
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const found = [];
  for (const i of order) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const free = found.every(
      (one) => Math.max(Math.abs(one.row - row), Math.abs(one.column - column)) >= apart,
    );
    if (free) found.push({ row, column });
    if (found.length === count) break;
  }
  return found;
}

class FilterGallery {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "The kernels of a first layer",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, ["kernel", "row", "column"], ["row", "column"]);
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.pressed = false;
    this.gallery = makePicture({
      label: "Kernels. Arrow keys choose one",
      onPoint: (y, x) => {
        const i = Math.floor(y / this.pitch()) * this.across() + Math.floor(x / this.pitch());
        if (this.pressed && i >= 0 && i < this.kernels.length) assign(this.model, { kernel: i });
      },
      onKey: (event) => {
        if (!isPlainKey(event)) return;
        const by = {
          ArrowRight: 1,
          ArrowLeft: -1,
          ArrowDown: this.across(),
          ArrowUp: -this.across(),
        }[event.key];
        if (!by) return;
        event.preventDefault();
        event.stopPropagation(); // JupyterLab would go to another cell
        const to = this.chosen() + by;
        if (to >= 0 && to < this.kernels.length) assign(this.model, { kernel: to });
      },
    });
    // A kernel is chosen by a press, or passing over the sheet would change the figure.
    this.gallery.plate.addEventListener(
      "pointerdown",
      () => {
        this.pressed = true;
      },
      { capture: true },
    );
    this.gallery.plate.addEventListener(
      "pointermove",
      (event) => {
        this.pressed = event.buttons > 0;
      },
      { capture: true },
    );
    this.picture = makePicture({
      label: "Photograph",
      onPoint: (row, column) => this.go(row, column),
      pin: this.figure.pin,
    });
    this.answer = makePicture({
      label: "Its map. Arrow keys choose the place that is told",
      onPoint: (row, column) => this.go(row, column),
      pin: this.figure.pin,
      onKey: moveByKeys(
        () => this.place(),
        () => this.limits(),
        (row, column) => this.go(row, column),
      ),
    });
    this.patches = makePicture({ label: "Patches that it likes most", onPoint() {} });
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + GALLERY_STYLE));
    this.figure.body.append(
      controlRow(resetButton(() => assign(this.model, this.initial))),
      make("div", { class: "gallery kernel" }, this.gallery.element),
      make(
        "div",
        { class: "three" },
        titled("input", "Photograph", this.picture.element),
        titled("output", "Map, after ReLU", this.answer.element),
        titled("input best", "What it likes most", this.patches.element),
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, ["kernels", "biases", "image"], () => this.take()));
    this.figure.onCleanup(
      bind(this.model, ["kernels", "biases", "image", "kernel", "row", "column"], () =>
        this.draw(),
      ),
    );
    this.figure.onCleanup(
      onThemeChange(() => {
        this.drawGallery();
        this.draw();
      }),
    );
  }

  chosen() {
    return clampTo(this.model.get("kernel"), this.kernels.length);
  }

  limits() {
    return {
      rows: this.photo.height - this.kernels[0].side + 1,
      columns: this.photo.width - this.kernels[0].side + 1,
    };
  }

  place() {
    return {
      row: clampTo(this.model.get("row"), this.limits().rows),
      column: clampTo(this.model.get("column"), this.limits().columns),
    };
  }

  go(row, column) {
    assign(this.model, {
      row: clampTo(row, this.limits().rows),
      column: clampTo(column, this.limits().columns),
    });
  }

  across() {
    return Math.min(TILES_ACROSS, this.kernels.length);
  }

  pitch() {
    return this.kernels[0].side + 1;
  }

  take() {
    this.kernels = kernelsOf(this.model.get("kernels"), this.model.get("biases"));
    this.photo = unpackColours(this.model.get("image"));
    paintColours(this.picture, this.photo.planes, this.photo.height, this.photo.width);
    this.drawGallery();
  }

  drawGallery() {
    const [count, side, columns] = [this.kernels.length, this.kernels[0].side, this.across()];
    const rows = Math.ceil(count / columns);
    const [height, width] = [rows * this.pitch() - 1, columns * this.pitch() - 1];
    const line = rgbOf(colour("line")).map((value) => value / 255);
    const planes = [0, 1, 2].map((c) => new Float64Array(height * width).fill(line[c]));
    this.kernels.forEach(({ weights }, i) => {
      const largest = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
      const corner = Math.floor(i / columns) * this.pitch() * width + (i % columns) * this.pitch();
      weights.forEach((value, j) => {
        const [c, tap] = [Math.floor(j / (side * side)), j % (side * side)];
        planes[c][corner + Math.floor(tap / side) * width + (tap % side)] =
          0.5 + (0.5 * value) / largest;
      });
    });
    paintColours(this.gallery, planes, height, width);
  }

  draw() {
    const index = this.chosen();
    const kernel = this.kernels[index];
    const { rows, columns } = this.limits();
    const values = mapOf(kernel, this.photo);
    const table = colourTable([rgbOf(colour("paper")), rgbOf(colour("output"))], 256);
    const largest = values.reduce((most, value) => Math.max(most, value), 0);
    const pixels = this.answer.resize(rows, columns);
    paintInto(
      { pixels, start: 0, stride: columns },
      { values, rows, columns },
      { table, low: 0, high: largest || 1 },
    );
    this.answer.show();
    this.gallery.setMark(
      Math.floor(index / this.across()) * this.pitch(),
      (index % this.across()) * this.pitch(),
      kernel.side,
      kernel.side,
    );
    this.drawPatches(kernel, values, columns);
    const { row, column } = this.place();
    this.picture.setMark(row, column, kernel.side, kernel.side);
    this.answer.setMark(row, column, 1, 1);
    const share = colourShare(kernel);
    const awake = values.reduce((sum, value) => sum + (value > 0), 0) / values.length;
    const number = (value) => format(Number(value.toFixed(2)));
    const first = `Kernel ${index}: ${Math.round(100 * share)} % of it is about colour, and it answers at ${Math.round(100 * awake)} % of the places.`;
    const second = `Row ${row}, column ${column}: ${number(values[row * columns + column])}, after ReLU ${number(Math.max(0, values[row * columns + column]))}. The largest is ${number(largest)}.`;
    this.figure.readout(
      `${first} ${second}`,
      make("span", {}, first, make("span", { class: "note" }, second)),
    );
    const solved = share > 0.9;
    this.challenge.update(
      solved,
      "On a grey picture this kernel gives nearly its bias everywhere. Is there one that ignores colour as thoroughly?",
      "Find a kernel that is blind to brightness: more than 90 % of it is about colour.",
    );
  }

  drawPatches({ side }, values, columns) {
    const places = bestPlaces(values, columns, BEST, side);
    const cells = Math.ceil(Math.sqrt(BEST));
    const size = cells * (side + 1) - 1;
    const paper = rgbOf(colour("paper")).map((value) => value / 255);
    const planes = [0, 1, 2].map((c) => new Float64Array(size * size).fill(paper[c]));
    places.forEach(({ row, column }, i) => {
      const corner = Math.floor(i / cells) * (side + 1) * size + (i % cells) * (side + 1);
      for (let tap = 0; tap < side * side; tap += 1) {
        const [down, right] = [Math.floor(tap / side), tap % side];
        planes.forEach((plane, c) => {
          plane[corner + down * size + right] =
            this.photo.planes[c][(row + down) * this.photo.width + column + right];
        });
      }
    });
    paintColours(this.patches, planes, size, size);
  }
}

function render({ model, el }) {
  const { figure } = new FilterGallery(model, el);
  return figure.destroy;
}

const GALLERY_STYLE = `
.gallery { margin-top: 14px; }
.gallery .place { aspect-ratio: auto; max-height: none; container-type: normal; }
.gallery .plate { width: min(100%, 420px); cursor: pointer; }
.gallery canvas, .best canvas { image-rendering: pixelated !important; border: 0; border-radius: 0; }
.gallery .mark { margin: -3px; padding: 1px; }
.best .mark { display: none; }
.three { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 20px; margin-top: 16px; }
@container (min-width: 640px) { .three { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
.readout { min-height: 110px; }
@container (min-width: 640px) { .readout { min-height: 66px; } }
`;

export default { render };
