/* The error of a descent: steps across, the error downwards, both on logarithmic scales. */

import { powerOfTen } from "../../kit/numbers.js";
import { drawn } from "../../kit/svg.js";

const [WIDE, HIGH] = [240, 110];
const DECADES = 6; // below the start; less is drawn at the bottom

/* {element, update(losses, steps)}: the curve up to `steps`, and a dot at its end. */
export function makeErrorChart() {
  const svg = drawn("svg", { viewBox: `-34 -8 ${WIDE + 42} ${HIGH + 26}`, role: "img" });
  const frame = drawn("path", { class: "axes", d: `M0 0V${HIGH}H${WIDE}` });
  const curve = drawn("path", { class: "curve" });
  const dot = drawn("circle", { class: "dot", r: 4 });
  const labels = drawn("g", {});
  const steps = [1, 10, 100, 1000, 10000].map((count) =>
    text(across(count), HIGH + 14, "middle", String(count)),
  );
  svg.append(frame, labels, ...steps, curve, dot);
  return {
    element: svg,
    update(losses, count) {
      const range = decades(losses.slice(0, count + 1));
      const down = (share) => HIGH * placeOf(share, range);
      labels.replaceChildren(
        ...range.ticks.map((power) =>
          text(-4, down(10 ** power) + 4, "end", powerOfTen(10 ** power)),
        ),
      );
      const points = [];
      let last = -1;
      for (let i = 0; i <= count; i += 1) {
        const x = across(i);
        if (i < count && x - last < 1) continue; // a point a pixel
        last = x;
        points.push(`${x.toFixed(1)} ${down(losses[i] / losses[0]).toFixed(1)}`);
      }
      curve.setAttribute("d", `M${points.join("L")}`);
      const [cx, cy] = points.at(-1).split(" ");
      for (const [name, value] of Object.entries({ cx, cy })) dot.setAttribute(name, value);
      svg.setAttribute(
        "aria-label",
        `Error by step: ${count} steps, ${(losses[count] / losses[0]).toExponential(1)} of the start`,
      );
    },
  };
}

function across(step) {
  return (WIDE * Math.log10(Math.max(step, 0.8) / 0.8)) / Math.log10(20000 / 0.8);
}

/* The axis of errors as shares of the first: {top, bottom, ticks}, powers of ten. It reaches as far
   up as a run that diverges has come. */
export function decades(losses) {
  const shares = losses.map((loss) => loss / losses[0]).filter(Number.isFinite);
  const highest = Math.log10(Math.max(1, ...shares));
  const gap = [2, 10, 20, 50, 100].find((step) => highest + DECADES <= 5 * step || step === 100);
  const top = gap * Math.ceil(highest / gap - 1e-9);
  const bottom = gap === 2 ? -DECADES : 0;
  const ticks = [];
  for (let power = top; power >= bottom; power -= gap) ticks.push(power);
  return { top, bottom, ticks };
}

/* Where a share of the first error lies, 0 on top and 1 at the bottom; beyond all numbers on top. */
export function placeOf(share, { top, bottom }) {
  if (!Number.isFinite(share)) return 0;
  const power = share > 0 ? Math.log10(share) : bottom;
  return Math.max(0, Math.min(1, (top - power) / (top - bottom)));
}

function text(x, y, anchor, content) {
  return drawn("text", { x, y, "text-anchor": anchor }, content);
}

export const LEARN_STYLE = `
.row { display: flex; flex-wrap: wrap; gap: 14px 24px; margin: 16px 0; }
.row > .chart { flex: 1 1 220px; min-width: 0; }
.row.pictures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; margin-bottom: 0; }
.row.pictures .mark { display: none; }
.gradient { --role: var(--sk-gradient); }
.chart svg { display: block; width: 100%; max-height: 170px; }
.axes { fill: none; stroke: var(--sk-edge); }
.curve { fill: none; stroke: var(--sk-gradient); stroke-width: 2; stroke-linejoin: round; }
.dot { fill: var(--sk-gradient); }
.chart text { fill: var(--sk-muted); font-size: 10px; }
.readout { min-height: 66px; }
`;
