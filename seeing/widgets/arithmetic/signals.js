/* A signal through a deep network before its first step: values forward, gradients backward.
   Arithmetic only. All layers are fully connected and have no bias, as at the start of training.
   Values are flat, images · units; weights are flat, units out · units in, as torch has them. */

import { softmaxOf } from "./digit_network.js";
import { normals } from "./edges.js";

export const WIDTH = 64; // units of each layer, and pixels of an image
const CLASSES = 10;

/* Each with what it makes of a sum, and its slope there, from what it made. */
export const ACTIVATIONS = {
  relu: { of: (sum) => Math.max(sum, 0), slope: (value) => (value > 0 ? 1 : 0) },
  tanh: { of: Math.tanh, slope: (value) => 1 - value * value },
  sigmoid: { of: (sum) => 1 / (1 + Math.exp(-sum)), slope: (value) => value * (1 - value) },
};

/* {scores, layers}: weights of deviation 1, the same for the same seed. The scores' come first, so
   that a deeper network begins with the layers of the others. */
export function drawnWeights(seed, depth) {
  const draw = normals(seed);
  const layer = (units) => Float64Array.from({ length: units * WIDTH }, draw);
  return { scores: layer(CLASSES), layers: Array.from({ length: depth }, () => layer(WIDTH)) };
}

/* {values, gradients}: what each layer gives, and the gradient of its weights, of the mean
   cross-entropy of `labels`. pixels: images · WIDTH. drawn: of drawnWeights, `depth` layers or
   more; each weight is gain / √WIDTH times what was drawn. */
export function signalFlow({ pixels, labels }, drawn, { gain, activation, depth }) {
  const { of, slope } = ACTIVATIONS[activation];
  const scaled = (layer) => layer.map((weight) => (gain / Math.sqrt(WIDTH)) * weight);
  const weights = drawn.layers.slice(0, depth).map(scaled);
  const last = scaled(drawn.scores);
  const values = [pixels];
  for (const layer of weights) values.push(sums(values.at(-1), layer).map(of));
  const errors = scoreErrors(sums(values.at(-1), last), labels);
  let { before } = backThrough(errors, values.at(-1), last);
  const gradients = [];
  for (let i = depth; i >= 1; i -= 1) {
    const slopes = before.map((change, j) => change * slope(values[i][j]));
    const back = backThrough(slopes, values[i - 1], weights[i - 1]);
    gradients.unshift(back.gradient);
    ({ before } = back);
  }
  return { values: values.slice(1), gradients };
}

/* One row of sums for each image: images · units out. */
function sums(inputs, weights) {
  const images = inputs.length / WIDTH;
  const units = weights.length / WIDTH;
  const out = new Float64Array(images * units);
  for (let image = 0; image < images; image += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      let sum = 0;
      for (let j = 0; j < WIDTH; j += 1) {
        sum += weights[unit * WIDTH + j] * inputs[image * WIDTH + j];
      }
      out[image * units + unit] = sum;
    }
  }
  return out;
}

/* How the mean cross-entropy changes with each score: (softmax − 1 at the label) / images. */
function scoreErrors(scores, labels) {
  return Float64Array.from(
    labels.flatMap((label, image) => {
      const row = Array.from(scores.slice(CLASSES * image, CLASSES * (image + 1)));
      return softmaxOf(row).map(
        (share, score) => (share - (score === label ? 1 : 0)) / labels.length,
      );
    }),
  );
}

/* {gradient of the weights, and how the loss changes with what came in before}. slopes: with each
   sum, images · units out. */
function backThrough(slopes, inputs, weights) {
  const images = inputs.length / WIDTH;
  const units = weights.length / WIDTH;
  const gradient = new Float64Array(weights.length);
  const before = new Float64Array(inputs.length);
  for (let image = 0; image < images; image += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      const change = slopes[image * units + unit];
      if (change === 0) continue;
      for (let j = 0; j < WIDTH; j += 1) {
        gradient[unit * WIDTH + j] += change * inputs[image * WIDTH + j];
        before[image * WIDTH + j] += change * weights[unit * WIDTH + j];
      }
    }
  }
  return { gradient, before };
}

/* The root of the mean square. */
export function rms(numbers) {
  return Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0) / numbers.length);
}

/* How many units give 0 for every image. */
export function deadUnits(values) {
  let dead = 0;
  for (let unit = 0; unit < WIDTH; unit += 1) {
    let i = unit;
    while (i < values.length && values[i] === 0) i += WIDTH;
    if (i >= values.length) dead += 1;
  }
  return dead;
}

/* {values, gradient: root mean squares, dead: units} of each layer. */
export function layersOf({ values, gradients }) {
  return values.map((layer, i) => ({
    values: rms(layer),
    gradient: rms(gradients[i]),
    dead: deadUnits(layer),
  }));
}

/* How many of the numbers lie in each of equal bins from `low` to `high`, which is in the last. */
export function binCounts(numbers, [low, high], bins) {
  const counts = Array.from({ length: bins }, () => 0);
  for (const number of numbers) {
    const bin = Math.floor((bins * (number - low)) / (high - low));
    counts[Math.max(0, Math.min(bins - 1, bin))] += 1;
  }
  return counts;
}
