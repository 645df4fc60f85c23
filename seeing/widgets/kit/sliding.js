/* What the sliding figures share: the presets, how a kernel turns and a number lands. */

import { prefersReducedMotion } from "./frame.js";
import { sameRows } from "./numbers.js";

export const HINT = "Drag the window or move it with the arrow keys. Every number can be changed.";

/* Turn a board by half. Its numbers are already in their new places; it is shown as it was, and
   turns until that is what it shows. The numbers stay upright. */
export function turnByHalf(board) {
  if (prefersReducedMotion() || !board.animate) return;
  const options = { duration: 550, easing: "cubic-bezier(0.4, 0, 0.2, 1)" };
  board.animate(
    [
      { rotate: "-180deg", zIndex: 5 },
      { rotate: "0deg", zIndex: 5 },
    ],
    options,
  );
  for (const cell of board.children) {
    cell.animate([{ rotate: "180deg" }, { rotate: "0deg" }], options);
  }
}

/* A landing: the output cell lights up once. */
export function land(cell) {
  if (prefersReducedMotion() || !cell.animate) return;
  cell.animate([{ scale: 1.18 }, { scale: 1 }], { duration: 260, easing: "ease-out" });
}

/* The key of the preset that the kernel is; "" if it is none of them. */
export function presetKey(presets, kernel) {
  return Object.keys(presets).find((key) => sameRows(presets[key].kernel, kernel)) ?? "";
}

export function presetOptions(presets) {
  return [["", "your own"], ...Object.entries(presets).map(([key, { name }]) => [key, name])];
}
