/* Histograms of directions as stars: a stroke for each bin, along the edge that it stands for. */

import { drawn } from "../../kit/svg.js";

const SHADES = 8; // strokes of one shade are one path
const STROKE = 0.46; // of a cell's side, to each side of its middle

/* The half stroke of a bin, [right, down], length 1: at right angles to the gradient. */
export function alongEdge(bin, bins) {
  const radians = ((bin + 0.5) * Math.PI) / bins + Math.PI / 2;
  return [Math.cos(radians), Math.sin(radians)];
}

/* One path for each shade, from faint to strong, of all cells' stars; cells have side 1. The shade
   goes with the root of the sum, or weak edges could not be seen beside the strongest. */
export function shadedStrokes({ sums, columns }, bins) {
  const most = sums.reduce((largest, value) => Math.max(largest, value), 1e-9);
  const paths = Array.from({ length: SHADES }, () => []);
  sums.forEach((value, i) => {
    const shade = Math.ceil(SHADES * Math.sqrt(value / most)) - 1;
    if (shade < 0) return;
    const cell = Math.floor(i / bins);
    const [x, y] = [(cell % columns) + 0.5, Math.floor(cell / columns) + 0.5];
    paths[shade].push(strokeAt(x, y, alongEdge(i % bins, bins), STROKE));
  });
  return paths.map((strokes) => strokes.join(""));
}

function strokeAt(x, y, [right, down], half) {
  const [dx, dy] = [half * right, half * down].map((way) => Number(way.toFixed(3)));
  return `M${(x - dx).toFixed(3)} ${(y - dy).toFixed(3)}l${2 * dx} ${2 * dy}`;
}

/* The stars of all cells over a picture's plate, with the frame of a block:
   {update(histograms, bins, block, {height, width, cell})}. */
export function starsOn(plate) {
  const shades = Array.from({ length: SHADES }, (_, i) =>
    drawn("path", { "stroke-opacity": ((i + 1) / SHADES).toFixed(2) }),
  );
  const frame = drawn("rect", { class: "block", width: 2, height: 2 });
  const layer = drawn("svg", { class: "stars", "aria-hidden": "true" }, ...shades, frame);
  plate.append(layer);
  return {
    update(histograms, bins, block, { height, width, cell }) {
      layer.setAttribute("viewBox", `0 0 ${width / cell} ${height / cell}`);
      shadedStrokes(histograms, bins).forEach((d, i) => shades[i].setAttribute("d", d));
      frame.setAttribute("x", block.column);
      frame.setAttribute("y", block.row);
    },
  };
}

/* One cell's star, large: {element, update(values)}; the length goes with the sum. */
export function largeStar() {
  const path = drawn("path");
  const element = drawn("svg", { viewBox: "-1 -1 2 2", class: "stars", role: "img" }, path);
  return {
    element,
    update(values, words) {
      const most = Math.max(...values, 1e-9);
      const strokes = values.map((value, bin) =>
        strokeAt(0, 0, alongEdge(bin, values.length), (0.95 * value) / most),
      );
      path.setAttribute("d", strokes.join(""));
      element.setAttribute("aria-label", `Star of the cell: ${words}`);
    },
  };
}

export const STARS_STYLE = `
.stars { display: block; width: 100%; height: 100%; }
.plate > .stars { position: absolute; inset: 0; overflow: hidden; pointer-events: none; }
.stars path { fill: none; stroke: var(--sk-output); stroke-width: 0.07; }
.stars .block { fill: none; stroke: var(--sk-input); stroke-width: 0.12; stroke-dasharray: 0.25 0.15; }
`;
