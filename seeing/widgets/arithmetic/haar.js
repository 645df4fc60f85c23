/* Integral images, Haar-like features, and the stump that a feature makes. Arithmetic only. A place
   is {top, left, height, width}: where a feature begins, and the size of one of its rectangles. */

/* The signs of a feature's rectangles, all of one size. */
export const HAAR_KINDS = {
  beside: [[1, -1]],
  stacked: [[-1], [1]],
  three: [[-1, 1, -1]],
  four: [
    [1, -1],
    [-1, 1],
  ],
};

/* pixels: h·w -> (h + 1)·(w + 1) sums of all pixels above and to the left. */
export function integralImage(pixels, h, w) {
  const sums = new Float64Array((h + 1) * (w + 1));
  for (let row = 0; row < h; row += 1) {
    let line = 0;
    for (let column = 0; column < w; column += 1) {
      line += pixels[row * w + column];
      sums[(row + 1) * (w + 1) + column + 1] = sums[row * (w + 1) + column + 1] + line;
    }
  }
  return sums;
}

/* The corners of a feature's rectangles, row by row: {row, column, weight}. A corner counts once
   for each rectangle that it bounds: with its sign above to the left and below to the right of it,
   with the opposite one else. */
export function lookUps(kind, { top, left, height, width }) {
  const signs = HAAR_KINDS[kind];
  const signAt = (i, j) => signs[i]?.[j] ?? 0;
  return Array.from({ length: signs.length + 1 }, (_, i) =>
    Array.from({ length: signs[0].length + 1 }, (__, j) => ({
      row: top + i * height,
      column: left + j * width,
      weight: signAt(i - 1, j - 1) + signAt(i, j) - signAt(i - 1, j) - signAt(i, j - 1),
    })),
  );
}

/* The sums under + minus those under −, of corners of an integral image with rows of `stride`. */
export function featureSum(integral, stride, corners) {
  return corners
    .flat()
    .reduce((sum, { row, column, weight }) => sum + weight * integral[row * stride + column], 0);
}

/* The nearest place at which a feature lies within squares × squares. */
export function placeInside(kind, { top, left, height, width }, squares) {
  const signs = HAAR_KINDS[kind];
  const within = (value, low, high) => Math.max(low, Math.min(high, value));
  const high = within(height, 1, Math.floor(squares / signs.length));
  const wide = within(width, 1, Math.floor(squares / signs[0].length));
  return {
    top: within(top, 0, squares - signs.length * high),
    left: within(left, 0, squares - signs[0].length * wide),
    height: high,
    width: wide,
  };
}

/* "stacked 2 1 1 6" -> its row in the record of all features within squares × squares. */
export function recordRows(squares) {
  const rows = new Map();
  for (const [kind, signs] of Object.entries(HAAR_KINDS)) {
    const [down, across] = [signs.length, signs[0].length];
    for (let height = 1; down * height <= squares; height += 1)
      for (let width = 1; across * width <= squares; width += 1)
        for (let top = 0; top + down * height <= squares; top += 1)
          for (let left = 0; left + across * width <= squares; left += 1)
            rows.set(keyOf(kind, { top, left, height, width }), rows.size);
  }
  return rows;
}

export function keyOf(kind, { top, left, height, width }) {
  return [kind, top, left, height, width].join(" ");
}

/* The better of "a face where the value is above the threshold" and "… below": which, how many
   faces and others are wrong, the share ε of all that are, β = ε / (1 − ε), α = log(1 / β).
   faces, others: how many in each bin; below: how many bins lie below the threshold. */
export function stumpOf({ faces, others, below }) {
  const sum = (counts) => counts.reduce((total, count) => total + count, 0);
  const sides = [faces, others].map((counts) => [
    sum(counts.slice(0, below)),
    sum(counts.slice(below)),
  ]);
  const total = sum(sides.flat());
  const [[facesBelow, facesAbove], [othersBelow, othersAbove]] = sides;
  const above = 2 * (facesBelow + othersAbove) <= total;
  const [wrongFaces, wrongOthers] = above ? [facesBelow, othersAbove] : [facesAbove, othersBelow];
  const error = (wrongFaces + wrongOthers) / total;
  const beta = error / (1 - error);
  return { above, wrongFaces, wrongOthers, total, error, beta, alpha: Math.log(1 / beta) };
}
