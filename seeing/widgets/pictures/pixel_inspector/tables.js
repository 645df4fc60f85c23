/* The numbers round a pixel, each on its own brightness. */

import { inkOn } from "../../kit/colour_table.js";
import { make } from "../../kit/frame.js";

/* {element, update(values)}: size × size numbers of 0–255, or null outside of the picture; the one
   in the middle is framed. */
export function brightnessTable(name, size) {
  const cells = Array.from({ length: size * size }, () => make("span", { class: "cell" }));
  const middle = (cells.length - 1) / 2;
  cells[middle].classList.add("middle");
  const element = make(
    "div",
    { class: "board numbers", role: "img", style: `--columns: ${size}` },
    ...cells,
  );
  return {
    element,
    update(values) {
      cells.forEach((cell, i) => {
        const value = values[i];
        cell.classList.toggle("outside", value === null);
        cell.textContent = value ?? "";
        cell.style.cssText =
          value === null
            ? ""
            : `background: rgb(${value} ${value} ${value}); color: ${inkOn(value)}`;
      });
      element.setAttribute("aria-label", `${name}: ${rowsInWords(values, size)}`);
    },
  };
}

/* "12 13 14; 22 outside 24; …" */
export function rowsInWords(values, size) {
  const words = values.map((value) => (value === null ? "outside" : String(value)));
  const rows = Array.from({ length: size }, (_, r) => words.slice(r * size, (r + 1) * size));
  return rows.map((row) => row.join(" ")).join("; ");
}
