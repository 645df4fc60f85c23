/* A picture of 32 × 32 that climbs: gradient ascent by Adam, as `seeing.features.visualize` does
   it, with the same switches. Planes are flat, row by row; three make a picture. */

import { normals, randoms } from "./edges.js";
import { slopesOf } from "./picture_slopes.js";

const SIDE = 32;
const AREA = SIDE * SIDE;
const RATE = 0.02;
const [BETA1, BETA2, TINY] = [0.9, 0.999, 1e-8];
const [L2_WEIGHT, VARIATION_WEIGHT] = [200, 20];
const JITTER = 4; // pixels
const [DEGREES, ZOOM] = [10, 0.1];

/* Everything that changes while a picture climbs. seed: a whole number; ways: see `goalOf`. */
export function beginning(seed, { waves }) {
  const [spread, noise] = [waves ? 0.01 : 0.1, normals(seed)];
  const numbers = Float64Array.from({ length: 3 * AREA }, () => spread * noise());
  const none = () => new Float64Array(3 * AREA);
  return { numbers, mean: none(), square: none(), steps: 0, draw: randoms(seed + 1) };
}

/* Take one step upwards, in place; returns what `goalOf` found before it. */
export function ascend(layers, climb, unit, ways) {
  const found = goalOf(layers, climb.numbers, unit, ways, climb.draw);
  climb.steps += 1;
  const [first, second] = [1 - BETA1 ** climb.steps, 1 - BETA2 ** climb.steps];
  found.slopes.forEach((slope, i) => {
    climb.mean[i] += (1 - BETA1) * (slope - climb.mean[i]);
    climb.square[i] += (1 - BETA2) * (slope * slope - climb.square[i]);
    const size = Math.sqrt(climb.square[i] / second) + TINY;
    climb.numbers[i] += (RATE * climb.mean[i]) / first / size;
  });
  return found;
}

/* ways: {l2, variation, blur, jitter, turns, waves} of true and false, and colours: nine numbers,
   how channels belong together, or null. draw: gives numbers of 0 to 1. Returns {picture, shown,
   goal, slopes}: the picture and what the network saw, each (3·32·32), what the goal is worth, and
   its gradient with respect to the numbers. */
export function goalOf(layers, numbers, unit, ways, draw) {
  const picture = pictureOf(numbers, ways);
  const changes = changesOf(ways, draw);
  const shown = changes.reduce((now, { forth }) => byPlane(now, forth), picture);
  const { scores, slopes } = slopesOf(layers, shown, unit);
  const back = changes.reduceRight((now, { back: way }) => byPlane(now, way), slopes);
  const { cost, costs } = penalties(picture, ways);
  const upstream = Float64Array.from(back, (slope, i) => slope - costs[i]);
  const goal = scores[unit] - cost;
  return { picture, shown, goal, slopes: numberSlopes(upstream, picture, ways) };
}

/* The picture that numbers stand for, each of 0 to 1. */
export function pictureOf(numbers, { waves, colours }) {
  const plane = waves ? byPlane(numbers, fromWaves) : numbers;
  const mixed = colours ? mix(plane, (to, from) => colours[3 * to + from]) : plane;
  return Float64Array.from(mixed, (value) => 1 / (1 + Math.exp(-value)));
}

function numberSlopes(upstream, picture, { waves, colours }) {
  const inside = upstream.map((slope, i) => slope * picture[i] * (1 - picture[i]));
  const apart = colours ? mix(inside, (to, from) => colours[3 * from + to]) : inside;
  return waves ? byPlane(apart, toWaves) : apart;
}

function byPlane(values, change) {
  const out = new Float64Array(3 * AREA);
  for (let c = 0; c < 3; c += 1)
    out.set(change(values.subarray(c * AREA, (c + 1) * AREA)), c * AREA);
  return out;
}

function mix(values, weight) {
  return Float64Array.from({ length: 3 * AREA }, (_, i) => {
    const [to, at] = [Math.floor(i / AREA), i % AREA];
    return [0, 1, 2].reduce((sum, from) => sum + weight(to, from) * values[from * AREA + at], 0);
  });
}

const matrix = (entry) =>
  Float64Array.from({ length: AREA }, (_, i) => entry(Math.floor(i / SIDE), i % SIDE));

/* Two matrices of 32 × 32 multiplied. */
function product(a, b) {
  const out = new Float64Array(AREA);
  for (let i = 0; i < SIDE; i += 1)
    for (let k = 0; k < SIDE; k += 1)
      for (let j = 0; j < SIDE; j += 1) out[SIDE * i + j] += a[SIDE * i + k] * b[SIDE * k + j];
  return out;
}

/* Hartley's transform, sines and cosines in one: real, and its own inverse. */
const HARTLEY = matrix((i, k) => {
  const angle = (2 * Math.PI * i * k) / SIDE;
  return (Math.cos(angle) + Math.sin(angle)) / Math.sqrt(SIDE);
});
const periods = (k) => Math.min(k, SIDE - k) / SIDE;
const STRENGTH = matrix((i, k) => 1 / Math.max(Math.hypot(periods(i), periods(k)), 1 / SIDE));
const fromWaves = (waves) =>
  product(
    product(
      HARTLEY,
      waves.map((wave, i) => wave * STRENGTH[i]),
    ),
    HARTLEY,
  );
const toWaves = (plane) =>
  product(product(HARTLEY, plane), HARTLEY).map((wave, i) => wave * STRENGTH[i]);

/* What happens to each plane before the network sees it, and how slopes come back through it. */
function changesOf({ blur, jitter, turns }, draw) {
  const changes = [];
  if (jitter) changes.push(shift(whole(draw), whole(draw)));
  if (turns) changes.push(turn(2 * draw() - 1, 2 * draw() - 1));
  if (blur) changes.push(BLUR);
  return changes;
}

const whole = (draw) => Math.floor((2 * JITTER + 1) * draw()) - JITTER;
const around = (place) => (place + SIDE) % SIDE;

function shift(down, right) {
  const moved = (s, t) => (plane) => matrix((i, j) => plane[SIDE * around(i - s) + around(j - t)]);
  return { forth: moved(down, right), back: moved(-down, -right) };
}

const mirrored = (place) => {
  const at = ((place % (2 * SIDE)) + 2 * SIDE) % (2 * SIDE);
  return at < SIDE ? at : 2 * SIDE - 1 - at;
};

/* Each place looks at four neighbours of where it came from; angle and size: −1 to 1. */
function turn(angle, size) {
  const [radians, scale] = [(angle * DEGREES * Math.PI) / 180, 1 + ZOOM * size];
  const [cos, sin] = [scale * Math.cos(radians), scale * Math.sin(radians)];
  const middle = (SIDE - 1) / 2;
  const looks = Array.from({ length: AREA }, (_, place) => {
    const [y, x] = [Math.floor(place / SIDE) - middle, (place % SIDE) - middle];
    const [row, column] = [sin * x + cos * y + middle, cos * x - sin * y + middle];
    const [s, t] = [Math.floor(row), Math.floor(column)];
    return [0, 1, 2, 3].map((corner) => {
      const [i, j] = [s + (corner >> 1), t + (corner & 1)];
      const weight = (1 - Math.abs(row - i)) * (1 - Math.abs(column - j));
      return [SIDE * mirrored(i) + mirrored(j), weight];
    });
  });
  return {
    forth: (plane) =>
      Float64Array.from(looks, (four) => four.reduce((sum, [at, w]) => sum + w * plane[at], 0)),
    back: (slopes) => {
      const out = new Float64Array(AREA);
      looks.forEach((four, place) => {
        for (const [at, weight] of four) out[at] += weight * slopes[place];
      });
      return out;
    },
  };
}

/* A Gaussian of width 1, three pixels to each side, mirrored at the rim without its own pixel. */
const ROWS = (() => {
  const inside = (at) => (at < 0 ? -at : at >= SIDE ? 2 * SIDE - 2 - at : at);
  const weights = [-3, -2, -1, 0, 1, 2, 3].map((k) => Math.exp(-0.5 * k * k));
  const total = weights.reduce((a, b) => a + b, 0);
  const out = new Float64Array(AREA);
  for (let i = 0; i < SIDE; i += 1)
    weights.forEach((weight, k) => {
      out[SIDE * i + inside(i + k - 3)] += weight / total;
    });
  return out;
})();
const COLUMNS = matrix((i, j) => ROWS[SIDE * j + i]);
const BLUR = {
  forth: (plane) => product(product(ROWS, plane), COLUMNS),
  back: (slopes) => product(product(COLUMNS, slopes), ROWS),
};

/* What is subtracted from the score, {cost, costs}: a number, and its gradient by pixel. */
function penalties(picture, { l2, variation }) {
  const costs = new Float64Array(picture.length);
  let cost = 0;
  if (l2)
    picture.forEach((value, i) => {
      cost += (L2_WEIGHT * (value - 0.5) ** 2) / picture.length;
      costs[i] += (2 * L2_WEIGHT * (value - 0.5)) / picture.length;
    });
  if (variation) {
    const weight = VARIATION_WEIGHT / (3 * SIDE * (SIDE - 1));
    picture.forEach((value, i) => {
      const beside = (i + 1) % SIDE ? i + 1 : i; // itself at the rim: no difference
      const below = i % AREA < AREA - SIDE ? i + SIDE : i;
      for (const other of [beside, below]) {
        const difference = picture[other] - value;
        cost += weight * Math.abs(difference);
        costs[other] += weight * Math.sign(difference);
        costs[i] -= weight * Math.sign(difference);
      }
    });
  }
  return { cost, costs };
}
