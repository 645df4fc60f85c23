/* What is operated: activation, gain, depth, the draw of the weights. */

import { button, controlRow, make, resetButton, select, together } from "../../kit/frame.js";
import { ACTIVATION_NAMES } from "./words.js";

/* {element, update(place)}: a slider that tells its place in words at once, and its value as it is
   dragged, or, where isSlow() says so, when it is let go. */
export function restingSlider({ name, label, range: [min, max, step], write, isSlow, onValue }) {
  const input = make("input", { type: "range", min, max, step, "aria-label": label });
  const shown = make("span", { class: "value", "aria-hidden": "true" });
  const tell = (place) => {
    const text = write(place);
    input.setAttribute("aria-valuetext", text);
    shown.textContent = text;
  };
  input.addEventListener("input", () => {
    tell(Number(input.value));
    if (!isSlow()) onValue(Number(input.value));
  });
  input.addEventListener("change", () => onValue(Number(input.value)));
  return {
    element: make("label", { class: "slide" }, make("span", {}, name), input, shown),
    update(place) {
      input.value = String(place);
      tell(place);
    },
  };
}

/* {element, update({activation, gain, depth})}; onSet({name: value}). deviation(gain): of the
   weights. */
export function flowControls({ deepest, deviation, write, isSlow, onSet, onDraw, onReset }) {
  const activation = select("Activation", Object.entries(ACTIVATION_NAMES), "relu", (chosen) =>
    onSet({ activation: chosen }),
  );
  const gain = restingSlider({
    name: "Gain σ√n",
    label: "Gain σ√n: deviation of the weights times the root of 64",
    range: [-1, 1, 0.01], // powers of ten
    write: (power) => `${write(10 ** power)}, σ = ${write(deviation(10 ** power))}`,
    isSlow,
    onValue: (power) => onSet({ gain: 10 ** power }),
  });
  const depth = restingSlider({
    name: "Layers",
    label: "Layers",
    range: [1, deepest, 1],
    write: String,
    isSlow,
    onValue: (layers) => onSet({ depth: layers }),
  });
  return {
    element: make(
      "div",
      { class: "unprinted" },
      controlRow(activation.element, together(button("New draw", onDraw), resetButton(onReset))),
      make("div", { class: "slides" }, gain.element, depth.element),
    ),
    update(state) {
      activation.update(state.activation);
      gain.update(Math.log10(state.gain));
      depth.update(state.depth);
    },
  };
}
