/* The table of losses as a map, the trials of both searches on it, and strips along two sides: the
   least loss of each column and row, with the values that each search has tried. */

import { leastAlong, nearest } from "../../arithmetic/searches.js";
import { colourTable, paintInto, rgbOf } from "../../kit/colour_table.js";
import { followDrag } from "../../kit/drag.js";
import { colour, isPlainKey, make } from "../../kit/frame.js";
import { makePicture } from "../../kit/picture.js";
import { drawn } from "../../kit/svg.js";

const STRIP = 2; // columns and rows beside the map: a gap, and the strip
const KEY_STEP = 1 / 48;
const TICKS = {
  x: ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1"],
  y: ["10⁻¹", "10⁻²", "10⁻³", "10⁻⁴", "10⁻⁵", "10⁻⁶"],
};

/* {element, update({table, low, high, centre, grid, chance, revealed}), repaint()}; grid, chance:
   places. onMove([x, y]) gets where the grid's centre is wanted. */
export class LossMap {
  constructor(onMove) {
    this.onMove = onMove;
    this.picture = makePicture({
      label: "Validation losses from above, with the trials. Arrow keys move the grid",
      onPoint() {},
      onKey: (event) => this.moveByKey(event),
    });
    this.layer = drawn("svg", { "aria-hidden": "true" });
    this.picture.plate.append(this.layer);
    this.picture.plate.classList.add("loss-map");
    this.element = make(
      "div",
      { class: "mapped" },
      ticks("up", TICKS.y, 13),
      make("div", { class: "wide-place" }, this.picture.plate),
      ticks("across", TICKS.x, 25),
    );
    this.repaint();
    this.listen();
  }

  listen() {
    const { plate } = this.picture;
    let from = [0, 0];
    followDrag(plate, () => true, {
      onStart: () => {
        from = this.state.centre;
      },
      onMove: (dx, dy) => {
        const [wide, high] = this.extent();
        this.onMove([from[0] + dx / wide, from[1] - dy / high]);
      },
    });
    plate.addEventListener("click", (event) => {
      if (event.pointerType !== "touch") return; // a finger taps, since one that moves may scroll
      const box = plate.getBoundingClientRect();
      const [wide, high] = this.extent();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      this.onMove([x / wide, 1 - y / high]);
    });
  }

  /* The map's sides in px. */
  extent() {
    const box = this.picture.plate.getBoundingClientRect();
    const { rows, columns } = this.state.table;
    return [(box.width * columns) / (columns + STRIP), (box.height * rows) / (rows + STRIP)];
  }

  moveByKey(event) {
    const by = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[
      event.key
    ];
    if (!by || !isPlainKey(event)) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would go to another cell
    this.onMove(this.state.centre.map((share, i) => share + KEY_STEP * by[i]));
  }

  /* The theme has changed, or is new. */
  repaint() {
    const [paper, output, line] = ["paper", "output", "raised"].map((role) => rgbOf(colour(role)));
    this.shades = colourTable([output, paper], 64);
    this.blank = {
      paper: colourTable([paper, paper], 2)[0],
      line: colourTable([line, line], 2)[0],
    };
  }

  update(state) {
    this.state = state;
    this.paint();
    this.mark();
  }

  paint() {
    const { table, low, high, revealed, grid, chance } = this.state;
    const [height, width] = [table.rows + STRIP, table.columns + STRIP];
    const pixels = this.picture.resize(height, width);
    pixels.fill(this.blank.paper);
    const log = (values) => Float64Array.from(values, Math.log10);
    const scale = { table: this.shades, low: Math.log10(low), high: Math.log10(high) };
    const put = (values, rows, columns, start) =>
      paintInto({ pixels, start, stride: width }, { values: log(values), rows, columns }, scale);
    const upwards = Array.from({ length: table.rows }, (_, i) =>
      table.values.slice((table.rows - 1 - i) * table.columns, (table.rows - i) * table.columns),
    );
    upwards.forEach((row, i) => put(row, 1, table.columns, i * width));
    const least = leastAlong(table);
    put(least.columns, 1, table.columns, (height - 1) * width);
    put(least.rows.toReversed(), table.rows, 1, width - 1);
    if (!revealed) this.hide(pixels, width, new Set([...grid, ...chance].map(this.pixelOf, this)));
    this.picture.show();
  }

  /* The picture's pixel at a place. */
  pixelOf(place) {
    const { table } = this.state;
    const index = nearest(table, place);
    const row = table.rows - 1 - Math.floor(index / table.columns);
    return row * (table.columns + STRIP) + (index % table.columns);
  }

  /* Blank all but the tried settings. */
  hide(pixels, width, tried) {
    const { rows, columns } = this.state.table;
    pixels.forEach((_, i) => {
      const [row, column] = [Math.floor(i / width), i % width];
      const inMap = row < rows && column < columns;
      const inStrip = (row > rows && column < columns) || (column > columns && row < rows);
      if ((inMap && !tried.has(i)) || inStrip) pixels[i] = this.blank.line;
    });
  }

  mark() {
    const { table, grid, chance } = this.state;
    const [columns, rows] = [table.columns, table.rows];
    const at = ([x, y]) => [x * (columns - 1) + 0.5, (1 - y) * (rows - 1) + 0.5];
    this.layer.setAttribute("viewBox", `0 0 ${columns + STRIP} ${rows + STRIP}`);
    const [bottom, right] = [rows, columns]; // in the gap, where colours do not interfere
    const ticksOf = (kind, places, half) =>
      places
        .map(at)
        .flatMap(([x, y]) => [
          drawn("path", { class: kind, d: `M${x} ${bottom + half}v0.5` }),
          drawn("path", { class: kind, d: `M${right + half} ${y}h0.5` }),
        ]);
    this.layer.replaceChildren(
      ...ticksOf("grid-trial", grid, 0),
      ...ticksOf("chance-trial", chance, 0.5),
      ...grid
        .map(at)
        .map(([x, y]) =>
          spot("rect", { x: x - 0.3, y: y - 0.3, width: 0.6, height: 0.6 }, "grid-trial"),
        ),
      ...chance.map(at).map(([cx, cy]) => spot("circle", { cx, cy, r: 0.34 }, "chance-trial")),
    );
  }
}

function spot(tag, shape, kind) {
  return drawn(tag, { class: `spot ${kind}`, ...shape });
}

/* Words beside the map, each at the middle of its row or column of `cells`, of which the strip takes
   some more. */
function ticks(side, texts, cells) {
  const step = (cells - 1) / (texts.length - 1);
  const words = texts.map((text, i) =>
    make("span", { style: `--at: ${(100 * (i * step + 0.5)) / (cells + STRIP)}%` }, text),
  );
  return make("div", { class: `ticks ${side}`, "aria-hidden": "true" }, ...words);
}
