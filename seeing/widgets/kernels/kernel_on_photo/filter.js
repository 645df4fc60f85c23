/* A kernel over a whole photograph, fast enough to follow a webcam. Arithmetic only: no DOM.

   The order of the loops is the speed: one kernel row is swept along one picture row, so that each
   pixel is read once and then handed from tap to tap in registers: half the time of reading it anew
   for every tap, a quarter of the time of one sweep per tap. Nothing is allocated while sweeping.
   */

import { resizeKernel } from "../../arithmetic/correlation.js";

/* The non-zero stretches of a kernel, cut to the lengths 5, 3 and 1 that have a sweep of their own.
   kernel: kh·kw numbers, row by row. Returns a list of {row, column, taps}. */
export function planSweeps(kernel, kh, kw) {
  const sweeps = [];
  for (let row = 0; row < kh; row++) {
    const weights = Array.from(kernel.slice(row * kw, (row + 1) * kw));
    let column = weights.findIndex((weight) => weight !== 0);
    const end = weights.findLastIndex((weight) => weight !== 0) + 1;
    while (column >= 0 && column < end) {
      const length = end - column >= 5 ? 5 : end - column >= 3 ? 3 : 1;
      sweeps.push({ row, column, taps: weights.slice(column, column + length) });
      column += length;
    }
  }
  return sweeps;
}

/* output[s, t] = Σ kernel[τ, γ] · pixels[s + τ, t + γ], where the window lies inside the picture.
   pixels: Float32Array of h·w; output: Float32Array; its first (h − kh + 1)·(w − kw + 1) are set.
   */
export function filterInto(output, pixels, h, w, sweeps, kh, kw) {
  const rows = h - kh + 1;
  const columns = w - kw + 1;
  output.fill(0, 0, rows * columns);
  for (let s = 0; s < rows; s++) {
    const to = s * columns;
    for (let n = 0; n < sweeps.length; n++) {
      const { row, column, taps } = sweeps[n];
      const from = (s + row) * w + column;
      const next = sweeps[n + 1];
      if (taps.length === 1) sweep1(output, to, columns, pixels, from, taps[0]);
      else if (taps.length === 3) sweep3(output, to, columns, pixels, from, taps);
      else if (next?.taps.length !== 5) sweep5(output, to, columns, pixels, from, taps);
      else {
        const below = (s + next.row) * w + next.column;
        sweep5Twice(output, to, columns, pixels, from, taps, below, next.taps);
        n += 1;
      }
    }
  }
}

function sweep5(output, to, count, pixels, from, taps) {
  const a = taps[0],
    b = taps[1],
    c = taps[2],
    d = taps[3],
    e = taps[4];
  let p = pixels[from],
    q = pixels[from + 1],
    r = pixels[from + 2],
    s = pixels[from + 3];
  for (let i = 0; i < count; i++) {
    const next = pixels[from + 4 + i];
    output[to + i] += a * p + b * q + c * r + d * s + e * next;
    p = q;
    q = r;
    r = s;
    s = next;
  }
}

/* Two sweeps in one, which reads and writes each output once instead of twice: a fifth faster. */
function sweep5Twice(output, to, count, pixels, from, taps, below, tapsBelow) {
  const a = taps[0],
    b = taps[1],
    c = taps[2],
    d = taps[3],
    e = taps[4];
  const f = tapsBelow[0],
    g = tapsBelow[1],
    h = tapsBelow[2],
    k = tapsBelow[3],
    l = tapsBelow[4];
  let p = pixels[from],
    q = pixels[from + 1],
    r = pixels[from + 2],
    s = pixels[from + 3];
  let t = pixels[below],
    u = pixels[below + 1],
    v = pixels[below + 2],
    w = pixels[below + 3];
  for (let i = 0; i < count; i++) {
    const next = pixels[from + 4 + i];
    const last = pixels[below + 4 + i];
    output[to + i] +=
      a * p + b * q + c * r + d * s + e * next + (f * t + g * u + h * v + k * w + l * last);
    p = q;
    q = r;
    r = s;
    s = next;
    t = u;
    u = v;
    v = w;
    w = last;
  }
}

function sweep3(output, to, count, pixels, from, taps) {
  const a = taps[0],
    b = taps[1],
    c = taps[2];
  let p = pixels[from],
    q = pixels[from + 1];
  for (let i = 0; i < count; i++) {
    const next = pixels[from + 2 + i];
    output[to + i] += a * p + b * q + c * next;
    p = q;
    q = next;
  }
}

function sweep1(output, to, count, pixels, from, weight) {
  for (let i = 0; i < count; i++) output[to + i] += weight * pixels[from + i];
}

/* Brightness by the weights of Rec. 601, rounded as PIL's convert("L") does.
   rgba: 4 bytes a pixel, alpha ignored; gray: one number a pixel, overwritten. */
export function grayInto(gray, rgba) {
  for (let i = 0, j = 0; i < gray.length; i++, j += 4) {
    gray[i] = (19595 * rgba[j] + 38470 * rgba[j + 1] + 7471 * rgba[j + 2] + 32768) >> 16;
  }
}

/* [width, height] with the longer side at most `limit`; the shape is kept, nothing is enlarged. */
export function fitWithin(width, height, limit) {
  const scale = Math.min(1, limit / Math.max(width, height));
  return [width, height].map((side) => Math.max(1, Math.round(side * scale)));
}

/* The kernel in a grid of another size, its middle kept. kernel: list of equal rows. */
export function resizeCentred(kernel, kh, kw) {
  const down = Math.floor((kh - kernel.length) / 2);
  const right = Math.floor((kw - kernel[0].length) / 2);
  return resizeKernel(kernel, kh, kw, down, right);
}
