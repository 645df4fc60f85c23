/* CNNExplorer: a paper and a pen, every layer's maps, ten scores, and where a number comes from. */

import {
  DIGIT_LAYERS,
  originOf,
  readDigit,
  unpackWeights,
} from "../../arithmetic/digit_network.js";
import { centredInk, PAPER_SIDE, penStroke } from "./pen.js";
import { EXPLORER_STYLE, scoreBars } from "../../kit/score_bars.js";
import {
  assign,
  bind,
  button,
  clampTo,
  format,
  make,
  mount,
  onThemeChange,
  select,
} from "../../kit/frame.js";
import { mapSheet, SHEET_STYLE, sheetColours } from "../../kit/map_sheet.js";
import { makePicture } from "../../kit/picture.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";

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
export function inkOf({ shape: [rows], data }, part = 0) {
  const area = PAPER_SIDE * PAPER_SIDE;
  const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, rows * PAPER_SIDE);
  return Float64Array.from(bytes.slice(part * area, (part + 1) * area), (byte) => byte / 255);
}

function render({ model, el }) {
  const figure = mount(el, {
    label: "A digit on its way through a network",
    height: model.get("_height"),
  });
  const initial = Object.fromEntries(["drawing", ...CHOSEN].map((name) => [name, model.get(name)]));
  let layers;
  let ink;
  let colours;
  let frame = 0;
  const later = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  };
  const choose = (layer, map, row, column) => assign(model, { layer, map, row, column });
  const chosen = () => {
    const layer = model.get("layer");
    const { maps, side } = DIGIT_LAYERS[layer];
    return {
      layer,
      map: clampTo(model.get("map"), maps),
      row: clampTo(model.get("row"), side),
      column: clampTo(model.get("column"), side),
    };
  };

  const paper = makePicture({
    label:
      "Paper. Draw with the pointer; or move the pen by arrow keys, and set it down and up by space",
    onPoint() {},
    onKey: penByKeys,
  });
  const pen = { at: [14, 14], down: false };
  const sheets = SHEETS.map(({ title, across }, layer) =>
    mapSheet({
      label: `${title}. Arrow keys choose a number, page keys a map`,
      across,
      onPick: (map, row, column) => choose(layer, map, row, column),
      place: () => (chosen().layer === layer ? chosen() : { map: 0, row: 0, column: 0 }),
    }),
  );
  const bars = scoreBars((digit) => choose(4, digit, 0, 0));
  const parts = PARTS.map(([, label]) => mapSheet({ label, across: 4 }));
  const example = select(
    "Show",
    [["", "your own"], ...NAMED.map((name, i) => [String(i), name])],
    "7",
    (key) => {
      if (key) setInk(inkOf(model.get("examples"), Number(key)));
    },
  );
  const tools = make(
    "div",
    { class: "controls" },
    example.element,
    make(
      "span",
      { class: "together" },
      button("Clear", () => setInk(new Float64Array(PAPER_SIDE ** 2))),
      button("Centre it", () => setInk(centredInk(ink))),
    ),
    button("Reset", () => {
      assign(model, initial);
      takeDrawing();
      later();
    }),
  );
  const part = (role, title, ...content) =>
    make("div", { class: role }, make("p", { class: "title" }, title), ...content);
  const why = make(
    "div",
    { class: "why" },
    ...PARTS.map(([role, label], i) => part(role, label, parts[i].element)),
  );
  figure.root.append(make("style", {}, SIGNED_STYLE + SHEET_STYLE + EXPLORER_STYLE));
  figure.body.append(
    tools,
    make(
      "div",
      { class: "top" },
      part("input", "Draw a digit", paper.element),
      part("output", "Probabilities", bars.element),
    ),
    make(
      "div",
      { class: "sheets" },
      ...SHEETS.map(({ title }, i) => part("output", title, sheets[i].element)),
    ),
    why,
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  const placeOf = (event) => {
    const box = paper.plate.getBoundingClientRect();
    return [
      (PAPER_SIDE * (event.clientX - box.left)) / box.width,
      (PAPER_SIDE * (event.clientY - box.top)) / box.height,
    ];
  };
  paper.plate.classList.add("paper");
  paper.plate.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    paper.plate.setPointerCapture(event.pointerId);
    pen.at = placeOf(event);
    drawTo(pen.at);
  });
  paper.plate.addEventListener("pointermove", (event) => {
    if (!paper.plate.hasPointerCapture(event.pointerId)) return;
    // A fast hand moves farther between two frames than one event tells.
    const steps = event.getCoalescedEvents?.() ?? [];
    for (const step of steps.length ? steps : [event]) drawTo(placeOf(step));
  });
  for (const kind of ["pointerup", "pointercancel"]) paper.plate.addEventListener(kind, keep);

  function drawTo(to) {
    penStroke(ink, pen.at, to);
    pen.at = to;
    example.update("");
    later();
  }

  function penByKeys(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[
      event.key
    ];
    if (event.key === " ") pen.down = !pen.down;
    else if (event.key === "Escape") pen.down = false;
    else if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const to = by
      ? pen.at.map((value, i) =>
          Math.max(0.5, Math.min(PAPER_SIDE - 0.5, Math.round(value - 0.5) + 0.5 + by[i])),
        )
      : pen.at;
    if (pen.down) drawTo(to);
    pen.at = to;
    if (pen.down) keep();
    later();
  }

  /* Tell the model; not at each move, since JupyterLab would send each one to Python. */
  function keep() {
    const data = new DataView(Uint8Array.from(ink, (value) => Math.round(255 * value)).buffer);
    assign(model, { drawing: { shape: [PAPER_SIDE, PAPER_SIDE], dtype: "uint8", data } });
  }

  function setInk(next) {
    ink = next;
    pen.down = false;
    keep();
    later();
  }

  function takeColours() {
    colours = sheetColours();
  }

  function takeDrawing() {
    ink = inkOf(model.get("drawing"));
  }

  function draw() {
    const begin = performance.now();
    const passed = readDigit(layers, ink);
    const probabilities = passed[4].after;
    paper.showGray(
      Uint8Array.from(ink, (value) => Math.round(255 * value)),
      PAPER_SIDE,
      PAPER_SIDE,
    );
    sheets.forEach((sheet, i) => {
      const { maps, side } = DIGIT_LAYERS[i];
      sheet.update(passed[i].after, maps, side, {
        low: 0,
        high: Math.max(1e-6, ...passed[i].after),
        table: colours.output,
        line: colours.line,
      });
      sheet.unframe();
    });
    const at = chosen();
    bars.update(passed[4].before, probabilities, at.layer === 4 ? at.map : -1);
    explain(passed, at);
    const solved = isUnsure(ink, probabilities);
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "No digit gets more than half. Point at the two largest scores: which maps speak for the one, and which for the other?"
        : "Draw something of which the network is unsure: no digit is to get more than half of the probability.",
    );
    el.dispatchEvent(
      new CustomEvent("seeing-drawn", { bubbles: true, detail: performance.now() - begin }),
    );
  }

  function explain(passed, at) {
    const { layer, map, row, column } = at;
    const origin = originOf(layers, ink, passed, layer, map, row, column);
    const { tiles, side, patch, weights, products, strongest } = origin;
    const show = (sheet, values, table) => {
      const size = Math.max(1e-6, ...Array.from(values, Math.abs));
      sheet.update(values, tiles, side, {
        low: table === colours.signed ? -size : 0,
        high: size,
        table,
        line: colours.line,
      });
      sheet.unframe();
    };
    const nothing = new Float64Array(4);
    show(parts[0], patch, colours.input);
    show(parts[1], weights ?? nothing, colours.signed);
    show(parts[2], products ?? nothing, colours.signed);
    why.classList.toggle("pooled", !weights);
    if (origin.best !== undefined)
      parts[0].frame(0, Math.floor(origin.best / 2), origin.best % 2, 1);
    if (layer < 4) sheets[layer].frame(map, row, column, 1);
    if (layer === 0) paper.setMark(row, column, 5, 5);
    else paper.setMark(pen.at[1] - 0.5, pen.at[0] - 0.5, 1, 1);
    paper.plate.classList.toggle("unmarked", layer !== 0 && !paper.plate.matches(":focus-visible"));
    if (layer === 1 || layer === 3) sheets[layer - 1].frame(map, 2 * row, 2 * column, 2);
    if (layer === 2) sheets[1].frame(strongest, row, column, 5);
    if (layer === 4) sheets[3].frame(strongest, 0, 0, 4);
    speak(passed[4].after, at, origin);
  }

  function speak(probabilities, { layer, map, row, column }, origin) {
    const told = probabilities.reduce(
      (best, p, digit) => (p > probabilities[best] ? digit : best),
      0,
    );
    const blank = ink.every((value) => value === 0);
    const verdict = blank
      ? "Nothing is drawn: what you see comes from the biases alone."
      : `Read as ${told}, with a probability of ${format(Number(probabilities[told].toFixed(2)))}.`;
    const number = (value) => format(Number(value.toFixed(3)));
    const name =
      layer === 4 ? `score of ${map}` : `${DIGIT_LAYERS[layer].name}[${map}, ${row}, ${column}]`;
    const sum = origin.weights
      ? `${name} = ${number(origin.sum)} from ${origin.tiles * origin.side ** 2} products, with the bias ${number(origin.bias)}: ${number(origin.before)}`
      : `${name} = max(${origin.patch.map(number).join(", ")}) = ${number(origin.after)}`;
    const relu = origin.weights && layer < 4 ? `, after ReLU ${number(origin.after)}` : "";
    figure.readout(
      `${verdict} ${sum}${relu}`,
      make("span", {}, make("b", {}, verdict), make("span", { class: "note" }, sum + relu)),
    );
  }

  takeColours();
  figure.onCleanup(
    bind(model, ["weights"], () => {
      layers = unpackWeights(model.get("weights"));
    }),
  );
  figure.onCleanup(bind(model, ["drawing"], takeDrawing));
  figure.onCleanup(bind(model, ["weights", "drawing", ...CHOSEN], draw));
  figure.onCleanup(
    onThemeChange(() => {
      takeColours();
      draw();
    }),
  );
  figure.onCleanup(() => cancelAnimationFrame(frame));
  return figure.destroy;
}

export default { render };
