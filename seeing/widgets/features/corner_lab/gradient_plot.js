/* The gradients of a window as points, and the ellipse of their matrix. */

import { make } from "../../kit/frame.js";
import { brief } from "../../kit/numbers.js";
import { drawn } from "../../kit/svg.js";

const REACH = 46; // of 50: the longest gradient component of the picture
const FAINTEST = 0.02; // of the weight in the middle; less is not drawn
const LARGEST_DOT = 2.2;

/* The gradients under a window: [{x, y, weight}], weight 1 in its middle. `weights`: of one side;
   (row, column): of its first gradient. */
export function weightedGradients({ gx, gy, columns }, weights, row, column) {
  const most = Math.max(...weights) ** 2;
  return Array.from({ length: weights.length ** 2 }, (_, i) => {
    const [down, right] = [Math.floor(i / weights.length), i % weights.length];
    const place = (row + down) * columns + column + right;
    return { x: gx[place], y: gy[place], weight: (weights[down] * weights[right]) / most };
  }).filter(({ weight }) => weight >= FAINTEST);
}

/* {element, update({points, eigen: {large, small, angle}, longest})}. The half axes of the ellipse
   are twice the roots of the eigenvalues. */
export function gradientPlot() {
  const dots = drawn("g", { class: "gradients" });
  const ellipse = drawn("ellipse", { class: "ellipse" });
  const scale = [50 + REACH, 50 - REACH].map((x) => drawn("text", { x, y: 58 }));
  const element = drawn(
    "svg",
    { viewBox: "0 0 100 100", class: "plot", role: "img" },
    drawn("path", { class: "axes", d: "M2 50H98M50 2V98" }),
    drawn("text", { x: 97, y: 47, class: "end" }, "gx"),
    drawn("text", { x: 52, y: 98 }, "gy"),
    ...scale,
    dots,
    ellipse,
  );
  return {
    element: make("div", { class: "square" }, element),
    update({ points, eigen, longest }) {
      const unit = REACH / longest;
      dots.replaceChildren(...points.map((point) => dotOf(point, unit)));
      ellipse.setAttribute("rx", 2 * Math.sqrt(eigen.large) * unit);
      ellipse.setAttribute("ry", 2 * Math.sqrt(eigen.small) * unit);
      ellipse.setAttribute("transform", `translate(50 50) rotate(${eigen.angle})`);
      scale.forEach((text, i) => {
        text.textContent = `${i ? "−" : ""}${brief(longest)}`;
        text.setAttribute("class", i ? "" : "end");
      });
      const [long, short] = [eigen.large, eigen.small].map((value) => brief(Math.sqrt(value)));
      element.setAttribute(
        "aria-label",
        `Gradients of the window: ${long} is their root mean square along ${Math.round(eigen.angle)} degrees, ${short} across`,
      );
    },
  };
}

function dotOf({ x, y, weight }, unit) {
  return drawn("circle", {
    cx: (50 + x * unit).toFixed(2),
    cy: (50 + y * unit).toFixed(2),
    r: (LARGEST_DOT * Math.sqrt(weight)).toFixed(2),
  });
}

export const PLOT_STYLE = `
.square { aspect-ratio: 1; max-height: 200px; margin: 0 auto; }
.plot { display: block; width: 100%; height: 100%; overflow: visible; }
.plot text { fill: var(--sk-muted); font-size: 7px; }
.plot .end { text-anchor: end; }
.axes { stroke: var(--sk-line); stroke-width: 0.8; }
.gradients { fill: color-mix(in srgb, var(--sk-gradient) 60%, transparent); }
.ellipse { fill: none; stroke: var(--sk-kernel); stroke-width: 1.4; }
`;
