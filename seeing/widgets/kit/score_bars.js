/* Ten scores as bars, and the style of CNNExplorer. */

import { make } from "./frame.js";
import { format } from "./numbers.js";

/* {element, update(scores, probabilities, chosen class or −1)}: a row for each class, which can be
   chosen; names: of the ten. */
export function scoreBars(onChoose, names = [..."0123456789"]) {
  const rows = names.map((name, digit) => {
    const fill = make("i");
    const text = make("span", { class: "share" });
    const row = make(
      "button",
      { type: "button", class: "score" },
      make("b", {}, name),
      make("span", { class: "bar" }, fill),
      text,
    );
    row.addEventListener("click", () => onChoose(digit));
    return { row, fill, text };
  });
  const element = make(
    "div",
    { class: "scores", role: "group", "aria-label": "Ten scores" },
    ...rows.map(({ row }) => row),
  );
  return {
    element,
    update(scores, probabilities, chosen) {
      const most = Math.max(...probabilities);
      rows.forEach(({ row, fill, text }, digit) => {
        const share = probabilities[digit];
        fill.style.width = `${100 * share}%`;
        text.textContent = share.toFixed(2);
        row.classList.toggle("most", share === most);
        row.setAttribute("aria-pressed", String(digit === chosen));
        row.setAttribute(
          "aria-label",
          `${names[digit]}: probability ${share.toFixed(2)}, score ${format(Number(scores[digit].toFixed(1)))}`,
        );
      });
    },
  };
}

export const SCORE_STYLE = `
.scores { display: grid; gap: 1px; }
.score {
  display: grid; grid-template-columns: var(--name, 1em) 1fr 2.6em; gap: 8px; align-items: center; padding: 0 4px; height: 21px;
  border: 0; border-radius: 4px; background: none; color: inherit; font: inherit; font-size: 13px; text-align: left; cursor: pointer;
}
.score[aria-pressed="true"] { background: var(--sk-kernel-soft); outline: 2px solid var(--sk-kernel); outline-offset: -2px; }
.bar { height: 11px; background: var(--sk-output-soft); border-radius: 3px; overflow: hidden; }
.bar > i { display: block; height: 100%; background: color-mix(in srgb, var(--sk-output) 60%, var(--sk-paper)); }
.most { font-weight: 600; }
.most .bar > i { background: var(--sk-output); }
.share { text-align: right; }
`;

export const EXPLORER_STYLE = `${SCORE_STYLE}
.top { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr); gap: 14px 20px; margin-top: 14px; }
.paper { touch-action: none; cursor: crosshair; }
.paper canvas { image-rendering: pixelated !important; }
.sheets { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px 20px; margin-top: 16px; }
@container (min-width: 640px) { .sheets { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
.sheets .plate { outline: 1px solid var(--sk-line); }
.why { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 14px 20px; margin-top: 16px; }
.why .sheet { height: 140px; justify-content: flex-start; align-items: flex-start; }
.why .plate { width: min(100%, 140px * var(--ratio, 1)); outline: 1px solid var(--sk-line); }
@container (min-width: 640px) { .why .sheet { height: 150px; } .why .plate { width: min(100%, 150px * var(--ratio, 1)); } }
.why.pooled > .kernel, .why.pooled > .output { visibility: hidden; }
.sheets .mark, .why .mark { margin: -3px; padding: 1px; }
.readout { min-height: 88px; }
`;
