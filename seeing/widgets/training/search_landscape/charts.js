/* Two charts: the best so far by trial, and the bests of many searches by chance. */

import { drawn } from "../../kit/svg.js";

const [WIDE, HIGH] = [250, 120];
const BINS = 36;
const GOOD_TICKS = [0.2, 0.5, 1, 2];

/* Shares of the height or width for losses from `low` to `high`, on a logarithmic scale. */
function share(loss, { low, high }) {
  return Math.log(Math.min(high, Math.max(low, loss)) / low) / Math.log(high / low);
}

function ticksWithin({ low, high }) {
  return GOOD_TICKS.filter((tick) => tick > low && tick < high);
}

function plot(kind) {
  const svg = drawn("svg", {
    viewBox: `-34 -8 ${WIDE + 44} ${HIGH + 40}`,
    role: "img",
    class: kind,
  });
  const layer = drawn("g");
  svg.append(drawn("path", { class: "frame-line", d: `M0 0V${HIGH}H${WIDE}` }), layer);
  return { svg, layer };
}

function written(x, y, anchor, content) {
  return drawn("text", { x, y, "text-anchor": anchor }, content);
}

/* {element, update(grid, chance, range, text)}: bests so far of the two searches. */
export function progressChart() {
  const { svg, layer } = plot("progress");
  return {
    element: svg,
    update(grid, chance, range, text) {
      const across = (trial) => (WIDE * trial) / grid.length;
      const down = (loss) => HIGH * (1 - share(loss, range));
      const steps = (bests) =>
        bests.map((best, i) => `${i ? "V" : "M0 "}${down(best)}H${across(i + 1)}`).join("");
      layer.replaceChildren(
        ...ticksWithin(range).map((tick) => written(-5, down(tick) + 4, "end", String(tick))),
        ...[1, grid.length].map((trial) =>
          written(across(trial - 0.5), HIGH + 14, "middle", String(trial)),
        ),
        written(WIDE / 2, HIGH + 27, "middle", "trials"),
        drawn("path", { class: "grid-trial", d: steps(grid) }),
        drawn("path", { class: "chance-trial", d: steps(chance) }),
      );
      svg.setAttribute("aria-label", text);
    },
  };
}

/* {element, update(bests, grid, chance, range, text)}: how often chance ends where, and where the
   two searches ended. */
export function bestsChart() {
  const { svg, layer } = plot("bests");
  return {
    element: svg,
    update(bests, grid, chance, range, text) {
      const bins = Array(BINS).fill(0);
      for (const best of bests)
        bins[Math.min(BINS - 1, Math.floor(BINS * share(best, range)))] += 1;
      const unit = (HIGH - 14) / Math.max(...bins);
      const across = (loss) => WIDE * share(loss, range);
      const bars = bins.map((count, i) =>
        drawn("rect", {
          class: "bin",
          x: (WIDE * i) / BINS,
          y: HIGH - unit * count,
          width: WIDE / BINS - 0.6,
          height: unit * count,
        }),
      );
      layer.replaceChildren(
        ...bars,
        ...ticksWithin(range).map((tick) =>
          written(across(tick), HIGH + 14, "middle", String(tick)),
        ),
        written(WIDE / 2, HIGH + 27, "middle", "least loss of a search"),
        drawn("path", { class: "chance-trial", d: `M${across(chance)} 0V${HIGH}` }),
        drawn("path", { class: "grid-trial", d: `M${across(grid)} 0V${HIGH}` }),
      );
      svg.setAttribute("aria-label", text);
    },
  };
}
