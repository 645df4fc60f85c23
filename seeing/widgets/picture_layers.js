/* The course's network for small photographs, as arithmetic: `picture_network` of seeing.networks.
   Maps are flat: map by map, row by row. */

/* Its layers in order. A convolution has kernels of 3 × 3 and keeps the size by a rim of zeros;
   "residual" adds what it made, after ReLU, to what went in. */
export const PICTURE_LAYERS = [
  { kind: "convolution", mapsIn: 3, maps: 24, side: 32 }, { kind: "relu" },
  { kind: "convolution", mapsIn: 24, maps: 32, side: 32 }, { kind: "pooling", maps: 32, side: 32 }, { kind: "relu" },
  { kind: "residual", mapsIn: 32, maps: 32, side: 16 },
  { kind: "convolution", mapsIn: 32, maps: 112, side: 16 }, { kind: "pooling", maps: 112, side: 16 }, { kind: "relu" },
  { kind: "residual", mapsIn: 112, maps: 112, side: 8 },
  { kind: "convolution", mapsIn: 112, maps: 160, side: 8 }, { kind: "pooling", maps: 160, side: 8 }, { kind: "relu" },
  { kind: "residual", mapsIn: 160, maps: 160, side: 4 },
  { kind: "largest", maps: 160, side: 4 },
  { kind: "linear", mapsIn: 160, maps: 10 },
];

/* Cut the parameters, one after another in torch's order, into {w, b} for each layer that has some. */
export function sharedOut(numbers) {
  let at = 0;
  return PICTURE_LAYERS.map(({ kind, mapsIn, maps }) => {
    if (mapsIn === undefined) return null;
    const size = maps * mapsIn * (kind === "linear" ? 1 : 9);
    const cut = { w: numbers.subarray(at, at + size), b: numbers.subarray(at + size, at + size + maps) };
    at += size + maps;
    return cut;
  });
}

/* pixels: Float32Array (3·32·32), 0 to 1 -> ten scores before the softmax. */
export function readPicture(parameters, pixels) {
  let x = Float32Array.from(pixels);
  PICTURE_LAYERS.forEach((layer, i) => {
    if (layer.kind === "convolution") x = convolved(x, layer, parameters[i]);
    else if (layer.kind === "residual") x = convolved(x, layer, parameters[i]).map((value, j) => x[j] + Math.max(value, 0));
    else if (layer.kind === "relu") x = x.map((value) => Math.max(value, 0));
    else if (layer.kind === "pooling") x = halved(x, layer);
    else if (layer.kind === "largest") x = largestOfEach(x, layer);
    else x = weighed(x, layer, parameters[i]);
  });
  return x;
}

/* Each input row is laid on the output rows that it counts for; the inner loop runs along rows. */
function convolved(x, { mapsIn, maps, side }, { w, b }) {
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
          out[to] += a0 * padded[p] + a1 * padded[p + 1] + a2 * padded[p + 2]
            + b0 * padded[q] + b1 * padded[q + 1] + b2 * padded[q + 2]
            + c0 * padded[r] + c1 * padded[r + 1] + c2 * padded[r + 2];
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
  return Float32Array.from({ length: maps }, (_, m) => Math.max(...x.subarray(m * side * side, (m + 1) * side * side)));
}

function weighed(x, { mapsIn, maps }, { w, b }) {
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
    for (let s = row; s < row + side; s += 1) out.fill(fill[c], (c * 32 + s) * 32 + column, (c * 32 + s) * 32 + column + side);
  }
  return out;
}
