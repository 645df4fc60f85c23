/* How output values become brightness, and the legend that says so. */

import { colourTable, paintInto, rgbOf, sumsToZero, typicalSize } from "../../kit/colour_table.js";
import { assign, colour, make, select } from "../../kit/frame.js";
import { format } from "../../kit/numbers.js";

const CHOICES = [
  ["auto", "automatic"],
  ["clip", "0 black, 255 white"],
  ["signed", "0 grey"],
  ["diverging", "0 blank, signs in colour"],
];

/* {legend, choice, update, refresh, paint, colourOf}; the choice is the model's `display`. */
export function makeScale(model) {
  const choice = select("Brightness", CHOICES, model.get("display"), (display) =>
    assign(model, { display }),
  );
  const ramp = make("div", { class: "ramp" });
  const labels = [make("span"), make("span"), make("span")];
  const legend = make("div", { class: "scale" }, ramp, ...labels);
  const scale = { table: null, low: 0, high: 255 };
  let way = "";

  function setWay(next) {
    way = next;
    const stops = {
      clip: ["rgb(0, 0, 0)", "rgb(255, 255, 255)"],
      signed: ["rgb(0, 0, 0)", "rgb(128, 128, 128)", "rgb(255, 255, 255)"],
      diverging: ["negative", "paper", "positive"].map(colour),
    }[way];
    const channels = stops.map(rgbOf);
    scale.table = colourTable(channels, way === "clip" ? 256 : 511); // odd: 0 is one step of it
    ramp.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  }

  function setRange(low, high) {
    if (labels[0].textContent && scale.low === low && scale.high === high) return;
    Object.assign(scale, { low, high });
    labels[0].textContent = `≤ ${format(low)}`;
    labels[1].textContent = low < 0 ? "0" : "";
    labels[2].textContent = `≥ ${format(high)}`;
  }

  return {
    legend,
    choice: make("div", { class: "controls choice" }, choice.element),
    update: choice.update,
    /* Forget the colours: the theme has changed. */
    refresh() {
      way = "";
    },
    /* target: {pixels, start, stride}; output: {values, rows, columns}; see colour_table.js. */
    paint(target, output, display, weights) {
      const next = display === "auto" ? (sumsToZero(weights) ? "diverging" : "clip") : display;
      if (next !== way) setWay(next);
      if (way === "clip") setRange(0, 255);
      else {
        const size = typicalSize(output.values, output.rows * output.columns);
        setRange(-size, size);
      }
      paintInto(target, output, scale);
    },
    /* The colour in which a value is painted, for CSS. */
    colourOf(value) {
      const pixels = new Uint32Array(1);
      paintInto({ pixels, start: 0, stride: 0 }, { values: [value], rows: 1, columns: 1 }, scale);
      return `rgb(${new Uint8Array(pixels.buffer).slice(0, 3).join(", ")})`;
    },
  };
}
