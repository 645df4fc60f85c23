/* ChannelView: three channels, a sheet of the kernel for each, three answers, and their sum. */

import { correlate2d } from "../../arithmetic/correlation.js";
import { typicalSize } from "../../kit/colour_table.js";
import {
  assign,
  bind,
  challengeLine,
  controlRow,
  make,
  mount,
  onThemeChange,
  resetButton,
  select,
} from "../../kit/frame.js";
import { numberGrid } from "../../kit/number_grid.js";
import { clampTo, format } from "../../kit/numbers.js";
import { makePicture, moveByKeys } from "../../kit/picture.js";
import { showSigned, SIGNED_STYLE, signedTable } from "../../kit/signed_picture.js";
import { unpackColours } from "../../kit/unpack.js";

const NAMES = ["red", "green", "blue"];
const EDGE = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];
const NONE = [
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
];
const dot = (middle) => [
  [0, 0, 0],
  [0, middle, 0],
  [0, 0, 0],
];
const PRESETS = {
  opponent: ["red minus green", [dot(1), dot(-1), dot(0)]],
  mean: ["brightness", [dot(1 / 3), dot(1 / 3), dot(1 / 3)]],
  edges: ["edges of all channels", [EDGE, EDGE, EDGE]],
  red: ["edges in red only", [EDGE, NONE, NONE]],
  colour: ["edges of red minus green", [EDGE, EDGE.map((row) => row.map((v) => -v)), NONE]],
};

/* {parts, sum}: each sheet's answer to its channel, and all of them with the bias. */
export function layerAnswer({ planes, height, width }, sheets, bias) {
  const parts = planes.map((plane, c) => correlate2d(plane, height, width, sheets[c].flat(), 3, 3));
  const sum = Float64Array.from(parts[0], (value, i) => value + parts[1][i] + parts[2][i] + bias);
  return { parts, sum };
}

/* Is the answer 0 on every grey picture, and not on all? */
export function ignoresGrey(sheets, bias) {
  const [red, green, blue] = sheets.map((sheet) => sheet.flat());
  return (
    bias === 0 &&
    red.every((value, i) => Math.abs(value + green[i] + blue[i]) < 1e-9) &&
    sheets.flat(2).some((value) => value !== 0)
  );
}

class ChannelView {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "A kernel with a sheet for each channel",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, ["sheets", "bias"]);
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.sumPicture = makePicture({
      label: "Sum of the three answers. Arrow keys choose the pixel that is shown",
      onPoint: (row, column) => this.go(row, column),
      pin: this.figure.pin,
      onKey: moveByKeys(
        () => this.place(),
        () => this.limits(),
        (row, column) => this.go(row, column),
      ),
    });
    this.columns = NAMES.map((name, c) => ({
      channel: makePicture({
        label: `${name} channel`,
        onPoint: (row, column) => this.go(row - 1, column - 1),
        pin: this.figure.pin,
      }),
      answer: makePicture({
        label: `what the sheet makes of ${name}`,
        onPoint: (row, column) => this.go(row, column),
        pin: this.figure.pin,
      }),
      sheet: numberGrid({
        rows: 3,
        cols: 3,
        values: NONE,
        label: `${name} sheet`,
        kind: "kernel",
        onChange: (rows) =>
          assign(this.model, {
            sheets: this.model.get("sheets").map((sheet, i) => (i === c ? rows : sheet)),
          }),
      }),
    }));
    this.preset = select(
      "Kernel",
      [["", "your own"], ...Object.entries(PRESETS).map(([key, [name]]) => [key, name])],
      "",
      (key) => {
        if (key) assign(this.model, { sheets: PRESETS[key][1] });
      },
    );
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + CHANNEL_STYLE));
    this.figure.body.append(
      controlRow(
        this.preset.element,
        resetButton(() => assign(this.model, this.initial)),
      ),
      make(
        "div",
        { class: "channels" },
        ...this.columns.map(({ channel }, c) =>
          make("div", {}, this.title("input", NAMES[c]), channel.element),
        ),
        ...this.columns.map(({ sheet }) => make("div", { class: "sheet" }, sheet.element)),
        ...this.columns.map(({ answer }) => make("div", {}, answer.element)),
      ),
      make(
        "div",
        { class: "total" },
        this.title("output", "Sum of the three, and the bias"),
        this.sumPicture.element,
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, ["image"], () => this.takeImage()));
    this.figure.onCleanup(
      bind(this.model, ["image", "sheets", "bias", "row", "column"], () => this.draw()),
    );
    this.figure.onCleanup(onThemeChange(() => this.draw()));
  }

  limits() {
    return { rows: this.source.height - 2, columns: this.source.width - 2 };
  }

  place() {
    return {
      row: clampTo(this.model.get("row"), this.limits().rows),
      column: clampTo(this.model.get("column"), this.limits().columns),
    };
  }

  go(row, column) {
    assign(this.model, {
      row: clampTo(row, this.limits().rows),
      column: clampTo(column, this.limits().columns),
    });
  }

  title(role, text) {
    return make("p", { class: `title ${role}` }, text);
  }

  takeImage() {
    this.source = unpackColours(this.model.get("image"), { white: 255 });
    this.source.planes.forEach((plane, c) =>
      this.columns[c].channel.showGray(plane, this.source.height, this.source.width),
    );
  }

  draw() {
    const [sheets, bias] = [this.model.get("sheets"), this.model.get("bias")];
    const { parts, sum } = layerAnswer(this.source, sheets, bias);
    const table = signedTable();
    const [rows, cols] = [this.limits().rows, this.limits().columns];
    const size = typicalSize(
      Float64Array.from([...parts[0], ...parts[1], ...parts[2], ...sum]),
      4 * rows * cols,
    );
    parts.forEach((values, c) => {
      showSigned(this.columns[c].answer, values, rows, cols, size, table);
      this.columns[c].sheet.update(sheets[c]);
    });
    showSigned(this.sumPicture, sum, rows, cols, size, table);
    this.preset.update(
      Object.keys(PRESETS).find(
        (key) => JSON.stringify(PRESETS[key][1]) === JSON.stringify(sheets),
      ) ?? "",
    );
    const { row, column } = this.place();
    this.columns.forEach(({ channel, answer }) => {
      channel.setMark(row, column, 3, 3);
      answer.setMark(row, column, 1, 1);
    });
    this.sumPicture.setMark(row, column, 1, 1);
    const i = row * cols + column;
    const terms = parts.map((values, c) => `${NAMES[c]} ${format(round(values[i]))}`);
    const total = format(round(sum[i]));
    this.figure.readout(
      `Row ${row}, column ${column}: ${terms.join(", ")}, bias ${format(bias)}: together ${total}`,
      make(
        "span",
        { class: "equation" },
        `${terms.join(" + ")} + bias ${format(bias)} = `,
        make("b", { class: "output" }, total),
      ),
    );
    const solved = ignoresGrey(sheets, bias);
    this.challenge.update(
      solved,
      "At every tap the three entries add up to 0, so a grey picture gives nothing. Now find one that also gives 0 where a colour is even.",
      "Find three sheets that give 0 on every grey picture, whatever it shows, and not on this one.",
    );
  }
}

function render({ model, el }) {
  const { figure } = new ChannelView(model, el);
  return figure.destroy;
}

const round = (value) => Number(value.toFixed(1));

const CHANNEL_STYLE = `
.channels { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px 12px; margin-top: 14px; }
.channels > div { min-width: 0; }
.channels .place { max-height: 130px; }
.sheet { --cell: 30px; display: flex; }
.sheet .cell { font-size: 12px; }
.total { margin-top: 14px; }
.total .place { max-height: 170px; }
`;

export default { render };
