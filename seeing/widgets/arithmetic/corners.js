/* Harris's corners: how much a window changes when it is moved, and in how many directions.
   Arithmetic only. Maps are flat and row-major. */

import { correlate2d } from "./correlation.js";
import { sobelGradients } from "./edges.js";

/* The weights of a Gaussian window, 2r + 1 numbers whose sum is 1; r is 4σ, rounded, as in SciPy. */
export function gaussianWeights(sigma) {
  const radius = Math.floor(4 * sigma + 0.5);
  const bells = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigma) ** 2),
  );
  const sum = bells.reduce((total, bell) => total + bell, 0);
  return bells.map((bell) => bell / sum);
}

/* Sobel's gradients of a grey picture of 0 to 255, which counts from 0 to 1 here. */
export function grayGradients({ pixels, height, width }) {
  return sobelGradients(
    pixels.map((value) => value / 255),
    height,
    width,
  );
}

/* Three products of the gradients, each its weighted mean over the window round a pixel:
   {xx, xy, yy, rows, columns, rim}. rim: how many rows and columns of the picture are missing on
   each side, where no whole window fits. */
export function structureMaps({ gx, gy, rows, columns }, sigma) {
  const weights = gaussianWeights(sigma);
  const size = weights.length;
  const blurred = (values) => {
    const across = correlate2d(values, rows, columns, weights, 1, size);
    return correlate2d(across, rows, columns - size + 1, weights, size, 1);
  };
  return {
    xx: blurred(gx.map((value) => value * value)),
    xy: blurred(gx.map((value, i) => value * gy[i])),
    yy: blurred(gy.map((value) => value * value)),
    rows: rows - size + 1,
    columns: columns - size + 1,
    rim: 1 + (size - 1) / 2,
  };
}

/* What Harris and Stephens (1988) say of the matrix A = [[xx, xy], [xy, yy]]. */
export function harrisOf(xx, xy, yy, k) {
  const [det, trace] = [xx * yy - xy * xy, xx + yy];
  return { det, trace, response: det - k * trace * trace };
}

/* R of every window. */
export function harrisMap({ xx, xy, yy }, k) {
  return xx.map((value, i) => harrisOf(value, xy[i], yy[i], k).response);
}

/* {large, small, angle}: the eigenvalues of A, and in which direction the large one lies, degrees
   clockwise from the right. */
export function eigenvalues(xx, xy, yy) {
  const half = Math.hypot((xx - yy) / 2, xy);
  const large = (xx + yy) / 2 + half;
  // By the determinant: a difference of nearly equal numbers would lose the digits.
  const small = large > 0 ? Math.max(0, (xx * yy - xy * xy) / large) : 0;
  return { large, small, angle: (Math.atan2(2 * xy, xx - yy) * 90) / Math.PI };
}

/* "corner": R is above `least`. "flat": the large eigenvalue is below that of a round corner with R
   = least, so no direction changes enough. Else "edge" if R is negative, and "weak" if not. */
export function verdictOf(response, large, least, k) {
  if (response > least) return "corner";
  if (large <= Math.sqrt(least / (1 - 4 * k))) return "flat";
  return response < 0 ? "edge" : "weak";
}

/* Where R is above `least` and nowhere larger within `reach` rows and columns: [[row, column]]. Of
   equal ones the first. */
export function peaksOf(values, rows, columns, least, reach) {
  const peaks = [];
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] > least && isPeak(values, rows, columns, i, reach))
      peaks.push([Math.floor(i / columns), i % columns]);
  }
  return peaks;
}

function isPeak(values, rows, columns, i, reach) {
  const [row, column] = [Math.floor(i / columns), i % columns];
  for (let s = Math.max(0, row - reach); s <= Math.min(rows - 1, row + reach); s += 1) {
    const [from, to] = [Math.max(0, column - reach), Math.min(columns - 1, column + reach)];
    for (let j = s * columns + from; j <= s * columns + to; j += 1) {
      if (values[j] > values[i] || (values[j] === values[i] && j < i)) return false;
    }
  }
  return true;
}
