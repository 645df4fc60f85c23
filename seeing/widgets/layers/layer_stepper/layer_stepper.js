/* LayerStepper: three channels with their rim, two kernels of three sheets, two biases, two maps,
   and the 27 products of the output that is chosen. */

import { convolutionLayer, windowTerms } from "../../arithmetic/convolution_layer.js";
import { parameterCount } from "../../arithmetic/layers.js";
import {
  assign,
  bind,
  button,
  controlRow,
  keptChallenge,
  make,
  mount,
  resetButton,
  select,
  titled,
  together,
  traitsOf,
} from "../../kit/frame.js";
import { numberGrid } from "../../kit/number_grid.js";
import { clampTo, format, sameRows } from "../../kit/numbers.js";
import { player } from "../../kit/player.js";
import { LAYER_STYLE, pressedBoard, productBoard } from "./boards.js";

const STATE = ["image", "kernels", "biases", "stride", "padding", "map", "place"];
const TASK = "Make map 0 a copy of channel 1, all of it.";
const SOLVED =
  "A single weight of 1 copies, and a stride of 1 with a padding of 1 keeps the size. Weights and biases are what training changes; stride and padding are chosen before it.";
const choices = (low, high) =>
  Array.from({ length: high - low + 1 }, (_, i) => [String(low + i), String(low + i)]);

/* All that the figure shows, from its traits. */
export function steppedLayer(state) {
  const found = convolutionLayer(state);
  const { rows, columns, padded, maps } = found;
  const index = clampTo(state.place, rows * columns);
  const [s, t] = [Math.floor(index / columns), index % columns];
  const parts = windowTerms(padded, state.kernels[state.map], s, t, state.stride);
  return { ...found, index, s, t, parts, value: maps[state.map][s][t] };
}

class LayerStepper {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "Every number of a convolution layer",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, STATE);
    this.makeControls();
    this.makeBoards();
    this.arrange();
    this.figure.onCleanup(bind(this.model, STATE, () => this.draw()));
    this.figure.onCleanup(this.play.stop);
  }

  makeControls() {
    const all = () => {
      const { rows, columns } = steppedLayer(this.read());
      return rows * columns;
    };
    this.play = player({
      index: () => this.model.get("map") * all() + steppedLayer(this.read()).index,
      count: () => 2 * all(),
      go: (index) => this.go(Math.floor(index / all()), index % all()),
      onChange() {},
    });
    const box = (label, name, low, high) =>
      select(label, choices(low, high), String(this.model.get(name)), (value) => {
        this.play.stop();
        assign(this.model, { [name]: Number(value) });
      });
    this.boxes = {
      stride: box("Stride", "stride", 1, 3),
      padding: box("Padding", "padding", 0, 2),
    };
    this.challenge = keptChallenge(TASK);
    this.reset = resetButton(() => {
      this.play.stop();
      assign(this.model, this.initial);
    });
    this.clear = button("Set kernel 0 to zeros", () => {
      this.setKernels((kernel, o) =>
        o ? kernel : kernel.map((sheet) => sheet.map((r) => r.map(() => 0))),
      );
      assign(this.model, { biases: this.model.get("biases").map((bias, o) => (o ? bias : 0)) });
    });
  }

  makeBoards() {
    const { image, kernels, biases } = this.initial;
    this.channels = image.map((_, c) =>
      pressedBoard({
        role: "input",
        label: `Channel ${c} with its rim`,
        onPress: (row, column) => this.press(row, column),
      }),
    );
    this.sheets = kernels.map((kernel, o) =>
      kernel.map((sheet, c) =>
        this.grid(`kernel ${o} channel ${c}`, sheet, (rows) =>
          this.setKernels((one, p) =>
            p === o ? one.map((old, d) => (d === c ? rows : old)) : one,
          ),
        ),
      ),
    );
    this.biases = biases.map((bias, o) =>
      this.grid(`bias of map ${o}`, [[bias]], ([[value]]) =>
        assign(this.model, {
          biases: this.model.get("biases").map((old, p) => (p === o ? value : old)),
        }),
      ),
    );
    this.maps = kernels.map((_, o) =>
      pressedBoard({
        role: "output",
        label: `Output map ${o}`,
        onPress: (row, column) => {
          const { columns } = steppedLayer(this.read());
          this.take(o, row * columns + column);
        },
        onKey: (key) => this.walk(o, key),
      }),
    );
    this.products = image.map(() => ({ board: productBoard(), sum: make("p", { class: "sum" }) }));
  }

  grid(label, values, onChange) {
    const [rows, cols] = [values.length, values[0].length];
    return numberGrid({ rows, cols, values, label, kind: "kernel", onChange });
  }

  arrange() {
    this.figure.root.append(make("style", {}, LAYER_STYLE));
    const rows = this.channels.flatMap(({ element }, c) => [
      titled("input", `x[${c}]`, element),
      ...this.sheets.map((kernel, o) => titled("kernel", `w[${o}, ${c}]`, kernel[c].element)),
    ]);
    const maps = this.maps.map(({ element }, o) =>
      titled(
        "output",
        `Map y[${o}]`,
        make("div", { class: "bias kernel" }, `b[${o}]`, this.biases[o].element),
        element,
      ),
    );
    this.heads = this.products.map(() => make("p", { class: "title" }));
    const sums = this.products.map(({ board, sum }, c) =>
      make("div", {}, this.heads[c], board.element, sum),
    );
    this.figure.body.append(
      controlRow(this.boxes.stride.element, this.boxes.padding.element),
      controlRow(together(this.play.step, this.play.play, this.reset), this.clear),
      make(
        "div",
        { class: "layer" },
        make("div", { class: "channels" }, ...rows),
        make(
          "div",
          {},
          make("div", { class: "maps" }, ...maps),
          make("div", { class: "sums" }, ...sums),
        ),
      ),
    );
    this.figure.foot.append(this.challenge.element);
  }

  read() {
    return traitsOf(this.model, STATE);
  }

  setKernels(change) {
    assign(this.model, { kernels: this.model.get("kernels").map(change) });
  }

  go(map, place) {
    assign(this.model, { map, place });
  }

  take(map, place) {
    this.play.stop();
    this.go(map, place);
  }

  /* Choose the window whose middle is nearest to a number of the padded picture. */
  press(row, column) {
    const { rows, columns } = steppedLayer(this.read());
    const near = (at, count) => clampTo(Math.round((at - 1) / this.model.get("stride")), count);
    this.take(this.model.get("map"), near(row, rows) * columns + near(column, columns));
  }

  walk(map, key) {
    const { index, rows, columns } = steppedLayer(this.read());
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[key];
    const to = { Home: 0, End: rows * columns - 1 }[key] ?? (by && index + by);
    if (to === undefined) return false;
    if (to >= 0 && to < rows * columns) this.take(map, to);
    return true;
  }

  draw() {
    const state = this.read();
    const found = steppedLayer(state);
    for (const name of ["stride", "padding"]) this.boxes[name].update(String(state[name]));
    this.drawChannels(state, found);
    state.kernels.forEach((kernel, o) => {
      kernel.forEach((sheet, c) => {
        this.sheets[o][c].update(sheet);
        this.sheets[o][c].element.classList.toggle("chosen", o === state.map);
      });
      this.biases[o].update([[state.biases[o]]]);
      this.maps[o].update(found.maps[o], (s, t) =>
        o === state.map && s === found.s && t === found.t ? "now" : "",
      );
      const { s, t, index, rows, columns } = found;
      const value = format(found.maps[o][s][t]);
      this.maps[o].say(index, rows * columns, `row ${s}, column ${t}: ${value}`);
    });
    this.drawProducts(state, found);
    this.speak(state, found);
    if (sameRows(found.maps[0], state.image[1])) this.challenge.update(SOLVED);
  }

  drawChannels({ image, padding, stride }, { padded, s, t }) {
    const [height, width] = [image[0].length, image[0][0].length];
    const inside = (at, n) => at >= padding && at < padding + n;
    const seen = (at, place) => at >= place * stride && at < place * stride + 3;
    this.channels.forEach((channel, c) => {
      channel.update(padded[c], (row, column) =>
        [
          inside(row, height) && inside(column, width) ? "" : "rim",
          seen(row, s) && seen(column, t) ? "seen" : "",
        ].join(" "),
      );
    });
  }

  drawProducts({ map }, { parts }) {
    parts.forEach(({ terms, sum }, c) => {
      this.heads[c].textContent = `w[${map}, ${c}] · x[${c}]`;
      this.products[c].board.update(terms, `Products of channel ${c}`);
      this.products[c].sum.textContent = `sum ${format(sum)}`;
    });
  }

  speak({ image, biases, stride, padding, map }, { s, t, rows, columns, parts, value }) {
    const name = `y[${map}, ${s}, ${t}]`;
    const sums = parts.map(({ sum }) => (sum < 0 ? `(${format(sum)})` : format(sum))).join(" + ");
    const bias = biases[map] < 0 ? `(${format(biases[map])})` : format(biases[map]);
    const side = (n, size) => `⌊(${n} + 2·${padding} − 3) / ${stride}⌋ + 1 = ${size}`;
    const size = `Rows: ${side(image[0].length, rows)}; columns: ${side(image[0][0].length, columns)}.`;
    const parameters = parameterCount({
      channelsIn: 3,
      channelsOut: 2,
      kernelHeight: 3,
      kernelWidth: 3,
      bias: true,
    });
    const note = `${size} (3·3·3 + 1)·2 = ${parameters} parameters, whatever the stride and the padding.`;
    this.figure.readout(
      `${name} = ${sums} + bias ${bias} = ${format(value)}. ${note}`,
      make(
        "span",
        {},
        make(
          "span",
          { class: "equation" },
          make("b", { class: "output" }, name),
          ` = ${sums} + bias `,
          make("b", { class: "kernel" }, bias),
          " = ",
          make("b", { class: "output" }, format(value)),
        ),
        make("span", { class: "note" }, note),
      ),
    );
  }
}

function render({ model, el }) {
  const { figure } = new LayerStepper(model, el);
  return figure.destroy;
}

export default { render };
