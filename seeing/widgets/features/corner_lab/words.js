/* What CornerLab says of a window. */

import { brief } from "../../kit/numbers.js";

const WORDS_OF_WINDOWS = {
  corner: ["Corner", "the window changes wherever it is moved"],
  edge: ["Edge", "the window changes across it, and hardly along it"],
  flat: ["Flat", "the window hardly changes, wherever it is moved"],
  weak: ["In between", "R is above 0 and below the threshold"],
};

/* "Edge: the window changes across it, and hardly along it." */
export function sentenceOf(verdict) {
  const [word, why] = WORDS_OF_WINDOWS[verdict];
  return `${word}: ${why}.`;
}

/* "R = det − k · trace² = 0.5 − 0.05 · 1.7² = 0.356" */
export function sumOf({ det, trace, response }, k) {
  return `R = det − k · trace² = ${brief(det)} − ${brief(k)} · ${brief(trace)}² = ${brief(response)}`;
}

/* "44 corners in the picture" */
export const countOf = (count) => `${count} ${count === 1 ? "corner" : "corners"} in the picture`;

/* The small task: a window that was an edge, and is a corner with a wider σ, where nothing else has
   changed. `edge`: the last one that was seen, or null. */
export function hasTurned(edge, seen) {
  return (
    edge !== null &&
    seen.verdict === "corner" &&
    seen.sigma > edge.sigma &&
    ["row", "column", "k", "threshold"].every((name) => seen[name] === edge[name])
  );
}

export const CORNER_TASKS = {
  open: "Put the window on an edge, R below 0. Then make it a corner by σ alone: the window stays where it is.",
  solved: (from, to) =>
    `An edge at σ = ${brief(from)} is a corner at σ = ${brief(to)}: the wider window takes in where the edge ends or bends. Which corners are lost at the largest σ?`,
};

export const CORNER_HINT =
  "The frame reaches two σ to each side, and a dot is as large as its weight. The ellipse’s half axes are 2√λ₁ and 2√λ₂. A cross stands where R is above the threshold and nowhere larger within three pixels.";
