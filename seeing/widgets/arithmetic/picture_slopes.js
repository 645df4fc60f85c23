/* The way back through the network for photographs: how fast a score changes with each pixel.
   Maps are flat, as in picture_network.js. */

import { made } from "./picture_network.js";

/* Upstream gradient, what went into the layer, the layer -> the gradient of what went in. */
const BACK = {
  convolution: (upstream, x, layer) => made(upstream, turnedRound(layer)),
  relu: (upstream, x) => upstream.map((slope, i) => (x[i] > 0 ? slope : 0)),
  pooling: toTheLargest,
  residual: (upstream, x, { inside }) =>
    backThrough(inside, inputsOf(inside, x).inputs, upstream).map(
      (slope, i) => upstream[i] + slope,
    ),
  largest: toTheLargestOfEach,
  linear: (upstream, x, { mapsIn, maps, w }) =>
    x.map((_, c) => {
      let sum = 0;
      for (let o = 0; o < maps; o += 1) sum += upstream[o] * w[o * mapsIn + c];
      return sum;
    }),
};

/* layers: from `sharedOut`; pixels: Float32Array (3·32·32); unit: 0 to 9. Returns {scores, slopes}:
   all ten, and the gradient of the unit's own with respect to the pixels. */
export function slopesOf(layers, pixels, unit) {
  const { inputs, output } = inputsOf(layers, Float32Array.from(pixels));
  const upstream = new Float32Array(output.length);
  upstream[unit] = 1;
  return { scores: output, slopes: backThrough(layers, inputs, upstream) };
}

function inputsOf(layers, x) {
  const inputs = [];
  const output = layers.reduce((now, layer) => {
    inputs.push(now);
    return made(now, layer);
  }, x);
  return { inputs, output };
}

function backThrough(layers, inputs, upstream) {
  return layers.reduceRight(
    (slopes, layer, i) => BACK[layer.kind](slopes, inputs[i], layer),
    upstream,
  );
}

const turned = new WeakMap(); // a layer -> its convolution of the way back; its kernels stay

/* The way back through a convolution is one, with kernels turned by half and maps exchanged. */
function turnedRound(layer) {
  if (!turned.has(layer)) {
    const { maps, mapsIn, side, w } = layer;
    const back = new Float32Array(w.length);
    for (let o = 0; o < maps; o += 1)
      for (let c = 0; c < mapsIn; c += 1)
        for (let k = 0; k < 9; k += 1)
          back[9 * (c * maps + o) + 8 - k] = w[9 * (o * mapsIn + c) + k];
    const b = new Float32Array(mapsIn);
    turned.set(layer, { kind: "convolution", mapsIn: maps, maps: mapsIn, side, w: back, b });
  }
  return turned.get(layer);
}

function toTheLargest(upstream, x, { side }) {
  const half = side / 2;
  const out = new Float32Array(x.length);
  upstream.forEach((slope, i) => {
    const [row, t] = [Math.floor(i / half), i % half];
    const from = 2 * row * side + 2 * t;
    const window = [from, from + 1, from + side, from + side + 1];
    out[window.reduce((best, at) => (x[at] > x[best] ? at : best))] += slope;
  });
  return out;
}

function toTheLargestOfEach(upstream, x, { maps, side }) {
  const area = side * side;
  const out = new Float32Array(x.length);
  for (let m = 0; m < maps; m += 1) {
    let best = m * area;
    for (let i = best; i < (m + 1) * area; i += 1) if (x[i] > x[best]) best = i;
    out[best] = upstream[m];
  }
  return out;
}
