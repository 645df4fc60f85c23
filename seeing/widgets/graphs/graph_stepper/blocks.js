/* A tensor as a block of an SVG: its numbers, or a picture of them where they are many. */

import { rowsOf } from "./tensors.js";
import { show } from "./words.js";

const NS = "http://www.w3.org/2000/svg";
const DIGIT = 7.4; // px, of tabular figures at 13 px; a little wide, so that no number is cut
const ROW = 18;
// Rows and columns of numbers in a card, and the px they may take; a larger array is a picture.
const NUMBERS = {
  roomy: { rows: 4, columns: 4, width: 150 },
  compact: { rows: 2, columns: 3, width: 96 },
};

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/* How much room a block takes that is to hold each of `tensors`, all of one shape: {w, h, columns}
   with the width of each column of numbers, or {w, h, side} for a picture with cells of that side.
   shape: used where no tensor is there. */
export function blockSize(tensors, shape, compact = false) {
  const most = NUMBERS[compact ? "compact" : "roomy"];
  const there = tensors.filter(Boolean);
  if (!there.length) return { w: textWidth(shape.join(" × "), 12) + 12, h: 26 };
  const tables = there.map(rowsOf);
  const [rows, columns] = [tables[0].length, tables[0][0].length];
  if (rows <= most.rows && columns <= most.columns) {
    const widths = columnWidths(tables);
    const w = widths.reduce((sum, width) => sum + width, 8);
    if (w <= most.width) return { w: Math.max(26, w), h: rows * ROW + 6, columns: widths };
  }
  const side = compact
    ? Math.min(7, 44 / columns, 34 / rows)
    : Math.min(8, 76 / columns, 52 / rows);
  return { w: Math.max(46, side * columns + 10), h: side * rows + 24, side };
}

function columnWidths(tables) {
  return tables[0][0].map((_, column) => {
    const texts = tables.flatMap((rows) => rows.map((row) => show(row[column] ?? 0).length));
    return Math.max(18, Math.max(...texts) * DIGIT + 9);
  });
}

export function textWidth(text, size) {
  return text.length * size * 0.54;
}

/* The numbers or the picture of t in a block of that size, with its upper left corner at 0, 0. */
export function drawBlock(t, size, shape) {
  if (t === null) return [label(shape.join(" × "), size.w / 2, size.h / 2, "shape")];
  const rows = rowsOf(t);
  if (size.columns) return numbers(rows, size);
  // An engine's gradient may have another shape than the room was made for.
  const side = Math.min(
    size.side ?? 8,
    (size.w - 10) / rows[0].length,
    (size.h - 24) / rows.length,
  );
  const top = Math.max(...t.data.map(Math.abs)) || 1;
  const left = (size.w - side * rows[0].length) / 2;
  const cells = rows.flatMap((row, i) =>
    row.map((value, j) =>
      svg("rect", {
        x: left + j * side,
        y: 5 + i * side,
        width: side + 0.2,
        height: side + 0.2,
        class: value < 0 ? "below" : "above",
        "fill-opacity": (Math.abs(value) / top).toFixed(3),
      }),
    ),
  );
  const frame = svg("rect", {
    x: left,
    y: 5,
    width: side * rows[0].length,
    height: side * rows.length,
    class: "frame-line",
  });
  return [...cells, frame, label(t.shape.join(" × "), size.w / 2, size.h - 9, "shape")];
}

function numbers(rows, { w, h, columns }) {
  // A gradient of another shape gets equal columns, as narrow as they must be.
  const widths =
    rows[0].length === columns.length ? columns : rows[0].map(() => (w - 4) / rows[0].length);
  const height = Math.min(ROW, (h - 4) / rows.length);
  const left = (w - widths.reduce((sum, width) => sum + width, 0)) / 2;
  const middles = widths.map(
    (width, j) => left + widths.slice(0, j).reduce((sum, other) => sum + other, 0) + width / 2,
  );
  const top = (h - height * rows.length) / 2;
  return rows.flatMap((row, i) =>
    row.map((value, j) => label(show(value), middles[j], top + (i + 0.5) * height, "number")),
  );
}

export function label(text, x, y, kind) {
  return svg(
    "text",
    { x, y, class: kind, "text-anchor": "middle", "dominant-baseline": "central" },
    text,
  );
}
