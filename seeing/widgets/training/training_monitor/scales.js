/* A training run as numbers, and the scales that put it on paper. Places are shares: 0 to 1, from
   the left and from the bottom. */

const ROOM_FOR_ZERO = 0.16; // of a logarithmic axis, below its lowest power of ten
const GRADIENT_DECADES = 12; // more make the rest flat; what is smaller lies on the lower edge

/* What the trait `run` holds, with its words for what JSON cannot carry made numbers again. */
export function readRun(lines) {
  const words = { nan: NaN, inf: Infinity, "-inf": -Infinity };
  return lines.map((line) => ({
    ...line,
    values: line.values.map((value) => (typeof value === "string" ? words[value] : value)),
  }));
}

export function linesOf(run, ...kinds) {
  return run.filter(({ kind }) => kinds.includes(kind));
}

/* The number of records up to `step`. Steps do not fall. */
export function countUpTo(steps, step) {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* A line as it was at `step`. */
export function cutAt(line, step) {
  const n = countUpTo(line.steps, step);
  return { ...line, steps: line.steps.slice(0, n), values: line.values.slice(0, n) };
}

/* At most `most` + 1 round numbers (1, 2 or 5 times a power of ten apart) from low to high. */
export function roundTicks(low, high, most) {
  if (!(high > low)) return [low];
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const gap = power * [1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9));
  const ticks = [];
  for (let i = Math.ceil(low / gap - 1e-9); i * gap <= high + gap * 1e-9; i += 1) {
    ticks.push(Number((i * gap).toPrecision(12)));
  }
  return ticks;
}

/* From low to high; the upper end is a tick, so that the top line has its number. */
export function linearScale(low, high, most = 4) {
  const ticks = roundTicks(low, high, most);
  const gap = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
  let top = ticks.at(-1);
  if (top < high || top === low) ticks.push((top = Number((top + gap).toPrecision(12))));
  return { log: false, ticks, place: (value) => clamp((value - low) / (top - low)) };
}

/* Whole powers of ten round the positive values. Zero, which no power of ten is, has a line of its
   own below them; infinity lies on the upper edge. */
export function logScale(values, decades = Infinity, most = 4) {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  let top = positive.length ? Math.ceil(Math.log10(Math.max(...positive)) - 1e-9) : 0;
  let bottom = positive.length ? Math.floor(Math.log10(Math.min(...positive)) + 1e-9) : -1;
  if (top === bottom) top += 1;
  bottom = Math.max(bottom, top - decades);
  const gap = Math.max(1, Math.ceil((top - bottom) / most));
  const ticks = [];
  for (let power = top; power >= bottom; power -= gap) ticks.unshift(10 ** power);
  if (top - bottom === 1) ticks.splice(1, 0, 2 * ticks[0], 5 * ticks[0]); // a decade alone says little
  const floor = values.includes(0) ? ROOM_FOR_ZERO : 0;
  if (floor) ticks.unshift(0);
  const place = (value) =>
    value > 0 ? floor + (1 - floor) * clamp((Math.log10(value) - bottom) / (top - bottom)) : 0;
  return { log: true, ticks, place };
}

export function gradientScale(values) {
  return logScale(values, GRADIENT_DECADES);
}

/* A loss has a linear axis from 0, unless the run climbs far above its start: then a logarithmic
   one, or nothing but the last steps would be seen. */
export function lossScale(values) {
  const finite = values.filter(Number.isFinite);
  const high = Math.max(...finite, 0);
  const low = Math.min(...finite, 0);
  const start = finite[0] ?? 1;
  if (low === 0 && start > 0 && high > 30 * start) return logScale(finite);
  return linearScale(low, high || 1);
}

/* Stretches of non-finite values: [{from, to, value}], each from its first step to the next finite
   one, or to its last step. */
export function brokenStretches({ steps, values }) {
  const found = [];
  for (const [i, value] of values.entries()) {
    if (Number.isFinite(value)) continue;
    const broken = i > 0 && !Number.isFinite(values[i - 1]);
    if (!broken) found.push({ from: steps[i], value });
    found.at(-1).to = steps[i + 1] ?? steps[i];
  }
  return found;
}

/* An SVG path in a box of 1000 × 1000, y down; it is broken where a value is not finite. */
export function pathData({ steps, values }, across, up) {
  let path = "";
  let pen = false;
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) {
      pen = false;
      continue;
    }
    const x = (1000 * across(steps[i])).toFixed(1);
    const y = (1000 * (1 - up(value))).toFixed(1);
    // The zero-length line gives a lone point a round end, which is a dot.
    path += pen ? `L${x} ${y}` : `M${x} ${y}h0`;
    pen = true;
  }
  return path;
}

function clamp(share) {
  return Math.min(1, Math.max(0, share));
}
