/* SlideKernel2D: an image of numbers, the window on it, each product, and the sum landing in y. */

import { correlate2d, flip2d, resizeKernel, toRows } from "../../arithmetic/correlation.js";
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
import { Grids } from "./grids.js";

const PRESETS = {
  worked: {
    name: "worked example",
    kernel: [
      [0, 1, 2],
      [2, 2, 0],
      [0, 1, 2],
    ],
  },
  identity: {
    name: "identity",
    kernel: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  },
  shift: {
    name: "shift",
    kernel: [
      [0, 0, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
  },
  blur: { name: "box blur", kernel: [1, 1, 1].map(() => [1 / 9, 1 / 9, 1 / 9]) },
  sharpen: {
    name: "sharpen",
    kernel: [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
  },
  line: { name: "vertical line", kernel: [1, 1, 1].map(() => [-1, 2, -1]) },
  row: { name: "one row: difference", kernel: [[-1, 0, 1]] },
};
const SIZES = ["1 × 1", "1 × 3", "3 × 1", "2 × 2", "2 × 3", "3 × 3", "4 × 4", "5 × 5"];
const STATE = ["image", "kernel", "row", "column", "flip"];

/* All that the figure shows. applied: the kernel as it slides, turned or not. */
export function slide2d({ image: x, kernel, row, column, flip }) {
  const [h, w, kh, kw] = [x.length, x[0].length, kernel.length, kernel[0].length];
  const [oh, ow] = [h - kh + 1, w - kw + 1];
  const flat = flip ? [...flip2d(kernel.flat())] : kernel.flat();
  const y = toRows(correlate2d(Float64Array.from(x.flat()), h, w, flat, kh, kw, "valid"), ow);
  const s = clampTo(row, oh);
  const t = clampTo(column, ow);
  const terms = flat.map((k, i) => {
    const pixel = x[s + Math.floor(i / kw)][t + (i % kw)];
    return { k, x: pixel, product: k * pixel };
  });
  return {
    x,
    kernel,
    applied: toRows(flat, kw),
    flip,
    y,
    s,
    t,
    h,
    w,
    kh,
    kw,
    oh,
    ow,
    index: s * ow + t,
    terms,
  };
}

/* Is y the lower right corner of x, and not all of x? */
export function copiesLastCorner({ x, y, kh, kw }) {
  return (
    kh > 1 &&
    kw > 1 &&
    y.every((line, s) =>
      line.every((value, t) => Math.abs(value - x[s + kh - 1][t + kw - 1]) < 1e-9),
    )
  );
}

class SlideKernel2D {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "A kernel slides over an image",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, STATE);
    this.makeControls();
    this.arrange();
    this.follow();
  }

  makeControls() {
    this.play = player({
      index: () => slide2d(this.read()).index,
      count: () => slide2d(this.read()).y.flat().length,
      go: (index) => {
        const { ow } = slide2d(this.read());
        this.go(Math.floor(index / ow), index % ow);
      },
      onChange: () => this.draw(),
    });
    this.preset = select("Kernel", presetOptions(PRESETS), "", (key) => {
      if (key) this.setKernel(PRESETS[key].kernel);
    });
    this.size = select(
      "Size",
      SIZES.map((text) => [text, text]),
      "3 × 3",
      (key) => {
        const [height, width] = key.split(" × ").map(Number);
        this.setKernel(resizeKernel(this.model.get("kernel"), height, width));
      },
    );
    this.flip = toggle("Flip the kernel", false, (on) => assign(this.model, { flip: on }));
    const reset = resetButton(() => {
      this.play.stop();
      assign(this.model, this.initial);
    });
    this.controls = controlRow(
      this.preset.element,
      this.size.element,
      this.flip.element,
      together(this.play.step, this.play.play, reset),
    );
  }

  arrange() {
    this.view = new Grids({
      root: this.figure.root,
      pin: this.figure.pin,
      current: () => slide2d(this.read()),
      go: (row, column) => {
        this.play.stop();
        this.go(row, column);
      },
      setImage: (image) => assign(this.model, { image }),
      setApplied: (applied) => {
        const turned = toRows([...flip2d(applied.flat())], applied[0].length);
        assign(this.model, { kernel: this.model.get("flip") ? turned : applied });
      },
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

  go(row, column) {
    assign(this.model, { row, column });
  }

  setKernel(kernel) {
    const { s, t } = slide2d({ ...this.read(), kernel });
    assign(this.model, { kernel, row: s, column: t });
  }

  draw() {
    const state = slide2d(this.read());
    const { h, w, kh, kw, oh, ow, s, t, y, terms } = state;
    this.view.update(state, this.play.playing());
    this.preset.update(presetKey(PRESETS, state.kernel));
    fitOptions(this.preset.element, h, w, (key) => PRESETS[key] && shape(PRESETS[key].kernel));
    fitOptions(this.size.element, h, w, (key) => key.split(" × ").map(Number));
    this.size.update(`${kh} × ${kw}`);
    this.flip.update(state.flip);
    const name = `y[${s}, ${t}]`;
    const note =
      `${h} − ${kh} + 1 = ${oh} ${oh === 1 ? "row" : "rows"}, ` +
      `${w} − ${kw} + 1 = ${ow} ${ow === 1 ? "column" : "columns"}: as many as the window has places` +
      `${state.flip ? "; kernel turned: a true convolution." : "."}`;
    this.figure.readout(
      `${equationText(name, terms, y[s][t])}. ${note}`,
      make("span", {}, equationNode(name, terms, y[s][t]), make("span", { class: "note" }, note)),
    );
    const solved = copiesLastCorner(state);
    this.challenge.update(
      solved,
      "The output is the image’s lower right corner. Which corner comes out when you flip?",
      "Find a kernel whose output is the image’s lower right corner.",
    );
  }
}

function render({ model, el }) {
  const { figure } = new SlideKernel2D(model, el);
  return figure.destroy;
}

function shape(kernel) {
  return [kernel.length, kernel[0].length];
}

/* A kernel larger than the image cannot be chosen. */
function fitOptions(element, h, w, sizeOf) {
  for (const option of element.querySelectorAll("option")) {
    const [height, width] = sizeOf(option.value) || [1, 1];
    option.disabled = height > h || width > w;
  }
}

export default { render };
