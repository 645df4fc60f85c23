/* The kernels that have names, as the field writes them. y points down; the output follows
   y[s, t] = Σ k[τ, γ] · x[s + τ, t + γ], so a weight right of the middle looks to the right. */

import { sameRows } from "../../kit/numbers.js";

const binomial = [1, 4, 6, 4, 1]; // the Gaussian's whole-number sibling, 256 in all

export const presets = [
  [
    "Identity",
    [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  ],
  ["Shift by 2 pixels", [0, 0, 1, 0, 0].map((first) => [first, 0, 0, 0, 0])],
  ["Box blur 3×3", Array(3).fill(Array(3).fill(1 / 9))],
  ["Box blur 5×5", Array(5).fill(Array(5).fill(1 / 25))],
  ["Gaussian blur 5×5", binomial.map((a) => binomial.map((b) => (a * b) / 256))],
  [
    "Sharpen",
    [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
  ],
  [
    "Emboss",
    [
      [-2, -1, 0],
      [-1, 1, 1],
      [0, 1, 2],
    ],
  ],
  [
    "Horizontal lines",
    [
      [-1, -1, -1],
      [2, 2, 2],
      [-1, -1, -1],
    ],
  ],
  [
    "Vertical lines",
    [
      [-1, 2, -1],
      [-1, 2, -1],
      [-1, 2, -1],
    ],
  ],
  [
    "Lines at 45°",
    [
      [-1, -1, 2],
      [-1, 2, -1],
      [2, -1, -1],
    ],
  ],
  [
    "Lines at 135°",
    [
      [2, -1, -1],
      [-1, 2, -1],
      [-1, -1, 2],
    ],
  ],
  [
    "Sobel x",
    [
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ],
  ],
  [
    "Sobel y",
    [
      [-1, -2, -1],
      [0, 0, 0],
      [1, 2, 1],
    ],
  ],
  [
    "Prewitt x",
    [
      [-1, 0, 1],
      [-1, 0, 1],
      [-1, 0, 1],
    ],
  ],
  [
    "Laplacian",
    [
      [0, 1, 0],
      [1, -4, 1],
      [0, 1, 0],
    ],
  ],
];

/* The name of a kernel, or "" if it has none. Nearly equal counts: 0.111 typed for 1/9 does not,
   1/9 after a journey through JSON does. */
export function presetName(kernel) {
  return presets.find(([, candidate]) => sameRows(candidate, kernel))?.[0] ?? "";
}
