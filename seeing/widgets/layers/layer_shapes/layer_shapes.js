/* LayerShapes: an image with its padding, the window's taps on it, and the output's shape. */

import { layerShape, outputSize, tapsAt } from "../../arithmetic/layers.js";
import { cellGrid, CELLS_STYLE } from "../../kit/cell_grid.js";
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
} from "../../kit/frame.js";
import { clampTo } from "../../kit/numbers.js";
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

const TASKS = [
  "Find a layer that leaves pixels out, with a stride no larger than its kernel.",
  "Now find one that keeps the image’s size with a kernel of 5 × 5.",
];

/* Which of the two tasks a layer solves: [first, second]. */
export function solves(layer) {
  const { rows, columns, unseen } = layerShape(layer);
  const { height, width, kernelHeight, kernelWidth, stride } = layer;
  const leavesOut = rows > 0 && unseen > 0 && stride <= Math.min(kernelHeight, kernelWidth);
  const five = kernelHeight === 5 && kernelWidth === 5;
  return [leavesOut, five && rows === height && columns === width];
}

/* The sum for one side, with its numbers. */
export function sizeText(n, k, { stride, padding, dilation }) {
  const free = n + 2 * padding - (dilation * (k - 1) + 1);
  if (free < 0) return `${n} + 2·${padding} is less than the window's ${dilation * (k - 1) + 1}`;
  return `⌊(${n} + 2·${padding} − ${dilation}·(${k} − 1) − 1) / ${stride}⌋ + 1 = ${outputSize(n, k, stride, padding, dilation)}`;
}

class LayerShapes {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "The shape of a convolution layer",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, STATE);
    this.done = 0; // tasks
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.play = player({
      index: () => this.index(),
      count: () => Math.max(1, this.count()),
      go: (place) => this.go(place),
      onChange() {},
    });
    this.boxes = NUMBERS.map(([name, , label, low, high, ...more]) => {
      const values = [...Array.from({ length: high - low + 1 }, (_, i) => low + i), ...more];
      const own = this.model.get(name);
      if (!values.includes(own)) values.push(own); // Python may have set another
      const box = select(
        label,
        values.map((value) => [String(value), String(value)]),
        String(own),
        (value) => {
          this.play.stop();
          assign(this.model, { [name]: Number(value) });
        },
      );
      return { name, box };
    });
    this.bias = toggle("Bias", true, (on) => assign(this.model, { bias: on }));
    this.reset = resetButton(() => {
      this.play.stop();
      this.done = 0;
      assign(this.model, this.initial);
    });
    this.image = cellGrid({
      role: "input",
      label: "Image with its padding",
      onKey: (key) => this.move(key),
    });
    this.output = cellGrid({
      role: "output",
      label: "Output",
      onPick: (place) => {
        this.play.stop();
        this.go(place);
      },
    });
    this.imageSize = make("span", { class: "size" });
    this.outputSize = make("span", { class: "size" });
  }

  arrange() {
    this.figure.root.append(make("style", {}, CELLS_STYLE));
    this.figure.body.append(
      make(
        "div",
        { class: "controls choices" },
        ...this.boxes.map(({ box }) => box.element),
        this.bias.element,
      ),
      controlRow(together(this.play.step, this.play.play, this.reset)),
      make(
        "div",
        { class: "pair" },
        make("div", { class: "input" }, this.title("Image", this.imageSize), this.image.element),
        make(
          "div",
          { class: "output" },
          this.title("Output", this.outputSize),
          this.output.element,
        ),
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, STATE, () => this.draw()));
    this.figure.onCleanup(this.play.stop);
  }

  read() {
    return Object.fromEntries([
      ...NUMBERS.map(([name, ours]) => [ours, this.model.get(name)]),
      ["bias", this.model.get("bias")],
    ]);
  }

  count() {
    const { rows, columns } = layerShape(this.read());
    return rows * columns;
  }

  index() {
    return clampTo(this.model.get("place"), this.count());
  }

  go(place) {
    if (this.count()) assign(this.model, { place });
  }

  title(text, size) {
    return make("p", { class: "title" }, make("b", {}, text), " ", size);
  }

  move(key) {
    const { columns } = layerShape(this.read());
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[key];
    const to = key === "Home" ? 0 : key === "End" ? this.count() - 1 : this.index() + (by ?? 0);
    if (by === undefined && key !== "Home" && key !== "End") return false;
    if (to >= 0 && to < this.count()) this.go(to);
    return true;
  }

  draw() {
    const layer = this.read();
    const shape = layerShape(layer);
    const { rows, columns, unseen } = shape;
    const at = this.index();
    const row = Math.floor(at / Math.max(1, columns));
    const column = at % Math.max(1, columns);
    this.drawImage(layer, shape, row, column);
    this.output.update(rows, columns, (s, t) => (s === row && t === column ? "now" : ""));
    for (const { name, box } of this.boxes) box.update(String(this.model.get(name)));
    this.bias.update(layer.bias);
    this.imageSize.textContent = `${layer.channelsIn} × ${layer.height} × ${layer.width}`;
    this.outputSize.textContent = rows ? `${layer.channelsOut} × ${rows} × ${columns}` : "nothing";
    this.image.say(
      rows
        ? `Window at row ${row}, column ${column} of ${rows} × ${columns}`
        : "The window does not fit",
      at,
      this.count(),
    );
    this.speak(layer, shape);
    this.judge(layer, unseen);
  }

  /* One task after the other; what is solved stays so until Reset. */
  judge(layer, unseen) {
    const [first, second] = solves(layer);
    if (this.done === 0 && first) [this.done, this.left] = [1, unseen];
    if (this.done === 1 && second) this.done = 2;
    const lost = `No window sees the ${this.left} crossed pixels: a stride loses what is left over at the end, a dilation what falls between its taps.`;
    const kept = "A padding of (k − 1)/2 puts back what a kernel of odd size k takes away.";
    this.challenge.update(this.done > 0, this.done === 2 ? kept : `${lost} ${TASKS[1]}`, TASKS[0]);
  }

  drawImage(layer, { rows, down, across }, row, column) {
    const { height, width, padding, stride, dilation, kernelHeight, kernelWidth } = layer;
    const down0 = rows ? tapsAt(row, kernelHeight, stride, dilation) : [];
    const across0 = rows ? tapsAt(column, kernelWidth, stride, dilation) : [];
    this.image.update(height + 2 * padding, width + 2 * padding, (s, t) => {
      const [i, j] = [s - padding, t - padding];
      const inside = i >= 0 && i < height && j >= 0 && j < width;
      const state = [];
      if (!inside) state.push("rim");
      else if (!rows || !down[i] || !across[j]) state.push("unseen");
      if (down0.includes(s) && across0.includes(t)) state.push("tap");
      return state.join(" ");
    });
  }

  speak(layer, { rows, unseen, parameters }) {
    const { height, width, kernelHeight, kernelWidth, channelsIn, channelsOut } = layer;
    const sizes = `Rows: ${sizeText(height, kernelHeight, layer)}; columns: ${sizeText(width, kernelWidth, layer)}`;
    const counted = `(${kernelHeight}·${kernelWidth}·${channelsIn}${layer.bias ? " + 1" : ""}) · ${channelsOut} = ${parameters} parameters`;
    const left = rows
      ? `${unseen === 0 ? "Every pixel is seen" : `${unseen} of ${height * width} pixels are seen by no window`}.`
      : "There is no output: make the kernel or the dilation smaller, or the padding larger.";
    this.figure.readout(
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
}

function render({ model, el }) {
  const { figure } = new LayerShapes(model, el);
  return figure.destroy;
}

export default { render };
