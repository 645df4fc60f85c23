/* TileStepper: which pixels a program of a tiled convolution reads, round by round. */

import { roundAt, tileShape } from "../../arithmetic/tiles.js";
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
} from "../../kit/frame.js";
import { player } from "../../kit/player.js";

/* What Python calls it, what this module calls it, its label, its choices. */
const NUMBERS = [
  ["height", "height", "Image height", [3, 4, 5, 6, 7, 8]],
  ["width", "width", "Image width", [3, 4, 5, 6, 7, 8, 9, 10]],
  ["channels", "channels", "Channels", [1, 2, 3]],
  ["kernel_height", "kernelHeight", "Kernel height", [1, 2, 3]],
  ["kernel_width", "kernelWidth", "Kernel width", [1, 2, 3]],
  ["maps", "maps", "Output maps", [1, 2, 4, 8, 16]],
  ["tile", "tile", "Places in a tile", [1, 2, 4, 8, 16, 32]],
];
const STATE = [...NUMBERS.map(([name]) => name), "position"];
const MOST_CHANNELS = 3;

class TileStepper {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "What the programs of a convolution read",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, STATE);
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.play = player({
      index: () => this.index(),
      count: () => this.count(),
      go: (position) => this.go(position),
      onChange() {},
    });
    this.boxes = NUMBERS.map(([name, , label, values]) => {
      const box = select(
        label,
        values.map((value) => [String(value), String(value)]),
        String(this.model.get(name)),
        (value) => {
          this.play.stop();
          assign(this.model, { [name]: Number(value) });
        },
      );
      return { name, box };
    });
    this.reset = resetButton(() => {
      this.play.stop();
      assign(this.model, this.initial);
    });
    this.output = cellGrid({
      role: "output",
      label: "Round of the kernel",
      onKey: (key) => this.move(key),
    });
    this.channels = Array.from({ length: MOST_CHANNELS }, (_, channel) => {
      const grid = cellGrid({ role: "input", label: `Channel ${channel}` });
      return {
        grid,
        box: make("div", { class: "input" }, title(`Channel ${channel}`), grid.element),
      };
    });
  }

  arrange() {
    this.figure.root.append(make("style", {}, CELLS_STYLE, STEPPER_STYLE));
    this.figure.body.append(
      make("div", { class: "controls choices" }, ...this.boxes.map(({ box }) => box.element)),
      controlRow(together(this.play.step, this.play.play, this.reset)),
      make(
        "div",
        { class: "pair" },
        ...this.channels.map(({ box }) => box),
        make("div", { class: "output" }, title("Output, each map"), this.output.element),
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
    this.output.element.addEventListener("pointerdown", (...args) => this.point(...args));
    this.output.element.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.point(event);
    });
  }

  follow() {
    this.figure.onCleanup(bind(this.model, STATE, () => this.draw()));
    this.figure.onCleanup(this.play.stop);
  }

  read() {
    return Object.fromEntries(NUMBERS.map(([name, ours]) => [ours, this.model.get(name)]));
  }

  count() {
    return tileShape(this.read()).rounds;
  }

  index() {
    return Math.min(this.model.get("position"), this.count() - 1);
  }

  go(position) {
    assign(this.model, { position });
  }

  /* A place of the output that is pointed at: the program that computes it, in the same round. */
  point({ clientX, clientY }) {
    const place = [...this.output.element.children].indexOf(
      this.figure.root.elementFromPoint(clientX, clientY),
    );
    if (place < 0) return;
    const { window } = tileShape(this.read());
    this.play.stop();
    this.go(Math.floor(place / this.model.get("tile")) * window + (this.index() % window));
  }

  move(key) {
    const { window, rounds } = tileShape(this.read());
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: window, ArrowUp: -window }[key];
    const to = key === "Home" ? 0 : key === "End" ? rounds - 1 : this.index() + (by ?? 0);
    if (by === undefined && key !== "Home" && key !== "End") return false;
    this.play.stop();
    if (to >= 0 && to < rounds) this.go(to);
    return true;
  }

  draw() {
    const layer = this.read();
    const shape = tileShape(layer);
    const now = roundAt(layer, this.index());
    const mine = new Set(now.places);
    const loaded = new Set(now.pixels.map(({ row, column }) => `${row} ${column}`));
    const before = earlier(layer, this.index(), shape.window);
    this.channels.forEach(({ grid, box }, channel) => {
      box.hidden = channel >= layer.channels;
      grid.update(layer.height, layer.width, (row, column) => {
        if (channel === now.channel && loaded.has(`${row} ${column}`)) return "tap";
        return before.has(`${channel} ${row} ${column}`) ? "before" : "";
      });
    });
    this.output.update(shape.rows, shape.columns, (row, column) => {
      const place = row * shape.columns + column;
      return mine.has(place) ? "now" : place < now.places[0] ? "before" : "";
    });
    for (const { name, box } of this.boxes) box.update(String(this.model.get(name)));
    this.speak(layer, shape, now);
  }

  speak(layer, shape, now) {
    const where = `program ${now.program} of ${shape.programs}, k = ${now.k}: channel ${now.channel}, row ${now.row}, column ${now.column}`;
    const pixels = `${now.pixels.length} ${now.pixels.length === 1 ? "pixel" : "pixels"}`;
    const reads = `this round reads ${pixels} and ${layer.maps} ${layer.maps === 1 ? "weight" : "weights"}${now.masked ? `; ${now.masked} ${now.masked === 1 ? "place is" : "places are"} masked` : ""}`;
    const sum = `${shape.window} · (${shape.places} + ${shape.programs} · ${layer.maps}) = ${shape.read} numbers are read in all rounds`;
    const least = `numbers of a window · (places + programs · maps); image and kernels have ${shape.once} numbers`;
    this.output.say(where, this.index(), shape.rounds);
    this.figure.readout(
      `${where}; ${reads}. ${sum}: ${least}.`,
      make(
        "span",
        {},
        make("span", { class: "equation" }, where),
        make("span", { class: "note" }, reads),
        make("span", { class: "equation" }, sum),
        make("span", { class: "note" }, least),
      ),
    );
    const half = tileShape({ ...layer, tile: 1 }).read >= 4 * shape.read;
    this.challenge.update(
      half,
      "Each weight now serves a whole tile of places. What is left are the pixels, each still read for every window it lies in.",
      "Find a layer and a tile that read at most a quarter of what tiles of one place read.",
    );
  }
}

function render({ model, el }) {
  const { figure } = new TileStepper(model, el);
  return figure.destroy;
}

function title(text) {
  return make("p", { class: "title" }, make("b", {}, text));
}

/* What this program has read in its earlier rounds: "channel row column". */
function earlier(layer, position, window) {
  const from = position - (position % window);
  const seen = Array.from({ length: position - from }, (_, i) => roundAt(layer, from + i));
  return new Set(
    seen.flatMap(({ channel, pixels }) =>
      pixels.map(({ row, column }) => `${channel} ${row} ${column}`),
    ),
  );
}

const STEPPER_STYLE = `
.input[hidden] { display: none; }
.cells.input > .before { background: var(--sk-kernel-soft); }
.cells.output { cursor: pointer; touch-action: pan-y; }
.cells.output > .before { background: color-mix(in srgb, var(--sk-output) 30%, var(--sk-paper)); }
.readout { min-height: 110px; }
@container (max-width: 600px) { .readout { min-height: 188px; } }
`;

export default { render };
