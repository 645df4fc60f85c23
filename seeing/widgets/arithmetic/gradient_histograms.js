/* Histograms of oriented gradients (Dalal and Triggs, 2005), as scikit-image's `hog` computes them
   with block_norm="L2". Arithmetic only; pictures are flat and row-major. */

const BLOCK = 2; // cells a side
const EPSILON = 1e-5; // of each pixel, so that a flat block can be divided by its length

/* A picture of 0 to 255 in another light: contrast · 255 · (value / 255)^gamma + brightness. The
   numbers may leave 0 to 255 unless they are `cut` off there, as in a file. */
export function relit(pixels, { gamma, contrast, brightness, cut }) {
  return Float64Array.from(pixels, (value) => {
    const lit = contrast * 255 * (value / 255) ** gamma + brightness;
    return cut ? Math.max(0, Math.min(255, lit)) : lit;
  });
}

/* {gx, gy}: right minus left and below minus above of each pixel; 0 in the outermost rows and
   columns, where one of the two is missing. */
export function centralDifferences(pixels, h, w) {
  const [gx, gy] = [new Float64Array(h * w), new Float64Array(h * w)];
  for (let i = 0; i < h * w; i += 1) {
    const [row, column] = [Math.floor(i / w), i % w];
    if (column > 0 && column < w - 1) gx[i] = pixels[i + 1] - pixels[i - 1];
    if (row > 0 && row < h - 1) gy[i] = pixels[i + w] - pixels[i - w];
  }
  return { gx, gy };
}

/* The direction of a gradient without its sign, 0 to below 180 degrees, clockwise from the right. */
export function orientationOf(x, y) {
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  return ((degrees % 180) + 180) % 180;
}

/* {sums, rows, columns, area}: for each cell of `cell` × `cell` pixels, its area, and each bin of
   180 / bins degrees the sum of the gradients' lengths; what is left over at the right and below
   belongs to none. */
export function cellHistograms({ gx, gy }, h, w, { cell, bins }) {
  const [rows, columns] = [Math.floor(h / cell), Math.floor(w / cell)];
  const sums = new Float64Array(rows * columns * bins);
  for (let row = 0; row < rows * cell; row += 1) {
    for (let column = 0; column < columns * cell; column += 1) {
      const i = row * w + column;
      const place = Math.floor(row / cell) * columns + Math.floor(column / cell);
      const bin = Math.floor((orientationOf(gx[i], gy[i]) * bins) / 180);
      sums[place * bins + Math.min(bin, bins - 1)] += Math.hypot(gx[i], gy[i]);
    }
  }
  return { sums, rows, columns, area: cell * cell };
}

/* The block of 2 × 2 cells from (row, column): {sums, length, shares}, cell after cell. */
export function blockAt({ sums, columns, area }, bins, row, column) {
  const cells = [0, 1].flatMap((down) =>
    [0, 1].map((right) => (row + down) * columns + column + right),
  );
  const values = cells.flatMap((place) =>
    Array.from(sums.subarray(place * bins, (place + 1) * bins)),
  );
  const squares = values.reduce((total, value) => total + value * value, 0);
  const divisor = Math.sqrt(squares + (EPSILON * area) ** 2); // scikit-image's sums are means
  return {
    sums: values,
    length: Math.sqrt(squares),
    shares: values.map((value) => value / divisor),
  };
}

/* All blocks, one after the other, line by line: the vector. */
export function hogVector(histograms, bins) {
  const { rows, columns } = histograms;
  const [down, across] = [rows - BLOCK + 1, columns - BLOCK + 1];
  return Array.from({ length: down * across }, (_, i) =>
    blockAt(histograms, bins, Math.floor(i / across), i % across),
  ).flatMap(({ shares }) => shares);
}

/* {histograms, vector, gradients} of a picture. */
export function describe(pixels, { height, width }, { cell, bins }) {
  const gradients = centralDifferences(pixels, height, width);
  const histograms = cellHistograms(gradients, height, width, { cell, bins });
  return { gradients, histograms, vector: hogVector(histograms, bins) };
}

/* The length of the difference, as a share of the first one's length. */
export function relativeChange(before, after) {
  let [apart, size] = [0, 0];
  for (let i = 0; i < before.length; i += 1) {
    apart += (after[i] - before[i]) ** 2;
    size += before[i] ** 2;
  }
  if (apart === 0) return 0;
  return Math.sqrt(apart / size);
}

/* By how much the pixels have changed: {least, most}, each of 0 and more. */
export function pixelChanges(before, after) {
  const changes = Array.from(after, (value, i) => Math.abs(value - before[i]));
  return { least: Math.min(...changes), most: Math.max(...changes) };
}
