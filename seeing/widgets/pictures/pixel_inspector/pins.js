/* Two pins on a picture: which pixels they hold, and how these differ. */

import { comparedPixels, greyOf, GREYS, pixelAt } from "../../arithmetic/pixels.js";
import { make } from "../../kit/frame.js";
import { toTenth } from "./greys.js";

const LETTERS = ["A", "B"];

const isAt = (pin, { row, column }) => pin !== null && pin[0] === row && pin[1] === column;

/* The pins after a pixel was picked: one that is pinned goes free; another takes the first free
   pin, or the place of B. */
export function pickedPins(pins, place) {
  if (pins.some((pin) => isAt(pin, place))) {
    return pins.map((pin) => (isAt(pin, place) ? null : pin));
  }
  const next = pins[0] === null ? 0 : 1;
  return pins.map((pin, i) => (i === next ? [place.row, place.column] : pin));
}

/* "A" or "B" if the pixel is pinned, else "". */
export function letterAt(pins, place) {
  return LETTERS[pins.findIndex((pin) => isAt(pin, place))] ?? "";
}

/* Both pixels, the one that is shown for a pin that is free, and how they differ. */
export function comparison(picture, pins, shown) {
  const pixels = pins.map((pin) => {
    const [row, column] = pin ?? [shown.row, shown.column];
    return { pinned: pin !== null, row, column, values: pixelAt(picture, row, column) };
  });
  const differ = comparedPixels(pixels[0].values, pixels[1].values);
  return { pixels, ...differ, solved: differ.alike && pins.every((pin) => pin !== null) };
}

/* {element, update(compared)}: a row for each pin, and one for the difference. */
export function pinTable() {
  const head = ["pin", "row, column", "red", "green", "blue", "grey"];
  const body = make("tbody");
  const element = make(
    "table",
    { class: "pins" },
    make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)))),
    body,
  );
  const line = (name, cells, attributes) =>
    make(
      "tr",
      attributes,
      make("th", { scope: "row" }, name),
      ...cells.map((text) => make("td", {}, text)),
    );
  return {
    element,
    update({ pixels, grey }) {
      const rows = pixels.map(({ pinned, row, column, values }, i) =>
        line(
          LETTERS[i],
          [
            pinned ? `${row}, ${column}` : "not pinned",
            ...values.map(String),
            toTenth(greyOf(values, GREYS.eye)),
          ],
          { class: pinned ? "held" : "free" },
        ),
      );
      const apart = [0, 1, 2].map((c) => Math.abs(pixels[0].values[c] - pixels[1].values[c]));
      const last = line("apart", ["", ...apart.map(String), toTenth(grey)], { class: "apart" });
      body.replaceChildren(...rows, last);
    },
  };
}

/* Put the two pins on a picture's plate: {update(pins, size)}. */
export function pinsOn(plate) {
  const marks = LETTERS.map((letter) => make("div", { class: "pin" }, make("b", {}, letter)));
  plate.append(...marks);
  return {
    update(pins, { height, width }) {
      marks.forEach((mark, i) => {
        mark.hidden = pins[i] === null;
        if (mark.hidden) return;
        const [row, column] = pins[i];
        mark.style.top = `${(100 * (row + 0.5)) / height}%`;
        mark.style.left = `${(100 * (column + 0.5)) / width}%`;
        mark.classList.toggle("leftwards", column > width / 2);
      });
    },
  };
}
