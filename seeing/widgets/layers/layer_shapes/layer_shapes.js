/* LayerShapes: an image with its padding, the window's taps on it, and the output's shape. */

import { assign, bind, button, make, mount, select, toggle } from "../../kit/frame.js";
import { layerShape, tapsAt } from "../../arithmetic/layers.js";
import { CELLS_STYLE, cellGrid } from "../../kit/cell_grid.js";
import { player } from "../../kit/player.js";

/* What Python calls it, what this module calls it, its label, its choices. */
const NUMBERS = [
  ["height", "height", "Image height", 1, 12],
  ["width", "width", "Image width", 1, 12],
  ["kernel_height", "kernelHeight", "Kernel height", 1, 7],
  ["kernel_width", "kernelWidth", "Kernel width", 1, 7],
  ["stride", "stride", "Stride", 1, 4],
  ["padding", "padding", "Padding", 0, 4],
  ["dilation", "dilation", "Dilation", 1, 4],
  ["channels_in", "channelsIn", "Channels in", 1, 4, 8, 16, 32, 64],
  ["channels_out", "channelsOut", "Output maps", 1, 4, 8, 16, 32, 64],
];
const STATE = [...NUMBERS.map(([name]) => name), "bias", "place"];

/* The sum for one side, with its numbers. */
export function sizeText(n, k, { stride, padding, dilation }, size) {
  const free = n + 2 * padding - (dilation * (k - 1) + 1);
  if (free < 0) return `${n} + 2·${padding} is less than the window's ${dilation * (k - 1) + 1}`;
  return `⌊(${n} + 2·${padding} − ${dilation}·(${k} − 1) − 1) / ${stride}⌋ + 1 = ${size}`;
}

function render({ model, el }) {
  const figure = mount(el, {
    label: "The shape of a convolution layer",
    height: model.get("_height"),
  });
  const initial = Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
  const read = () =>
    Object.fromEntries([
      ...NUMBERS.map(([name, ours]) => [ours, model.get(name)]),
      ["bias", model.get("bias")],
    ]);
  const count = () => {
    const { rows, columns } = layerShape(read());
    return rows * columns;
  };
  const index = () => Math.max(0, Math.min(model.get("place"), count() - 1));
  const go = (place) => {
    if (count()) assign(model, { place });
  };
  const play = player({ index, count: () => Math.max(1, count()), go, onChange() {} });

  const boxes = NUMBERS.map(([name, , label, low, high, ...more]) => {
    const values = [...Array.from({ length: high - low + 1 }, (_, i) => low + i), ...more];
    const own = model.get(name);
    if (!values.includes(own)) values.push(own); // Python may have set another
    const box = select(
      label,
      values.map((value) => [String(value), String(value)]),
      String(own),
      (value) => {
        play.stop();
        assign(model, { [name]: Number(value) });
      },
    );
    return { name, box };
  });
  const bias = toggle("Bias", true, (on) => assign(model, { bias: on }));
  const reset = button("Reset", () => {
    play.stop();
    assign(model, initial);
  });
  const image = cellGrid({ role: "input", label: "Image with its padding", onKey: move });
  const output = cellGrid({
    role: "output",
    label: "Output",
    onPick: (place) => {
      play.stop();
      go(place);
    },
  });
  const title = (text, size) => make("p", { class: "title" }, make("b", {}, text), " ", size);
  const imageSize = make("span", { class: "size" });
  const outputSize = make("span", { class: "size" });
  figure.root.append(make("style", {}, CELLS_STYLE));
  figure.body.append(
    make(
      "div",
      { class: "controls choices" },
      ...boxes.map(({ box }) => box.element),
      bias.element,
    ),
    make(
      "div",
      { class: "controls" },
      make("span", { class: "together" }, play.step, play.play, reset),
    ),
    make(
      "div",
      { class: "pair" },
      make("div", { class: "input" }, title("Image", imageSize), image.element),
      make("div", { class: "output" }, title("Output", outputSize), output.element),
    ),
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  function move(key) {
    const { columns } = layerShape(read());
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[key];
    const to = key === "Home" ? 0 : key === "End" ? count() - 1 : index() + (by ?? 0);
    if (by === undefined && key !== "Home" && key !== "End") return false;
    if (to >= 0 && to < count()) go(to);
    return true;
  }

  function draw() {
    const layer = read();
    const shape = layerShape(layer);
    const { rows, columns, unseen, parameters } = shape;
    const at = index();
    const row = Math.floor(at / Math.max(1, columns));
    const column = at % Math.max(1, columns);
    drawImage(layer, shape, row, column);
    output.update(rows, columns, (s, t) => (s === row && t === column ? "now" : ""));
    for (const { name, box } of boxes) box.update(String(model.get(name)));
    bias.update(layer.bias);
    imageSize.textContent = `${layer.channelsIn} × ${layer.height} × ${layer.width}`;
    outputSize.textContent = rows ? `${layer.channelsOut} × ${rows} × ${columns}` : "nothing";
    image.say(
      rows
        ? `Window at row ${row}, column ${column} of ${rows} × ${columns}`
        : "The window does not fit",
      at,
      count(),
    );
    speak(layer, shape);
    const solved =
      rows > 0 && unseen > 0 && layer.stride <= Math.min(layer.kernelHeight, layer.kernelWidth);
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? `No window sees the ${unseen} crossed pixels. What the stride leaves over at the end is lost, and what falls between dilated taps.`
        : "Find a layer that leaves pixels out, with a stride no larger than its kernel. Then find one that keeps the image's size with a kernel of 5 × 5.",
    );
    el.dispatchEvent(new CustomEvent("seeing-drawn", { bubbles: true, detail: parameters }));
  }

  function drawImage(layer, { rows, down, across }, row, column) {
    const { height, width, padding, stride, dilation, kernelHeight, kernelWidth } = layer;
    const down0 = rows ? tapsAt(row, kernelHeight, stride, dilation) : [];
    const across0 = rows ? tapsAt(column, kernelWidth, stride, dilation) : [];
    image.update(height + 2 * padding, width + 2 * padding, (s, t) => {
      const [i, j] = [s - padding, t - padding];
      const inside = i >= 0 && i < height && j >= 0 && j < width;
      const state = [];
      if (!inside) state.push("rim");
      else if (!rows || !down[i] || !across[j]) state.push("unseen");
      if (down0.includes(s) && across0.includes(t)) state.push("tap");
      return state.join(" ");
    });
  }

  function speak(layer, { rows, columns, unseen, parameters }) {
    const { height, width, kernelHeight, kernelWidth, channelsIn, channelsOut } = layer;
    const sizes = `rows: ${sizeText(height, kernelHeight, layer, rows)}; columns: ${sizeText(width, kernelWidth, layer, columns)}`;
    const counted = `(${kernelHeight}·${kernelWidth}·${channelsIn}${layer.bias ? " + 1" : ""}) · ${channelsOut} = ${parameters} parameters`;
    const left = rows
      ? `${unseen === 0 ? "Every pixel is seen" : `${unseen} of ${height * width} pixels are seen by no window`}.`
      : "There is no output: make the kernel or the dilation smaller, or the padding larger.";
    figure.readout(
      `${sizes}. ${counted}. ${left}`,
      make(
        "span",
        {},
        make("span", { class: "equation" }, sizes),
        make("span", { class: "equation" }, counted),
        make("span", { class: "note" }, left),
      ),
    );
  }

  figure.onCleanup(bind(model, STATE, draw));
  figure.onCleanup(play.stop);
  return figure.destroy;
}

export default { render };
