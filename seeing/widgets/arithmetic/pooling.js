/* Pooling and its way back. Arithmetic only; maps are flat, row by row. */

import { outputSize } from "./layers.js";

/* The indices that the window at (s, t) sees in a map with `columns` columns, as one reads. */
export function poolWindow(s, t, size, stride, columns) {
  return Array.from(
    { length: size * size },
    (_, i) => (s * stride + Math.floor(i / size)) * columns + t * stride + (i % size),
  );
}

/* The index of the first largest. */
export function firstLargest(values, indices) {
  return indices.reduce((best, i) => (values[i] > values[best] ? i : best), indices[0]);
}

/* {out, rows, columns, back}: what is pooled, and the gradient of each pixel when every output
   sends back 1. kind: "max" or "mean". */
export function pooling(values, height, width, { size, stride, kind }) {
  const rows = outputSize(height, size, stride, 0, 1);
  const columns = outputSize(width, size, stride, 0, 1);
  const out = new Float64Array(rows * columns);
  const back = new Float64Array(height * width);
  for (let s = 0; s < rows; s += 1) {
    for (let t = 0; t < columns; t += 1) {
      const seen = poolWindow(s, t, size, stride, width);
      if (kind === "max") {
        const best = firstLargest(values, seen);
        out[s * columns + t] = values[best];
        back[best] += 1;
      } else {
        out[s * columns + t] = seen.reduce((sum, i) => sum + values[i], 0) / seen.length;
        for (const i of seen) back[i] += 1 / seen.length;
      }
    }
  }
  return { out, rows, columns, back };
}

/* Rows moved to the right by whole pixels, to the left for a negative number; zeros come in. */
export function movedRight(rows, by) {
  return rows.map((row) => row.map((_, j) => row[j - by] ?? 0));
}

/* How many entries of two equally long lists differ. */
export function countChanged(a, b) {
  return a.reduce((count, value, i) => count + (Math.abs(value - b[i]) > 1e-9 ? 1 : 0), 0);
}
