/* What LayerStepper is made of: boards of numbers that are read, pressed and walked by keys. */

import { isPlainKey, make, setSlider } from "../../kit/frame.js";
import { clampTo, format } from "../../kit/numbers.js";

/* A board of numbers on which a place is chosen by pressing, dragging and keys.
   onPress(row, column): the cell under the pointer. With onKey(key) -> boolean it is a slider, and
   else a picture for the pointer alone. {element, update(rows of numbers, classOf)} */
export function pressedBoard({ role, label, onPress, onKey }) {
  const element = make("div", {
    class: `board ${role} pressed`,
    role: onKey ? "slider" : "img",
    tabindex: onKey ? 0 : null,
    "aria-label": label,
  });
  let shape = [1, 1];
  // By place and not by cell: the cells are new after each step of a pointer that is held down.
  const point = (event) => {
    const box = element.getBoundingClientRect();
    const at = (share, count) => clampTo(Math.floor(share * count), count);
    onPress(
      at((event.clientY - box.top) / box.height, shape[0]),
      at((event.clientX - box.left) / box.width, shape[1]),
    );
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    point(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) point(event);
  });
  if (onKey) {
    element.addEventListener("keydown", (event) => {
      if (isPlainKey(event) && onKey(event.key)) event.preventDefault();
    });
  }
  return {
    element,
    update(rows, classOf) {
      shape = [rows.length, rows[0].length];
      element.style.setProperty("--columns", shape[1]);
      element.replaceChildren(
        ...rows.flatMap((row, s) =>
          row.map((value, t) => make("span", { class: `cell ${classOf(s, t)}` }, format(value))),
        ),
      );
    },
    say: (place, count, text) => setSlider(element, place, count, text),
  };
}

/* A window's products in one channel: each weight times its number, and what comes out. */
export function productBoard() {
  const element = make("div", { class: "board products", role: "img" });
  return {
    element,
    update(terms, label) {
      element.style.setProperty("--columns", Math.sqrt(terms.length));
      element.setAttribute(
        "aria-label",
        `${label}: ${terms.map(({ k, x }) => `${format(k)} times ${format(x)}`).join(", ")}`,
      );
      element.replaceChildren(
        ...terms.map(({ k, x, product }) =>
          make(
            "span",
            { class: "cell" },
            make(
              "small",
              {},
              make("b", { class: "kernel" }, format(k)),
              "·",
              make("b", { class: "input" }, x < 0 ? `(${format(x)})` : format(x)),
            ),
            make("span", {}, format(product)),
          ),
        ),
      );
    },
  };
}

export const LAYER_STYLE = `
.controls + .controls { margin-top: 8px; }
.title { margin: 0 0 4px; font-size: 13px; font-weight: 600; line-height: 1.3; color: var(--role, var(--sk-ink)); }
.layer { --gap: 8px; --unit: min((100cqi - 2 * var(--space) - 4px - 2 * var(--gap)) / 13, 24px); margin-top: 14px; }
.channels { display: grid; grid-template-columns: repeat(3, max-content); gap: 8px var(--gap); align-items: start; }
.maps, .sums { display: flex; flex-wrap: wrap; gap: 10px 16px; margin-top: 14px; align-items: flex-start; }
.layer .cell { font-size: 12px; }
.channels .pressed { --cell: calc(var(--unit) * 7 / var(--columns)); }
.channels .kernel { --cell: var(--unit); }
.maps .pressed { --cell: calc(var(--unit) * 5.5 / var(--columns)); }
.maps .bias { --cell: 34px; display: flex; align-items: center; gap: 6px; margin-bottom: 6px; font-size: 13px; }
.maps > div { min-width: calc(var(--unit) * 6); }
.sums { --cell: clamp(27px, (100cqi - 2 * var(--space) - 30px) / 9, 40px); gap: 10px 12px; }
@container (min-width: 640px) {
  .layer { --gap: 14px; --unit: 24px; display: grid; grid-template-columns: max-content 1fr; column-gap: 34px; }
  .maps { margin-top: 0; min-height: 220px; gap: 10px 34px; }
  .sums { --cell: 35px; gap: 10px 12px; }
}
.pressed { cursor: pointer; border-radius: 4px; touch-action: pan-y; user-select: none; -webkit-user-select: none; }
.cell.rim { border-style: dashed; border-color: var(--sk-line); background: none; color: var(--sk-muted); font-weight: 400; }
.cell.seen { border: 2px solid var(--sk-kernel); background: var(--sk-kernel-soft); }
.cell.now { background: var(--sk-output); color: var(--sk-paper); }
.chosen .cell { border-color: var(--sk-kernel); }
.products .cell { flex-direction: column; gap: 1px; line-height: 1.05; border-color: var(--sk-line); background: none; color: var(--sk-ink); font-size: min(14px, var(--cell) * 0.38); }
.products small { font-weight: 400; font-size: clamp(9px, var(--cell) * 0.27, 11px); color: var(--sk-muted); }
.products b { font-weight: 600; color: var(--role); }
.sum { margin: 3px 0 0; font-size: 14px; }
.readout { min-height: 110px; }
@container (min-width: 640px) { .readout { min-height: 88px; } }
`;
