/* OcclusionLab: a square over a photograph, ten scores, and the map of what covering costs. */

import { coloursOfPixels, paintColours } from "../../kit/colour_picture.js";
import { softmaxOf } from "../../arithmetic/digit_network.js";
import { scoreBars, SCORE_STYLE } from "../../kit/score_bars.js";
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
import { unpackNumbers } from "../../kit/packed_numbers.js";
import { makePicture, moveByKeys } from "../../kit/picture.js";
import { coveredBy, readPicture, sharedOut } from "../../arithmetic/picture_network.js";
import { SIGNED_STYLE, showSigned, signedTable } from "../../kit/signed_picture.js";

const CLASSES = [
  "airplane",
  "automobile",
  "bird",
  "cat",
  "deer",
  "dog",
  "frog",
  "horse",
  "ship",
  "truck",
];
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

function render({ model, el }) {
  const figure = mount(el, {
    label: "Covering a piece of a photograph",
    height: model.get("_height"),
  });
  const read = () => Object.fromEntries(LAB_STATE.map((name) => [name, model.get(name)]));
  const initial = Object.fromEntries(LAB_STATE.slice(2).map((name) => [name, model.get(name)]));
  let layers;
  let photographs;
  let whole = { key: "", scores: null };
  let map = { key: "", values: null, done: 0 };
  let job = 0;
  let table = signedTable(); // asked once a theme: it costs a layout
  const limits = () => ({
    rows: WHOLE - model.get("side") + 1,
    columns: WHOLE - model.get("side") + 1,
  });
  const place = () => ({
    row: clampTo(model.get("row"), limits().rows),
    column: clampTo(model.get("column"), limits().columns),
  });
  const go = (row, column) =>
    assign(model, { row: clampTo(row, limits().rows), column: clampTo(column, limits().columns) });
  const centred = (row, column) =>
    go(row - Math.floor(model.get("side") / 2), column - Math.floor(model.get("side") / 2));
  const picture = makePicture({
    label: "Photograph with a square. Arrow keys move it",
    onPoint: centred,
    onKey: moveByKeys(place, limits, go),
  });
  const heat = makePicture({
    label: "By how much the score falls, for each place of the square",
    onPoint: (row, column) => go(MAP_STRIDE * row, MAP_STRIDE * column),
  });
  const bars = scoreBars((label) => assign(model, { label }), CLASSES);
  const boxes = {
    picture: select(
      "Picture",
      [
        ["0", "1"],
        ["1", "2"],
        ["2", "3"],
      ],
      "0",
      (key) => assign(model, { picture: Number(key) }),
    ),
    side: select("Square", SQUARE_SIDES, "8", (key) => assign(model, { side: Number(key) })),
    fill: select("Cover with", FILLS, "grey", (fill) => assign(model, { fill })),
  };
  const everywhere = button("Cover every place", mapAll);
  const part = (role, title, content) =>
    make("div", { class: role }, make("p", { class: "title" }, title), content);
  figure.root.append(make("style", {}, SIGNED_STYLE + SCORE_STYLE + LAB_STYLE));
  const mapPart = part("output", "Fall of the score", heat.element);
  figure.body.append(
    make(
      "div",
      { class: "controls" },
      boxes.picture.element,
      boxes.side.element,
      boxes.fill.element,
    ),
    make(
      "div",
      { class: "controls" },
      everywhere,
      button("Reset", () => assign(model, initial)),
    ),
    make(
      "div",
      { class: "lab" },
      part("input", "Photograph", picture.element),
      mapPart,
      part("output", "Probabilities; choose a class", bars.element),
    ),
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  /* What the whole photograph gets is computed once. */
  function scoresOf(state, pixels) {
    const key = String(state.picture);
    if (whole.key !== key) whole = { key, scores: readPicture(layers, pixels) };
    return whole.scores;
  }

  const keyOf = ({ picture: which, label, side, fill }) => [which, label, side, fill].join();

  /* Some places in each frame, so that the page stays alive. */
  function mapAll() {
    cancelAnimationFrame(job);
    const state = read();
    const pixels = photographOf(photographs, state.picture);
    const before = scoresOf(state, pixels)[state.label];
    const colour = colourOfFill(state.fill, pixels);
    const count = Math.floor((WHOLE - state.side) / MAP_STRIDE) + 1;
    map = { key: keyOf(state), values: new Float64Array(count * count), done: 0, count };
    const run = () => {
      const until = performance.now() + 40;
      while (map.done < map.values.length && performance.now() < until) {
        const [s, t] = [Math.floor(map.done / count), map.done % count];
        const seen = coveredBy(pixels, MAP_STRIDE * s, MAP_STRIDE * t, state.side, colour);
        map.values[map.done] = before - readPicture(layers, seen)[state.label];
        map.done += 1;
      }
      const now = read();
      drawMap(now, place().row, place().column);
      if (map.key === keyOf(now) && map.done < map.values.length) job = requestAnimationFrame(run);
    };
    run();
  }

  function take() {
    layers = sharedOut(unpackNumbers(model.get("weights")));
    photographs = coloursOfPixels(model.get("images"));
    whole = { key: "", scores: null };
    map = { key: "", values: null, done: 0 };
  }

  function draw() {
    const begin = performance.now();
    const state = read();
    const { side, label } = state;
    const { row, column } = place();
    const pixels = photographOf(photographs, state.picture);
    const seen = coveredBy(pixels, row, column, side, colourOfFill(state.fill, pixels));
    const before = scoresOf(state, pixels);
    const after = readPicture(layers, seen);
    const shares = softmaxOf(Float64Array.from(after));
    const area = WHOLE * WHOLE;
    paintColours(
      picture,
      [0, 1, 2].map((c) => seen.subarray(c * area, (c + 1) * area)),
      WHOLE,
      WHOLE,
    );
    picture.setMark(row, column, side, side);
    drawMap(state, row, column);
    bars.update(after, shares, label);
    for (const name of ["picture", "side", "fill"]) boxes[name].update(String(state[name]));
    const [told, tells] = [best(before), best(after)];
    const number = (value) => format(Number(value.toFixed(2)));
    const verdict =
      told === tells
        ? `Still read as ${CLASSES[tells]}, ${number(shares[tells])}.`
        : `Read as ${CLASSES[tells]}, ${number(shares[tells])}, and no longer as ${CLASSES[told]}.`;
    const fall = before[label] - after[label];
    const sum = `Score of ${CLASSES[label]}: ${number(before[label])} whole, ${number(after[label])} covered: ${fall >= 0 ? "a fall" : "a rise"} of ${number(Math.abs(fall))}.`;
    figure.readout(
      `${verdict} ${sum}`,
      make("span", {}, make("b", {}, verdict), make("span", { class: "note" }, sum)),
    );
    const solved = told !== tells;
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "The answer has changed. Does it change in this place with another colour, too?"
        : "Find a square that changes the answer.",
    );
    el.dispatchEvent(
      new CustomEvent("seeing-drawn", { bubbles: true, detail: performance.now() - begin }),
    );
  }

  function drawMap(state, row, column) {
    const known = map.key === keyOf(state);
    mapPart.classList.toggle("unknown", !known);
    everywhere.disabled = known;
    everywhere.textContent =
      known && map.done < map.values.length
        ? `${Math.round((100 * map.done) / map.values.length)} % covered`
        : "Cover every place";
    const count = known ? map.count : Math.floor((WHOLE - state.side) / MAP_STRIDE) + 1;
    const values = known ? map.values : new Float64Array(count * count);
    const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    showSigned(heat, values, count, count, size, table);
    heat.setMark(Math.round(row / MAP_STRIDE), Math.round(column / MAP_STRIDE), 1, 1);
  }

  figure.onCleanup(bind(model, ["images", "weights"], take));
  figure.onCleanup(bind(model, LAB_STATE, draw));
  figure.onCleanup(
    onThemeChange(() => {
      table = signedTable();
      draw();
    }),
  );
  figure.onCleanup(() => cancelAnimationFrame(job));
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
.scores { --name: 5.6em; }
.readout { min-height: 88px; }
@container (min-width: 640px) { .readout { min-height: 66px; } }
`;

export default { render };
