/* The histogram of a cell in numbers, and the block that divides it by its length. */

import { make } from "../../kit/frame.js";
import { brief } from "../../kit/numbers.js";

/* "0–20°" of each bin. */
export function binNames(bins) {
  const width = 180 / bins;
  return Array.from({ length: bins }, (_, i) => `${i * width}–${(i + 1) * width}°`);
}

/* "most between 80–100°: 412 of 1630 in all"; "no gradient at all". */
export function strongestBin(values) {
  const [most, all] = [Math.max(...values), values.reduce((sum, value) => sum + value, 0)];
  if (all === 0) return "no gradient at all";
  return `most in ${binNames(values.length)[values.indexOf(most)]}, ${brief(most)} of ${brief(all)}`;
}

/* {element, update(sums, shares)}: a row for each bin, with its sum before and after. */
export function binTable() {
  const body = make("tbody");
  const head = ["Direction", "Lengths", "Sum", "Divided"].map((text) =>
    make("th", { scope: "col" }, text),
  );
  const element = make(
    "table",
    { class: "bins" },
    make("thead", {}, make("tr", {}, ...head)),
    body,
  );
  return {
    element,
    update(sums, shares) {
      const most = Math.max(...sums, 1e-9);
      const rows = binNames(sums.length).map((name, i) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, name),
          make("td", { class: "bar" }, make("i", { style: `width: ${(100 * sums[i]) / most}%` })),
          make("td", {}, brief(sums[i])),
          make("td", { class: "after" }, shares[i].toFixed(3)),
        ),
      );
      body.replaceChildren(...rows);
    },
  };
}

/* {element, update({sums, length, shares}, bins, chosen)}: all numbers of a block; `chosen` is the
   cell of the four whose table is shown. */
export function blockChart() {
  const bars = make("div", { class: "bars", role: "img" });
  const words = make("p", { class: "note" });
  return {
    element: make("div", {}, bars, words),
    update({ sums, length, shares }, bins, chosen) {
      const most = Math.max(...sums, 1e-9);
      bars.replaceChildren(
        ...sums.map((sum, i) => {
          const cell = Math.floor(i / bins);
          const names = [i % bins === 0 && i > 0 && "next", cell === chosen && "chosen"];
          return make("i", {
            class: names.filter(Boolean).join(" "),
            style: `height: ${(100 * sum) / most}%`,
          });
        }),
      );
      const text =
        `√(sum of ${sums.length} squares) = ${brief(length)}. ` +
        `The tallest bar is ${brief(most)} before and ${brief(Math.max(...shares))} after.`;
      words.textContent = text;
      bars.setAttribute("aria-label", `Numbers of four cells as bars. ${text}`);
    },
  };
}

export const HISTOGRAMS_STYLE = `
.bins { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 1.4; }
.bins th, .bins td { padding: 0 0 0 8px; text-align: right; font-weight: 400; }
.bins thead th { color: var(--sk-muted); }
.bins thead th:nth-child(2) { text-align: left; }
.bins th:first-child { padding: 0; text-align: left; white-space: nowrap; }
.bins .bar { width: 45%; }
.bins .bar > i { display: block; height: 11px; border-radius: 2px; background: var(--sk-gradient); }
.bins .after { font-weight: 600; color: var(--sk-output); }
.bars {
  display: flex; align-items: flex-end; gap: 1px; height: 76px; border-bottom: 1px solid var(--sk-edge);
}
.bars > i { flex: 1 1 0; min-width: 0; background: color-mix(in srgb, var(--sk-input) 45%, var(--sk-paper)); }
.bars > .next { margin-left: 8px; }
.bars > .chosen { background: var(--sk-gradient); }
`;
