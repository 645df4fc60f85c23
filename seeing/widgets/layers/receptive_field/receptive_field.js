/* ReceptiveField: a row of numbers for each depth, the input below, and the cone of one output. */

import { assign, bind, button, make, mount, select } from "../../kit/frame.js";
import { dependence, fields } from "../../arithmetic/layers.js";
import { drawn } from "../../kit/svg.js";

const [WIDE, ROW, MARGIN] = [640, 44, 20];
const MOST_LAYERS = 5;
const LOOKS = [
  ["Kernel", 1, 7],
  ["Stride", 1, 4],
  ["Dilation", 1, 8],
];
const SHOWN = 3; // outputs of the last layer

/* How many numbers each depth has, so that the last one has as many as are shown. */
export function lengths(layers, outputs) {
  const counts = [outputs];
  for (const [k, stride, dilation] of [...layers].reverse()) {
    counts.unshift((counts[0] - 1) * stride + dilation * (k - 1) + 1);
  }
  return counts;
}

function render({ model, el }) {
  const figure = mount(el, {
    label: "The receptive field of one output",
    height: model.get("_height"),
  });
  const initial = { layers: model.get("layers"), place: model.get("place") };
  const rows = make("div", { class: "layers" });
  const svg = drawn("svg", {
    class: "cone",
    role: "slider",
    tabindex: 0,
    "aria-label": "Output that is followed",
  });
  const set = (layers) => assign(model, { layers });
  const more = button("Add a layer", () => set([...model.get("layers"), [3, 1, 1]]));
  const less = button("Remove the last", () => set(model.get("layers").slice(0, -1)));
  figure.root.append(make("style", {}, CONE_STYLE));
  figure.body.append(
    rows,
    make(
      "div",
      { class: "controls" },
      make("span", { class: "together" }, more, less),
      button("Reset", () => assign(model, initial)),
    ),
    svg,
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);
  const go = (place) => {
    if (place >= 0 && place < SHOWN) assign(model, { place });
  };
  svg.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(Math.min(model.get("place"), SHOWN - 1) + by);
  });
  svg.addEventListener("pointerdown", (event) => {
    const box = svg.getBoundingClientRect();
    go(Math.floor(((event.clientX - box.left) / box.width) * SHOWN));
  });

  function drawChoices(layers) {
    rows.replaceChildren(
      ...layers.map((layer, number) =>
        make(
          "div",
          { class: "controls" },
          make("b", {}, `Layer ${number + 1}`),
          ...LOOKS.map(([label, low, high], which) => {
            const options = Array.from({ length: high - low + 1 }, (_, i) => [
              String(low + i),
              String(low + i),
            ]);
            const box = select(label, options, String(layer[which]), (value) => {
              const changed = model.get("layers").map((one) => [...one]);
              changed[number][which] = Number(value);
              set(changed);
            });
            box.element
              .querySelector("select")
              .setAttribute("aria-label", `${label} of layer ${number + 1}`);
            return box.element;
          }),
        ),
      ),
    );
  }

  /* Only what changed is made anew, or a box would lose the focus that is on it. */
  let choices = "";
  function draw() {
    const layers = model.get("layers");
    if (choices !== JSON.stringify(layers)) {
      const held = [...rows.querySelectorAll("select")].indexOf(figure.root.activeElement);
      drawChoices(layers);
      if (held >= 0) rows.querySelectorAll("select")[held]?.focus();
      choices = JSON.stringify(layers);
    }
    more.disabled = layers.length >= MOST_LAYERS;
    less.disabled = layers.length <= 1;
    const place = Math.min(model.get("place"), SHOWN - 1);
    drawCone(layers, place);
    const { sizes, steps } = fields(layers);
    const field = sizes.at(-1);
    const grows = layers
      .map(([k, , d], i) => `${sizes[i]} + ${k - 1}·${d}·${steps[i]} = ${sizes[i + 1]}`)
      .join("; ");
    const values = {
      valuemin: 0,
      valuemax: SHOWN - 1,
      valuenow: place,
      valuetext: `output ${place} sees ${field} inputs`,
    };
    for (const [name, value] of Object.entries(values)) svg.setAttribute(`aria-${name}`, value);
    const seen = [...dependence(layers, place)[0]];
    const range = `Output ${place} sees inputs ${Math.min(...seen)} to ${Math.max(...seen)}: a field`;
    figure.readout(
      `${range} ${field} numbers wide: ${grows}.`,
      make(
        "span",
        {},
        make(
          "span",
          { class: "equation" },
          `${range} `,
          make("b", { class: "input" }, `${field} numbers`),
          " wide.",
        ),
        make("span", { class: "note" }, `layer by layer: ${grows}`),
      ),
    );
    const three = layers.length === 3 && layers.every(([k]) => k === 3);
    const solved = three && field >= 15;
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "Strides and dilations widen the view without a single weight more. What does each of them lose?"
        : "Reach a field of 15 or more with three layers whose kernels have 3 taps.",
    );
  }

  function drawCone(layers, place) {
    const counts = lengths(layers, SHOWN);
    const sets = dependence(layers, place);
    const high = ROW * layers.length + 2 * MARGIN;
    const x = (depth, i) => (WIDE * (i + 0.5)) / counts[depth];
    const y = (depth) => high - MARGIN - ROW * depth;
    const lines = [];
    layers.forEach(([k, stride, dilation], depth) => {
      for (const at of sets[depth + 1]) {
        for (let tap = 0; tap < k; tap += 1) {
          const below = at * stride + tap * dilation;
          lines.push(
            drawn("line", {
              x1: x(depth + 1, at),
              y1: y(depth + 1),
              x2: x(depth, below),
              y2: y(depth),
            }),
          );
        }
      }
    });
    const dots = counts.flatMap((count, depth) =>
      Array.from({ length: count }, (_, i) =>
        drawn("circle", {
          cx: x(depth, i),
          cy: y(depth),
          r: Math.min(8, WIDE / count / 2.4),
          class: `${depth === 0 ? "in" : depth === layers.length ? "out" : "mid"}${sets[depth].has(i) ? " sees" : ""}`,
        }),
      ),
    );
    svg.setAttribute("viewBox", `0 0 ${WIDE} ${high}`);
    svg.replaceChildren(...lines, ...dots);
  }

  figure.onCleanup(bind(model, ["layers", "place"], draw));
  return figure.destroy;
}

const CONE_STYLE = `
.layers { display: grid; gap: 6px; margin-bottom: 12px; font-size: 14px; }
.layers b { font-weight: 600; }
.cone { display: block; width: 100%; margin-top: 14px; touch-action: pan-y; cursor: pointer; border-radius: 8px; }
.cone line { stroke: var(--sk-kernel); stroke-width: 1.4; }
.cone circle { stroke-width: 1.5; }
.in { fill: var(--sk-input-soft); stroke: var(--sk-input); }
.in.sees { fill: var(--sk-input); }
.mid { fill: var(--sk-paper); stroke: var(--sk-edge); }
.mid.sees { fill: var(--sk-kernel); stroke: var(--sk-kernel); }
.out { fill: var(--sk-output-soft); stroke: var(--sk-output); }
.out.sees { fill: var(--sk-output); }
.readout { min-height: 66px; }
`;

export default { render };
