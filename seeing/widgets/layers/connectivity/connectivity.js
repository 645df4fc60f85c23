/* Connectivity: inputs above, outputs below, a line for each weight. */

import { assign, bind, button, make, mount, select } from "../../kit/frame.js";
import { connections } from "../../arithmetic/layers.js";
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

function render({ model, el }) {
  const figure = mount(el, { label: "Which inputs an output sees", height: model.get("_height") });
  const initial = Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
  const numbers = (name, label, low, high) =>
    select(
      label,
      Array.from({ length: high - low + 1 }, (_, i) => [String(low + i), String(low + i)]),
      String(model.get(name)),
      (value) => assign(model, { [name]: Number(value) }),
    );
  const kind = select("Layer", Object.entries(KINDS), "full", (value) =>
    assign(model, { kind: value }),
  );
  const boxes = {
    inputs: numbers("inputs", "Inputs", 3, 12),
    size: numbers("size", "Window", 1, 5),
    stride: numbers("stride", "Stride", 1, 3),
  };
  const svg = drawn("svg", {
    viewBox: `0 0 ${WIDE} ${HIGH}`,
    class: "net",
    role: "slider",
    tabindex: 0,
    "aria-label": "Output whose weights stand out",
  });
  figure.root.append(make("style", {}, NET_STYLE));
  figure.body.append(
    make(
      "div",
      { class: "controls" },
      kind.element,
      ...Object.values(boxes).map(({ element }) => element),
      button("Reset", () => assign(model, initial)),
    ),
    svg,
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);
  const made = () =>
    connections(model.get("kind"), model.get("inputs"), model.get("size"), model.get("stride"));
  const chosen = () => Math.min(model.get("output"), made().outputs - 1);
  const go = (output) => {
    if (output >= 0 && output < made().outputs) assign(model, { output });
  };
  svg.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(chosen() + by);
  });
  const point = (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDE;
    const { outputs } = made();
    const distances = Array.from({ length: outputs }, (_, i) => Math.abs(across(i, outputs) - x));
    go(distances.indexOf(Math.min(...distances)));
  };
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") point(event);
  });

  function draw() {
    const [kindNow, inputs, size] = ["kind", "inputs", "size"].map((name) => model.get(name));
    const net = made();
    const output = chosen();
    const sees = new Set(
      net.lines.filter((line) => line.output === output).map((line) => line.input),
    );
    svg.replaceChildren(
      ...net.lines.map((line) =>
        drawn("line", {
          x1: across(line.input, inputs),
          y1: TOP,
          x2: across(line.output, net.outputs),
          y2: BOTTOM,
          class: line.output === output ? "now" : "",
          "stroke-dasharray": kindNow === "shared" ? DASHES[line.tap] : "",
        }),
      ),
      ...Array.from({ length: inputs }, (_, i) =>
        drawn("circle", {
          cx: across(i, inputs),
          cy: TOP,
          r: 13,
          class: sees.has(i) ? "in sees" : "in",
        }),
      ),
      ...Array.from({ length: net.outputs }, (_, i) =>
        drawn("circle", {
          cx: across(i, net.outputs),
          cy: BOTTOM,
          r: 13,
          class: i === output ? "out now" : "out",
        }),
      ),
    );
    kind.update(kindNow);
    for (const [name, box] of Object.entries(boxes)) box.update(String(model.get(name)));
    const values = {
      valuemin: 0,
      valuemax: Math.max(0, net.outputs - 1),
      valuenow: Math.max(0, output),
      valuetext: `output ${output} sees inputs ${[...sees].join(", ")}`,
    };
    for (const [name, value] of Object.entries(values)) svg.setAttribute(`aria-${name}`, value);
    const others = Object.keys(KINDS).map(
      (other) => connections(other, inputs, size, model.get("stride")).weights,
    );
    figure.readout(
      `${KINDS[kindNow]}: ${weightsText(kindNow, inputs, net, size)}. Output ${output} sees inputs ${[...sees].join(", ")}. All three: ${others.join(", ")} weights.`,
      make(
        "span",
        {},
        make(
          "span",
          { class: "equation" },
          `${KINDS[kindNow]}: ${weightsText(kindNow, inputs, net, size)}`,
        ),
        make(
          "span",
          { class: "note" },
          `output ${output} sees inputs ${[...sees].join(", ")}; full ${others[0]}, local ${others[1]}, shared ${others[2]} weights`,
        ),
      ),
    );
    const solved = others[2] > 0 && others[0] >= 20 * others[2];
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "Sharing saves the more the longer the row is: its weights do not grow with the input at all."
        : "Find sizes at which the full layer has 20 times as many weights as the shared one.",
    );
  }

  figure.onCleanup(bind(model, STATE, draw));
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
