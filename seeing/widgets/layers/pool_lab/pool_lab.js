/* PoolLab: a map of numbers, the window on it, what is pooled, and where the gradient goes. */

import {
  countChanged,
  firstLargest,
  movedRight,
  pooling,
  poolWindow,
} from "../../arithmetic/pooling.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  isPlainKey,
  make,
  mount,
  resetButton,
  select,
  setSlider,
  titled,
  together,
  traitsOf,
} from "../../kit/frame.js";
import { numberGrid } from "../../kit/number_grid.js";
import { clampTo, format } from "../../kit/numbers.js";
import { SIGNED_STYLE, signedBoard } from "../../kit/signed_picture.js";

const KINDS = [
  ["max", "largest"],
  ["mean", "mean"],
];
const SIZES_OF_POOLS = ["1", "2", "3", "4"].map((text) => [text, text]);
const POOL_STATE = ["values", "kind", "size", "stride", "moved", "place"];
const FARTHEST = 5;

/* All that the figure shows, from its traits. */
export function pooledState({ values, kind, size, stride, moved, place }) {
  const [height, width] = [values.length, values[0].length];
  const layer = { size, stride, kind };
  const rows = movedRight(values, moved);
  const flat = rows.flat();
  const now = pooling(flat, height, width, layer);
  const still = pooling(values.flat(), height, width, layer);
  const index = clampTo(place, now.out.length);
  const seen = now.out.length
    ? poolWindow(Math.floor(index / now.columns), index % now.columns, size, stride, width)
    : [];
  return {
    ...now,
    shown: rows,
    flat,
    width,
    index,
    seen,
    best: seen.length ? firstLargest(flat, seen) : -1,
    changed: countChanged(now.out, still.out),
  };
}

class PoolLab {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, { label: "Pooling a map", height: this.model.get("_height") });
    this.initial = this.figure.remember(this.model, POOL_STATE);
    this.makeParts();
    this.listen();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.boxes = {
      kind: this.choose("Keep the", KINDS, "kind", String),
      size: this.choose("Window", SIZES_OF_POOLS, "size", Number),
      stride: this.choose("Stride", SIZES_OF_POOLS, "stride", Number),
    };
    this.grid = numberGrid({
      rows: this.initial.values.length,
      cols: this.initial.values[0].length,
      values: this.initial.values,
      label: "map",
      kind: "input",
      // What is written is a new picture, which has not been moved yet.
      onChange: (values) => assign(this.model, { values, moved: 0 }),
    });
    this.pooled = make("div", {
      class: "board output pooled",
      role: "slider",
      tabindex: 0,
      "aria-label": "Pooled map",
    });
  }

  listen() {
    this.pooled.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.pooled.setPointerCapture(event.pointerId);
      this.point(event);
    });
    this.pooled.addEventListener("pointermove", (event) => {
      if (this.pooled.hasPointerCapture(event.pointerId)) this.point(event);
    });
    this.pooled.addEventListener("keydown", (event) => {
      if (!isPlainKey(event)) return;
      const { out, columns, index } = pooledState(this.read());
      const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
      const to = { Home: 0, End: out.length - 1 }[event.key] ?? (by && index + by);
      if (to === undefined) return;
      event.preventDefault();
      if (to >= 0 && to < out.length) this.go(to);
    });
  }

  arrange() {
    this.back = signedBoard("Gradient");
    this.figure.root.append(make("style", {}, SIGNED_STYLE + POOL_STYLE));
    this.figure.body.append(
      controlRow(this.boxes.kind.element, this.boxes.size.element, this.boxes.stride.element),
      controlRow(
        together(button("Move left", this.step(-1)), button("Move right", this.step(1))),
        resetButton(() => assign(this.model, this.initial)),
      ),
      make(
        "div",
        { class: "parts" },
        titled("input", "Map", this.grid.element),
        titled("output", "Pooled", this.pooled),
        titled("gradient", "Way back: each output sends 1", this.back.element),
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, POOL_STATE, () => this.draw()));
  }

  read() {
    return traitsOf(this.model, POOL_STATE);
  }

  go(place) {
    assign(this.model, { place });
  }

  choose(label, options, name, parse) {
    return select(label, options, String(this.model.get(name)), (value) =>
      assign(this.model, { [name]: parse(value) }),
    );
  }

  step(by) {
    return () => {
      const moved = this.model.get("moved") + by;
      if (Math.abs(moved) <= FARTHEST) assign(this.model, { moved });
    };
  }

  // By place and not by cell: the cells are new after each step of a pointer that is held down.
  point(event) {
    const { rows, columns } = pooledState(this.read());
    const box = this.pooled.getBoundingClientRect();
    const at = (share, count) => clampTo(Math.floor(share * count), count);
    if (rows * columns === 0) return;
    this.go(
      at((event.clientY - box.top) / box.height, rows) * columns +
        at((event.clientX - box.left) / box.width, columns),
    );
  }

  draw() {
    const state = this.read();
    const found = pooledState(state);
    for (const name of ["kind", "size", "stride"]) this.boxes[name].update(String(state[name]));
    this.drawMap(found, state.kind);
    this.drawPooled(found);
    this.back.update([...found.back], found.width);
    if (found.out.length) this.speak(state, found);
    else {
      setSlider(this.pooled, 0, 0, "The window does not fit");
      this.figure.readout("The window is larger than the map: make it smaller.");
    }
    this.challenge.update(
      state.kind === "max" && Math.max(...found.back) >= 4,
      "One pixel is the largest of four windows or more, and they all send their gradient there. Can it be the largest of nine?",
      "Choose a window and a stride with which one pixel gets a gradient of 4.",
    );
  }

  drawMap({ shown, width, seen, best }, kind) {
    this.grid.update(shown);
    shown.flat().forEach((_, i) => {
      const cell = this.grid.cell(Math.floor(i / width), i % width);
      cell.classList.toggle("seen", seen.includes(i));
      cell.classList.toggle("best", kind === "max" && i === best);
    });
  }

  drawPooled({ out, columns, index }) {
    this.pooled.style.setProperty("--columns", Math.max(columns, 1));
    const cells = Array.from(out, (value, i) =>
      make(
        "span",
        { class: "cell", "aria-current": i === index && "true" },
        format(Number(value.toFixed(2))),
      ),
    );
    this.pooled.replaceChildren(...cells);
  }

  speak({ kind, moved }, { out, rows, columns, index, seen, flat, changed }) {
    const numbers = seen.map((i) => format(flat[i]));
    const value = format(Number(out[index].toFixed(3)));
    const sum =
      kind === "max"
        ? `max(${numbers.join(", ")}) = `
        : `(${numbers.join(" + ")}) / ${numbers.length} = `;
    const where = `row ${Math.floor(index / columns)}, column ${index % columns}`;
    const far = `${Math.abs(moved)} ${Math.abs(moved) === 1 ? "pixel" : "pixels"} to the ${moved > 0 ? "right" : "left"}`;
    const note = moved
      ? `Moved ${far}: ${changed} of ${out.length} outputs ${changed === 1 ? "is" : "are"} other than before.`
      : `${rows} × ${columns} outputs. Move the map, and see how many change.`;
    setSlider(this.pooled, index, out.length, `${where}: ${value}`);
    this.figure.readout(
      `${where}: ${sum}${value}. ${note}`,
      make(
        "span",
        {},
        make("span", { class: "equation" }, sum, make("b", { class: "output" }, value)),
        make("span", { class: "note" }, note),
      ),
    );
  }
}

function render({ model, el }) {
  const { figure } = new PoolLab(model, el);
  return figure.destroy;
}

const POOL_STYLE = `
.controls + .controls { margin-top: 8px; }
.parts { display: flex; flex-wrap: wrap; gap: 14px 28px; margin-top: 16px; align-items: flex-start; }
.parts { --cell: 33px; }
@container (min-width: 640px) { .parts { --cell: 38px; gap: 14px 34px; } }
.gradient { --role: var(--sk-gradient); }
.parts .cell { font-size: 13px; }
.input .cell.seen { border: 2px solid var(--sk-kernel); background: var(--sk-kernel-soft); }
.input .cell.best { background: var(--sk-kernel); color: var(--sk-paper); }
.pooled { cursor: pointer; border-radius: 4px; touch-action: pan-y; user-select: none; }
.pooled .cell[aria-current="true"] { background: var(--sk-output); color: var(--sk-paper); }
.readout { min-height: 110px; }
@container (min-width: 640px) { .readout { min-height: 66px; } }
`;

export default { render };
