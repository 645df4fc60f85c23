/* Pixels that change places, and a linear classifier that does not mind. Arithmetic only; pictures
   and orders are flat and row-major. */

import { randoms } from "./edges.js";

/* 0 to count − 1 in an order that looks random, the same for the same seed (Fisher and Yates). */
export function mixedIndices(seed, count) {
  const draw = randoms(seed);
  const indices = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(draw() * (i + 1));
    [indices[i], indices[j]] = [indices[j], indices[i]];
  }
  return indices;
}

/* How many of `count` pixels a share displaces, per cent: never one alone, which has no place to go
   to. */
export function displacedCount(share, count) {
  const wanted = Math.round((share * count) / 100);
  return wanted === 1 ? 0 : wanted;
}

/* Output pixel i is input pixel order[i]. A chain of swaps hands the displaced pixels round; a
   larger share makes the same chain longer. */
export function chainOrder(seed, count, share) {
  const order = Array.from({ length: count }, (_, i) => i);
  const chain = mixedIndices(seed, count).slice(0, displacedCount(share, count));
  chain.forEach((pixel, i) => {
    order[pixel] = chain[(i + 1) % chain.length];
  });
  return order;
}

export function inOrder(values, order) {
  return order.map((i) => values[i]);
}

/* How far a pixel tells its right neighbour: Pearson's correlation over all such pairs, or null
   where all pixels on one side are alike. */
export function neighbourCorrelation(pixels, height, width) {
  const pairs = [];
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column + 1 < width; column += 1) {
      pairs.push([pixels[row * width + column], pixels[row * width + column + 1]]);
    }
  }
  const mean = (side) => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [left, right] = [mean(0), mean(1)];
  let [both, lefts, rights] = [0, 0, 0];
  for (const [x, y] of pairs) {
    both += (x - left) * (y - right);
    lefts += (x - left) ** 2;
    rights += (y - right) ** 2;
  }
  return lefts > 0 && rights > 0 ? both / Math.sqrt(lefts * rights) : null;
}

/* {w: a row of weights for each class, b} of the numbers in a row: weights first, then biases. */
export function linearLayer(numbers, classes) {
  const size = numbers.length / classes - 1;
  const w = Array.from({ length: classes }, (_, c) =>
    Array.from(numbers.slice(c * size, (c + 1) * size)),
  );
  return { w, b: Array.from(numbers.slice(classes * size)) };
}

/* The layer that gives the same scores where the pixels come in another order. */
export function layerInOrder({ w, b }, order) {
  return { w: w.map((row) => inOrder(row, order)), b };
}

/* One score for each class: Σ weight · pixel + bias. */
export function linearScores({ w, b }, pixels) {
  return w.map((row, c) => row.reduce((sum, weight, i) => sum + weight * pixels[i], b[c]));
}

export function largestPlace(values) {
  return values.indexOf(Math.max(...values));
}

/* Of all runs of `length` answers in which the machine got no more right than the reader, the one
   at the largest share; an answer counts with its own share, a run with its smallest.
   answers: [{share, right, machine}]; null if there is none. */
export function bestRun(answers, length) {
  let best = null;
  for (let start = 0; start + length <= answers.length; start += 1) {
    const run = answers.slice(start, start + length);
    const found = {
      share: Math.min(...run.map(({ share }) => share)),
      yours: run.filter(({ right }) => right).length,
      machines: run.filter(({ machine }) => machine).length,
    };
    if (found.yours >= found.machines && (!best || found.share > best.share)) best = found;
  }
  return best;
}
