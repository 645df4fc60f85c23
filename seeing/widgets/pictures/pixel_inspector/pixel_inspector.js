/* PixelInspector: a colour picture, the numbers round a pixel, its greys, its places in memory. */

import { GREYS, greyOf, OTHER_RED, patchRound, pixelAt } from "../../arithmetic/pixels.js";
import {
  assign,
  bind,
  button,
  controlRow,
  isPlainKey,
  keptChallenge,
  make,
  mount,
  resetButton,
  titled,
  together,
  traitsOf,
} from "../../kit/frame.js";
import { clampTo } from "../../kit/numbers.js";
import { makePicture, moveByKeys, paintColours } from "../../kit/picture.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { unpackColours } from "../../kit/unpack.js";
import { greyPictures, toTenth } from "./greys.js";
import { memoryStrips } from "./memory.js";
import { comparison, letterAt, pickedPins, pinsOn, pinTable } from "./pins.js";
import { INSPECTOR_STYLE } from "./style.js";
import { brightnessTable } from "./tables.js";

const PATCH = 5;
const CHANNELS = ["red", "green", "blue"];
const INSPECTOR_STATE = ["row", "column", "pins"];
const PIN_TASK = `Pin two pixels with the same grey (± 1) whose red differs by ${OTHER_RED} or more.`;

class PixelInspector {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, { label: "The numbers of a picture", height: model.get("_height") });
    this.initial = this.figure.remember(model, INSPECTOR_STATE);
    this.hovered = null; // the pixel under a pointer that only looks
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    const pointing = {
      onPoint: (row, column) => this.hover({ row, column }),
      onPick: (row, column) => this.pick({ row, column }),
      onLeave: () => this.hover(null),
    };
    this.photo = makePicture({
      label: "Picture. Arrow keys choose a pixel, Enter pins it",
      onKey: (event) => this.key(event),
      ...pointing,
    });
    this.photo.element.classList.add("photo");
    this.pinMarks = pinsOn(this.photo.plate);
    this.channels = CHANNELS.map((name) => ({
      name,
      picture: makePicture({ label: `${name} channel`, ...pointing }),
      table: brightnessTable(`${name}, ${PATCH} × ${PATCH} numbers`, PATCH),
    }));
    this.greys = greyPictures(pointing);
    this.memory = memoryStrips();
    this.table = pinTable();
    this.pinButton = button("", () => this.pick(this.chosen()));
  }

  arrange() {
    const controls = controlRow(
      this.pinButton,
      together(
        button("Remove the pins", () => assign(this.model, { pins: [null, null] })),
        resetButton(() => this.reset()),
      ),
    );
    this.challenge = keptChallenge(PIN_TASK);
    this.figure.root.append(make("style", {}, SIGNED_STYLE + INSPECTOR_STYLE));
    this.figure.body.append(
      make(
        "div",
        { class: "top" },
        titled("kernel", "Picture", this.photo.element, controls, this.table.element),
        make(
          "div",
          { class: "channels" },
          ...this.channels.map(({ name, picture, table }) =>
            titled("input", `Channel ${name}`, picture.element, table.element),
          ),
          ...this.greys.elements,
        ),
      ),
      this.memory.element,
    );
    this.figure.foot.append(
      this.challenge.element,
      make(
        "p",
        { class: "hint unprinted" },
        "Pointing shows a pixel, a click pins it; a click on a pin frees it.",
      ),
    );
  }

  follow() {
    this.figure.onCleanup(bind(this.model, ["image"], () => this.takeImage()));
    this.figure.onCleanup(bind(this.model, ["image", ...INSPECTOR_STATE], () => this.draw()));
  }

  inside({ row, column }) {
    return { row: clampTo(row, this.source.height), column: clampTo(column, this.source.width) };
  }

  chosen() {
    return this.inside(traitsOf(this.model, ["row", "column"]));
  }

  pins() {
    return this.model.get("pins").map((pin) => {
      if (pin === null) return null;
      const { row, column } = this.inside({ row: pin[0], column: pin[1] });
      return [row, column];
    });
  }

  hover(place) {
    this.hovered = place && this.inside(place);
    this.draw();
  }

  pick(place) {
    const { row, column } = this.inside(place);
    assign(this.model, { row, column, pins: pickedPins(this.pins(), { row, column }) });
  }

  key(event) {
    if (!isPlainKey(event)) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation(); // JupyterLab would run a cell
      this.pick(this.chosen());
      return;
    }
    moveByKeys(
      () => this.chosen(),
      () => ({ rows: this.source.height, columns: this.source.width }),
      (row, column) => {
        this.hovered = null; // a pointer that rests on the picture does not hide what keys do
        assign(this.model, { row, column });
      },
    )(event);
  }

  reset() {
    this.challenge.reset();
    assign(this.model, this.initial);
  }

  takeImage() {
    this.source = unpackColours(this.model.get("image"), { white: 255 });
    const { planes, height, width } = this.source;
    const shares = planes.map((plane) => plane.map((value) => value / 255));
    paintColours(this.photo, shares, height, width);
    planes.forEach((plane, c) => this.channels[c].picture.showGray(plane, height, width));
    this.greys.setPicture(this.source);
  }

  draw() {
    const shown = this.hovered ?? this.chosen();
    const { row, column } = shown;
    const pixel = pixelAt(this.source, row, column);
    const pins = this.pins();
    const compared = comparison(this.source, pins, shown);
    this.frame(this.photo, shown);
    this.channels.forEach(({ picture, table }, c) => {
      this.frame(picture, shown);
      table.update(patchRound(this.source.planes[c], this.source, row, column, PATCH));
    });
    this.pinMarks.update(pins, this.source);
    this.greys.update(pixel, row, column);
    this.memory.update(this.source, row, column);
    this.table.update(compared);
    this.pinButton.textContent = letterAt(pins, this.chosen())
      ? "Free this pixel"
      : "Pin this pixel";
    this.challenge.update(compared.solved ? solvedSentence(compared) : "");
    this.speak(shown, pixel);
  }

  /* Frame the patch as far as it lies inside. */
  frame(picture, { row, column }) {
    const reach = (PATCH - 1) / 2;
    const [top, left] = [Math.max(0, row - reach), Math.max(0, column - reach)];
    const bottom = Math.min(this.source.height, row + reach + 1);
    const right = Math.min(this.source.width, column + reach + 1);
    picture.setMark(top, left, bottom - top, right - left);
  }

  speak({ row, column }, pixel) {
    const numbers = `image[${row}, ${column}] = [${pixel.join(", ")}]`;
    const [eye, older, mean] = ["eye", "older", "mean"].map((name) =>
      toTenth(greyOf(pixel, GREYS[name])),
    );
    this.figure.readout(
      `Row ${row}, column ${column}: ${CHANNELS.map((name, c) => `${name} ${pixel[c]}`).join(", ")}. ` +
        `Grey: ${eye} weighed by eye, ${older} by older weights, ${mean} as plain mean.`,
      make(
        "span",
        {},
        make("b", {}, numbers),
        make(
          "span",
          { class: "note" },
          `Grey: ${eye} weighed by eye, ${older} by older weights, ${mean} as plain mean.`,
        ),
      ),
    );
  }
}

/* What a solved challenge says, with its numbers. */
export function solvedSentence({ pixels, grey, red }) {
  const [one, other] = pixels.map(({ values }) => toTenth(greyOf(values, GREYS.eye)));
  return (
    `A has grey ${one} and B ${other}, ${toTenth(grey)} apart, and their reds are ${red} apart. ` +
    "In a grey picture they look alike: what told them apart is gone. Do the other two greys tell them apart?"
  );
}

function render({ model, el }) {
  const { figure } = new PixelInspector(model, el);
  return figure.destroy;
}

export default { render };
