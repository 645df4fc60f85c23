/* OrientationWheel: the photograph, the wheel that steers, the kernel, and what it answers. */

import {
  direction,
  sobelGradients,
  steerInto,
  steeredKernel,
  wrapped,
} from "../../arithmetic/edges.js";
import {
  assign,
  bind,
  button,
  clampTo,
  format,
  make,
  mount,
  onThemeChange,
} from "../../kit/frame.js";
import { unpackGray } from "../../kit/gray_picture.js";
import { typicalSize } from "../../kit/colour_table.js";
import { makePicture, moveByKeys } from "../../kit/picture.js";
import { SIGNED_STYLE, showSigned, signedBoard, signedTable } from "../../kit/signed_picture.js";
import { WHEEL_STYLE, makeWheel } from "./wheel.js";

const VANISHED = 0.03; // of the gradient's length

/* All that the figure says of one pixel. */
export function steeredAt({ gx, gy, columns }, row, column, angle) {
  const i = row * columns + column;
  const [cos, sin] = direction(angle);
  const length = Math.hypot(gx[i], gy[i]);
  return {
    gx: gx[i],
    gy: gy[i],
    length,
    answer: cos * gx[i] + sin * gy[i],
    towards: wrapped((Math.atan2(gy[i], gx[i]) * 180) / Math.PI),
  };
}

export function hasVanished({ length, answer }) {
  return length > 0 && Math.abs(answer) < VANISHED * length;
}

function render({ model, el }) {
  const figure = mount(el, { label: "A gradient kernel that turns", height: model.get("_height") });
  const initial = { angle: model.get("angle"), row: model.get("row"), column: model.get("column") };
  let gradients;
  let answers;
  let size = 1;
  const place = () => ({
    row: clampTo(model.get("row"), gradients.rows),
    column: clampTo(model.get("column"), gradients.columns),
  });
  const go = (row, column) => {
    const to = { row: clampTo(row, gradients.rows), column: clampTo(column, gradients.columns) };
    if (to.row !== model.get("row") || to.column !== model.get("column")) assign(model, to);
  };
  const photo = makePicture({
    label: "Photograph. Arrow keys choose the pixel whose gradient is shown",
    onPoint: (row, column) => go(row - 1, column - 1),
    onKey: moveByKeys(place, () => gradients, go),
  });
  const answer = makePicture({
    label: "The change in the wheel's direction",
    onPoint: (row, column) => go(row, column),
  });
  const wheel = makeWheel((angle) => assign(model, { angle }));
  const board = signedBoard("Steered kernel");
  const turn = (by) => () => assign(model, { angle: wrapped(model.get("angle") + by) });
  const controls = make(
    "div",
    { class: "controls" },
    button("15° back", turn(-15)),
    button("15° on", turn(15)),
    button("Reset", () => assign(model, initial)),
  );
  const part = (role, title, ...content) =>
    make("div", { class: role }, make("p", { class: "title" }, title), ...content);
  figure.root.append(make("style", {}, SIGNED_STYLE + WHEEL_STYLE));
  figure.body.append(
    make(
      "div",
      { class: "three" },
      part("input", "Photograph", photo.element),
      part("gradient", "Direction θ", wheel.element),
      part("output", "Change along θ", answer.element),
    ),
    make("div", { class: "under" }, part("kernel", "Steered kernel", board.element), controls),
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  function takeImage() {
    const { pixels, height, width } = unpackGray(model.get("image"));
    photo.showGray(pixels, height, width);
    gradients = sobelGradients(pixels, height, width);
    answers = new Float32Array(gradients.rows * gradients.columns);
    const lengths = Float64Array.from(gradients.gx, (x, i) => Math.hypot(x, gradients.gy[i]));
    size = typicalSize(lengths, lengths.length); // of all directions, so that turning compares
  }

  function draw() {
    const begin = performance.now();
    const { row, column } = place();
    const angle = model.get("angle");
    const at = steeredAt(gradients, row, column, angle);
    steerInto(answers, gradients, angle);
    showSigned(answer, answers, gradients.rows, gradients.columns, size, signedTable());
    photo.setMark(row, column, 3, 3);
    answer.setMark(row, column, 1, 1);
    board.update(steeredKernel(angle), 3);
    wheel.update(angle, at.towards, at.length / size);
    const [cos, sin] = direction(angle);
    figure.readout(
      `At ${format(Math.round(angle))} degrees the marked edge answers ${format(round(at.answer))}. ` +
        `Its gradient is ${format(round(at.length))} long and points to ${format(Math.round(at.towards))} degrees.`,
      make(
        "span",
        {},
        make(
          "span",
          { class: "equation" },
          `${format(cos)} · ${part2(at.gx)} + ${part2(sin)} · ${part2(at.gy)} = `,
          make("b", { class: "output" }, format(round(at.answer))),
        ),
        make(
          "span",
          { class: "note" },
          `gradient: ${format(round(at.length))} long, towards ${format(Math.round(at.towards))}°`,
        ),
      ),
    );
    const solved = hasVanished(at);
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "The wheel points along the edge now, a quarter turn from the gradient. Turn on by 90°: what is the answer then?"
        : "Turn the wheel until the marked edge answers with 0. Then choose another edge.",
    );
    el.dispatchEvent(
      new CustomEvent("seeing-drawn", { bubbles: true, detail: performance.now() - begin }),
    );
  }

  figure.onCleanup(bind(model, ["image"], takeImage));
  figure.onCleanup(bind(model, ["image", "angle", "row", "column"], draw));
  figure.onCleanup(onThemeChange(draw));
  return figure.destroy;
}

const round = (value) => Number(value.toFixed(1));
const part2 = (value) => (value < 0 ? `(${format(value)})` : format(value));

export default { render };
