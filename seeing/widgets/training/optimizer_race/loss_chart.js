/* Losses by step, as shares of each start's: steps across, powers of ten downwards. */

import { drawn } from "../../kit/svg.js";

const [LOSS_WIDE, LOSS_HIGH] = [250, 196];
const [HIGHEST, LOWEST] = [2, -6]; // powers of ten

/* {element, update(walks, steps, span, text)}: the losses of the first `span` steps, strong up to
   `steps`; a line where a share of 1/1000 is. */
export function lossChart() {
  const svg = drawn("svg", {
    viewBox: `-40 -8 ${LOSS_WIDE + 50} ${LOSS_HIGH + 38}`,
    role: "img",
    class: "losses",
  });
  const layer = drawn("g");
  const ticks = drawn("g");
  const powers = [2, 0, -3, -6].map((power) => [power, power ? `10${raised(power)}` : "1"]);
  svg.append(
    drawn("path", { class: "frame-line", d: `M0 0V${LOSS_HIGH}H${LOSS_WIDE}` }),
    drawn("path", { class: "goal", d: `M0 ${downTo(1e-3)}H${LOSS_WIDE}` }),
    ...powers.map(([power, name]) => word(-5, downTo(10 ** power) + 4, "end", name)),
    ticks,
    layer,
  );
  return {
    element: svg,
    update(walks, steps, span, text) {
      const across = (step) => (LOSS_WIDE * step) / span;
      ticks.replaceChildren(
        ...[0, span / 2, span].map((step) =>
          word(across(step), LOSS_HIGH + 14, "middle", String(step)),
        ),
        word(LOSS_WIDE / 2, LOSS_HIGH + 27, "middle", "steps"),
        drawn("path", { class: "step-line", d: `M${across(steps)} 0V${LOSS_HIGH}` }),
      );
      layer.replaceChildren(
        ...Object.entries(walks).map(([rule, { losses }]) => {
          const shares = losses.slice(0, span + 1).map((loss) => loss / losses[0]);
          return drawn(
            "g",
            { class: `way ${rule}` },
            drawn("path", { d: stretches(shares, across) }),
          );
        }),
      );
      svg.setAttribute("aria-label", text);
    },
  };
}

/* The curve where it lies inside; where it leaves the chart it is cut, and not bent along its edge.
 */
export function stretches(shares, across) {
  let pen = "M";
  const parts = [];
  shares.forEach((share, step) => {
    const inside = share >= 10 ** LOWEST && share <= 10 ** HIGHEST;
    if (inside) parts.push(`${pen}${across(step).toFixed(1)} ${downTo(share).toFixed(1)}`);
    pen = inside ? "L" : "M";
  });
  return parts.join("");
}

function downTo(share) {
  return (LOSS_HIGH * (HIGHEST - Math.log10(share))) / (HIGHEST - LOWEST);
}

function raised(power) {
  return String(power)
    .replace("-", "⁻")
    .replace(/\d/, (digit) => "⁰¹²³⁴⁵⁶"[digit]);
}

function word(x, y, anchor, content) {
  return drawn("text", { x, y, "text-anchor": anchor }, content);
}
