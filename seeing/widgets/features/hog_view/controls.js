/* What is operated in HogView: cells, bins, and the light. */

import { controlRow, make, resetButton, select, toggle } from "../../kit/frame.js";
import { brief } from "../../kit/numbers.js";
import { slider } from "../../kit/slider.js";

const CELLS = [4, 8, 16].map((side) => [String(side), `${side} × ${side}`]);
const BINS = [4, 6, 9, 12, 18].map((bins) => [String(bins), `${bins} of ${180 / bins}°`]);
const LOG_GAMMAS = [Math.log10(0.3), Math.log10(3), 0.001]; // powers of ten

/* {element, update(state)}; onSet({name: value}), onCell(side), onReset(). */
export function hogControls({ onSet, onCell, onReset }) {
  const cell = select("Cell", CELLS, "8", (side) => onCell(Number(side)));
  const bins = select("Bins", BINS, "9", (count) => onSet({ bins: Number(count) }));
  const cut = toggle("cut off at 0 and 255", false, (on) => onSet({ cut: on }));
  const sliders = {
    contrast: slider("Contrast", "Contrast", [0.25, 2, 0.05], (contrast) => onSet({ contrast })),
    brightness: slider("Brightness", "Brightness", [-100, 100, 5], (brightness) =>
      onSet({ brightness }),
    ),
    gamma: slider("Gamma", "Gamma", LOG_GAMMAS, (power) =>
      onSet({ gamma: Math.max(0.3, Math.min(3, Number((10 ** power).toFixed(2)))) }),
    ),
  };
  return {
    element: make(
      "div",
      { class: "unprinted" },
      make("div", { class: "slides" }, ...Object.values(sliders).map(({ element }) => element)),
      controlRow(cut.element, cell.element, bins.element, resetButton(onReset)),
    ),
    update(state) {
      cell.update(String(state.cell));
      bins.update(String(state.bins));
      cut.update(state.cut);
      sliders.contrast.update(state.contrast, `× ${brief(state.contrast)}`);
      sliders.brightness.update(state.brightness, signed(state.brightness));
      sliders.gamma.update(Math.log10(state.gamma), brief(state.gamma));
    },
  };
}

const signed = (value) => `${value < 0 ? "−" : "+"} ${brief(Math.abs(value))}`;

export const CONTROLS_STYLE = `
.slides { display: grid; gap: 4px 20px; margin: 14px 0 8px; }
@container (min-width: 640px) { .slides { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
`;
