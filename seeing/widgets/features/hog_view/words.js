/* What HogView says, and its two small tasks. */

import { brief } from "../../kit/numbers.js";

const LEAST_CHANGE = 40; // of a pixel
const LESS_THAN = 0.01; // of the vector's length
const MORE_THAN = 0.1;
const ROUNDING = 1e-9;

export const HOG_TASKS = [
  `Change every pixel by at least ${LEAST_CHANGE}, and the vector by less than 1 %.`,
  `What is added to all pixels is in no gradient. Now change no pixel by more than ${LEAST_CHANGE}, and the vector by at least 10 %.`,
  "A factor that all gradients have in common is divided out. A curve, or an end that is cut off, changes some more than others. In which part of the picture have the stars changed?",
];

export const HOG_HINT =
  "Arrows point to where it gets brighter. A bin’s stroke lies along its edge, at right angles to the arrows, and is stronger for a larger sum.";

/* How many of the two tasks are done, after `done` of them. */
export function hogTasksDone(done, { least, most, vector }) {
  // A sum of contrast and brightness can miss a whole number by its last bit.
  if (done === 0 && least >= LEAST_CHANGE - 1e-6 && vector < LESS_THAN) return 1;
  if (done === 1 && most <= LEAST_CHANGE + 1e-6 && vector >= MORE_THAN) return 2;
  return done;
}

/* "The pixels have changed by 0 to 63.7, the vector of 4356 numbers by 17.6 %." */
export function changeSentence({ least, most, vector }, count) {
  const vectorOf = `the vector of ${count.toLocaleString("en")} numbers`;
  if (most === 0) return `The light is as it was, and so is ${vectorOf}.`;
  const share = vector < ROUNDING ? "0 % but for rounding" : `${brief(100 * vector)} %`;
  return `The pixels have changed by ${brief(least)} to ${brief(most)}, ${vectorOf} by ${share}.`;
}
