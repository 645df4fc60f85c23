/* ShiftLab: a digit that is moved; a map that moves along; what two classifiers make of it. */

import { readDigit, softmaxOf, unpackWeights } from "../../arithmetic/digit_network.js";
import {
  equivarianceError,
  inkLeft,
  insideOf,
  linearScores,
  shifted,
  unpackLinear,
} from "../../arithmetic/shifts.js";
import { colourTable, paintInto, rgbOf } from "../../kit/colour_table.js";
import { followDrag } from "../../kit/drag.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  colour,
  controlRow,
  isPlainKey,
  make,
  mount,
  onThemeChange,
  resetButton,
  select,
  tellDrawn,
  titled,
  together,
  traitsOf,
} from "../../kit/frame.js";
import { format } from "../../kit/numbers.js";
import { makePicture } from "../../kit/picture.js";
import { showSigned, SIGNED_STYLE, signedTable } from "../../kit/signed_picture.js";
import { bytesOf } from "../../kit/unpack.js";
import { PAIRS_STYLE, scorePairs } from "./score_pairs.js";
import { shiftStrip, STRIP_STYLE } from "./shift_strip.js";

const SIDE = 28;
const MAP_SIDE = 24;
const FARTHEST_SHIFT = 8;
const READERS = ["Network", "Linear"];
const SHIFTS = Array.from({ length: 2 * FARTHEST_SHIFT + 1 }, (_, i) => i - FARTHEST_SHIFT);
const SHIFT_STATE = ["digit", "map", "down", "right"];
const ALL_INK = 0.995;
const TASKS = [
  "Move the digit until the linear classifier is wrong and the network right.",
  "The network alone is right. Now move it until both are wrong, with all of its ink on the paper.",
  "You can read it, and both are wrong. Its map has moved along all the same: what in the network has not?",
];

/* Ink, 0 to 1, of one of the digits below each other. */
export function digitOf({ data }, digit) {
  const area = SIDE * SIDE;
  return Float64Array.from(bytesOf(data, digit * area, area), (byte) => byte / 255);
}

/* The ten probabilities by the network and by the linear classifier, and what the network made on
   the way. */
export function readBoth({ layers, linear }, pixels) {
  const passed = readDigit(layers, pixels);
  return { passed, shares: [passed[4].after, softmaxOf(linearScores(linear, pixels))] };
}

/* How many of the two tasks are done, after `done` of them. rights: is the network right, is the
   linear classifier; ink: the share that is on the paper. */
export function tasksDone(done, [network, linear], ink) {
  if (done === 0 && network && !linear) return 1;
  if (done === 1 && !network && !linear && ink >= ALL_INK) return 2;
  return done;
}

class ShiftLab {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(el, { label: "A digit that is moved", height: model.get("_height") });
    this.initial = this.figure.remember(model, SHIFT_STATE);
    this.done = 0;
    this.strips = new Map(); // by digit and height, since each takes 17 readings
    this.middles = new Map(); // by digit: its maps before it is moved
    this.makeParts();
    this.arrange();
    this.listen();
    this.follow();
  }

  makeParts() {
    const still = (label) => makePicture({ label, onPoint() {} });
    this.paper = makePicture({
      label: "Paper. Arrow keys move the digit, Home brings it back to the middle",
      onPoint() {},
      onKey: (event) => this.moveByKey(event),
    });
    this.views = {
      map: still("Map of the moved digit"),
      along: still("Map of the digit in the middle, moved along"),
      difference: still("Difference of the two maps"),
    };
    this.pairs = scorePairs(READERS);
    this.strip = shiftStrip(READERS, FARTHEST_SHIFT);
    const numbers = (count) => Array.from({ length: count }, (_, i) => [String(i), String(i)]);
    this.boxes = {
      digit: this.choose("Digit", numbers(10), "digit"),
      map: this.choose("Map", numbers(12), "map"),
    };
  }

  arrange() {
    this.figure.root.append(
      make("style", {}, SIGNED_STYLE + PAIRS_STYLE + STRIP_STYLE + SHIFT_STYLE),
    );
    this.challenge = challengeLine();
    this.stripTitle = make("span");
    this.figure.body.append(
      controlRow(
        this.boxes.digit.element,
        this.boxes.map.element,
        together(
          button("Back to the middle", () => this.go(0, 0)),
          resetButton(() => this.reset()),
        ),
      ),
      make(
        "div",
        { class: "four" },
        titled("input", "Drag the digit", this.paper.element),
        titled("output", "Map of this digit", this.views.map.element),
        titled("output", "Map, moved along", this.views.along.element),
        titled("", "Difference", this.views.difference.element),
      ),
      make(
        "div",
        { class: "answers" },
        titled("", "Probabilities", this.pairs.element),
        titled("strip", this.stripTitle, this.strip.element),
      ),
    );
    this.figure.foot.append(this.challenge.element);
  }

  listen() {
    const { plate } = this.paper;
    plate.classList.add("dragged");
    let start;
    followDrag(plate, () => true, {
      onStart: () => {
        start = this.shift();
      },
      onMove: (dx, dy) => {
        const pixel = plate.getBoundingClientRect().width / SIDE;
        this.go(start[0] + Math.round(dy / pixel), start[1] + Math.round(dx / pixel));
      },
    });
  }

  follow() {
    const { figure, model } = this;
    figure.onCleanup(bind(model, ["weights", "linear", "examples"], () => this.take()));
    figure.onCleanup(
      bind(model, ["weights", "linear", "examples", ...SHIFT_STATE], () => this.draw()),
    );
    figure.onCleanup(
      onThemeChange(() => {
        this.takeColours();
        this.draw();
      }),
    );
  }

  choose(label, options, name) {
    return select(label, options, String(this.model.get(name)), (key) =>
      assign(this.model, { [name]: Number(key) }),
    );
  }

  shift() {
    return [this.model.get("down"), this.model.get("right")];
  }

  go(...to) {
    const [down, right] = to.map((way) => Math.max(-FARTHEST_SHIFT, Math.min(FARTHEST_SHIFT, way)));
    assign(this.model, { down, right });
  }

  reset() {
    this.done = 0;
    assign(this.model, this.initial);
    this.draw(); // the tasks begin anew even where nothing else has changed
  }

  moveByKey(event) {
    if (!isPlainKey(event)) return;
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[
      event.key
    ];
    if (!by && event.key !== "Home") return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would go to another cell
    const [down, right] = this.shift();
    if (by) this.go(down + by[0], right + by[1]);
    else this.go(0, 0);
  }

  take() {
    this.readers = {
      layers: unpackWeights(this.model.get("weights")),
      linear: unpackLinear(this.model.get("linear")),
    };
    this.strips.clear();
    this.middles.clear();
    this.takeColours();
  }

  takeColours() {
    this.tables = {
      output: colourTable(
        ["paper", "output"].map((role) => rgbOf(colour(role))),
        256,
      ),
      signed: signedTable(),
    };
  }

  /* The right class's probabilities at every shift to the left and right, at this height. */
  stripOf(pixels, digit, down) {
    const key = `${digit} ${down}`;
    if (!this.strips.has(key)) {
      const read = SHIFTS.map(
        (right) => readBoth(this.readers, shifted(pixels, SIDE, [down, right])).shares,
      );
      this.strips.set(
        key,
        [0, 1].map((who) => read.map((shares) => shares[who][digit])),
      );
    }
    return this.strips.get(key);
  }

  /* The maps of the first layer for the digit in the middle. */
  middleOf(pixels, digit) {
    if (!this.middles.has(digit))
      this.middles.set(digit, readDigit(this.readers.layers, pixels)[0].after);
    return this.middles.get(digit);
  }

  draw() {
    const begin = performance.now();
    const { digit, map } = traitsOf(this.model, SHIFT_STATE);
    const shift = this.shift();
    const pixels = digitOf(this.model.get("examples"), digit);
    const moved = shifted(pixels, SIDE, shift);
    const { passed, shares } = readBoth(this.readers, moved);
    const planeOf = (maps) => maps.slice(map * MAP_SIDE ** 2, (map + 1) * MAP_SIDE ** 2);
    const before = planeOf(this.middleOf(pixels, digit));
    const after = planeOf(passed[0].after);
    const error = equivarianceError(after, before, MAP_SIDE, shift);
    this.paper.showGray(
      Uint8Array.from(moved, (ink) => Math.round(255 * ink)),
      SIDE,
      SIDE,
    );
    this.drawMaps(after, before, error, shift);
    this.pairs.update(digit, shares);
    this.strip.update(digit, shift[1], this.stripOf(pixels, digit, shift[0]));
    this.boxes.digit.update(String(digit));
    this.boxes.map.update(String(map));
    this.stripTitle.textContent = `Probability of ${digit}, by shift${shift[0] ? `, ${wayOf([shift[0], 0])}` : ""}`;
    this.speak(digit, shares, error, inkLeft(pixels, SIDE, shift));
    tellDrawn(this.el, begin);
  }

  drawMaps(after, before, { differences }, shift) {
    const along = shifted(before, MAP_SIDE, shift);
    const high = Math.max(1e-6, ...before, ...after);
    const paint = (view, values) => {
      paintInto(
        { pixels: view.resize(MAP_SIDE, MAP_SIDE), start: 0, stride: MAP_SIDE },
        { values, rows: MAP_SIDE, columns: MAP_SIDE },
        { table: this.tables.output, low: 0, high },
      );
      view.show();
    };
    paint(this.views.map, after);
    paint(this.views.along, along);
    showSigned(this.views.difference, differences, MAP_SIDE, MAP_SIDE, high, this.tables.signed);
    const { row, column, rows, columns } = insideOf(MAP_SIDE, shift);
    for (const view of Object.values(this.views)) {
      view.setMark(row, column, rows, columns);
      view.plate.classList.toggle("whole", shift[0] === 0 && shift[1] === 0);
    }
  }

  speak(digit, shares, { inside, border }, ink) {
    const shift = this.shift();
    const answers = shares.map((row) => row.indexOf(Math.max(...row)));
    const rights = answers.map((answer) => answer === digit);
    const lost = ink < ALL_INK ? `, ${Math.round(100 * (1 - ink))} % of the ink lost` : "";
    const verdict = `${wayOf(shift)}${lost}: the network reads ${answers[0]}, the linear classifier ${answers[1]}.`;
    const number = (value) => format(Number(value.toFixed(3)));
    const maps =
      shift[0] || shift[1]
        ? `The largest difference of the two maps: ${number(inside)} inside the frame, ${number(border)} in the border, where zeros came in.`
        : "Nothing is moved, so the two maps are one.";
    const said = verdict[0].toUpperCase() + verdict.slice(1);
    this.figure.readout(
      `${said} ${maps}`,
      make("span", {}, make("b", {}, said), make("span", { class: "note" }, maps)),
    );
    this.done = tasksDone(this.done, rights, ink);
    this.challenge.update(this.done > 0, TASKS[this.done], TASKS[0]);
  }
}

/* "2 to the right, 1 up"; "in the middle". */
export function wayOf([down, right]) {
  const ways = [];
  if (right) ways.push(`${Math.abs(right)} to the ${right > 0 ? "right" : "left"}`);
  if (down) ways.push(`${Math.abs(down)} ${down > 0 ? "down" : "up"}`);
  return ways.join(", ") || "in the middle";
}

function render({ model, el }) {
  const { figure } = new ShiftLab(model, el);
  return figure.destroy;
}

const SHIFT_STYLE = `
.four { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 16px; margin-top: 14px; }
.four > * { display: flex; flex-direction: column; justify-content: flex-end; }
.answers { display: grid; gap: 16px 24px; margin-top: 16px; }
@container (min-width: 640px) {
  .four { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .answers { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
.dragged { touch-action: none; cursor: grab; }
.dragged.dragging { cursor: grabbing; }
.dragged .mark, .whole .mark { display: none; }
.four .mark { margin: -1px; padding: 0; border-width: 1.5px; border-style: dashed; border-radius: 0; box-shadow: none; }
.readout { min-height: 150px; }
.challenge { min-height: 66px; }
@container (min-width: 640px) { .readout { min-height: 66px; } .challenge { min-height: 44px; } }
`;

export default { render };
