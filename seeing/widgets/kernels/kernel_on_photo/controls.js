/* Which kernel: by name, by size, turned or not. */

import { assign, controlRow, make, resetButton, select, toggle } from "../../kit/frame.js";
import { resizeCentred } from "./filter.js";
import { presetName, presets } from "./presets.js";

const SIZES = ["1×1", "3×3", "5×5"];

/* {element, update()}: controls that set the model's `kernel` and `flip`, and show what it holds;
   onReset() where all is to be as it was. */
export function makeKernelControls(model, onReset) {
  const names = [["", "your own"], ...presets.map(([name]) => [name, name])];
  const name = select("Kernel", names, "", (chosen) => {
    const preset = presets.find(([candidate]) => candidate === chosen);
    if (preset) assign(model, { kernel: preset[1] });
  });
  const size = select(
    "Size",
    SIZES.map((text) => [text, text]),
    "",
    (chosen) => {
      assign(model, {
        kernel: resizeCentred(model.get("kernel"), ...chosen.split("×").map(Number)),
      });
    },
  );
  const flip = toggle("Flip the kernel", false, (on) => assign(model, { flip: on }));
  const element = controlRow(name.element, size.element, flip.element, resetButton(onReset));

  /* A kernel from Python may be 2×4: then the list of sizes has that one too. */
  const oddSize = make("option", { hidden: true });
  size.element.querySelector("select").append(oddSize);

  function update() {
    const kernel = model.get("kernel");
    const text = `${kernel.length}×${kernel[0].length}`;
    if (!SIZES.includes(text)) Object.assign(oddSize, { value: text, textContent: text });
    oddSize.hidden = SIZES.includes(text);
    size.update(text);
    name.update(presetName(kernel));
    flip.update(model.get("flip"));
  }
  return { element, update };
}
