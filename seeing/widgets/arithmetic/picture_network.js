/* The course's network for small photographs, as arithmetic: `picture_network` of seeing.networks.
   Maps are flat: map by map, row by row. */

/* What its ten scores are for, as in seeing.datasets. */
export const PICTURE_CLASSES = [
  "airplane",
  "automobile",
  "bird",
  "cat",
  "deer",
  "dog",
  "frog",
  "horse",
  "ship",
  "truck",
];

const RELU = { kind: "relu" };
const convolutionOf = (mapsIn, maps, side) => ({ kind: "convolution", mapsIn, maps, side });
const poolingOf = (maps, side) => ({ kind: "pooling", maps, side });
const residualOf = (maps, side, convolutions) => ({
  kind: "residual",
  inside: Array.from({ length: convolutions }, () => [
    convolutionOf(maps, maps, side),
    RELU,
  ]).flat(),
});

/* Its layers in order. A convolution has kernels of 3 × 3 and keeps the size by zero padding;
   "residual" adds what its layers made to what went in. */
const PICTURE_LAYERS = [
  convolutionOf(3, 24, 32),
  RELU,
  convolutionOf(24, 48, 32),
  poolingOf(48, 32),
  RELU,
  residualOf(48, 16, 2),
  convolutionOf(48, 96, 16),
  poolingOf(96, 16),
  RELU,
  residualOf(96, 8, 2),
  convolutionOf(96, 144, 8),
  poolingOf(144, 8),
  RELU,
  residualOf(144, 4, 1),
  { kind: "largest", maps: 144, side: 4 },
  { kind: "linear", mapsIn: 144, maps: 10 },
];

/* Give each layer that has parameters its own, {w, b}, cut one after another in torch's order. */
export function sharedOut(numbers) {
  let at = 0;
  const withOwn = (layer) => {
    if (layer.inside) return { ...layer, inside: layer.inside.map(withOwn) };
    if (layer.mapsIn === undefined) return layer;
    const size = layer.maps * layer.mapsIn * (layer.kind === "linear" ? 1 : 9);
    const own = {
      w: numbers.subarray(at, at + size),
      b: numbers.subarray(at + size, at + size + layer.maps),
    };
    at += size + layer.maps;
    return { ...layer, ...own };
  };
  return PICTURE_LAYERS.map(withOwn);
}

const MAKES = {
  convolution: convolved,
  relu: (x) => x.map((value) => Math.max(value, 0)),
  pooling: halved,
  residual: (x, { inside }) => through(inside, x).map((value, i) => x[i] + value),
  largest: largestOfEach,
  linear: weighed,
};

const through = (layers, x) => layers.reduce(made, x);

/* What one layer makes of what goes into it. */
export function made(x, layer) {
  return MAKES[layer.kind](x, layer);
}

/* layers: from `sharedOut`; pixels: Float32Array (3·32·32), 0 to 1 -> ten scores before the
   softmax. */
export function readPicture(layers, pixels) {
  return through(layers, Float32Array.from(pixels));
}

/* Each input row is laid on the output rows that it counts for; the inner loop runs along rows. */
function convolved(x, { mapsIn, maps, side, w, b }) {
  const wide = side + 2;
  const padded = new Float32Array(mapsIn * wide * wide);
  for (let row = 0; row < mapsIn * side; row += 1) {
    const [map, s] = [Math.floor(row / side), row % side];
    padded.set(x.subarray(row * side, (row + 1) * side), (map * wide + s + 1) * wide + 1);
  }
  const out = new Float32Array(maps * side * side);
  for (let o = 0; o < maps; o += 1) {
    const base = o * side * side;
    out.fill(b[o], base, base + side * side);
    for (let c = 0; c < mapsIn; c += 1) {
      const k = 9 * (o * mapsIn + c);
      const [a0, a1, a2, b0, b1, b2, c0, c1, c2] = w.subarray(k, k + 9);
      for (let s = 0; s < side; s += 1) {
        let p = (c * wide + s) * wide;
        const end = base + (s + 1) * side;
        for (let to = base + s * side; to < end; to += 1, p += 1) {
          const [q, r] = [p + wide, p + 2 * wide];
          out[to] +=
            a0 * padded[p] +
            a1 * padded[p + 1] +
            a2 * padded[p + 2] +
            b0 * padded[q] +
            b1 * padded[q + 1] +
            b2 * padded[q + 2] +
            c0 * padded[r] +
            c1 * padded[r + 1] +
            c2 * padded[r + 2];
        }
      }
    }
  }
  return out;
}

function halved(x, { maps, side }) {
  const half = side / 2;
  const out = new Float32Array(maps * half * half);
  for (let i = 0; i < out.length; i += 1) {
    const [row, t] = [Math.floor(i / half), i % half]; // rows of all maps, one after another
    const from = 2 * row * side + 2 * t;
    out[i] = Math.max(x[from], x[from + 1], x[from + side], x[from + side + 1]);
  }
  return out;
}

function largestOfEach(x, { maps, side }) {
  return Float32Array.from({ length: maps }, (_, m) =>
    Math.max(...x.subarray(m * side * side, (m + 1) * side * side)),
  );
}

function weighed(x, { mapsIn, maps, w, b }) {
  return Float32Array.from({ length: maps }, (_, o) => {
    let sum = b[o];
    for (let c = 0; c < mapsIn; c += 1) sum += w[o * mapsIn + c] * x[c];
    return sum;
  });
}

/* A copy of the pixels with a square of side × side at (row, column) filled with one colour. */
export function coveredBy(pixels, row, column, side, fill) {
  const out = Float32Array.from(pixels);
  for (let c = 0; c < 3; c += 1) {
    for (let s = row; s < row + side; s += 1)
      out.fill(fill[c], (c * 32 + s) * 32 + column, (c * 32 + s) * 32 + column + side);
  }
  return out;
}
