/* ReceptiveField: a row of numbers for each depth, the input below, and the cone of one output. */

import { dependence, fields } from "../../arithmetic/layers.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  make,
  mount,
  resetButton,
  select,
  setBusy,
  setSlider,
  together,
} from "../../kit/frame.js";
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

class ReceptiveField {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "The receptive field of one output",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, ["layers", "place"]);
    this.rows = make("div", { class: "layers" });
    this.svg = drawn("svg", {
      class: "cone",
      role: "slider",
      tabindex: 0,
      "aria-label": "Output that is followed",
    });
    this.more = button("Add a layer", () => this.set([...this.model.get("layers"), [3, 1, 1]]));
    this.less = button("Remove the last", () => this.set(this.model.get("layers").slice(0, -1)));
    this.arrange();
    this.listen();
    this.follow();
  }

  arrange() {
    this.figure.root.append(make("style", {}, CONE_STYLE));
    this.figure.body.append(
      this.rows,
      controlRow(
        together(this.more, this.less),
        resetButton(() => assign(this.model, this.initial)),
      ),
      this.svg,
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  listen() {
    this.svg.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      this.go(Math.min(this.model.get("place"), SHOWN - 1) + by);
    });
    this.svg.addEventListener("pointerdown", (event) => {
      const box = this.svg.getBoundingClientRect();
      this.go(Math.floor(((event.clientX - box.left) / box.width) * SHOWN));
    });
    /* Only what changed is made anew, or a box would lose the focus that is on it. */
    this.choices = "";
  }

  follow() {
    this.figure.onCleanup(bind(this.model, ["layers", "place"], () => this.draw()));
  }

  set(layers) {
    assign(this.model, { layers });
  }

  go(place) {
    if (place >= 0 && place < SHOWN) assign(this.model, { place });
  }

  drawChoices(layers) {
    this.rows.replaceChildren(
      ...layers.map((layer, number) =>
        controlRow(
          make("b", {}, `Layer ${number + 1}`),
          ...LOOKS.map(([label, low, high], which) => {
            const options = Array.from({ length: high - low + 1 }, (_, i) => [
              String(low + i),
              String(low + i),
            ]);
            const box = select(label, options, String(layer[which]), (value) => {
              const changed = this.model.get("layers").map((one) => [...one]);
              changed[number][which] = Number(value);
              this.set(changed);
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

  draw() {
    const layers = this.model.get("layers");
    if (this.choices !== JSON.stringify(layers)) {
      const held = [...this.rows.querySelectorAll("select")].indexOf(
        this.figure.root.activeElement,
      );
      this.drawChoices(layers);
      if (held >= 0) this.rows.querySelectorAll("select")[held]?.focus();
      this.choices = JSON.stringify(layers);
    }
    setBusy(this.more, layers.length >= MOST_LAYERS);
    setBusy(this.less, layers.length <= 1);
    const place = Math.min(this.model.get("place"), SHOWN - 1);
    this.drawCone(layers, place);
    const { sizes, steps } = fields(layers);
    const field = sizes.at(-1);
    const grows = layers
      .map(([k, , d], i) => `${sizes[i]} + ${k - 1}·${d}·${steps[i]} = ${sizes[i + 1]}`)
      .join("; ");
    setSlider(this.svg, place, SHOWN, `output ${place} sees ${field} inputs`);
    const seen = [...dependence(layers, place)[0]];
    const range = `Output ${place} sees inputs ${Math.min(...seen)} to ${Math.max(...seen)}: a field`;
    this.figure.readout(
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
    this.challenge.update(
      solved,
      "Strides and dilations widen the view without a single weight more. What does each of them lose?",
      "Reach a field of 15 or more with three layers whose kernels have 3 taps.",
    );
  }

  drawCone(layers, place) {
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
    this.svg.setAttribute("viewBox", `0 0 ${WIDE} ${high}`);
    this.svg.replaceChildren(...lines, ...dots);
  }
}

function render({ model, el }) {
  const { figure } = new ReceptiveField(model, el);
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
