/* Grids of small cells without numbers: an image with its padding, an output with the current
   place. */

import { isPlainKey, make, setSlider } from "./frame.js";

/* {element, update(rows, columns, classOf), say(text, place, count)}. With onKey the grid is a
   slider for the window's place; with onPick its cells can be chosen. */
export function cellGrid({ role, label, onKey, onPick }) {
  const element = make("div", {
    class: `cells ${role}`,
    "aria-label": label,
    role: onKey ? "slider" : "group",
  });
  if (onKey) {
    element.tabIndex = 0;
    element.addEventListener("keydown", (event) => {
      if (isPlainKey(event) && onKey(event.key)) event.preventDefault();
    });
  }
  element.addEventListener("click", (event) => {
    const place = [...element.children].indexOf(event.target.closest("button"));
    if (onPick && place >= 0) onPick(place);
  });
  let made = "";
  return {
    element,
    update(rows, columns, classOf) {
      if (made !== `${rows} ${columns}`) {
        made = `${rows} ${columns}`;
        element.style.setProperty("--columns", columns);
        const cell = (i) =>
          onPick
            ? make("button", {
                type: "button",
                tabindex: "-1",
                "aria-label": `Output row ${Math.floor(i / columns)} column ${i % columns}`,
              })
            : make("i");
        element.replaceChildren(...Array.from({ length: rows * columns }, (_, i) => cell(i)));
      }
      [...element.children].forEach((cell, i) => {
        cell.className = classOf(Math.floor(i / columns), i % columns);
      });
    },
    say: (text, place, count) => setSlider(element, place, count, text),
  };
}

export const CELLS_STYLE = `
.choices { display: flex; flex-wrap: wrap; gap: 8px 14px; margin-bottom: 12px; font-size: 14px; }
.pair { display: flex; flex-wrap: wrap; gap: 14px 32px; margin-top: 16px; align-items: flex-start; }
.title { margin: 0 0 6px; font-size: 14px; }
.title b { font-weight: 600; color: var(--role); }
.size { font-size: 13px; color: var(--sk-muted); }
.cells {
  --side: clamp(9px, (100cqi - 2 * var(--space) - 4px) / var(--columns), 24px);
  display: grid; grid-template-columns: repeat(var(--columns), var(--side)); grid-auto-rows: var(--side);
  width: max-content; border-radius: 4px;
}
.cells > * {
  margin: 0; padding: 0; border: 1px solid color-mix(in srgb, var(--role) 40%, var(--sk-paper));
  background: var(--fill); border-radius: 0; min-width: 0; min-height: 0;
}
.cells > button { cursor: pointer; }
.cells > .rim { background: none; border: 1px dashed var(--sk-line); }
.cells > .unseen {
  background: linear-gradient(to top right, transparent 44%, var(--sk-edge) 44% 56%, transparent 56%),
    linear-gradient(to bottom right, transparent 44%, var(--sk-edge) 44% 56%, transparent 56%), var(--sk-paper);
}
.cells > .tap { background: var(--sk-kernel); border-color: var(--sk-paper); }
.cells > .rim.tap { background: color-mix(in srgb, var(--sk-kernel) 35%, var(--sk-paper)); }
.cells > .now { background: var(--sk-output); border-color: var(--sk-output); }
.readout { min-height: 110px; }
`;
