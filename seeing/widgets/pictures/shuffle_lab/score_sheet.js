/* The sheet of a quiz: a column for each question, with what was displaced and both answers. */

import { make } from "../../kit/frame.js";
import { QUIZ, totals } from "./quiz.js";

const ROWS = ["you", "classifier"];

/* The sheet in words, for a screen reader. */
export function sheetInWords(results) {
  if (results.length === 0) return "No digit is named yet";
  return results
    .map(
      ({ label, share, answer, machineAnswer }, i) =>
        `${i + 1}: a ${label}, ${share} % displaced, you ${answer}, classifier ${machineAnswer}`,
    )
    .join("; ");
}

/* {element, update(results)} */
export function scoreSheet() {
  const columns = Array.from({ length: QUIZ }, () => {
    const share = make("i");
    const marks = ROWS.map(() => make("span", { class: "mark-of" }));
    return {
      share,
      marks,
      part: make(
        "span",
        { class: "column" },
        make("span", { class: "share-bar" }, share),
        ...marks,
      ),
    };
  });
  const sheet = make("div", { class: "sheet-of", role: "img" }, ...columns.map(({ part }) => part));
  const total = make("p", { class: "total" });
  const names = ["displaced", ...ROWS].map((name) => make("span", {}, name));
  const element = make(
    "div",
    { class: "record" },
    make("div", { class: "sheet-names", "aria-hidden": "true" }, ...names),
    sheet,
    total,
  );
  return {
    element,
    update(results) {
      columns.forEach(({ share, marks, part }, i) => {
        const result = results[i];
        part.classList.toggle("asked", Boolean(result));
        share.style.height = `${result?.share ?? 0}%`;
        const shown = result && [
          [result.answer, result.right],
          [result.machineAnswer, result.machine],
        ];
        marks.forEach((mark, j) => {
          mark.textContent = shown ? String(shown[j][0]) : "";
          mark.classList.toggle("wrong", Boolean(shown) && !shown[j][1]);
        });
      });
      sheet.setAttribute("aria-label", sheetInWords(results));
      const { of, you, machine, alone } = totals(results);
      total.replaceChildren(
        ...[
          ["You", you],
          ["The classifier, its weights shuffled alike", machine],
          ["The same, its weights left alone", alone],
        ].map(([name, count]) =>
          make("span", {}, `${name}: `, make("b", {}, of === 0 ? "–" : `${count} of ${of}`)),
        ),
      );
    },
  };
}
