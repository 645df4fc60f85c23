/* What a challenge under the photograph asks of a kernel, and whether it is reached. */

import { format } from "../../kit/numbers.js";

// Two legs of the tripod in the photograph of 256 × 256 that comes with the figure: [row, column]
// of their ends.
export const LEGS = {
  left: [
    [168, 142],
    [238, 121],
  ],
  right: [
    [170, 157],
    [234, 190],
  ],
};
const BESIDE = 3; // pixels; a kernel answers best a little beside a leg
const CLEARLY = 2.5; // times as strongly
const EPS = 1e-9;

/* How strongly a filtered picture answers along a line: in each row the largest |value| near it,
   on average. at(row, column): the value that is shown at this pixel of the photograph. */
export function strength([[r0, c0], [r1, c1]], at) {
  let sum = 0;
  for (let row = r0; row <= r1; row += 1) {
    const middle = Math.round(c0 + ((c1 - c0) * (row - r0)) / (r1 - r0));
    let most = 0;
    for (let beside = -BESIDE; beside <= BESIDE; beside += 1)
      most = Math.max(most, Math.abs(at(row, middle + beside)));
    sum += most;
  }
  return sum / (r1 - r0 + 1);
}

/* Does the kernel, as it slides, copy each pixel from the one above? */
export function movesDown({ weights, kh, kw, up, left }) {
  return Array.from(weights).every((weight, i) => {
    const above = Math.floor(i / kw) === up - 1 && i % kw === left;
    return kh > 1 && Math.abs(weight - (above ? 1 : 0)) < EPS;
  });
}

/* The sentence of a goal that is reached, or "". goal: that of the model; kernel: as it slides;
   at: as above, or null where another picture is shown. */
export function reached(goal, kernel, at) {
  if (goal === "down")
    return movesDown(kernel) ? "Each pixel is fetched from above, so the picture moves down." : "";
  if (!at || !["one leg", "left leg"].includes(goal)) return "";
  const total = kernel.weights.reduce((sum, weight) => sum + weight, 0);
  const sides = { left: strength(LEGS.left, at), right: strength(LEGS.right, at) };
  const [kept, lost] =
    goal === "left leg" || sides.left > sides.right ? ["left", "right"] : ["right", "left"];
  const entries = kernel.weights.filter((weight) => Math.abs(weight) > EPS).length;
  if (goal === "left leg" && (Math.abs(total) > EPS || entries !== 2)) return "";
  if (!(sides[kept] > CLEARLY * sides[lost])) return "";
  const times = format(Number((sides[kept] / Math.max(sides[lost], EPS)).toFixed(1)));
  return `The ${kept} leg answers ${times} times as strongly as the ${lost} one. What of your kernel has the direction of the leg?`;
}
