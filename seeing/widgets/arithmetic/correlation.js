/* The arithmetic of the widgets, without a page: its tests hold it against torch.

   Cross-correlation, which deep learning calls convolution: no function here flips on its own.
   For a true convolution, flip the kernel first. Pictures are flat and row-major. */

/* y[t] = sum_i k[i] x[t + i]; (n,), (m,) -> (n - m + 1,). */
export function correlate1d(x, k) {
  const y = new Float64Array(Math.max(0, x.length - k.length + 1));
  for (let t = 0; t < y.length; t += 1) {
    for (let i = 0; i < k.length; i += 1) y[t] += k[i] * x[t + i];
  }
  return y;
}

/* y[s, t] = sum_ij k[i, j] x[s + i, t + j]; (h*w,), (kh*kw,) -> flat output, whose size is (h - kh
   + 1) * (w - kw + 1) with border "valid", and h * w with the others, which first lay a rim of half
   a kernel round the image: "zero", "edge" (the nearest pixel), or "reflect" (a mirror that does
   not repeat the edge pixel). A Float32Array gives a Float32Array, anything else float64. */
export function correlate2d(image, h, w, kernel, kh, kw, border = "valid") {
  if (border !== "valid") {
    const padded = pad2d(image, h, w, kh, kw, border);
    return correlate2d(padded, h + kh - 1, w + kw - 1, kernel, kh, kw);
  }
  const Output = image instanceof Float32Array ? Float32Array : Float64Array;
  const rows = Math.max(0, h - kh + 1);
  const columns = Math.max(0, w - kw + 1);
  const output = new Output(rows * columns);
  for (let s = 0; s < rows; s += 1) {
    for (let t = 0; t < columns; t += 1) {
      let sum = 0; // in float64, whatever the arrays are
      for (let i = 0; i < kh; i += 1) {
        const from = (s + i) * w + t;
        for (let j = 0; j < kw; j += 1) sum += kernel[i * kw + j] * image[from + j];
      }
      output[s * columns + t] = sum;
    }
  }
  return output;
}

/* The image padded by kh - 1 rows and kw - 1 columns, split between both sides. An even kernel
   puts the odd one after, as torch's padding="same" does. */
export function pad2d(image, h, w, kh, kw, border) {
  const above = Math.floor((kh - 1) / 2);
  const left = Math.floor((kw - 1) / 2);
  const width = w + kw - 1;
  const padded = new image.constructor((h + kh - 1) * width);
  for (let s = 0; s < h + kh - 1; s += 1) {
    const row = sourceIndex(s - above, h, border);
    for (let t = 0; t < width; t += 1) {
      const column = sourceIndex(t - left, w, border);
      if (row >= 0 && column >= 0) padded[s * width + t] = image[row * w + column];
    }
  }
  return padded;
}

/* Which pixel of 0 … n - 1 stands at index i, inside or outside; -1 for none, which is zero. */
export function sourceIndex(i, n, border) {
  if (i >= 0 && i < n) return i;
  if (border === "zero") return -1;
  if (border === "edge") return i < 0 ? 0 : n - 1;
  if (border !== "reflect") {
    throw new Error(`border "${border}" is none of "valid", "zero", "edge", "reflect"`);
  }
  if (n === 1) return 0;
  const period = 2 * (n - 1); // the mirrored row repeats, so a kernel may be wider than the image
  const folded = ((i % period) + period) % period;
  return folded < n ? folded : period - folded;
}

/* (m,) -> (m,), back to front. */
export function flip1d(k) {
  return Float64Array.from(k).reverse();
}

/* (kh, kw) flat -> (kh, kw) flat, turned by half: row-major order reversed is both axes reversed,
   whatever the shape. */
export function flip2d(kernel) {
  return flip1d(kernel);
}

/* Rows of a flat array. */
export function toRows(flat, columns) {
  const rows = [];
  for (let i = 0; i < flat.length; i += columns) rows.push(Array.from(flat.slice(i, i + columns)));
  return rows;
}

/* A kernel, a list of equal rows, in a grid of another size, moved down and to the right: cut at
   the rim, or filled up with zeros. */
export function resizeKernel(kernel, kh, kw, down = 0, right = 0) {
  return Array.from({ length: kh }, (_, i) =>
    Array.from({ length: kw }, (__, j) => kernel[i - down]?.[j - right] ?? 0),
  );
}
