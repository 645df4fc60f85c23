/* Sobel's gradients, steered, and the gradient descent that learns a kernel. Arithmetic only. */

import { correlate2d } from "./correlation.js";

export const SOBEL_X = [-1, 0, 1, -2, 0, 2, -1, 0, 1];
export const SOBEL_Y = [-1, -2, -1, 0, 0, 0, 1, 2, 1];

/* The kernel whose answer is the change in a direction; degrees, clockwise from the right. */
export function steeredKernel(degrees) {
  const [cos, sin] = direction(degrees);
  return SOBEL_X.map((x, i) => cos * x + sin * SOBEL_Y[i]);
}

/* [cos, sin] without the rounding that would leave 6e-17 at 90°. */
export function direction(degrees) {
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)].map((value) =>
    Math.abs(value) < 1e-12 ? 0 : value,
  );
}

/* pixels: h·w -> {gx, gy, rows, columns}, each (h − 2)·(w − 2). */
export function sobelGradients(pixels, h, w) {
  const image = Float64Array.from(pixels);
  const [gx, gy] = [SOBEL_X, SOBEL_Y].map((kernel) => correlate2d(image, h, w, kernel, 3, 3));
  return { gx, gy, rows: h - 2, columns: w - 2 };
}

/* The change in a direction at every pixel, into `out`: cos·gx + sin·gy. */
export function steerInto(out, { gx, gy }, degrees) {
  const [cos, sin] = direction(degrees);
  for (let i = 0; i < out.length; i += 1) out[i] = cos * gx[i] + sin * gy[i];
}

/* An angle in −180 < a ≤ 180. */
export function wrapped(degrees) {
  const turned = ((degrees % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
}

/* Mean 0 and standard deviation 1. */
export function standardized(pixels) {
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const centred = Float64Array.from(pixels, (value) => value - mean);
  const deviation = Math.sqrt(
    centred.reduce((sum, value) => sum + value * value, 0) / pixels.length,
  );
  return deviation > 0 ? centred.map((value) => value / deviation) : centred;
}

/* The bowl that descent runs down: L(k) = mean of (slide(x, k) − y)² = k·A k − 2 b·k + c.
   A holds the mean products of the pixels of a window: (9·9), b (9), c one number. */
export function bowl(x, h, w, target) {
  const [rows, columns] = [h - 2, w - 2];
  const count = rows * columns;
  const [a, b] = [new Float64Array(81), new Float64Array(9)];
  let c = 0;
  const window = new Float64Array(9);
  for (let s = 0; s < rows; s += 1) {
    for (let t = 0; t < columns; t += 1) {
      for (let i = 0; i < 9; i += 1) window[i] = x[(s + Math.floor(i / 3)) * w + t + (i % 3)];
      const wanted = target[s * columns + t];
      c += wanted * wanted;
      for (let i = 0; i < 9; i += 1) {
        b[i] += window[i] * wanted;
        for (let j = 0; j < 9; j += 1) a[9 * i + j] += window[i] * window[j];
      }
    }
  }
  return { a: a.map((v) => v / count), b: b.map((v) => v / count), c: c / count };
}

/* {loss, gradient} of the bowl at a kernel. */
export function slopeAt({ a, b, c }, kernel) {
  const product = kernel.map((_, i) =>
    kernel.reduce((sum, value, j) => sum + a[9 * i + j] * value, 0),
  );
  const loss = kernel.reduce((sum, value, i) => sum + value * (product[i] - 2 * b[i]), c);
  return { loss: Math.max(loss, 0), gradient: product.map((value, i) => 2 * (value - b[i])) };
}

/* A descent: kernels[n] after n steps and their losses, grown when asked for. */
export function descent(slopes, start, rate) {
  const kernels = [Array.from(start)];
  const losses = [slopeAt(slopes, kernels[0]).loss];
  return {
    losses,
    kernel(steps) {
      while (kernels.length <= steps) {
        const before = kernels.at(-1);
        const { gradient } = slopeAt(slopes, before);
        kernels.push(before.map((value, i) => value - rate * gradient[i]));
        losses.push(slopeAt(slopes, kernels.at(-1)).loss);
      }
      return kernels[steps];
    },
  };
}

/* Numbers of 0 to 1 that look random, the same for the same seed. Source: mulberry32, T. Ettinger.
 */
export function randoms(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/* Normal numbers, the same for the same seed. Source: Box and Muller, 1958. */
export function normals(seed) {
  const draw = randoms(seed);
  return () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}
