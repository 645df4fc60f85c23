/* A sheet of small maps side by side, with a line between them; one number can be framed. */

import { colourTable, paintInto, rgbOf } from "./colour_table.js";
import { colour, isPlainKey } from "./frame.js";
import { clampTo } from "./numbers.js";
import { makePicture } from "./picture.js";
import { signedTable } from "./signed_picture.js";

/* What sheets are painted with, as the theme has it now: tables from paper to a role's colour, the
   table of values with a sign, and the line between maps. To ask for a colour costs a layout, so
   ask once a theme. */
export function sheetColours() {
  const [paper, input, output, line] = ["paper", "input", "output", "line"].map((role) =>
    rgbOf(colour(role)),
  );
  return {
    input: colourTable([paper, input], 256),
    output: colourTable([paper, output], 256),
    signed: signedTable(),
    line: colourTable([line, line], 2)[0],
  };
}

/* {element, update(values, maps, side, {low, high, table, line}), frame(map, row, column, size),
   unframe()} for `maps` maps of side × side, `across` in a row. onPick(map, row, column) gets what
   is pointed at; place() tells what the keys move from; pin: of the frame, to hold it by a click. */
export function mapSheet({ label, across, onPick, place, pin }) {
  let [maps, side] = [1, 1];
  const pick = (y, x) => {
    const [down, right] = [Math.floor(y / (side + 1)), Math.floor(x / (side + 1))];
    const map = down * across + Math.min(right, across - 1);
    if (map < maps)
      onPick(map, clampTo(y - down * (side + 1), side), clampTo(x - right * (side + 1), side));
  };
  const picture = makePicture({ label, onPoint: onPick && pick, onKey: onPick && move, pin });
  picture.element.classList.add("sheet");

  function move(event) {
    if (!isPlainKey(event)) return;
    const { map, row, column } = place();
    const to = {
      ArrowUp: [map, row - 1, column],
      ArrowDown: [map, row + 1, column],
      ArrowLeft: [map, row, column - 1],
      ArrowRight: [map, row, column + 1],
      PageUp: [map - 1, row, column],
      PageDown: [map + 1, row, column],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would go to another cell
    onPick(clampTo(to[0], maps), clampTo(to[1], side), clampTo(to[2], side));
  }

  const corner = (map) => [Math.floor(map / across) * (side + 1), (map % across) * (side + 1)];
  return {
    element: picture.element,
    plate: picture.plate,
    update(values, count, size, { low, high, table, line }) {
      [maps, side] = [count, size];
      const columns = Math.min(across, maps) * (side + 1) - 1;
      const rows = Math.ceil(maps / across) * (side + 1) - 1;
      const pixels = picture.resize(rows, columns);
      pixels.fill(line);
      for (let map = 0; map < maps; map += 1) {
        const [top, left] = corner(map);
        const part = values.slice(map * side * side, (map + 1) * side * side);
        paintInto(
          { pixels, start: top * columns + left, stride: columns },
          { values: part, rows: side, columns: side },
          { table, low, high },
        );
      }
      picture.show();
    },
    frame(map, row, column, size) {
      const [top, left] = corner(map);
      picture.plate.classList.remove("unmarked");
      picture.setMark(top + row, left + column, size, size);
    },
    unframe() {
      picture.plate.classList.add("unmarked");
    },
  };
}

export const SHEET_STYLE = `
.place.sheet { aspect-ratio: auto; max-height: none; container-type: normal; }
.sheet .plate { width: 100%; }
.sheet canvas { image-rendering: pixelated !important; border: 0; border-radius: 0; }
.unmarked .mark { display: none; }
`;
