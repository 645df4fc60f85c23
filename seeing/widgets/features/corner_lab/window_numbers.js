/* The numbers of a window: the matrix A, its eigenvalues, determinant, trace and R. */

import { make } from "../../kit/frame.js";
import { brief } from "../../kit/numbers.js";

const ROWS_OF_NUMBERS = [
  ["λ₁", ({ eigen }) => eigen.large],
  ["λ₂", ({ eigen }) => eigen.small],
  ["det A = λ₁ · λ₂", ({ harris }) => harris.det],
  ["trace A = λ₁ + λ₂", ({ harris }) => harris.trace],
];

/* {element, update({matrix, eigen, harris, verdict})}; matrix: [xx, xy, yy]. */
export function windowNumbers() {
  const cells = Array.from({ length: 4 }, () => make("span"));
  const matrix = make("span", { class: "matrix", role: "img" }, ...cells);
  const values = ROWS_OF_NUMBERS.map(() => make("td"));
  const last = make("td");
  const row = (name, value, attributes = {}) =>
    make("tr", attributes, make("th", { scope: "row" }, name), value);
  const table = make(
    "table",
    {},
    ...ROWS_OF_NUMBERS.map(([name], i) => row(name, values[i])),
    row("R", last, { class: "response" }),
  );
  return {
    element: make(
      "div",
      { class: "numbers" },
      make("div", { class: "named" }, "A = ", matrix),
      table,
    ),
    update(all) {
      const [xx, xy, yy] = all.matrix.map(brief);
      [xx, xy, xy, yy].forEach((text, i) => {
        cells[i].textContent = text;
      });
      matrix.setAttribute("aria-label", `A: ${xx} ${xy}; ${xy} ${yy}`);
      ROWS_OF_NUMBERS.forEach(([, of], i) => {
        values[i].textContent = brief(of(all));
      });
      last.textContent = brief(all.harris.response);
      table.dataset.verdict = all.verdict;
    },
  };
}
