/* A roofline on logarithmic scales, and a point on it. */

import { powerOfTen } from "../../kit/numbers.js";
import { drawn } from "../../kit/svg.js";

const [ROOF_WIDE, ROOF_HIGH] = [250, 140];
const [FROM_POWER, TO_POWER] = [-1, 4]; // powers of ten of operations a byte
const [SLOWEST, FASTEST] = [11, 15]; // and of operations a second

const across = (intensity) =>
  (ROOF_WIDE * (Math.log10(intensity) - FROM_POWER)) / (TO_POWER - FROM_POWER);
const above = (speed) =>
  (ROOF_HIGH * (FASTEST - Math.max(SLOWEST, Math.log10(speed)))) / (FASTEST - SLOWEST);

/* {element, update({peak, bandwidth}, found, text)}: found as `underRoof` gives it. */
export function roofChart() {
  const svg = drawn("svg", {
    viewBox: `-34 -10 ${ROOF_WIDE + 44} ${ROOF_HIGH + 42}`,
    role: "img",
    class: "roof-chart",
  });
  const roof = drawn("path", { class: "roof" });
  const corner = drawn("path", { class: "ridge" });
  const point = drawn("circle", { class: "point", r: 5 });
  svg.append(
    drawn("path", { class: "axes", d: `M0 0V${ROOF_HIGH}H${ROOF_WIDE}` }),
    ...[-1, 0, 1, 2, 3, 4].map((power) =>
      mark(across(10 ** power), ROOF_HIGH + 14, "middle", powerOfTen(10 ** power)),
    ),
    ...[12, 13, 14, 15].map((power) =>
      mark(-4, above(10 ** power) + 4, "end", powerOfTen(10 ** power)),
    ),
    mark(ROOF_WIDE / 2, ROOF_HIGH + 29, "middle", "operations for each byte"),
    mark(6, 4, "start", "operations a second"),
    corner,
    roof,
    point,
  );
  return {
    element: svg,
    update({ peak, bandwidth }, { intensity, ridge, reached }, text) {
      const first = Math.max(10 ** FROM_POWER, 10 ** SLOWEST / bandwidth);
      const line = [
        [first, first * bandwidth],
        [ridge, peak],
        [10 ** TO_POWER, peak],
      ];
      roof.setAttribute("d", `M${line.map(([x, y]) => `${across(x)} ${above(y)}`).join("L")}`);
      corner.setAttribute("d", `M${across(ridge)} ${above(peak)}V${ROOF_HIGH}`);
      point.setAttribute("cx", across(intensity));
      point.setAttribute("cy", above(reached));
      svg.setAttribute("aria-label", text);
    },
  };
}

function mark(x, y, anchor, content) {
  return drawn("text", { x, y, "text-anchor": anchor }, content);
}

export const ROOF_STYLE = `
.roof-chart { display: block; width: 100%; max-width: 440px; margin: 12px auto; }
.roof-chart text { fill: var(--sk-muted); font-size: 11px; }
.roof-chart .axes { fill: none; stroke: var(--sk-edge); }
.roof-chart .ridge { fill: none; stroke: var(--sk-edge); stroke-dasharray: 4 3; }
.roof-chart .roof { fill: none; stroke: var(--sk-input); stroke-width: 2; stroke-linejoin: round; }
.roof-chart .point { fill: var(--sk-kernel); }
.sizes { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: 6px 20px; }
.readout { min-height: 66px; }
`;
