/* CNNExplorer: a paper and a pen, every layer's maps, ten scores, and where a number comes from. */

import {
  DIGIT_LAYERS,
  originOf,
  readDigit,
  unpackWeights,
} from "../../arithmetic/digit_network.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  isPlainKey,
  make,
  mount,
  oncePerFrame,
  onThemeChange,
  resetButton,
  select,
  tellDrawn,
  titled,
  together,
} from "../../kit/frame.js";
import { mapSheet, SHEET_STYLE, sheetColours } from "../../kit/map_sheet.js";
import { clampTo, format } from "../../kit/numbers.js";
import { makePicture } from "../../kit/picture.js";
import { EXPLORER_STYLE, scoreBars } from "../../kit/score_bars.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { bytesOf } from "../../kit/unpack.js";
import { centredInk, PAPER_SIDE, penStroke } from "./pen.js";

const SHEETS = [
  { title: "First convolution and ReLU", across: 6 },
  { title: "First pooling", across: 6 },
  { title: "Second convolution and ReLU", across: 8 },
  { title: "Second pooling", across: 8 },
];
const PARTS = [
  ["input", "What it saw"],
  ["kernel", "Its kernel"],
  ["output", "Products"],
];
const NAMED = [
  "0",
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "a 9 that is misread",
  "a 1 that is misread",
];
const CHOSEN = ["layer", "map", "row", "column"];
const ENOUGH_INK = 8; // px of full ink

/* Is there something drawn that the network gives no digit more than half of its trust? */
export function isUnsure(pixels, probabilities) {
  return pixels.reduce((a, b) => a + b, 0) > ENOUGH_INK && Math.max(...probabilities) <= 0.5;
}

/* Bytes of a trait -> ink, 0 to 1. */
export function inkOf({ data }, part = 0) {
  const area = PAPER_SIDE * PAPER_SIDE;
  return Float64Array.from(bytesOf(data, part * area, area), (byte) => byte / 255);
}

/* Are two papers alike, but for the rounding to bytes? */
export function sameInk(a, b) {
  return a.every((value, i) => Math.abs(value - b[i]) < 0.5 / 255);
}

class CNNExplorer {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(this.el, {
      label: "A digit on its way through a network",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, ["drawing", ...CHOSEN], CHOSEN);
    this.nextFrame = oncePerFrame(() => this.draw());
    this.makeParts();
    this.arrange();
    this.listenToPen();
    this.follow();
  }

  makeParts() {
    this.paper = makePicture({
      label:
        "Paper. Draw with the pointer; or move the pen by arrow keys, and set it down and up by space",
      onPoint() {},
      onKey: (event) => this.penByKeys(event),
    });
    this.pen = { at: [14, 14], down: false };
    this.sheets = SHEETS.map(({ title, across }, layer) =>
      mapSheet({
        label: `${title}. Arrow keys choose a number, page keys a map`,
        across,
        pin: this.figure.pin,
        onPick: (map, row, column) => this.choose(layer, map, row, column),
        place: () =>
          this.chosen().layer === layer ? this.chosen() : { map: 0, row: 0, column: 0 },
      }),
    );
    this.bars = scoreBars((digit) => this.choose(4, digit, 0, 0));
    this.parts = PARTS.map(([, label]) => mapSheet({ label, across: 4 }));
    this.example = select(
      "Show",
      [["", "your own"], ...NAMED.map((name, i) => [String(i), name])],
      "7",
      (key) => {
        if (key) this.setInk(inkOf(this.model.get("examples"), Number(key)));
      },
    );
  }

  arrange() {
    const tools = controlRow(
      this.example.element,
      together(
        button("Clear", () => this.setInk(new Float64Array(PAPER_SIDE ** 2))),
        button("Centre it", () => this.setInk(centredInk(this.ink))),
      ),
      resetButton(() => {
        assign(this.model, this.initial);
        this.takeDrawing();
        this.nextFrame.request();
      }),
    );
    this.why = make(
      "div",
      { class: "why" },
      ...PARTS.map(([role, label], i) => titled(role, label, this.parts[i].element)),
    );
    this.figure.root.append(make("style", {}, SIGNED_STYLE + SHEET_STYLE + EXPLORER_STYLE));
    this.figure.body.append(
      tools,
      make(
        "div",
        { class: "top" },
        titled("input", "Draw a digit", this.paper.element),
        titled("output", "Probabilities", this.bars.element),
      ),
      make(
        "div",
        { class: "sheets" },
        ...SHEETS.map(({ title }, i) => titled("output", title, this.sheets[i].element)),
      ),
      this.why,
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  listenToPen() {
    this.paper.plate.classList.add("paper");
    this.paper.plate.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.paper.plate.setPointerCapture(event.pointerId);
      this.pen.at = this.placeOf(event);
      this.drawTo(this.pen.at);
    });
    this.paper.plate.addEventListener("pointermove", (event) => {
      if (!this.paper.plate.hasPointerCapture(event.pointerId)) return;
      // A fast pointer moves farther between two frames than one event reports.
      const steps = event.getCoalescedEvents?.() ?? [];
      for (const step of steps.length ? steps : [event]) this.drawTo(this.placeOf(step));
    });
    for (const kind of ["pointerup", "pointercancel"])
      this.paper.plate.addEventListener(kind, () => this.keep());
  }

  follow() {
    this.takeColours();
    this.figure.onCleanup(
      bind(this.model, ["weights"], () => {
        this.layers = unpackWeights(this.model.get("weights"));
      }),
    );
    this.figure.onCleanup(bind(this.model, ["drawing"], () => this.takeDrawing()));
    this.figure.onCleanup(bind(this.model, ["weights", "drawing", ...CHOSEN], () => this.draw()));
    this.figure.onCleanup(
      onThemeChange(() => {
        this.takeColours();
        this.draw();
      }),
    );
    this.figure.onCleanup(() => this.nextFrame.cancel());
  }

  choose(layer, map, row, column) {
    assign(this.model, { layer, map, row, column });
  }

  chosen() {
    const layer = this.model.get("layer");
    const { maps, side } = DIGIT_LAYERS[layer];
    return {
      layer,
      map: clampTo(this.model.get("map"), maps),
      row: clampTo(this.model.get("row"), side),
      column: clampTo(this.model.get("column"), side),
    };
  }

  placeOf(event) {
    const box = this.paper.plate.getBoundingClientRect();
    return [
      (PAPER_SIDE * (event.clientX - box.left)) / box.width,
      (PAPER_SIDE * (event.clientY - box.top)) / box.height,
    ];
  }

  drawTo(to) {
    penStroke(this.ink, this.pen.at, to);
    this.pen.at = to;
    this.example.update("");
    this.nextFrame.request();
  }

  penByKeys(event) {
    if (!isPlainKey(event)) return;
    const by = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[
      event.key
    ];
    if (event.key === " ") this.pen.down = !this.pen.down;
    else if (event.key === "Escape") this.pen.down = false;
    else if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const to = by
      ? this.pen.at.map((value, i) =>
          Math.max(0.5, Math.min(PAPER_SIDE - 0.5, Math.round(value - 0.5) + 0.5 + by[i])),
        )
      : this.pen.at;
    if (this.pen.down) this.drawTo(to);
    this.pen.at = to;
    if (this.pen.down) this.keep();
    this.nextFrame.request();
  }

  /* Tell the model; not at each move, since JupyterLab would send each one to Python. */
  keep() {
    const data = new DataView(Uint8Array.from(this.ink, (value) => Math.round(255 * value)).buffer);
    assign(this.model, { drawing: { shape: [PAPER_SIDE, PAPER_SIDE], dtype: "uint8", data } });
  }

  setInk(next) {
    this.ink = next;
    this.nameInk();
    this.pen.down = false;
    this.keep();
    this.nextFrame.request();
  }

  /* The box says what lies on the paper: an example, or the reader's own. */
  nameInk() {
    const examples = this.model.get("examples");
    const own = NAMED.findIndex((_, i) => sameInk(inkOf(examples, i), this.ink));
    this.example.update(own < 0 ? "" : String(own));
  }

  takeColours() {
    this.colours = sheetColours();
  }

  takeDrawing() {
    this.ink = inkOf(this.model.get("drawing"));
    this.nameInk();
  }

  draw() {
    const begin = performance.now();
    const passed = readDigit(this.layers, this.ink);
    const probabilities = passed[4].after;
    this.paper.showGray(
      Uint8Array.from(this.ink, (value) => Math.round(255 * value)),
      PAPER_SIDE,
      PAPER_SIDE,
    );
    this.sheets.forEach((sheet, i) => {
      const { maps, side } = DIGIT_LAYERS[i];
      sheet.update(passed[i].after, maps, side, {
        low: 0,
        high: Math.max(1e-6, ...passed[i].after),
        table: this.colours.output,
        line: this.colours.line,
      });
      sheet.unframe();
    });
    const at = this.chosen();
    this.bars.update(passed[4].before, probabilities, at.layer === 4 ? at.map : -1);
    this.explain(passed, at);
    const solved = isUnsure(this.ink, probabilities);
    this.challenge.update(
      solved,
      "No digit gets more than half. Point at the two largest scores: which maps speak for the one, and which for the other?",
      "Draw something of which the network is unsure: no digit is to get more than half of the probability.",
    );
    tellDrawn(this.el, begin);
  }

  explain(passed, at) {
    const { layer, map, row, column } = at;
    const origin = originOf(this.layers, this.ink, passed, layer, map, row, column);
    const { tiles, side, patch, weights, products, strongest } = origin;
    const show = (sheet, values, table) => {
      const size = Math.max(1e-6, ...Array.from(values, Math.abs));
      sheet.update(values, tiles, side, {
        low: table === this.colours.signed ? -size : 0,
        high: size,
        table,
        line: this.colours.line,
      });
      sheet.unframe();
    };
    const nothing = new Float64Array(4);
    show(this.parts[0], patch, this.colours.input);
    show(this.parts[1], weights ?? nothing, this.colours.signed);
    show(this.parts[2], products ?? nothing, this.colours.signed);
    this.why.classList.toggle("pooled", !weights);
    if (origin.best !== undefined)
      this.parts[0].frame(0, Math.floor(origin.best / 2), origin.best % 2, 1);
    if (layer < 4) this.sheets[layer].frame(map, row, column, 1);
    if (layer === 0) this.paper.setMark(row, column, 5, 5);
    else this.paper.setMark(this.pen.at[1] - 0.5, this.pen.at[0] - 0.5, 1, 1);
    this.paper.plate.classList.toggle(
      "unmarked",
      layer !== 0 && !this.paper.plate.matches(":focus-visible"),
    );
    if (layer === 1 || layer === 3) this.sheets[layer - 1].frame(map, 2 * row, 2 * column, 2);
    if (layer === 2) this.sheets[1].frame(strongest, row, column, 5);
    if (layer === 4) this.sheets[3].frame(strongest, 0, 0, 4);
    this.speak(passed[4].after, at, origin);
  }

  speak(probabilities, { layer, map, row, column }, origin) {
    const digit = probabilities.indexOf(Math.max(...probabilities));
    const blank = this.ink.every((value) => value === 0);
    const verdict = blank
      ? "Nothing is drawn: what you see comes from the biases alone."
      : `Read as ${digit}, with a probability of ${format(Number(probabilities[digit].toFixed(2)))}.`;
    const number = (value) => format(Number(value.toFixed(3)));
    const name =
      layer === 4 ? `score of ${map}` : `${DIGIT_LAYERS[layer].name}[${map}, ${row}, ${column}]`;
    const sum = origin.weights
      ? `${name} = ${number(origin.sum)} from ${origin.tiles * origin.side ** 2} products, with the bias ${number(origin.bias)}: ${number(origin.before)}`
      : `${name} = max(${origin.patch.map(number).join(", ")}) = ${number(origin.after)}`;
    const relu = origin.weights && layer < 4 ? `, after ReLU ${number(origin.after)}` : "";
    this.figure.readout(
      `${verdict} ${sum}${relu}`,
      make("span", {}, make("b", {}, verdict), make("span", { class: "note" }, sum + relu)),
    );
  }
}

function render({ model, el }) {
  const { figure } = new CNNExplorer(model, el);
  return figure.destroy;
}

export default { render };
