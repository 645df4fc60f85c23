/* Sizes, counts and reaches of convolution layers. Arithmetic only. */

/* How many places a window has along one side; 0 where it does not fit. */
export function outputSize(n, k, stride, padding, dilation) {
  const free = n + 2 * padding - (dilation * (k - 1) + 1);
  return free < 0 ? 0 : Math.floor(free / stride) + 1;
}

export function parameterCount({ channelsIn, channelsOut, kernelHeight, kernelWidth, bias }) {
  return (kernelHeight * kernelWidth * channelsIn + (bias ? 1 : 0)) * channelsOut;
}

/* The indices of the padded side that the window at `place` looks at. */
export function tapsAt(place, k, stride, dilation) {
  return Array.from({ length: k }, (_, tap) => place * stride + tap * dilation);
}

/* Which of the n pixels of a side some window looks at: n times true or false. */
export function seenAlong(n, k, stride, padding, dilation) {
  const seen = Array(n).fill(false);
  for (let place = 0; place < outputSize(n, k, stride, padding, dilation); place += 1) {
    for (const tap of tapsAt(place, k, stride, dilation)) {
      if (tap >= padding && tap < padding + n) seen[tap - padding] = true;
    }
  }
  return seen;
}

/* All that LayerShapes shows, from its traits by their names in JavaScript. */
export function layerShape(layer) {
  const { height, width, kernelHeight, kernelWidth, stride, padding, dilation } = layer;
  const rows = outputSize(height, kernelHeight, stride, padding, dilation);
  const columns = outputSize(width, kernelWidth, stride, padding, dilation);
  const down = seenAlong(height, kernelHeight, stride, padding, dilation);
  const across = seenAlong(width, kernelWidth, stride, padding, dilation);
  const seen = down.filter(Boolean).length * across.filter(Boolean).length;
  return {
    rows: columns ? rows : 0,
    columns: rows ? columns : 0,
    down,
    across,
    unseen: rows && columns ? height * width - seen : height * width,
    parameters: parameterCount(layer),
  };
}

/* The weights between `inputs` numbers and the places of a window of k: {outputs, lines, weights}.
 */
export function connections(kind, inputs, k, stride) {
  const outputs = outputSize(inputs, k, stride, 0, 1);
  const lines = [];
  for (let output = 0; output < outputs; output += 1) {
    const from = kind === "full" ? 0 : output * stride;
    const count = kind === "full" ? inputs : k;
    for (let tap = 0; tap < count; tap += 1) lines.push({ input: from + tap, output, tap });
  }
  return { outputs, lines, weights: kind === "shared" && outputs ? k : lines.length };
}

/* layers: [[k, stride, dilation], …], the first nearest the input. Returns the pixels that one
   number sees in each depth, beginning with 1 for the input itself, and how far neighbours lie
   apart there. */
export function fields(layers) {
  const sizes = [1];
  const steps = [1];
  for (const [k, stride, dilation] of layers) {
    sizes.push(sizes.at(-1) + (k - 1) * dilation * steps.at(-1));
    steps.push(steps.at(-1) * stride);
  }
  return { sizes, steps };
}

/* Which places of each depth the number `place` of the last depth depends on: sets, the input's
   first. */
export function dependence(layers, place) {
  const sets = [new Set([place])];
  for (const [k, stride, dilation] of [...layers].reverse()) {
    const below = new Set();
    for (const at of sets[0]) for (const tap of tapsAt(at, k, stride, dilation)) below.add(tap);
    sets.unshift(below);
  }
  return sets;
}
