/* PoolLab: a map of numbers, the window on it, what is pooled, and where the gradient goes. */

import {
  assign,
  bind,
  button,
  clampTo,
  format,
  make,
  mount,
  numberGrid,
  select,
} from "../../kit/frame.js";
import {
  countChanged,
  firstLargest,
  movedRight,
  pooling,
  poolWindow,
} from "../../arithmetic/pooling.js";
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

function render({ model, el }) {
  const figure = mount(el, { label: "Pooling a map", height: model.get("_height") });
  const read = () => Object.fromEntries(POOL_STATE.map((name) => [name, model.get(name)]));
  const initial = read();
  const go = (place) => assign(model, { place });
  const choose = (label, options, name, parse) =>
    select(label, options, String(model.get(name)), (value) =>
      assign(model, { [name]: parse(value) }),
    );
  const boxes = {
    kind: choose("Keep the", KINDS, "kind", String),
    size: choose("Window", SIZES_OF_POOLS, "size", Number),
    stride: choose("Stride", SIZES_OF_POOLS, "stride", Number),
  };
  const step = (by) => () => {
    const moved = model.get("moved") + by;
    if (Math.abs(moved) <= FARTHEST) assign(model, { moved });
  };
  const grid = numberGrid({
    rows: initial.values.length,
    cols: initial.values[0].length,
    values: initial.values,
    label: "map",
    kind: "input",
    // What is written is a new picture, which has not been moved yet.
    onChange: (values) => assign(model, { values, moved: 0 }),
  });
  const pooled = make("div", {
    class: "board output pooled",
    role: "slider",
    tabindex: 0,
    "aria-label": "Pooled map",
  });
  // By place and not by cell: the cells are new after each step of a hand that is held down.
  const point = (event) => {
    const { rows, columns } = pooledState(read());
    const box = pooled.getBoundingClientRect();
    const at = (share, count) => clampTo(Math.floor(share * count), count);
    if (rows * columns === 0) return;
    go(
      at((event.clientY - box.top) / box.height, rows) * columns +
        at((event.clientX - box.left) / box.width, columns),
    );
  };
  pooled.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pooled.setPointerCapture(event.pointerId);
    point(event);
  });
  pooled.addEventListener("pointermove", (event) => {
    if (pooled.hasPointerCapture(event.pointerId)) point(event);
  });
  pooled.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { out, columns, index } = pooledState(read());
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const to = { Home: 0, End: out.length - 1 }[event.key] ?? (by && index + by);
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 && to < out.length) go(to);
  });
  const back = signedBoard("Gradient");
  const part = (role, title, content) =>
    make("div", { class: role }, make("p", { class: "title" }, title), content);
  figure.root.append(make("style", {}, SIGNED_STYLE + POOL_STYLE));
  figure.body.append(
    make(
      "div",
      { class: "controls" },
      boxes.kind.element,
      boxes.size.element,
      boxes.stride.element,
    ),
    make(
      "div",
      { class: "controls" },
      make(
        "span",
        { class: "together" },
        button("Move left", step(-1)),
        button("Move right", step(1)),
      ),
      button("Reset", () => assign(model, initial)),
    ),
    make(
      "div",
      { class: "parts" },
      part("input", "Map", grid.element),
      part("output", "Pooled", pooled),
      part("gradient", "Way back: each output sends 1", back.element),
    ),
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  function draw() {
    const state = read();
    const found = pooledState(state);
    const { out, rows, columns, index, seen, best, flat, width, shown } = found;
    for (const name of ["kind", "size", "stride"]) boxes[name].update(String(state[name]));
    grid.update(shown);
    shown.flat().forEach((_, i) => {
      const cell = grid.cell(Math.floor(i / width), i % width);
      cell.classList.toggle("seen", seen.includes(i));
      cell.classList.toggle("best", state.kind === "max" && i === best);
    });
    pooled.style.setProperty("--columns", Math.max(columns, 1));
    pooled.replaceChildren(
      ...Array.from(out, (value, i) =>
        make(
          "span",
          { class: "cell", "aria-current": i === index && "true" },
          format(Number(value.toFixed(2))),
        ),
      ),
    );
    back.update([...found.back], width);
    const values = { valuemin: 0, valuemax: Math.max(out.length - 1, 0), valuenow: index };
    for (const [name, value] of Object.entries(values)) pooled.setAttribute(`aria-${name}`, value);
    speak(state, found, { rows, columns });
    const solved = state.kind === "max" && Math.max(...found.back) >= 4;
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "One pixel is the largest of four windows or more, and they all send their gradient there. Can it be the largest of nine?"
        : "Choose a window and a stride with which one pixel gets a gradient of 4.",
    );
    el.dispatchEvent(new CustomEvent("seeing-drawn", { bubbles: true, detail: out.length }));

    function speak({ kind, moved }, { changed }, shape) {
      if (!out.length) {
        pooled.setAttribute("aria-valuetext", "The window does not fit");
        figure.readout("The window is larger than the map: make it smaller.");
        return;
      }
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
        : `${shape.rows} × ${shape.columns} outputs. Move the map, and see how many change.`;
      pooled.setAttribute("aria-valuetext", `${where}: ${value}`);
      figure.readout(
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

  figure.onCleanup(bind(model, POOL_STATE, draw));
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
