/* The three small tasks under the figure, one after another. */

import { brief } from "../../kit/numbers.js";

export const MOST_LAYERS = 20;
export const HEALTHY = 3; // times larger or smaller in the last layer than in the first
const VANISHED = 1000; // times smaller
const LEAST_DEPTH = 10;

export const FIRST_TASK =
  `Give ReLU ${MOST_LAYERS} layers, and find a gain at which neither values nor gradients fade ` +
  `or grow: the last layer within a factor of ${HEALTHY} of the first.`;

/* How many times larger the last layer's `what` is than the first's: "values" or "gradient". */
export function growth(layers, what) {
  return layers.at(-1)[what] / layers[0][what];
}

export function isHealthy(factor) {
  return factor >= 1 / HEALTHY && factor <= HEALTHY;
}

/* How many of the three tasks are done, after `done` of them. layers: of `layersOf`; layer: the
   one that is chosen. */
export function tasksDone(done, { activation, depth, layer }, layers) {
  const values = isHealthy(growth(layers, "values"));
  const carries = depth === MOST_LAYERS && values && isHealthy(growth(layers, "gradient"));
  if (done === 0 && activation === "relu" && carries) return 1;
  if (done === 1 && activation === "tanh" && carries) return 2;
  const dies = depth >= LEAST_DEPTH && growth(layers, "gradient") > VANISHED;
  if (done === 2 && activation === "sigmoid" && values && dies && layer === 1) return 3;
  return done;
}

/* What is said when the tasks are done up to `done`. */
export function taskWords(done, { gain }, layers) {
  if (done === 1)
    return (
      `Gain ${brief(gain)} does it. Over many draws it is √2, which makes up for the half that ReLU ` +
      "sets to 0. Now the same with tanh."
    );
  if (done === 2)
    return (
      `Gain ${brief(gain)} does it; far above, the gradient grows towards the input. Now the sigmoid, ` +
      `${LEAST_DEPTH} layers or more: look at its values, then choose layer 1 and compare its ` +
      "gradient with the last layer’s."
    );
  return (
    "The sigmoid’s values look healthy, but the gradient dies on its way to the input: in layer 1 " +
    `it is ${roughly(growth(layers, "gradient"))} times smaller than in layer ${layers.length}. ` +
    "Whoever looks at values alone does not see it."
  );
}

/* Two digits are enough to say how many times. */
function roughly(factor) {
  return brief(Number(factor.toPrecision(2)));
}
