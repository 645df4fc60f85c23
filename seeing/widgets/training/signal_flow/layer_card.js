/* One layer opened: its values as a histogram, and its sizes beside those of other layers. */

import { binCounts, rms } from "../../arithmetic/signals.js";
import { make, titled } from "../../kit/frame.js";
import { drawn } from "../../kit/svg.js";
import { twoDigits } from "./words.js";

const [BARS_WIDE, BARS_HIGH, BINS] = [240, 116, 24];
const ENDS = { tanh: [-1, 1], sigmoid: [0, 1] }; // of the values; ReLU has none above

/* {range, counts, zeros: their share} of a layer's values. ReLU's zeros are no part of the counts:
   their bar would make all others flat. */
export function valuesInBins(values, activation) {
  const counted = activation === "relu" ? values.filter((value) => value > 0) : values;
  const most = counted.reduce((a, b) => Math.max(a, b), 0);
  const range = ENDS[activation] ?? [0, most || 1];
  const zeros = values.filter((value) => value === 0).length / values.length;
  return { range, counts: binCounts(counted, range, BINS), zeros };
}

/* What the table says of a layer: names of its columns and its rows. before: of the input,
   if the layer is the first. */
export function comparison(layers, shown, input) {
  const [here, before, last] = [layers[shown - 1], layers[shown - 2], layers.at(-1)];
  const over = (a, b) => (b > 0 ? twoDigits(a / b) : "–");
  const row = (what, earlier) => [
    twoDigits(here[what]),
    earlier === undefined ? "–" : over(here[what], earlier),
    over(here[what], last[what]),
  ];
  return {
    columns: ["RMS", `÷ ${before ? `layer ${shown - 1}’s` : "input’s"}`, "÷ last layer’s"],
    values: row("values", before ? before.values : rms(input)),
    gradient: row("gradient", before?.gradient),
  };
}

/* {element, update(values, layers, shown, {activation, input, units})} */
export function layerCard() {
  const title = make("span");
  const bars = drawn("svg", { viewBox: `-6 -4 ${BARS_WIDE + 12} ${BARS_HIGH + 24}`, role: "img" });
  const note = make("p", { class: "bins-note" });
  const table = make("table", { class: "sizes" });
  return {
    element: titled("", title, bars, note, table),
    update(values, layers, shown, { activation, input, units }) {
      const bins = valuesInBins(values, activation);
      title.textContent = `Layer ${shown}: its values`;
      drawBars(bars, bins);
      const { dead } = layers[shown - 1];
      const zeros = `${Math.round(100 * bins.zeros)} % are 0`;
      note.textContent =
        activation === "relu"
          ? `${zeros} and have no bar; ${dead} of ${units} units are 0 for every image.`
          : "No unit is 0 for every image.";
      fillTable(table, comparison(layers, shown, input));
    },
  };
}

function drawBars(svg, { range, counts }) {
  const most = Math.max(1, ...counts);
  const width = BARS_WIDE / counts.length;
  const tick = (anchor, share) =>
    drawn(
      "text",
      { x: share * BARS_WIDE, y: BARS_HIGH + 15, "text-anchor": anchor },
      twoDigits(range[0] + share * (range[1] - range[0])),
    );
  svg.replaceChildren(
    ...counts.map((count, i) => {
      const height = (BARS_HIGH * count) / most;
      const place = { x: i * width + 0.5, y: BARS_HIGH - height, width: width - 1, height };
      return drawn("rect", { class: "bin", ...place });
    }),
    drawn("path", { class: "frame-line", d: `M0 ${BARS_HIGH}H${BARS_WIDE}` }),
    tick("start", 0),
    tick("middle", 0.5),
    tick("end", 1),
  );
  const peak = counts.indexOf(most);
  const edges = [peak, peak + 1].map((i) => range[0] + (i * (range[1] - range[0])) / counts.length);
  const [low, high, from, to] = [...edges, ...range].map(twoDigits);
  svg.setAttribute("aria-label", `Values from ${from} to ${to}, most between ${low} and ${high}`);
}

function fillTable(table, { columns, values, gradient }) {
  const line = (name, role, cells) =>
    make(
      "tr",
      { class: role },
      make("th", { scope: "row" }, name),
      ...cells.map((text) => make("td", {}, text)),
    );
  table.replaceChildren(
    make(
      "thead",
      {},
      make("tr", {}, make("td"), ...columns.map((text) => make("th", { scope: "col" }, text))),
    ),
    make(
      "tbody",
      {},
      line("values", "output", values),
      line("weight gradient", "gradient", gradient),
    ),
  );
}
