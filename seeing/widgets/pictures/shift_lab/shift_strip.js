/* The probability of the right class by shift: two lines of dots, and where the digit is now. */

import { drawn } from "../../kit/svg.js";

const [WIDE, HIGH] = [272, 132];

/* {element, update(digit, now, [probabilities of the one, of the other])}: of shifts −farthest to
   farthest, in their order; names: of the two. */
export function shiftStrip(names, farthest) {
  const across = (shift) => (WIDE * (shift + farthest)) / (2 * farthest);
  const svg = drawn("svg", { viewBox: `-26 -10 ${WIDE + 36} ${HIGH + 42}`, role: "img" });
  const marker = drawn("path", { class: "now" });
  const lines = names.map((_, who) => drawn("path", { class: `line line${who}` }));
  const dots = names.map((_, who) => drawn("g", { class: `dots line${who}` }));
  svg.append(
    drawn("path", { class: "axes", d: `M0 0V${HIGH}H${WIDE}` }),
    ...[0, 0.5, 1].map((share) => label(-5, HIGH * (1 - share) + 4, "end", share)),
    ...[-8, -4, 0, 4, 8].map((shift) =>
      label(across(shift), HIGH + 15, "middle", String(shift).replace("-", "−")),
    ),
    label(0, HIGH + 28, "start", "to the left"),
    label(WIDE, HIGH + 28, "end", "to the right"),
    marker,
    ...lines,
    ...dots,
  );
  return {
    element: svg,
    update(digit, now, probabilities) {
      marker.setAttribute("d", `M${across(now)} 0V${HIGH}`);
      probabilities.forEach((shares, who) => {
        const places = shares.map((share, i) => [across(i - farthest), HIGH * (1 - share)]);
        lines[who].setAttribute("d", `M${places.map(pair).join("L")}`);
        dots[who].replaceChildren(
          ...places.map(([x, y], i) => dot(who, x, y, i - farthest === now ? 5 : 2.5)),
        );
      });
      const told = names.map(
        (name, who) => `${name} ${probabilities[who][now + farthest].toFixed(2)}`,
      );
      svg.setAttribute(
        "aria-label",
        `Probability of ${digit} by shift to the left and right. Here: ${told.join(", ")}`,
      );
    },
  };
}

/* Round for the one, square for the other: colour is not all that tells them apart. */
function dot(who, x, y, size) {
  return who === 0
    ? drawn("circle", { cx: x, cy: y, r: size })
    : drawn("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size });
}

function pair([x, y]) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function label(x, y, anchor, content) {
  return drawn("text", { x, y, "text-anchor": anchor }, String(content));
}

export const STRIP_STYLE = `
.strip svg { display: block; width: 100%; max-height: 220px; overflow: visible; }
.strip text { fill: var(--sk-muted); font-size: 11px; }
.axes { fill: none; stroke: var(--sk-edge); }
.now { stroke: var(--sk-input); stroke-width: 2; stroke-dasharray: 3 3; }
.line { fill: none; stroke: var(--who); stroke-width: 1.5; stroke-linejoin: round; }
.line.line1 { stroke-dasharray: 5 3; }
.dots { fill: var(--who); }
`;
