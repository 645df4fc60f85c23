/* A photograph beside what a kernel makes of it: state in the model, here what its changes draw.

   The output is drawn where the window's middle was: half a kernel in from the photograph's corner.
   After each drawing the event "seeing-drawn" on the element says how many milliseconds it took. */

import { flip2d, toRows } from "../../arithmetic/correlation.js";
import { equationNode, equationText } from "../../kit/equation.js";
import { assign, bind, make, mount, onThemeChange, tellDrawn } from "../../kit/frame.js";
import { clampTo, format } from "../../kit/numbers.js";
import { moveByKeys } from "../../kit/picture.js";
import { unpackGray } from "../../kit/unpack.js";
import { filterInto, planSweeps } from "./filter.js";
import { reached } from "./goals.js";
import { patchAt, termsAt } from "./magnifier.js";
import { makeParts } from "./parts.js";
import { presetName } from "./presets.js";
import { PHOTO_STYLE } from "./style.js";

const PHOTO_STATE = ["kernel", "flip", "display", "row", "column"];
const WRITTEN_OUT = 9; // terms: a full 3×3

/* The trait `image` as numbers, and what the read-out calls it. */
export function unpackImage(image) {
  return { ...unpackGray(image), name: "the photograph" };
}

/* The kernel as it slides: flat weights, turned by half if `flip`. */
export function slidingKernel(rows, flip) {
  const weights = Float64Array.from(rows.flat());
  return {
    weights: flip ? flip2d(weights) : weights,
    kh: rows.length,
    kw: rows[0].length,
    up: (rows.length - 1) >> 1, // from the window's first row to its middle
    left: (rows[0].length - 1) >> 1,
  };
}

class PhotoFigure {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.frame = mount(el, { label: "A kernel on a photograph", height: model.get("_height") });
    this.frame.root.append(make("style", {}, PHOTO_STYLE));
    this.output = new Float32Array(0); // grown when needed, so that drawing allocates nothing
    this.photo = unpackImage(model.get("image"));
    this.initial = this.frame.remember(model, PHOTO_STATE, ["row", "column"]);
    this.parts = makeParts(this.frame, model, {
      onPoint: (row, column) => this.point(row - this.kernel.up, column - this.kernel.left),
      onKey: moveByKeys(
        () => this.place,
        () => this.size,
        (row, column) => this.point(row, column),
      ),
      onEdit: (rows) => this.edit(rows),
      onPicture: (photo) => this.takePhoto(photo),
      onReset: () => {
        this.parts.source.first();
        assign(model, this.initial);
      },
      onFirst: () => this.takePhoto(unpackImage(model.get("image"))),
    });
    this.takeKernel();
    this.takePhoto(this.photo);
    this.listen();
  }

  listen() {
    const { model, frame } = this;
    const follow = (names, draw) => frame.onCleanup(bind(model, names, draw));
    follow(["challenge", "goal"], () => this.judge());
    follow(["row", "column"], () => this.drawWindow());
    follow(["kernel", "flip", "display"], () => {
      this.takeKernel();
      this.draw();
    });
    const fromPython = () => this.parts.source.first();
    model.on("change:image", fromPython);
    frame.onCleanup(() => model.off("change:image", fromPython));
    frame.onCleanup(
      onThemeChange(() => {
        this.parts.scale.refresh();
        this.draw();
      }),
    );
    frame.onCleanup(() => this.parts.source.stop());
  }

  /* The output's size; 0 or less if the kernel is larger than the picture. */
  get size() {
    const { photo, kernel } = this;
    return { rows: photo.height - kernel.kh + 1, columns: photo.width - kernel.kw + 1 };
  }

  get place() {
    const { rows, columns } = this.size;
    return {
      row: clampTo(this.model.get("row"), rows),
      column: clampTo(this.model.get("column"), columns),
    };
  }

  point(row, column) {
    const { model, size } = this;
    const target = { row: clampTo(row, size.rows), column: clampTo(column, size.columns) };
    if (target.row === model.get("row") && target.column === model.get("column")) return;
    assign(model, target);
  }

  /* The reader edits the kernel as it slides; the model holds it as it was before the turn. */
  edit(rows) {
    const turned = slidingKernel(rows, this.model.get("flip"));
    assign(this.model, { kernel: toRows(turned.weights, turned.kw) });
  }

  takePhoto(photo) {
    this.photo = photo;
    this.parts.setPhoto(photo);
    this.draw();
  }

  takeKernel() {
    const { model, parts } = this;
    this.kernel = slidingKernel(model.get("kernel"), model.get("flip"));
    const { weights, kh, kw } = this.kernel;
    this.sweeps = planSweeps(weights, kh, kw);
    parts.setKernel(toRows(weights, kw), model.get("flip"));
    parts.scale.update(model.get("display"));
  }

  draw() {
    this.drawOutput();
    this.drawWindow();
  }

  drawOutput() {
    const begin = performance.now();
    const { photo, kernel, parts } = this;
    const { height, width } = photo;
    const { rows, columns } = this.size;
    const pixels = parts.after.resize(height, width);
    const count = photo.pixels.length;
    if (this.output.length < count) this.output = new Float32Array(count);
    pixels.fill(0); // the border, where no window has its middle, stays blank
    if (rows > 0 && columns > 0) {
      filterInto(this.output, photo.pixels, height, width, this.sweeps, kernel.kh, kernel.kw);
      const target = { pixels, start: kernel.up * width + kernel.left, stride: width };
      const output = { values: this.output, rows, columns };
      parts.scale.paint(target, output, this.model.get("display"), kernel.weights);
    }
    parts.after.show();
    this.judge();
    tellDrawn(this.el, begin);
  }

  /* The legs are those of the photograph that comes with the figure. */
  judge() {
    const { kernel, photo, output, size, model } = this;
    const ours = photo.name === "the photograph" && photo.height === 256 && photo.width === 256;
    const at = (row, column) => output[(row - kernel.up) * size.columns + column - kernel.left];
    const found = reached(model.get("goal"), kernel, ours ? at : null);
    this.parts.setChallenge(model.get("challenge"), found);
  }

  drawWindow() {
    const { photo, parts } = this;
    const { weights, kh, kw, up, left } = this.kernel;
    const { rows, columns } = this.size;
    parts.setOutputSize(rows, columns);
    if (rows < 1 || columns < 1) {
      parts.magnifier.empty();
      this.frame.readout(
        `A ${kh}×${kw} kernel does not fit into a picture of ${photo.height} × ` +
          `${photo.width}: there is no output. Choose a smaller kernel.`,
      );
      return;
    }
    const { row, column } = this.place;
    const patch = patchAt(photo.pixels, photo.width, row, column, kh, kw);
    const value = weights.reduce((sum, weight, n) => sum + weight * patch[n], 0);
    parts.before.setMark(row, column, kh, kw);
    parts.after.setMark(row + up, column + left, 1, 1);
    parts.magnifier.update({ patch, weights, kh, kw, value, colour: parts.scale.colourOf(value) });
    this.readOut(row, column, termsAt(patch, weights), value);
  }

  /* A short sum is written out under the pictures; a long one stands in the boards already. It is
     spoken in full: the boards are for the eye. */
  readOut(row, column, terms, value) {
    const name = presetName(this.model.get("kernel")) || "Your kernel";
    const where = `${name} on ${this.photo.name}, row ${row}, column ${column}`;
    const output = `y[${row}, ${column}]`;
    const shown =
      terms.length <= WRITTEN_OUT
        ? equationNode(output, terms, value)
        : `${output} = the sum of ${terms.length} products = ${format(value)}`;
    this.frame.readout(`${where}: ${equationText("y", terms, value)}`, shown);
  }
}

export default {
  render({ model, el }) {
    const { frame } = new PhotoFigure(model, el);
    return () => frame.destroy();
  },
};
