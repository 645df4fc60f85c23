/* OcclusionLab: a square over a photograph, ten scores, and the map of what covering costs. */

import { softmaxOf } from "../../arithmetic/digit_network.js";
import {
  coveredBy,
  PICTURE_CLASSES,
  readPicture,
  sharedOut,
} from "../../arithmetic/picture_network.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  make,
  mount,
  onThemeChange,
  resetButton,
  select,
  setBusy,
  tellDrawn,
  titled,
  traitsOf,
} from "../../kit/frame.js";
import { clampTo, format } from "../../kit/numbers.js";
import { makePicture, moveByKeys, paintColours } from "../../kit/picture.js";
import { SCORE_STYLE, scoreBars } from "../../kit/score_bars.js";
import { showSigned, SIGNED_STYLE, signedTable } from "../../kit/signed_picture.js";
import { unpackColours, unpackNumbers } from "../../kit/unpack.js";

const FILLS = [
  ["grey", "grey"],
  ["black", "black"],
  ["white", "white"],
  ["mean", "the mean colour"],
];
const SQUARE_SIDES = ["4", "6", "8", "12", "16"].map((text) => [text, `${text} × ${text}`]);
const LAB_STATE = ["images", "weights", "picture", "label", "side", "row", "column", "fill"];
const MAP_STRIDE = 2;
const WHOLE = 32;

/* One of the photographs below each other, as (3·32·32) numbers. */
export function photographOf({ planes, height }, picture) {
  const index = clampTo(picture, height / WHOLE);
  const area = WHOLE * WHOLE;
  const out = new Float32Array(3 * area);
  planes.forEach((plane, c) => out.set(plane.subarray(index * area, (index + 1) * area), c * area));
  return out;
}

/* The colour that covers. */
export function colourOfFill(fill, pixels) {
  if (fill !== "mean") return Array(3).fill({ grey: 0.5, black: 0, white: 1 }[fill]);
  const area = WHOLE * WHOLE;
  return [0, 1, 2].map(
    (c) => pixels.subarray(c * area, (c + 1) * area).reduce((a, b) => a + b, 0) / area,
  );
}

const best = (values) => values.reduce((most, value, i) => (value > values[most] ? i : most), 0);

class OcclusionLab {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(this.el, {
      label: "Covering a piece of a photograph",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, LAB_STATE.slice(2), ["row", "column"]);
    this.whole = { key: "", scores: null };
    this.map = { key: "", values: null, done: 0 };
    this.job = 0;
    this.table = signedTable(); // asked once a theme: it costs a layout
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.picture = makePicture({
      label: "Photograph with a square. Arrow keys move it",
      onPoint: (row, column) => this.centred(row, column),
      pin: this.figure.pin,
      onKey: moveByKeys(
        () => this.place(),
        () => this.limits(),
        (row, column) => this.go(row, column),
      ),
    });
    this.heat = makePicture({
      label: "By how much the score falls, for each place of the square",
      onPoint: (row, column) => this.go(MAP_STRIDE * row, MAP_STRIDE * column),
      pin: this.figure.pin,
    });
    this.bars = scoreBars((label) => assign(this.model, { label }), PICTURE_CLASSES);
    this.boxes = {
      picture: select(
        "Picture",
        [
          ["0", "1"],
          ["1", "2"],
          ["2", "3"],
        ],
        "0",
        (key) => this.setPicture(Number(key)),
      ),
      side: select("Square", SQUARE_SIDES, "8", (key) => assign(this.model, { side: Number(key) })),
      fill: select("Cover with", FILLS, "grey", (fill) => assign(this.model, { fill })),
    };
    this.everywhere = button("Cover every place", () => {
      if (this.job) this.stop();
      else this.mapAll();
    });
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + SCORE_STYLE + LAB_STYLE));
    this.mapPart = titled("output", "Fall of the score", this.heat.element);
    this.figure.body.append(
      controlRow(this.boxes.picture.element, this.boxes.side.element, this.boxes.fill.element),
      controlRow(
        this.everywhere,
        resetButton(() => assign(this.model, this.initial)),
      ),
      make(
        "div",
        { class: "lab" },
        titled("input", "Photograph", this.picture.element),
        this.mapPart,
        titled("output", "Probabilities; choose a class", this.bars.element),
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, ["images", "weights"], () => this.take()));
    this.figure.onCleanup(bind(this.model, LAB_STATE, () => this.draw()));
    this.figure.onCleanup(
      onThemeChange(() => {
        this.table = signedTable();
        this.draw();
      }),
    );
    this.figure.onCleanup(() => cancelAnimationFrame(this.job));
  }

  /* Another picture is asked about the class that the network gives it. */
  setPicture(picture) {
    const scores = this.scoresOf({ picture }, photographOf(this.photographs, picture));
    assign(this.model, { picture, label: best(scores) });
  }

  /* What is covered so far is thrown away: a map with holes would be read as one without. */
  stop() {
    cancelAnimationFrame(this.job);
    this.job = 0;
    this.map = { key: "", values: null, done: 0 };
    this.draw();
  }

  read() {
    return traitsOf(this.model, LAB_STATE);
  }

  limits() {
    return {
      rows: WHOLE - this.model.get("side") + 1,
      columns: WHOLE - this.model.get("side") + 1,
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

  centred(row, column) {
    this.go(
      row - Math.floor(this.model.get("side") / 2),
      column - Math.floor(this.model.get("side") / 2),
    );
  }

  /* What the whole photograph gets is computed once. */
  scoresOf(state, pixels) {
    const key = String(state.picture);
    if (this.whole.key !== key) this.whole = { key, scores: readPicture(this.layers, pixels) };
    return this.whole.scores;
  }

  keyOf({ picture: which, label, side, fill }) {
    return [which, label, side, fill].join();
  }

  /* Some places in each frame, so that the page stays responsive. */
  mapAll() {
    cancelAnimationFrame(this.job);
    const state = this.read();
    const pixels = photographOf(this.photographs, state.picture);
    const before = this.scoresOf(state, pixels)[state.label];
    const colour = colourOfFill(state.fill, pixels);
    const count = Math.floor((WHOLE - state.side) / MAP_STRIDE) + 1;
    this.map = { key: this.keyOf(state), values: new Float64Array(count * count), done: 0, count };
    const run = () => {
      const until = performance.now() + 40;
      while (this.map.done < this.map.values.length && performance.now() < until) {
        const [s, t] = [Math.floor(this.map.done / count), this.map.done % count];
        const seen = coveredBy(pixels, MAP_STRIDE * s, MAP_STRIDE * t, state.side, colour);
        this.map.values[this.map.done] = before - readPicture(this.layers, seen)[state.label];
        this.map.done += 1;
      }
      const now = this.read();
      const goesOn = this.map.key === this.keyOf(now) && this.map.done < this.map.values.length;
      this.job = goesOn ? requestAnimationFrame(run) : 0;
      this.drawMap(now, this.place().row, this.place().column);
    };
    run();
  }

  take() {
    this.layers = sharedOut(unpackNumbers(this.model.get("weights")));
    this.photographs = unpackColours(this.model.get("images"));
    this.whole = { key: "", scores: null };
    this.map = { key: "", values: null, done: 0 };
  }

  draw() {
    const begin = performance.now();
    const state = this.read();
    const { side, label } = state;
    const { row, column } = this.place();
    const pixels = photographOf(this.photographs, state.picture);
    const seen = coveredBy(pixels, row, column, side, colourOfFill(state.fill, pixels));
    const before = this.scoresOf(state, pixels);
    const after = readPicture(this.layers, seen);
    const shares = softmaxOf(Float64Array.from(after));
    const area = WHOLE * WHOLE;
    paintColours(
      this.picture,
      [0, 1, 2].map((c) => seen.subarray(c * area, (c + 1) * area)),
      WHOLE,
      WHOLE,
    );
    this.picture.setMark(row, column, side, side);
    this.drawMap(state, row, column);
    this.bars.update(after, shares, label);
    for (const name of ["picture", "side", "fill"]) this.boxes[name].update(String(state[name]));
    const [classBefore, classAfter] = [best(before), best(after)];
    const number = (value) => format(Number(value.toFixed(2)));
    const verdict =
      classBefore === classAfter
        ? `Still read as ${PICTURE_CLASSES[classAfter]}, ${number(shares[classAfter])}.`
        : `Read as ${PICTURE_CLASSES[classAfter]}, ${number(shares[classAfter])}, and no longer as ${PICTURE_CLASSES[classBefore]}.`;
    const fall = before[label] - after[label];
    const sum = `Score of ${PICTURE_CLASSES[label]}: ${number(before[label])} whole, ${number(after[label])} covered: ${fall >= 0 ? "a fall" : "a rise"} of ${number(Math.abs(fall))}.`;
    this.figure.readout(
      `${verdict} ${sum}`,
      make("span", {}, make("b", {}, verdict), make("span", { class: "note" }, sum)),
    );
    const solved = classBefore !== classAfter;
    this.challenge.update(
      solved,
      "The answer has changed. Does it change in this place with another colour, too?",
      "Find a square that changes the answer. For the cat, 8 × 8 in grey is too small.",
    );
    tellDrawn(this.el, begin);
  }

  drawMap(state, row, column) {
    const known = this.map.key === this.keyOf(state);
    this.mapPart.classList.toggle("unknown", !known);
    const running = known && this.job !== 0;
    setBusy(this.everywhere, known && !running);
    this.everywhere.textContent = running
      ? `Stop (${Math.round((100 * this.map.done) / this.map.values.length)} % covered)`
      : "Cover every place";
    const count = known ? this.map.count : Math.floor((WHOLE - state.side) / MAP_STRIDE) + 1;
    const values = known ? this.map.values : new Float64Array(count * count);
    const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    showSigned(this.heat, values, count, count, size, this.table);
    this.heat.setMark(Math.round(row / MAP_STRIDE), Math.round(column / MAP_STRIDE), 1, 1);
  }
}

function render({ model, el }) {
  const { figure } = new OcclusionLab(model, el);
  return figure.destroy;
}

const LAB_STYLE = `
.controls + .controls { margin-top: 8px; }
.lab { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 20px; margin-top: 14px; }
.lab > :last-child { grid-column: 1 / -1; }
@container (min-width: 640px) {
  .lab { grid-template-columns: repeat(2, minmax(0, 1fr)) minmax(0, 1.2fr); }
  .lab > :last-child { grid-column: auto; }
}
.lab .input .plate { cursor: move; touch-action: none; }
.lab canvas { image-rendering: pixelated !important; }
.lab .mark { margin: -2px; padding: 0; }
.unknown canvas, .unknown .mark { opacity: 0.25; }
.unknown .plate::after {
  content: "shown when every place has been covered"; position: absolute; inset: 0; display: grid;
  place-items: center; padding: 12px; text-align: center; font-size: 13px; color: var(--sk-muted); pointer-events: none;
}
.scores { --name: 5.6em; }
.readout { min-height: 88px; }
@container (min-width: 640px) { .readout { min-height: 66px; } }
`;

export default { render };
