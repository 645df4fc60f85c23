/* Connectivity: inputs above, outputs below, a line for each weight. */

import { connections } from "../../arithmetic/layers.js";
import {
  assign,
  bind,
  challengeLine,
  controlRow,
  make,
  mount,
  resetButton,
  select,
  setSlider,
  traitsOf,
} from "../../kit/frame.js";
import { drawn } from "../../kit/svg.js";

const KINDS = {
  full: "fully connected",
  local: "locally connected",
  shared: "locally connected, weights shared",
};
const STATE = ["kind", "inputs", "size", "stride", "output"];
const [WIDE, HIGH, TOP, BOTTOM] = [600, 200, 26, 172];
const DASHES = ["", "7 4", "2 4", "10 3 2 3", "1 3"]; // shared weights are told apart without colour too

/* What one kind of layer needs, in words. */
export function weightsText(kind, inputs, { outputs, weights }, size) {
  if (!outputs) return `a window of ${size} does not fit into ${inputs} numbers`;
  const each = kind === "full" ? inputs : size;
  if (kind === "shared")
    return `${size} weights, used at ${outputs} ${outputs === 1 ? "place" : "places"}`;
  return `${outputs} ${outputs === 1 ? "output" : "outputs"} · ${each} inputs each = ${weights} weights`;
}

class Connectivity {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "Which inputs an output sees",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, STATE);
    this.kind = select("Layer", Object.entries(KINDS), "full", (value) =>
      assign(this.model, { kind: value }),
    );
    this.boxes = {
      inputs: this.numbers("inputs", "Inputs", 3, 12),
      size: this.numbers("size", "Window", 1, 5),
      stride: this.numbers("stride", "Stride", 1, 3),
    };
    this.svg = drawn("svg", {
      viewBox: `0 0 ${WIDE} ${HIGH}`,
      class: "net",
      role: "slider",
      tabindex: 0,
      "aria-label": "Output whose weights stand out",
    });
    this.arrange();
    this.listen();
    this.follow();
  }

  arrange() {
    this.figure.root.append(make("style", {}, NET_STYLE));
    this.figure.body.append(
      controlRow(
        this.kind.element,
        ...Object.values(this.boxes).map(({ element }) => element),
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
      this.go(this.chosen() + by);
    });
    this.figure.pin.follow(this.svg, (event) => this.go(this.under(event)), {
      isHeldPlace: (event) => this.under(event) === this.chosen(),
    });
  }

  follow() {
    this.figure.onCleanup(bind(this.model, STATE, () => this.draw()));
  }

  numbers(name, label, low, high) {
    return select(
      label,
      Array.from({ length: high - low + 1 }, (_, i) => [String(low + i), String(low + i)]),
      String(this.model.get(name)),
      (value) => assign(this.model, { [name]: Number(value) }),
    );
  }

  made() {
    return connections(
      this.model.get("kind"),
      this.model.get("inputs"),
      this.model.get("size"),
      this.model.get("stride"),
    );
  }

  chosen() {
    return Math.min(this.model.get("output"), this.made().outputs - 1);
  }

  go(output) {
    if (output >= 0 && output < this.made().outputs) assign(this.model, { output });
  }

  /* The output nearest to the pointer; −1 if there is none. */
  under(event) {
    const box = this.svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDE;
    const { outputs } = this.made();
    const distances = Array.from({ length: outputs }, (_, i) => Math.abs(across(i, outputs) - x));
    return distances.indexOf(Math.min(...distances));
  }

  draw() {
    const { kind, inputs, size, stride } = traitsOf(this.model, STATE);
    const net = this.made();
    const output = this.chosen();
    const seen = net.lines.filter((line) => line.output === output).map((line) => line.input);
    const sees = [...new Set(seen)];
    this.drawNet(net, kind, inputs, output, sees);
    this.kind.update(kind);
    for (const [name, box] of Object.entries(this.boxes)) box.update(String(this.model.get(name)));
    this.fitChoices(inputs, size);
    const sentence =
      output < 0 ? "there is no output" : `output ${output} sees inputs ${sees.join(", ")}`;
    setSlider(this.svg, Math.max(0, output), net.outputs, sentence);
    const weights = Object.keys(KINDS).map(
      (other) => connections(other, inputs, size, stride).weights,
    );
    this.speak(`${KINDS[kind]}: ${weightsText(kind, inputs, net, size)}`, sentence, weights);
    const [full, , shared] = weights;
    this.challenge.update(
      shared > 0 && full >= 20 * shared,
      "Sharing saves the more the longer the row is: its weights do not grow with the input at all.",
      "Find sizes at which the full layer has 20 times as many weights as the shared one.",
    );
  }

  /* A window wider than the row cannot be chosen. */
  fitChoices(inputs, size) {
    for (const option of this.boxes.inputs.element.querySelectorAll("option"))
      option.disabled = Number(option.value) < size;
    for (const option of this.boxes.size.element.querySelectorAll("option"))
      option.disabled = Number(option.value) > inputs;
  }

  drawNet(net, kind, inputs, output, sees) {
    const dot = (x, y, classes) => drawn("circle", { cx: x, cy: y, r: 13, class: classes });
    this.svg.replaceChildren(
      ...net.lines.map((line) =>
        drawn("line", {
          x1: across(line.input, inputs),
          y1: TOP,
          x2: across(line.output, net.outputs),
          y2: BOTTOM,
          class: line.output === output ? "now" : "",
          "stroke-dasharray": kind === "shared" ? DASHES[line.tap] : "",
        }),
      ),
      ...Array.from({ length: inputs }, (_, i) =>
        dot(across(i, inputs), TOP, sees.includes(i) ? "in sees" : "in"),
      ),
      ...Array.from({ length: net.outputs }, (_, i) =>
        dot(across(i, net.outputs), BOTTOM, i === output ? "out now" : "out"),
      ),
    );
  }

  speak(count, sentence, [full, local, shared]) {
    const spoken = sentence[0].toUpperCase() + sentence.slice(1);
    const note = `${sentence}; full ${full}, local ${local}, shared ${shared} weights`;
    this.figure.readout(
      `${count}. ${spoken}. All three: ${full}, ${local}, ${shared} weights.`,
      make(
        "span",
        {},
        make("span", { class: "equation" }, count),
        make("span", { class: "note" }, note),
      ),
    );
  }
}

function render({ model, el }) {
  const { figure } = new Connectivity(model, el);
  return figure.destroy;
}

function across(i, count) {
  return (WIDE * (i + 0.5)) / Math.max(1, count);
}

const NET_STYLE = `
.net { display: block; width: 100%; margin-top: 14px; touch-action: pan-y; cursor: pointer; border-radius: 8px; }
.net line { stroke: var(--sk-edge); stroke-width: 1.4; }
.net line.now { stroke: var(--sk-kernel); stroke-width: 3; }
.net circle { stroke-width: 2; }
.in { fill: var(--sk-input-soft); stroke: var(--sk-input); }
.in.sees { fill: var(--sk-input); }
.out { fill: var(--sk-output-soft); stroke: var(--sk-output); }
.out.now { fill: var(--sk-output); }
.readout { min-height: 66px; }
`;

export default { render };
