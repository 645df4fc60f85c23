/* SlideKernel2D: an image of numbers, the window on it, each product, and the sum landing in y. */

import { correlate2d, flip2d } from "../../arithmetic/correlation.js";
import { equationNode, equationText } from "../../kit/equation.js";
import { assign, bind, button, make, mount, select, toggle } from "../../kit/frame.js";
import { grids } from "./grids.js";
import { HINT, player, presetKey, presetOptions } from "../../kit/player.js";

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

/* Rows of a flat array. */
export function toRows(flat, columns) {
  const rows = [];
  for (let i = 0; i < flat.length; i += columns) rows.push([...flat.slice(i, i + columns)]);
  return rows;
}

/* All that the figure shows. applied: the kernel as it slides, turned or not. */
export function slide2d({ image: x, kernel, row, column, flip }) {
  const [h, w, kh, kw] = [x.length, x[0].length, kernel.length, kernel[0].length];
  const [oh, ow] = [h - kh + 1, w - kw + 1];
  const flat = flip ? [...flip2d(kernel.flat())] : kernel.flat();
  const y = toRows(correlate2d(Float64Array.from(x.flat()), h, w, flat, kh, kw, "valid"), ow);
  const s = Math.max(0, Math.min(row, oh - 1));
  const t = Math.max(0, Math.min(column, ow - 1));
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

/* The kernel in another shape: numbers kept, zeros added below and to the right. */
export function resizeKernel2d(kernel, height, width) {
  return Array.from({ length: height }, (_, i) =>
    Array.from({ length: width }, (__, j) => kernel[i]?.[j] ?? 0),
  );
}

function render({ model, el }) {
  const read = () => Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
  const initial = read();
  const figure = mount(el, {
    label: "A kernel slides over an image",
    height: model.get("_height"),
  });
  const go = (row, column) => assign(model, { row, column });
  const setKernel = (kernel) => {
    const { s, t } = slide2d({ ...read(), kernel });
    assign(model, { kernel, row: s, column: t });
  };

  const play = player({
    index: () => slide2d(read()).index,
    count: () => slide2d(read()).y.flat().length,
    go: (index) => {
      const { ow } = slide2d(read());
      go(Math.floor(index / ow), index % ow);
    },
    onChange: () => draw(),
  });
  const preset = select("Kernel", presetOptions(PRESETS), "", (key) => {
    if (key) setKernel(PRESETS[key].kernel);
  });
  const size = select(
    "Size",
    SIZES.map((text) => [text, text]),
    "3 × 3",
    (key) => {
      const [height, width] = key.split(" × ").map(Number);
      setKernel(resizeKernel2d(model.get("kernel"), height, width));
    },
  );
  const flip = toggle("Flip the kernel", false, (on) => assign(model, { flip: on }));
  const reset = button("Reset", () => {
    play.stop();
    assign(model, initial);
  });
  const controls = make(
    "div",
    { class: "controls" },
    preset.element,
    size.element,
    flip.element,
    make("span", { class: "together" }, play.step, play.play, reset),
  );

  const view = grids({
    root: figure.root,
    current: () => slide2d(read()),
    go: (row, column) => {
      play.stop();
      go(row, column);
    },
    setImage: (image) => assign(model, { image }),
    setApplied: (applied) => {
      const turned = toRows([...flip2d(applied.flat())], applied[0].length);
      assign(model, { kernel: model.get("flip") ? turned : applied });
    },
  });
  const challenge = make("p", { class: "challenge" });
  figure.body.append(controls, view.element);
  figure.foot.append(challenge, make("p", { class: "hint unprinted" }, HINT));

  function draw() {
    const state = slide2d(read());
    const { h, w, kh, kw, oh, ow, s, t, y, terms } = state;
    view.update(state, play.playing());
    preset.update(presetKey(PRESETS, state.kernel));
    fitOptions(preset.element, h, w, (key) => PRESETS[key] && shape(PRESETS[key].kernel));
    fitOptions(size.element, h, w, (key) => key.split(" × ").map(Number));
    size.update(`${kh} × ${kw}`);
    flip.update(state.flip);
    const name = `y[${s}, ${t}]`;
    const note =
      `${h} − ${kh} + 1 = ${oh} ${oh === 1 ? "row" : "rows"}, ` +
      `${w} − ${kw} + 1 = ${ow} ${ow === 1 ? "column" : "columns"}: as many as the window has places` +
      `${state.flip ? "; kernel turned: a true convolution." : "."}`;
    figure.readout(
      `${equationText(name, terms, y[s][t])}. ${note}`,
      make("span", {}, equationNode(name, terms, y[s][t]), make("span", { class: "note" }, note)),
    );
    const solved = copiesLastCorner(state);
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "The output is the image’s lower right corner. Which corner comes out when you flip?"
        : "Find a kernel whose output is the image’s lower right corner.",
    );
  }

  figure.onCleanup(bind(model, STATE, draw));
  figure.onCleanup(play.stop);
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
