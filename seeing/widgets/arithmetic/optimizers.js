/* Surfaces of two weights, and the rules that walk down them. Arithmetic only; places are [x, y].
   The rules are those of torch.optim: SGD, SGD with momentum, RMSprop, Adam. */

import { normals } from "./edges.js";

const ROOT_HALF = Math.SQRT1_2;
const NOISE = 2; // standard deviation of the gradient's noise, on the noisy surface
const [ALPHA, BETA1, BETA2, EPSILON] = [0.99, 0.9, 0.999, 1e-8]; // torch's own

const valley = {
  loss: ([x, y]) => (x * x + 25 * y * y) / 2,
  gradient: ([x, y]) => [x, 25 * y],
  floor: 0,
  start: [5, 1],
  view: [-6.6, 6.6, -4.95, 4.95],
};

/* Each with loss, gradient, its lowest loss, where to start, and what is shown: [left, right,
   bottom, top]. */
export const SURFACES = {
  valley,
  turned: {
    ...valley,
    loss: (at) => valley.loss(unturned(at)),
    gradient: (at) => turned(valley.gradient(unturned(at))),
    start: turned([5, 1]),
  },
  bent: {
    loss: ([x, y]) => (1 - x) ** 2 + 20 * (y - x * x) ** 2,
    gradient: ([x, y]) => [-2 * (1 - x) - 80 * x * (y - x * x), 40 * (y - x * x)],
    floor: 0,
    start: [-1.2, 1],
    view: [-2.4, 2.4, -1.2, 2.4],
  },
  wells: {
    loss: ([x, y]) => (x * x - 4) ** 2 / 8 + x / 2 + 2 * y * y,
    gradient: ([x, y]) => [(x * (x * x - 4)) / 2 + 1 / 2, 4 * y],
    floor: -1.029507282551411,
    start: [3.4, 1.5],
    view: [-4, 4, -3, 3],
  },
  noisy: { ...valley, noise: NOISE },
};

/* By 45°, so that the valley's floor runs from the lower left to the upper right. */
function turned([u, v]) {
  return [ROOT_HALF * (u - v), ROOT_HALF * (u + v)];
}

function unturned([x, y]) {
  return [ROOT_HALF * (x + y), ROOT_HALF * (y - x)];
}

/* Each rule: what it remembers at first, and one step. A step gets the gradient, the memory, the
   settings {rate, momentum} and its number, from 1; it gives the memory and the move. */
export const RULES = {
  plain: {
    memory: {},
    step: (g, memory, { rate }) => ({ memory, move: g.map((value) => -rate * value) }),
  },
  momentum: {
    memory: { v: [0, 0] },
    step: (g, { v }, { rate, momentum }) => {
      const next = v.map((value, i) => momentum * value + g[i]);
      return { memory: { v: next }, move: next.map((value) => -rate * value) };
    },
  },
  rmsprop: {
    memory: { s: [0, 0] },
    step: (g, { s }, { rate }) => {
      const next = s.map((value, i) => ALPHA * value + (1 - ALPHA) * g[i] ** 2);
      const move = g.map((value, i) => (-rate * value) / (Math.sqrt(next[i]) + EPSILON));
      return { memory: { s: next }, move };
    },
  },
  adam: {
    memory: { m: [0, 0], s: [0, 0] },
    step: (g, before, { rate }, count) => {
      const m = before.m.map((value, i) => BETA1 * value + (1 - BETA1) * g[i]);
      const s = before.s.map((value, i) => BETA2 * value + (1 - BETA2) * g[i] ** 2);
      const mean = m.map((value) => value / (1 - BETA1 ** count));
      const square = s.map((value) => value / (1 - BETA2 ** count));
      const move = mean.map((value, i) => (-rate * value) / (Math.sqrt(square[i]) + EPSILON));
      return { memory: { m, s, mean, square }, move };
    },
  },
};

/* Walk `count` steps: {path: places, losses above the lowest, steps: [{g, memory, move}, …]}. The
   walk ends early where a number is too large to go on. */
export function walk(surface, rule, settings, start, count) {
  const { loss, gradient, floor, noise } = SURFACES[surface];
  const noises = noise ? normals(1) : null;
  const walked = { path: [start], losses: [loss(start) - floor], steps: [] };
  let { memory } = RULES[rule];
  for (let n = 1; n <= count; n += 1) {
    const at = walked.path.at(-1);
    const g = gradient(at).map((value) => value + (noises ? noise * noises() : 0));
    const step = RULES[rule].step(g, memory, settings, n);
    const next = at.map((value, i) => value + step.move[i]);
    if (!next.every((value) => Math.abs(value) < 1e6)) break;
    ({ memory } = step);
    walked.path.push(next);
    walked.losses.push(loss(next) - floor);
    walked.steps.push({ g, ...step });
  }
  return walked;
}

/* After how many steps a loss stays below `share` of its start to the end of the walk; null if it
   does not. `count`: how many steps the walk should have had. */
export function stepsToStay(losses, share, count) {
  if (losses.length <= count) return null;
  const last = losses.findLastIndex((loss) => !(loss < share * losses[0]));
  return last < count ? last + 1 : null;
}
