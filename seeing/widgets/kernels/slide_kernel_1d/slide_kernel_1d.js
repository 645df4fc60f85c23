/* SlideKernel1D: x, the kernel under it, each product, and the sum landing in y. */

import { correlate1d, flip1d } from "../../arithmetic/correlation.js";
import { equationNode, equationText } from "../../kit/equation.js";
import { assign, bind, button, make, mount, select, toggle } from "../../kit/frame.js";
import { lanes } from "./lanes.js";
import { HINT, player, presetKey, presetOptions } from "../../kit/player.js";

const PRESETS = {
  worked: { name: "worked example", kernel: [[-1, 1, -1]] },
  difference: { name: "difference", kernel: [[-1, 1]] },
  average: { name: "moving average", kernel: [[1 / 3, 1 / 3, 1 / 3]] },
  curvature: { name: "second difference", kernel: [[1, -2, 1]] },
  lopsided: { name: "lopsided", kernel: [[1, 2, 3]] },
};
const LONGEST_KERNEL = 7;
const STATE = ["x", "kernel", "position", "flip"];

/* All that the figure shows. applied: the kernel as it slides, turned or not. */
export function slide1d({ x, kernel, position, flip }) {
  const applied = flip ? [...flip1d(kernel)] : kernel;
  const y = [...correlate1d(x, applied)];
  const t = Math.max(0, Math.min(position, y.length - 1));
  const terms = applied.map((k, i) => ({ k, x: x[t + i], product: k * x[t + i] }));
  return { x, kernel, applied, flip, y, t, terms };
}

/* Does y copy the signal from the next place, y[t] = x[t + 1]? */
export function copiesNextPlace({ x, y }) {
  return y.length > 1 && y.every((value, t) => Math.abs(value - x[t + 1]) < 1e-9);
}

/* The kernel with another length: numbers kept, zeros added at its end. */
export function resizeKernel1d(kernel, length) {
  return Array.from({ length }, (_, i) => kernel[i] ?? 0);
}

function render({ model, el }) {
  const read = () => Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
  const initial = read();
  const figure = mount(el, {
    label: "A kernel slides along a signal",
    height: model.get("_height"),
  });
  const go = (t) => assign(model, { position: t });
  const setKernel = (kernel) => {
    const last = model.get("x").length - kernel.length;
    assign(model, { kernel, position: Math.min(model.get("position"), last) });
  };

  const play = player({
    index: () => model.get("position"),
    count: () => slide1d(read()).y.length,
    go,
    onChange: () => draw(),
  });
  const preset = select("Kernel", presetOptions(PRESETS), "", (key) => {
    if (key) setKernel(PRESETS[key].kernel[0]);
  });
  const lengths = Array.from({ length: LONGEST_KERNEL }, (_, i) => [String(i + 1), String(i + 1)]);
  const length = select("Length", lengths, "3", (key) => {
    setKernel(resizeKernel1d(model.get("kernel"), Number(key)));
  });
  const flip = toggle("Flip the kernel", false, (on) => assign(model, { flip: on }));
  const reset = button("Reset", () => assign(model, initial));
  const controls = make(
    "div",
    { class: "controls" },
    preset.element,
    length.element,
    flip.element,
    make("span", { class: "together" }, play.step, play.play, reset),
  );

  const view = lanes({
    root: figure.root,
    current: () => slide1d(read()),
    go: (t) => {
      play.stop();
      go(t);
    },
    setSignal: (x) => assign(model, { x }),
    setApplied: (applied) =>
      assign(model, { kernel: model.get("flip") ? [...applied].reverse() : applied }),
  });
  const challenge = make("p", { class: "challenge" });
  figure.body.append(controls, view.element);
  figure.foot.append(challenge, make("p", { class: "hint unprinted" }, HINT));

  function draw() {
    const state = slide1d(read());
    const { x, applied, t, y, terms } = state;
    view.update(state, play.playing());
    preset.update(presetKey(PRESETS, [model.get("kernel")]));
    for (const option of length.element.querySelectorAll("option")) {
      option.disabled = Number(option.value) > x.length;
    }
    length.update(String(applied.length));
    flip.update(state.flip);
    // No formula: the page has its reader predict it after this figure.
    const size =
      `${y.length === 1 ? "1 output" : `${y.length} outputs`}, one for each place of the window` +
      `${state.flip ? "; kernel turned: a true convolution." : "."}`;
    figure.readout(
      `${equationText(`y[${t}]`, terms, y[t])}. ${size}`,
      make("span", {}, equationNode(`y[${t}]`, terms, y[t]), make("span", { class: "note" }, size)),
    );
    challenge.replaceChildren(
      make("b", {}, copiesNextPlace(state) ? "Solved. " : "Try it. "),
      copiesNextPlace(state)
        ? "Every output is the number one place to its right in x. What does the flip switch do to it?"
        : "Find a kernel that copies x from the next place: y[t] = x[t + 1].",
    );
  }

  figure.onCleanup(bind(model, STATE, draw));
  figure.onCleanup(play.stop);
  return figure.destroy;
}

export default { render };
