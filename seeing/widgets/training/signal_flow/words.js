/* What SignalFlow's read-out says. */

import { WIDTH } from "../../arithmetic/signals.js";
import { brief } from "../../kit/numbers.js";
import { growth, isHealthy } from "./tasks.js";

export const ACTIVATION_NAMES = { relu: "ReLU", tanh: "tanh", sigmoid: "sigmoid" };

/* "Layer 5 of 10: values 0.053, weight gradient 3.5·10⁻⁵, 6 of 64 units 0 for every image." */
export function layerInWords(layers, shown) {
  const { values, gradient, dead } = layers[shown - 1];
  const [size, slope] = [values, gradient].map(twoDigits);
  return (
    `Layer ${shown} of ${layers.length}: values ${size}, weight gradient ${slope}, ` +
    `${dead} of ${WIDTH} units 0 for every image.`
  );
}

/* What becomes of both from the first layer to the last: "ReLU, gain 0.8: from layer 1 to 10 …" */
export function flowInWords(layers, { activation, gain }) {
  const name = ACTIVATION_NAMES[activation];
  const network = `${name[0].toUpperCase()}${name.slice(1)}, gain ${brief(gain)}`;
  const last = layers.length;
  if (last === 1) return `${network}: one layer, so nothing can fade or grow on the way.`;
  const values = changeInWords(growth(layers, "values"));
  const first = 1 / growth(layers, "gradient");
  const gradient = Number.isFinite(first)
    ? `layer 1’s weight gradient is ${twoDigits(first)} times layer ${last}’s`
    : "there is no gradient to compare";
  return `${network}: from layer 1 to ${last} the values ${values}; ${gradient}.`;
}

function changeInWords(factor) {
  if (!(factor > 0)) return "end at 0";
  if (factor >= 1) return `grow ${twoDigits(factor)} times`;
  return `${isHealthy(factor) ? "keep" : "fade to"} ${twoDigits(factor)} of their size`;
}

export function twoDigits(value) {
  return brief(Number(value.toPrecision(2)));
}
