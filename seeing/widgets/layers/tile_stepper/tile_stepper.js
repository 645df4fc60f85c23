/* TileStepper: which pixels a program of a tiled convolution reads, round by round. */

import { assign, bind, button, make, mount, select } from "../../kit/frame.js";
import { CELLS_STYLE, cellGrid } from "../../kit/cell_grid.js";
import { player } from "../../kit/player.js";
import { roundAt, tileShape } from "../../arithmetic/tiles.js";

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

function render({ model, el }) {
  const figure = mount(el, {
    label: "What the programs of a convolution read",
    height: model.get("_height"),
  });
  const initial = Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
  const read = () => Object.fromEntries(NUMBERS.map(([name, ours]) => [ours, model.get(name)]));
  const count = () => tileShape(read()).rounds;
  const index = () => Math.min(model.get("position"), count() - 1);
  const go = (position) => assign(model, { position });
  const play = player({ index, count, go, onChange() {} });

  const boxes = NUMBERS.map(([name, , label, values]) => {
    const box = select(
      label,
      values.map((value) => [String(value), String(value)]),
      String(model.get(name)),
      (value) => {
        play.stop();
        assign(model, { [name]: Number(value) });
      },
    );
    return { name, box };
  });
  const reset = button("Reset", () => {
    play.stop();
    assign(model, initial);
  });
  const output = cellGrid({ role: "output", label: "Round of the kernel", onKey: move });
  const channels = Array.from({ length: MOST_CHANNELS }, (_, channel) => {
    const grid = cellGrid({ role: "input", label: `Channel ${channel}` });
    return {
      grid,
      box: make("div", { class: "input" }, title(`Channel ${channel}`), grid.element),
    };
  });
  figure.root.append(make("style", {}, CELLS_STYLE, STEPPER_STYLE));
  figure.body.append(
    make("div", { class: "controls choices" }, ...boxes.map(({ box }) => box.element)),
    make(
      "div",
      { class: "controls" },
      make("span", { class: "together" }, play.step, play.play, reset),
    ),
    make(
      "div",
      { class: "pair" },
      ...channels.map(({ box }) => box),
      make("div", { class: "output" }, title("Output, each map"), output.element),
    ),
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  /* A place of the output that is pointed at: the program that computes it, in the same round. */
  function point({ clientX, clientY }) {
    const place = [...output.element.children].indexOf(
      figure.root.elementFromPoint(clientX, clientY),
    );
    if (place < 0) return;
    const { window } = tileShape(read());
    play.stop();
    go(Math.floor(place / model.get("tile")) * window + (index() % window));
  }
  output.element.addEventListener("pointerdown", point);
  output.element.addEventListener("pointermove", (event) => {
    if (event.buttons & 1) point(event);
  });

  function move(key) {
    const { window, rounds } = tileShape(read());
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: window, ArrowUp: -window }[key];
    const to = key === "Home" ? 0 : key === "End" ? rounds - 1 : index() + (by ?? 0);
    if (by === undefined && key !== "Home" && key !== "End") return false;
    play.stop();
    if (to >= 0 && to < rounds) go(to);
    return true;
  }

  function draw() {
    const layer = read();
    const shape = tileShape(layer);
    const now = roundAt(layer, index());
    const mine = new Set(now.places);
    const loaded = new Set(now.pixels.map(({ row, column }) => `${row} ${column}`));
    const before = earlier(layer, index(), shape.window);
    channels.forEach(({ grid, box }, channel) => {
      box.hidden = channel >= layer.channels;
      grid.update(layer.height, layer.width, (row, column) => {
        if (channel === now.channel && loaded.has(`${row} ${column}`)) return "tap";
        return before.has(`${channel} ${row} ${column}`) ? "before" : "";
      });
    });
    output.update(shape.rows, shape.columns, (row, column) => {
      const place = row * shape.columns + column;
      return mine.has(place) ? "now" : place < now.places[0] ? "before" : "";
    });
    for (const { name, box } of boxes) box.update(String(model.get(name)));
    speak(layer, shape, now);
    el.dispatchEvent(new CustomEvent("seeing-drawn", { bubbles: true, detail: shape.read }));
  }

  function speak(layer, shape, now) {
    const where = `program ${now.program} of ${shape.programs}, k = ${now.k}: channel ${now.channel}, row ${now.row}, column ${now.column}`;
    const pixels = `${now.pixels.length} ${now.pixels.length === 1 ? "pixel" : "pixels"}`;
    const reads = `this round reads ${pixels} and ${layer.maps} ${layer.maps === 1 ? "weight" : "weights"}${now.masked ? `; ${now.masked} ${now.masked === 1 ? "place is" : "places are"} masked` : ""}`;
    const sum = `${shape.window} · (${shape.places} + ${shape.programs} · ${layer.maps}) = ${shape.read} numbers are read in all rounds`;
    const least = `numbers of a window · (places + programs · maps); image and kernels have ${shape.once} numbers`;
    output.say(where, index(), shape.rounds);
    figure.readout(
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
    challenge.replaceChildren(
      make("b", {}, half ? "Solved. " : "Try it. "),
      half
        ? "Each weight now serves a whole tile of places. What is left are the pixels, each still read for every window it lies in."
        : "Find a layer and a tile that read at most a quarter of what tiles of one place read.",
    );
  }

  figure.onCleanup(bind(model, STATE, draw));
  figure.onCleanup(play.stop);
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
