/* Ten classes in rows, and beside each how two classifiers trust it: a table of bars. */

import { make } from "../../kit/frame.js";

/* {element, update(right class, [probabilities of the one, of the other])}; names: of the two. */
export function scorePairs(names) {
  const heads = names.map(() => make("th", { scope: "col" }));
  const rows = Array.from({ length: 10 }, (none, digit) => {
    const cells = names.map((_, who) => {
      const fill = make("i");
      const share = make("span", { class: "share" });
      const cell = make("td", { class: `by${who}` }, make("span", { class: "bar" }, fill), share);
      return { cell, fill, share };
    });
    const name = make("th", { scope: "row" }, String(digit));
    return { row: make("tr", {}, name, ...cells.map(({ cell }) => cell)), cells };
  });
  const element = make(
    "table",
    { class: "pairs" },
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Digit"), ...heads)),
    make("tbody", {}, ...rows.map(({ row }) => row)),
  );
  return {
    element,
    update(right, probabilities) {
      const answers = probabilities.map((shares) => shares.indexOf(Math.max(...shares)));
      heads.forEach((head, who) => {
        const verdict = answers[who] === right ? "right" : "wrong";
        head.replaceChildren(
          `${names[who]}: ${answers[who]}, `,
          make("b", { class: verdict }, verdict),
        );
      });
      rows.forEach(({ row, cells }, digit) => {
        row.classList.toggle("asked", digit === right);
        cells.forEach(({ cell, fill, share }, who) => {
          fill.style.width = `${100 * probabilities[who][digit]}%`;
          share.textContent = probabilities[who][digit].toFixed(2);
          cell.classList.toggle("most", digit === answers[who]);
        });
      });
    },
  };
}

export const PAIRS_STYLE = `
.pairs { width: 100%; border-spacing: 0; font-size: 13px; line-height: 1.3; }
.pairs th, .pairs td { padding: 1px 0; text-align: left; font-weight: 400; }
.pairs th[scope="row"], .pairs th:first-child { width: 3em; padding-left: 6px; }
.pairs thead th { padding-bottom: 4px; color: var(--sk-muted); }
.pairs td { white-space: nowrap; }
.pairs .bar { display: inline-block; width: calc(100% - 4em); height: 11px; border-radius: 3px; vertical-align: -1px; background: var(--sk-raised); overflow: hidden; }
.pairs .bar > i { display: block; height: 100%; background: color-mix(in srgb, var(--who) 55%, var(--sk-paper)); }
.pairs .share { margin-left: 8px; }
.pairs .most { font-weight: 600; }
.pairs .most .bar > i { background: var(--who); }
.pairs .asked > * { background: var(--sk-input-soft); }
.pairs .asked > th { border-radius: 4px 0 0 4px; color: var(--sk-input); font-weight: 600; }
.pairs .asked > :last-child { border-radius: 0 4px 4px 0; }
.right { color: var(--sk-output); }
.wrong { color: var(--sk-positive); }
.by0, .line0 { --who: var(--sk-output); }
.by1, .line1 { --who: var(--sk-muted); }
`;
