/* SlideKernel1D: x, the kernel under it, each product, and the sum landing in y. */

import { correlate1d, flip1d } from "../../arithmetic/correlation.js";
import { equationNode, equationText } from "../../kit/equation.js";
import {
  assign,
  bind,
  challengeLine,
  controlRow,
  make,
  mount,
  resetButton,
  select,
  together,
  toggle,
  traitsOf,
} from "../../kit/frame.js";
import { clampTo } from "../../kit/numbers.js";
import { player } from "../../kit/player.js";
import { HINT, presetKey, presetOptions } from "../../kit/sliding.js";
import { Lanes } from "./lanes.js";

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
  const t = clampTo(position, y.length);
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

class SlideKernel1D {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "A kernel slides along a signal",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, STATE);
    this.makeControls();
    this.arrange();
    this.follow();
  }

  makeControls() {
    this.play = player({
      index: () => this.model.get("position"),
      count: () => slide1d(this.read()).y.length,
      go: (t) => this.go(t),
      onChange: () => this.draw(),
    });
    this.preset = select("Kernel", presetOptions(PRESETS), "", (key) => {
      if (key) this.setKernel(PRESETS[key].kernel[0]);
    });
    const lengths = Array.from({ length: LONGEST_KERNEL }, (_, i) => [
      String(i + 1),
      String(i + 1),
    ]);
    this.length = select("Length", lengths, "3", (key) => {
      this.setKernel(resizeKernel1d(this.model.get("kernel"), Number(key)));
    });
    this.flip = toggle("Flip the kernel", false, (on) => assign(this.model, { flip: on }));
    const reset = resetButton(() => {
      this.play.stop();
      assign(this.model, this.initial);
    });
    this.controls = controlRow(
      this.preset.element,
      this.length.element,
      this.flip.element,
      together(this.play.step, this.play.play, reset),
    );
  }

  arrange() {
    this.view = new Lanes({
      root: this.figure.root,
      current: () => slide1d(this.read()),
      go: (t) => {
        this.play.stop();
        this.go(t);
      },
      setSignal: (x) => assign(this.model, { x }),
      setApplied: (applied) =>
        assign(this.model, { kernel: this.model.get("flip") ? [...applied].reverse() : applied }),
    });
    this.challenge = challengeLine();
    this.figure.body.append(this.controls, this.view.element);
    this.figure.foot.append(this.challenge.element, make("p", { class: "hint unprinted" }, HINT));
  }

  follow() {
    this.figure.onCleanup(bind(this.model, STATE, () => this.draw()));
    this.figure.onCleanup(this.play.stop);
  }

  read() {
    return traitsOf(this.model, STATE);
  }

  go(t) {
    assign(this.model, { position: t });
  }

  setKernel(kernel) {
    const last = this.model.get("x").length - kernel.length;
    assign(this.model, { kernel, position: Math.min(this.model.get("position"), last) });
  }

  draw() {
    const state = slide1d(this.read());
    const { x, applied, t, y, terms } = state;
    this.view.update(state, this.play.playing());
    this.preset.update(presetKey(PRESETS, [this.model.get("kernel")]));
    for (const option of this.length.element.querySelectorAll("option")) {
      option.disabled = Number(option.value) > x.length;
    }
    this.length.update(String(applied.length));
    this.flip.update(state.flip);
    // No formula: the page has its reader predict it after this figure.
    const size =
      `${y.length === 1 ? "1 output" : `${y.length} outputs`}, one for each place of the window` +
      `${state.flip ? "; kernel turned: a true convolution." : "."}`;
    this.figure.readout(
      `${equationText(`y[${t}]`, terms, y[t])}. ${size}`,
      make("span", {}, equationNode(`y[${t}]`, terms, y[t]), make("span", { class: "note" }, size)),
    );
    this.challenge.update(
      copiesNextPlace(state),
      "Every output is the number one place to its right in x. What does the flip switch do to it?",
      "Find a kernel that copies x from the next place: y[t] = x[t + 1].",
    );
  }
}

function render({ model, el }) {
  const { figure } = new SlideKernel1D(model, el);
  return figure.destroy;
}

export default { render };
