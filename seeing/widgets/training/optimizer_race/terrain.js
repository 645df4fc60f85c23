/* A surface from above: bands of loss, the paths that rules take, and the start, which is moved. */

import { SURFACES } from "../../arithmetic/optimizers.js";
import { colourTable, paintInto, rgbOf } from "../../kit/colour_table.js";
import { colour, isPlainKey, make } from "../../kit/frame.js";
import { makePicture } from "../../kit/picture.js";
import { drawn } from "../../kit/svg.js";

const [COLUMNS, ROWS] = [240, 180];
const BANDS = 14;
const KEY_STEPS = 48; // across the picture

/* The bands of a surface, row by row from the top: 0 the highest, BANDS − 1 the lowest; each band
   is 2.5 times lower than the one before. */
function bandsOf({ loss, floor, view: [left, right, bottom, top] }) {
  const heights = Float64Array.from({ length: COLUMNS * ROWS }, (_, i) => {
    const [row, column] = [Math.floor(i / COLUMNS), i % COLUMNS];
    const x = left + ((column + 0.5) * (right - left)) / COLUMNS;
    const y = top - ((row + 0.5) * (top - bottom)) / ROWS;
    return loss([x, y]) - floor;
  });
  const most = heights.reduce((a, b) => Math.max(a, b), 0);
  return heights.map((height) =>
    Math.min(BANDS - 1, Math.floor(Math.log(most / Math.max(height, 1e-12)) / Math.log(2.5))),
  );
}

/* {element, update({surface, start, walks, steps}), repaint()}; walks: {rule: walk}. onStart([x, y])
   gets where the reader wants to begin. */
export class Terrain {
  constructor(onStart) {
    this.onStart = onStart;
    this.painted = "";
    this.picture = makePicture({
      label: "The loss from above. Arrow keys move the start",
      onPoint() {},
      onKey: (event) => this.moveByKey(event),
    });
    const { plate } = this.picture;
    this.layer = drawn("svg", { viewBox: `0 0 ${COLUMNS} ${ROWS}`, "aria-hidden": "true" });
    plate.append(this.layer);
    plate.classList.add("terrain");
    this.element = make("div", { class: "wide-place" }, plate);
    this.listen();
  }

  /* What is pressed stays; passing over the picture changes nothing. A finger taps, since one that
     moves scrolls the page. */
  listen() {
    const { plate } = this.picture;
    let pressed = false;
    plate.addEventListener("pointerdown", (event) => {
      pressed = event.button === 0 && event.pointerType !== "touch";
      if (!pressed) return;
      plate.setPointerCapture(event.pointerId);
      this.onStart(this.placeOf(event));
    });
    plate.addEventListener("pointermove", (event) => {
      if (pressed) this.onStart(this.placeOf(event));
    });
    for (const kind of ["pointerup", "pointercancel"])
      plate.addEventListener(kind, () => {
        pressed = false;
      });
    plate.addEventListener("click", (event) => {
      if (event.pointerType === "touch") this.onStart(this.placeOf(event));
    });
  }

  moveByKey(event) {
    const by = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[
      event.key
    ];
    if (!by || !isPlainKey(event)) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would go to another cell
    const [left, right] = this.view();
    const unit = (right - left) / KEY_STEPS;
    this.onStart(this.inView(this.start.map((value, i) => value + unit * by[i])));
  }

  view() {
    return SURFACES[this.surface].view;
  }

  inView([x, y]) {
    const [left, right, bottom, top] = this.view();
    const within = (value, low, high) => Number(Math.max(low, Math.min(high, value)).toFixed(3));
    return [within(x, left, right), within(y, bottom, top)];
  }

  placeOf(event) {
    const [left, right, bottom, top] = this.view();
    const box = this.picture.plate.getBoundingClientRect();
    return this.inView([
      left + ((event.clientX - box.left) * (right - left)) / box.width,
      top - ((event.clientY - box.top) * (top - bottom)) / box.height,
    ]);
  }

  pointOf([x, y]) {
    const [left, right, bottom, top] = this.view();
    return [(COLUMNS * (x - left)) / (right - left), (ROWS * (top - y)) / (top - bottom)];
  }

  /* The theme has changed. */
  repaint() {
    this.painted = "";
  }

  paint() {
    const [paper, line] = ["paper", "line"].map((role) => rgbOf(colour(role)));
    paintInto(
      { pixels: this.picture.resize(ROWS, COLUMNS), start: 0, stride: COLUMNS },
      { values: bandsOf(SURFACES[this.surface]), rows: ROWS, columns: COLUMNS },
      { table: colourTable([line, paper, paper], BANDS), low: 0, high: BANDS - 1 },
    );
    this.picture.show();
    this.painted = this.surface;
  }

  update({ surface, start, walks, steps }) {
    [this.surface, this.start] = [surface, start];
    if (this.painted !== surface) this.paint();
    const paths = Object.entries(walks).map(([rule, { path }]) =>
      pathOf(
        rule,
        path.slice(0, steps + 1).map((at) => this.pointOf(at)),
      ),
    );
    const [cx, cy] = this.pointOf(start);
    this.layer.replaceChildren(...paths, drawn("circle", { class: "start", cx, cy, r: 5 }));
  }
}

function pathOf(rule, points) {
  const text = points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`);
  const dots = points.slice(1).map(([cx, cy]) => drawn("circle", { cx, cy, r: 1.4 }));
  const [cx, cy] = points.at(-1);
  return drawn(
    "g",
    { class: `way ${rule}` },
    drawn("path", { d: `M${text.join("L")}` }),
    ...dots,
    drawn("circle", { class: "end", cx, cy, r: 3 }),
  );
}
