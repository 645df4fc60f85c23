/* The parts of KernelOnPhoto and where they stand. */

import { challengeLine, make } from "../../kit/frame.js";
import { numberGrid } from "../../kit/number_grid.js";
import { makePicture } from "../../kit/picture.js";
import { makeKernelControls } from "./controls.js";
import { makeMagnifier } from "./magnifier.js";
import { makeScale } from "./scale.js";
import { SourceControls } from "./source_controls.js";

/* Build the figure in its frame; actions: onPoint, onKey, onEdit, onPicture, onFirst, onReset,
   as the parts call them. */
export function makeParts({ body, foot, pin }, model, actions) {
  const { onPoint, onKey, onEdit, onPicture, onFirst, onReset } = actions;
  const label = "Photograph. Arrow keys move the window";
  const before = makePicture({ label, onPoint, onKey, pin });
  const after = makePicture({ label: "The filtered photograph", onPoint, pin });
  const scale = makeScale(model);
  const source = new SourceControls(body, { onPicture, onFirst });
  const controls = makeKernelControls(model, onReset);
  const grid = numberGrid({
    rows: 1,
    cols: 1,
    values: [[0]],
    label: "kernel",
    kind: "kernel",
    onChange: onEdit,
  });
  const magnifier = makeMagnifier(grid.element);
  const challenge = challengeLine();
  const photoSize = make("span");
  const outputSize = make("span");
  const parts = { before, after, scale, source, photoSize, outputSize };
  body.append(pictures(parts), controls.element, magnifier.element);
  foot.append(challenge.element);
  return {
    before,
    after,
    scale,
    source,
    magnifier,
    setChallenge(text, found) {
      challenge.update(text !== "" && found !== "", found, text);
      challenge.element.hidden = text === "";
    },
    setPhoto({ pixels, height, width }) {
      before.showGray(pixels, height, width);
      photoSize.textContent = `${height} × ${width}`;
    },
    setOutputSize(rows, columns) {
      const text = rows > 0 && columns > 0 ? `${rows} × ${columns}` : "nothing";
      if (outputSize.textContent !== text) outputSize.textContent = text;
    },
    setKernel(rows, flip) {
      controls.update();
      grid.update(rows);
      magnifier.setKernel(flip ? "kernel, turned" : "kernel", rows.length, rows[0].length);
    },
  };
}

function pictures({ before, after, scale, source, photoSize, outputSize }) {
  const title = (text, size) => make("p", { class: "title" }, `${text} `, size);
  return make(
    "div",
    { class: "pictures" },
    make(
      "div",
      { class: "photo" },
      make("div", { class: "head" }, title("Photograph", photoSize), source.back),
      before.element,
    ),
    make("div", { class: "filtered" }, title("Filtered", outputSize), after.element),
    scale.legend,
    source.element,
    scale.choice,
  );
}
