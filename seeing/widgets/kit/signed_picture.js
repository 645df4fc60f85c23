/* Pictures of values with a sign, and boards of numbers coloured by theirs. */

import { colourTable, paintInto, rgbOf } from "./colour_table.js";
import { colour, make } from "./frame.js";
import { brief, format } from "./numbers.js";

const HUGE = 1e4; // more digits than a cell has room for

/* The table of colours from negative over blank to positive, as the theme has them now. */
export function signedTable() {
  return colourTable(
    ["negative", "paper", "positive"].map((role) => rgbOf(colour(role))),
    511,
  );
}

/* Show values, rows × columns, on a picture of picture.js; ±size get the full colours. */
export function showSigned(picture, values, rows, columns, size, table) {
  const pixels = picture.resize(rows, columns);
  paintInto(
    { pixels, start: 0, stride: columns },
    { values, rows, columns },
    { table, low: -size, high: size },
  );
  picture.show();
}

/* A board of numbers that are only read: {element, update(flat values or null, columns)}. The
   stronger a number, the stronger its colour; null shows question marks. */
export function signedBoard(label) {
  const element = make("div", { class: "board signed", role: "img" });
  return {
    element,
    update(values, columns, count = values?.length ?? columns * columns) {
      const largest = values ? Math.max(...values.map(Math.abs), 1e-9) : 1;
      element.style.setProperty("--columns", columns);
      element.setAttribute(
        "aria-label",
        values ? `${label}: ${rowsText(values, columns)}` : `${label}: hidden`,
      );
      element.replaceChildren(
        ...Array.from({ length: count }, (_, i) => {
          if (!values) return make("span", { class: "cell" }, "?");
          const share = Math.round((45 * Math.abs(values[i])) / largest);
          const role = values[i] < 0 ? "negative" : "positive";
          const huge = Math.abs(values[i]) >= HUGE;
          return make(
            "span",
            {
              class: huge ? "cell huge" : "cell",
              style: `background: color-mix(in srgb, var(--sk-${role}) ${share}%, var(--sk-paper))`,
            },
            huge ? power(values[i]) : format(Number(values[i].toFixed(2))),
          );
        }),
      );
    },
  };
}

/* The nearest power of ten, with the sign: −10¹¹⁰. */
function power(value) {
  if (!Number.isFinite(value)) return brief(value);
  return brief(Math.sign(value) * 10 ** Math.round(Math.log10(Math.abs(value)))).replace(
    "−1·",
    "−",
  );
}

function rowsText(values, columns) {
  const rows = [];
  for (let i = 0; i < values.length; i += columns) {
    rows.push(
      Array.from(values.slice(i, i + columns), (value) => format(Number(value.toFixed(2)))).join(
        " ",
      ),
    );
  }
  return rows.join("; ");
}

export const SIGNED_STYLE = `
.signed .cell { --role: var(--sk-edge); color: var(--sk-ink); font-size: 13px; }
.signed .huge { font-size: 10px; letter-spacing: -0.03em; }
.title { margin: 0 0 6px; font-size: 14px; font-weight: 600; line-height: 1.3; color: var(--role, var(--sk-ink)); }
/* No larger, or the height that a page keeps free would depend on its width. */
.place { display: flex; justify-content: center; aspect-ratio: 1; max-height: 200px; container-type: size; }
.plate { position: relative; width: 100cqmin; aspect-ratio: var(--ratio, 1); touch-action: pan-y; }
.plate:focus-visible { outline: 3px solid var(--sk-focus); outline-offset: -3px; }
canvas { display: block; width: 100%; height: 100%; border-radius: 4px; border: 1px solid var(--sk-line); }
.mark {
  position: absolute; pointer-events: none; box-sizing: content-box; border-radius: 3px;
  margin: -5px; padding: 3px; border: 2px solid var(--sk-kernel);
  box-shadow: 0 0 0 1.5px var(--sk-paper), inset 0 0 0 1.5px var(--sk-paper);
}
`;
