/* The course's network for digits: what each layer makes of a drawing, and where a number comes
   from. Arithmetic only; maps are flat: map by map, row by row. */

import { unpackNumbers } from "../kit/unpack.js";
import { firstLargest, poolWindow } from "./pooling.js";

/* Each layer's maps and their side; the last has the ten scores. */
export const DIGIT_LAYERS = [
  { name: "conv1", kind: "convolution", maps: 12, side: 24, kernel: 5, mapsIn: 1, sideIn: 28 },
  { name: "pool1", kind: "pooling", maps: 12, side: 12, mapsIn: 12, sideIn: 24 },
  { name: "conv2", kind: "convolution", maps: 24, side: 8, kernel: 5, mapsIn: 12, sideIn: 12 },
  { name: "pool2", kind: "pooling", maps: 24, side: 4, mapsIn: 24, sideIn: 8 },
  { name: "scores", kind: "linear", maps: 10, side: 1, kernel: 4, mapsIn: 24, sideIn: 4 },
];

/* The packed float32 weights, in torch's order: of each layer the kernels, then the biases. */
export function unpackWeights(packed) {
  const numbers = unpackNumbers(packed);
  const layers = [];
  let at = 0;
  for (const { kind, maps, mapsIn, kernel } of DIGIT_LAYERS) {
    if (kind === "pooling") {
      layers.push(null);
      continue;
    }
    const size = maps * mapsIn * kernel * kernel;
    layers.push({
      w: numbers.subarray(at, at + size),
      b: numbers.subarray(at + size, at + size + maps),
    });
    at += size + maps;
  }
  return layers;
}

/* pixels: 28·28, 0 paper to 1 ink. Returns for each layer {before, after}, before and after its
   ReLU; for the scores, before are the scores and after the probabilities. */
export function readDigit(layers, pixels) {
  const passed = [];
  let x = Float64Array.from(pixels);
  for (const [i, layer] of DIGIT_LAYERS.entries()) {
    if (layer.kind === "pooling") {
      x = largestOfFour(x, layer);
      passed.push({ before: x, after: x });
      continue;
    }
    const before = slideAll(x, layer, layers[i]);
    x = layer.kind === "linear" ? softmaxOf(before) : before.map((value) => Math.max(value, 0));
    passed.push({ before, after: x });
  }
  return passed;
}

function slideAll(x, { maps, side, kernel, mapsIn, sideIn }, { w, b }) {
  const out = new Float64Array(maps * side * side);
  for (let o = 0; o < maps; o += 1) {
    const base = o * side * side;
    out.fill(b[o], base, base + side * side);
    for (let c = 0; c < mapsIn; c += 1) {
      for (let tap = 0; tap < kernel * kernel; tap += 1) {
        const weight = w[(o * mapsIn + c) * kernel * kernel + tap];
        const [down, across] = [Math.floor(tap / kernel), tap % kernel];
        for (let s = 0; s < side; s += 1) {
          const from = (c * sideIn + s + down) * sideIn + across;
          const to = base + s * side;
          for (let t = 0; t < side; t += 1) out[to + t] += weight * x[from + t];
        }
      }
    }
  }
  return out;
}

function largestOfFour(x, { maps, side, sideIn }) {
  const out = new Float64Array(maps * side * side);
  for (let c = 0; c < maps; c += 1) {
    for (let s = 0; s < side; s += 1) {
      for (let t = 0; t < side; t += 1) {
        const i = c * sideIn * sideIn + 2 * s * sideIn + 2 * t;
        out[(c * side + s) * side + t] = Math.max(x[i], x[i + 1], x[i + sideIn], x[i + sideIn + 1]);
      }
    }
  }
  return out;
}

/* Probabilities of scores. */
export function softmaxOf(scores) {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/* Where one number of one layer comes from. {patch, weights, products}: each `tiles` squares of
   `side`; sum of the products, bias, before and after ReLU; `strongest`, the tile that gave most,
   by size. For a pooling there is a patch of one tile, and `best`, its largest place. */
export function originOf(layers, pixels, passed, index, map, row, column) {
  const layer = DIGIT_LAYERS[index];
  const x = index === 0 ? pixels : passed[index - 1].after;
  const at = (map * layer.side + row) * layer.side + column;
  const { before, after } = passed[index];
  if (layer.kind === "pooling") {
    const plane = x.slice(map * layer.sideIn ** 2, (map + 1) * layer.sideIn ** 2);
    const seen = poolWindow(row, column, 2, 2, layer.sideIn);
    const patch = seen.map((i) => plane[i]);
    return {
      tiles: 1,
      side: 2,
      patch,
      best: seen.indexOf(firstLargest(plane, seen)),
      strongest: map,
      before: before[at],
      after: after[at],
    };
  }
  const { kernel, mapsIn, sideIn } = layer;
  const area = kernel * kernel;
  const weights = layers[index].w.slice(map * mapsIn * area, (map + 1) * mapsIn * area);
  const patch = Float64Array.from(weights, (_, i) => {
    const [c, tap] = [Math.floor(i / area), i % area];
    return x[(c * sideIn + row + Math.floor(tap / kernel)) * sideIn + column + (tap % kernel)];
  });
  const products = patch.map((value, i) => value * weights[i]);
  const shares = Array.from({ length: mapsIn }, (_, c) =>
    products.slice(c * area, (c + 1) * area).reduce((a, b) => a + b, 0),
  );
  const strongest = shares.reduce(
    (best, share, c) => (Math.abs(share) > Math.abs(shares[best]) ? c : best),
    0,
  );
  const sum = shares.reduce((a, b) => a + b, 0);
  return {
    tiles: mapsIn,
    side: kernel,
    patch,
    weights,
    products,
    sum,
    bias: layers[index].b[map],
    strongest,
    before: before[at],
    after: after[at],
  };
}
