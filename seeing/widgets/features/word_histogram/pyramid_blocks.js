/* A spatial pyramid: for each level the picture's cells, in each the bag of its words. */

import { make } from "../../kit/frame.js";
import { drawn } from "../../kit/svg.js";

const SIZE = 240;
const GAP = 4;

/* "1/4" for a power of two. */
export function fraction(weight) {
  return weight === 1 ? "1" : `1/${Math.round(1 / weight)}`;
}

/* "1 of 4 cells noticed". */
export function noticed(changed) {
  const count = changed.filter(Boolean).length;
  return `${count} of ${changed.length} ${changed.length === 1 ? "cell" : "cells"} noticed`;
}

/* {element, update(levels of pyramidOf, changed cells of each level)} */
export function pyramidBlocks(count) {
  const levels = Array.from({ length: count }, () => {
    const name = make("span");
    const told = make("span", { class: "told" });
    const picture = drawn("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img" });
    return { element: make("div", { class: "level" }, name, picture, told), name, told, picture };
  });
  return {
    element: make("div", { class: "pyramid" }, ...levels.map(({ element }) => element)),
    update(pyramid, changed) {
      levels.forEach(({ name, told, picture }, level) => {
        const { weight, cells, bags } = pyramid[level];
        name.textContent = `${cells} × ${cells}, weight ${fraction(weight)}`;
        told.textContent = noticed(changed[level]);
        picture.setAttribute("aria-label", `${name.textContent}: ${told.textContent}`);
        const most = Math.max(...bags.flat());
        picture.replaceChildren(
          ...bags.map((bag, cell) => cellOf(bag, { cell, cells, most }, changed[level][cell])),
        );
      });
    },
  };
}

function cellOf(bag, { cell, cells, most }, isChanged) {
  const side = (SIZE - GAP * (cells - 1)) / cells;
  const [x, y] = [cell % cells, Math.floor(cell / cells)].map((at) => at * (side + GAP));
  const width = (side - 4) / bag.length;
  const bars = bag
    .map((votes, word) => ({ height: ((side - 6) * votes) / most, word }))
    .filter(({ height }) => height > 0)
    .map(({ height, word }) =>
      drawn("rect", {
        class: "votes",
        x: x + 2 + word * width,
        y: y + side - 2 - height,
        width: width * 0.85,
        height,
      }),
    );
  const frame = { x: x + 0.75, y: y + 0.75, width: side - 1.5, height: side - 1.5 };
  return drawn(
    "g",
    { class: isChanged ? "changed" : "same" },
    drawn("rect", { class: "block", ...frame }),
    ...bars,
  );
}
