/* OrientationWheel: the photograph, the wheel that steers, the kernel, and what it answers. */

import {
  direction,
  sobelGradients,
  steeredKernel,
  steerInto,
  wrapped,
} from "../../arithmetic/edges.js";
import { typicalSize } from "../../kit/colour_table.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  make,
  mount,
  onThemeChange,
  resetButton,
  tellDrawn,
  titled,
} from "../../kit/frame.js";
import { clampTo, format } from "../../kit/numbers.js";
import { makePicture, moveByKeys } from "../../kit/picture.js";
import { showSigned, SIGNED_STYLE, signedBoard, signedTable } from "../../kit/signed_picture.js";
import { unpackGray } from "../../kit/unpack.js";
import { Wheel, WHEEL_STYLE } from "./wheel.js";

const PASSING = ["row", "column"]; // a hover changes them
const VANISHED = Math.sin(Math.PI / 360) + 1e-9; // at the whole degree nearest to the edge

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

class OrientationWheel {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(this.el, {
      label: "A gradient kernel that turns",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, ["angle", "row", "column"], PASSING);
    this.size = 1;
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.photo = makePicture({
      label: "Photograph. Arrow keys choose the pixel whose gradient is shown",
      pin: this.figure.pin,
      onPoint: (row, column) => this.go(row - 1, column - 1),
      onKey: moveByKeys(
        () => this.place(),
        () => this.gradients,
        (row, column) => this.go(row, column),
      ),
    });
    this.answer = makePicture({
      label: "The change in the wheel's direction",
      pin: this.figure.pin,
      onPoint: (row, column) => this.go(row, column),
    });
    this.wheel = new Wheel((angle) => assign(this.model, { angle }));
    this.degrees = make("span", { class: "degrees" });
    this.board = signedBoard("Steered kernel");
    this.controls = controlRow(
      button("15° back", this.turn(-15)),
      button("15° on", this.turn(15)),
      resetButton(() => assign(this.model, this.initial)),
    );
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + WHEEL_STYLE));
    this.figure.body.append(
      make(
        "div",
        { class: "three" },
        titled("input", "Photograph", this.photo.element),
        make(
          "div",
          { class: "kernel" },
          make("p", { class: "title" }, "Direction θ = ", this.degrees),
          this.wheel.element,
          make(
            "p",
            { class: "arms" },
            make("b", { class: "kernel" }, "arm"),
            ": θ; ",
            make("b", { class: "gradient" }, "arrow"),
            ": the gradient there",
          ),
        ),
        titled("output", "Change along θ", this.answer.element),
      ),
      make(
        "div",
        { class: "under" },
        titled("kernel", "Steered kernel", this.board.element),
        this.controls,
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, ["image"], () => this.takeImage()));
    this.figure.onCleanup(bind(this.model, ["image", "angle", "row", "column"], () => this.draw()));
    this.figure.onCleanup(onThemeChange(() => this.draw()));
  }

  place() {
    return {
      row: clampTo(this.model.get("row"), this.gradients.rows),
      column: clampTo(this.model.get("column"), this.gradients.columns),
    };
  }

  go(row, column) {
    const to = {
      row: clampTo(row, this.gradients.rows),
      column: clampTo(column, this.gradients.columns),
    };
    if (to.row !== this.model.get("row") || to.column !== this.model.get("column"))
      assign(this.model, to);
  }

  turn(by) {
    return () => assign(this.model, { angle: wrapped(this.model.get("angle") + by) });
  }

  takeImage() {
    const { pixels, height, width } = unpackGray(this.model.get("image"));
    this.photo.showGray(pixels, height, width);
    this.gradients = sobelGradients(pixels, height, width);
    this.answers = new Float32Array(this.gradients.rows * this.gradients.columns);
    const lengths = Float64Array.from(this.gradients.gx, (x, i) =>
      Math.hypot(x, this.gradients.gy[i]),
    );
    this.size = typicalSize(lengths, lengths.length); // of all directions, so that turning compares
  }

  draw() {
    const begin = performance.now();
    const { row, column } = this.place();
    const angle = this.model.get("angle");
    const at = steeredAt(this.gradients, row, column, angle);
    steerInto(this.answers, this.gradients, angle);
    showSigned(
      this.answer,
      this.answers,
      this.gradients.rows,
      this.gradients.columns,
      this.size,
      signedTable(),
    );
    this.photo.setMark(row, column, 3, 3);
    this.answer.setMark(row, column, 1, 1);
    this.board.update(steeredKernel(angle), 3);
    this.degrees.textContent = `${format(Math.round(angle))}°`;
    this.wheel.update(angle, at.towards, at.length / this.size);
    const [cos, sin] = direction(angle);
    this.figure.readout(
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
    this.challenge.update(
      solved,
      "The wheel points along the edge now, a quarter turn from the gradient. Turn on by 90°: what is the answer then?",
      "Turn the wheel to the degree at which the marked edge answers with nearly 0. Then click on another edge, and find its degree.",
    );
    tellDrawn(this.el, begin);
  }
}

function render({ model, el }) {
  const { figure } = new OrientationWheel(model, el);
  return figure.destroy;
}

const round = (value) => Number(value.toFixed(1));
const part2 = (value) => (value < 0 ? `(${format(value)})` : format(value));

export default { render };
