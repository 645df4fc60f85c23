/* The look-ups of a feature in the integral image: a table as they lie in the picture. */

import { make } from "../../kit/frame.js";

/* Grey levels in groups of three: −12,345. */
export function whole(value) {
  return Math.round(value).toLocaleString("en-US").replace("-", "−");
}

/* "+1", "−2". */
export function signed(weight) {
  return `${weight < 0 ? "−" : "+"}${Math.abs(weight)}`;
}

/* {element, update(corners, integral image, its stride)} */
export function lookUpTable() {
  const head = make("tr");
  const body = make("tbody");
  const element = make("table", { class: "look-ups" }, make("thead", {}, head), body);
  return {
    element,
    update(corners, integral, stride) {
      const name = (text) => make("th", { scope: "col" }, text);
      head.replaceChildren(name("Row"), ...corners[0].map(({ column }) => name(String(column))));
      body.replaceChildren(
        ...corners.map((line) =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, String(line[0].row)),
            ...line.map(({ row, column, weight }) =>
              make(
                "td",
                { class: weight < 0 ? "minus" : "plus" },
                make("b", {}, `${signed(weight)}·`),
                make("span", {}, whole(integral[row * stride + column])),
              ),
            ),
          ),
        ),
      );
    },
  };
}
