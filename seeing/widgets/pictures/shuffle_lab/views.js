/* A digit and the same shuffled: picture, correlation of neighbours, the classifier's bars. */

import { colourTable, paintInto, rgbOf } from "../../kit/colour_table.js";
import { colour, make, titled } from "../../kit/frame.js";
import { makePicture } from "../../kit/picture.js";
import { probabilityBars } from "./bars.js";

export const SIDE = 8;

/* Colours from paper to ink, as the theme has them. */
export function inkTable() {
  return colourTable(
    ["paper", "input"].map((role) => rgbOf(colour(role))),
    256,
  );
}

/* {element, update({pixels, correlation, probabilities, table}), mark(row, column), hide(hidden)};
   pointing: onPoint, onPick, onLeave and perhaps onKey, as makePicture has them. */
export function digitView({ title, role, label, bars: barsLabel, pointing }) {
  const picture = makePicture({ label, ...pointing });
  const bars = probabilityBars(barsLabel);
  const words = make("p", { class: "alike" });
  const element = titled(
    role,
    title,
    picture.element,
    words,
    make("p", { class: "whose" }, barsLabel),
    bars.element,
  );
  return {
    element,
    update({ pixels, correlation, probabilities, table, hidden }) {
      element.classList.toggle("hidden", hidden);
      const target = { pixels: picture.resize(SIDE, SIDE), start: 0, stride: SIDE };
      paintInto(target, { values: pixels, rows: SIDE, columns: SIDE }, { table, low: 0, high: 1 });
      picture.show();
      words.replaceChildren("Neighbours correlate by ", make("b", {}, hidden ? "?" : correlation));
      bars.update(probabilities);
    },
    mark: (row, column) => picture.setMark(row, column, 1, 1),
  };
}
