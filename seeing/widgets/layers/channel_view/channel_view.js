/* ChannelView: three channels, a sheet of the kernel for each, three answers, and their sum. */

import { correlate2d } from "../../arithmetic/correlation.js";
import { coloursOfPixels } from "../../kit/colour_picture.js";
import {
  assign,
  bind,
  button,
  clampTo,
  format,
  make,
  mount,
  numberGrid,
  onThemeChange,
  select,
} from "../../kit/frame.js";
import { typicalSize } from "../../kit/colour_table.js";
import { makePicture, moveByKeys } from "../../kit/picture.js";
import { SIGNED_STYLE, showSigned, signedTable } from "../../kit/signed_picture.js";

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

function render({ model, el }) {
  const figure = mount(el, {
    label: "A kernel with a sheet for each channel",
    height: model.get("_height"),
  });
  const initial = { sheets: model.get("sheets"), bias: model.get("bias") };
  let source;
  const limits = () => ({ rows: source.height - 2, columns: source.width - 2 });
  const place = () => ({
    row: clampTo(model.get("row"), limits().rows),
    column: clampTo(model.get("column"), limits().columns),
  });
  const go = (row, column) =>
    assign(model, { row: clampTo(row, limits().rows), column: clampTo(column, limits().columns) });
  const sumPicture = makePicture({
    label: "Sum of the three answers. Arrow keys choose the pixel that is shown",
    onPoint: go,
    onKey: moveByKeys(place, limits, go),
  });
  const columns = NAMES.map((name, c) => ({
    channel: makePicture({
      label: `${name} channel`,
      onPoint: (row, column) => go(row - 1, column - 1),
    }),
    answer: makePicture({ label: `what the sheet makes of ${name}`, onPoint: go }),
    sheet: numberGrid({
      rows: 3,
      cols: 3,
      values: NONE,
      label: `${name} sheet`,
      kind: "kernel",
      onChange: (rows) =>
        assign(model, { sheets: model.get("sheets").map((sheet, i) => (i === c ? rows : sheet)) }),
    }),
  }));
  const preset = select(
    "Kernel",
    [["", "your own"], ...Object.entries(PRESETS).map(([key, [name]]) => [key, name])],
    "",
    (key) => {
      if (key) assign(model, { sheets: PRESETS[key][1] });
    },
  );
  const title = (role, text) => make("p", { class: `title ${role}` }, text);
  figure.root.append(make("style", {}, SIGNED_STYLE + CHANNEL_STYLE));
  figure.body.append(
    make(
      "div",
      { class: "controls" },
      preset.element,
      button("Reset", () => assign(model, initial)),
    ),
    make(
      "div",
      { class: "channels" },
      ...columns.map(({ channel }, c) =>
        make("div", {}, title("input", NAMES[c]), channel.element),
      ),
      ...columns.map(({ sheet }) => make("div", { class: "sheet" }, sheet.element)),
      ...columns.map(({ answer }) => make("div", {}, answer.element)),
    ),
    make(
      "div",
      { class: "total" },
      title("output", "Sum of the three, and the bias"),
      sumPicture.element,
    ),
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  function takeImage() {
    source = coloursOfPixels(model.get("image"), 255);
    source.planes.forEach((plane, c) =>
      columns[c].channel.showGray(plane, source.height, source.width),
    );
  }

  function draw() {
    const [sheets, bias] = [model.get("sheets"), model.get("bias")];
    const { parts, sum } = layerAnswer(source, sheets, bias);
    const table = signedTable();
    const [rows, cols] = [limits().rows, limits().columns];
    const size = typicalSize(
      Float64Array.from([...parts[0], ...parts[1], ...parts[2], ...sum]),
      4 * rows * cols,
    );
    parts.forEach((values, c) => {
      showSigned(columns[c].answer, values, rows, cols, size, table);
      columns[c].sheet.update(sheets[c]);
    });
    showSigned(sumPicture, sum, rows, cols, size, table);
    preset.update(
      Object.keys(PRESETS).find(
        (key) => JSON.stringify(PRESETS[key][1]) === JSON.stringify(sheets),
      ) ?? "",
    );
    const { row, column } = place();
    columns.forEach(({ channel, answer }) => {
      channel.setMark(row, column, 3, 3);
      answer.setMark(row, column, 1, 1);
    });
    sumPicture.setMark(row, column, 1, 1);
    const i = row * cols + column;
    const terms = parts.map((values, c) => `${NAMES[c]} ${format(round(values[i]))}`);
    const total = format(round(sum[i]));
    figure.readout(
      `Row ${row}, column ${column}: ${terms.join(", ")}, bias ${format(bias)}: together ${total}`,
      make(
        "span",
        { class: "equation" },
        `${terms.join(" + ")} + bias ${format(bias)} = `,
        make("b", { class: "output" }, total),
      ),
    );
    const solved = ignoresGrey(sheets, bias);
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "At every tap the three entries add up to 0, so a grey picture gives nothing. Now find one that also gives 0 where a colour is even."
        : "Find three sheets that give 0 on every grey picture, whatever it shows, and not on this one.",
    );
  }

  figure.onCleanup(bind(model, ["image"], takeImage));
  figure.onCleanup(bind(model, ["image", "sheets", "bias", "row", "column"], draw));
  figure.onCleanup(onThemeChange(draw));
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
